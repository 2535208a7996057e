package ics

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// events wraps events, parted by empty lines, in a calendar.
func calendarOf(events string) []byte {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\n")
	for e := range strings.SplitSeq(strings.TrimSpace(events), "\n\n") {
		if strings.HasPrefix(e, "!") {
			b.WriteString(e[1:] + "\n")
			continue
		}
		b.WriteString("BEGIN:VEVENT\n" + e + "\nEND:VEVENT\n")
	}
	b.WriteString("END:VCALENDAR\n")
	return []byte(b.String())
}

func TestPains(t *testing.T) {
	const series = "UID:a\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261006T093000\nDTEND;TZID=Europe/Amsterdam:20261006T110000\nRRULE:FREQ=WEEKLY\n\n"
	for name, c := range map[string]struct{ in, want string }{
		"pains 1: the same event under two UIDs": {"UID:b\nSUMMARY:Koffie\nDTSTART:20261006T093000\n\nUID:a\nSUMMARY:Koffie\nDTSTART:20261006T093000", "a Koffie 2026-10-06T09:30"},
		"pains 1: an override under another UID": {series + "UID:z\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T093000\nSUMMARY:Koffie\nSTATUS:CANCELLED\nDTSTART;TZID=Europe/Amsterdam:20261013T093000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-13T09:30 gaat-niet-door]"},
		"pains 1: one UID for two events": {"UID:a\nSUMMARY:Koffie\nDTSTART:20261006T093000\n\nUID:a\nSUMMARY:Thee\nDTSTART:20261006T093000", "a Koffie 2026-10-06T09:30; Thee 2026-10-06T09:30"},
		"pains 1: a newer version":        {"UID:a\nSUMMARY:Koffie\nDTSTART:20261006T093000\n\nUID:a\nSEQUENCE:1\nSUMMARY:Koffie\nDTSTART:20261007T093000", "a Koffie 2026-10-07T09:30"},
		"pains 3: rule, extra and excluded dates": {strings.TrimSpace(series) + "\nRDATE;TZID=Europe/Amsterdam:20261008T093000\nEXDATE;TZID=Europe/Amsterdam:20261020T093000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY +2026-10-08T09:30 [2026-10-20T09:30]"},
		"pains 4: moved to another day": {series + "UID:a\nRECURRENCE-ID:20261013T073000Z\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261014T100000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-13T09:30 verplaatst 2026-10-14T10:00]"},
		"pains 4: twice moved, before its series, beside an EXDATE": {"UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T093000\nSEQUENCE:2\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261015T093000\n\n" +
			"UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T093000\nSEQUENCE:1\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261014T093000\n\n" + strings.TrimSpace(series) + "\nEXDATE;VALUE=DATE:20261013",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-13T09:30 verplaatst 2026-10-15T09:30]"},
		"pains 4: an override of Outlook, at midnight": {series + "UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T000000\nSUMMARY:Taart\nDTSTART;TZID=Europe/Amsterdam:20261013T093000\nDTEND;TZID=Europe/Amsterdam:20261013T110000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-13T09:30 gaat-door Taart]"},
		"pains 4: an override that changes nothing": {series + "UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T093000\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261013T093000\nDTEND;TZID=Europe/Amsterdam:20261013T110000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY"},
		"pains 4: an override of a date that the rule no longer gives": {series + "UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261014T093000\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261014T093000\nDTEND;TZID=Europe/Amsterdam:20261014T110000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-14T09:30 gaat-door 2026-10-14T09:30]"},
		"pains 4: overrides without their series": {"UID:a\nRECURRENCE-ID:20261013T093000\nSUMMARY:Koffie\nDTSTART:20261013T093000\n\nUID:a\nRECURRENCE-ID:20261006T093000\nSUMMARY:Koffie\nDTSTART:20261006T093000",
			"a Koffie 2026-10-06T09:30 +2026-10-13T09:30"},
		"pains 4: all following": {series + "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Amsterdam:20261103T093000\nSUMMARY:Koffie\nDTSTART;TZID=Europe/Amsterdam:20261104T100000",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-11-03T09:30 verplaatst 2026-11-04T10:00 en verder]"},
		"pains 4: in UTC, past the change of the clocks": {"!X-WR-TIMEZONE:Europe/Amsterdam\n\nUID:a\nSUMMARY:Koffie\nDTSTART:20261006T073000Z\nRRULE:FREQ=WEEKLY\n\nUID:a\nRECURRENCE-ID:20261103T073000Z\nSUMMARY:Taart\nDTSTART:20261103T073000Z",
			"a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-11-03T09:30 gaat-door Taart]"},
		"pains 7: three days":                   {"UID:a\nSUMMARY:Kamp\nDTSTART;VALUE=DATE:20261010\nDTEND;VALUE=DATE:20261013", "a Kamp 2026-10-10 2026-10-12"},
		"pains 7: from midnight to midnight":    {"UID:a\nSUMMARY:Kamp\nDTSTART;TZID=W. Europe Standard Time:20261024T000000\nDTEND;TZID=W. Europe Standard Time:20261026T000000", "a Kamp 2026-10-24 2026-10-25"},
		"pains 8: a day":                        {"UID:a\nSUMMARY:Kamp\nDTSTART;VALUE=DATE:20261010", "a Kamp 2026-10-10"},
		"pains 8: midnight here, told in UTC":   {"UID:a\nSUMMARY:Kamp\nDTSTART:20261009T220000Z\nDTEND:20261010T220000Z", "a Kamp 2026-10-10"},
		"pains 8: midnight in UTC":              {"UID:a\nSUMMARY:Kamp\nDTSTART:20261010T000000Z\nDTEND:20261011T000000Z", "a Kamp 2026-10-10"},
		"pains 10: STATUS":                      {"UID:a\nSUMMARY:Koffie\nDTSTART:20261006T093000\nSTATUS:CANCELLED", "a Koffie 2026-10-06T09:30 gaat-niet-door"},
		"pains 10: METHOD":                      {"!METHOD:CANCEL\n\nUID:a\nSUMMARY:Koffie\nDTSTART:20261006T093000", "a Koffie 2026-10-06T09:30 gaat-niet-door"},
		"pains 10: the title of one date":       {series + "UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T093000\nSUMMARY:Geannuleerd: Koffie\nDTSTART;TZID=Europe/Amsterdam:20261013T093000", "a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-13T09:30 gaat-niet-door]"},
		"pains 10: a cancellation without time": {series + "UID:a\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261013T093000\nSTATUS:CANCELLED\nSUMMARY:x", "a Koffie 2026-10-06T09:30 FREQ=WEEKLY [2026-10-13T09:30 gaat-niet-door]"},
	} {
		pages, notices, err := Read(page.Source{Data: calendarOf(c.in)})
		var all []string
		for _, p := range pages {
			all = append(all, told(p))
		}
		if got := strings.Join(all, "; "); err != nil || got != c.want {
			t.Errorf("%s:\n got %s\nwant %s\n%s", name, got, c.want, readtest.Dump(nil, notices, err))
		}
	}
}

