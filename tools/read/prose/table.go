package prose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/read/escape"
)

const (
	shortCell  = 40  // characters: the name of a column or row
	longCell   = 300 // characters: text that somebody put in a box
	maxColumns = 63  // to which cells may span, as in Word
)

// Table adds a table; Page decides whether it is data or layout.
func (b *Builder) Table(rows [][]Cell) {
	var filled [][]Cell
	for _, row := range rows {
		wider := maxColumns - len(row) // than its cells
		for i, c := range row {
			row[i].Span = 1 + max(0, min(c.Span-1, wider))
			wider -= row[i].Span - 1
		}
		if slices.ContainsFunc(row, func(c Cell) bool { return len(c.Blocks) > 0 }) {
			filled = append(filled, row)
		}
	}
	if len(filled) > 0 {
		b.out = append(b.out, Block{role: table, rows: filled})
	}
}

// settle makes text of the tables that are layout, also inside each other.
func settle(blocks []Block) []Block {
	if !slices.ContainsFunc(blocks, func(b Block) bool { return b.role == table }) {
		return blocks
	}
	var out []Block
	for _, b := range blocks {
		switch {
		case b.role != table:
			out = append(out, b)
		case isLayout(b.rows):
			out = append(out, settle(unroll(b.rows))...)
		case isForm(b.rows):
			out = append(out, form(b.rows)...)
		default:
			out = append(out, b)
		}
	}
	return out
}

// isLayout says whether a table only puts things in their place: it has pictures or headings, a single row or column, or long text
// under no names of columns and beside no names of rows.
func isLayout(rows [][]Cell) bool {
	if columns(rows) < 2 || len(rows) < 2 {
		return true
	}
	long, named, header := false, true, true
	for i, row := range rows {
		for j, c := range row {
			size := 0
			for _, b := range c.Blocks {
				if b.role == picture || b.role == table && hasPicture(b.rows) || b.role == Heading && i > 0 {
					return true
				}
				size += length(b)
			}
			long = long || len(c.Blocks) > 2 && size > longCell
			header = header && (i > 0 || size <= shortCell)
			named = named && (j > 0 || size <= shortCell)
		}
	}
	return long && !header && !named
}

// length is how many characters of text there are in a block.
func length(b Block) int {
	n := utf8.RuneCountInString(b.plain)
	for _, row := range b.rows {
		for _, c := range row {
			for _, inner := range c.Blocks {
				n += length(inner)
			}
		}
	}
	return n
}

func hasPicture(rows [][]Cell) bool {
	for _, row := range rows {
		for _, c := range row {
			for _, b := range c.Blocks {
				if b.role == picture || b.role == table && hasPicture(b.rows) {
					return true
				}
			}
		}
	}
	return false
}

// unroll gives the blocks of the cells. A row of only pictures goes together with the row below it, column by column, so that
// what stands under a picture comes right after it.
func unroll(rows [][]Cell) []Block {
	var out []Block
	for i := 0; i < len(rows); i++ {
		if i+1 < len(rows) && onlyPictures(rows[i]) && !onlyPictures(rows[i+1]) && len(rows[i]) == len(rows[i+1]) {
			for j, c := range rows[i] {
				out = append(append(out, c.Blocks...), rows[i+1][j].Blocks...)
			}
			i++
			continue
		}
		for _, c := range rows[i] {
			out = append(out, c.Blocks...)
		}
	}
	return out
}

func onlyPictures(row []Cell) bool {
	some := false
	for _, c := range row {
		for _, b := range c.Blocks {
			if b.role != picture {
				return false
			}
			some = true
		}
	}
	return some
}

func (c Cell) span() int { return max(c.Span, 1) }

func columns(rows [][]Cell) int {
	most := 0
	for _, row := range rows {
		width := 0
		for _, c := range row {
			width += c.span()
		}
		most = max(most, width)
	}
	return most
}

// writeTable writes a table; the first row is its header, because Markdown has none without.
func writeTable(rows [][]Cell) string {
	var b strings.Builder
	width := columns(rows)
	for i, row := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteByte('|')
		left := width
		for _, c := range row {
			b.WriteString(" " + c.text() + " |" + strings.Repeat("  |", c.span()-1))
			left -= c.span()
		}
		b.WriteString(strings.Repeat("  |", left))
		if i == 0 {
			b.WriteString("\n|" + strings.Repeat(" --- |", width))
		}
	}
	return b.String()
}

// text writes a cell on one line.
func (c Cell) text() string {
	all := strings.Join(parts(c.Blocks, " / ", nil), " / ")
	return escape.Pipes(strings.ReplaceAll(all, `\|`, "|"))
}

// parts adds the blocks, each on one line with lineEnd for its line ends: those that have no place for more. A table gives its
// cells, a picture nothing.
func parts(blocks []Block, lineEnd string, all []string) []string {
	for _, b := range blocks {
		switch b.role {
		case picture:
		case table:
			for _, row := range b.rows {
				for _, c := range row {
					all = parts(c.Blocks, lineEnd, all)
				}
			}
		case Code:
			all = append(all, escape.Inline(strings.Join(strings.Fields(b.plain), " ")))
		default:
			all = append(all, strings.ReplaceAll(b.markdown(), "\\\n", lineEnd))
		}
	}
	return all
}
