package ics

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// No time is beyond what front matter can hold, and one that was is told.
func TestYears(t *testing.T) {
	const begin = "DTSTART;TZID=Europe/Amsterdam:20261010T100000\n"
	for in, want := range map[string]string{
		"DTSTART:99991231T235900\nDURATION:PT1H":                           "0 question",
		"DTSTART:99991231T233000Z":                                         "0 question",
		"DTSTART;VALUE=DATE:99991231":                                      "0 question",
		"DTSTART:00010101T000000Z":                                         "0 question",
		begin + "DURATION:P3000000D":                                       "1 warning",
		begin + "DURATION:P9999999999999W":                                 "1 warning",
		begin + "DTEND:99991231T235900":                                    "1 warning",
		begin + "RDATE:99991231T235900":                                    "1 warning",
		begin + "RDATE;VALUE=PERIOD:20261011T100000/P3000000D":             "1",
		begin + "RRULE:FREQ=DAILY\nEXDATE:99991231T235900Z":                "1 warning",
		begin + "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z":                  "1",
		begin + "RRULE:FREQ=DAILY\nRRULE:FREQ=YEARLY;INTERVAL=99;COUNT=99": "1 question",
		begin + "RRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nSUMMARY:Appels\nRECURRENCE-ID:99991231T235900\nDTSTART:99991231T235900\nDURATION:PT5H": "1 question",
	} {
		pages, notices, err := Read(page.Source{Data: one(in)})
		got := fmt.Sprint(len(pages))
		for _, n := range notices {
			got += " " + string(n.Level)
		}
		if err != nil || got != want {
			t.Errorf("%s: %s, want %s; %v %v", in, got, want, notices, err)
		}
		readtest.Stored(t, pages)
	}
}

// A question names the event that it is about, also when it is only counted.
func TestLeft(t *testing.T) {
	var b strings.Builder
	for i := range maxAlikes + 5 {
		fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%d\nSUMMARY:GEANNULEERD: A%d\nDTSTART:20261331T100000\nEND:VEVENT\n", i, i)
	}
	_, notices, err := Read(page.Source{Data: []byte("BEGIN:VCALENDAR\n" + b.String() + "END:VCALENDAR\n")})
	left := map[string]bool{}
	for _, n := range notices {
		if n.Level != notice.Question || len(n.Left) == 0 {
			t.Error(n)
		}
		for _, title := range n.Left {
			left[title] = true
		}
	}
	if err != nil || len(left) != maxAlikes+5 || !left["A0"] || !left["A14"] {
		t.Error(left, err)
	}
}
