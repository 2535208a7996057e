package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// numericDate is a date in digits of which the order is not said by the digits themselves.
var numericDate = regexp.MustCompile(`^(\D*)(\d{1,2})([-/.])(\d{1,2})([-/.])('?\d{4}|'?\d{2})\b`)

// An order is how a column writes dates in digits. Dutch people write the day first; an American program writes the month first,
// and then some row has a day after the 12th in second place, or a day of the week that only fits then.
type order struct {
	monthFirst bool
	mixed      bool   // both orders stand in the column: what may be either is asked
	suspect    bool   // the real dates may have been swapped when a program opened the file
	example    string // a date that shows the month first
	other      string // a date that shows the day first
}

// orderOf decides the order of a column by all its rows. Of real dates beside text with the month first every one that has a day
// up to the 12th is suspect: it is how Excel misreads such a file, unless one has a later day.
func orderOf(rows [][]Cell, col, weekday int) order {
	var o order
	early, late := false, false
	var byMonth []string // dates of which the day of the week only fits with the month first
	byDay := 0           // and with the day first
	for _, cells := range rows {
		if col >= len(cells) {
			continue
		}
		if at := cells[col].At; !at.IsZero() {
			if at.In(time.UTC).Day() > 12 {
				late = true
			} else {
				early = true
			}
			continue
		}
		m := numericDate.FindStringSubmatch(cells[col].Text)
		if m == nil || m[3] != m[5] {
			continue
		}
		first, _ := strconv.Atoi(m[2])
		second, _ := strconv.Atoi(m[4])
		day := m[1]
		if weekday >= 0 && weekday < len(cells) && weekdayIn(day) < 0 {
			day = cells[weekday].Text
		}
		asDay, asMonth := fits(day, second, first, m[6]), fits(day, first, second, m[6])
		switch digits := first > 12 || second > 12; {
		case asMonth && !asDay && digits:
			o.example = m[0]
		case asDay && !asMonth && digits:
			o.other = m[0]
		case asMonth && !asDay:
			byMonth = append(byMonth, m[0])
		case asDay && !asMonth:
			byDay++
		}
	}
	if o.example == "" && o.other == "" && len(byMonth) > 1 && byDay == 0 { // one may be a typing error
		o.example = byMonth[0]
	}
	o.mixed = o.example != "" && o.other != ""
	o.monthFirst = o.example != "" && !o.mixed
	if o.suspect = o.example != "" && early && !late; o.suspect {
		o.mixed, o.monthFirst = true, false
	}
	return o
}

// fits reports whether a date exists and has the day of the week that stands in a text, if one does.
func fits(day string, month, dayOfMonth int, year string) bool {
	if len(year)%2 == 1 {
		year = year[1:]
	}
	y, _ := strconv.Atoi(year)
	if y < 100 {
		y += 2000
	}
	t := time.Date(y, time.Month(month), dayOfMonth, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != month || t.Day() != dayOfMonth {
		return false
	}
	said := weekdayIn(day)
	return said < 0 || said == int(t.Weekday())
}

var (
	weekdayName = regexp.MustCompile(`(?i)^\W*(zo|ma|di|wo|do|vr|za)(?:e|[a-z]*dag|t|ij)?\b`)
	weekdayOf   = map[string]int{"zo": 0, "ma": 1, "di": 2, "wo": 3, "do": 4, "vr": 5, "za": 6}
)

// weekdayIn gives the day of the week with which a text begins, -1 when it does not.
func weekdayIn(text string) int {
	if m := weekdayName.FindStringSubmatch(text); m != nil {
		return weekdayOf[key(m[1])]
	}
	return -1
}

// dayFirst writes the date in the order of the column with its day first; doubt says that it may be two dates.
func (o order) dayFirst(text string) (in string, doubt bool) {
	m := numericDate.FindStringSubmatch(text)
	if m == nil || m[3] != m[5] {
		return text, false
	}
	first, _ := strconv.Atoi(m[2])
	second, _ := strconv.Atoi(m[4])
	swapped := m[1] + m[4] + m[3] + m[2] + m[5] + m[6] + text[len(m[0]):]
	asDay, asMonth := fits(m[1], second, first, m[6]), fits(m[1], first, second, m[6])
	switch {
	case o.monthFirst, o.mixed && asMonth && !asDay:
		return swapped, false
	}
	return text, o.mixed && asDay && asMonth && first != second
}

// doubts reports whether a real date may have its day and month swapped.
func (o order) doubts(at page.Civil) bool {
	_, m, d := at.In(time.UTC).Date()
	return o.suspect && d <= 12 && d != int(m)
}

// says tells people how the column was read, "" when it is as they expect.
func (o order) says(name string) string {
	if !o.monthFirst {
		return ""
	}
	return fmt.Sprintf("In de kolom ‘%s’ staat de maand voor de dag, zoals in %s. Zo zijn alle datums daar gelezen.", name, o.example)
}
