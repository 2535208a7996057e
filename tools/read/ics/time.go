package ics

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// zoneOf gives the zone in which the wall time of a property is. UTC and fixed offsets are moments, no places: those are told
// in home, and instant is true.
func (r *reader) zoneOf(p property) (loc *time.Location, instant bool) {
	if strings.HasSuffix(strings.ToUpper(p.value), "Z") {
		return r.zones.home, true
	}
	loc = r.zones.get(p.param("TZID"), p.value)
	if fixed(loc) {
		return r.zones.home, true
	}
	return loc, false
}

// The years of what people plan: programs write others for what they do not know, and front matter cannot hold those after 9999.
const (
	firstYear = 1600
	lastYear  = 2999
)

// planned reports whether a time is in those years.
func planned(c page.Civil) bool {
	y := c.In(time.UTC).Year()
	return firstYear <= y && y <= lastYear
}

// moment reads a date or time of a property as a wall time in loc; false when it is none that people plan.
func (r *reader) moment(p property, value string, loc *time.Location) (page.Civil, bool) {
	c, ok := r.wall(p, value, loc)
	return c, ok && planned(c)
}

func (r *reader) wall(p property, value string, loc *time.Location) (page.Civil, bool) {
	t, hasTime, utc, ok := parseTime(value)
	switch {
	case !ok:
		return page.Civil{}, false
	case !hasTime, strings.EqualFold(p.param("VALUE"), "DATE") && clock(page.WallTime(t)) == 0: // a time that is told counts
		return page.Date(t.Date()), true
	case utc:
		return page.WallTime(t.In(loc)), true
	}
	tzid := p.param("TZID")
	if tzid == "" {
		return page.WallTime(t), true
	}
	if from := r.zones.get(tzid, value); from != loc {
		return page.WallTime(page.WallTime(t).In(from).In(loc)), true
	}
	return page.WallTime(t), true
}

// timeForm is the form of RFC 5545; programs write it with hyphens and colons, without seconds, or with a zone that
// has a colon before it.
var timeForm = regexp.MustCompile(`(?:^|:)(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z)?)?Z?$`)

func parseTime(s string) (t time.Time, hasTime, utc, ok bool) {
	for _, form := range []string{"20060102T150405", "20060102T150405Z", "20060102"} { // as they nearly always are
		if t, err := time.Parse(form, s); err == nil && t.Year() > 0 {
			return t, len(form) > 8, strings.HasSuffix(form, "Z"), true
		}
	}
	m := timeForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return time.Time{}, false, false, false
	}
	n := [7]int{}
	for i := 1; i < 7; i++ {
		n[i], _ = strconv.Atoi(m[i])
	}
	day := time.Date(n[1], time.Month(n[2]), n[3], 0, 0, 0, 0, time.UTC)
	clock := time.Duration(n[4])*time.Hour + time.Duration(n[5])*time.Minute + time.Duration(min(n[6], 59))*time.Second
	valid := n[1] > 0 && day.Month() == time.Month(n[2]) && day.Day() == n[3] && n[5] < 60 && clock <= 24*time.Hour
	return day.Add(clock), m[4] != "", m[7] != "", valid
}

// clock is the time of day.
func clock(c page.Civil) time.Duration { return c.Sub(c.Day()) }

// at puts the time of day of another on the day of c.
func at(c, other page.Civil) page.Civil {
	if !other.HasTime() {
		return c.Day()
	}
	return page.WallTime(c.Day().In(time.UTC).Add(clock(other)))
}

// ending reads DTEND or DURATION: of an all-day event the last day. The zero Civil is no end.
func (r *reader) ending(c *component, e *event) page.Civil {
	var end page.Civil
	p, known := c.get("DTEND")
	readable := true
	if known {
		end, readable = r.moment(p, p.value, e.loc)
	} else if p, known = c.get("DURATION"); known {
		days, hours, ok := duration(p.value)
		switch readable = ok; {
		case !ok:
		case !e.begin.HasTime():
			end = e.begin.AddDays(days + int(hours.Hours()/24))
		default: // days on the wall, hours on the clock
			end = page.WallTime(e.begin.AddDays(days).In(e.loc).Add(hours))
		}
	}
	if known && strings.TrimSpace(p.value) != "" && (!readable || !planned(end)) {
		r.note(notice.Warning, e, fmt.Sprintf("het einde ‘%s’ is niet te lezen en is weggelaten.", short(p.value, maxTitle)), "Verbeter het einde in de agenda.")
		return page.Civil{}
	}
	switch {
	case end.IsZero():
	case !e.begin.HasTime():
		if clock(end) == 0 {
			end = end.AddDays(-1)
		}
		if end = end.Day(); !e.begin.Before(end) {
			return page.Civil{}
		}
	case !end.HasTime(), end == e.begin:
		return page.Civil{}
	case end.Before(e.begin):
		r.note(notice.Warning, e, "het einde ligt voor het begin; het einde is weggelaten.", "Verbeter het einde in de agenda.")
		return page.Civil{}
	}
	return end
}

// wholeDays makes days of an event from midnight to midnight, as Outlook and others write an all-day event. Midnight may be that
// of UTC: nothing takes place from 2.00 to 2.00 uur.
func (e *event) wholeDays(flag string) {
	if !e.begin.HasTime() {
		return
	}
	begin, end := e.begin, e.end
	if e.instant && clock(begin) != 0 {
		begin = page.WallTime(begin.In(e.loc).UTC())
		if !end.IsZero() {
			end = page.WallTime(end.In(e.loc).UTC())
		}
	}
	last := end.AddDays(-1)
	if c := clock(end); c >= 23*time.Hour+59*time.Minute {
		last = end
	} else if c != 0 && !end.IsZero() {
		return
	}
	switch {
	case clock(begin) != 0, end.IsZero() && !strings.EqualFold(flag, "TRUE"):
		return
	case end.IsZero(), !begin.Day().Before(last.Day()):
		last = page.Civil{}
	}
	e.begin, e.end = begin.Day(), page.Civil{}
	if !last.IsZero() {
		e.end = last.Day()
	}
}

var durationForm = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$`)

func duration(s string) (days int, clock time.Duration, ok bool) {
	m := durationForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return 0, 0, false
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v }
	return n(1)*7 + n(2), time.Duration(n(3))*time.Hour + time.Duration(n(4))*time.Minute + time.Duration(n(5))*time.Second, true
}
