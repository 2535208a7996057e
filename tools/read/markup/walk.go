package markup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// A walker goes through the tree in the order of the text. It gathers pieces until a paragraph ends.
type walker struct {
	b       *prose.Builder
	o       Options
	classes map[string]string // styles of Google Docs
	notes   notes
	parted  map[*html.Node]bool // holds headings or tables

	pieces     []prose.Piece
	at         paragraph
	list       list // the list around
	lists      int
	word       wordList
	underPhoto bool // nothing was shown since a picture
	pictures   int  // how many were shown
	inside     int  // how many of them were in the HTML itself
	missing    []string
	absent     map[string]bool
}

// A paragraph is what the pieces that are gathered will be.
type paragraph struct {
	role  prose.Role
	level int
	item  *item // the item of a list that it stands in
}

func (w *walker) node(n *html.Node, l look) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, l)
	case html.ElementNode:
		if !w.notes.skip[n] && !hidden(n) {
			w.element(n, w.look(n, l))
		}
	case html.DocumentNode:
		w.children(n, l)
	}
}

func (w *walker) children(n *html.Node, l look) {
	for c := range n.ChildNodes() {
		w.node(c, l)
	}
}

func (w *walker) element(n *html.Node, l look) {
	switch n.DataAtom {
	case atom.Head, atom.Title, atom.Template, atom.Svg, atom.Canvas, atom.Map, atom.Rp,
		atom.Datalist, atom.Input, atom.Meter, atom.Output, atom.Progress, atom.Select, atom.Textarea:
	case atom.Br:
		w.pieces = append(w.pieces, prose.Piece{LineEnd: true})
	case atom.Hr:
		w.flush()
	case atom.Img:
		w.image(n, l)
	case atom.Iframe, atom.Embed, atom.Video, atom.Audio:
		w.embedded(n)
	case atom.A:
		w.anchor(n, l)
	case atom.Button: // the question of a list that folds out, or a control
		if p := n.Parent.DataAtom; isHeading[p] || p == atom.Summary || p == atom.Dt {
			w.children(n, l)
		}
	case atom.Del, atom.S, atom.Strike:
		if text(n) != "" {
			w.b.Warn("Doorgestreepte tekst is weggelaten.", "Kijk na of de tekst zo klopt.")
		}
	case atom.Q:
		w.text("“", l)
		w.children(n, l)
		w.text("”", l)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.block(n, l, paragraph{role: prose.Heading, level: int(n.Data[1] - '0')})
	case atom.Blockquote:
		w.block(n, l, paragraph{role: prose.Quote})
	case atom.Pre:
		w.preformatted(n, l)
	case atom.Form:
		w.form(n, l)
	case atom.Figure:
		w.figure(n, l)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.items(n, l)
	case atom.Li:
		w.li(n, l)
	case atom.Table:
		w.table(n, l)
	case atom.P, atom.Div, atom.Figcaption, atom.Dd:
		w.paragraph(n, l)
	default:
		switch {
		case n.Data == "xml":
		case isBlock[n.DataAtom], custom.MatchString(n.Data):
			w.block(n, l, w.at)
		default:
			w.children(n, l)
		}
	}
}

var isHeading = atoms("h1 h2 h3 h4 h5 h6")

// block walks n as one or more paragraphs of their own.
func (w *walker) block(n *html.Node, l look, at paragraph) {
	w.flush()
	outside := w.at
	w.at = at
	w.children(n, l)
	w.flush()
	w.at = outside
}

// text adds words.
func (w *walker) text(s string, l look) {
	if strings.TrimSpace(s) != "" {
		w.underPhoto = false
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 && l.lines {
			w.pieces = append(w.pieces, prose.Piece{LineEnd: true})
		} else if i > 0 {
			line = " " + line
		}
		if line != "" {
			w.pieces = append(w.pieces, prose.Piece{Text: line, Bold: l.bold, Italic: l.italic, Link: l.link})
		}
	}
}

// flush ends the paragraph. Line ends without text between them part paragraphs.
func (w *walker) flush() {
	start, ends := 0, 0 // of the paragraph; line ends since the last text
	for i, p := range w.pieces {
		switch {
		case p.LineEnd:
			ends++
		case !isShown(p) || w.at.role == prose.Code:
		default:
			if ends > 1 {
				w.add(w.pieces[start:i])
				start = i
			}
			ends = 0
		}
	}
	w.add(w.pieces[start:])
	w.pieces = nil
}

func (w *walker) add(pieces []prose.Piece) {
	if !slices.ContainsFunc(pieces, isShown) {
		return
	}
	p := prose.Paragraph{Role: w.at.role, Level: w.at.level, Pieces: pieces}
	if it := w.at.item; it != nil && p.Role == prose.Text {
		p.Role, p.Level, p.List, p.Number = prose.Item, it.level, it.list, it.number
		if it.begun {
			p.Role = prose.ItemMore
		}
		it.begun = true
	}
	w.b.Paragraph(p)
}

// isShown says whether a piece is more than a space: words, a picture, the mark of a note.
func isShown(p prose.Piece) bool {
	return !p.LineEnd && (p.Text == "" || strings.TrimSpace(p.Text) != "")
}

// preformatted walks code as code, and other text that is typed in columns as lines.
func (w *walker) preformatted(n *html.Node, l look) {
	at := w.at
	if c := n.FirstChild; c != nil && c.DataAtom == atom.Code || strings.Contains(attr(n, "class"), "code") {
		at = paragraph{role: prose.Code}
	}
	w.block(n, l, at)
}
