// Package recur follows the recurrence rules of RFC 5545 (3.3.10), on the wall: no clock change disturbs a series.
//
// A rule is read by Parse and followed by Rule.Starts, which walks over the periods of the rule (years, weeks,
// hours). In each it takes the days, and then the times of day, that all BY parts let pass; what the rule does
// not say is as in the begin of the series. It jumps to the period that is asked for, unless COUNT makes it count.
//
// Where the RFC leaves room:
//
//   - The begin is an occurrence only when the rule gives it. COUNT counts what the rule gives.
//   - UNTIL as a date takes that whole day in, also for a series with times. UNTIL in UTC is compared as a moment.
//   - With BYWEEKNO a year is a year of weeks: 30 December can be in week 1 of the next one.
//   - FREQ=YEARLY;BYMONTHDAY=8 stays in the month of the begin, FREQ=YEARLY;BYWEEKNO=20 on its day of the week.
//   - A series of days does not look at BYHOUR, BYMINUTE and BYSECOND, and has each day once.
//   - Second 60 is second 59.
//
// What the RFC forbids is refused (BYWEEKNO in a monthly rule, BYDAY=1MO in a weekly one), but for two habits
// that harm nobody: COUNT beside UNTIL, and BYSETPOS alone. RSCALE and SKIP (RFC 7529) are refused.
//
// Rules come from strangers. A series ends after the year 9999, after 150,000 steps without an occurrence, and after
// 10 million steps in all; a step is a day, or a period of a finer rule. The calendar repeats itself
// every 146,097 days, so the first bound cuts off no daily, monthly or yearly rule without an INTERVAL.
package recur

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

type frequency int

const (
	secondly frequency = iota
	minutely
	hourly
	daily
	weekly
	monthly
	yearly
)

