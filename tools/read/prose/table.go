package prose

import (
	"strings"

	"mijnopladers.nl/opladers/tools/read/escape"
)

// Table adds a table, or the blocks of its cells when it is only layout.
func (b *Builder) Table(rows [][]Cell) {
	pictures := false
	var texts []string
	for _, row := range rows {
		for _, c := range row {
			for _, bl := range c.Blocks {
				pictures = pictures || bl.role == picture
				texts = append(texts, bl.plain)
			}
		}
	}
	switch {
	case columns(rows) < 2 || len(rows) < 2 || pictures:
		b.unroll(rows)
	case len(texts) > 0:
		b.out = append(b.out, Block{role: table, rows: rows, plain: strings.Join(texts, " ")})
	}
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
	var all []string
	for _, b := range c.Blocks {
		s := strings.ReplaceAll(b.markdown(), "\\\n", " / ")
		if b.role == table || b.role == Code { // in a cell: its text
			s = escape.Inline(b.plain)
		}
		all = append(all, strings.ReplaceAll(s, "\n", " "))
	}
	return escape.Pipes(strings.ReplaceAll(strings.Join(all, " / "), `\|`, "|"))
}

// unroll adds the blocks of the cells. A row of only pictures goes together with the row below it, column by column, so that
// what stands under a picture comes right after it.
func (b *Builder) unroll(rows [][]Cell) {
	for i := 0; i < len(rows); i++ {
		if i+1 < len(rows) && onlyPictures(rows[i]) && !onlyPictures(rows[i+1]) && len(rows[i]) == len(rows[i+1]) {
			for j, c := range rows[i] {
				b.out = append(append(b.out, c.Blocks...), rows[i+1][j].Blocks...)
			}
			i++
			continue
		}
		for _, c := range rows[i] {
			b.out = append(b.out, c.Blocks...)
		}
	}
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
