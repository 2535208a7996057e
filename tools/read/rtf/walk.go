package rtf

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// A walker goes through a document and tells the builder what it meets.
type walker struct {
	*prose.Builder
	*lexer
	look
	looks     []look // of the groups that are open
	styles    map[int]style
	lists     map[int]*list
	overrides map[int]int // the list of \ls
	counts    map[counter]int
	created   string // 2006-01-02
	para      paragraph
	table     table
	old       oldList
	length    int // bytes of text so far
	pieces    int // so far
	pictures  int // so far
	notes     int // so far
}

// A look is what a group keeps of the looks of its text and of its paragraphs.
type look struct {
	bold, italic, hidden, deleted bool
	shift                         int // above 0 is raised, below is lowered
	size                          int // in half points
	link                          string
	field                         *string // the code of the field around the text

	style, outline int // outline is 9 for none
	list, level    int // \ls and \ilvl
	inTable        bool
}

// A paragraph is being gathered.
type paragraph struct {
	look   // of its last piece
	pieces []prose.Piece
	size   int    // the smallest of its text, in half points
	mark   string // of an item, as it was written out for old programs
	boxes  []prose.Block
}

// document walks the whole document.
func (w *walker) document() {
	w.look = look{outline: 9, size: 24}
	for w.next().kind != open {
	}
	w.walk()
	if w.pos >= len(w.data) && len(w.stack) > 0 {
		w.Warn("Het einde van het RTF-bestand ontbreekt: misschien is het niet helemaal overgekomen.", "Controleer het einde van de tekst.")
	}
	w.endParagraph()
	w.endTable()
}

// walk reads the text up to the end of the group that is open.
func (w *walker) walk() {
	first, starred := true, false // at the start of a group, where a word may say that it is no text
	for t := range w.group() {
		wasFirst := first || starred
		first = t.kind == open
		switch t.kind {
		case open:
			w.looks = append(w.looks, w.look)
		case shut:
			w.leave()
		case text:
			w.text(t.text)
		case word:
			if t.text == "*" {
				starred = true
				continue
			}
			if wasFirst && w.destination(t, starred) {
				w.leave()
			} else {
				w.word(t)
			}
		}
		starred = false
		if w.length > maxText || w.pieces > maxPieces {
			w.pos = len(w.data)
		}
	}
}

// leave takes up the look of the group around the one that was left.
func (w *walker) leave() {
	if n := len(w.looks); n > 0 {
		w.look, w.looks = w.looks[n-1], w.looks[:n-1]
	}
}

// destination reads a group that is no plain text of the document, to its end. It is false when the group is text all the same.
func (w *walker) destination(t token, starred bool) bool {
	switch t.text {
	case "fonttbl": // the lexer reads it
		w.plain()
	case "stylesheet":
		w.readStyles()
	case "listtable":
		w.readLists()
	case "listoverridetable":
		w.readOverrides()
	case "info":
		w.readInfo()
	case "pict":
		w.show(w.readBlip())
	case "shpinst":
		w.shape()
	case "footnote":
		w.footnote()
	case "listtext", "pntext":
		w.para.mark = w.plain()
	case "pn":
		w.readOldList()
	case "field":
		w.field = new(string)
		return false
	case "fldinst":
		code := w.plain()
		if w.field != nil {
			*w.field = code
		}
	case "fldrslt":
		if w.field == nil || !isContents(*w.field) {
			if w.field != nil {
				w.link = hyperlink(*w.field)
			}
			return false
		}
		w.rest()
	case "shppict", "do":
		return false
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "colortbl",
		"nonshppict", "shprslt", "nonesttables", "xe", "tc", "tcn", "txe", "rxe", "objdata", "filetbl", "template", "pntxta", "pntxtb", "private":
		w.rest()
	default:
		if !starred {
			return false
		}
		w.rest()
	}
	return true
}

// plain gives the text of the group that is open.
func (w *walker) plain() string {
	var b strings.Builder
	for t := range w.group() {
		if t.kind == text && b.Len() < 4096 {
			b.WriteString(t.text)
		}
	}
	return b.String()
}

