package docx

import (
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/escape"
)

const maxColumns = 63 // what Word allows

// A cell is the blocks of a cell, and how many columns it spans.
type cell struct {
	blocks []block
	span   int
}

func (c cell) hasPicture() bool {
	for _, b := range c.blocks {
		if b.kind == picture {
			return true
		}
	}
	return false
}

// table writes a table, or the blocks of its cells when it is only layout.
func (w *walker) table(n *node) {
	var rows [][]cell
	w.rows(n, &rows)
	columns, pictures := 0, false
	for _, row := range rows {
		width := 0
		for _, c := range row {
			width += c.span
			pictures = pictures || c.hasPicture()
		}
		columns = max(columns, width)
	}
	if columns < 2 || len(rows) < 2 || pictures {
		w.layout(rows)
		return
	}
	var md, texts []string
	for i, row := range rows {
		line := "|"
		width := 0
		for _, c := range row {
			text := c.text()
			texts = append(texts, text)
			line += " " + text + " |" + strings.Repeat("  |", c.span-1)
			width += c.span
		}
		md = append(md, line+strings.Repeat("  |", columns-width))
		if i == 0 {
			md = append(md, "|"+strings.Repeat(" --- |", columns))
		}
	}
	if strings.Join(texts, "") != "" {
		w.add(block{kind: table, markdown: strings.Join(md, "\n"), plain: strings.Join(texts, " ")})
	}
}

// rows reads the rows, also those inside content controls and insertions.
func (w *walker) rows(n *node, rows *[][]cell) {
	for _, k := range n.kids {
		switch k.name {
		case "tr":
			if k.child("trPr", "del") != nil {
				continue
			}
			var row []cell
			w.cells(k, &row)
			*rows = append(*rows, row)
		case "sdt":
			w.rows(content(k), rows)
		case "tblPr", "tblGrid", "del", "moveFrom":
		default:
			w.rows(k, rows)
		}
	}
}

func (w *walker) cells(n *node, row *[]cell) {
	for _, k := range n.kids {
		switch k.name {
		case "tc":
			c := cell{span: 1}
			if v, err := strconv.Atoi(k.val("tcPr", "gridSpan")); err == nil && v > 1 && v <= maxColumns {
				c.span = v
			}
			outside := w.out
			w.out = nil
			if m := k.child("tcPr", "vMerge"); m == nil || m.attr("val") == "restart" {
				w.blocks(k)
			}
			c.blocks, w.out = w.out, outside
			if len(*row) < maxColumns {
				*row = append(*row, c)
			}
		case "sdt":
			w.cells(content(k), row)
		case "trPr", "tblPrEx", "del", "moveFrom":
		default:
			w.cells(k, row)
		}
	}
}

// text writes a cell on one line.
func (c cell) text() string {
	var all []string
	for _, b := range c.blocks {
		s := strings.ReplaceAll(b.markdown, "\\\n", " / ")
		if b.kind == table {
			s = b.plain // a table in a cell: its text
		}
		all = append(all, strings.ReplaceAll(s, "\n", " "))
	}
	return escape.Pipes(strings.ReplaceAll(strings.Join(all, " / "), `\|`, "|"))
}

// layout writes the blocks of the cells. A row of only pictures goes together with the row below it, column by column, so that
// what stands under a picture comes right after it.
func (w *walker) layout(rows [][]cell) {
	for i := 0; i < len(rows); i++ {
		if i+1 < len(rows) && onlyPictures(rows[i]) && !onlyPictures(rows[i+1]) && len(rows[i]) == len(rows[i+1]) {
			for j, c := range rows[i] {
				w.out = append(append(w.out, c.blocks...), rows[i+1][j].blocks...)
			}
			i++
			continue
		}
		for _, c := range rows[i] {
			w.out = append(w.out, c.blocks...)
		}
	}
}

func onlyPictures(row []cell) bool {
	some := false
	for _, c := range row {
		for _, b := range c.blocks {
			if b.kind != picture {
				return false
			}
			some = true
		}
	}
	return some
}
