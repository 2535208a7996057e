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
	monthFirst       bool // month and day cannot be what their places say, but may be swapped
}

// Every pattern is anchored and works on normal text; a year of two digits may carry an apostrophe.
var (
	dayPrefix  = regexp.MustCompile(`^(?:op )?([a-z]{2,9})\.?,? ?(?:de )?`)
	dayAfter   = regexp.MustCompile(`^,? ?\(?([a-z]{2,9})\.?\)?`)
	yearFirst  = regexp.MustCompile(`^(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})(?:\b|t)`)
	compact    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:\b|t)`)
	numeric    = regexp.MustCompile(`^(\d{1,2})(?: ?[-/.] ?| )(\d{1,2})(?: ?[-/.] ?| )('?\d{4}|'?\d{2})\b`)
	named      = regexp.MustCompile(`^(\d{1,2})(?:ste|de|e|st|nd|rd|th)?[ .-]*([a-z]{3,9})\.?(?:[ ,-]*('?\d{4}|'?\d{2})\b)?`)
	monthFirst = regexp.MustCompile(`^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	yearless   = regexp.MustCompile(`^(\d{1,2}) ?[-/] ?(\d{1,2})\b`)
	firstOnly  = regexp.MustCompile(`^(\d{1,2})(?:ste|de|e)? ?(?:-|t/m|tm|tot en met|tot) ?`)
	through    = regexp.MustCompile(`^,? ?(?:-|t/m|tm|tot en met|tot) ?`)
	timeAhead  = regexp.MustCompile(`^(?:[.:,u]\d| ?u\b| ?uur\b| ?-| ?tot\b)`)
)

// scanDays reads a date or a range of dates at the start of s and gives what follows.
func scanDays(s, text string) (Span, string, error) {
	if span, rest, ok, err := scanShortRange(s, text); ok || err != nil {
		return span, rest, err
	}
	first, rest, ok := scanDate(s)
	if !ok {
		return Span{}, "", syntax(text, "dit is geen datum")
	}
	if m := through.FindString(rest); m != "" {
		if last, after, ok := scanDate(rest[len(m):]); ok {
			span, err := span(first, last, text)
			return span, after, err
		}
	}
	d, err := first.civil(text)
	return Span{First: d, Last: d}, rest, err
}

// scanShortRange reads "10 t/m 12 oktober 2026": the first day borrows month and year.
func scanShortRange(s, text string) (Span, string, bool, error) {
	weekday, at := scanWeekday(s)
	m := firstOnly.FindStringSubmatch(s[at:])
	if m == nil {
		return Span{}, "", false, nil
	}
	ahead := s[at+len(m[0]):]
	lastday, skip := scanWeekday(ahead)
	last, rest, ok := scanNamed(ahead[skip:])
	if !ok {
		return Span{}, "", false, nil
	}
	last.weekday = lastday
	first := last
	first.day, first.weekday = number(m[1]), weekday
	if first.day >= last.day {
		return Span{}, "", true, syntax(text, "de eerste dag komt niet voor de laatste")
	}
	r, err := span(first, last, text)
	return r, rest, true, err
}

// span makes a range of two dates; the first may borrow the year of the last.
func span(first, last partial, text string) (Span, error) {
	to, err := last.civil(text)
	if err != nil {
		return Span{}, err
	}
	if first.year == 0 {
		first.year = last.year
		if first.month > last.month {
			first.year--
		}
	}
	from, err := first.civil(text)
	if err != nil {
		return Span{}, err
	}
	if to.Before(from) {
		return Span{}, syntax(text, "de laatste dag komt voor de eerste")
	}
	return Span{First: from, Last: to}, nil
}

// scanDate reads one date with the day of the week before or behind it.
func scanDate(s string) (partial, string, bool) {
	weekday, at := scanWeekday(s)
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
	p.weekday = weekday
	return p, rest, true
}

// scanWeekday reads a day of the week at the start of s and gives where the date begins.
func scanWeekday(s string) (*time.Weekday, int) {
	m := dayPrefix.FindStringSubmatch(s)
	if m == nil {
		return nil, 0
	}
	n, known := dayNames[m[1]]
	if !known {
		return nil, len(m[0]) - len(strings.TrimPrefix(m[0], "op "))
	}
	d := time.Weekday(n)
	return &d, len(m[0])
}

func scanNamed(s string) (partial, string, bool) {
	if m := named.FindStringSubmatch(s); m != nil && monthNames[m[2]] > 0 {
		rest, y := s[len(m[0]):], m[3]
		if len(y) == 2 && timeAhead.MatchString(rest) { // "10 okt. 10.00": a time, no year
			rest, y = y+rest, ""
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
