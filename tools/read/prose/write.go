package prose

import (
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/read/escape"
)

// closing are the number signs at the end of a heading that Markdown would drop.
var closing = regexp.MustCompile(`(#+)$`)

// markdown writes the text of a block, without the mark of its role.
func (b Block) markdown() string {
	var all []string
	switch b.role {
	case picture:
		return "![" + escape.Inline(b.alt) + "](" + b.photo.File + ")"
	case table:
		return writeTable(b.rows)
	case Code:
		return fenced(b.plain)
	case Title, Heading:
		for _, line := range b.lines {
			all = append(all, markdown(line, true))
		}
		return strings.Join(all, " ")
	}
	for _, line := range b.lines {
		if s := markdown(line, false); s != "" {
			all = append(all, escape.Start(s))
		}
	}
	return strings.Join(all, "\\\n")
}

// code adds a preformatted paragraph.
func (b *Builder) code(p Paragraph) {
	var text strings.Builder
	for _, piece := range p.Pieces {
		if piece.LineEnd {
			text.WriteByte('\n')
		}
		text.WriteString(strings.ToValidUTF8(piece.Text, ""))
	}
	s := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\x00", "").Replace(text.String())
	if s = strings.TrimRight(strings.Trim(s, "\n"), " \t\n"); s != "" {
		b.out = append(b.out, Block{role: Code, plain: s})
	}
	for _, piece := range p.Pieces {
		if piece.photo != nil {
			b.pictures([]Piece{piece})
		}
	}
}

// fenced writes code between fences that the code does not have.
func fenced(code string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence + "\n" + code + "\n" + fence
}

func noteMark(n int) string { return fmt.Sprintf("[^%d]", n) }

// write writes the blocks with an empty line between them, but not between the items of a list, and then the footnotes.
func write(blocks []Block, notes [][]Block) string {
	var b strings.Builder
	var open list
	for i, bl := range blocks {
		var above Block
		if i > 0 {
			above = blocks[i-1]
			b.WriteString(gap(above, bl))
		}
		if !above.inList() {
			open = list{}
		}
		text := bl.markdown()
		switch bl.role {
		case Heading:
			text = strings.Repeat("#", bl.level) + " " + closing.ReplaceAllString(text, `\$1`)
		case Quote:
			text = "> " + strings.ReplaceAll(text, "\n", "\n> ")
			if above.role == Quote && i > 0 {
				text = ">\n" + text
			}
		case Item:
			text = open.item(bl, text)
		case ItemMore:
			text = open.more(bl.level, text)
		}
		b.WriteString(text)
	}
	writeNotes(&b, blocks, notes)
	return strings.TrimSpace(b.String())
}

// writeNotes writes the footnotes. One whose mark is gone, because it stood in the title or in a caption, is a paragraph: else
// nobody would see it.
func writeNotes(b *strings.Builder, blocks []Block, notes [][]Block) {
	marked := map[int]bool{}
	findMarks(blocks, marked)
	gap := "\n\n"
	for i, note := range notes {
		text := strings.Join(parts(note, " ", nil), " ")
		if !marked[i+1] {
			b.WriteString("\n\n" + text)
			gap = "\n\n"
			continue
		}
		b.WriteString(gap + noteMark(i+1) + ": " + text)
		gap = "\n"
	}
}

func findMarks(blocks []Block, marked map[int]bool) {
	for _, b := range blocks {
		for _, line := range b.lines {
			for _, p := range line {
				marked[p.note] = true
			}
		}
		for _, row := range b.rows {
			for _, c := range row {
				findMarks(c.Blocks, marked)
			}
		}
	}
}

func (b Block) inList() bool { return b.role == Item || b.role == ItemMore }

// gap is what stands between two blocks.
func gap(above, b Block) string {
	switch {
	case b.role == Quote && above.role == Quote, b.role == Item && above.role == Item && !apart(above, b):
		return "\n"
	}
	return "\n\n"
}

// apart says whether an item needs an empty line above it: another kind of list begins, or one that does not begin
// with 1, which Markdown would read as text of the item above.
func apart(above, b Block) bool {
	switch {
	case b.level > above.level:
		return b.number > 1
	case b.level == above.level:
		return (b.number == 0) != (above.number == 0) || b.list != above.list
	}
	return b.number > 1 && b.list != above.list
}

// A list is the list that is being written.
type list struct {
	indents []int // of its open levels
	id      string
	bullet  bool // the kind of its items at level 0
	other   bool // its other marks: * and 1), so that it does not become one with the list above it
}

// item writes an item behind its mark.
func (l *list) item(b Block, text string) string {
	if l.indents == nil {
		l.id, l.bullet = b.list, b.number == 0
	} else if b.level == 0 && l.id != b.list {
		l.id, l.other, l.bullet = b.list, l.bullet == (b.number == 0) && !l.other, b.number == 0
	}
	mark := "- "
	switch {
	case b.number == 0 && l.other:
		mark = "* "
	case b.number > 0 && l.other:
		mark = fmt.Sprintf("%d) ", b.number)
	case b.number > 0:
		mark = fmt.Sprintf("%d. ", b.number)
	}
	l.indents = l.indents[:min(len(l.indents), b.level)]
	indent := l.indent(b.level)
	l.indents = append(l.indents, len(mark))
	return indent + mark + strings.ReplaceAll(text, "\n", "\n"+indent+strings.Repeat(" ", len(mark)))
}

// more writes a further paragraph of an item.
func (l *list) more(level int, text string) string {
	indent := l.indent(level + 1)
	return indent + strings.ReplaceAll(text, "\n", "\n"+indent)
}

// indent gives the spaces before a mark at a level.
func (l *list) indent(level int) string {
	width := 0
	for _, n := range l.indents[:min(len(l.indents), level)] {
		width += n
	}
	return strings.Repeat(" ", min(width, 40))
}
