// Package ics reads calendars: iCalendar (RFC 5545) as Google, Outlook, Apple, Nextcloud, plugins of websites and many lesser
// programs write it.
//
// Every event becomes a page of an activity. A series stays one page: its rule, its extra dates and its exceptions go
// into the activity and nothing is expanded here.
//
// # Lines
//
// Lines may end in LF or CR, be in UTF-16 or Windows-1252, have a byte order mark, be folded inside a UTF-8 character. A line below
// a text that is no property belongs to that text: its line end should have been escaped. A component that was not ended ends where the
// next one begins. More calendars in one file are read as one. A file that does not end in END:VCALENDAR is half a download
// and refused: removing what it lacks would be wrong. A calendar without any event gives no page and one warning.
//
// # Time
//
//   - Times are wall times in the event's zone (see zone.go). Single events in UTC or in a fixed offset are told in Europe/Amsterdam.
//     Floating times are what the clock shows here, as the RFC has it, whatever X-WR-TIMEZONE says.
//
//   - A series in UTC is followed on the wall of the zone in X-WR-TIMEZONE, else of Europe/Amsterdam with a warning; by the letter of
//     the RFC it would move an hour at each change of the clocks (see reader.onTheWall). Its EXDATEs and overrides in UTC mean the
//     dates on which they are in UTC at the time of the series.
//
//   - Days never pass through a zone. The exclusive end of an all-day event becomes the inclusive last day. An event from midnight to
//     midnight, here or in UTC, is all-day.
//
//   - A date before firstYear or after lastYear is as one that cannot be read: the event is asked about, an end, an extra or an excluded
//     date left out with a warning. An UNTIL after lastYear is no end.
//
// # Series
//
//   - The rule (RRULE) is kept, mended where the RFC leaves no doubt: see mend. What recur.Parse refuses,
//     is kept once and asked about. A second RRULE and an EXRULE with an end become dates; without an end they are asked about.
//   - EXDATE is an Exception without a status, RDATE an extra date; of a PERIOD with another length also an Exception.
//   - A rule finer than a day, and a begin that is no day of its own rule, are kept as they are: collect fits them to a site.
//   - RECURRENCE-ID: an override joins its master as an Exception, wherever it stands in the file: cancelled, moved in time or place, or
//     with another end or title (then with status gaat-door); RANGE=THISANDFUTURE also for all later dates. One that changes nothing
//     leaves no trace. Its own text becomes the reason of a change when it is one short line, else it is left out with a warning.
//   - An override whose UID no master has joins the only series of its title with that date; overrides of one UID without a
//     master are a series of dates.
//
// # What it is
//
//   - Key is the UID; without one, or when the UID is used for another event too, a fingerprint of begin, title and place. Of one UID the
//     highest SEQUENCE counts. Events that are the same under several UIDs are one page, with the lowest UID.
//   - Cancelled is STATUS, METHOD:CANCEL, or what people write in the title ("GEANNULEERD: Koffie"), which leaves the title. So are
//     moved, full and tentative; see title.go.
//   - Descriptions in HTML, also X-ALT-DESC, become Markdown. The way into a meeting on the web is left out; see meeting.go.
//   - An event that is marked private becomes a draft without its title, text and place: so what was public yesterday is withdrawn.
//     The "Busy" of a calendar that hides its events is no activity, and said in one warning.
//
// Names and addresses of organisers, contacts and attendees are personal data and are not read; nor are tasks, journals,
// free/busy times, alarms, attachments, TRANSP and PRIORITY.
//
// Limits: MaxSize bytes, MaxEvents events, maxParts properties of one event, maxDepth nested components, maxDates dates of one series,
// maxZones zones, maxText bytes of a description. Notices that say the same are given maxAlikes times and then counted.
package ics

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// The limits of a calendar.
const (
	MaxSize   = 32 << 20
	MaxEvents = 100_000
	maxDepth  = 16
	maxParts  = 5_000 // properties or components of one component; further ones are passed over
	maxAlikes = 10    // notices that say the same of several events
)

// Read makes a page of every event and every series of events.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	if len(src.Data) > MaxSize {
		return nil, nil, notice.Refuse("De agenda is groter dan 32 MB.", "Exporteer een kortere periode.")
	}
	doc, ok := unfold(src.Data)
	if !ok {
		return nil, nil, notice.Refuse("De agenda is geen tekst.", "Exporteer de agenda opnieuw als iCalendar (.ics).")
	}
	r := &reader{zones: newZones(), places: map[string]page.Place{}}
	if err := r.heads(doc); err != nil {
		return nil, nil, err
	}
	events, err := r.events(doc)
	if err != nil {
		return nil, nil, err
	}
	pages := r.pages(events)
	r.close(len(pages))
	return pages, r.notices, nil
}

