package sheet

import (
	"fmt"

	"mijnopladers.nl/opladers/tools/notice"
)

// isGrid recognises a month as a grid of days: a row with the days of the week, in order, and nothing else that is known. It is not
// read: what stands in a square has no certain title, and "kerstvakantie" in one is no activity.
func isGrid(rows [][]Cell) bool {
	for _, cells := range rows[:min(len(rows), MaxHeaderRow)] {
		last, found := -1, 0
		for _, c := range cells {
			day := weekdayIn(c.Text)
			if c.Empty() || c.Merged || len(c.Text) > len("donderdag") {
				continue
			}
			if day = (day + 6) % 7; day >= 0 && day == last+1 && weekdayIn(c.Text) >= 0 {
				last, found = day, found+1
			}
		}
		if found >= 5 {
			return true
		}
	}
	return false
}

func refuseGrid(names []string) error {
	what := "Dit is een kalender met vakjes"
	if len(names) > 0 && names[0] != "" {
		what = fmt.Sprintf("Op %s staat een kalender met vakjes", list(names))
	}
	return notice.Refuse(what+" (maandag, dinsdag, …). Die kan niet zeker gelezen worden.",
		"Maak er een lijst van: elke activiteit op een eigen regel, met boven de kolommen Datum, Tijd, Activiteit en Waar.")
}
