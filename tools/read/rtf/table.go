package rtf

import (
	"slices"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// slack is how far the edges of cells in one column may be apart, in twentieths of a point.
const slack = 60

// A table is being gathered.
type table struct {
	rows  []row
	cells []prose.Cell  // of the row
	cell  []prose.Block // of the cell
	edges []int         // the right edges of the row's cells
}

type row struct {
	cells []prose.Cell
	edges []int
}

func (t *table) add(blocks []prose.Block) { t.cell = append(t.cell, blocks...) }

func (t *table) edge(n int) {
	if len(t.edges) < maxColumns {
		t.edges = append(t.edges, n)
	}
}

// endCell ends the paragraph, and the cell unless it is one of a table in a cell.
func (w *walker) endCell(outer bool) {
	w.inTable = true
	w.para.inTable = true
	w.endParagraph()
	if t := &w.table; outer && len(t.cells) < maxColumns {
		t.cells, t.cell = append(t.cells, prose.Cell{Blocks: t.cell}), nil
	}
}

func (w *walker) endRow() {
	t := &w.table
	if len(t.cells) > 0 {
		t.rows = append(t.rows, row{t.cells, t.edges})
	}
	t.cells = nil
	if len(t.rows) == maxRows {
		w.endTable()
	}
}

// endTable adds the table, if there is one. What stands in no cell or in no row comes after it.
func (w *walker) endTable() {
	t := w.table
	w.table = table{}
	if len(t.rows) > 0 {
		w.Table(t.spanned())
	}
	for _, c := range t.cells {
		w.add(c.Blocks)
	}
	w.add(t.cell)
}

// spanned gives the rows, in which a cell spans as many columns as there are edges in the table up to its own.
func (t table) spanned() [][]prose.Cell {
	var all []int
	for _, r := range t.rows {
		all = append(all, r.edges...)
	}
	slices.Sort(all)
	column := map[int]int{} // of an edge
	for i, n := range all {
		switch {
		case i == 0:
			column[n] = 1
		case n-all[i-1] > slack:
			column[n] = column[all[i-1]] + 1
		default:
			column[n] = column[all[i-1]]
		}
	}
	var rows [][]prose.Cell
	for _, r := range t.rows {
		left := 0
		for i := range min(len(r.cells), len(r.edges)) {
			right := column[r.edges[i]]
			r.cells[i].Span = min(max(right-left, 1), maxColumns)
			left = right
		}
		rows = append(rows, r.cells)
	}
	return rows
}
