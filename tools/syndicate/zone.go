package syndicate

import (
	"fmt"
	"strings"
	"time"
)

// amsterdamName is the zone of nearly all activities.
const amsterdamName = "Europe/Amsterdam"

// amsterdam describes that zone since 1996, when the European Union fixed its present rule. It is text, so that no
// calendar changes with the years in it or with the time zone data of a machine.
var amsterdam = strings.ReplaceAll(`BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
`, "\n", "\r\n")

// change is one moment at which a zone gets another offset.
type change struct {
	wall     time.Time // what clocks showed just before, in UTC as a holder of the fields
	from, to int       // offsets in seconds
	name     string
	daylight bool
}

// yearly is a change that comes back each year on a day such as the second Sunday of March.
type yearly struct {
	changes []change
	nth     int  // the week of the month that all of them have; 0 when they differ
	last    bool // all are in the last week of their month
}

// yearsAhead is how far a zone is looked at past its last date, to see what is regular.
const yearsAhead = 6

// timezone writes the VTIMEZONE of a zone, right from the first year to the last and further where its changes are regular.
func (w *writer) timezone(loc *time.Location, first, last int) {
	w.line("BEGIN:VTIMEZONE")
	w.line("TZID:" + loc.String())
	last += yearsAhead
	for _, y := range regular(changes(loc, first, last)) {
		n := len(y.changes)
		c := y.changes[n-1]
		if n > 2 && c.wall.Year() == last {
			w.observance(y.changes[0], y.rule())
			continue
		}
		for _, c := range y.changes {
			w.observance(c, "")
		}
	}
	w.line("END:VTIMEZONE")
}

func (w *writer) observance(c change, rule string) {
	kind := "STANDARD"
	if c.daylight {
		kind = "DAYLIGHT"
	}
	w.line("BEGIN:" + kind)
	w.line("DTSTART:" + c.wall.Format("20060102T150405"))
	w.line("TZOFFSETFROM:" + offset(c.from))
	w.line("TZOFFSETTO:" + offset(c.to))
	w.text("TZNAME", c.name)
	if rule != "" {
		w.line("RRULE:" + rule)
	}
	w.line("END:" + kind)
}

// changes lists when a zone changed from the one that began the first year through the last year.
func changes(loc *time.Location, first, last int) []change {
	var out []change
	t := time.Date(first, 1, 1, 0, 0, 0, 0, loc)
	start, end := t.ZoneBounds()
	if start.IsZero() { // as long as anybody knows
		start = time.Unix(0, 0)
	}
	for {
		name, to := start.In(loc).Zone()
		_, from := start.Add(-time.Second).In(loc).Zone()
		wall := start.UTC().Add(time.Duration(from) * time.Second)
		out = append(out, change{wall, from, to, name, start.In(loc).IsDST()})
		if end.IsZero() || end.Year() > last {
			return out
		}
		start = end
		_, end = start.ZoneBounds()
	}
}

// regular joins changes that come back each year. What does not stands alone.
func regular(all []change) []*yearly {
	var out []*yearly
	for _, c := range all {
		nth, last := (c.wall.Day()-1)/7+1, c.wall.AddDate(0, 0, 7).Month() != c.wall.Month()
		joined := false
		for _, y := range out {
			p := y.changes[len(y.changes)-1]
			n := nth
			if n != y.nth {
				n = 0
			}
			if p.wall.Year()+1 == c.wall.Year() && p.wall.Month() == c.wall.Month() && p.wall.Weekday() == c.wall.Weekday() &&
				p.wall.Format(time.TimeOnly) == c.wall.Format(time.TimeOnly) && p.from == c.from && p.to == c.to && p.name == c.name &&
				(n > 0 || last && y.last) {
				y.changes, y.nth, y.last, joined = append(y.changes, c), n, last && y.last, true
				break
			}
		}
		if !joined {
			out = append(out, &yearly{[]change{c}, nth, last})
		}
	}
	return out
}

func (y *yearly) rule() string {
	c := y.changes[0]
	week := y.nth
	if y.last {
		week = -1
	}
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", c.wall.Month(), week, strings.ToUpper(c.wall.Weekday().String()[:2]))
}

func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	if s := seconds % 60; s != 0 {
		return fmt.Sprintf("%c%02d%02d%02d", sign, seconds/3600, seconds/60%60, s)
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
