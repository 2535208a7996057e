// Package sheet turns the rows of a table into pages: one activity or one initiative a row.
//
// # What is read
//
// The header is the row, within the first MaxHeaderRow rows, that names the most columns; it may come again further down, with
// other columns, and a second table may stand beside the first. Columns are recognised by their Dutch names in any order,
// whatever the case, accents, line ends, a colon behind or words around them: "Datum:", "Waar is het?", "Tijd (van - tot)". A
// table is a calendar when it has a column for the date and one for the name of the activity, and a list of initiatives when it
// has a name and at least one of what only initiatives have. A column that is not recognised goes into the text of the page as
// "**Kolomnaam:** tekst", and so does a value that its column's field cannot hold: nothing is lost.
//
// When an activity is, is read by package when: one date, several, a range, a recurrence. What a date leaves out may stand around
// it: the month and year in a row of their own ("OKTOBER 2026"), in a column, in the name of the sheet; the year in a title above
// the table ("Activiteiten 2026-2027" is August to July). A year in the name of the file or of another sheet is a candidate, until a
// day of the week in the same table confirms it and none denies it. Whether 3/10 is in October or March is decided by the whole
// column: see order.
//
// A value of a merged cell counts for all its rows. An empty date under a filled one may mean the same date or a forgotten one,
// so that is asked.
//
// A series of which the begin is not said begins with the document: its day of creation, or the first day of the period in the title
// of the table when that is later. Without such a title it is the first day of the school year, or else of the year, in which all
// whole dates of the table are, or that of the name of the file. A series of which the end is not said ends with the period in the
// title. Both are told.
//
// # What is asked and what is left out
//
// A row that cannot be understood (no date, no year, a weekday that contradicts the date, an unreadable time) is left out and asked
// about with its number and, for the caller, its title (notice.Left); more than maxAlike rows with the same question are one question. A row that is struck through is asked
// about, and shown as not certain until somebody says what it means. Hidden rows, columns and sheets are not published, which is
// said. Rows with only a date, repeated headers and rows that name a month are passed over; other rows without date and name (totals,
// remarks) are named once. A month as a grid of days is refused: see grid.
//
// A status may stand in its column, around the title ("AFGELAST: Koffie", "Koffie (vol)"), in place of the time or behind a single
// date. "Verplaatst naar 12 december" moves the activity: the row keeps its key, so that its page follows. A row that is a "concept"
// is a draft. A time that is still to come ("n.t.b.", "?") makes a whole day, with "n.t.b." in the text.
//
// # Keys
//
// The Key of a page is what identifies the row: a fingerprint of the name and the date as the row says it, of the name alone for a
// series and for an initiative. The time, the place, the status and everything else may change, and rows may move. Of several
// rows with one name on one date the first by time and place has that key, the others their time and place in it too. A row with
// another date or name is a new one; the caller compares what vanished with what is new.
//
// Limits: those below, and of a row maxFields bytes in what becomes a field and maxText in all; a longer one is asked about.
//
// Colours, comments and formulas mean nothing here: of a formula the result counts.
package sheet

import (
	"fmt"
	"slices"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// The limits of a table. The readers refuse what is larger.
const (
	MaxRows      = 20_000
	MaxColumns   = 200
	MaxCells     = 200_000 // in all tables, of each row up to the last one that is not empty
	MaxHeaderRow = 30
)

// Cell is one cell: the text that it shows and, in a spreadsheet, the date or time that it holds.
type Cell struct {
	Text     string
	At       page.Civil  // a real date, with or without a time
	Clock    *when.Clock // a real time without a date
	Merged   bool        // the value is of a merged cell that begins in a row above
	Struck   bool        // struck through
	NoResult bool        // a formula whose result is not in the file
	True     bool        // the boolean TRUE: what programs in Dutch make of the word "Waar" when somebody types it
}

// Empty reports whether there is nothing in the cell.
func (cell Cell) Empty() bool {
	return cell.Text == "" && cell.At.IsZero() && cell.Clock == nil && !cell.NoResult
}

// Table is one sheet or one CSV file. Rows and columns are counted from 0.
type Table struct {
	Name          string // of the sheet, "" when there is only one
	Rows          [][]Cell
	Above         []string // titles that stand above it and in none of its rows
	Hidden        bool     // the whole sheet
	HiddenRows    map[int]bool
	HiddenColumns map[int]bool
}

// Document is what a reader knows of a file with tables.
type Document struct {
	Name    string // of the file; it may say the year
	Created string // 2006-01-02, the same after every save; "" when unknown
	Tables  []Table
}

// TooBig is the refusal of a table larger than the limits.
func TooBig() error {
	return notice.Refuse(fmt.Sprintf("Het rekenblad is te groot: meer dan %d regels, %d kolommen of %d cellen.", MaxRows, MaxColumns, MaxCells),
		"Verwijder lege of oude regels, of verdeel het over meer bestanden.")
}

// IsTable reports whether the rows have a header, so that a text may be a table.
func IsTable(rows [][]Cell) bool {
	_, ok := findHeader(rows)
	return ok
}

// Pages makes the pages of all tables that have a header. The error is a refusal: no table has the columns that are needed.
func Pages(doc Document) ([]*page.Page, []notice.Notice, error) {
	c := newCollector(doc)
	var headers, others, grids []string
	found := false
	for _, t := range doc.Tables {
		h, ok := findHeader(t.visible())
		if h.kind == page.KindInitiative && slices.ContainsFunc(hiddenColumns([]Table{t}), func(name string) bool { return field(name) == "date" }) {
			ok = false // a calendar of which somebody hid the dates
		}
		switch {
		case ok && t.Hidden:
			c.table = Table{}
			c.advise(0, fmt.Sprintf("Het verborgen blad ‘%s’ is niet gelezen.", t.Name), "Moet het op de site, maak het dan zichtbaar.")
		case t.Hidden:
		case ok:
			found = true
			c.read(t, h)
		case isGrid(t.visible()):
			grids = append(grids, t.Name)
		case len(t.Rows) > 0:
			headers, others = append(headers, h.names...), append(others, t.Name)
		}
	}
	switch {
	case !found && len(grids) > 0:
		return nil, nil, refuseGrid(grids)
	case !found:
		return nil, nil, noHeader(headers, hiddenColumns(doc.Tables))
	}
	c.line, c.table = 0, Table{}
	if len(grids) > 0 {
		c.questionOf(refuseGrid(grids))
	}
	if len(others) > 0 {
		c.advise(0, fmt.Sprintf("Niet gelezen, want er staan geen kolommen in zoals Datum en Activiteit: %s.", list(others)), "Hoort het bij de agenda? Zet dan kolomnamen boven de tabel.")
	}
	if len(c.found) == 0 && len(c.notices) == 0 {
		return nil, nil, notice.Refuse("Onder de kolomnamen staat geen enkele regel.", "Vul minstens één regel in, met een datum en een titel.")
	}
	return c.pages(), c.notices, nil
}

// visible gives the rows without what is hidden; they keep their places.
func (t Table) visible() [][]Cell {
	if len(t.HiddenRows) == 0 && len(t.HiddenColumns) == 0 {
		return t.Rows
	}
	rows := make([][]Cell, len(t.Rows))
	for i, cells := range t.Rows {
		if t.HiddenRows[i] {
			continue
		}
		rows[i] = append([]Cell(nil), cells...)
		for col := range rows[i] {
			if t.HiddenColumns[col] {
				rows[i][col] = Cell{}
			}
		}
	}
	return rows
}