var frequencies = []string{"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}

// Rule is a recurrence rule. It does not change, and may be used by several goroutines.
type Rule struct {
	text     string
	freq     frequency
	interval int64
	count    int
	until    page.Civil // zero without
	utc      bool       // until is in UTC
	weekEnd  int        // the day before the one on which weeks start; Sunday is 0

	months, hours, minutes, seconds, monthDays, yearDays, weeks, places ordinals
	weekdays                                                            [7]weekday // from Sunday
	byDay, numbered                                                     bool       // any weekdays, any of them with a number
}

// weekday says which ones of a day of the week are in a rule.
type weekday struct {
	all   bool
	which ordinals // of the month or the year
}

// maxLength is how many bytes a rule may have. All numbers that a rule can name take less.
const maxLength = 10_000

// Parse reads the value of an RRULE, without "RRULE:".
func Parse(rule string) (*Rule, error) {
	if len(rule) > maxLength {
		return nil, fmt.Errorf("herhaling %.40q…: de regel is te lang", rule)
	}
	r := &Rule{text: strings.Trim(strings.ToUpper(strings.TrimSpace(rule)), ";"), freq: -1, interval: 1}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(r.text, ";") {
		key, value, _ := strings.Cut(part, "=")
		if seen[key] {
			return nil, fmt.Errorf("herhaling %q: %s staat er twee keer", rule, key)
		}
		seen[key] = true
		if !r.part(key, value) {
			return nil, fmt.Errorf("herhaling %q: %q is niet te lezen", rule, part)
		}
	}
	if forbidden := r.forbidden(); forbidden != "" {
		return nil, fmt.Errorf("herhaling %q: %s kan hier niet", rule, forbidden)
	}
	return r, nil
}

// part takes one part of the rule in, and reports whether it could.
func (r *Rule) part(key, value string) bool {
	switch key {
	case "FREQ":
		r.freq = frequency(slices.Index(frequencies, value))
		return r.freq >= 0
	case "INTERVAL":
		n, ok := number(value, 1, 1<<31)
		r.interval = int64(n)
		return ok
	case "COUNT":
		n, ok := number(value, 1, 1<<31)
		r.count = n
		return ok
	case "UNTIL":
		return r.readUntil(value)
	case "WKST":
		start := slices.Index(weekdays, value)
		r.weekEnd = (start + 6) % 7
		return start >= 0
	case "BYDAY":
		return r.readDays(value)
	case "BYSECOND":
		return r.seconds.read(value, 0, 60)
	case "BYMINUTE":
		return r.minutes.read(value, 0, 59)
	case "BYHOUR":
		return r.hours.read(value, 0, 23)
	case "BYMONTH":
		return r.months.read(value, 1, 12)
	case "BYMONTHDAY":
		return r.monthDays.read(value, -31, 31)
	case "BYYEARDAY":
		return r.yearDays.read(value, -366, 366)
	case "BYWEEKNO":
		return r.weeks.read(value, -53, 53)
	case "BYSETPOS":
		return r.places.read(value, -366, 366)
	}
	return false
}

// forbidden names a part that the frequency does not allow.
func (r *Rule) forbidden() string {
	switch {
	case r.freq < 0:
		return "een regel zonder FREQ"
	case r.weeks.given && r.freq != yearly:
		return "BYWEEKNO"
	case r.yearDays.given && (r.freq == daily || r.freq == weekly || r.freq == monthly):
		return "BYYEARDAY"
	case r.monthDays.given && r.freq == weekly:
		return "BYMONTHDAY"
	case r.numbered && (r.freq < monthly || r.weeks.given):
		return "BYDAY met een getal"
	}
	return ""
}

var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

func (r *Rule) readDays(list string) bool {
	r.byDay = true
	for value := range strings.SplitSeq(list, ",") {
		n := max(0, len(value)-2)
		i := slices.Index(weekdays, value[n:])
		if i < 0 {
			return false
		}
		if day := &r.weekdays[i]; n == 0 {
			day.all = true
		} else if r.numbered = true; !day.which.read(value[:n], -53, 53) {
			return false
		}
	}
	return true
}

func (r *Rule) readUntil(value string) bool {
	if t, err := time.Parse("20060102", value); err == nil {
		r.until = page.Date(t.Date())
		return true
	}
	t, err := time.Parse("20060102T150405", strings.TrimSuffix(value, "Z"))
	r.until, r.utc = page.WallTime(t), strings.HasSuffix(value, "Z")
	return err == nil
}

// number reads a decimal number that may have a plus.
func number(s string, low, high int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && low <= n && n <= high
}

// String is the rule as it was given, in capitals.
func (r *Rule) String() string { return r.text }

// TimesADay gives how many times of day the rule names, at least 1: RFC 5545 takes all its hours with all its minutes and
// seconds. A rule that is finer than a day gives more than a day has hours.
func (r *Rule) TimesADay() int {
	if r.FinerThanDaily() {
		return 25
	}
	n := 1
	for part := range strings.SplitSeq(r.String(), ";") {
		if strings.HasPrefix(part, "BYHOUR=") || strings.HasPrefix(part, "BYMINUTE=") || strings.HasPrefix(part, "BYSECOND=") {
			n *= 1 + strings.Count(part, ",")
		}
	}
	return n
}

// FinerThanDaily reports a rule whose periods are hours, minutes or seconds.
func (r *Rule) FinerThanDaily() bool { return r.freq < daily }

// Until is the last moment of the rule as a clock in zone shows it, or a date alone when the rule says that; zero
// for a rule without UNTIL.
func (r *Rule) Until(zone *time.Location) page.Civil {
	if r.utc {
		return page.WallTime(r.until.In(time.UTC).In(zone))
	}
	return r.until
}

// Publish writes the rule with the kind of UNTIL that RFC 5545 wants: a date for a series of days, UTC for one with
// times in zone.
func (r *Rule) Publish(zone *time.Location, allDay bool) string {
	until := r.Until(zone)
	if until.IsZero() {
		return r.text
	}
	last := until.Day().In(time.UTC).Format("20060102")
	if !allDay {
		if !until.HasTime() {
			until = page.WallTime(until.In(time.UTC).Add(24*time.Hour - time.Second))
		}
		moment := until.In(zone)
		if r.utc {
			moment = r.until.In(time.UTC)
		}
		last = moment.UTC().Format("20060102T150405Z")
	}
	parts := strings.Split(r.text, ";")
	for i, part := range parts {
		if strings.HasPrefix(part, "UNTIL=") {
			parts[i] = "UNTIL=" + last
		}
	}
	return strings.Join(parts, ";")
}
