package agenda

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
)

// short writes an occurrence as "start end status".
func short(o Occurrence) string {
	layout := "2006-01-02T15:04Z07:00"
	if o.AllDay {
		layout = time.DateOnly
	}
	s := o.Begin.Format(layout)
	if !o.End.IsZero() {
		s += " " + o.End.Format(layout)
	}
	if o.Status != page.StatusOn {
		s += " " + string(o.Status)
	}
	return s
}

// expand compares what an activity gives with want: lines as write makes them.
func expand(t *testing.T, front, from, to string, days holiday.Days, write func(Occurrence) string, want []string) {
	t.Helper()
	list, err := Expand(activity(t, front), days, parse(t, from), parse(t, to))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range list {
		got = append(got, write(o))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", front, got, want)
	}
}

func TestExpand(t *testing.T) {
	tests := []struct {
		name, activity, from, to string
		want                     []string
	}{
		{"once", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30+01:00 2026-12-02T11:00+01:00"}},
		{"from is in, to is out", "begin: 2026-12-02T09:30\nherhaling: FREQ=DAILY;COUNT=3", "2026-12-02T09:30", "2026-12-04T09:30",
			[]string{"2026-12-02T09:30+01:00", "2026-12-03T09:30+01:00"}},
		{"pains 6: the wall time stays when the clocks change", "begin: 2026-10-21T09:30\nherhaling: FREQ=WEEKLY;COUNT=2", "2026-10-01", "2026-11-01",
			[]string{"2026-10-21T09:30+02:00", "2026-10-28T09:30+01:00"}},
		{"pains 6: and in spring", "begin: 2027-03-24T09:30\nherhaling: FREQ=WEEKLY;COUNT=2", "2027-03-01", "2027-04-01",
			[]string{"2027-03-24T09:30+01:00", "2027-03-31T09:30+02:00"}},
		{"pains 6: a night in which the clock goes back ends when the clock says so", "begin: 2026-10-17T23:00\neinde: 2026-10-18T05:00\nherhaling: FREQ=WEEKLY;COUNT=2",
			"2026-10-01", "2026-11-01", []string{"2026-10-17T23:00+02:00 2026-10-18T05:00+02:00", "2026-10-24T23:00+02:00 2026-10-25T05:00+01:00"}},
		{"pains 6: a time that the clock skips is the moment an hour on", "begin: 2027-03-27T02:30\nherhaling: FREQ=DAILY;COUNT=3", "2027-03-01", "2027-04-01",
			[]string{"2027-03-27T02:30+01:00", "2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00"}},
		{"two times that are one moment", "begin: 2027-03-28T01:00\nherhaling: FREQ=HOURLY;COUNT=4", "2027-03-01", "2027-04-01",
			[]string{"2027-03-28T01:00+01:00", "2027-03-28T03:00+02:00", "2027-03-28T04:00+02:00"}},
		{"pains 7: all day, the end is exclusive inside", "begin: 2026-12-05\neinde: 2026-12-06\nhele_dag: true", "2026-12-01", "2027-01-01",
			[]string{"2026-12-05 2026-12-07"}},
		{"pains 7: whole days each week, over a clock change", "begin: 2026-10-17\neinde: 2026-10-18\nherhaling: FREQ=WEEKLY;COUNT=2", "2026-10-01", "2026-11-01",
			[]string{"2026-10-17 2026-10-19", "2026-10-24 2026-10-26"}},
		{"a whole day that has a time all the same", "begin: 2026-12-05T00:00\nhele_dag: true\nherhaling: FREQ=DAILY;COUNT=2", "2026-12-01", "2027-01-01",
			[]string{"2026-12-05 2026-12-06", "2026-12-06 2026-12-07"}},
		{"to midnight", "begin: 2026-12-31T20:00\neinde: 2027-01-01T00:00", "2026-12-01", "2027-02-01",
			[]string{"2026-12-31T20:00+01:00 2027-01-01T00:00+01:00"}},
		{"over the end of the year", "begin: 2026-12-31T22:00\neinde: 2027-01-01T02:00\nherhaling: FREQ=YEARLY", "2027-12-01", "2028-02-01",
			[]string{"2027-12-31T22:00+01:00 2028-01-01T02:00+01:00"}},
		{"a last day without a time", "begin: 2026-12-05T10:00\neinde: 2026-12-06", "2026-12-01", "2027-01-01",
			[]string{"2026-12-05T10:00+01:00 2026-12-07T00:00+01:00"}},
		{"an end that cannot be", "begin: 2026-12-05T10:00\neinde: 2026-12-05T09:00", "2026-12-01", "2027-01-01", []string{"2026-12-05T10:00+01:00"}},
		{"29 February", "begin: 2024-02-29\nherhaling: FREQ=YEARLY", "2025-01-01", "2033-01-01", []string{"2028-02-29 2028-03-01", "2032-02-29 2032-03-01"}},
		{"monthly on the second Tuesday", "begin: 2026-11-10T20:00\nherhaling: FREQ=MONTHLY;BYDAY=2TU", "2026-12-01", "2027-02-01",
			[]string{"2026-12-08T20:00+01:00", "2027-01-12T20:00+01:00"}},
		{"pains 3: each first and third Wednesday", "begin: 2026-11-04T20:00\nherhaling: FREQ=MONTHLY;BYDAY=1WE,3WE", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T20:00+01:00", "2026-12-16T20:00+01:00"}},
		{"UNTIL as a date takes the day in", "begin: 2026-12-01T09:30\nherhaling: FREQ=DAILY;UNTIL=20261202", "2026-12-01", "2027-01-01",
			[]string{"2026-12-01T09:30+01:00", "2026-12-02T09:30+01:00"}},
		{"UNTIL in UTC", "begin: 2026-12-01T23:30\nherhaling: FREQ=DAILY;UNTIL=20261202T223000Z", "2026-12-01", "2027-01-01",
			[]string{"2026-12-01T23:30+01:00", "2026-12-02T23:30+01:00"}},
		{"pains 3: extra dates, each once", "begin: 2026-12-02T09:30\nextra_datums: [2026-12-24T14:00, 2026-12-20, 2026-12-02T09:30]", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30+01:00", "2026-12-20T09:30+01:00", "2026-12-24T14:00+01:00"}},
		{"another zone", "begin: 2026-12-02T09:30\ntijdzone: Europe/London", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30Z"}},
		{"a whole series called off", "begin: 2026-12-02T09:30\nstatus: gaat-niet-door", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30+01:00 gaat-niet-door"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			expand(t, test.activity, test.from, test.to, holiday.Days{}, short, test.want)
		})
	}
}

// change writes of an occurrence what exceptions change: "3 10:00-11:00 status | title | place | reason | was".
func change(o Occurrence) string {
	s := o.Begin.Format("2006-01-02 15:04")
	if o.AllDay {
		s = o.Begin.Format(time.DateOnly)
	}
	if !o.End.IsZero() && !o.AllDay {
		s += o.End.Format("-15:04")
	}
	if o.Status != page.StatusOn {
		s += " " + string(o.Status)
	}
	if o.Title != "Koffie" {
		s += " | " + o.Title
	}
	if o.Place.String() != "Hal" {
		s += " | in " + o.Place.String()
	}
	if o.Reason != "" {
		s += " | " + o.Reason
	}
	if !o.Was.IsZero() {
		s += " | was " + o.Was.Format("01-02 15:04")
	}
	if o.WasPlace != "" {
		s += " | was in " + o.WasPlace
	}
	return s
}

func TestExceptions(t *testing.T) {
	const december = "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00\nplaats: {naam: Hal}\nherhaling: FREQ=WEEKLY;COUNT=4\n"
	tests := []struct {
		name, exceptions string
		want             []string
	}{
		{"pains 10: a date taken out is gone, a cancelled one stays", "- {datum: 2026-12-02}\n- {datum: 2026-12-09T09:30, status: gaat-niet-door, reden: Griep}",
			[]string{"2026-12-09 09:30-11:00 gaat-niet-door | Griep", "2026-12-16 09:30-11:00", "2026-12-23 09:30-11:00"}},
		{"an exception for another time of that day is for none", "- {datum: 2026-12-02T10:00}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-09 09:30-11:00", "2026-12-16 09:30-11:00", "2026-12-23 09:30-11:00"}},
		{"the one with the time goes before the one of the day", "- {datum: 2026-12-02}\n- {datum: 2026-12-02T09:30, status: vol}\n- {datum: 2026-12-09, en_verder: true}",
			[]string{"2026-12-02 09:30-11:00 vol"}},
		{"pains 4: a moved date takes the place of its own", "- {datum: 2026-12-09, status: verplaatst, begin: 2026-12-17T10:00}\n- {datum: 2026-12-16, en_verder: true}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-17 10:00-11:30 verplaatst | was 12-09 09:30"}},
		{"a new day keeps the time, a new end the begin", "- {datum: 2026-12-02, status: verplaatst, begin: 2026-12-03}\n- {datum: 2026-12-09, status: gaat-door, einde: 2026-12-09T12:00}\n- {datum: 2026-12-16, en_verder: true}",
			[]string{"2026-12-03 09:30-11:00 verplaatst | was 12-02 09:30", "2026-12-09 09:30-12:00"}},
		{"a place and a title, also without a status", "- {datum: 2026-12-02, plaats: Kas, title: Thee}\n- {datum: 2026-12-09, en_verder: true}",
			[]string{"2026-12-02 09:30-11:00 | Thee | in Kas | was in Hal"}},
		{"from a date on another time, place and title", "- {datum: 2026-12-09, en_verder: true, status: gaat-door, begin: 2026-12-10T10:00, einde: 2026-12-10T12:00, plaats: Kas, title: Thee}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-10 10:00-12:00 | Thee | in Kas", "2026-12-17 10:00-12:00 | Thee | in Kas", "2026-12-24 10:00-12:00 | Thee | in Kas"}},
		{"from a date on, as news", "- {datum: 2026-12-16T09:30, en_verder: true, status: verplaatst, begin: 2026-12-16T08:30, reden: Druk}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-09 09:30-11:00", "2026-12-16 08:30-10:00 verplaatst | Druk | was 12-16 09:30", "2026-12-23 08:30-10:00 verplaatst | Druk | was 12-23 09:30"}},
		{"the last change before a date counts, in any order, and from the plan", "- {datum: 2026-12-16, en_verder: true, status: gaat-door, begin: 2026-12-16T20:00}\n- {datum: 2026-12-09, en_verder: true, status: vol, begin: 2026-12-09T10:30}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-09 10:30-12:00 vol", "2026-12-16 20:00-21:30", "2026-12-23 20:00-21:30"}},
		{"one date of a changed series", "- {datum: 2026-12-09, en_verder: true, status: gaat-door, begin: 2026-12-09T10:30, plaats: Kas}\n- {datum: 2026-12-16, status: gaat-niet-door}\n- {datum: 2026-12-23, status: verplaatst, begin: 2026-12-24T09:00}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-09 10:30-12:00 | in Kas", "2026-12-16 10:30-12:00 gaat-niet-door | in Kas", "2026-12-24 09:00-10:30 verplaatst | in Kas | was 12-23 10:30"}},
		{"the end of a series, with one date that stays", "- {datum: 2026-12-09, en_verder: true}\n- {datum: 2026-12-23, status: gaat-door}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-23 09:30-11:00"}},
		{"a date that the rule does not give any more", "- {datum: 2027-01-06, status: verplaatst, begin: 2026-12-05T10:00}\n- {datum: 2026-12-09, en_verder: true}",
			[]string{"2026-12-02 09:30-11:00", "2026-12-05 10:00-11:30 verplaatst | was 01-06 09:30"}},
		{"an end before the begin is not followed", "- {datum: 2026-12-02, status: verplaatst, begin: 2026-12-02T12:00, einde: 2026-12-02T11:00}\n- {datum: 2026-12-09, en_verder: true}",
			[]string{"2026-12-02 12:00-13:30 verplaatst | was 12-02 09:30"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			expand(t, december+"uitzonderingen:\n"+test.exceptions, "2026-12-01", "2027-02-01", holiday.Days{}, change, test.want)
		})
	}
	t.Run("the reason of the whole", func(t *testing.T) {
		expand(t, december+"status: gaat-niet-door\nreden: Brand\nuitzonderingen:\n- {datum: 2026-12-09, en_verder: true, status: gaat-door}", "2026-12-01", "2026-12-10", holiday.Days{}, change,
			[]string{"2026-12-02 09:30-11:00 gaat-niet-door | Brand", "2026-12-09 09:30-11:00"})
	})
	t.Run("days", func(t *testing.T) {
		expand(t, "begin: 2026-12-02\nplaats: {naam: Hal}\nherhaling: FREQ=DAILY;COUNT=4\nuitzonderingen:\n- {datum: 2026-12-03, status: verplaatst, begin: 2026-12-03T10:00, einde: 2026-12-03T12:00}\n- {datum: 2026-12-04T00:00, en_verder: true, status: gaat-door, begin: 2026-12-06}",
			"2026-12-01", "2027-01-01", holiday.Days{}, change,
			[]string{"2026-12-02", "2026-12-03 10:00-12:00 verplaatst | was 12-03 00:00", "2026-12-06", "2026-12-07"})
	})
}

