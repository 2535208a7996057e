package ods

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/sheet"
	"mijnopladers.nl/opladers/tools/when"
)

// A look is what a style says that means something here.
type look struct{ hidden, struck bool }

type reader struct {
	looks map[string]look // by the name of the style
	cells int             // so far
}

// styles reads which styles hide a sheet and which strike text through.
func (r *reader) styles(n *node) {
	for k := range n.Kids() {
		if k.Name != "style" {
			continue
		}
		l := r.looks[k.Attr("parent-style-name")]
		if k.Child("table-properties").Attr("display") == "false" {
			l.hidden = true
		}
		if s := k.Child("text-properties").Attr("text-line-through-style"); s != "" {
			l.struck = s != "none"
		}
		r.looks[k.Attr("name")] = l
	}
}

// A merge is a cell that covers rows below it.
type merge struct {
	value sheet.Cell
	last  int // row
}

// A table is a sheet while it is read.
type table struct {
	*reader
	*sheet.Table
	at      int // the row
	column  int // of the next table-column
	columns []string
	merged  map[int]merge // by column
}

// read reads columns and rows, also those in groups and headers; hidden is how the group is.
func (t *table) read(n *node, hidden bool) error {
	for k := range n.Kids() {
		var err error
		switch k.Name {
		case "table-column":
			t.col(k)
		case "table-row":
			err = t.row(k, hidden)
		case "table-rows", "table-columns", "table-header-rows", "table-header-columns", "table-row-group", "table-column-group":
			err = t.read(k, hidden || k.Attr("display") == "false")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// times is how often an element stands there, at most limit.
func times(n *node, attr string, limit int) int {
	v, err := strconv.Atoi(n.Attr(attr))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, limit)
}

func (t *table) col(n *node) {
	for range times(n, "number-columns-repeated", sheet.MaxColumns+1) {
		if t.column >= sheet.MaxColumns {
			return
		}
		if v := n.Attr("visibility"); v == "collapse" || v == "filter" {
			t.HiddenColumns[t.column] = true
		}
		t.columns = append(t.columns, n.Attr("default-cell-style-name"))
		t.column++
	}
}

func (t *table) row(n *node, hidden bool) error {
	cells, spans, err := t.cellsOf(n)
	if err != nil {
		return err
	}
	again := times(n, "number-rows-repeated", 1<<21)
	if len(cells) == 0 && len(t.merged) == 0 || t.Hidden && t.at >= maxHidden {
		t.at += again
		return nil
	}
	if t.Hidden {
		again = min(again, maxHidden-t.at)
	}
	for range again {
		row := t.covered(cells)
		if len(cells) == 0 && len(row) == 0 { // the rest is below all merged cells
			t.at += again
			return nil
		}
		if t.at >= sheet.MaxRows || t.cells+len(row) > sheet.MaxCells {
			return opc.ErrTooBig
		}
		t.cells += len(row)
		if v := n.Attr("visibility"); hidden || v == "collapse" || v == "filter" {
			t.HiddenRows[t.at] = true
		}
		t.Rows = append(t.Rows, make([][]sheet.Cell, t.at+1-len(t.Rows))...)
		t.Rows[t.at] = row
		for col, rows := range spans {
			if v := cells[col]; !v.Empty() {
				v.Merged = true
				t.merged[col] = merge{v, t.at + rows - 1}
			}
		}
		t.at++
	}
	return nil
}

// covered adds the values of the merged cells that begin above to a row.
func (t *table) covered(cells []sheet.Cell) []sheet.Cell {
	row := append([]sheet.Cell(nil), cells...)
	for col, m := range t.merged {
		if t.at > m.last {
			delete(t.merged, col)
			continue
		}
		if n := col + 1 - len(row); n > 0 {
			row = append(row, make([]sheet.Cell, n)...)
		}
		if row[col].Empty() {
			row[col] = m.value
		}
	}
	return row
}

// cellsOf reads the cells of a row, up to the last that is not empty, and how many rows those span that span more.
func (t *table) cellsOf(n *node) (cells []sheet.Cell, spans map[int]int, err error) {
	at := 0
	for k := range n.Kids() {
		if k.Name != "table-cell" && k.Name != "covered-table-cell" {
			continue
		}
		again := times(k, "number-columns-repeated", 1<<21)
		var c sheet.Cell
		if k.Name == "table-cell" {
			c = t.cell(k, at)
		}
		if c.Empty() {
			at += again
			continue
		}
		if at+again > sheet.MaxColumns && t.Hidden {
			return cells, spans, nil
		}
		if at+again > sheet.MaxColumns {
			return nil, nil, opc.ErrTooBig
		}
		cells = append(cells, make([]sheet.Cell, at+again-len(cells))...)
		for range again {
			cells[at] = c
			at++
		}
		if rows := times(k, "number-rows-spanned", sheet.MaxRows); rows > 1 {
			if spans == nil {
				spans = map[int]int{}
			}
			spans[at-again] = rows
		}
	}
	return cells, spans, nil
}

func (t *table) cell(n *node, col int) sheet.Cell {
	var lines []string
	struck, plain := 0, 0
	for k := range n.Kids() {
		if k.Name == "p" || k.Name == "h" {
			lines = append(lines, strings.TrimSpace(text(k)))
			t.strikes(k, false, &struck, &plain)
		}
	}
	c := sheet.Cell{Text: strings.Trim(strings.Join(lines, "\n"), "\n")}
	style := n.Attr("style-name")
	if style == "" && col < len(t.columns) {
		style = t.columns[col]
	}
	c.Struck = t.looks[style].struck || struck > 0 && plain == 0
	kind := n.Attr("value-type")
	switch kind {
	case "date":
		if at, err := page.ParseCivil(seconds.ReplaceAllString(n.Attr("date-value"), "$1")); err == nil {
			c.At = at
			if at.HasTime() && at.In(time.UTC).Equal(at.Day().In(time.UTC)) {
				c.At = at.Day()
			}
		}
	case "time":
		c.Clock = clock(n.Attr("time-value"))
	case "boolean":
		c.True = n.Attr("boolean-value") == "true"
		c.Text = map[bool]string{true: "ja", false: "nee"}[c.True]
	case "float":
		if c.Text == "" {
			c.Text = strings.Replace(n.Attr("value"), ".", ",", 1)
		}
	case "string":
		if c.Text == "" {
			c.Text = n.Attr("string-value")
		}
	}
	c.NoResult = n.Attr("formula") != "" && kind == "" && c.Text == ""
	return c
}

// seconds takes what is finer than a minute off a time.
var seconds = regexp.MustCompile(`^(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(?:[.,]\d+)?Z?$`)

var duration = regexp.MustCompile(`^PT(\d{1,4})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$`)

// clock reads a time of day, which OpenDocument writes as a duration; nil when it is longer than a day.
func clock(s string) *when.Clock {
	m := duration.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	sec, _ := strconv.Atoi(m[3])
	all := h*60 + min
	if sec >= 30 {
		all++
	}
	if all >= 24*60 {
		return nil
	}
	return &when.Clock{Hour: all / 60, Minute: all % 60}
}

// text gives the text in an element, with its spaces, tabs and line ends, without comments.
func text(n *node) string {
	var b strings.Builder
	gather(n, &b)
	return b.String()
}

func gather(n *node, b *strings.Builder) {
	for k := range n.Kids() {
		switch k.Name {
		case "":
			b.WriteString(k.Text)
		case "s":
			b.WriteString(strings.Repeat(" ", times(k, "c", 100)))
		case "tab":
			b.WriteByte('\t')
		case "line-break":
			b.WriteByte('\n')
		case "annotation", "ruby-text":
		default:
			gather(k, b)
		}
	}
}

// strikes counts the parts of a paragraph that are struck through, and those that are not.
func (t *table) strikes(n *node, through bool, struck, plain *int) {
	for k := range n.Kids() {
		switch {
		case k.Name == "span":
			t.strikes(k, through || t.looks[k.Attr("style-name")].struck, struck, plain)
		case k.Name != "" || strings.TrimSpace(k.Text) == "":
		case through:
			*struck++
		default:
			*plain++
		}
	}
}
