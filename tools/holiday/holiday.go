// Package holiday knows on which days Dutch schools and the Netherlands are free.
//
// School holidays come from a table (schoolvakanties.csv): for each school year and each of the regions noord, midden and
// zuid the first and the last day, both inclusive, as the ministry of education fixed (verplicht) or advises (advies) them.
// A school may deviate from advice, and adds a second week in May by itself: that is not in the table. The table that is
// built in ends; Warning says so a year ahead, and Merge takes in what the government publishes since (ParseJSON).
// Two published sets were found to have errors, so Merge refuses what cannot be, keeps a fixed holiday that we know, and
// names every change.
//
// Public holidays are computed, for any year of the Gregorian calendar: Nieuwjaarsdag, Goede Vrijdag, both days of
// Easter, Koningsdag (on 26 April when the 27th is a Sunday), Bevrijdingsdag only in the years that it is a day off (those
// that 5 divides), Hemelvaartsdag, both days of Pentecost and of Christmas. Goede Vrijdag is one of them, although shops
// are open and schools decide for themselves: for a skipped morning of coffee a closed door is the worse mistake. Before 2014
// the day of the king was another one; no calendar here goes back so far.
package holiday

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// Regions are the names of the holiday regions, in the order of Row.Periods.
var Regions = [3]string{"noord", "midden", "zuid"}

// names are the school holidays, in their order in a school year.
var names = []string{"herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie"}

// Row is one holiday of one school year.
type Row struct {
	Year     string    // 2026-2027
	Name     string    // herfstvakantie
	Periods  [3]Period // by region
	Required bool      // no school may deviate from it
}

// Period is a number of days, the first and the last inclusive.
type Period struct{ First, Last page.Civil }

// Table is the school holidays of all regions. It does not change.
type Table struct {
	rows []Row // in order of year and name
	days [3]Days
}

// Days is the holidays of one region. The zero value knows only the public holidays.
type Days struct{ school []span }

type span struct {
	Period
	name string
}

//go:embed schoolvakanties.csv
var builtIn []byte

// Default is the table that is built in.
func Default() *Table {
	t, err := ParseCSV(builtIn)
	if err != nil {
		panic(err) // a test reads it
	}
	return t
}

// newTable orders rows and indexes them by region.
func newTable(rows []Row) *Table {
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(strings.Compare(a.Year, b.Year), cmp.Compare(slices.Index(names, a.Name), slices.Index(names, b.Name)))
	})
	t := &Table{rows: rows}
	for i := range t.days {
		for _, r := range rows {
			t.days[i].school = append(t.days[i].school, span{r.Periods[i], r.Name})
		}
		slices.SortStableFunc(t.days[i].school, func(a, b span) int { return a.First.In(time.UTC).Compare(b.First.In(time.UTC)) })
	}
	return t
}

// Rows gives the holidays, in order.
func (t *Table) Rows() []Row { return slices.Clone(t.rows) }

// Region gives the holidays of a region: noord, midden or zuid. Any other name gives the zero Days.
func (t *Table) Region(name string) Days {
	if i := slices.Index(Regions[:], strings.ToLower(strings.TrimSpace(name))); i >= 0 {
		return t.days[i]
	}
	return Days{}
}

// School reports a day in a school holiday.
func (d Days) School(day page.Civil) bool { return d.schoolName(day) != "" }

// Public reports a public holiday.
func (d Days) Public(day page.Civil) bool { return publicName(day) != "" }

// Name is what a day is called, "" for an ordinary one. Of a public holiday in a school holiday it is the public one.
func (d Days) Name(day page.Civil) string { return cmp.Or(publicName(day), d.schoolName(day)) }

func (d Days) schoolName(day page.Civil) string {
	day = day.Day()
	i := sort.Search(len(d.school), func(i int) bool { return day.Before(d.school[i].First) }) - 1
	if i < 0 || d.school[i].Last.Before(day) {
		return ""
	}
	return d.school[i].name
}

// End is the last day up to which the holidays of every region are known: the end of the last school year that is whole,
// with none missing before it. It is the zero date when there is no such year.
func (t *Table) End() page.Civil {
	var end page.Civil
	for year := range slices.Chunk(t.rows, len(names)) {
		last := year[len(year)-1]
		if len(year) < len(names) || year[0].Year != last.Year || !end.IsZero() && fmt.Sprint(end.In(time.UTC).Year()) != last.Year[:4] {
			break
		}
		end = last.Periods[0].Last
		for _, p := range last.Periods {
			if p.Last.Before(end) {
				end = p.Last
			}
		}
	}
	return end
}

// Warning is the notice that the table ends within a year of today, or has ended.
func (t *Table) Warning(today page.Civil) (notice.Notice, bool) {
	end := t.End()
	if end.IsZero() || !today.Day().Before(page.WallTime(end.In(time.UTC).AddDate(-1, 0, 0)).Day()) {
		text := "De schoolvakanties zijn niet bekend."
		if !end.IsZero() {
			text = "De schoolvakanties zijn bekend tot en met " + when.Long(end) + ". Daarna slaat de agenda er geen meer over."
		}
		return notice.Notice{Level: notice.Warning, Text: text, Hint: "Werk ze bij met: opladers holidays update"}, true
	}
	return notice.Notice{}, false
}

// String writes the period in Dutch, as short as it stays clear: 17 t/m 25 oktober 2026.
func (p Period) String() string { return when.Range(p.First, p.Last) }
