package almanac

import "time"

// monthPage is one month as a list and as a grid.
type monthPage struct {
	*generatedPage
	Weeks []week `json:"weken"`
}

type week struct {
	Number int       `json:"nummer"` // as ISO 8601 counts
	Days   []gridDay `json:"dagen"`  // from Monday to Sunday
}

// gridDay is a field of the grid; empty for a day of another month.
type gridDay struct {
	Date  string `json:"datum,omitempty"`
	Items []int  `json:"keren,omitempty"` // indexes of what is on it
}

// months gives this month and those after it up to a year ahead, as long as something takes place in or after them.
func months(all []occurrenceData, now time.Time) []period {
	first := firstOfMonth(now)
	var out []period
	for i := range 13 {
		from := first.AddDate(0, i, 0)
		if i > 0 && (len(all) == 0 || all[len(all)-1].start.Before(from)) {
			break
		}
		to := from.AddDate(0, 1, 0)
		out = append(out, period{name: from.Format("2006-01"), from: from, to: to, list: between(all, from, to)})
	}
	return out
}

// grid makes the page of a month, without what is over.
func (p period) grid(slug string, weight int, now time.Time) *monthPage {
	_, p.list = split(p.list, now)
	m := &monthPage{generatedPage: p.page(periodTitle(p.from, p.to), "maand", slug, weight)}
	monday := p.from.AddDate(0, 0, -(int(p.from.Weekday())+6)%7)
	for ; monday.Before(p.to); monday = monday.AddDate(0, 0, 7) {
		_, number := monday.ISOWeek()
		w := week{Number: number, Days: make([]gridDay, 7)}
		for i := range w.Days {
			day := monday.AddDate(0, 0, i)
			if day.Month() == p.from.Month() {
				w.Days[i] = gridDay{day.Format(time.DateOnly), p.on(day.Format(time.DateOnly))}
			}
		}
		m.Weeks = append(m.Weeks, w)
	}
	return m
}

// on gives what is on a day: what begins on it and what goes on.
func (p period) on(day string) []int {
	var out []int
	for i := range p.list {
		if o := &p.list[i]; o.Day <= day && day <= o.LastDay {
			out = append(out, o.n)
		}
	}
	return out
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}
