package ics

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

// A shift is a moment at which a zone goes from one offset to another, in seconds.
type shift struct {
	at       int64
	from, to int
}

// shifts gives the clock changes that a VTIMEZONE tells, up to the end of a year and at least from the year before.
func shifts(def *component, year int) []shift {
	var all []shift
	for _, c := range def.kids {
		to, ok1 := offset(c, "TZOFFSETTO")
		from, ok2 := offset(c, "TZOFFSETFROM")
		if !ok1 || c.name != "STANDARD" && c.name != "DAYLIGHT" {
			continue
		}
		if !ok2 {
			from = to
		}
		before := time.FixedZone("", from)
		add := func(wall page.Civil) { all = append(all, shift{wall.In(before).Unix(), from, to}) }
		for _, p := range c.props {
			switch p.name {
			case "DTSTART":
				begin, ok := onset(p.value)
				if !ok {
					continue
				}
				add(begin)
				rule, err := recur.Parse(tidy(c.text("RRULE")))
				if err != nil || rule.FinerThanDaily() {
					continue
				}
				for wall := range rule.Starts(begin, page.Date(year-1, time.January, 1), before) {
					if wall.In(time.UTC).Year() > year {
						break
					}
					add(wall)
				}
			case "RDATE":
				for value := range strings.SplitSeq(p.value, ",") {
					if wall, ok := onset(value); ok {
						add(wall)
					}
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b shift) int { return cmp.Compare(a.at, b.at) })
	return all
}

func onset(value string) (page.Civil, bool) {
	t, _, _, ok := parseTime(value)
	return page.WallTime(t), ok
}

// byRules finds the zone that has the offsets of a VTIMEZONE on the days of a year of which it speaks, or else, and that is not exact,
// those of its winter and its summer: home first, then any that Windows knows. One without clock changes is a fixed offset.
func (z *zones) byRules(def *component, year int) (loc *time.Location, exact bool) {
	all := shifts(def, year)
	if len(all) == 0 {
		return nil, false
	}
	if !slices.ContainsFunc(all, func(s shift) bool { return s.to != all[0].to }) {
		if all[0].to%3600 == 0 {
			return hours(all[0].to / 3600), true
		}
		all = append(all, shift{noon(year, 365).Unix(), all[0].to, all[0].to})
	}
	days := offsets(all, year)
	for _, step := range []int{1, 182} { // every day; the middle of winter and of summer
		for _, loc := range z.places() {
			if same(loc, days, step) {
				return z.homely(loc), step == 1
			}
		}
	}
	return nil, false
}

// places gives the zones that a VTIMEZONE may be, the likely ones first.
func (z *zones) places() []*time.Location {
	if z.all == nil {
		for _, name := range append([]string{home, "Europe/London", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"}, slices.Sorted(maps.Values(windowsZones))...) {
			if loc := iana(name); loc != nil && !fixed(loc) {
				z.all = append(z.all, loc)
			}
		}
	}
	return z.all
}

// offsets gives the offset of a zone at noon on the days of a year of which its clock changes speak: each tells about the months
// around it.
func offsets(all []shift, year int) map[time.Time]int {
	const season = 150 * 24 * 60 * 60
	days := map[time.Time]int{}
	for i := range 365 {
		day := noon(year, i)
		t := day.Unix()
		n := sort.Search(len(all), func(j int) bool { return all[j].at > t })
		switch {
		case n == 0 && t > all[0].at-season:
			days[day] = all[0].from
		case n > 0 && (n < len(all) || t < all[n-1].at+season):
			days[day] = all[n-1].to
		}
	}
	return days
}

// same reports whether a zone has the offsets on some of the days, at least on one.
func same(loc *time.Location, days map[time.Time]int, step int) bool {
	found := false
	for day, want := range days {
		if (day.YearDay()-15)%step != 0 {
			continue
		}
		if _, seconds := day.In(loc).Zone(); seconds != want {
			return false
		}
		found = true
	}
	return found
}

func noon(year, day int) time.Time {
	return time.Date(year, time.January, 1+day, 12, 0, 0, 0, time.UTC)
}

// hours is the zone that is always n hours ahead of UTC.
func hours(n int) *time.Location {
	if n == 0 {
		return time.UTC
	}
	loc, err := time.LoadLocation(fmt.Sprintf("Etc/GMT%+d", -n))
	if err != nil {
		return nil
	}
	return loc
}

// fixed tells a zone that is an offset and no place.
func fixed(loc *time.Location) bool {
	return loc == time.UTC || strings.HasPrefix(loc.String(), "Etc/")
}

var offsetForm = regexp.MustCompile(`^([+-]?)(\d{2}):?(\d{2})(?::?\d{2})?$`)

func offset(c *component, name string) (seconds int, ok bool) {
	m := offsetForm.FindStringSubmatch(c.text(name))
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[2])
	min, _ := strconv.Atoi(m[3])
	seconds = h*3600 + min*60
	if m[1] == "-" {
		seconds = -seconds
	}
	return seconds, true
}
