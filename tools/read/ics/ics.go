// Package ics reads calendars: iCalendar (RFC 5545) as Google, Outlook, Nextcloud and many lesser programs write it.
//
// Every event becomes a page of an activity. A series stays one page: its rule, its extra dates and its exceptions go
// into the activity as they are and nothing is expanded here.
//
//   - Lines may end in LF or CR, be in UTF-16, have a byte order mark, be folded inside a UTF-8 character. A line that
//     is no property belongs to the text of the line before. More calendars in one file are read as one.
//   - Times are wall times in the event's zone (see zone.go); UTC and floating times are in Europe/Amsterdam. Days
//     never pass through a zone; the exclusive end of an all-day event becomes the inclusive last day.
//   - RECURRENCE-ID: an override joins its master as an Exception, wherever it stands in the file: cancelled, moved,
//     or with another end, title or place (then with status gaat-door). One without a master is a page of its own.
//   - EXDATE is an Exception without a status, RDATE an extra date (of a period its start).
//   - The rule (RRULE) is kept as it stands, UNTIL included; rrule-go must accept it and it must not be finer than a
//     day, or the event is kept once and asked about.
//   - Key is the UID; without one, or when the UID is used for another event too, a fingerprint of begin, title and
//     place. The same event twice is one page.
//   - An event that is marked private becomes a draft, with a warning.
//
// Names and addresses of organisers and attendees are personal data and are not read; nor are tasks, journals,
// free/busy times, alarms and attachments.
//
// Limits: MaxSize bytes, MaxEvents events, maxDepth nested components. A file that does not end in END:VCALENDAR is
// half a download and refused: removing what it lacks would be wrong.
package ics

import (
	"fmt"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// The limits of a calendar.
const (
	MaxSize   = 32 << 20
	MaxEvents = 20_000
	maxDepth  = 16
)

// Read makes a page of every event and every series of events.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	if len(src.Data) > MaxSize {
		return nil, nil, notice.Refuse("De agenda is groter dan 32 MB.", "Exporteer een kortere periode.")
	}
	root, err := parse(src.Data)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{zones: newZones(root)}
	var events []*event
	for _, calendar := range root.kids {
		for _, c := range calendar.kids {
			if c.name != "VEVENT" {
				continue
			}
			if len(events) == MaxEvents {
				return nil, nil, notice.Refuse(fmt.Sprintf("In de agenda staan meer dan %d activiteiten.", MaxEvents), "Exporteer een kortere periode.")
			}
			if e := r.event(c); e != nil {
				events = append(events, e)
			}
		}
	}
	pages := r.pages(events)
	return pages, append(r.notices, r.zones.notices...), nil
}

// A reader turns components into events and remembers what to tell about them.
type reader struct {
	zones   *zones
	notices []notice.Notice
}

func (r *reader) note(level notice.Level, e *event, text, hint string) {
	r.notices = append(r.notices, notice.Notice{Level: level, Line: e.line, Text: fmt.Sprintf("‘%s’: %s", e.title, text), Hint: hint})
}
