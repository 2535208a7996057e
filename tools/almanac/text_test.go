package almanac

import (
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
)

func TestHoursAndNote(t *testing.T) {
	tests := []struct {
		name, activity string
		hours, note    string
	}{
		{"no end", "begin: 2026-12-02T09:30", "9.30 uur", ""},
		{"an end", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:05", "9.30–11.05 uur", ""},
		{"until midnight", "begin: 2026-12-02T20:00\neinde: 2026-12-03T00:00", "20.00–24.00 uur", ""},
		{"a night", "begin: 2026-12-02T20:00\neinde: 2026-12-03T08:00", "20.00 uur, tot en met donderdag 3 december 2026, 8.00 uur", ""},
		{"an end that cannot be", "begin: 2026-12-02T09:30\neinde: 2026-12-02T08:00", "9.30 uur", ""},
		{"a day", "begin: 2026-12-02", "hele dag", ""},
		{"days", "begin: 2026-12-02\neinde: 2026-12-03", "tot en met donderdag 3 december 2026", ""},
		{"the day on which summer time ends", "begin: 2026-10-25", "hele dag", ""},
		{"and the one on which it begins", "begin: 2027-03-28", "hele dag", ""},
		{"moved", "begin: 2026-12-02T09:30\nherhaling: FREQ=DAILY;COUNT=1\nuitzonderingen: [{datum: 2026-12-02T09:30, status: verplaatst, begin: 2026-12-03T10:00, reden: De zaal is bezet.}]",
			"10.00 uur", "Was eerst op woensdag 2 december 2026, 9.30 uur. De zaal is bezet."},
	}
	for _, test := range tests {
		p, err := page.Parse([]byte("---\ntitle: Koffie\nsoort: activiteit\n" + test.activity + "\n---\n"))
		if err != nil {
			t.Fatal(err)
		}
		list, err := agenda.Expand(p, holiday.Days{}, time.Time{}, parse(t, "2028-01-01"))
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", test.name, list, err)
		}
		if o := &list[0]; Hours(o) != test.hours || Note(o) != test.note {
			t.Errorf("%s: %q and %q, want %q and %q", test.name, Hours(o), Note(o), test.hours, test.note)
		}
	}
}
