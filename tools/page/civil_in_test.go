package page

import (
	"testing"
	"time"
)

// pains 6: what RFC 5545 says (3.3.5) of a time that the clock skips, and of one that it shows twice.
func TestCivilIn(t *testing.T) {
	for _, test := range []struct{ zone, wall, want string }{
		{"Europe/Amsterdam", "2027-03-28T01:59", "2027-03-28T01:59:00+01:00"},
		{"Europe/Amsterdam", "2027-03-28T02:30", "2027-03-28T03:30:00+02:00"},
		{"Europe/Amsterdam", "2027-03-28T03:00", "2027-03-28T03:00:00+02:00"},
		{"Europe/Amsterdam", "2026-10-25T01:59", "2026-10-25T01:59:00+02:00"},
		{"Europe/Amsterdam", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00"},
		{"Europe/Amsterdam", "2026-10-25T03:00", "2026-10-25T03:00:00+01:00"},
		{"Europe/London", "2026-10-25T01:30", "2026-10-25T01:30:00+01:00"},
		{"America/New_York", "2027-03-14T02:30", "2027-03-14T03:30:00-04:00"},
		{"America/New_York", "2026-11-01T01:30", "2026-11-01T01:30:00-04:00"},
		{"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45:00+11:00"},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		c, err := ParseCivil(test.wall)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.In(zone).Format(time.RFC3339); got != test.want {
			t.Errorf("%s in %s: %s, want %s", test.wall, test.zone, got, test.want)
		}
	}
}