// told writes an activity on one line.
func told(p *page.Page) string {
	a := p.Activity
	parts := []string{a.UID, p.Title, a.Begin.String()}
	if a.AllDay {
		parts = append(parts, a.End.String())
	}
	parts = append(parts, a.Recurrence, string(a.Status))
	for _, date := range a.ExtraDates {
		parts = append(parts, "+"+date.String())
	}
	for _, x := range a.Exceptions {
		further := ""
		if x.Following {
			further = "en verder"
		}
		parts = append(parts, "["+oneLine(fmt.Sprint(x.Date, " ", x.Status, " ", x.Begin, " ", x.Title, " ", further))+"]")
	}
	return oneLine(strings.Join(parts, " "))
}

// What is said about one date alone has no place on the page of its series: a short reason has, the rest is told.
func TestTextOfOneDate(t *testing.T) {
	series := "UID:a\nSUMMARY:Koffie\nDESCRIPTION:Inloop\nDTSTART:20261006T093000\nRRULE:FREQ=WEEKLY\n\nUID:a\nSUMMARY:Koffie\nRECURRENCE-ID:20261013T093000\n"
	for in, want := range map[string]string{
		"DTSTART:20261013T093000\nSTATUS:CANCELLED\nDESCRIPTION:De zaal is bezet":     "De zaal is bezet, 0 notices",
		"DTSTART:20261014T093000\nDESCRIPTION:De zaal is bezet":                       "De zaal is bezet, 0 notices",
		"DTSTART:20261014T093000\nDESCRIPTION:Inloop":                                 ", 0 notices",
		"DTSTART:20261014T093000\nDESCRIPTION:Regel 1\\nRegel 2":                      ", 1 notices",
		"DTSTART:20261014T093000\nCLASS:PRIVATE\nLOCATION:Thuis\nDESCRIPTION:Bij Ans": ", 1 notices",
	} {
		pages, notices, err := Read(page.Source{Data: calendarOf(series + in)})
		if err != nil || len(pages) != 1 || len(pages[0].Activity.Exceptions) != 1 {
			t.Fatal(readtest.Dump(pages, notices, err))
		}
		x := pages[0].Activity.Exceptions[0]
		if got := fmt.Sprintf("%s, %d notices", x.Reason, len(notices)); got != want || x.Place != "" || pages[0].Body != "Inloop" {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// pains 26: half a download is refused, and an empty calendar says that it is empty.
func TestPains26(t *testing.T) {
	whole := string(calendarOf("UID:a\nSUMMARY:Koffie\nDTSTART:20261006T093000\n\nUID:b\nSUMMARY:Thee\nDTSTART:20261006T093000"))
	end := strings.Index(whole, "END:VCALENDAR") + len("END:VCALENDAR")
	for n := range end {
		if pages, _, err := Read(page.Source{Data: []byte(whole[:n])}); err == nil {
			t.Fatalf("%q gives %d pages", whole[:n], len(pages))
		}
	}
	for _, answer := range []string{"", "<!DOCTYPE html><html><body>500", `{"error": "x"}`} {
		if _, _, err := Read(page.Source{Data: []byte(answer)}); err == nil {
			t.Errorf("%q is no calendar", answer)
		}
	}
	pages, notices, err := Read(page.Source{Data: []byte("BEGIN:VCALENDAR\nEND:VCALENDAR\n")})
	if err != nil || len(pages) != 0 || len(notices) != 1 || notices[0].Level != notice.Warning {
		t.Error(readtest.Dump(pages, notices, err))
	}
}

// What is the matter with hundreds of events is not told hundreds of times.
func TestNoticesAreBounded(t *testing.T) {
	_, notices, err := Read(page.Source{Data: calendarOf(strings.Repeat("SUMMARY:Koffie\nDTSTART:morgen\n\n", 300))})
	if err != nil || len(notices) != maxAlikes+1 || !strings.Contains(notices[maxAlikes].Text, "nog 290 keer") {
		t.Error(len(notices), err)
	}
}
