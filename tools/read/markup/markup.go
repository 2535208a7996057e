// Package markup turns HTML into the paragraphs of package prose: of a saved web page, of a post of WordPress, of a mail.
//
//	var b prose.Builder
//	missing, err := markup.Into(&b, html, markup.Options{Picture: picture})
//	p, notices, err := b.Page(src)
//
// The HTML is sanitised with bluemonday (policy.go), parsed as a browser does (HTML Living Standard, section 13.2) and
// walked:
//
//   - Headings, paragraphs, lists, quotes, tables, captions, links, bold and italic are kept, as elements or as the styles
//     that Word, Outlook and Google Docs write instead (word.go). Two line breaks in a row part paragraphs. Code keeps its
//     spaces; other preformatted text is lines.
//   - What a browser does not show is left out: scripts, styles, hidden elements, texts for screen readers only, deleted
//     and struck text (with a warning), the controls of forms.
//   - A picture is asked from Options.Picture, or is in a data: address; nothing is fetched. Addresses that give no picture
//     are returned, so that the caller, who knows where the pictures should have been, can say so in one notice.
//     Spacers and counters are skipped, a picture of a smiley is its character.
//   - An embedded video is a link. Anything else that is embedded is named in a warning.
//   - A mark and a note that link to each other are a footnote (note.go).
//   - A table with role presentation, headings or tables inside is layout; rows and columns are bounded by maxCells.
//
// Addresses of links are checked where they are written, by prose.Address.
//
// Limits: MaxSize bytes, maxNodes nodes, 512 nested elements (package html), maxNotes footnotes. Style sheets are not
// followed, except for the classes that Google Docs makes up.
package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// The limits of a text.
const (
	MaxSize  = 64 << 20 // bytes, with the pictures that are inside
	maxNodes = 500_000
	maxNotes = 1_000
	maxCells = 20_000 // of one table
)

// ErrTooBig refuses HTML beyond the limits.
var ErrTooBig = notice.Refuse("De webpagina (HTML) is te groot of te ingewikkeld om te lezen.", "Kopieer de tekst naar een Word-bestand (.docx).")

// Options is what the caller knows and the HTML does not say.
type Options struct {
	// Picture gives the picture at an address as it stands in the HTML: a path, cid:, a web address.
	Picture func(src string) (name string, data []byte, ok bool)
	// Link gives the address to link to instead of href; "" makes plain text of the link. When it is nil, href stays.
	Link func(href string) string
}

// Into adds what source shows to b. It returns the addresses of pictures that are not there, each once. The error is ErrTooBig.
func Into(b *prose.Builder, source string, o Options) (missing []string, err error) {
	if len(source) > MaxSize {
		return nil, ErrTooBig
	}
	classes := googleClasses(source)
	root, err := Parse(policy.Sanitize(source))
	if err != nil {
		return nil, err
	}
	w := &walker{b: b, o: o, classes: classes, notes: findNotes(root), parted: parted(root), absent: map[string]bool{}}
	w.node(root, look{})
	w.flush()
	return w.missing, nil
}

// Text gives the words of HTML on one line, without any markup: of a title, of an excerpt.
func Text(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	hidden := false
	for {
		switch t := z.Next(); t {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			if !hidden {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case a == atom.Script || a == atom.Style || a == atom.Iframe || a == atom.Noscript:
				hidden = t == html.StartTagToken
			case isBlock[a] || a == atom.Br:
				b.WriteByte(' ')
			}
		}
	}
}

// Parse parses HTML as a browser does, or gives ErrTooBig.
func Parse(source string) (*html.Node, error) {
	if nodes(source) > maxNodes {
		return nil, ErrTooBig
	}
	root, err := html.Parse(strings.NewReader(source))
	if err != nil { // nested too deeply
		return nil, ErrTooBig
	}
	return root, nil
}

// nodes estimates from above how many nodes a parser makes: it opens every <b> that was not closed again in every
// paragraph that follows, so that a small file can become a very large tree.
func nodes(source string) int {
	const deepest = 512 // a parser gives up there
	count, open := 0, map[string]int{}
	all := 0 // the sum of open
	z := html.NewTokenizer(strings.NewReader(source))
	for count <= maxNodes {
		switch z.Next() {
		case html.ErrorToken:
			return count
		case html.TextToken:
			count += 1 + min(all, deepest)
		case html.StartTagToken, html.SelfClosingTagToken:
			count += 1 + min(all, deepest)
			if name, _ := z.TagName(); reopened[atom.Lookup(name)] {
				open[string(name)]++
				all++
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); open[string(name)] > 0 {
				open[string(name)]--
				all--
			}
		}
	}
	return count
}

// reopened are the formatting elements of the standard.
var reopened = atoms("a b big code em font i nobr s small strike strong tt u")

// isBlock are the elements that begin and end a paragraph.
var isBlock = atoms(`address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
	figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table
	tbody td tfoot th thead tr ul`)

func atoms(names string) map[atom.Atom]bool {
	all := map[atom.Atom]bool{}
	for name := range strings.FieldsSeq(names) {
		all[atom.Lookup([]byte(name))] = true
	}
	return all
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// text gives the words in a node.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// parted gives the elements that hold headings or tables.
func parted(root *html.Node) map[*html.Node]bool {
	all := map[*html.Node]bool{}
	for n := range root.Descendants() {
		if n.DataAtom != atom.Table && !isHeading[n.DataAtom] {
			continue
		}
		for p := n.Parent; p != nil && !all[p]; p = p.Parent {
			all[p] = true
		}
	}
	return all
}