// A reader turns components into events and remembers what to tell about them.
type reader struct {
	zones     *zones
	calendars []calendar
	places    map[string]page.Place // by what stands in LOCATION
	busy      int                   // events of which the calendar shows only that there is one
	odd       int                   // dates that were looked for in series, in vain
	notices   []notice.Notice
	alike     []*alike
}

// An alike is a kind of notice and how often it was given.
type alike struct {
	last  notice.Notice
	count int
}

// A calendar is what a VCALENDAR says of all that is in it.
type calendar struct {
	zone    *time.Location // the place that it names, nil without
	cancels bool           // METHOD:CANCEL
}

// heads reads what may stand below the events that need it: the zones, and the properties of the calendars.
func (r *reader) heads(doc document) error {
	var names []string
	err := doc.walk("VTIMEZONE", func(c *component) {
		if c.name == "VTIMEZONE" {
			r.zones.define(c)
			return
		}
		names = append(names, c.text("X-WR-TIMEZONE"))
		r.calendars = append(r.calendars, calendar{cancels: strings.EqualFold(c.text("METHOD"), "CANCEL")})
	})
	for i, name := range names {
		if loc := named(name); loc != nil && !fixed(loc) {
			r.calendars[i].zone = r.zones.homely(loc)
		}
	}
	return err
}

// events reads the events of all calendars.
func (r *reader) events(doc document) (events []*event, err error) {
	calendar, count := 0, 0
	err = doc.walk("VEVENT", func(c *component) {
		if c.name == "VCALENDAR" {
			calendar++
		} else if count++; count <= MaxEvents {
			if e := r.event(c, r.calendars[calendar]); e != nil {
				events = append(events, e)
			}
		}
	})
	if count > MaxEvents {
		return nil, notice.Refuse("In de agenda staan meer dan 100.000 activiteiten.", "Exporteer een kortere periode.")
	}
	return events, err
}

// note tells a person about an event; a question names it. What is the same of many is told of the first, and counted.
func (r *reader) note(level notice.Level, e *event, text, hint string) {
	n := notice.Notice{Level: level, Line: e.line, Text: fmt.Sprintf("‘%s’: %s", e.page.Title, text), Hint: hint}
	if level == notice.Question {
		n.Left = []string{e.page.Title}
	}
	i := slices.IndexFunc(r.alike, func(a *alike) bool { return a.last.Hint == hint })
	if i < 0 {
		i = len(r.alike)
		r.alike = append(r.alike, &alike{})
	}
	a := r.alike[i]
	if a.count >= maxAlikes {
		n.Left = append(a.last.Left, n.Left...)
	}
	a.last = n
	if a.count++; a.count <= maxAlikes {
		r.notices = append(r.notices, n)
	}
}

// close tells what is about the whole calendar.
func (r *reader) close(pages int) {
	for _, a := range r.alike {
		if more := a.count - maxAlikes; more > 0 {
			r.notices = append(r.notices, notice.Notice{Level: a.last.Level, Text: fmt.Sprintf("Dit komt nog %d keer voor, het laatst bij %s", more, a.last.Text), Hint: a.last.Hint, Left: a.last.Left})
		}
	}
	r.notices = append(r.notices, r.zones.notices...)
	switch {
	case r.busy > 0:
		r.notices = append(r.notices, notice.Notice{Level: notice.Warning, Text: fmt.Sprintf("De agenda laat %d keer alleen zien dat iemand bezet is, en niet wat er is. Dat is niet overgenomen.", r.busy),
			Hint: "Deel de agenda met alle details. In Outlook: Instellingen > Agenda > Gedeelde agenda's > Een agenda publiceren > Kan alle details bekijken. In Google Agenda: Instellingen en delen > Alle afspraakdetails bekijken."})
	case pages == 0 && len(r.notices) == 0:
		r.notices = append(r.notices, notice.Notice{Level: notice.Warning, Text: "In de agenda staat geen enkele activiteit.", Hint: "Controleer of dit de goede agenda is, en of ze gedeeld is."})
	}
}