// word does what a control word says.
func (w *walker) word(t token) {
	on := !t.off()
	switch t.text {
	case "par", "sect":
		if !w.deleted && !w.hidden {
			w.endParagraph()
		}
	case "line", "page", "column", "lbr":
		w.push(prose.Piece{LineEnd: true})
	case "cell", "nestcell":
		w.endCell(t.text == "cell")
	case "row":
		w.endRow()
	case "trowd":
		w.table.edges = nil
	case "cellx":
		w.table.edge(t.n)
	case "plain":
		w.bold, w.italic, w.hidden, w.deleted, w.shift, w.size = false, false, false, false, 0, 24
	case "pard":
		w.style, w.outline, w.list, w.level, w.inTable = 0, 9, 0, 0, false
		w.old = oldList{}
	case "b":
		w.bold = on
	case "i":
		w.italic = on
	case "v":
		w.hidden = on
	case "deleted", "mvf":
		w.deleted = on
	case "super":
		w.shift = 1
	case "sub":
		w.shift = -1
	case "up":
		w.shift = t.n
	case "dn":
		w.shift = -t.n
	case "nosupersub":
		w.shift = 0
	case "fs":
		w.size = min(max(t.n, 1), 1000)
	case "s":
		w.style = t.n
	case "outlinelevel":
		w.outline = t.n
	case "ls":
		w.look.list = t.n
	case "ilvl":
		w.level = min(max(t.n, 0), 8)
	case "intbl":
		w.inTable = on
	}
}

// text adds text in the look of the moment.
func (w *walker) text(s string) {
	switch {
	case w.shift > 0:
		s = prose.Superscript(s)
	case w.shift < 0:
		s = prose.Subscript(s)
	}
	if strings.TrimSpace(s) != "" && (w.para.size == 0 || w.size < w.para.size) {
		w.para.size = w.size
	}
	w.push(prose.Piece{Text: s, Bold: w.bold, Italic: w.italic, Link: w.link})
}

// push adds a piece, unless nobody sees it.
func (w *walker) push(p prose.Piece) {
	if w.hidden || w.deleted {
		return
	}
	w.length += len(p.Text)
	w.pieces++
	w.para.pieces, w.para.look = append(w.para.pieces, p), w.look
}

// endParagraph ends the paragraph, which goes into the text or into a cell.
func (w *walker) endParagraph() {
	p := w.para
	w.para = paragraph{}
	if len(p.pieces) == 0 {
		p.look = w.look
	}
	blocks := append(w.Inside(func() { w.Paragraph(w.describe(p)) }), p.boxes...)
	if p.inTable {
		w.table.add(blocks)
		return
	}
	w.endTable()
	w.add(blocks)
}

// add adds blocks to the text: a table of one cell is its blocks.
func (w *walker) add(blocks []prose.Block) { w.Table([][]prose.Cell{{{Blocks: blocks}}}) }

// aside reads the group that is open as a text of its own, and then takes up the paragraph that it stands in.
func (w *walker) aside() {
	para, outside, list := w.para, w.table, w.old
	w.para, w.table, w.inTable = paragraph{}, table{}, false
	w.looks = append(w.looks, w.look)
	w.walk()
	w.endParagraph()
	w.endTable()
	w.para, w.table, w.old = para, outside, list
}

func (w *walker) footnote() {
	w.notes++
	read := false
	mark := w.Footnote(fmt.Sprint(w.notes), func() {
		read = true
		w.aside()
	})
	if !read { // a note inside a note
		w.rest()
		return
	}
	w.push(mark)
}

var hyperlinkCode = regexp.MustCompile(`(?i)^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]+))(?:\s+\\l\s+"([^"]*)")?`)

// hyperlink gives the address in the code of a field, "" when it is no link to outside.
func hyperlink(code string) string {
	m := hyperlinkCode.FindStringSubmatch(code)
	if m == nil {
		return ""
	}
	address := m[1] + m[2]
	if m[3] != "" && !strings.Contains(address, "#") {
		address += "#" + m[3]
	}
	return prose.Address(address)
}

var contents = regexp.MustCompile(`(?i)^\s*(TOC|INDEX|PAGE|PAGEREF|NUMPAGES)\b`)

// isContents says whether a field makes a table of contents or a number of a page.
func isContents(code string) bool { return contents.MatchString(code) }

// readInfo reads on which day the document was made.
func (w *walker) readInfo() {
	var year, month, day int
	inside := false
	for t := range w.group() {
		switch {
		case t.kind == word && t.text == "creatim":
			inside = true
		case t.kind != word || !inside:
			inside = inside && t.kind != shut
		case t.text == "yr":
			year = t.n
		case t.text == "mo":
			month = t.n
		case t.text == "dy":
			day = t.n
		}
	}
	made := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if _, err := time.Parse(time.DateOnly, made); err == nil && year > 1900 {
		w.created = made
	}
}
