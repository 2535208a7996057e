package holiday

import (
	"fmt"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// Change is what an update says otherwise than the table did.
type Change struct {
	Old, New Row  // Old is the zero Row of a holiday that was not known
	Kept     bool // the old one stays: it was fixed by law, so a person has to look
}

// Merge brings an update into the table: holidays are added and replaced, none is lost, and school years from before the table are
// passed over. Of a holiday that is fixed by law (Required) the days that are known stay. An update with a holiday that
// cannot be is refused whole, with a Dutch notice; holidays of the government run from a Saturday to a Sunday, so that a day that
// shifted is found.
func (t *Table) Merge(update *Table) (*Table, []Change, error) {
	merged := Table{rows: slices.Clone(t.rows)}
	var changes []Change
	for _, row := range update.rows {
		i := t.find(row)
		if i >= 0 && t.rows[i] == row || len(t.rows) > 0 && row.Year < t.rows[0].Year {
			continue
		}
		why := row.wrong()
		if why == "" {
			why = row.notInWeekends()
		}
		if why != "" {
			return nil, nil, refuseUpdate(why)
		}
		c := Change{New: row}
		if i < 0 {
			merged.rows = append(merged.rows, row)
		} else {
			c.Old = t.rows[i]
			if c.Kept = c.Old.Required && c.Old.Periods != row.Periods; !c.Kept {
				merged.rows[i] = row
			}
		}
		changes = append(changes, c)
	}
	out := newTable(merged.rows)
	if why := out.overlap(); why != "" {
		return nil, nil, refuseUpdate(why)
	}
	return out, changes, nil
}

func refuseUpdate(text string) error {
	return notice.Refuse("De nieuwe schoolvakanties kunnen niet kloppen. "+text+" Er is niets gewijzigd.",
		"Vergelijk met rijksoverheid.nl/schoolvakanties. Klopt het toch? Zet de regel dan zelf in het bestand met schoolvakanties.")
}

// notInWeekends says in Dutch which period does not run from a Saturday to a Sunday.
func (r Row) notInWeekends() string {
	for i, p := range r.Periods {
		if p.First.In(time.UTC).Weekday() != time.Saturday || p.Last.In(time.UTC).Weekday() != time.Sunday {
			return fmt.Sprintf("De %s %s van regio %s (%s) loopt niet van een zaterdag tot en met een zondag.", r.Name, r.Year, Regions[i], p)
		}
	}
	return ""
}

// Overlay lays what a site keeps itself over the table. A person may have written it, so that it counts as it is.
func (t *Table) Overlay(own *Table) *Table {
	rows := slices.Clone(own.rows)
	for _, row := range t.rows {
		if own.find(row) < 0 {
			rows = append(rows, row)
		}
	}
	return newTable(rows)
}

// String says the change in Dutch.
func (c Change) String() string {
	what := c.New.Name + " " + c.New.Year
	switch {
	case c.Old.Name == "":
		return what + ": nieuw, " + c.New.days(Row{})
	case c.Old.Periods == c.New.Periods && c.New.Required:
		return what + ": dezelfde dagen, nu verplicht"
	case c.Old.Periods == c.New.Periods:
		return what + ": dezelfde dagen, nu advies"
	case c.Kept:
		return fmt.Sprintf("%s: blijft %s; de bron zegt %s", what, c.Old.days(c.New), c.New.days(c.Old))
	}
	return fmt.Sprintf("%s: was %s; wordt %s", what, c.Old.days(c.New), c.New.days(c.Old))
}

// days writes the periods that differ from other, each with its region; one for all regions when they are equal.
func (r Row) days(other Row) string {
	if p := r.Periods[0]; r.Periods == [3]Period{p, p, p} {
		return p.String()
	}
	s := ""
	for i, p := range r.Periods {
		if p == other.Periods[i] {
			continue
		}
		if s != "" {
			s += ", "
		}
		s += Regions[i] + " " + p.String()
	}
	return s
}
