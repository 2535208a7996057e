package markup

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/read/prose"
)

const (
	maxColumns = 63 // as in Word
	maxRows    = 1_000
)

// table gives a table to the builder, or walks the cells of one that is layout.
func (w *walker) table(n *html.Node, l look) {
	rows := rowsOf(n)
	widest := 0
	for _, row := range rows {
		width := 0
		for _, c := range cellsOf(row) {
			width += span(c, "colspan", maxColumns)
		}
		widest = max(widest, min(width, maxColumns))
	}
	if role := attr(n, "role"); role == "presentation" || role == "none" || w.parted[n] || len(rows)*widest > maxCells {
		w.block(n, l, paragraph{})
		return
	}
	w.flush()
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Caption {
			w.block(c, l, paragraph{})
		}
	}
	outsideList, outsideAt := w.list, w.at
	w.list, w.at = list{}, paragraph{}
	var table [][]prose.Cell
	var down [maxColumns]int // how many rows a cell above still reaches
	for _, row := range rows {
		table = append(table, w.row(row, l, &down))
	}
	w.list, w.at = outsideList, outsideAt
	w.b.Table(table)
	w.underPhoto = false
}

// row reads the cells of a row; below a cell that spans rows stands an empty one.
func (w *walker) row(n *html.Node, l look, down *[maxColumns]int) []prose.Cell {
	var row []prose.Cell
	column := 0
	covered := func() {
		for ; column < maxColumns && down[column] > 0; column++ {
			down[column]--
			row = append(row, prose.Cell{Covered: true})
		}
	}
	for _, n := range cellsOf(n) {
		covered()
		c := prose.Cell{Span: min(span(n, "colspan", maxColumns), maxColumns-column)}
		if c.Span == 0 { // more columns than a table has: the text goes to the last one
			c.Blocks = w.cell(n, l)
			if last := len(row) - 1; last >= 0 {
				row[last].Blocks = append(row[last].Blocks, c.Blocks...)
			}
			continue
		}
		c.Blocks = w.cell(n, l)
		row = append(row, c)
		for range c.Span {
			down[column] = span(n, "rowspan", maxRows) - 1
			column++
		}
	}
	covered()
	return row
}

func (w *walker) cell(n *html.Node, l look) []prose.Block {
	return w.b.Inside(func() { w.block(n, w.look(n, l), paragraph{}) })
}

// rowsOf gives the rows of a table, not those of tables in it.
func rowsOf(n *html.Node) []*html.Node {
	var rows []*html.Node
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Tr:
			if !hidden(c) {
				rows = append(rows, c)
			}
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}

func cellsOf(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := range row.ChildNodes() {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !hidden(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// span reads colspan or rowspan.
func span(n *html.Node, key string, most int) int {
	if v, err := strconv.Atoi(attr(n, key)); err == nil && v > 1 {
		return min(v, most)
	}
	return 1
}
