package ics

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// maxReason is how many characters of a description can be the reason of a change.
const maxReason = 200

// join makes the overrides exceptions of their series. An override replaces an EXDATE of its date, and one that was written earlier.
func (r *reader) join(m *event, overrides []*event) {
	if len(overrides) == 0 {
		return
	}
	slices.SortStableFunc(overrides, func(a, b *event) int {
		return cmp.Or(cmp.Compare(a.slot.Sub(b.slot), 0), cmp.Compare(a.sequence(), b.sequence()))
	})
	a := m.page.Activity
	var changes []page.Exception
	at := map[page.Civil]int{} // where the exception of a date stands in changes
	var texts []page.Civil     // dates with a text of their own
	for _, e := range overrides {
		x, differs := r.exception(m, e)
		i, again := at[x.Date]
		if !again {
			i = len(changes)
			at[x.Date] = i
			changes = append(changes, page.Exception{})
		}
		if changes[i] = (page.Exception{}); differs {
			changes[i] = x
		}
		if text := e.page.Body; text != "" && text != m.page.Body && x.Reason == "" {
			texts = append(texts, x.Date)
		}
		a.Sequence = max(a.Sequence, e.sequence())
		m.page.Updated = max(m.page.Updated, e.page.Updated)
	}
	taken := map[page.Civil]bool{}
	for date := range at {
		taken[date], taken[date.Day()] = true, true
	}
	a.Exceptions = append(slices.DeleteFunc(a.Exceptions, func(was page.Exception) bool { return taken[was.Date] }),
		slices.DeleteFunc(changes, func(x page.Exception) bool { return x.Date.IsZero() })...)
	r.bound(m)
	if len(texts) > 0 {
		r.note(notice.Warning, m, fmt.Sprintf("op %s staat een eigen tekst, die niet op de site komt; daar staat de tekst van de reeks.", days(texts)), "Zet wat voor één keer geldt in de titel van die keer.")
	}
}

// exception makes an exception of an override, and reports whether it changes anything.
func (r *reader) exception(m, e *event) (page.Exception, bool) {
	a, own := m.page.Activity, e.page.Activity
	date, known := r.dateOf(m, e)
	x := page.Exception{Date: date, Following: e.following}
	if e.page.Draft { // private: the date is nobody's business
		return x, true
	}
	begin, end := e.in(m.loc)
	place := own.Place.String()
	if place == a.Place.String() {
		place = ""
	}
	moved := begin != date && e.begin != e.slot || place != "" && a.Place != nil
	x.Status, x.Reason = own.Status, own.Reason
	cancelled := x.Status == page.StatusCancelled
	if text := e.page.Body; (cancelled || moved) && x.Reason == "" && text != m.page.Body && !strings.ContainsAny(text, "\n[") && utf8.RuneCountInString(text) <= maxReason {
		x.Reason = strings.ReplaceAll(text, `\`, "")
	}
	if cancelled {
		return x, true
	}
	x.Place = place
	if e.page.Title != m.page.Title {
		x.Title = e.page.Title
	}
	if moved || !known || e.length() != m.length() {
		x.Begin, x.End = begin, end
	}
	if moved && x.Status == "" {
		x.Status = page.StatusMoved
	}
	differs := x.Status != a.Status && x.Status+a.Status != page.StatusOn || x.Title != "" || x.Place != "" || !x.Begin.IsZero()
	x.Status = cmp.Or(x.Status, page.StatusOn)
	return x, differs
}

// in gives begin and end on the wall of a zone.
func (e *event) in(loc *time.Location) (begin, end page.Civil) {
	if e.loc == loc || !e.begin.HasTime() {
		return e.begin, e.end
	}
	if !e.end.IsZero() {
		end = page.WallTime(e.end.In(e.loc).In(loc))
	}
	return page.WallTime(e.begin.In(e.loc).In(loc)), end
}

// onWall gives a date as one of the series: a day gets its time, and a time in UTC at which the series is in UTC is that of the
// series.
func (e *event) onWall(date page.Civil) page.Civil {
	switch {
	case !e.begin.HasTime():
		return date.Day()
	case !date.HasTime(), e.instant && clock(page.WallTime(date.In(e.loc).UTC())) == clock(page.WallTime(e.begin.In(e.loc).UTC())):
		return at(date, e.begin)
	}
	return date
}

// days names the first of some dates.
func days(all []page.Civil) string {
	if len(all) == 1 {
		return when.Long(all[0])
	}
	return fmt.Sprintf("%s en nog %d keer", when.Long(all[0]), len(all)-1)
}
