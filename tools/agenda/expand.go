package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
)

// Occurrence is one time that an activity takes place, or would have.
type Occurrence struct {
	UID          string
	Title        string
	Begin        time.Time // in the activity's zone; midnight for an all-day one
	End          time.Time // exclusive; the zero time when it is not known
	AllDay       bool
	Place        *page.Place
	Municipality string // slug; "" for a calendar outside the site
	Status       page.Status
	Reason       string
	Was          time.Time // where the rule had it, when it was moved
	WasPlace     string    // where it was before, when the place changed
	Source       string    // path of the page under content/, or of the calendar file
}

// maxSlots bounds what one series can cost. A daily series of fifty years fits in it.
const maxSlots = 200_000

// Expand gives the occurrences of an activity that begin from from (inclusive) to to (exclusive), in order.
// The rule is followed on the wall clock of the activity's zone, so that a series at 9.30 stays at 9.30
// when the clocks change. Exceptions without a status are no occurrence; those with one stay in the list.
func Expand(p *page.Page, days holiday.Days, from, to time.Time) ([]Occurrence, error) {
	a := p.Activity
	if a == nil || a.Begin.IsZero() {
		return nil, nil
	}
	loc, err := page.Zone(a.Zone)
	if err != nil {
		return nil, fmt.Errorf("tijdzone %q bestaat niet", a.Zone)
	}
	slots, err := slots(a, loc, from, to)
	if err != nil {
		return nil, err
	}
	var out []Occurrence
	add := func(begin page.Civil, e page.Exception) {
		if o := occurrence(p, loc, begin, e); !o.Begin.Before(from) && o.Begin.Before(to) {
			out = append(out, o)
		}
	}
	for _, slot := range slots {
		if i := exceptionOn(a.Exceptions, slot); i < 0 {
			add(slot, page.Exception{})
		} else if e := a.Exceptions[i]; e.Status != "" && e.Begin.IsZero() {
			add(slot, e)
		}
	}
	for _, e := range a.Exceptions { // a moved date can come from outside the period
		if e.Status != "" && !e.Begin.IsZero() {
			add(e.Begin, e)
		}
	}
	slices.SortStableFunc(out, Compare)
	return out, nil
}

// Compare orders occurrences by their start.
func Compare(a, b Occurrence) int {
	return cmp.Or(a.Begin.Compare(b.Begin), strings.Compare(a.Title, b.Title), strings.Compare(a.UID, b.UID))
}

// slots gives the starts by the rule and by the extra dates, in order, each once.
func slots(a *page.Activity, loc *time.Location, from, to time.Time) ([]page.Civil, error) {
	wall := func(t time.Time) page.Civil {
		if a.Begin.HasTime() {
			return page.WallTime(t)
		}
		return page.WallTime(t).Day()
	}
	var out []page.Civil
	if a.Recurrence == "" {
		out = append(out, a.Begin)
	} else {
		rule, err := Rule(a, loc)
		if err != nil {
			return nil, err
		}
		next := rule.Iterator()
		for range maxSlots {
			t, ok := next()
			if !ok || !t.Before(to) {
				break
			}
			if !t.Before(from) {
				out = append(out, wall(t))
			}
		}
	}
	for _, extra := range a.ExtraDates {
		if !slices.Contains(out, extra) {
			out = append(out, extra)
		}
	}
	return out, nil
}

// Rule reads the recurrence of an activity as RFC 5545 means it, anchored at its begin in loc. An UNTIL that is
// a date alone takes that whole day in.
func Rule(a *page.Activity, loc *time.Location) (*rrule.RRule, error) {
	o, err := rrule.StrToROptionInLocation(a.Recurrence, loc)
	if err != nil {
		return nil, fmt.Errorf("herhaling %q: %w", a.Recurrence, err)
	}
	o.Dtstart = a.Begin.In(loc)
	if until := untilValue(a.Recurrence); len(until) == len("20060102") {
		day, err := time.ParseInLocation("20060102", until, loc)
		if err != nil {
			return nil, fmt.Errorf("herhaling %q: %w", a.Recurrence, err)
		}
		o.Until = day.AddDate(0, 0, 1).Add(-time.Second)
	}
	rule, err := rrule.NewRRule(*o)
	if err != nil {
		return nil, fmt.Errorf("herhaling %q: %w", a.Recurrence, err)
	}
	return rule, nil
}

func untilValue(rule string) string {
	for part := range strings.SplitSeq(rule, ";") {
		if key, value, _ := strings.Cut(part, "="); strings.EqualFold(key, "UNTIL") {
			return value
		}
	}
	return ""
}

// exceptionOn finds the exception for a slot, -1 when there is none. An exception with a time of day is for that
// start only, one without for the whole day.
func exceptionOn(all []page.Exception, slot page.Civil) int {
	return slices.IndexFunc(all, func(e page.Exception) bool {
		return e.Date == slot || !e.Date.HasTime() && e.Date == slot.Day()
	})
}

// occurrence is the activity at begin, with what an exception changes.
func occurrence(p *page.Page, loc *time.Location, begin page.Civil, e page.Exception) Occurrence {
	a := p.Activity
	allDay := a.AllDay || !a.Begin.HasTime()
	o := Occurrence{
		UID: a.UID, Title: cmp.Or(e.Title, p.Title), Begin: begin.In(loc), AllDay: allDay, Place: a.Place,
		Status: cmp.Or(e.Status, a.Status, page.StatusOn), Reason: e.Reason,
	}
	switch {
	case allDay:
		last := cmp.Or(a.End, a.Begin).Day().Sub(a.Begin.Day())
		o.End = begin.AddDays(int(last.Hours()/24) + 1).Day().In(loc)
		if !e.End.IsZero() {
			o.End = e.End.AddDays(1).Day().In(loc)
		}
		o.Begin = begin.Day().In(loc)
	case !e.End.IsZero():
		o.End = e.End.In(loc)
	case !a.End.IsZero():
		o.End = page.WallTime(begin.In(time.UTC).Add(a.End.Sub(a.Begin))).In(loc)
	}
	if e.Place != "" {
		o.Place = &page.Place{Name: e.Place}
	}
	if !e.Begin.IsZero() && e.Begin != e.Date {
		o.Was = e.Date.In(loc)
	}
	return o
}
