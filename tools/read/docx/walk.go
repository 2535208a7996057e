package docx

import (
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// A walker goes through a part in the order of the document and tells the builder what it meets.
type walker struct {
	*prose.Builder
	pkg    *opc.Package
	rels   map[string]opc.Rel
	styles *stylesheet
	notes  map[string]*notes // by the type of their part
	fields []field
	counts map[string]int // of numbered lists: the next number of a level
}

// notes are the footnotes or the endnotes.
type notes struct {
	rels map[string]opc.Rel
	byID map[string]*node
}

// A field is a field of Word between its begin and its end.
type field struct {
	code   string
	result bool // past the separator; then what the code says is known:
	hidden bool
	link   string
}

func newWalker(pkg *opc.Package, main string) *walker {
	rels := pkg.Rels(main)
	return &walker{Builder: &prose.Builder{}, pkg: pkg, rels: rels, styles: readStyles(pkg, rels), notes: map[string]*notes{}, counts: map[string]int{}}
}

// blocks walks the elements that hold paragraphs and tables.
func (w *walker) blocks(n *node) {
	for k := range n.Kids() {
		switch k.Name {
		case "p":
			w.paragraph(k)
		case "tbl":
			w.table(k)
		case "sdt":
			if strings.Contains(strings.ToLower(val(k, "sdtPr", "docPartObj", "docPartGallery")), "table of contents") {
				continue
			}
			w.blocks(content(k))
		case "altChunk":
			w.Warn("Een ingevoegd document is weggelaten.", "Kopieer de tekst in het Word-bestand zelf.")
		case "del", "moveFrom", "sectPr", "tblPr", "pPr", "rPr", "sdtPr":
		case "AlternateContent":
			w.blocks(choose(k))
		default: // smart tags, custom XML, insertions
			w.blocks(k)
		}
	}
}

// content gives what a structured document tag holds, nothing when it only shows a hint to fill it in.
func content(sdt *node) *node {
	c := sdt.Child("sdtContent")
	if c == nil || on(sdt.Child("sdtPr"), "showingPlcHdr") {
		return &node{}
	}
	return c
}

// choose gives the one branch of an AlternateContent that is to be read: the first that has something to show.
func choose(n *node) *node {
	for k := range n.Kids() {
		if has(k, "t", "blip", "imagedata", "chart", "relIds") {
			return k
		}
	}
	return &node{}
}

// A run of inline content: pieces, and the text boxes that come after the paragraph.
type inline struct {
	pieces []prose.Piece
	boxes  []*node
}

func (w *walker) paragraph(n *node) {
	pr := n.Child("pPr")
	st := w.styles.of(val(pr, "pStyle"))
	if lvl := val(pr, "outlineLvl"); st.role == prose.Text && len(lvl) == 1 && lvl < "9" {
		st.role, st.level = prose.Heading, int(lvl[0]-'0')+1
	}
	var in inline
	w.inline(n, prose.Piece{}, &in)
	w.Paragraph(w.describe(st, pr, in.pieces))
	for _, box := range in.boxes {
		w.blocks(box)
	}
}

// inline walks what stands inside a paragraph.
func (w *walker) inline(n *node, look prose.Piece, in *inline) {
	for k := range n.Kids() {
		switch k.Name {
		case "r":
			w.run(k, look, in)
		case "hyperlink":
			inner := look
			if rel := w.rels[k.Foreign("id")]; rel.Target != "" && rel.External == "External" {
				inner.Link = prose.Address(withAnchor(rel.Target, k.Attr("anchor")))
			}
			w.inline(k, inner, in)
		case "fldSimple":
			if !isContents(k.Attr("instr")) {
				inner := look
				if a := hyperlink(k.Attr("instr")); a != "" {
					inner.Link = a
				}
				w.inline(k, inner, in)
			}
		case "sdt":
			w.inline(content(k), look, in)
		case "AlternateContent":
			w.inline(choose(k), look, in)
		case "txbxContent":
			in.boxes = append(in.boxes, k)
		case "oMath":
			for _, t := range find(k, "t") {
				w.push(in, prose.Piece{Text: t.Content()})
			}
		case "del", "moveFrom", "pPr", "rPr", "sdtPr", "commentRangeStart", "commentRangeEnd":
		default: // insertions, smart tags, custom XML, oMathPara, bidirectional text
			w.inline(k, look, in)
		}
	}
}

func withAnchor(target, anchor string) string {
	if anchor != "" && !strings.Contains(target, "#") {
		return target + "#" + anchor
	}
	return target
}

// push adds a piece unless a field hides it.
func (w *walker) push(in *inline, p prose.Piece) {
	for _, f := range w.fields {
		if !f.result || f.hidden {
			return
		}
		if p.Link == "" {
			p.Link = f.link
		}
	}
	in.pieces = append(in.pieces, p)
}

func (w *walker) run(n *node, look prose.Piece, in *inline) {
	pr := n.Child("rPr")
	if on(pr, "vanish") {
		return
	}
	st := w.styles.of(val(pr, "rStyle"))
	look.Bold, look.Italic = look.Bold || st.bold, look.Italic || st.italic
	if pr.Child("b") != nil {
		look.Bold = on(pr, "b")
	}
	if pr.Child("i") != nil {
		look.Italic = on(pr, "i")
	}
	w.runContent(n, look, in)
}

func (w *walker) runContent(n *node, look prose.Piece, in *inline) {
	for k := range n.Kids() {
		p := look
		switch k.Name {
		case "t":
			p.Text = k.Content()
			w.push(in, p)
		case "tab", "ptab":
			p.Text = " "
			w.push(in, p)
		case "noBreakHyphen":
			p.Text = "-"
			w.push(in, p)
		case "br", "cr":
			w.push(in, prose.Piece{LineEnd: true})
		case "fldChar":
			w.fieldChar(k.Attr("fldCharType"))
		case "instrText":
			if n := len(w.fields); n > 0 && !w.fields[n-1].result && len(w.fields[n-1].code) < 4096 {
				w.fields[n-1].code += k.Content()
			}
		case "footnoteReference", "endnoteReference":
			w.push(in, w.footnote(k))
		case "AlternateContent":
			w.runContent(choose(k), look, in)
		case "drawing", "pict", "object":
			w.drawing(k, in)
		case "ruby":
			w.inline(k.Child("rubyBase"), look, in)
		}
	}
}

// fieldChar follows the begin, separator and end of fields, which may be paragraphs apart.
func (w *walker) fieldChar(kind string) {
	n := len(w.fields)
	switch {
	case kind == "begin" && n < maxFields:
		w.fields = append(w.fields, field{})
	case kind == "separate" && n > 0:
		f := &w.fields[n-1]
		f.result, f.hidden, f.link = true, isContents(f.code), hyperlink(f.code)
	case kind == "end" && n > 0:
		w.fields = w.fields[:n-1]
	}
}

var hyperlinkCode = regexp.MustCompile(`(?i)^\s*HYPERLINK\s+"([^"]*)"(?:\s+\\l\s+"([^"]*)")?`)

// hyperlink gives the address in the code of a field, "" when it is no link to outside.
func hyperlink(code string) string {
	if m := hyperlinkCode.FindStringSubmatch(code); m != nil {
		return prose.Address(withAnchor(m[1], m[2]))
	}
	return ""
}

func isContents(code string) bool {
	code = strings.ToUpper(strings.TrimSpace(code))
	return strings.HasPrefix(code, "TOC ") || code == "TOC" || strings.HasPrefix(code, "PAGEREF") || code == "PAGE" || strings.HasPrefix(code, "PAGE ")
}

// footnote reads a footnote or endnote and gives its mark.
func (w *walker) footnote(ref *node) prose.Piece {
	part := map[string]string{"footnoteReference": "/footnotes", "endnoteReference": "/endnotes"}[ref.Name]
	id := ref.Attr("id")
	return w.Footnote(part+id, func() {
		all := w.notesIn(part)
		note := &walker{Builder: w.Builder, pkg: w.pkg, rels: all.rels, styles: w.styles, counts: map[string]int{}}
		note.blocks(all.byID[id])
	})
}

func (w *walker) notesIn(part string) *notes {
	if w.notes[part] == nil {
		target := opc.ByType(w.rels, part)
		all := &notes{w.pkg.Rels(target), map[string]*node{}}
		root, _ := tree(w.pkg, target) // without it the notes are empty
		for n := range root.Kids() {
			all.byID[n.Attr("id")] = n
		}
		w.notes[part] = all
	}
	return w.notes[part]
}
