package odt

import (
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// A walker goes through the text in its order and tells the builder what it meets.
type walker struct {
	*prose.Builder
	document
	styles *stylesheet
	notes  int              // met so far
	lists  map[string]*list // the last outermost one, by its style and by # and its id
	opened int              // lists
	copied int              // cells
}

// blocks walks what holds paragraphs, lists and tables; it is the item of a list that n is, if it is one.
func (w *walker) blocks(n *node, it *item) {
	for k := range n.Kids() {
		switch k.Name {
		case "p", "h":
			w.paragraph(k, it)
		case "list":
			w.list(k, it)
		case "table":
			w.table(k)
		case "section":
			if k.Attr("display") != "none" && k.Attr("is-hidden") != "true" {
				w.blocks(k, it)
			}
		case "frame": // on a page of its own
			var in inline
			w.anchored(k, look{}, &in)
			w.compose(prose.Paragraph{}, in)
		case "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index":
		case "tracked-changes", "annotation", "forms", "number", "title", "desc", "event-listeners":
		default: // groups, shapes, links around pictures, numbered paragraphs
			w.blocks(k, it)
		}
	}
}

// An inline is what stands inside a paragraph: pieces, and the text boxes that come after it, or before it when a picture with
// its caption is the first thing in it.
type inline struct {
	pieces []prose.Piece
	first  []*node
	boxes  []*node
	size   float64 // of the smallest letters
	hidden bool    // a field hides the paragraph
}

func (w *walker) paragraph(n *node, it *item) {
	st := w.styles.of("paragraph", n.Attr("style-name"))
	p := prose.Paragraph{Role: st.role, Level: st.level}
	if level, err := strconv.Atoi(n.Attr("outline-level")); n.Name == "h" && p.Role == prose.Text {
		if p.Role, p.Level = prose.Heading, 1; err == nil && level > 0 {
			p.Level = level
		}
	}
	l := look{size: w.styles.size}.with(st)
	var in inline
	w.inline(n, l, &in)
	if in.hidden {
		return
	}
	if p.Role == prose.Text || p.Role == prose.Quote {
		it.mark(w, &p, st, in)
	}
	w.compose(p, in)
}

// compose adds a paragraph and what is anchored in it.
func (w *walker) compose(p prose.Paragraph, in inline) {
	for _, box := range in.first {
		w.blocks(box, nil)
	}
	p.Pieces, p.Size = in.pieces, in.size
	w.Paragraph(p)
	for _, box := range in.boxes {
		w.blocks(box, nil)
	}
}

// inline walks what stands inside a paragraph.
func (w *walker) inline(n *node, l look, in *inline) {
	for k := range n.Kids() {
		switch k.Name {
		case "":
			w.text(k.Text, l, in)
		case "s", "tab":
			w.text(" ", l, in)
		case "line-break":
			in.pieces = append(in.pieces, prose.Piece{LineEnd: true})
		case "span":
			w.inline(k, l.with(w.styles.of("text", k.Attr("style-name"))), in)
		case "a":
			inner := l
			inner.Link = k.Attr("href")
			w.inline(k, inner, in)
		case "note":
			if !l.hidden {
				w.notes++
				in.pieces = append(in.pieces, w.Footnote(strconv.Itoa(w.notes), func() { w.blocks(k.Child("note-body"), nil) }))
			}
		case "ruby":
			w.inline(k.Child("ruby-base"), l, in)
		case "hidden-paragraph":
			in.hidden = in.hidden || k.Attr("is-hidden") == "true"
		case "hidden-text":
			if k.Attr("is-hidden") != "true" {
				w.inline(k, l, in)
			}
		case "frame", "g", "custom-shape", "rect", "ellipse", "circle", "polygon", "regular-polygon", "path", "line", "polyline", "connector", "caption":
			if !l.hidden {
				w.anchored(k, l, in)
			}
		case "annotation", "annotation-end", "number", "page-number", "script", "placeholder", "change", "change-start", "change-end", "event-listeners", "control":
		default: // fields, marks of references, metadata
			w.inline(k, l, in)
		}
	}
}

func (w *walker) text(s string, l look, in *inline) {
	if l.hidden {
		return
	}
	if strings.TrimSpace(s) != "" && (in.size == 0 || l.size < in.size) {
		in.size = l.size
	}
	p := l.Piece
	p.Text = l.write(s)
	in.pieces = append(in.pieces, p)
}