// pains 4: what is moved is in the period where it takes place.
func TestPains4MovedOverTheBorder(t *testing.T) {
	const moved = "begin: 2026-12-02T09:30\nherhaling: FREQ=WEEKLY\nuitzonderingen:\n- {datum: 2026-12-09, status: verplaatst, begin: 2027-02-03T10:00}\n- {datum: 2026-12-30, en_verder: true, status: gaat-door, begin: 2027-02-10T20:00}"
	expand(t, moved, "2026-12-01", "2027-02-01", holiday.Days{}, short, []string{"2026-12-02T09:30+01:00", "2026-12-16T09:30+01:00", "2026-12-23T09:30+01:00"})
	expand(t, moved, "2027-02-01", "2027-02-12", holiday.Days{}, short, []string{"2027-02-03T10:00+01:00 verplaatst", "2027-02-10T20:00+01:00"})
	expand(t, strings.ReplaceAll(moved, "2027-02-10T20:00", "2026-11-01T20:00"), "2026-11-01", "2026-11-09", holiday.Days{}, short, []string{"2026-11-01T20:00+01:00", "2026-11-08T20:00+01:00"})
}

// In 2026 the autumn holiday is from 17 to 25 October. Christmas is on Friday and Saturday, in a school holiday.
func TestHolidays(t *testing.T) {
	days := holiday.Default().Region("midden")
	day := func(o Occurrence) string { return o.Begin.Format("01-02") }
	const autumn = "begin: 2026-10-21T09:30\nherhaling: FREQ=WEEKLY;COUNT=3\n"
	const fridays = "begin: 2026-12-18\nherhaling: FREQ=WEEKLY;COUNT=3\n"
	tests := []struct {
		name, activity string
		want           []string
	}{
		{"not said", autumn, []string{"10-21", "10-28", "11-04"}},
		{"too", autumn + "vakanties: ook", []string{"10-21", "10-28", "11-04"}},
		{"skipped, the first one too; COUNT is not longer for it", autumn + "vakanties: overslaan", []string{"10-28", "11-04"}},
		{"only", autumn + "vakanties: alleen", []string{"10-21"}},
		{"an extra date stays", autumn + "vakanties: overslaan\nextra_datums: [2026-10-22]", []string{"10-22", "10-28", "11-04"}},
		{"a date that is named stays", autumn + "vakanties: overslaan\nuitzonderingen:\n- {datum: 2026-10-21, status: gaat-door}", []string{"10-21", "10-28", "11-04"}},
		{"a single activity stays", "begin: 2026-10-21T09:30\nvakanties: overslaan", []string{"10-21"}},
		{"public holidays skipped", fridays + "feestdagen: overslaan", []string{"12-18"}},
		{"school holidays only, and no public ones", fridays + "vakanties: alleen\nfeestdagen: overslaan", nil},
		{"no school holidays: a public one in it is out too", fridays + "vakanties: overslaan\nfeestdagen: ook", []string{"12-18"}},
		{"public holidays only", fridays + "feestdagen: alleen", []string{"12-25", "01-01"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			expand(t, test.activity, "2026-10-01", "2027-02-01", days, day, test.want)
		})
	}
}

