package when

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// A partial is a date of which the year may be missing.
type partial struct {
	year, month, day int
	weekday          *time.Weekday
	part             string // of the day: "dinsdagochtend 6 oktober"
	monthFirst       bool   // month and day cannot be what their places say, but may be swapped
}

// Every pattern is anchored and works on normal text; a year of two digits may carry an apostrophe.
var (
	dayBehind  = regexp.MustCompile(`^,? ?(?:de )?`)
	dayAfter   = regexp.MustCompile(`^,? ?\(?([a-z]{2,9})\.?\)?`)
	yearFirst  = regexp.MustCompile(`^(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})(?:\b|t)`)
	compact    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:\b|t)`)
	numeric    = regexp.MustCompile(`^(\d{1,2})(?: ?[-/.] ?| )(\d{1,2})(?: ?[-/.] ?| )('?\d{4}|'?\d{2})\b`)
	named      = regexp.MustCompile(`^(\d{1,2})(?:ste|de|e|st|nd|rd|th)?[ .-]*([a-z]{3,9})\.?(?:([ ,-]*)('?\d{4}|'?\d{2})\b)?`)
	monthFirst = regexp.MustCompile(`^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	yearless   = regexp.MustCompile(`^(\d{1,2}) ?[-/] ?(\d{1,2})\b`)
	timeAhead  = regexp.MustCompile(`^(?:[.:,u]\d| ?u\b| ?uur\b| ?- ?\d{1,2}(?:[^-/\d]|$)| (?:tot|voor|over)\b| ?` + months12 + `)`)
)

// scanDate reads one date with the day of the week before or behind it.
func scanDate(s string) (partial, string, bool) {
	weekday, part, at := scanWeekday(s)
	p, rest, ok := scanNamed(s[at:])
	if !ok {
		p, rest, ok = scanDigits(s[at:])
	}
	if !ok {
		return partial{}, "", false
	}
	if m := dayAfter.FindStringSubmatch(rest); m != nil && weekday == nil {
		if n, known := dayNames[m[1]]; known {
			d := time.Weekday(n)
			weekday, rest = &d, rest[len(m[0]):]
		}
	}
	p.weekday, p.part = weekday, part
	return p, rest, true
}

// scanWeekday reads a day of the week at the start of s, with its part of the day, and gives where the date begins.
func scanWeekday(s string) (*time.Weekday, string, int) {
	on := len(s) - len(strings.TrimPrefix(s, "op "))
	d, part, many, rest, ok := scanDayName(s[on:])
	if !ok || many {
		return nil, "", on
	}
	return &d, part, len(s) - len(rest) + len(dayBehind.FindString(rest))
}

func scanNamed(s string) (partial, string, bool) {
	if m := named.FindStringSubmatch(s); m != nil && monthNames[m[2]] > 0 {
		rest, y := s[len(m[0]):], m[4]
		if len(y) == 2 && (timeAhead.MatchString(rest) || strings.Contains(m[3], ",")) { // "10 okt. 10.00", "10 okt, 17 okt"
			rest, y = m[3]+y+rest, ""
		}
		return partial{year: year(y), month: monthNames[m[2]], day: number(m[1])}, rest, true
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil && monthNames[m[1]] > 0 {
		return partial{year: number(m[3]), month: monthNames[m[1]], day: number(m[2])}, s[len(m[0]):], true
	}
	return partial{}, "", false
}

func scanDigits(s string) (partial, string, bool) {
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return partial{year: number(m[1]), month: number(m[2]), day: number(m[3])}, s[len(m[0]):], true
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		return partial{year: number(m[1]), month: number(m[2]), day: number(m[3])}, s[len(m[0]):], true
	}
	// "10-10 10.00 uur" is a date without a year and a time: the year must not be the hour.
	if m := numeric.FindStringSubmatch(s); m != nil && !(len(m[3]) == 2 && timeAhead.MatchString(s[len(m[0]):])) {
		p := partial{year: year(m[3]), month: number(m[2]), day: number(m[1])}
		p.monthFirst = p.month > 12 && p.day <= 12
		return p, s[len(m[0]):], true
	}
	if m := yearless.FindStringSubmatch(s); m != nil && !timeAhead.MatchString(s[len(m[0]):]) && number(m[2]) <= 12 {
		return partial{month: number(m[2]), day: number(m[1])}, s[len(m[0]):], true
	}
	return partial{}, "", false
}

// civil checks that the date exists and that it falls on the said day of the week.
func (p partial) civil(text string) (page.Civil, error) {
	if p.monthFirst {
		if d, ok := civil(p.year, p.day, p.month); ok {
			return page.Civil{}, &AmbiguousError{Text: text, Candidates: []page.Civil{d}}
		}
	}
	if p.year == 0 {
		if _, ok := civil(2024, p.month, p.day); !ok { // a leap year: 29 February may exist
			return page.Civil{}, syntax(text, "deze dag bestaat niet")
		}
		return page.Civil{}, &YearError{Text: text, Month: time.Month(p.month), Day: p.day, Weekday: p.weekday}
	}
	d, ok := civil(p.year, p.month, p.day)
	if !ok {
		return page.Civil{}, syntax(text, "deze dag bestaat niet")
	}
	if p.weekday != nil && d.In(time.UTC).Weekday() != *p.weekday {
		return page.Civil{}, &WeekdayError{Text: text, Date: d, Said: *p.weekday}
	}
	return d, nil
}

// civil makes a date if it exists, in the years that people write about.
func civil(year, month, day int) (page.Civil, bool) {
	d := page.Date(year, time.Month(month), day)
	y, m, dd := d.In(time.UTC).Date()
	return d, year >= 1900 && year < 2200 && y == year && int(m) == month && dd == day
}

// year reads a year of four or two digits; 0 when there is none.
func year(s string) int {
	s = strings.TrimPrefix(s, "'")
	n := number(s)
	switch {
	case s == "" || len(s) == 4:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

// number reads digits that a pattern has bounded.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
