package agenda

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
)

// CalendarName is the file name of a municipality's calendar in the site: /zutphen/agenda.ics.
const CalendarName = "agenda.ics"

// WriteCalendars writes /<gemeente>/agenda.ics for every municipality into the folder out. baseURL is the
// address of the site, ending in a slash.
func (s *Site) WriteCalendars(out, baseURL string) error {
	for slug, name := range s.Names {
		data := s.Calendar(slug, "#Opladers "+name, baseURL)
		if _, err := atomic.WriteFile(filepath.Join(out, slug, CalendarName), data); err != nil {
			return err
		}
	}
	return nil
}

// Calendar writes the activities of one municipality as iCalendar (RFC 5545, with the names of RFC 7986). The
// same activities give the same bytes: no moment of writing is in it.
//
// A cancelled activity stays an ordinary event with "Gaat niet door" before its title, because Google Calendar
// hides events with STATUS:CANCELLED from who subscribes: a parent would see nothing instead of the news.
func (s *Site) Calendar(municipality, name, baseURL string) []byte {
	w := &writer{}
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//Opladers//mijnopladers.nl//NL")
	w.line("CALSCALE:GREGORIAN")
	w.line("METHOD:PUBLISH")
	w.text("NAME", name)
	w.text("X-WR-CALNAME", name)
	w.line("X-WR-TIMEZONE:Europe/Amsterdam")
	w.line("REFRESH-INTERVAL;VALUE=DURATION:PT4H")
	w.line("X-PUBLISHED-TTL:PT4H")
	w.buf.WriteString(amsterdam)
	for _, a := range s.Activities {
		if slices.Contains(a.In, municipality) {
			w.activity(a, strings.TrimSuffix(baseURL, "/")+a.Path+"/")
		}
	}
	w.line("END:VCALENDAR")
	return w.buf.Bytes()
}

// amsterdam describes the zone since 1996, when the European Union fixed its present rule.
var amsterdam = strings.ReplaceAll(`BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
`, "\n", "\r\n")

// writer writes content lines: folded at 75 octets between characters, ended by CRLF (RFC 5545, 3.1).
type writer struct{ buf bytes.Buffer }

func (w *writer) line(s string) {
	const limit = 75
	for room := limit; len(s) > room; room = limit - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.buf.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	w.buf.WriteString(s + "\r\n")
}

var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", "")

func (w *writer) text(name, value string) {
	if value != "" {
		w.line(name + ":" + escape.Replace(value))
	}
}

// at writes a date or a time in the activity's zone.
func (w *writer) at(name string, c page.Civil, allDay bool, zone string) {
	switch {
	case c.IsZero():
	case allDay:
		w.line(name + ";VALUE=DATE:" + c.In(time.UTC).Format("20060102"))
	default:
		w.line(name + ";TZID=" + cmp.Or(zone, "Europe/Amsterdam") + ":" + c.In(time.UTC).Format("20060102T150405"))
	}
}

// activity writes an event, its dates that were taken out, and its dates that differ.
func (w *writer) activity(a *Activity, url string) {
	act := a.Activity
	allDay := act.AllDay || !act.Begin.HasTime()
	w.event(a, url, act.Begin, page.Exception{}, func() {
		if act.Recurrence != "" {
			w.line("RRULE:" + published(act, allDay))
		}
		for _, d := range act.ExtraDates {
			w.at("RDATE", d, allDay, act.Zone)
		}
		for _, e := range act.Exceptions {
			if e.Status == "" {
				w.at("EXDATE", onStart(e.Date, act.Begin), allDay, act.Zone)
			}
		}
	})
	for _, e := range act.Exceptions {
		if e.Status == "" {
			continue
		}
		date := onStart(e.Date, act.Begin)
		w.event(a, url, cmp.Or(e.Begin, date), e, func() { w.at("RECURRENCE-ID", date, allDay, act.Zone) })
	}
}

// published is the rule with an UNTIL of the kind that RFC 5545 wants: a date for an all-day series, a time in
// UTC for any other.
func published(act *page.Activity, allDay bool) string {
	until := untilValue(act.Recurrence)
	zone, err := page.Zone(act.Zone)
	if until == "" || err != nil || allDay == (len(until) == len("20060102")) {
		return act.Recurrence
	}
	rule, err := Rule(act, zone)
	if err != nil {
		return act.Recurrence
	}
	last := rule.GetUntil()
	value := last.UTC().Format("20060102T150405Z")
	if allDay {
		value = last.In(zone).Format("20060102")
	}
	return strings.Replace(act.Recurrence, until, value, 1)
}

// onStart gives a date alone the time of day at which the series starts.
func onStart(date, begin page.Civil) page.Civil {
	if date.HasTime() || !begin.HasTime() {
		return date
	}
	return page.WallTime(date.In(time.UTC).Add(begin.Sub(begin.Day())))
}

func (w *writer) event(a *Activity, url string, begin page.Civil, e page.Exception, recurrence func()) {
	act := a.Activity
	allDay := act.AllDay || !act.Begin.HasTime()
	w.line("BEGIN:VEVENT")
	w.line("UID:" + escape.Replace(act.UID))
	w.line("DTSTAMP:" + stamp(cmp.Or(a.Updated, a.Announced), act.Begin))
	w.at("DTSTART", begin, allDay, act.Zone)
	w.at("DTEND", end(act, begin, e, allDay), allDay, act.Zone)
	recurrence()
	w.line(fmt.Sprintf("SEQUENCE:%d", act.Sequence))
	if a.Updated != "" {
		w.line("LAST-MODIFIED:" + stamp(a.Updated, act.Begin))
	}
	status := cmp.Or(e.Status, act.Status)
	w.text("SUMMARY", statusWords[status]+cmp.Or(e.Title, a.Title))
	if status == page.StatusTentative {
		w.line("STATUS:TENTATIVE")
	} else {
		w.line("STATUS:CONFIRMED")
	}
	w.text("LOCATION", cmp.Or(e.Place, act.Place.String()))
	w.text("DESCRIPTION", strings.TrimSpace(e.Reason+"\n"+a.Summary))
	w.line("URL:" + url)
	w.line("END:VEVENT")
}

var statusWords = map[page.Status]string{
	page.StatusCancelled: "Gaat niet door: ",
	page.StatusMoved:     "Verplaatst: ",
	page.StatusFull:      "Vol: ",
}

// end is the end of an event that starts at begin: exclusive, as RFC 5545 has it.
func end(act *page.Activity, begin page.Civil, e page.Exception, allDay bool) page.Civil {
	switch {
	case allDay && !e.End.IsZero():
		return e.End.AddDays(1)
	case allDay && !act.End.IsZero():
		return begin.Day().AddDays(int(act.End.Day().Sub(act.Begin.Day()).Hours()/24) + 1)
	case allDay:
		return begin.AddDays(1)
	case !e.End.IsZero():
		return e.End
	case !act.End.IsZero():
		return page.WallTime(begin.In(time.UTC).Add(act.End.Sub(act.Begin)))
	}
	return page.Civil{}
}

// stamp is when the event last changed, from the page and never from the clock.
func stamp(date string, begin page.Civil) string {
	c, err := page.ParseCivil(date)
	if err != nil {
		c = begin
	}
	zone, err := page.Zone("")
	if err != nil {
		zone = time.UTC
	}
	return c.In(zone).UTC().Format("20060102T150405Z")
}
