package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/sheet"
	"mijnopladers.nl/opladers/tools/when"
)

// sheet reads the cells of a sheet into t.
func (b *workbook) sheet(t *sheet.Table, part string) error {
	root, err := b.part(part)
	if err != nil {
		return err
	}
	t.HiddenRows, t.HiddenColumns = map[int]bool{}, map[int]bool{}
	for col := range root.Child("cols").Kids() {
		if is(col.Attr("hidden")) {
			for i := max(number(col.Attr("min")), 1); i <= min(number(col.Attr("max")), sheet.MaxColumns); i++ {
				t.HiddenColumns[i-1] = true
			}
		}
	}
	at := 0
	for k := range root.Child("sheetData").Kids() {
		if k.Name != "row" {
			continue
		}
		if r := number(k.Attr("r")); r > at {
			at = r - 1
		}
		at++
		cells, err := b.row(k)
		if err != nil {
			return err
		}
		if is(k.Attr("hidden")) {
			t.HiddenRows[at-1] = true
		}
		if len(cells) == 0 || at <= len(t.Rows) {
			continue
		}
		if t.Hidden && at > maxHidden {
			break
		}
		if at > sheet.MaxRows {
			return opc.ErrTooBig
		}
		t.Rows = append(t.Rows, make([][]sheet.Cell, at-len(t.Rows))...)
		t.Rows[at-1] = cells
	}
	for m := range root.Child("mergeCells").Kids() {
		if from, to, ok := strings.Cut(m.Attr("ref"), ":"); ok {
			col, row := position(from)
			_, last := position(to)
			if err := b.merge(t.Rows, col, row, last); err != nil {
				return err
			}
		}
	}
	return nil
}

// merge puts the value of a merged cell in all its rows.
func (b *workbook) merge(rows [][]sheet.Cell, col, first, last int) error {
	if col < 0 || first < 0 || first >= len(rows) || col >= len(rows[first]) || rows[first][col].Empty() {
		return nil
	}
	value := rows[first][col]
	value.Merged = true
	for i := first + 1; i <= min(last, len(rows)-1); i++ {
		n := max(0, col+1-len(rows[i]))
		if b.cells += n + 1; b.cells > sheet.MaxCells { // also where nothing is added: merged cells may be said to overlap
			return opc.ErrTooBig
		}
		rows[i] = append(rows[i], make([]sheet.Cell, n)...)
		if rows[i][col].Empty() {
			rows[i][col] = value
		}
	}
	return nil
}

// row reads the cells of a row, up to the last that is not empty.
func (b *workbook) row(n *node) ([]sheet.Cell, error) {
	var cells []sheet.Cell
	at := 0
	for k := range n.Kids() {
		if k.Name != "c" {
			continue
		}
		if col, _ := position(k.Attr("r")); col >= at {
			at = col
		}
		at++
		cell := b.cell(k)
		if cell.Empty() {
			continue
		}
		if at > sheet.MaxColumns {
			return nil, opc.ErrTooBig
		}
		if n := at - len(cells); n > 0 {
			if b.cells += n; b.cells > sheet.MaxCells {
				return nil, opc.ErrTooBig
			}
			cells = append(cells, make([]sheet.Cell, n)...)
		}
		cells[at-1] = cell
	}
	return cells, nil
}

// position reads the name of a cell, "B7" as column 1 and row 6; -1 for what is no name.
func position(name string) (col, row int) {
	i := 0
	for name = strings.ReplaceAll(name, "$", ""); i < len(name) && i < 4; i++ {
		c := name[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	row, err := strconv.Atoi(name[i:])
	if err != nil || row < 1 {
		return col - 1, -1
	}
	return col - 1, row - 1
}

func (b *workbook) cell(n *node) sheet.Cell {
	var c sheet.Cell
	value := n.Child("v")
	raw := value.Content()
	look := style{}
	if i, err := strconv.Atoi(n.Attr("s")); err == nil && i >= 0 && i < len(b.styles) {
		look = b.styles[i]
	}
	c.Struck = look.struck
	switch n.Attr("t") {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(b.strings) {
			c.Text = b.strings[i].plain
			c.Struck = c.Struck || b.strings[i].struck
		}
	case "inlineStr":
		t := textOf(n.Child("is"))
		c.Text = t.plain
		c.Struck = c.Struck || t.struck
	case "str", "e":
		c.Text = unescape(raw)
	case "b":
		c.True = is(raw)
		c.Text = map[bool]string{true: "ja", false: "nee"}[c.True]
	case "d":
		c.Text = raw
		if at, err := page.ParseCivil(strings.TrimSuffix(raw, "Z")); err == nil {
			c.At = at
		}
	default:
		b.number(&c, strings.TrimSpace(raw), look)
	}
	c.Text = strings.TrimSpace(c.Text)
	c.NoResult = value == nil && n.Child("f") != nil && c.Text == ""
	return c
}

// number shows a number, and sets the date or time that it stands for.
func (b *workbook) number(c *sheet.Cell, raw string, look style) {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		c.Text = raw
		return
	}
	if !look.date || v < 0 || v > 200_000 { // until the year 2447
		c.Text = look.show(v)
		return
	}
	if b.from.Year() == 1899 && v >= 1 && v < 60 { // Excel thinks that 1900 had a 29th of February
		v++
	}
	days := math.Floor(v)
	seconds := math.Round((v - days) * 24 * 60 * 60)
	t := b.from.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
	minute := t.Add(30 * time.Second).Truncate(time.Minute) // a serial is not exact
	switch {
	case v < 1 && !(v == 0 && look.days):
		c.Clock = &when.Clock{Hour: minute.Hour(), Minute: minute.Minute()}
		c.Text = minute.Format("15:04")
	case !look.days && v < 20_000: // how long, not when: no calendar is from before 1955
		c.Text = strconv.Itoa(int(v*24)) + minute.Format(":04")
	case v < 1: // an empty cell that a formula points at
	case minute.Hour() == 0 && minute.Minute() == 0:
		c.At = page.Date(minute.Date())
		c.Text = when.Long(c.At)
	default:
		c.At = page.WallTime(minute)
		c.Text = when.Long(c.At) + " " + minute.Format("15:04")
	}
}
