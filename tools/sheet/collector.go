package sheet

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// maxAlike is how many rows get the same question one by one; of more there is one question.
const maxAlike = 3

// A collector gathers the pages and notices of all rows.
type collector struct {
	doc     Document
	created page.Civil // the day on which the document was made, zero when unknown

	table   Table
	line    int
	title   string     // of the row, "" outside rows
	whole   period     // what is said about the table
	period  period     // what is said about the rows now
	last    page.Civil // the date of the last row that had one
	orders  map[int]order
	dates   func() page.Civil // the first day of the year of the dates in the table
	matches bool              // the days of the week in the table fit the year that is only a candidate
	alike   map[string][]alike
	kinds   []string // the keys of alike, in order

	aside   map[string]bool // what stands in rows that are no activity, of all tables
	found   []entry
	notices []notice.Notice
}

// An entry is a page with what its key is made of.
type entry struct {
	page   *page.Page
	table  string
	line   int
	key    string // what the rows with one name on one date have in common
	detail string // what tells them apart
}

// alike is a notice that may have to be told together with others.
type alike struct {
	notice.Notice
	table    Table
	together string // the text when there are many, before the numbers of the rows
}

func newCollector(doc Document) *collector {
	c := &collector{doc: doc, aside: map[string]bool{}}
	c.created, _ = page.ParseCivil(doc.Created)
	return c
}

// read makes the pages of one table with a header.
func (c *collector) read(t Table, h header) {
	c.table, c.line, c.last = t, 0, page.Civil{}
	c.alike, c.kinds = map[string][]alike{}, nil
	first := len(c.notices)
	c.hidden(h)
	rows := t.visible()
	c.whole = periodOf(c.doc, t, rows[:h.row])
	c.period = c.whole
	for i := h.row + 1; i < len(rows); i++ {
		if next, ok := asHeader(rows[i]); ok && !h.repeats(rows[i]) {
			c.part(h, rows, i)
			h = next
			h.row = i
		}
	}
	c.part(h, rows, len(rows))
	c.together()
	slices.SortStableFunc(c.notices[first:], func(a, b notice.Notice) int { return cmp.Compare(a.Line, b.Line) })
}

// part reads the rows under a header. Tables side by side under one row of names are read one after the other.
func (c *collector) part(h header, rows [][]Cell, end int) {
	at := h.row
	for _, h := range h.apart() {
		c.orders = map[int]order{}
		for _, field := range []string{"date", "lastDate", "before"} {
			if col, ok := h.at[field]; ok {
				weekday, ok := h.at["day"]
				if !ok || field != "date" {
					weekday = -1
				}
				c.orders[col] = orderOf(rows[at+1:end], col, weekday)
				if text := c.orders[col].says(h.names[col]); text != "" {
					c.line = at + 1
					c.warn(text, "Kloppen de datums? Dan hoeft u niets te doen.")
				}
			}
		}
		c.matches = c.confirmed(h, rows[at+1:end])
		c.dates = sync.OnceValue(func() page.Civil { return c.yearOf(h, rows[at+1:end]) })
		before := c.period
		for i := at + 1; i < end; i++ {
			c.line = i + 1
			c.row(h, rows[i])
		}
		if h.to < len(h.names) {
			c.period = before
		}
	}
}

func (c *collector) row(h header, cells []Cell) {
	cells = h.own(cells)
	r := &row{header: h, cells: cells, used: make([]bool, len(cells))}
	filled := r.filled()
	if filled == 0 || isRule(cells) || h.repeats(cells) || h.second && c.line == h.row+2 || c.isPeriod(filled, cells) {
		return
	}
	p := &page.Page{Common: page.Common{Kind: h.kind, Announced: c.doc.Created}}
	e := entry{page: p, table: c.table.Name, line: c.line}
	c.title = cmp.Or(r.title(), "deze regel")
	defer func() { c.title = "" }()
	if !c.fits(r) || !c.sound(r) {
		return
	}
	ok := false
	if h.kind == page.KindInitiative {
		ok = c.initiative(&e, r)
	} else {
		ok = c.activity(&e, r)
	}
	if ok {
		p.Body = r.body()
		e.key, e.detail = strings.ToLower(e.key), strings.ToLower(e.detail)
		c.found = append(c.found, e)
	}
}

// isPeriod follows a row that only divides the table: "Oktober 2026", or the first of October in a format that shows the month.
func (c *collector) isPeriod(filled int, cells []Cell) bool {
	if filled != 1 {
		return false
	}
	cell := cells[slices.IndexFunc(cells, func(cell Cell) bool { return !cell.Empty() && !cell.Merged })]
	p, only := periodIn(cell.Text)
	if !only {
		return false
	}
	from := c.period
	if from.year == 0 {
		from = c.whole
	}
	c.period = from.under(p)
	return true
}

// isRule recognises the line under the names of a table in plain text: ---|---.
func isRule(cells []Cell) bool {
	return !slices.ContainsFunc(cells, func(cell Cell) bool { return strings.Trim(cell.Text, "-=: ") != "" || cell.Text == "" && !cell.Empty() })
}

