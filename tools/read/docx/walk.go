package docx

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
)

// kind is what a block of the result is.
type kind int

const (
	paragraph kind = iota
	heading
	titleBlock
	subtitle
	item
	quote
	caption
	picture
	table
)

// A block is one block of the result, in the order of the document.
type block struct {
	kind     kind
	markdown string
	plain    string
	level    int         // of a heading or list item
	number   int         // of a list item, 0 for a bullet
	list     string      // which list an item is of
	photo    *page.Photo // of a picture
	emphatic bool        // a paragraph that is wholly bold or italic
}

// A walker goes through a part in the order of the document and gathers blocks.
type walker struct {
	pkg    *opc.Package
	rels   map[string]opc.Rel
	styles *stylesheet
	*shared
	out    []block
	fields []field
	counts map[string]int // of numbered lists: the next number of a level
}

// shared is what the main part and the footnotes have in common.
type shared struct {
	photos  []*page.Photo
	seen    map[[32]byte]*page.Photo
	notes   []string // footnotes in Markdown, in the order of their marks
	noteOf  map[string]int
	notices []notice.Notice
	warned  map[string]bool
	inNote  bool
}

// A field is a field of Word between its begin and its end.
type field struct {
	code   string
	result bool // past the separator
}

func newWalker(pkg *opc.Package, main string) *walker {
	rels := pkg.Rels(main)
	return &walker{pkg: pkg, rels: rels, styles: readStyles(pkg, rels), counts: map[string]int{},
		shared: &shared{seen: map[[32]byte]*page.Photo{}, noteOf: map[string]int{}, warned: map[string]bool{}}}
}

