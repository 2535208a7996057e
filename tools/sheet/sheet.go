// Package sheet turns the rows of a table into pages: one activity or one initiative a row.
//
// The header is the row, within the first MaxHeaderRow rows, that names the most columns; rows above it (a
// merged title, an explanation) are passed over. Columns are recognised by their Dutch names in any order,
// whatever the case, accents, a colon behind or words around them: "Datum:", "Waar is het?", "Tijd (van -
// tot)". A table is a calendar when it has a column for the date and one for the name of the activity, and a list of
// initiatives when it has a name and at least one of what only initiatives have.
//
// A column that is not recognised goes into the text of the page as "**Kolomnaam:** tekst", and so does a
// value that its column's field cannot hold: nothing is lost.
//
// A row that cannot be understood (no date, no year, a weekday that contradicts the date, an unreadable time) is left
// out and asked about in a notice with its row number; the other rows go on. Dates are read by package
// when, which does not guess. Ages become months: "0-4 jaar" is 0 to 48, "t/m 4 jaar" ends at 59.
//
// The Key of a page is a fingerprint of title, date and begin for activities and of the name for
// initiatives: an edited description keeps the key, a moved activity is a new one.
//
// Formulas, colours, comments and merged cells below the header mean nothing here; recurrences in words
// ("elke dinsdag") are asked about.
package sheet

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// The limits of a table. The readers refuse what is larger.
const (
	MaxRows      = 20_000
	MaxColumns   = 200
	MaxCells     = 400_000
	MaxHeaderRow = 30
)

// Cell is one cell: the text that it shows and, in a spreadsheet, the date or time that it holds.
type Cell struct {
	Text  string
	At    page.Civil  // a real date, with or without a time
	Clock *when.Clock // a real time without a date
}

// Empty reports whether there is nothing in the cell.
func (cell Cell) Empty() bool { return cell.Text == "" && cell.At.IsZero() && cell.Clock == nil }

// Table is one sheet or one CSV file.
type Table struct {
	Name string // of the sheet, "" when there is only one
	Rows [][]Cell
}

// TooBig is the refusal of a table larger than the limits.
func TooBig() error {
	return notice.Refuse(fmt.Sprintf("Het rekenblad is te groot: meer dan %d regels of %d kolommen.", MaxRows, MaxColumns),
		"Verwijder lege of oude regels, of verdeel het over meer bestanden.")
}

// Pages makes the pages of all tables that have a header; announced (2006-01-02) is the date of the document,
// "" when unknown. The error is a refusal: no table has the columns that are needed.
func Pages(tables []Table, announced string) ([]*page.Page, []notice.Notice, error) {
	c := &collector{announced: announced, seen: map[string]int{}}
	found := false
	var headers []string
	for _, t := range tables {
		h, ok := findHeader(t.Rows)
		headers = append(headers, h.names...)
		if !ok {
			continue
		}
		found = true
		c.table, c.last = t, page.Civil{}
		for i := h.row + 1; i < len(t.Rows); i++ {
			c.line = i + 1
			c.row(h, t.Rows[i])
		}
	}
	if !found {
		return nil, nil, noHeader(headers)
	}
	if len(c.pages) == 0 && len(c.notices) == 0 {
		return nil, nil, notice.Refuse("Onder de kolomnamen staat geen enkele regel.", "Vul minstens één regel in, met een datum en een titel.")
	}
	return c.pages, c.notices, nil
}

// A collector gathers the pages and notices of all rows.
type collector struct {
	table     Table
	line      int
	announced string
	last      page.Civil // the date of the last row that had one
	seen      map[string]int
	pages     []*page.Page
	notices   []notice.Notice
}

func (c *collector) row(h header, cells []Cell) {
	r := &row{header: h, cells: cells, used: make([]bool, len(cells))}
	switch n := r.filled(); {
	case n == 0, isMonthLine(n, cells), h.repeats(cells):
		return
	}
	p := &page.Page{Common: page.Common{Kind: h.kind, Announced: c.announced}}
	ok := false
	if h.kind == page.KindInitiative {
		ok = c.initiative(p, r)
	} else {
		ok = c.activity(p, r)
	}
	if !ok {
		return
	}
	if first, twice := c.seen[p.Key]; twice {
		c.warn(fmt.Sprintf("‘%s’ staat er twee keer in, ook op regel %d.", p.Title, first), "Verwijder een van de twee regels.")
		return
	}
	c.seen[p.Key] = c.line
	p.Body = r.body()
	c.pages = append(c.pages, p)
}

// isMonthLine recognises a row that only divides the table: "Oktober 2026".
func isMonthLine(filled int, cells []Cell) bool {
	if filled != 1 {
		return false
	}
	for _, cell := range cells {
		if !cell.Empty() {
			_, err := when.Date("1 " + cell.Text)
			_, isYear := err.(*when.YearError)
			return err == nil || isYear || len(cell.Text) == 4 && strings.HasPrefix(cell.Text, "20")
		}
	}
	return false
}

func (c *collector) note(level notice.Level, text, hint string) {
	if c.table.Name != "" {
		text = "Blad ‘" + c.table.Name + "’: " + text
	}
	c.notices = append(c.notices, notice.Notice{Level: level, Line: c.line, Text: text, Hint: hint})
}

func (c *collector) ask(text, hint string)  { c.note(notice.Question, text, hint) }
func (c *collector) warn(text, hint string) { c.note(notice.Warning, text, hint) }

// fingerprint identifies a row by what people would call the same activity.
func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.Join(parts, "\x00"))))
	return fmt.Sprintf("%x", sum[:8])
}
