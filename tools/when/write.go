package when

import (
	"fmt"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Long writes a date for people: 10 oktober 2026.
func Long(d page.Civil) string {
	y, m, day := d.In(time.UTC).Date()
	return fmt.Sprintf("%d %s %d", day, months[m-1], y)
}

// Full writes a date after its day of the week: zaterdag 10 oktober 2026.
func Full(d page.Civil) string { return fmt.Sprintf("%s %d", Day(d), d.In(time.UTC).Year()) }

// Day writes a date of which the year is known: zaterdag 10 oktober.
func Day(d page.Civil) string {
	t := d.In(time.UTC)
	return fmt.Sprintf("%s %d %s", weekdays[t.Weekday()], t.Day(), months[t.Month()-1])
}

// Short writes such a date in few letters: za 10 okt.
func Short(d page.Civil) string {
	t := d.In(time.UTC)
	month := months[t.Month()-1][:3]
	if t.Month() == time.March {
		month = "mrt"
	}
	return fmt.Sprintf("%s %d %s", weekdays[t.Weekday()][:2], t.Day(), month)
}

// Range writes a number of days, both inclusive, as short as it stays clear: 10 t/m 12 oktober 2026.
func Range(first, last page.Civil) string {
	y, m, d := first.In(time.UTC).Date()
	y2, m2, _ := last.In(time.UTC).Date()
	switch {
	case y == y2 && m == m2:
		return fmt.Sprintf("%d t/m %s", d, Long(last))
	case y == y2:
		return fmt.Sprintf("%d %s t/m %s", d, months[m-1], Long(last))
	}
	return Long(first) + " t/m " + Long(last)
}

// Time writes a time of day: 9.30.
func Time(d page.Civil) string { return clockOf(d).digits() }

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
	"september", "oktober", "november", "december"}

var weekdays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
