package merge

import (
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// listed says whether photos are merged one by one; if not, "fotos" is a field as any other.
func (m *merger) listed() bool { return m.page.regular && m.source.regular }

// photos merges the list of photos. body is the merged text.
func (m *merger) photos(body string) {
	if !m.listed() {
		return
	}
	source := map[string]photo{}
	for _, s := range m.source.photos {
		source[s.name] = s
	}
	stays, before, now := map[string]bool{}, set(m.base.Photos), set(m.page.files())
	within := map[string][]patch{}
	for _, p := range m.page.photos {
		s, ok := source[p.name]
		if ok {
			m.fields(p.prefix(), s.mapping, p.mapping, m.refused(s.file()))
			within[p.name], m.patches = m.patches, nil
		}
		if stays[p.name] = ok || m.kept(p, before[p.name], body); stays[p.name] && !ok {
			m.expect(p)
		}
	}
	for _, s := range m.source.photos {
		name := photosKey + "/" + s.name
		switch {
		case now[s.name]:
		case before[s.name] && !m.follows(name):
			m.edit(name, "", s.describe())
		default:
			stays[s.name] = true
			m.expect(s)
		}
	}
	m.arrange(stays, source, within)
}

// kept decides on a photo of the page that the source has not. imported says that the last import had it.
func (m *merger) kept(p photo, imported bool, body string) bool {
	name := photosKey + "/" + p.name
	if !imported {
		m.edit(name, p.describe(), "")
		return true
	}
	if m.follows(name) {
		return false
	}
	edited := false
	for _, f := range p.fields {
		if f.key != fileKey && hash(f.canon) != m.base.Fields[p.prefix()+f.key] {
			edited = true
			m.edit(p.prefix()+f.key, show(f.value), "")
		}
	}
	return edited || strings.Contains(body, "]("+p.file())
}

func (p photo) file() string { return show(p.get(fileKey).value) }

// expect notes that a photo has to come out as it is.
func (m *merger) expect(p photo) { m.want[p.prefix()] = p.meaning() }

// describe names a photo for a person.
func (p photo) describe() string {
	if alt := p.get("alt").value; alt != nil {
		return show(alt)
	}
	return p.name
}

// expectList notes that the list of photos has to come out as a page has it.
func (m *merger) expectList(d *document) {
	if !d.regular {
		return
	}
	delete(m.want[""], photosKey)
	m.order = d.files()
	for _, p := range d.photos {
		m.expect(p)
	}
}

// refused says whether the source forbids to publish a photo. That consent is missing is not a refusal.
func (m *merger) refused(file string) bool {
	return slices.ContainsFunc(m.source.page.Photos, func(p *page.Photo) bool {
		return p != nil && p.File == file && p.Consent != nil && p.Consent.Status != "" && p.Consent.Status != page.ConsentMissing
	})
}

// arrange puts the photos that stay in their order, and the new ones among them. within are the patches in each of them.
func (m *merger) arrange(stays map[string]bool, source map[string]photo, within map[string][]patch) {
	only := func(files []string, in map[string]bool) []string {
		return slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !in[f] })
	}
	page, theirs := m.page.files(), m.source.files()
	if m.reordered() && !m.follows(photosKey) {
		m.order = weave(only(page, stays), only(theirs, stays))
		both := only(page, set(theirs))
		if ours := only(theirs, set(page)); !slices.Equal(both, ours) {
			m.edit(photosKey, strings.Join(both, ", "), strings.Join(ours, ", "))
		}
	} else {
		m.order = weave(only(theirs, stays), only(page, stays))
	}
	if slices.Equal(m.order, page) {
		for _, name := range page {
			m.patches = append(m.patches, within[name]...)
		}
		return
	}
	m.changed = true
	i, here := m.page.top.index[photosKey]
	switch {
	case len(page) == 0:
		m.list = m.newList(source)
	case len(m.order) == 0:
		m.drop(m.page.top, i)
	case here && m.page.exactPhotos:
		m.rewriteList(m.page.top.fields[i], source, within)
	}
}

// reordered says whether a person put the photos in another order than the last import.
func (m *merger) reordered() bool {
	before, now := set(m.base.Photos), set(m.page.files())
	a := slices.DeleteFunc(slices.Clone(m.base.Photos), func(f string) bool { return !now[f] })
	b := slices.DeleteFunc(m.page.files(), func(f string) bool { return !before[f] })
	return !slices.Equal(a, b)
}

func set(list []string) map[string]bool {
	s := map[string]bool{}
	for _, e := range list {
		s[e] = true
	}
	return s
}

// weave puts what only b has into a, each after what it comes after in b.
func weave(a, b []string) []string {
	in := set(a)
	after := map[string][]string{}
	last := ""
	for _, e := range b {
		if in[e] {
			last = e
		} else {
			after[last] = append(after[last], e)
		}
	}
	out := after[""]
	for _, e := range a {
		out = append(append(out, e), after[e]...)
	}
	return out
}

// wholeList gives the lines of fotos when the source's come as a whole: the page has none, or they cannot be told apart.
func (m *merger) wholeList(source, own field) []string {
	if m.listed() {
		return m.list
	}
	refused := slices.ContainsFunc(m.page.page.Photos, func(p *page.Photo) bool { return p != nil && m.refused(p.File) })
	if !m.fromSource("", photosKey, source, own, refused) {
		m.expectList(m.page)
		return nil
	}
	m.expectList(m.source)
	return m.respell(m.source.top, source, m.page.top.indent)
}

// newList gives the lines of fotos for a page that has no photos: as in the source, without those that do not come.
func (m *merger) newList(source map[string]photo) []string {
	top := m.source.top
	f := top.get(photosKey)
	by := m.page.top.indent - top.indent
	f.to = f.from + 1
	out := m.respell(top, f, m.page.top.indent)
	for _, name := range m.order {
		out = append(out, m.respellPhoto(source[name], by)...)
	}
	return out
}

func (m *merger) respellPhoto(p photo, by int) []string {
	var out []string
	for line := p.from; line < p.to; line++ {
		out = append(out, shift(m.source.text(line), by)+m.page.eol)
	}
	return out
}

// rewriteList patches the list as a whole: its photos with their own patches, in the new order.
func (m *merger) rewriteList(list field, source map[string]photo, within map[string][]patch) {
	d := m.page
	dash := func(d *document, p photo) int { return strings.Index(d.text(p.from), "-") }
	first, last := d.photos[0], d.photos[len(d.photos)-1]
	stays := set(m.order)
	chunks := map[string][]string{}
	var above []string // comments of photos that go
	from := list.from + 1
	for _, p := range d.photos {
		if stays[p.name] {
			chunks[p.name] = append(above, apply(d.lines, from, p.to, within[p.name])...)
			above = nil
		} else {
			s := d.withComment(p.span, from, dash(d, p), list.to)
			above = append(above, d.lines[from:s.from]...)
		}
		from = p.to
	}
	var with []string
	for _, name := range m.order {
		if c, ok := chunks[name]; ok {
			with = append(with, c...)
		} else {
			with = append(with, m.respellPhoto(source[name], dash(d, first)-dash(m.source, source[name]))...)
		}
	}
	m.change(m.page.top, patch{span{list.from + 1, last.to}, append(with, above...)})
}
