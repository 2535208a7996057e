package merge

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// model is a page as a person thinks of it, to make pages and edits of and to say what a merge has to give.
type model struct {
	fields map[string]string // "title", "fotos/a/alt"
	photos []string
	blocks []string
}

var (
	fieldNames = []string{"title", "slug", "samenvatting", "eenvoudig", "aangekondigd", "themas", "eigen", "ander"}
	photoNames = []string{"a", "b", "c", "d"}
	photoKeys  = []string{"alt", "bijschrift", "maker", "focus"}
	values     = []string{"een", "twee: drie", "2026-10-14", "0612345678", "x # y", "regel\n\n# twee\n  drie", "'s avonds", "\"citaat\"", "- geen lijst", "true", "1.50", "é ✓", "[a]", "slot:", "&a", "langer\nregel"}
)

func newModel(r *rand.Rand) model {
	m := model{fields: map[string]string{}}
	for range 4 {
		m.edit(r)
	}
	for i := range r.IntN(8) {
		m.blocks = append(m.blocks, fmt.Sprint("blok ", i, r.IntN(3)))
	}
	return m
}

func (m model) clone() model {
	return model{maps.Clone(m.fields), slices.Clone(m.photos), slices.Clone(m.blocks)}
}

// edit changes one thing: a field, a photo or a block.
func (m *model) edit(r *rand.Rand) {
	value := values[r.IntN(len(values))]
	switch r.IntN(7) {
	case 0, 1:
		m.fields[fieldNames[r.IntN(len(fieldNames))]] = value
	case 2:
		delete(m.fields, fieldNames[1+r.IntN(len(fieldNames)-1)])
	case 3:
		if len(m.photos) > 0 {
			name := "fotos/" + m.photos[r.IntN(len(m.photos))] + "/" + photoKeys[r.IntN(len(photoKeys))]
			if m.fields[name] = value; r.IntN(3) == 0 {
				delete(m.fields, name)
			}
		}
	case 4:
		if name := photoNames[r.IntN(len(photoNames))]; !slices.Contains(m.photos, name) {
			m.photos = slices.Insert(m.photos, r.IntN(len(m.photos)+1), name)
		} else if r.IntN(2) == 0 {
			m.photos = slices.DeleteFunc(m.photos, func(p string) bool { return p == name })
			maps.DeleteFunc(m.fields, func(f, _ string) bool { return strings.HasPrefix(f, "fotos/"+name+"/") })
		}
	case 5:
		m.blocks = slices.Insert(m.blocks, r.IntN(len(m.blocks)+1), fmt.Sprint("nieuw ", r.IntN(1000)))
	case 6:
		if len(m.blocks) > 0 {
			i := r.IntN(len(m.blocks))
			m.blocks[i] += fmt.Sprint(" anders ", r.IntN(1000))
			if r.IntN(3) == 0 {
				m.blocks = slices.Delete(m.blocks, i, i+1)
			}
		}
	}
}

