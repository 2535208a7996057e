package recur

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

func TestStarts(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, begin, rule, want string }{
		{"pains 3: days with and without a number", "2025-01-06", "FREQ=MONTHLY;BYDAY=MO,2TU;COUNT=4", "2025-01: 6 13 14 20"},
		{"the begin alone is no occurrence", "2026-09-01", "FREQ=WEEKLY;BYDAY=WE;COUNT=2", "2026-09: 2 9"},
		{"a month without a 31st", "2026-01-31", "FREQ=MONTHLY;COUNT=3", "2026-01: 31; 2026-03: 31; 2026-05: 31"},
		{"the last day of each month", "2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01: 31; 2026-02: 28; 2026-03: 31"},
		{"29 February, past a year that is no leap year", "2096-02-29", "FREQ=YEARLY;COUNT=2", "2096-02: 29; 2104-02: 29"},
		{"over the end of the year", "2026-12-30T23:30", "FREQ=DAILY;COUNT=3", "2026-12: 30 31; 2027-01: 1"},
		{"places in a week that began before the begin", "2026-01-06", "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=1,2;COUNT=3", "2026-01: 6 12 13"},
		{"places in times of day", "2026-01-06T08:00", "FREQ=DAILY;BYHOUR=8,12,16;BYMINUTE=0,30;BYSETPOS=1,-1;COUNT=3", "2026-01-06: 08:00 16:30; 2026-01-07: 08:00"},
		{"a day counted twice is one", "2025-01-01", "FREQ=MONTHLY;BYDAY=3WE,-3WE;COUNT=2", "2025-01: 15; 2025-02: 12"},
		{"a day of week 1 in the year before", "2024-12-30", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;COUNT=5", "2024-12: 30 31; 2025-12: 29 30; 2027-01: 4"},
		{"week 53, and every sixth year of weeks", "2010-01-02", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;COUNT=3", "2010-01: 2; 2015-12: 29; 2016-01: 2"},
		{"the last week, when weeks start on Sunday", "2026-12-27", "FREQ=YEARLY;BYWEEKNO=-1;WKST=SU;BYDAY=SU;COUNT=2", "2026-12: 27; 2027-12: 26"},
		{"a week alone keeps the day of the week", "2026-05-13", "FREQ=YEARLY;BYWEEKNO=20;COUNT=2", "2026-05: 13; 2027-05: 19"},
		{"a day of the month keeps the month", "2026-05-13", "FREQ=YEARLY;BYMONTHDAY=13,14;COUNT=3", "2026-05: 13 14; 2027-05: 13"},
		{"days of the year from both ends", "2027-12-31", "FREQ=YEARLY;BYYEARDAY=-1,366;COUNT=3", "2027-12: 31; 2028-12: 31; 2029-12: 31"},
		{"by the hour, limited", "2026-01-01T00:00", "FREQ=HOURLY;BYHOUR=0;BYYEARDAY=-2;COUNT=2", "2026-12: 30; 2027-12: 30"},
		{"by the second, limited", "2026-02-16T01:59:05", "FREQ=SECONDLY;BYHOUR=1,2;BYMINUTE=3,59;BYSECOND=5,60;COUNT=4",
			"2026-02-16: 01:59:05 01:59:59 02:03:05 02:03:59"},
		{"by the hour over a clock change, on the wall", "2026-10-25T01:00", "FREQ=HOURLY;COUNT=3", "2026-10-25: 01:00 02:00 03:00"},
		{"days have no times", "2026-01-06", "FREQ=DAILY;BYHOUR=8,12;COUNT=2", "2026-01: 6 7"},
		{"days by the hour", "2026-01-06", "FREQ=HOURLY;INTERVAL=12;COUNT=2", "2026-01: 6 7"},
		{"UNTIL a day, at any time of it", "2026-01-06T23:30", "FREQ=DAILY;UNTIL=20260107", "2026-01: 6 7"},
		{"UNTIL a wall time", "2026-01-06T23:30", "FREQ=DAILY;UNTIL=20260107T233000", "2026-01: 6 7"},
		{"UNTIL in UTC, in summer", "2026-07-06T09:30", "FREQ=DAILY;UNTIL=20260707T073000Z", "2026-07: 6 7"},
		{"UNTIL in UTC, a second too early", "2026-07-06T09:30", "FREQ=DAILY;UNTIL=20260707T072959Z", "2026-07: 6"},
		{"UNTIL in UTC of days: midnight in the zone", "2026-07-06", "FREQ=DAILY;UNTIL=20260706T220000Z", "2026-07: 6 7"},
		{"UNTIL the year 1 is no UNTIL", "2026-07-06", "FREQ=DAILY;UNTIL=00010101T000000Z", "2026-07: 6 7 ..."},
		{"UNTIL and COUNT, what comes first", "2026-07-06", "FREQ=DAILY;COUNT=3;UNTIL=20260707", "2026-07: 6 7"},
		{"small letters, a plus and a last semicolon", "2026-07-07", " freq=monthly;byday=+1tu;count=2; ", "2026-07: 7; 2026-08: 4"},
		{"before 1970", "1969-12-29T09:30", "FREQ=WEEKLY;COUNT=2", "1969-12: 29; 1970-01: 5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { check(t, test.begin, test.rule, test.want, zone) })
	}
}

func TestStartsFrom(t *testing.T) {
	for _, test := range []struct{ begin, rule, from, want string }{
		{"1970-01-05T09:30", "FREQ=WEEKLY;INTERVAL=2", "2026-09-01", "2026-09-14T09:30"},
		{"1970-01-31", "FREQ=MONTHLY", "2026-09-01", "2026-10-31"},
		{"1900-02-28T09:30", "FREQ=YEARLY;INTERVAL=3", "2026-02-28T09:31", "2029-02-28T09:30"},
		{"2000-01-01T00:00", "FREQ=SECONDLY;INTERVAL=7", "2026-09-01T12:00", "2026-09-01T12:00"},
		{"2000-01-01T00:00", "FREQ=SECONDLY;INTERVAL=7", "2026-09-01T12:00:01", "2026-09-01T12:00:07"},
		{"2026-01-01", "FREQ=DAILY;COUNT=100", "2026-04-10", "2026-04-10"},
		{"2026-01-01", "FREQ=DAILY;COUNT=100", "2026-04-11", ""},
		{"2026-01-01", "FREQ=DAILY", "2025-01-01", "2026-01-01"},
	} {
		r, err := Parse(test.rule)
		if err != nil {
			t.Fatal(err)
		}
		got := page.Civil{}
		for c := range r.Starts(civil(t, test.begin), civil(t, test.from), nil) {
			got = c
			break
		}
		if got.String() != test.want {
			t.Errorf("%s from %s: %v, want %s", test.rule, test.from, got, test.want)
		}
	}
}

// An UNTIL in the hour that a clock shows twice, or skips, is a moment and no wall time.
func TestUntilInClockChange(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "2026-10-24T02:30", "FREQ=DAILY;UNTIL=20261025T002959Z", "2026-10: 24", zone)
	check(t, "2026-10-24T02:30", "FREQ=DAILY;UNTIL=20261025T013000Z", "2026-10: 24 25", zone)
	check(t, "2026-10-24T02:30", "FREQ=DAILY;UNTIL=20261025T003000Z", "2026-10: 24 25", zone)
	check(t, "2027-03-27T02:30", "FREQ=DAILY;UNTIL=20270328T012959Z", "2027-03: 27", zone)
	check(t, "2027-03-27T02:30", "FREQ=DAILY;UNTIL=20270328T013000Z", "2027-03: 27 28", zone)
}

func TestParseRefuses(t *testing.T) {
	for _, bad := range []string{
		"", ";", "elke dinsdag", "COUNT=3", "FREQ=SOMS", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x",
		"FREQ=DAILY;UNTIL=20269999", "FREQ=DAILY;UNTIL=2026-12-01", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=54MO",
		"FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=DAILY;BYHOUR=24",
		"FREQ=DAILY;BYHOUR=-1", "FREQ=MONTHLY;BYSETPOS=0", "FREQ=WEEKLY;WKST=1MO", "FREQ=DAILY;X-FOO=1", "FREQ=YEARLY;RSCALE=HEBREW;BYMONTH=5L",
		"FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYWEEKNO=3", "FREQ=DAILY;BYYEARDAY=3", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO",
		"FREQ=YEARLY;BYMONTH=1" + strings.Repeat(",1", 5_000),
	} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

const row = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"

// hostile are rules that would keep a careless program busy.
var hostile = []string{
	"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYSETPOS=2",
	"FREQ=SECONDLY;COUNT=2147483648;BYMONTH=1", "FREQ=SECONDLY;INTERVAL=2147483648;BYSECOND=7", "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=2147483648",
	"FREQ=YEARLY;BYSETPOS=366;BYYEARDAY=1", "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=3", "FREQ=DAILY;BYSETPOS=366;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=1,2,3,4,5,6,7,8,9",
	"FREQ=DAILY;BYSECOND=" + row + ";BYMINUTE=" + row + ";BYHOUR=" + row + ";COUNT=2147483648",
}

func TestCostIsBounded(t *testing.T) {
	for _, rule := range hostile {
		r, err := Parse(rule)
		if err != nil {
			t.Fatal(err)
		}
		s := newSeries(r, civil(t, "2026-02-01T09:30"))
		past := r.past(nil)
		s.walk(s.begin, func(at int64) bool { return !past(at) })
		if s.steps > maxSteps+maxIdle {
			t.Errorf("%s: %d steps", rule, s.steps)
		}
	}
}

func TestPublish(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rule   string
		allDay bool
		want   string
	}{
		{"FREQ=WEEKLY;BYDAY=TU", false, "FREQ=WEEKLY;BYDAY=TU"},
		{"freq=daily;until=20270701;interval=2", false, "FREQ=DAILY;UNTIL=20270701T215959Z;INTERVAL=2"},
		{"FREQ=DAILY;UNTIL=20270101T120000", false, "FREQ=DAILY;UNTIL=20270101T110000Z"},
		{"FREQ=DAILY;UNTIL=20261025T013000Z", false, "FREQ=DAILY;UNTIL=20261025T013000Z"},
		{"FREQ=DAILY;UNTIL=20260706T220000Z", true, "FREQ=DAILY;UNTIL=20260707"},
		{"FREQ=DAILY;UNTIL=20260707", true, "FREQ=DAILY;UNTIL=20260707"},
	} {
		r, err := Parse(test.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Publish(zone, test.allDay); got != test.want {
			t.Errorf("%s: %s, want %s", test.rule, got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, e := range examples {
		f.Add(e.rule, e.begin, int16(0))
	}
	for _, rule := range hostile {
		f.Add(rule, "2026-02-01T09:30", int16(300))
	}
	f.Fuzz(func(t *testing.T, rule, begin string, days int16) {
		r, err := Parse(rule)
		if err != nil {
			return
		}
		start, err := page.ParseCivil(begin)
		if err != nil {
			return
		}
		from := start.AddDays(int(days))
		var all []page.Civil
		for c := range r.Starts(start, start, nil) {
			if c.Before(start) || len(all) > 0 && !all[len(all)-1].Before(c) {
				t.Fatalf("%s from %s: %s is out of order", rule, begin, c)
			}
			if all = append(all, c); len(all) == 400 {
				break
			}
		}
		// Jumping gives the same as walking, as far as the walk got.
		all = slices.DeleteFunc(all, func(c page.Civil) bool { return c.Before(from) })
		for c := range r.Starts(start, from, nil) {
			if len(all) == 0 {
				break
			}
			if c != all[0] {
				t.Fatalf("%s from %s: jumped to %s, walked to %s", rule, from, c, all[0])
			}
			all = all[1:]
		}
		if again, err := Parse(r.String()); err != nil || again.String() != r.String() {
			t.Fatalf("%q is read as %q, %v", rule, r, err)
		}
	})
}

func BenchmarkStarts(b *testing.B) {
	from := page.Date(2026, time.September, 1)
	end := page.Date(2028, time.September, 1)
	for _, rule := range []string{"FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"} {
		b.Run(rule, func(b *testing.B) {
			for b.Loop() {
				r, err := Parse(rule)
				if err != nil {
					b.Fatal(err)
				}
				for c := range r.Starts(civil(b, "1970-01-05T09:30"), from, nil) {
					if !c.Before(end) {
						break
					}
				}
			}
		})
	}
}
