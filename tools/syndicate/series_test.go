package syndicate

import (
	"strings"
	"testing"
)

// calendarOf publishes one activity and gives its calendar.
func calendarOf(t *testing.T, activity string, more ...map[string]string) string {
	t.Helper()
	pages := append([]map[string]string{small, {"zutphen/agenda/koffie": "title: Koffie\n" + activity}}, more...)
	return publish(t, write(t, pages...), now)["zutphen/agenda/koffie/agenda.ics"]
}

func TestSeries(t *testing.T) {
	const weekly = "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00\nherhaling: FREQ=WEEKLY;COUNT=4\n"
	tests := []struct {
		name, activity string
		want           []string
		not            []string
	}{
		{"pains 3: a rule is published as it is, with the UNTIL that its dates need",
			"begin: 2026-12-01T20:00\nherhaling: FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270706",
			[]string{"DTSTART;TZID=Europe/Amsterdam:20261201T200000", "RRULE:FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270706T215959Z"}, []string{"EXDATE", "RDATE"}},
		{"pains 3: UNTIL of whole days is a date", "begin: 2026-12-01\nherhaling: FREQ=DAILY;UNTIL=20261203T120000Z",
			[]string{"DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=DAILY;UNTIL=20261203"}, nil},
		{"pains 3: dates beside the rule are events that every client shows", weekly + "extra_datums: [2026-12-25T14:00]",
			[]string{"RRULE:FREQ=WEEKLY;COUNT=4", "UID:20261225T140000-zutphen-agenda-koffie@mijnopladers.nl", "DTEND;TZID=Europe/Amsterdam:20261225T153000"}, []string{"RDATE"}},
		{"a series that begins before its first date", "begin: 2026-12-01T09:30\neinde: 2026-12-01T11:00\nherhaling: FREQ=WEEKLY;BYDAY=WE;COUNT=2",
			[]string{"DTSTART;TZID=Europe/Amsterdam:20261202T093000", "DTEND;TZID=Europe/Amsterdam:20261202T110000"}, nil},
		{"COUNT beside UNTIL is one end", "begin: 2026-12-02T09:30\nherhaling: FREQ=DAILY;COUNT=3;UNTIL=20261231",
			[]string{"RRULE:FREQ=DAILY;UNTIL=20261204T083000Z"}, []string{"COUNT"}},
		{"pains 4: a moved date takes the slot of its own", weekly + "uitzonderingen:\n  - datum: 2026-12-09T09:30\n    status: verplaatst\n    begin: 2026-12-10T10:00",
			[]string{"RECURRENCE-ID;TZID=Europe/Amsterdam:20261209T093000", "DTSTART;TZID=Europe/Amsterdam:20261210T100000",
				`SUMMARY:Verplaatst: Koffie (was woensdag 9 december 2026\, 9.30 uur)`}, []string{"EXDATE"}},
		{"a date that was taken out", weekly + "uitzonderingen:\n  - datum: 2026-12-09", []string{"EXDATE;TZID=Europe/Amsterdam:20261209T093000"}, []string{"RECURRENCE-ID"}},
		{"a series that stops early", weekly + "uitzonderingen:\n  - datum: 2026-12-16\n  - datum: 2026-12-23",
			[]string{"RRULE:FREQ=WEEKLY;UNTIL=20261209T083000Z"}, []string{"EXDATE", "COUNT"}},
		{"nothing is left", weekly + "uitzonderingen:\n  - datum: 2026-12-02\n  - datum: 2026-12-09\n  - datum: 2026-12-16\n  - datum: 2026-12-23",
			[]string{"END:VCALENDAR"}, []string{"VEVENT"}},
		{"dates that holidays take out", "begin: 2026-12-16T09:30\nherhaling: FREQ=WEEKLY;COUNT=5\nvakanties: overslaan\nfeestdagen: overslaan",
			[]string{"RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=Europe/Amsterdam:20261223T093000", "EXDATE;TZID=Europe/Amsterdam:20261230T093000"}, []string{"20270106T093000"}},
		{"a change from a date on is told date by date, with one UID", weekly + "uitzonderingen:\n  - datum: 2026-12-16\n    begin: 2026-12-16T10:00\n    en_verder: true",
			[]string{"RRULE:FREQ=WEEKLY;COUNT=4", "RECURRENCE-ID;TZID=Europe/Amsterdam:20261216T093000", "DTSTART;TZID=Europe/Amsterdam:20261216T100000",
				"RECURRENCE-ID;TZID=Europe/Amsterdam:20261223T093000", "DTSTART;TZID=Europe/Amsterdam:20261223T100000"}, []string{"RANGE", "UID:2026", "Verplaatst"}},
		{"a series that ends from a date on", weekly + "uitzonderingen:\n  - datum: 2026-12-16\n    en_verder: true",
			[]string{"RRULE:FREQ=WEEKLY;UNTIL=20261209T083000Z"}, []string{"EXDATE", "COUNT"}},
		{"pains 10: a date that is called off stays, on every phone", weekly + "uitzonderingen:\n  - datum: 2026-12-09\n    status: gaat-niet-door\n    reden: De zaal is bezet.",
			[]string{"SUMMARY:Gaat niet door: Koffie", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT"}, []string{"CANCELLED"}},
		{"pains 10: a whole series is called off", weekly + "status: gaat-niet-door", []string{"SUMMARY:Gaat niet door: Koffie"}, []string{"SUMMARY:Koffie", "RECURRENCE-ID"}},
		{"pains 7: the end of whole days is the day after", "begin: 2026-12-05\neinde: 2026-12-06", []string{"DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261207"}, nil},
		{"pains 8: a date goes through no time zone", "begin: 2026-12-05", []string{"DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261206"}, []string{"20261204", "T230000"}},
		{"an end at midnight", "begin: 2026-12-05T20:00\neinde: 2026-12-06T00:00", []string{"DTEND;TZID=Europe/Amsterdam:20261206T000000"}, nil},
		{"pains 6: a series over the end of summer time is at one time", "begin: 2026-10-24T09:30\neinde: 2026-10-24T11:00\nherhaling: FREQ=DAILY;COUNT=3\nuitzonderingen:\n  - datum: 2026-10-26",
			[]string{"DTSTART;TZID=Europe/Amsterdam:20261024T093000", "RRULE:FREQ=DAILY;UNTIL=20261025T083000Z"}, nil},
		{"pains 6: and over its begin", "begin: 2027-03-27T09:30\neinde: 2027-03-27T11:00\nherhaling: FREQ=DAILY;COUNT=3\nuitzonderingen:\n  - datum: 2027-03-29",
			[]string{"DTSTART;TZID=Europe/Amsterdam:20270327T093000", "RRULE:FREQ=DAILY;UNTIL=20270328T073000Z"}, nil},
		{"a night over the end of summer time", "begin: 2026-10-24T23:00\neinde: 2026-10-25T04:00",
			[]string{"DTSTART;TZID=Europe/Amsterdam:20261024T230000", "DTEND;TZID=Europe/Amsterdam:20261025T040000"}, nil},
	}
	for _, test := range tests {
		got := calendarOf(t, test.activity)
		has(t, test.name, got, test.want...)
		_, events, _ := strings.Cut(got, "END:VTIMEZONE")
		hasNot(t, test.name, events, test.not...)
	}
}

func TestPains11SubscribersSeeAChange(t *testing.T) {
	before := calendarOf(t, "begin: 2026-12-10T10:00")
	after := calendarOf(t, "begin: 2026-12-10T11:00", map[string]string{
		"zutphen/agenda/koffie/herkomst.json": `{"kalender": {"inhoud": "x", "begin": "2026-12-10T11:00", "volgnummer": 1, "gewijzigd": "2026-11-28T12:00:00+01:00", "was": "2026-12-10T10:00"}}`,
	})
	has(t, "before", before, "UID:zutphen-agenda-koffie@mijnopladers.nl", "SEQUENCE:0")
	hasNot(t, "before", before, "LAST-MODIFIED")
	has(t, "after", after, "UID:zutphen-agenda-koffie@mijnopladers.nl", "SEQUENCE:1", "LAST-MODIFIED:20261128T110000Z", "DTSTAMP:20261128T110000Z",
		"REFRESH-INTERVAL;VALUE=DURATION:PT4H", `SUMMARY:Verplaatst: Koffie (was donderdag 10 december 2026\, 10.00 uur)`)
}

func TestPains10ARemovedActivityLeavesATombstone(t *testing.T) {
	for day, want := range map[string]bool{"2026-12-01": true, "2026-12-15": true, "2026-12-16": false, "2027-12-01": false} {
		got := publish(t, write(t, small, everyCase), day)["zutphen/agenda.ics"]
		if strings.Contains(got, "UID:weg@example.nl") != want {
			t.Errorf("on %s: %v", day, !want)
		}
	}
}

func TestAStormIsOnTop(t *testing.T) {
	dir := write(t, small, everyCase)
	files := publish(t, dir, now)
	for _, name := range []string{"agenda.ics", "lochem/agenda.ics"} {
		has(t, name, files[name], "SUMMARY:Let op: Het stormt. Blijf thuis.", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204", "SUMMARY:Gaat niet door: Soep")
	}
	hasNot(t, "zutphen", files["zutphen/agenda.ics"], "stormt")
	has(t, "soup", files["lochem/agenda/soep/agenda.ics"], "SUMMARY:Gaat niet door: Soep")
	if first := strings.Index(files["lochem/agenda.xml"], "<item>"); !strings.HasPrefix(files["lochem/agenda.xml"][first:], "<item>\n   <title>Let op: Het stormt.") {
		t.Error("the storm is not on top of the feed")
	}
	later := publish(t, dir, "2026-12-04")
	hasNot(t, "after the storm", later["lochem/agenda.ics"]+later["lochem/agenda.xml"], "Let op")
}

func TestARegionalActivityIsOnceInEach(t *testing.T) {
	files := publish(t, write(t, small, everyCase), now)
	want := event(files["zutphen/agenda.ics"], "zutphen-agenda-koffie")
	for _, name := range []string{"agenda.ics", "lochem/agenda.ics", "zutphen/initiatieven/de-huiskamer/agenda.ics", "zutphen/agenda/koffie/agenda.ics"} {
		if got := event(files[name], "zutphen-agenda-koffie"); got != want || want == "" {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if n := strings.Count(unfold(files[name]), "UID:zutphen-agenda-koffie@mijnopladers.nl\r\n"); n != 3 { // the rule and two dates that differ
			t.Errorf("%s has it %d times", name, n)
		}
	}
}