// formatted writes the page as an import does.
func (m model) formatted(t testing.TB) string {
	var text strings.Builder
	text.WriteString("---\nsoort: verhaal\n")
	for _, name := range fieldNames {
		if v, ok := m.fields[name]; ok {
			text.WriteString(marshal(map[string]string{name: v}))
		}
	}
	text.WriteString("---\n")
	p, err := page.Parse([]byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	p.Body = strings.Join(m.blocks, "\n\n")
	for _, name := range m.photos {
		f := func(key string) string { return m.fields["fotos/"+name+"/"+key] }
		p.Photos = append(p.Photos, &page.Photo{File: name, Alt: f("alt"), Caption: f("bijschrift"), Maker: f("maker"), Focus: f("focus")})
	}
	data, err := p.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// line is a line of a page, and the field, photo or block that it is part of, if any.
type line struct{ text, owner string }

// typed writes the page as a person does: any order of keys, quotes, comments, blank lines, indents and line ends.
func (m model) typed(r *rand.Rand) (string, []line) {
	var lines []line
	add := func(owner, format string, args ...any) {
		for text := range strings.Lines(fmt.Sprintf(format, args...)) {
			lines = append(lines, line{text, owner})
		}
	}
	rest := func() {
		switch r.IntN(8) {
		case 0:
			add("", "\n")
		case 1:
			add("#", "# opmerking %d\n", r.IntN(1000))
		}
	}
	put := func(indent, prefix, name, value string) {
		owner, head := prefix+name, indent+name+":"
		if prefix == "" && r.IntN(4) == 0 {
			head = strings.ToUpper(name[:1]) + head[1:]
		}
		switch {
		case strings.Contains(value, "\n") && r.IntN(2) == 0:
			add(owner, "%s |-\n%s   %s\n", head, indent, strings.ReplaceAll(value, "\n", "\n   "+indent))
		case !strings.Contains(value, "\n") && r.IntN(2) == 0:
			add(owner, "%s  '%s'\n", head, strings.ReplaceAll(value, "'", "''"))
		case !strings.Contains(value, "\n") && slices.Contains([]string{"themas", "eigen", "ander"}, name):
			add(owner, "%s [ %q ] # los %d\n", head, value, r.IntN(1000))
		default:
			add(owner, "%s %q\n", head, value)
		}
		rest()
	}
	add("", "---\n")
	rest()
	add("", "soort: verhaal\n")
	for _, i := range r.Perm(len(fieldNames) + 1) {
		if i < len(fieldNames) {
			if v, ok := m.fields[fieldNames[i]]; ok {
				put("", "", fieldNames[i], v)
			}
			continue
		}
		if len(m.photos) == 0 {
			continue
		}
		add("fotos", "fotos:\n")
		indent := strings.Repeat(" ", r.IntN(4))
		for _, name := range m.photos {
			rest()
			add("fotos", "%s-  bestand: %s\n", indent, name)
			for _, key := range photoKeys {
				if v, ok := m.fields["fotos/"+name+"/"+key]; ok {
					put(indent+"   ", "fotos/"+name+"/", key, v)
				}
			}
		}
	}
	add("", "---\n")
	for _, block := range m.blocks {
		add("", "%s", strings.Repeat("\n", 1+r.IntN(2)))
		add("tekst", "%s%s\n", block, strings.Repeat(" ", r.IntN(2)))
	}
	windows := r.IntN(3) == 0
	var b strings.Builder
	for i := range lines {
		if windows {
			lines[i].text = strings.ReplaceAll(lines[i].text, "\n", "\r\n")
		}
		b.WriteString(lines[i].text)
	}
	if windows {
		return bom + b.String(), lines
	}
	return b.String(), lines
}

// values gives the fields of a page as page.Parse, which the site has, understands them.
func valuesOf(t testing.TB, data string) (map[string]string, []string) {
	p, err := page.Parse([]byte(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	all := map[string]string{"title": p.Title, "slug": p.Slug, "samenvatting": p.Summary, "eenvoudig": p.Simple, "aangekondigd": p.Announced}
	if p.Story != nil {
		all["themas"] = strings.Join(p.Story.Themes, ",")
	}
	for _, e := range p.Extra {
		all[strings.ToLower(fmt.Sprint(e.Key))] = strings.Trim(fmt.Sprint(e.Value), "[]")
	}
	var photos []string
	for _, p := range p.Photos {
		photos = append(photos, p.File)
		prefix := "fotos/" + p.File + "/"
		all[prefix+"alt"], all[prefix+"bijschrift"], all[prefix+"maker"], all[prefix+"focus"] = p.Alt, p.Caption, p.Maker, p.Focus
	}
	maps.DeleteFunc(all, func(_, v string) bool { return v == "" })
	return all, photos
}

// laws checks one merge of random edits on both sides.
func laws(t testing.TB, seed uint64) {
	r := rand.New(rand.NewPCG(seed, seed))
	base := newModel(r)
	source, own := base.clone(), base.clone()
	for range r.IntN(5) {
		source.edit(r)
	}
	for range r.IntN(5) {
		own.edit(r)
	}
	baseText, sourceText := base.formatted(t), source.formatted(t)
	ownText, lines := own.typed(r)
	got, edits := merge(t, baseText, sourceText, ownText)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("seed %d: %s\nbase:\n%s\nsource:\n%s\npage:\n%s\nmerged:\n%s\nedits: %q", seed, fmt.Sprintf(format, args...), baseText, sourceText, ownText, got, edits)
	}
	reported := map[string]bool{}
	for _, e := range edits {
		reported[e.Field] = true
	}
	b, _ := valuesOf(t, baseText)
	s, _ := valuesOf(t, sourceText)
	o, _ := valuesOf(t, ownText)
	m, photos := valuesOf(t, got)
	for _, name := range slices.Sorted(maps.Keys(union(b, s, o, m))) {
		parts := strings.Split(name, "/")
		if len(parts) == 3 && !(slices.Contains(own.photos, parts[1]) && slices.Contains(source.photos, parts[1])) {
			continue // of a photo that one side has not
		}
		want := o[name]
		if o[name] == b[name] {
			want = s[name]
		}
		if m[name] != want {
			fail("%s is %q, want %q", name, m[name], want)
		}
		if kept := o[name] != b[name] && o[name] != s[name]; kept != reported[name] {
			fail("%s: reported %v", name, reported[name])
		}
	}
	for _, name := range photoNames {
		inB, inS, inO := slices.Contains(base.photos, name), slices.Contains(source.photos, name), slices.Contains(own.photos, name)
		edited := false
		for _, key := range photoKeys {
			f := "fotos/" + name + "/" + key
			edited = edited || o[f] != "" && o[f] != b[f]
		}
		want := inS && inO || inS && !inB || inO && !inB || inO && edited
		if slices.Contains(photos, name) != want {
			fail("photo %s: want %v", name, want)
		}
	}
	for _, block := range own.blocks {
		if !slices.Contains(base.blocks, block) && strings.Count(got, block) < 1 {
			fail("%q of the page is lost", block)
		}
	}
	for _, block := range source.blocks {
		if !slices.Contains(base.blocks, block) && !strings.Contains(got, block) &&
			!slices.ContainsFunc(edits, func(e Edit) bool { return strings.Contains(e.Source, block) }) {
			fail("%q of the source is lost", block)
		}
	}
	// Lines of the page that nobody had to touch are there, byte for byte and in their order.
	gone := slices.ContainsFunc(slices.Collect(maps.Keys(o)), func(name string) bool { return m[name] == "" })
	kept := slices.DeleteFunc(slices.Clone(photos), func(p string) bool { return !slices.Contains(own.photos, p) })
	at := strings.SplitAfter(strings.TrimPrefix(got, bom), "\n")
	for _, line := range lines {
		switch {
		case line.owner == "", line.owner == "#" && (gone || !slices.Equal(kept, own.photos)), m[line.owner] != o[line.owner]:
			continue
		case strings.HasPrefix(line.owner, "fotos") && !slices.Equal(kept, own.photos):
			continue
		case line.owner == "tekst" && slices.Contains(base.blocks, strings.TrimSpace(line.text)) && !slices.Contains(source.blocks, strings.TrimSpace(line.text)):
			continue
		}
		i := slices.Index(at, line.text)
		if i < 0 {
			fail("line %q is lost", line.text)
		}
		at = at[i+1:]
	}
	if strings.HasPrefix(ownText, bom) != strings.HasPrefix(got, bom) || strings.HasPrefix(ownText, bom) && strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		fail("line ends or byte order mark changed")
	}
	if again, _ := merge(t, sourceText, sourceText, got); again != got {
		fail("merged once more:\n%s", again)
	}
	if same, _ := merge(t, baseText, baseText, ownText); same != ownText {
		fail("merged with nothing new:\n%s", same)
	}
}

func union(all ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, m := range all {
		maps.Copy(out, m)
	}
	return out
}

func TestLaws(t *testing.T) {
	for seed := range uint64(300) {
		laws(t, seed)
	}
}

func FuzzLaws(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { laws(t, seed) })
}

// damage does to lines of a page what a person or a program may do by mistake.
func damage(r *rand.Rand, text string) string {
	for range 1 + r.IntN(4) {
		lines := strings.SplitAfter(text, "\n")
		i, j := r.IntN(len(lines)), r.IntN(len(lines))
		switch r.IntN(5) {
		case 0:
			lines[i], lines[j] = lines[j], lines[i]
		case 1:
			lines[i] = lines[j]
		case 2:
			lines[i] = ""
		case 3:
			lines[i] = "  " + lines[i]
		case 4:
			const signs = "#'\"[]{}:|>- \t&*%@`,?!\n\r~"
			at, sign := r.IntN(len(lines[i])+1), r.IntN(len(signs))
			lines[i] = lines[i][:at] + signs[sign:sign+1] + lines[i][at:]
		}
		text = strings.Join(lines, "")
	}
	return text
}

func TestLawsOfDamagedPages(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		base := newModel(r)
		source, own := base.clone(), base.clone()
		source.edit(r)
		own.edit(r)
		text, _ := own.typed(r)
		lawsOfAny(t, []byte(base.formatted(t)), []byte(source.formatted(t)), damage(r, text))
	}
}

