package when

import (
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

const (
	maxNamed = 3    // exceptions and extra dates that Describe names one by one
	maxCount = 2000 // of a rule that ends with COUNT
)

// Describe says in Dutch when an activity is: "elke 2e dinsdag, 9.30-11.00 uur, niet in schoolvakanties". What words
// cannot say as it is gives "": the dates themselves are then all that a page can show.
func Describe(a *page.Activity) string {
	if a == nil || a.Begin.IsZero() {
		return ""
	}
	begin, end, days, ok := clocks(a)
	if !ok || slices.ContainsFunc(a.Exceptions, func(e page.Exception) bool { return e.Following }) {
		return ""
	}
	parts := []string{single(a, begin, end, days)}
	if a.Recurrence != "" {
		if days > 0 {
			return ""
		}
		parts = []string{series(a)}
	}
	if parts[0] == "" {
		return ""
	}
	if days == 0 {
		parts = append(parts, hours(begin, end))
	}
	parts = append(parts, holidays(a.Holidays, "in schoolvakanties"), holidays(a.PublicHolidays, "op feestdagen"), exceptions(a), extra(a))
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// clocks gives the times of an activity and the number of nights that it lasts; false when they make no sense.
func clocks(a *page.Activity) (begin, end *Clock, nights int, ok bool) {
	if !a.End.IsZero() {
		if a.End.Before(a.Begin) {
			return nil, nil, 0, false
		}
		nights = int(a.End.Day().Sub(a.Begin.Day()).Hours() / 24)
	}
	if a.AllDay || !a.Begin.HasTime() {
		return nil, nil, nights, true
	}
	begin = clockOf(a.Begin)
	if a.End.HasTime() && a.Begin.Before(a.End) {
		end = clockOf(a.End)
		if nights == 1 && a.End.Sub(a.Begin) < 24*time.Hour { // one evening
			nights = 0
			if end.minutes() == 0 {
				end.Hour = 24
			}
		}
	}
	return begin, end, nights, true
}

func clockOf(at page.Civil) *Clock {
	t := at.In(time.UTC)
	return &Clock{Hour: t.Hour(), Minute: t.Minute()}
}

// single says the date of an activity that does not repeat.
func single(a *page.Activity, begin, end *Clock, nights int) string {
	first, last := a.Begin.Day(), a.Begin.Day().AddDays(nights)
	switch {
	case nights > 0 && begin != nil && end != nil:
		return Long(first) + ", " + begin.String() + " t/m " + Long(last) + ", " + end.String()
	case nights > 0 && begin == nil:
		return Range(first, last)
	case nights > 0:
		return ""
	}
	return Long(first)
}

// series says the rule of an activity, and its bounds when it ends.
func series(a *page.Activity) string {
	u, ok := parseRule(a.Recurrence, a.Begin)
	switch {
	case !ok:
		return ""
	case u.until.IsZero() && u.count == 0:
		return u.phrase()
	}
	first, last, ok := bounds(a.Recurrence, a.Begin, u)
	switch {
	case !ok:
		return ""
	case u.freq == "DAILY" && u.interval == 1 && u.months == nil:
		return Range(first, last)
	}
	return u.phrase() + between(first, last)
}

// bounds gives the first date of a rule that ends, and its last day: the last date of a rule that counts.
func bounds(value string, begin page.Civil, u rule) (first, last page.Civil, ok bool) {
	r, err := recur.Parse(value)
	zone, err2 := page.Zone("")
	if err != nil || err2 != nil || u.count > maxCount {
		return first, last, false
	}
	for d := range r.Starts(begin, begin, zone) {
		if last = d.Day(); first.IsZero() {
			first = last
		}
		if u.count == 0 {
			break
		}
	}
	if u.count == 0 {
		last = u.until
	}
	return first, last, !first.IsZero()
}

// exceptions says on which dates the activity is not, or is otherwise.
func exceptions(a *page.Activity) string {
	var not []page.Civil
	for _, e := range a.Exceptions {
		switch {
		case e.Status == "", e.Status == page.StatusCancelled:
			not = append(not, e.Date.Day())
		case e.Status == page.StatusMoved, !e.Begin.IsZero(), !e.End.IsZero():
			return "met uitzonderingen"
		}
	}
	switch {
	case len(not) == 0:
		return ""
	case len(not) > maxNamed:
		return "met uitzonderingen"
	}
	return "niet op " + days(inOrder(not))
}

// extra says the further dates of an activity.
func extra(a *page.Activity) string {
	var also []page.Civil
	for _, d := range a.ExtraDates {
		if d.HasTime() && d.Sub(d.Day()) != a.Begin.Sub(a.Begin.Day()) {
			return "en op andere momenten"
		}
		also = append(also, d.Day())
	}
	switch {
	case len(also) == 0:
		return ""
	case len(also) > maxNamed:
		return "en op andere dagen"
	}
	return "ook op " + days(inOrder(also))
}
