package when

import (
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Rhythm is how often an activity is, when it is simple enough to say in any language. One of Days (every so many weeks, or
// with Nth in the month), MonthDay and neither (every day) says on which days.
type Rhythm struct {
	Weeks    int            // every so many weeks
	Days     []time.Weekday // from Monday
	Nth      int            // which of the one day in each month; -1 is the last, 0 is none
	MonthDay int            // day of each month, 0 is none
	Last     page.Civil     // the last day; zero when there is none
	Other    bool           // some dates are not as the rhythm says: there are more, or fewer
}

// RhythmOf gives the rhythm of an activity; false when it has none, or one that takes more words.
func RhythmOf(a *page.Activity) (Rhythm, bool) {
	if a == nil || a.Begin.IsZero() || a.Recurrence == "" {
		return Rhythm{}, false
	}
	_, _, nights, ok := clocks(a)
	if !ok || nights > 0 || slices.ContainsFunc(a.Exceptions, func(e page.Exception) bool { return e.Following }) {
		return Rhythm{}, false
	}
	u, ok := parseRule(a.Recurrence, a.Begin)
	if !ok || len(u.months) > 0 {
		return Rhythm{}, false
	}
	r := Rhythm{Other: len(a.Exceptions)+len(a.ExtraDates) > 0}
	if !u.until.IsZero() || u.count > 0 {
		if _, r.Last, ok = bounds(a.Recurrence, a.Begin, u); !ok {
			return Rhythm{}, false
		}
	}
	switch {
	case u.freq == "DAILY" && u.interval == 1 && u.days == nil:
		return r, true
	case u.freq == "WEEKLY" && len(u.days) == 7 && u.interval == 1:
		return r, true
	case u.freq == "WEEKLY":
		r.Weeks, r.Days = u.interval, u.days
		return r, true
	case u.freq == "MONTHLY" && u.interval == 1 && len(u.days) == 1 && len(u.nth) == 1 && (u.nth[0] >= -1 && u.nth[0] <= 4):
		r.Days, r.Nth = u.days, u.nth[0]
		return r, true
	case u.freq == "MONTHLY" && u.interval == 1 && u.days == nil && len(u.monthDays) == 1 && u.monthDays[0] > 0 && u.monthDays[0] <= 28:
		r.MonthDay = u.monthDays[0]
		return r, true
	}
	return Rhythm{}, false
}
