package when

import (
	"regexp"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// A stop is one date of a row of dates.
type stop struct {
	partial
	through bool // the last of a range that begins with the date before it
	tot     bool // through, said with "tot": perhaps it is not in the range
}

const months12 = `(?:jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)`

var (
	through = regexp.MustCompile(`^,? ?(?:-|t/m|tm|tot en met|tot) ?`)
	comma   = regexp.MustCompile(`^ ?[,;] ?(?:en )?(?:op )?`)
	also    = regexp.MustCompile(`^ ?(?:en|&|\+) ?(?:op )?`)
	bare    = regexp.MustCompile(`^(\d{1,2})(?:ste|de|e)?`)

	// A row of days of which only the last has a month: "10, 17 en 24 okt", "za 10 en zo 11 oktober", "10-12 oktober".
	rowNamed  = regexp.MustCompile(`^(?:\d{1,2}(?:ste|de|e)? ?(?:, ?en|en|[,;&+/-]|t/m|tm|tot en met|tot) ?(?:[a-z]{2,9}\.? )?)+\d{1,2}(?:ste|de|e)?[ .-]*` + months12)
	rowDigits = regexp.MustCompile(`^(?:\d{1,2} ?(?:, ?en|en|[,;&+]|t/m) ?)+\d{1,2}([-/.])\d{1,2}[-/.]'?\d{2}`)
)

// maxRow is how far ahead a month is looked for, in bytes: all days of a month with their names.
const maxRow = 300

// scanDates reads dates and ranges of dates at the start of s, and gives what follows; none when there are none.
func scanDates(s string) ([]stop, string) {
	var row []stop
	rest := s
	for sep := ""; len(row) <= maxDates; {
		p, after, ok := scanStop(s)
		if !ok {
			return row, rest
		}
		p.through, p.tot = sep != "", isTot(sep)
		row, rest = append(row, p), after
		if m := through.FindString(after); m != "" && !p.through {
			if _, _, ok := scanStop(after[len(m):]); ok {
				s, sep = after[len(m):], m
				continue
			}
		}
		sep = ""
		m := comma.FindString(after)
		next := after[len(m):]
		if m != "" && isTime(next) && p.year > 0 {
			return row, rest
		}
		if m == "" {
			m = also.FindString(after)
			next = after[len(m):]
		}
		if m == "" && p.month == 0 {
			m, next = "/", strings.TrimPrefix(after, "/")
		}
		if m == "" {
			return row, rest
		}
		s = next
	}
	return row, rest
}

func isTot(sep string) bool { return strings.Trim(sep, " ,.:") == "tot" }

// isTime reports whether a time stands at the start of s, and no date with the name of a month.
func isTime(s string) bool {
	_, _, at := scanWeekday(s)
	if _, _, named := scanNamed(s[at:]); named || rowNamed.MatchString(s[at:min(len(s), at+maxRow)]) {
		return false
	}
	_, _, _, ok := scanTimes(s)
	return ok
}

// scanStop reads one date; in a row of days the month may come later.
func scanStop(s string) (stop, string, bool) {
	weekday, part, at := scanWeekday(s)
	if near := s[at:min(len(s), at+maxRow)]; rowNamed.MatchString(near) || rowDigits.MatchString(near) {
		m := bare.FindStringSubmatch(s[at:])
		return stop{partial: partial{day: number(m[1]), weekday: weekday, part: part}}, s[at+len(m[0]):], true
	}
	p, rest, ok := scanDate(s)
	return stop{partial: p}, rest, ok
}

// complete lends months and years to the dates of a row that have none: from the next date, else from the one before. A range goes
// on into the next year; in a list a date that would be earlier than the one before keeps no year.
func complete(row []stop) []stop {
	row = append([]stop(nil), row...)
	for i := len(row) - 2; i >= 0; i-- {
		p, next := &row[i], row[i+1]
		if p.month == 0 {
			p.month, p.year = next.month, next.year
		}
		if p.year == 0 && next.year > 0 {
			p.year = next.year
			if p.month > next.month {
				p.year--
			}
		}
	}
	for i := 1; i < len(row); i++ {
		p, last := &row[i], row[i-1]
		if p.year > 0 || last.year == 0 {
			continue
		}
		earlier := p.month < last.month || p.month == last.month && p.day < last.day
		switch {
		case !earlier:
			p.year = last.year
		case p.through:
			p.year = last.year + 1
		}
	}
	return row
}

// span is a range of dates; of one date both are the same.
type span struct{ first, last page.Civil }

// spans gives the dates of a row, checked.
func spans(row []stop, text string) ([]span, error) {
	var out []span
	for _, p := range complete(row) {
		d, err := p.civil(text)
		if err != nil {
			return nil, err
		}
		if !p.through {
			out = append(out, span{d, d})
			continue
		}
		if d.Before(out[len(out)-1].first) {
			return nil, syntax(text, "de laatste dag komt voor de eerste")
		}
		out[len(out)-1].last = d
	}
	return out, nil
}

// from and until are a date that is known, as the first and the last of a range.
func from(d page.Civil) *stop {
	y, m, day := d.In(time.UTC).Date()
	return &stop{partial: partial{year: y, month: int(m), day: day}}
}

func until(d page.Civil) *stop {
	s := from(d)
	s.through = true
	return s
}
