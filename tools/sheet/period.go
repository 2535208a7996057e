package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"mijnopladers.nl/opladers/tools/page"
)

// A period is what stands around a date and counts for it: a month, a year or a school year.
type period struct {
	month  time.Month // 0 when not said
	year   int        // 0 when not said; of a school year the first
	school bool       // from August of year to July of the next
	sure   bool       // the year is said about this table, not about something near it
	from   string     // where it was said, for people
}

var (
	schoolYear = regexp.MustCompile(`\b(20\d\d) ?[-–/] ?'?(20\d\d|\d\d)\b`)
	fullYear   = regexp.MustCompile(`\b20\d\d\b`)
	shortYear  = regexp.MustCompile(`^[a-z]+\.? ?'?(\d\d)$`)
	dayInMonth = regexp.MustCompile(`\b\d{1,2}(?:e|ste)?[ .-]*(?:jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)|\b\d{1,2}[-/]\d{1,2}[-/]\d`)
	monthWords = map[string]time.Month{"jan": 1, "januari": 1, "feb": 2, "febr": 2, "februari": 2, "mrt": 3, "maart": 3, "apr": 4, "april": 4,
		"mei": 5, "jun": 6, "juni": 6, "jul": 7, "juli": 7, "aug": 8, "augustus": 8, "sep": 9, "sept": 9, "september": 9,
		"okt": 10, "oktober": 10, "nov": 11, "november": 11, "dec": 12, "december": 12}
	monthNames = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
)

// periodIn finds the month and the year in a title, the name of a sheet or a file. only says that there is nothing else in it. A
// date ("bijgewerkt op 3 oktober 2026") is no period, and neither are several years or months.
func periodIn(text string) (p period, only bool) {
	if len(text) > 200 {
		return p, false
	}
	s := strings.ToLower(text)
	if dayInMonth.MatchString(s) {
		return p, false
	}
	p.from = strings.Join(strings.Fields(text), " ")
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	only = true
	for _, w := range words {
		switch m := monthWords[w]; {
		case m > 0 && p.month == 0:
			p.month = m
		default:
			only = only && w == "maand"
			if m > 0 && m != p.month {
				p.month, only = 0, false
			}
		}
	}
	years := fullYear.FindAllString(s, -1)
	if m := schoolYear.FindStringSubmatch(s); m != nil {
		p.year, _ = strconv.Atoi(m[1])
		next, _ := strconv.Atoi(m[2])
		if p.school = next%100 == (p.year+1)%100; !p.school {
			p.year = 0
		}
	} else if years = slices.Compact(years); len(years) == 1 {
		p.year, _ = strconv.Atoi(years[0])
	} else if m := shortYear.FindStringSubmatch(s); m != nil && p.month > 0 {
		p.year, _ = strconv.Atoi("20" + m[1])
	}
	if p.month > 0 && p.year > 0 && p.school {
		p.year, p.school = p.yearOf(p.month), false
	}
	return p, only && (p.month > 0 || p.year > 0)
}

// yearOf gives the year in which a month of the period is, 0 when that is not known.
func (p period) yearOf(m time.Month) int {
	if p.school && m < time.August {
		return p.year + 1
	}
	return p.year
}

// certain reports whether the year of a month is certain: summer is at the begin or at the end of a school year.
func (p period) certain(m time.Month) bool {
	return p.sure && p.year > 0 && !(p.school && summer(m)) && (p.month == 0 || p.month == m)
}

func summer(m time.Month) bool { return m == time.July || m == time.August }

// first is the first day of the period, the zero Civil when there is none.
func (p period) first() page.Civil {
	switch {
	case p.year == 0:
		return page.Civil{}
	case p.school:
		return page.Date(p.year, time.August, 1)
	}
	return page.Date(p.year, max(p.month, time.January), 1)
}

// last is the last day of the period, the zero Civil when there is none.
func (p period) last() page.Civil {
	switch {
	case p.year == 0:
		return page.Civil{}
	case p.school:
		return page.Date(p.year+1, time.July, 31)
	case p.month > 0:
		return page.Date(p.year, p.month+1, 0)
	}
	return page.Date(p.year, time.December, 31)
}

// under is the period of a line inside p: "OKTOBER" under the title "2026-2027" or after "SEPTEMBER 2026". What comes after December
// is in the next year, which is not certain.
func (p period) under(line period) period {
	switch {
	case line.month == 0 && line.year == 0:
		return p
	case line.year > 0:
		line.sure = true
		if line.month == 0 {
			line.month = p.month
		}
	case p.month > line.month && p.year > 0:
		line.year, line.from = p.year+1, p.from
	default:
		line.year, line.from = p.yearOf(line.month), p.from
		line.sure = p.sure && p.year > 0 && !(p.school && summer(line.month))
	}
	return line
}

// periodOf gathers what is said about a whole table: in the rows above its header, in its name, and, as a candidate, in the name of
// the document and of other sheets.
func periodOf(doc Document, t Table, above [][]Cell) period {
	var p period
	titles := slices.Clone(t.Above)
	for _, cells := range above {
		for _, cell := range cells {
			if !cell.Merged {
				titles = append(titles, cell.Text)
			}
		}
	}
	for _, title := range titles {
		in, _ := periodIn(title)
		p = p.under(in)
	}
	if tab, _ := periodIn(t.Name); tab.month > 0 || tab.year > 0 {
		tab.sure = tab.year > 0
		if tab.year == 0 {
			tab = p.under(tab)
		}
		p = tab
	}
	if p.year > 0 {
		return p
	}
	names := []string{doc.Name}
	for _, other := range doc.Tables {
		names = append(names, other.Name)
	}
	for _, name := range names {
		if in, _ := periodIn(name); in.year > 0 {
			p.year, p.school, p.from = in.year, in.school, name
			if p.month > 0 {
				p.year, p.school = in.yearOf(p.month), false
			}
			return p
		}
	}
	return p
}