// hidden says what is not read because it is hidden.
func (c *collector) hidden(h header) {
	var lines []int
	for i := range c.table.HiddenRows {
		if i > h.row && i < len(c.table.Rows) && slices.ContainsFunc(c.table.Rows[i], func(cell Cell) bool { return !cell.Empty() }) {
			lines = append(lines, i+1)
		}
	}
	if len(lines) > 0 {
		slices.Sort(lines)
		c.advise(lines[0], "Verborgen regels zijn niet gelezen: "+numbers(lines)+".", "Moeten ze op de site? Zet dan het filter uit of maak de regels zichtbaar.")
	}
	header := Table{Rows: c.table.Rows[h.row : h.row+1], HiddenColumns: c.table.HiddenColumns}
	if names := hiddenColumns([]Table{header}); len(names) > 0 {
		c.advise(h.row+1, "Verborgen kolommen zijn niet gelezen: "+list(names)+".", "Moet de inhoud op de site? Maak de kolom dan zichtbaar.")
	}
}

// hiddenColumns gives the known names of columns that are hidden.
func hiddenColumns(tables []Table) []string {
	var names []string
	for _, t := range tables {
		for _, cells := range t.Rows[:min(len(t.Rows), MaxHeaderRow)] {
			for col, cell := range cells {
				if t.HiddenColumns[col] && byName[key(cell.Text)] != "" && !slices.Contains(names, cell.Text) {
					names = append(names, cell.Text)
				}
			}
		}
	}
	return names
}

// pages gives the pages with their keys. Rows that say the same are one page.
func (c *collector) pages() []*page.Page {
	groups := map[string][]int{}
	for i, e := range c.found {
		groups[e.key] = append(groups[e.key], i)
	}
	same := map[int]int{} // of a row that says what an earlier one says, the earlier one
	for key, rows := range groups {
		slices.SortStableFunc(rows, func(a, b int) int { return strings.Compare(c.found[a].detail, c.found[b].detail) })
		last := rows[0]
		c.found[last].page.Key = fingerprint(key)
		for _, i := range rows[1:] {
			if detail := c.found[i].detail; detail == c.found[last].detail {
				same[i] = last
			} else {
				c.found[i].page.Key, last = fingerprint(key, detail), i
			}
		}
	}
	var pages []*page.Page
	for i, e := range c.found {
		first, twice := same[i]
		if !twice {
			pages = append(pages, e.page)
			continue
		}
		was := c.found[first]
		where := fmt.Sprintf("regel %d", was.line)
		if was.table != e.table && was.table != "" {
			where += " van blad ‘" + was.table + "’"
		}
		c.table, c.line = Table{Name: e.table}, e.line
		c.gather("twice "+e.table, notice.Warning, fmt.Sprintf("‘%s’ staat er twee keer in, ook op %s.", e.page.Title, where), "Verwijder een van de twee regels.", "Deze regels staan er twee keer in:")
	}
	c.together()
	return pages
}

// fingerprint identifies a row by what people would call the same activity.
func fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return fmt.Sprintf("%x", sum[:8])
}

func (c *collector) note(level notice.Level, line int, text, hint string, left ...string) {
	if c.table.Name != "" && len(c.doc.Tables) > 1 {
		text = "Blad ‘" + c.table.Name + "’: " + text
	}
	c.notices = append(c.notices, notice.Notice{Level: level, Line: line, Text: text, Hint: hint, Left: left})
}

func (c *collector) ask(text, hint string) {
	c.note(notice.Question, c.line, text, hint, c.left(notice.Question)...)
}
func (c *collector) warn(text, hint string) { c.note(notice.Warning, c.line, text, hint) }

// left names the row that a question is about, nil outside rows.
func (c *collector) left(level notice.Level) []string {
	if level != notice.Question || c.title == "" {
		return nil
	}
	return []string{c.title}
}

func (c *collector) advise(line int, text, hint string) { c.note(notice.Advice, line, text, hint) }

// questionOf asks with the words of a refusal.
func (c *collector) questionOf(refusal error) {
	var n notice.Notice
	if errors.As(refusal, &n) {
		c.ask(n.Text, n.Hint)
	}
}

// gather keeps a notice until the end of the table, when notices of one kind may be told together.
func (c *collector) gather(kind string, level notice.Level, text, hint, together string) {
	if c.alike[kind] == nil {
		c.kinds = append(c.kinds, kind)
	}
	c.alike[kind] = append(c.alike[kind], alike{notice.Notice{Level: level, Line: c.line, Text: text, Hint: hint, Left: c.left(level)}, c.table, together})
}

// together tells what was gathered.
func (c *collector) together() {
	for _, kind := range c.kinds {
		all := c.alike[kind]
		c.table = all[0].table
		if len(all) <= maxAlike {
			for _, a := range all {
				c.note(a.Level, a.Line, a.Text, a.Hint, a.Left...)
			}
			continue
		}
		var lines []int
		var left []string
		for _, a := range all {
			lines, left = append(lines, a.Line), append(left, a.Left...)
		}
		c.note(all[0].Level, lines[0], all[0].together+" regel "+numbers(lines)+".", all[0].Hint, left...)
	}
	c.alike, c.kinds = map[string][]alike{}, nil
}

// numbers writes the numbers of rows.
func numbers(lines []int) string {
	var s []string
	for i, n := range lines {
		if i == 12 {
			s = append(s, fmt.Sprintf("nog %d", len(lines)-i))
			break
		}
		s = append(s, fmt.Sprint(n))
	}
	return and(s)
}

// list writes names between quotes.
func list(names []string) string {
	var s []string
	for i, n := range names {
		if i == 12 {
			s = append(s, fmt.Sprintf("nog %d", len(names)-i))
			break
		}
		s = append(s, "‘"+strings.Join(strings.Fields(n), " ")+"’")
	}
	return and(s)
}

func and(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " en " + s[len(s)-1]
}
