// Package merge brings what a source says now into a page that a person may have edited since the last import: field by
// field of the front matter, and block by block of the text.
//
// It compares three things: what the last import wrote (Base, only hashes), what the source says now, and the page as it is. The
// bytes that need not change stay: line ends, a byte order mark, comments, the order and the spelling of keys, keys that
// opladers does not know, spaces and blank lines.
//
// # Fields
//
// A field is a key at the top of the front matter, in lower case ("title"), or a key of one photo
// ("fotos/0123456789abcdef.jpg/alt"). Values are compared by what they mean: quotes, the style of a list and the order of the
// keys in a block do not count, a list of one word is that word, and an empty value is no value.
//
//	last import  page      source    the page gets            edit
//	a            a         b         b                        no
//	none         none      b         b, where Format has it   no
//	a            a         none      nothing: the key goes    no
//	a            b         b         b                        no
//	a            b         a or c    b                        yes
//	a            b         none      b                        yes
//	a            none      a or c    nothing                  yes, Page is ""
//	none         b         none      b                        yes, Source is ""
//	none         b         c         b                        yes
//
// Without a Base all that differs is taken for a person's. A page that is as a whole what the last import wrote becomes the
// source, with the line ends and the byte order mark that it has.
//
// # Follow
//
// The key "volg" of the page names fields that follow the source again, whatever a person made of them: "bron" is all,
// "tekst" the text, "fotos" the photos with all that belongs to them. What the source neither has nor had, such as a key or a
// photo that a person added, stays.
//
// # Photos
//
// A photo is known by its file name, "bestand", which is made of its content.
//
//	a photo that                           the page
//	the source added                       gets it
//	the source dropped, nobody edited      loses it, unless the merged text still shows it
//	the source dropped, a person edited    keeps it; its edits are reported
//	a person removed                       stays without; reported with Page ""
//	a person added                         keeps it; reported with Source ""
//
// Their order is the source's, unless a person put them in another one: that is an edit of "fotos". The second photo of one
// file is "name#2". When one has no file name, the list is one field.
//
// When the source says that consent was refused or withdrawn, its "toestemming" and "geen_herkenbare_personen" win from any
// edit. That it is missing ("ontbreekt") wins from none.
//
// # Text
//
// Blocks are parted by blank lines outside code fences; one that begins with two spaces or a tab belongs to the block above
// it, as in a list. Line ends and trailing white space do not count, but for the two spaces of a hard break. A stretch of
// blocks that only one side changed is taken from that side, also right next to a stretch that the other side changed. Where
// both changed the same blocks, or added at the same place, the page's stay, and the edit has both texts. The whole text is
// one stretch when
//
//   - it has more than 10,000 blocks (beyond 1,000 differences, all from the first to the last is one stretch);
//   - a footnote mark would lose its note or come to point at another one;
//   - the blocks would run into each other, as after a code fence that is not closed.
//
// # Comments
//
// Comments are a person's: a value that the source changes keeps the comment behind its key. A key that goes takes the
// comment right above it along only when that stands above this key alone: a blank line, another comment or the end comes
// after the key. Comments in a list or block that is replaced go with it.
//
// # Limits
//
// Front matter in flow style ({title: …}), or with keys that do not stand on a line of their own, is written anew when
// something has to change in it, as is a list of photos in flow style: their comments are lost. A page that cannot be read,
// and a page that would grow beyond what page.Parse reads, stays as it is, with an error.
//
// What comes out was read again and means what was decided. Merging it with the base of the same source changes nothing.
package merge

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// Edit is what a person wrote that the source says otherwise.
type Edit struct {
	Field  string `json:"field"`  // "title", "fotos/0123456789abcdef.jpg/alt", "tekst"
	Page   string `json:"page"`   // what stands on the page, "" when the person removed it
	Source string `json:"source"` // what the source says, "" when it says nothing
}

const (
	photosKey = "fotos"
	fileKey   = "bestand" // of a photo: says which one it is
	textField = "tekst"
	followKey = "volg"
	followAll = "bron"

	maxShown = 2000 // characters of a text in an Edit
)

