package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

// Occurrence is one time that an activity takes place, or would have.
type Occurrence struct {
	UID          string
	Title        string
	Slot         page.Civil // its start before any exception, which is its identity in the series (RECURRENCE-ID)
	Begin        time.Time  // in the activity's zone; midnight for an all-day one
	End          time.Time  // exclusive; the zero time when it is not known
	AllDay       bool
	Place        *page.Place
	Municipality string // slug; "" for a calendar outside the site
	Status       page.Status
	Reason       string
	Was          time.Time // where the rule had it, when it was moved
	WasPlace     string    // where it was before, when the place changed
	Source       string    // path of the page under content/, or of the calendar file
}

// Over is the moment from which it is of the past: its end, and the end of its day when no end is known.
func (o *Occurrence) Over() time.Time {
	if !o.End.IsZero() {
		return o.End
	}
	y, m, d := o.Begin.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, o.Begin.Location())
}

// maxSlots bounds the dates of one series in one period. A daily series of three centuries fits in it.
const maxSlots = 100_000

// Expand gives the occurrences of an activity that begin from from (inclusive) to to (exclusive), in order.
//
// The rule is followed on the wall clock of the activity's zone, and an occurrence lasts as long on that clock as the first one:
// a night from 23.00 to 5.00 uur does so too when the clocks change. RFC 5545 says in 3.3.10 of a start that the clock skips
// both that it is none and that it is the moment that much later; here it takes place, as in other calendars. Holidays take dates out that the rule gives, the first one
// too, by the day on which they begin; a single activity and extra dates stay, and so does a date that an exception names.
// A day that is in a school holiday and a public one is out when either is skipped, and in when either is the only time.
//
// An exception without a date's time is for that whole day; one with it goes before that. An exception that says nothing but
// its date takes it out, one for all later dates ends the series there. Of those that change all later dates only the last
// one before a date counts, and what a single exception does not say is as in that one. A new day without a time keeps the
// time. A moved date is in the period in which it takes place, also when the rule does not give it any more.
func Expand(p *page.Page, days holiday.Days, from, to time.Time) ([]Occurrence, error) {
	s, err := newSeries(p, days)
	if s == nil {
		return nil, err
	}
	slots, err := s.slots(from, to)
	if err != nil {
		return nil, err
	}
	var out []Occurrence
	add := func(slot page.Civil, x *page.Exception) {
		if o, ok := s.occurrence(slot, x); ok && !o.Begin.Before(from) && o.Begin.Before(to) {
			out = append(out, o)
		}
	}
	for _, slot := range slots {
		if x := s.exception(slot); x == nil || x.Begin.IsZero() {
			add(slot, x)
		}
	}
	for i := range s.Exceptions {
		x := &s.Exceptions[i]
		if slot := s.slot(x.Date); !x.Begin.IsZero() && s.exception(slot) == x {
			add(slot, x)
		}
	}
	slices.SortStableFunc(out, Compare)
	// Two times that the rule gives are one moment when the clock skips the first.
	return slices.CompactFunc(out, func(a, b Occurrence) bool { return a.Begin.Equal(b.Begin) && a.Was.IsZero() && b.Was.IsZero() }), nil
}

// Compare orders occurrences by their start.
func Compare(a, b Occurrence) int {
	if c := a.Begin.Compare(b.Begin); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.UID, b.UID))
}

// series is an activity that is expanded.
type series struct {
	*page.Activity
	page   *page.Page
	days   holiday.Days
	zone   *time.Location
	rule   *recur.Rule // nil for none
	begin  page.Civil  // a date alone for an all-day activity
	allDay bool
	length time.Duration // on the wall, of an all-day activity to its last day; negative when it is not known

	single    map[page.Civil]*page.Exception // by date
	following []*page.Exception              // in order
}

// newSeries prepares an activity; nil for a page that is none.
func newSeries(p *page.Page, days holiday.Days) (*series, error) {
	a := p.Activity
	if a == nil || a.Begin.IsZero() {
		return nil, nil
	}
	zone, err := page.Zone(a.Zone)
	if err != nil {
		return nil, fmt.Errorf("tijdzone %q bestaat niet", a.Zone)
	}
	s := &series{Activity: a, page: p, days: days, zone: zone, begin: a.Begin, allDay: a.AllDay || !a.Begin.HasTime(), length: -1}
	switch last := cmp.Or(a.End, a.Begin); {
	case s.allDay:
		s.begin, s.length = a.Begin.Day(), max(0, last.Day().Sub(a.Begin.Day()))
	case a.End.HasTime():
		s.length = a.End.Sub(a.Begin)
	case a.Begin.Before(a.End): // a last day without a time: to its end
		s.length = a.End.AddDays(1).Sub(a.Begin)
	}
	if a.Recurrence != "" {
		if s.rule, err = recur.Parse(a.Recurrence); err != nil {
			return nil, err
		}
	}
	s.index()
	return s, nil
}

// slots gives the starts before any exception that can lead to an occurrence from from to to, in order, each once.
func (s *series) slots(from, to time.Time) ([]page.Civil, error) {
	margin := s.longestShift() + 24*time.Hour
	low := page.WallTime(from.In(s.zone).Add(-margin))
	high := page.WallTime(to.In(s.zone).Add(margin))
	var out []page.Civil
	if s.rule == nil {
		out = append(out, s.begin)
	} else {
		for c := range s.rule.Starts(s.begin, low, s.zone) {
			if !c.Before(high) {
				break
			}
			if len(out) == maxSlots {
				return nil, fmt.Errorf("herhaling %q: dat is meer dan %d keer", s.Recurrence, maxSlots)
			}
			if s.keeps(c) {
				out = append(out, c)
			}
		}
	}
	if len(s.ExtraDates) == 0 {
		return out, nil
	}
	for _, extra := range s.ExtraDates {
		if extra = s.slot(extra); !extra.Before(low) && extra.Before(high) {
			out = append(out, extra)
		}
	}
	slices.SortFunc(out, func(a, b page.Civil) int { return cmp.Compare(a.Sub(b), 0) })
	return slices.Compact(out), nil
}

// holidays reports whether the activity looks at holidays.
func (s *series) holidays() bool {
	return s.Holidays == page.HolidaysSkip || s.Holidays == page.HolidaysOnly ||
		s.PublicHolidays == page.HolidaysSkip || s.PublicHolidays == page.HolidaysOnly
}

// keeps reports whether holidays leave a date of the rule in.
func (s *series) keeps(slot page.Civil) bool {
	if !s.holidays() || s.exception(slot) != nil {
		return true
	}
	school, public := s.days.School(slot), s.days.Public(slot)
	if s.Holidays == page.HolidaysSkip && school || s.PublicHolidays == page.HolidaysSkip && public {
		return false
	}
	only := s.Holidays == page.HolidaysOnly || s.PublicHolidays == page.HolidaysOnly
	return !only || s.Holidays == page.HolidaysOnly && school || s.PublicHolidays == page.HolidaysOnly && public
}