func TestExpandHasNoCapThatCounts(t *testing.T) {
	list, err := Expand(activity(t, "begin: 2000-01-01T09:30\nherhaling: FREQ=DAILY"), holiday.Days{}, parse(t, "2000-01-01"), parse(t, "2060-01-01"))
	if err != nil || len(list) != 21_915 {
		t.Errorf("%d occurrences, %v", len(list), err)
	}
}

func TestExpandRefusesWhatItCannotFollow(t *testing.T) {
	for _, bad := range []string{"herhaling: FREQ=SOMS", "herhaling: elke dinsdag", "tijdzone: Mars/Olympus", "herhaling: FREQ=DAILY;UNTIL=20269999", "herhaling: FREQ=MINUTELY"} {
		if _, err := Expand(activity(t, "begin: 2026-12-02T09:30\n"+bad), holiday.Days{}, parse(t, "2026-12-01"), parse(t, "2027-12-01")); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

// pains 8: dates of every kind are the same wherever the program runs.
func TestPains8TheZoneOfTheMachineDoesNotMatter(t *testing.T) {
	home := time.Local
	t.Cleanup(func() { time.Local = home })
	for _, name := range []string{"UTC", "Pacific/Kiritimati", "America/Los_Angeles"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		t.Run(name, func(t *testing.T) {
			TestExpand(t)
			TestExceptions(t)
			TestHolidays(t)
		})
	}
}

// BenchmarkExpand expands a calendar of which a tenth is series, weekly and monthly, over two years.
func BenchmarkExpand(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			from := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
			pages := make([]*page.Page, n)
			for i := range pages {
				begin := page.WallTime(from.AddDate(0, 0, i%730).Add(9*time.Hour + 30*time.Minute))
				a := &page.Activity{UID: fmt.Sprint(i), Begin: begin, End: page.WallTime(begin.In(time.UTC).Add(90 * time.Minute))}
				switch {
				case i%20 == 0:
					a.Recurrence = "FREQ=WEEKLY;UNTIL=20280701"
				case i%10 == 0:
					a.Recurrence = "FREQ=MONTHLY;BYDAY=2TU"
				}
				pages[i] = &page.Page{Common: page.Common{Title: "Koffie", Kind: page.KindActivity}, Activity: a}
			}
			for b.Loop() {
				occurrences := 0
				for _, p := range pages {
					list, err := Expand(p, holiday.Days{}, from, from.AddDate(2, 0, 0))
					if err != nil {
						b.Fatal(err)
					}
					occurrences += len(list)
				}
				b.ReportMetric(float64(occurrences), "occurrences")
			}
		})
	}
}