// lawsOfAny checks the laws that hold for any page, also one that nobody would type.
func lawsOfAny(t testing.TB, base, source []byte, own string) {
	b, err := NewBase(base)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	got, _, err := Merge(b, source, []byte(own))
	if took := time.Since(begin); took > 30*time.Second {
		t.Fatal(took)
	}
	was, unread := page.Parse([]byte(own))
	if err != nil {
		if n := notice.From(err, ""); string(got) != own || n.Hint == "" || unread == nil && strings.Contains(n.Text, "runtime error") {
			t.Fatalf("%v: %q became %q", err, own, got)
		}
		return
	}
	p, err := page.Parse(got)
	if err != nil {
		t.Fatal(err)
	}
	next, err := NewBase(source)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, err := Merge(next, source, got); err != nil || string(again) != string(got) {
		t.Fatalf("%v: %q became %q", err, got, again)
	}
	wins := len(p.Follow) > 0 || len(was.Follow) > 0 || strings.Contains(string(base), "status:")
	if same, _, err := Merge(b, base, []byte(own)); err != nil || string(same) != own && !wins {
		t.Fatalf("nothing new, %v: %q became %q", err, own, same)
	}
}

func FuzzMerge(f *testing.F) {
	f.Add(imported, strings.Replace(imported, "eten", "drinken", 1), strings.Replace(imported, "title: Soep", "# x\ntitle: 'Soep", 1))
	f.Add("a", "---\ntitle: [x, {y: z}]\nfotos:\n- bestand: a\n  alt: |+\n    x\n\n---\na\n\nb", "---\n{title: [x], fotos: [{bestand: a}]}\n---\nc")
	f.Add("---\na: b\n---\nx[^1]\n\n[^1]: y", "---\n? a\n: c\n---\nx[^2]\n\n[^2]: y\n[^1]: z", "---\n\"a\": b\r\n\r\nvolg: [a]\n---\r\n```\nx[^1]\r\n\r\n[^1]: y")
	f.Fuzz(func(t *testing.T, base, source, own string) {
		from, to := formatted(base), formatted(source)
		if from != nil && to != nil {
			lawsOfAny(t, from, to, own)
		}
	})
}

// formatted gives a text as an import writes it, nil when that cannot be.
func formatted(text string) []byte {
	p, err := page.Parse([]byte(text))
	if err != nil {
		return nil
	}
	data, err := p.Format()
	if err != nil {
		return nil
	}
	if _, err := page.Parse(data); err != nil {
		return nil
	}
	return data
}
