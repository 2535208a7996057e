package holiday

import (
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// movable are the holidays that follow Easter, by their distance in days.
var movable = map[int]string{
	-2: "Goede Vrijdag", 0: "Eerste Paasdag", 1: "Tweede Paasdag", 39: "Hemelvaartsdag", 49: "Eerste Pinksterdag", 50: "Tweede Pinksterdag",
}

// publicName is the name of a public holiday, "" for any other day. Hemelvaartsdag goes before Bevrijdingsdag.
func publicName(day page.Civil) string {
	date := day.Day().In(time.UTC)
	year, month, d := date.Date()
	if name := movable[int(date.Sub(easter(year)).Hours()/24)]; name != "" {
		return name
	}
	switch month {
	case time.January:
		if d == 1 {
			return "Nieuwjaarsdag"
		}
	case time.April:
		if d == 27 && date.Weekday() != time.Sunday || d == 26 && date.Weekday() == time.Saturday {
			return "Koningsdag"
		}
	case time.May:
		if d == 5 && year%5 == 0 {
			return "Bevrijdingsdag"
		}
	case time.December:
		switch d {
		case 25:
			return "Eerste Kerstdag"
		case 26:
			return "Tweede Kerstdag"
		}
	}
	return ""
}

// easter is Easter Sunday of a year of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. The names of
// the steps are those of Meeus, Astronomical Algorithms, chapter 8.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
