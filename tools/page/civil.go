package page

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// Civil is a date with or without a time of day, as it stands on a wall: in no time zone. It is written
// 2026-12-02 or 2026-12-02T09:30. The zero value is no date.
type Civil struct {
	wall    time.Time // in UTC, only as a holder of the fields
	hasTime bool
}

// Date makes a date without a time of day.
func Date(year int, month time.Month, day int) Civil {
	return Civil{wall: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// WallTime takes date and time of day from t as its zone shows them.
func WallTime(t time.Time) Civil {
	y, m, d := t.Date()
	h, mi, s := t.Clock()
	return Civil{wall: time.Date(y, m, d, h, mi, s, 0, time.UTC), hasTime: true}
}

// Zone loads an IANA time zone; "" is Europe/Amsterdam.
func Zone(name string) (*time.Location, error) {
	if name == "" || name == home {
		return amsterdam()
	}
	return time.LoadLocation(name)
}

const home = "Europe/Amsterdam"

// amsterdam is loaded once: time.LoadLocation reads a file each time, and every activity asks for its zone.
var amsterdam = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(home) })

var civilLayouts = []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05"}

// ParseCivil reads a date or a date with a time of day in the ISO 8601 forms above, or an RFC 3339 time, of
// which it takes the wall time in Europe/Amsterdam.
func ParseCivil(s string) (Civil, error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return Civil{wall: t}, nil
	}
	for _, layout := range civilLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Civil{wall: t, hasTime: true}, nil
		}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Civil{}, fmt.Errorf("%q is geen datum; schrijf 2026-12-02 of 2026-12-02T09:30", s)
	}
	loc, err := Zone("")
	if err != nil {
		return Civil{}, err
	}
	return WallTime(t.In(loc)), nil
}

// IsZero reports whether c is no date at all.
func (c Civil) IsZero() bool { return c.wall.IsZero() }

// HasTime reports whether c has a time of day.
func (c Civil) HasTime() bool { return c.hasTime }

// In gives the moment at which a clock in the zone shows c; midnight for a date alone. As RFC 5545 has it (3.3.5), a time
// that the clock shows twice is the first one, and a time that it skips is as long after the last one that it shows. time.Date
// promises neither.
func (c Civil) In(loc *time.Location) time.Time {
	y, m, d := c.wall.Date()
	t := time.Date(y, m, d, c.wall.Hour(), c.wall.Minute(), c.wall.Second(), 0, loc)
	_, offset := t.Zone()
	if skipped := c.wall.Unix() - t.Unix() - int64(offset); skipped > 0 {
		return t.Add(time.Duration(skipped) * time.Second)
	}
	if _, before := t.Add(-3 * time.Hour).Zone(); before > offset { // the clock went back not long ago
		first := t.Add(time.Duration(offset-before) * time.Second)
		if _, o := first.Zone(); o == before {
			return first
		}
	}
	return t
}

// Day is the date of c alone.
func (c Civil) Day() Civil {
	y, m, d := c.wall.Date()
	return Date(y, m, d)
}

// AddDays moves c by whole days.
func (c Civil) AddDays(n int) Civil {
	c.wall = c.wall.AddDate(0, 0, n)
	return c
}

// Before reports whether c is earlier than d on the same wall.
func (c Civil) Before(d Civil) bool { return c.wall.Before(d.wall) }

// Sub is the time between d and c on the same wall.
func (c Civil) Sub(d Civil) time.Duration { return c.wall.Sub(d.wall) }

func (c Civil) String() string {
	switch {
	case c.IsZero():
		return ""
	case !c.hasTime:
		return c.wall.Format(time.DateOnly)
	case c.wall.Second() != 0:
		return c.wall.Format("2006-01-02T15:04:05")
	}
	return c.wall.Format("2006-01-02T15:04")
}

// MarshalYAML writes c as a string.
func (c Civil) MarshalYAML() (any, error) { return c.String(), nil }

// UnmarshalYAML reads what ParseCivil reads.
func (c *Civil) UnmarshalYAML(unmarshal func(any) error) error {
	var s string
	if err := unmarshal(&s); err != nil {
		return err
	}
	v, err := ParseCivil(s)
	if err != nil {
		return err
	}
	*c = v
	return nil
}