// Merge gives the page with what the source changed since base brought in, and the edits that were kept. The source is a page
// as page.Format writes it. When the page cannot be read, it comes back as it is with an error that is a Dutch notice.
func Merge(base Base, source, index []byte) (merged []byte, edits []Edit, err error) {
	defer func() {
		if r := recover(); r != nil { // the YAML library panics on some crafted input
			merged, edits, err = index, nil, unfit(fmt.Errorf("%v", r))
		}
	}()
	src, err := read(source)
	if err != nil {
		return index, nil, fmt.Errorf("source of a merge: %w", err)
	}
	own, err := read(index)
	if err != nil {
		n := notice.From(err, "")
		n.Text = "De pagina is niet bijgewerkt met wat de bron nu zegt. " + n.Text
		return index, nil, n
	}
	if base.Page == fingerprint(index) {
		return own.inHabit(source), nil, nil
	}
	if len(base.Fields)+len(base.Blocks) == 0 {
		base = src.base() // all that differs is a person's
	}
	if !src.exact() {
		if src, err = read(src.plain(true)); err != nil || !src.exact() {
			return index, nil, unfit(errRough)
		}
	}
	merged, edits, err = attempt(base, src, own)
	for _, all := range []bool{false, true} { // with the list of photos, then with all front matter, written anew
		if err == nil {
			break
		}
		var plain *document
		if plain, err = read(own.plain(all)); err == nil {
			merged, edits, err = attempt(base, src, plain)
		}
	}
	if err != nil {
		return index, nil, unfit(err)
	}
	return merged, edits, nil
}

// attempt merges line by line, which the page may be too odd for.
func attempt(base Base, source, own *document) ([]byte, []Edit, error) {
	m := &merger{base: base, source: source, page: own, follow: own.page.Follow, want: map[string]map[string]string{}}
	body, textEdits := m.text()
	m.photos(body)
	photoEdits := m.edits
	m.edits = nil
	m.fields("", source.top, own.top, false)
	merged, err := m.write(body)
	return merged, slices.Concat(m.edits, photoEdits, textEdits), err
}

func unfit(err error) error {
	return notice.Refuse("Wat de bron nu zegt, past niet in deze pagina. De pagina is niet bijgewerkt. "+notice.From(err, "").Text,
		"Maak het blok tussen de regels --- korter of eenvoudiger. Of verwijder de pagina: dan komt zij opnieuw uit de bron.")
}

var errRough = notice.Refuse("Het blok tussen de regels --- is niet regel voor regel te wijzigen.", "")

// merger is one merge on its way.
type merger struct {
	base         Base
	source, page *document
	follow       page.Strings

	edits   []Edit
	patches []patch
	list    []string // the lines of fotos, when the page has no list yet
	changed bool     // something of the front matter has to change

	// What has to come out.
	want   map[string]map[string]string // what the keys mean, of the page ("") and of each photo ("fotos/file/")
	order  []string                     // names of photos
	blocks []string                     // of the text
}

// follows says whether a person gave the field back to the source.
func (m *merger) follows(field string) bool {
	return field != followKey && slices.ContainsFunc(m.follow, func(f string) bool {
		f = strings.ToLower(f)
		lower := strings.ToLower(field)
		return f == followAll || f == lower || strings.HasPrefix(lower, f+"/")
	})
}

func (m *merger) edit(field, page, source string) {
	m.edits = append(m.edits, Edit{field, shorten(page), shorten(source)})
}

func shorten(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown-1]) + "…"
	}
	return s
}

// write makes the merged page, and proves it: read again, it has to mean what was decided.
func (m *merger) write(body string) ([]byte, error) {
	d := *m.page
	if !m.changed && body == d.body {
		return d.bytes(), nil
	}
	if m.changed {
		d.lines = apply(d.lines, 0, len(d.lines), m.patches)
		if d.head == "" {
			d.head, d.foot = "---"+d.eol, "---"+d.eol
			if strings.TrimSpace(body) != "" {
				d.foot += d.eol
			}
		}
	}
	if body != "" && d.foot != "" && !strings.HasSuffix(d.foot, "\n") {
		d.foot += d.eol
	}
	d.body = body
	merged := d.bytes()
	again, err := read(merged)
	if err != nil {
		return nil, err
	}
	if !m.agrees(again) {
		return nil, errRough
	}
	return merged, nil
}

// agrees says whether a page means what was decided.
func (m *merger) agrees(d *document) bool {
	top := d.top.meaning()
	if d.regular {
		delete(top, photosKey)
	}
	text := split(d.body)
	if !maps.Equal(top, m.want[""]) || !slices.Equal(norms(text.all()), m.blocks) || len(d.photos) != len(m.order) {
		return false
	}
	for i, p := range d.photos {
		if !maps.Equal(p.meaning(), m.want[photo{name: m.order[i]}.prefix()]) {
			return false
		}
	}
	return true
}
