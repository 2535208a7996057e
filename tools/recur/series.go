package recur

import (
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// series is a rule with what it takes from the begin of the series. Its numbers are seconds on the wall.
type series struct {
	Rule
	begin   int64
	timed   bool
	inMonth bool    // numbers of BYDAY count in the month, not in the year
	unit    int64   // the length of a period, of a day at most
	clock   []int64 // the times in a unit
	days    []int64 // of the present period; of a rule finer than daily the period itself
	steps   int     // taken

	checked, passed int64 // the last day that skip looked at, and the last one that passed
}

func newSeries(r *Rule, begin page.Civil) *series {
	s := &series{Rule: *r, begin: seconds(begin), timed: begin.HasTime(), checked: -1 << 63, passed: -1 << 63}
	s.inMonth = r.freq == monthly || r.months.given
	s.unit = [...]int64{1, 60, 60 * 60, day}[min(r.freq, daily)]
	at := begin.In(time.UTC)
	noDays := !r.monthDays.given && !r.byDay && !r.yearDays.given
	switch {
	case r.freq == weekly && noDays, r.weeks.given && noDays:
		s.byDay, s.weekdays[at.Weekday()].all = true, true
	case r.freq == monthly && noDays:
		s.monthDays = only(at.Day())
	case r.freq == yearly && noDays, r.freq == yearly && r.monthDays.given && !r.weeks.given && !r.yearDays.given:
		s.months.fill(int(at.Month()))
		s.monthDays.fill(at.Day())
	}
	if !s.timed {
		s.hours, s.minutes, s.seconds = ordinals{}, ordinals{}, ordinals{}
	}
	if s.seconds.front.has(60) {
		s.seconds.front.add(59)
	}
	// Times finer than the unit make its clock; the others limit the units.
	hours, minutes, secs := only(0), only(0), only(0)
	if r.freq > secondly {
		s.seconds.fill(at.Second())
		secs = s.seconds
	}
	if r.freq > minutely {
		s.minutes.fill(at.Minute())
		minutes = s.minutes
	}
	if r.freq > hourly {
		s.hours.fill(at.Hour())
		hours = s.hours
	}
	for h := range 24 {
		for m := 0; m < 60 && hours.front.has(h); m++ {
			for sec := 0; sec < 60 && minutes.front.has(m); sec++ {
				if secs.front.has(sec) {
					s.clock = append(s.clock, int64(h*3600+m*60+sec))
				}
			}
		}
	}
	return s
}

// floor divides towards minus infinity.
func floor(a, b int64) int64 {
	if q := a / b; q*b <= a {
		return q
	}
	return a/b - 1
}

// weekdayOf is the day of the week of a day since 1970, which began on a Thursday; Sunday is 0.
func weekdayOf(number int64) int64 { return ((number+4)%7 + 7) % 7 }

// period is the number of the period in which t falls.
func (s *series) period(t int64) int64 {
	number := floor(t, day)
	switch s.freq {
	case weekly:
		return floor(s.weekStart(number), 7)
	case monthly:
		y, m, _ := time.Unix(t, 0).UTC().Date()
		return int64(y)*12 + int64(m) - 1
	case yearly:
		if s.weeks.given { // a week belongs to the year that has most of it
			t = (s.weekStart(number) + 3) * day
		}
		return int64(time.Unix(t, 0).UTC().Year())
	}
	return floor(t, s.unit)
}

// weekStart is the first day of the week of a day.
func (s *series) weekStart(number int64) int64 {
	return number - (weekdayOf(number)+6-int64(s.weekEnd))%7
}

// fill finds the days of period k of a rule that is not finer than daily.
func (s *series) fill(k int64) {
	s.days = s.days[:0]
	switch {
	case s.freq == daily:
		s.week(k, 1)
	case s.freq == weekly:
		s.week(s.weekStart(7*k+6), 7)
	case s.freq == monthly:
		s.month(int(floor(k, 12)), time.Month(k-12*floor(k, 12)+1))
	case s.weeks.given:
		first, end := s.firstWeek(k), s.firstWeek(k+1)
		n := int(end-first) / 7
		for i := range n {
			if s.weeks.pass(i+1, n) {
				s.week(first+7*int64(i), 7)
			}
		}
	default:
		for m := time.January; m <= time.December; m++ {
			s.month(int(k), m)
		}
	}
}

// firstWeek is the first day of the first week of a year: the one with 4 January.
func (s *series) firstWeek(year int64) int64 {
	return s.weekStart(time.Date(int(year), time.January, 4, 0, 0, 0, 0, time.UTC).Unix() / day)
}

// date is a day and its places in its month and year.
type date struct {
	number   int64 // since 1970
	month    int
	monthDay int
	monthLen int
	yearDay  int
	yearLen  int
}

func dateOf(number int64) date {
	t := time.Unix(number*day, 0).UTC()
	y, m, d := t.Date()
	return date{number, int(m), d, monthLen(y, m), t.YearDay(), yearLen(y)}
}

func yearLen(y int) int {
	if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		return 366
	}
	return 365
}

func monthLen(y int, m time.Month) int {
	switch m {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		return yearLen(y) - 365 + 28
	}
	return 31
}

// month adds the days of a month that pass.
func (s *series) month(y int, m time.Month) {
	if !s.months.pass(int(m), 12) {
		return
	}
	d := dateOf(floor(time.Date(y, m, 1, 0, 0, 0, 0, time.UTC).Unix(), day))
	for range d.monthLen {
		if s.pass(&d) {
			s.days = append(s.days, d.number*day)
		}
		d.number, d.monthDay, d.yearDay = d.number+1, d.monthDay+1, d.yearDay+1
	}
	s.steps += d.monthLen
}

// week adds those of n days that pass.
func (s *series) week(number, n int64) {
	for end := number + n; number < end; number++ {
		if s.passDay(number) {
			s.days = append(s.days, number*day)
		}
	}
	s.steps += int(n)
}

// passDay is pass for a day by its number.
func (s *series) passDay(number int64) bool {
	if w := &s.weekdays[weekdayOf(number)]; s.byDay && !w.all && !w.which.given {
		return false
	}
	d := dateOf(number)
	return s.pass(&d)
}

// pass reports whether all BY parts let a day pass; BYWEEKNO is left to fill.
func (s *series) pass(d *date) bool {
	if !s.monthDays.pass(d.monthDay, d.monthLen) || !s.yearDays.pass(d.yearDay, d.yearLen) || !s.months.pass(d.month, 12) {
		return false
	}
	if !s.byDay {
		return true
	}
	w := &s.weekdays[weekdayOf(d.number)]
	i, n := d.yearDay, d.yearLen
	if s.inMonth {
		i, n = d.monthDay, d.monthLen
	}
	before, after := (i-1)/7, (n-i)/7 // as many of this weekday
	return w.all || w.which.has(before+1, before+1+after)
}

// skip gives, for a period of a rule finer than daily, the next moment to look at: t itself when it passes.
func (s *series) skip(t int64) int64 {
	number := floor(t, day)
	if number != s.checked {
		s.checked = number
		if s.passDay(number) {
			s.passed = number
		}
	}
	clock := int(t - number*day)
	switch {
	case number != s.passed:
		return (number + 1) * day
	case !s.hours.pass(clock/3600, 23):
		return floor(t, 3600)*3600 + 3600
	case s.freq < hourly && !s.minutes.pass(clock/60%60, 59):
		return floor(t, 60)*60 + 60
	case s.freq < minutely && !s.seconds.pass(clock%60, 59):
		return t + 1
	}
	return t
}
