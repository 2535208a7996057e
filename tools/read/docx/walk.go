package docx

import (
	"regexp"
	"strconv"
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
	size   float64 // of the smallest letters
}

// A look is how letters are shown.
type look struct {
	prose.Piece
	size   float64 // in points
	script string  // superscript or subscript
	font   string
}

func (w *walker) paragraph(n *node) {
	pr := n.Child("pPr")
	st := w.styles.of(val(pr, "pStyle"))
	if lvl := val(pr, "outlineLvl"); st.role == prose.Text && len(lvl) == 1 && lvl < "9" {
		st.role, st.level = prose.Heading, int(lvl[0]-'0')+1
	}
	var in inline
	l := look{size: st.size}
	if l.size == 0 {
		l.size = w.styles.size
	}
	w.inline(n, l, &in)
	p := w.describe(st, pr, in.pieces)
	p.Size = in.size
	w.Paragraph(p)
	for _, box := range in.boxes {
		w.blocks(box)
	}
}

// inline walks what stands inside a paragraph.
func (w *walker) inline(n *node, l look, in *inline) {
	for k := range n.Kids() {
		switch k.Name {
		case "r":
			w.run(k, l, in)
		case "hyperlink":
			inner := l
			if rel := w.rels[k.Foreign("id")]; rel.Target != "" && rel.External == "External" {
				inner.Link = prose.Address(withAnchor(rel.Target, k.Attr("anchor")))
			}
			w.inline(k, inner, in)
		case "fldSimple":
			if !isContents(k.Attr("instr")) {
				inner := l
				if a := hyperlink(k.Attr("instr")); a != "" {
					inner.Link = a
				}
				w.inline(k, inner, in)
			}
		case "sdt":
			w.inline(content(k), l, in)
		case "AlternateContent":
			w.inline(choose(k), l, in)
		case "txbxContent":
			in.boxes = append(in.boxes, k)
		case "oMath":
			for _, t := range find(k, "t") {
				w.push(in, prose.Piece{Text: t.Content()})
			}
		case "del", "moveFrom", "pPr", "rPr", "sdtPr", "commentRangeStart", "commentRangeEnd":
		default: // insertions, smart tags, custom XML, oMathPara, bidirectional text
			w.inline(k, l, in)
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

func (w *walker) run(n *node, l look, in *inline) {
	pr := n.Child("rPr")
	if on(pr, "vanish") {
		return
	}
	st := w.styles.of(val(pr, "rStyle"))
	l.Bold, l.Italic = l.Bold || st.bold, l.Italic || st.italic
	if st.size > 0 {
		l.size = st.size
	}
	for k := range pr.Kids() {
		switch k.Name {
		case "b":
			l.Bold = !isOff(k.Attr("val"))
		case "i":
			l.Italic = !isOff(k.Attr("val"))
		case "sz":
			if size := points(k); size > 0 {
				l.size = size
			}
		case "vertAlign":
			l.script = k.Attr("val")
		case "rFonts":
			l.font = k.Attr("ascii")
		}
	}
	w.runContent(n, l, in)
}

func (w *walker) runContent(n *node, l look, in *inline) {
	for k := range n.Kids() {
		switch k.Name {
		case "t":
			w.text(k.Content(), l, in)
		case "sym":
			w.sign(k, l, in)
		case "tab", "ptab":
			w.text(" ", l, in)
		case "noBreakHyphen":
			w.text("-", l, in)
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
			w.runContent(choose(k), l, in)
		case "drawing", "pict", "object":
			w.drawing(k, in)
		case "ruby":
			w.inline(k.Child("rubyBase"), l, in)
		}
	}
}

// text adds text in a look.
func (w *walker) text(s string, l look, in *inline) {
	switch {
	case l.script == "superscript":
		s = prose.Superscript(s)
	case l.script == "subscript":
		s = prose.Subscript(s)
	case strings.EqualFold(l.font, "wingdings"), strings.EqualFold(l.font, "symbol"):
		s = signs(l.font, s)
	}
	if strings.TrimSpace(s) != "" && (in.size == 0 || l.size < in.size) {
		in.size = l.size
	}
	l.Text = s
	w.push(in, l.Piece)
}

// signs shows text in a font of signs; what it has no character for stays.
func signs(font, s string) string {
	var b strings.Builder
	for _, r := range s {
		if sign, known := prose.Symbol(font, r); known {
			b.WriteString(sign)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sign adds a sign that is written as a font and a code.
func (w *walker) sign(n *node, l look, in *inline) {
	code, _ := strconv.ParseUint(n.Attr("char"), 16, 32)
	if s, known := prose.Symbol(n.Attr("font"), rune(code)); known {
		w.text(s, look{Piece: l.Piece, size: l.size}, in)
		return
	}
	w.Warn("Een teken uit het lettertype "+n.Attr("font")+" is weggelaten: de site heeft dat lettertype niet.", "Kies een gewoon teken met Invoegen > Symbool, lettertype ‘normale tekst’.")
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
