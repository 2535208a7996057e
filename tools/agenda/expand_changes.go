package agenda

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// index makes the exceptions easy to find. Of two for one date the first counts.
func (s *series) index() {
	for i := range s.Exceptions {
		x := &s.Exceptions[i]
		switch {
		case x.Following:
			s.following = append(s.following, x)
		case s.single == nil:
			s.single = map[page.Civil]*page.Exception{s.date(x): x}
		case s.single[s.date(x)] == nil:
			s.single[s.date(x)] = x
		}
	}
	slices.SortStableFunc(s.following, func(a, b *page.Exception) int { return cmp.Compare(s.date(a).Sub(s.date(b)), 0) })
}

// date is which date an exception is for: with a time of day that start, without one the whole day.
func (s *series) date(x *page.Exception) page.Civil {
	if s.allDay {
		return x.Date.Day()
	}
	return x.Date
}

// slot gives the start that a date means: on a day alone it is at the time of the series.
func (s *series) slot(date page.Civil) page.Civil {
	if s.allDay {
		return date.Day()
	}
	return timed(date, s.begin)
}

// timed gives a date without a time of day that of c.
func timed(date, c page.Civil) page.Civil {
	if date.HasTime() {
		return date
	}
	return plus(date, c.Sub(c.Day()))
}

// plus is d later on the same wall.
func plus(c page.Civil, d time.Duration) page.Civil { return page.WallTime(c.In(time.UTC).Add(d)) }

// exception finds what was changed of one occurrence; nil for nothing.
func (s *series) exception(slot page.Civil) *page.Exception {
	if x := s.single[slot]; x != nil {
		return x
	}
	return s.single[slot.Day()]
}

// since finds what was changed of an occurrence and the ones after it; nil for nothing.
func (s *series) since(slot page.Civil) *page.Exception {
	i := sort.Search(len(s.following), func(i int) bool { return slot.Before(s.date(s.following[i])) })
	if i == 0 {
		return nil
	}
	return s.following[i-1]
}

// longestShift is how far a change of a date and the ones after it moves them at most.
func (s *series) longestShift() time.Duration {
	var longest time.Duration
	for _, x := range s.following {
		if slot := s.slot(x.Date); !x.Begin.IsZero() {
			longest = max(longest, timed(x.Begin, slot).Sub(slot).Abs())
		}
	}
	return longest
}

// removes reports an exception that takes dates out.
func removes(x *page.Exception) bool {
	return x.Status == "" && x.Begin.IsZero() && x.End.IsZero() && x.Title == "" && x.Place == ""
}

// version is an occurrence while its exceptions are applied.
type version struct {
	Occurrence
	begin  page.Civil
	length time.Duration // as in series
}

// occurrence gives the occurrence at slot with its own exception, which can be nil. ok is false when it was taken out.
func (s *series) occurrence(slot page.Civil, x *page.Exception) (o Occurrence, ok bool) {
	since := s.since(slot)
	if x == nil && since != nil && removes(since) || x != nil && removes(x) {
		return o, false
	}
	v := version{begin: slot, length: s.length, Occurrence: Occurrence{
		UID: s.UID, Title: s.page.Title, Slot: slot, AllDay: s.allDay, Place: s.Place,
		Status: cmp.Or(s.Status, page.StatusOn), Reason: s.Reason,
	}}
	was, place := v.begin, v.Place
	if since != nil && !removes(since) {
		v.apply(since, s.slot(since.Date))
		if v.Status != page.StatusMoved { // how it is from then on, which is no news of each date
			was, place = v.begin, v.Place
		}
	}
	if x != nil {
		v.apply(x, slot)
	}
	if v.begin != was {
		v.Was = was.In(s.zone)
	}
	if v.Place != place {
		v.WasPlace = place.String()
	}
	switch v.Begin = v.begin.In(s.zone); {
	case v.AllDay:
		v.End = v.begin.AddDays(int(v.length.Hours()/24) + 1).In(s.zone)
	case v.length >= 0:
		v.End = plus(v.begin, v.length).In(s.zone)
	}
	return v.Occurrence, true
}

// apply changes an occurrence as x says of the one at slot.
func (v *version) apply(x *page.Exception, slot page.Civil) {
	if !x.Begin.IsZero() {
		if v.AllDay && x.Begin.HasTime() { // of a whole day it became some hours
			v.AllDay, v.length = false, -1
		}
		v.begin = plus(v.Slot, timed(x.Begin, slot).Sub(slot))
	}
	begin := plus(slot, v.begin.Sub(v.Slot)) // of the one at slot
	if v.AllDay {
		v.begin = v.begin.Day()
	}
	if !x.End.IsZero() {
		end := timed(x.End, plus(begin, max(0, v.length)))
		if v.AllDay {
			end = end.Day()
		}
		if !end.Before(begin) {
			v.length = end.Sub(begin)
		}
	}
	v.Title = cmp.Or(x.Title, v.Title)
	if x.Place != "" {
		v.Place = &page.Place{Name: x.Place}
	}
	if x.Status != "" && x.Status != v.Status {
		v.Status, v.Reason = x.Status, ""
	}
	v.Reason = cmp.Or(x.Reason, v.Reason)
}
