package docx

import (
	"strconv"

	"mijnopladers.nl/opladers/tools/read/prose"
)

const maxColumns = 63 // what Word allows

func (w *walker) table(n *node) {
	var rows [][]prose.Cell
	w.rows(n, &rows)
	w.Table(rows)
}

// rows reads the rows, also those inside content controls and insertions.
func (w *walker) rows(n *node, rows *[][]prose.Cell) {
	for k := range n.Kids() {
		switch k.Name {
		case "tr":
			if k.Child("trPr", "del") != nil {
				continue
			}
			var row []prose.Cell
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

func (w *walker) cells(n *node, row *[]prose.Cell) {
	for k := range n.Kids() {
		switch k.Name {
		case "tc":
			if len(*row) == maxColumns {
				return
			}
			var c prose.Cell
			if v, err := strconv.Atoi(val(k, "tcPr", "gridSpan")); err == nil && v <= maxColumns {
				c.Span = v
			}
			m := k.Child("tcPr", "vMerge")
			if c.Covered = m != nil && m.Attr("val") != "restart"; !c.Covered {
				c.Blocks = w.Inside(func() { w.blocks(k) })
			}
			*row = append(*row, c)
		case "sdt":
			w.cells(content(k), row)
		case "trPr", "tblPrEx", "del", "moveFrom":
		default:
			w.cells(k, row)
		}
	}
}
