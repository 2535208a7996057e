package syndicate

import (
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

func vtimezone(t *testing.T, name string, first, last int) string {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{}
	w.timezone(loc, first, last)
	return w.String()
}

func TestOurOwnZoneIsWhatTheRulesSay(t *testing.T) {
	made := vtimezone(t, "Europe/Amsterdam", 1996, 2027)
	const before = "BEGIN:STANDARD\r\nDTSTART:19950924T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n"
	if got := strings.Replace(made, before, "", 1); got != amsterdam {
		t.Errorf("got\n%s", made)
	}
}

// TestZones follows what is written, as a client does, and compares it with the zone each six hours of some years.
func TestZones(t *testing.T) {
	for _, name := range []string{
		"Europe/Amsterdam", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago",
		"Africa/Casablanca", "Europe/Istanbul", "Pacific/Apia", "UTC",
	} {
		text := vtimezone(t, name, 2014, 2027)
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		offsets := observances(t, text)
		for at := time.Date(2014, 1, 1, 5, 0, 0, 0, time.UTC); at.Year() < 2031; at = at.Add(6 * time.Hour) {
			_, want := at.In(loc).Zone()
			if got := offsets(at); got != want {
				t.Fatalf("%s at %v: %d, want %d\n%s", name, at, got, want, text)
			}
		}
		if !strings.Contains(text, "BEGIN:STANDARD") {
			t.Errorf("%s has no standard time", name)
		}
	}
	if text := vtimezone(t, "America/New_York", 2026, 2026); !strings.Contains(text, "BYMONTH=3;BYDAY=2SU") || !strings.Contains(text, "BYMONTH=11;BYDAY=1SU") {
		t.Errorf("no rule in\n%s", text)
	}
}

// observances reads a VTIMEZONE and gives its offset at a moment: that of the last change before it.
func observances(t *testing.T, text string) func(time.Time) int {
	t.Helper()
	offsets := map[int64]int{}
	for _, part := range strings.Split(text, "DTSTART:")[1:] {
		lines := strings.Split(part, "\r\n")
		start, err := time.Parse("20060102T150405", lines[0])
		if err != nil {
			t.Fatal(err)
		}
		from, to, rule := 0, 0, ""
		for _, line := range lines[1:] {
			name, value, _ := strings.Cut(line, ":")
			switch name {
			case "TZOFFSETFROM":
				from = seconds(t, value)
			case "TZOFFSETTO":
				to = seconds(t, value)
			case "RRULE":
				rule = value
			}
		}
		add := func(wall time.Time) { offsets[wall.Unix()-int64(from)] = to }
		add(start)
		if rule == "" {
			continue
		}
		r, err := recur.Parse(rule)
		if err != nil {
			t.Fatal(err)
		}
		begin := page.WallTime(start)
		for c := range r.Starts(begin, begin, nil) {
			at := c.In(time.UTC)
			if at.Year() > 2031 {
				break
			}
			add(at)
		}
	}
	return func(at time.Time) int {
		var last int64 = -1 << 62
		for start := range offsets {
			if start <= at.Unix() && start > last {
				last = start
			}
		}
		return offsets[last]
	}
}

func seconds(t *testing.T, offset string) int {
	t.Helper()
	at, err := time.Parse("-0700", offset)
	if err != nil {
		t.Fatal(err)
	}
	_, s := at.Zone()
	return s
}