func (w *walker) warn(text, hint string) {
	if !w.warned[text] {
		w.warned[text] = true
		w.notices = append(w.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
	}
}

func (w *walker) add(b block) { w.out = append(w.out, b) }

// blocks walks the elements that hold paragraphs and tables.
func (w *walker) blocks(n *node) {
	for _, k := range n.kids {
		switch k.name {
		case "p":
			w.paragraph(k)
		case "tbl":
			w.table(k)
		case "sdt":
			if strings.Contains(strings.ToLower(k.child("sdtPr", "docPartObj").val("docPartGallery")), "table of contents") {
				continue
			}
			w.blocks(content(k))
		case "altChunk":
			w.warn("Een ingevoegd document is weggelaten.", "Kopieer de tekst in het Word-bestand zelf.")
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
	c := sdt.child("sdtContent")
	if c == nil || sdt.child("sdtPr").on("showingPlcHdr") {
		return &node{}
	}
	return c
}

// choose gives the one branch of an AlternateContent that is to be read: the first that has something to show.
func choose(n *node) *node {
	for _, k := range n.kids {
		for _, name := range []string{"t", "blip", "imagedata", "chart", "relIds"} {
			if len(k.find(name)) > 0 {
				return k
			}
		}
	}
	return &node{}
}

// look is how a run is shown.
type look struct {
	bold, italic bool
	link         string
}

// A run of inline content: pieces, and the text boxes that come after the paragraph.
type inline struct {
	pieces []piece
	boxes  []*node
}

func (w *walker) paragraph(n *node) {
	pr := n.child("pPr")
	st := w.styles.of(pr.val("pStyle"))
	if lvl := pr.val("outlineLvl"); st.role == plainText && len(lvl) == 1 && lvl < "9" {
		st.role, st.level = headingRole, int(lvl[0]-'0')+1
	}
	var in inline
	w.inline(n, look{}, &in)
	if st.role != contentsRole {
		w.compose(in.pieces, st, pr)
	}
	for _, box := range in.boxes {
		w.blocks(box)
	}
}

// compose makes blocks of a paragraph: it is parted at the lines that have a picture.
func (w *walker) compose(pieces []piece, st style, pr *node) {
	var part [][]piece
	first := true
	flush := func() {
		if len(part) > 0 {
			w.text(part, st, pr, first)
			first = false
		}
		part = nil
	}
	for _, line := range lines(pieces) {
		var pictures []piece
		leading := false
		for i, p := range line {
			if p.photo != nil {
				if len(pictures) == 0 {
					leading = plain(line[:i]) == ""
				}
				pictures = append(pictures, p)
			}
		}
		if leading {
			flush()
			w.pictures(pictures)
		}
		if hasText(line) {
			part = append(part, line)
		}
		if len(pictures) > 0 && !leading {
			flush()
			w.pictures(pictures)
		}
	}
	flush()
}

func hasText(line []piece) bool {
	for _, p := range line {
		if p.mark != "" || strings.TrimSpace(p.text) != "" {
			return true
		}
	}
	return false
}

func (w *walker) pictures(list []piece) {
	for _, p := range list {
		w.add(block{kind: picture, markdown: "![" + alt(p.alt) + "](" + p.photo.File + ")", photo: p.photo})
	}
}

// inline walks what stands inside a paragraph.
func (w *walker) inline(n *node, l look, in *inline) {
	for _, k := range n.kids {
		switch k.name {
		case "r":
			w.run(k, l, in)
		case "hyperlink":
			inner := l
			if rel := w.rels[k.rel("id")]; rel.Target != "" && rel.External == "External" {
				inner.link = address(withAnchor(rel.Target, k.attr("anchor")))
			}
			w.inline(k, inner, in)
		case "fldSimple":
			if !isContents(k.attr("instr")) {
				inner := l
				if a := hyperlink(k.attr("instr")); a != "" {
					inner.link = a
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
			for _, t := range k.find("t") {
				w.push(in, piece{text: t.text})
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
func (w *walker) push(in *inline, p piece) {
	for _, f := range w.fields {
		if !f.result || isContents(f.code) {
			return
		}
		if a := hyperlink(f.code); a != "" && p.photo == nil && p.link == "" {
			p.link = a
		}
	}
	in.pieces = append(in.pieces, p)
}

func (w *walker) run(n *node, l look, in *inline) {
	pr := n.child("rPr")
	if pr.on("vanish") {
		return
	}
	st := w.styles.of(pr.val("rStyle"))
	p := piece{bold: l.bold || st.bold, italic: l.italic || st.italic, link: l.link}
	if pr.child("b") != nil {
		p.bold = pr.on("b")
	}
	if pr.child("i") != nil {
		p.italic = pr.on("i")
	}
	w.runContent(n, p, in)
}

func (w *walker) runContent(n *node, look piece, in *inline) {
	for _, k := range n.kids {
		p := look
		switch k.name {
		case "t":
			p.text = k.text
			w.push(in, p)
		case "tab", "ptab":
			p.text = " "
			w.push(in, p)
		case "noBreakHyphen":
			p.text = "-"
			w.push(in, p)
		case "br", "cr":
			w.push(in, piece{lineEnd: true})
		case "fldChar":
			w.fieldChar(k.attr("fldCharType"))
		case "instrText":
			if n := len(w.fields); n > 0 && !w.fields[n-1].result && len(w.fields[n-1].code) < 4096 {
				w.fields[n-1].code += k.text
			}
		case "footnoteReference", "endnoteReference":
			if mark := w.footnote(k); mark != "" {
				w.push(in, piece{mark: mark})
			}
		case "AlternateContent":
			w.runContent(choose(k), look, in)
		case "drawing", "pict", "object":
			w.drawing(k, look, in)
		case "ruby":
			w.inline(k.childOr("rubyBase"), look.asLook(), in)
		}
	}
}

func (p piece) asLook() look { return look{p.bold, p.italic, p.link} }

func (n *node) childOr(name string) *node {
	if c := n.child(name); c != nil {
		return c
	}
	return &node{}
}

// fieldChar follows the begin, separator and end of fields, which may be paragraphs apart.
func (w *walker) fieldChar(kind string) {
	n := len(w.fields)
	switch {
	case kind == "begin" && n < maxDepth:
		w.fields = append(w.fields, field{})
	case kind == "separate" && n > 0:
		w.fields[n-1].result = true
	case kind == "end" && n > 0:
		w.fields = w.fields[:n-1]
	}
}

var hyperlinkCode = regexp.MustCompile(`(?i)^\s*HYPERLINK\s+"([^"]*)"(?:\s+\\l\s+"([^"]*)")?`)

// hyperlink gives the address in the code of a field, "" when it is no link to outside.
func hyperlink(code string) string {
	if m := hyperlinkCode.FindStringSubmatch(code); m != nil {
		return address(withAnchor(m[1], m[2]))
	}
	return ""
}

func isContents(code string) bool {
	code = strings.ToUpper(strings.TrimSpace(code))
	return strings.HasPrefix(code, "TOC ") || code == "TOC" || strings.HasPrefix(code, "PAGEREF") || code == "PAGE" || strings.HasPrefix(code, "PAGE ")
}

// footnote reads a footnote or endnote and gives its mark.
func (w *walker) footnote(ref *node) string {
	part, name := "/footnotes", "footnote"
	if ref.name == "endnoteReference" {
		part, name = "/endnotes", "endnote"
	}
	key := name + ref.attr("id")
	if n := w.noteOf[key]; n > 0 {
		return "[^" + strconv.Itoa(n) + "]"
	}
	target := opc.ByType(w.rels, part)
	data, err := w.pkg.Part(target, maxPart)
	if err != nil || w.inNote {
		return ""
	}
	root, err := parse(data)
	if err != nil {
		return ""
	}
	for _, n := range root.kids {
		if n.name != name || n.attr("id") != ref.attr("id") {
			continue
		}
		note := &walker{pkg: w.pkg, rels: w.pkg.Rels(target), styles: w.styles, shared: w.shared, counts: map[string]int{}}
		w.inNote = true
		note.blocks(n)
		w.inNote = false
		var texts []string
		for _, b := range note.out {
			if b.kind != picture {
				texts = append(texts, strings.ReplaceAll(b.markdown, "\n", " "))
			}
		}
		number := len(w.notes) + 1
		w.noteOf[key] = number
		w.notes = append(w.notes, fmt.Sprintf("[^%d]: %s", number, strings.Join(texts, " ")))
		return fmt.Sprintf("[^%d]", number)
	}
	return ""
}

// fingerprint tells whether two pictures are the same.
func fingerprint(data []byte) [32]byte { return sha256.Sum256(data) }
