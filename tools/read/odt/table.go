package odt

import (
	"strconv"

	"mijnopladers.nl/opladers/tools/read/prose"
)

func (w *walker) table(n *node) {
	var rows [][]prose.Cell
	w.rows(n, &rows)
	w.Table(rows)
}

// rows reads the rows, also those in the header of the table and in groups.
func (w *walker) rows(n *node, rows *[][]prose.Cell) {
	for k := range n.Kids() {
		switch k.Name {
		case "table-row":
			row := w.cells(k)
			for range w.copies(k, "number-rows-repeated", max(1, len(row))) {
				*rows = append(*rows, row)
			}
		case "table-header-rows", "table-rows", "table-row-group":
			w.rows(k, rows)
		}
	}
}

// cells reads a row. The cells that another one covers stand in it too: those to the right of it are part of it, those below
// it are empty.
func (w *walker) cells(n *node) []prose.Cell {
	var row []prose.Cell
	covered := 0 // by the cell to the left
	for k := range n.Kids() {
		cell := prose.Cell{Span: 1, Covered: k.Name == "covered-table-cell"}
		switch k.Name {
		case "table-cell":
			cell.Blocks = w.Inside(func() { w.blocks(k, nil) })
			if span, err := strconv.Atoi(k.Attr("number-columns-spanned")); err == nil && span > 1 {
				cell.Span = min(span, maxColumns)
			}
			covered = cell.Span - 1
		case "covered-table-cell":
		default:
			continue
		}
		for range w.copies(k, "number-columns-repeated", 1) {
			if k.Name == "covered-table-cell" && covered > 0 {
				covered--
			} else if len(row) < maxColumns {
				row = append(row, cell)
			}
		}
	}
	return row
}

// copies gives how often a row or cell stands there, within bounds; cells is how many a copy is.
func (w *walker) copies(n *node, attr string, cells int) int {
	times, err := strconv.Atoi(n.Attr(attr))
	if err != nil || times < 1 || size(n) > maxCopied {
		return 1
	}
	times = min(times, maxColumns, 1+(maxCopies-w.copied)/cells)
	w.copied += (times - 1) * cells
	return times
}

// size is how many bytes of text there are in an element.
func size(n *node) int {
	sum := len(n.Text)
	for k := range n.Kids() {
		sum += size(k)
	}
	return sum
}
