package ics

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// zones finds the zone that a TZID means, in this order:
//
//  1. an IANA name, also with a prefix (/freeassociation.sourceforge.net/Europe/Amsterdam), also the one in
//     X-LIC-LOCATION of the calendar's VTIMEZONE;
//  2. a Windows name ("W. Europe Standard Time") or its Dutch or cities' display name ("West-Europa (standaardtijd)",
//     "(UTC+01:00) Amsterdam, Berlijn, …");
//  3. the zone with the offsets that the VTIMEZONE has: Europe/Amsterdam first, another one with a warning;
//  4. Europe/Amsterdam, with a warning.
type zones struct {
	home    *time.Location
	defined map[string]*component
	found   map[string]*time.Location
	notices []notice.Notice
}

const home = "Europe/Amsterdam"

func newZones(root *component) *zones {
	z := &zones{defined: map[string]*component{}, found: map[string]*time.Location{}}
	var err error
	if z.home, err = page.Zone(""); err != nil { // no zone data: wall times stay what they are
		z.home = time.FixedZone(home, 3600)
	}
	for _, calendar := range root.kids {
		for _, c := range calendar.kids {
			if c.name == "VTIMEZONE" {
				z.defined[strings.Trim(c.text("TZID"), `"`)] = c
			}
		}
	}
	return z
}

// get gives the zone of a TZID.
func (z *zones) get(tzid string) *time.Location {
	if tzid == "" {
		return z.home
	}
	if loc := z.found[tzid]; loc != nil {
		return loc
	}
	loc := z.find(tzid)
	if loc.String() == home {
		loc = z.home // one pointer, so that zones compare
	}
	z.found[tzid] = loc
	return loc
}

func (z *zones) find(tzid string) *time.Location {
	names := []string{tzid}
	def := z.defined[tzid]
	if def != nil {
		names = append(names, def.text("X-LIC-LOCATION"))
	}
	for _, name := range names {
		if loc := iana(name); loc != nil {
			return loc
		}
	}
	if name := display(tzid); name != "" {
		if loc := iana(name); loc != nil {
			return z.homely(loc)
		}
	}
	if def != nil {
		if loc := z.byOffsets(def); loc != nil {
			if loc != z.home {
				z.warn(def.line, tzid, loc.String())
			}
			return loc
		}
	}
	z.warn(0, tzid, home)
	return z.home
}

func (z *zones) warn(line int, tzid, name string) {
	z.notices = append(z.notices, notice.Notice{Level: notice.Warning, Line: line,
		Text: fmt.Sprintf("De tijdzone ‘%s’ is onbekend; de tijden zijn gelezen als die van %s.", tzid, name),
		Hint: "Controleer de tijden, of kies in de agenda de tijdzone Europe/Amsterdam."})
}

// iana loads a zone by its name or by the end of it.
func iana(name string) *time.Location {
	name = strings.Trim(strings.ReplaceAll(name, " ", "_"), `/"_`)
	if name == "UTC" || name == "GMT" || name == "Z" || name == "Etc/UTC" {
		return time.UTC
	}
	parts := strings.Split(name, "/")
	for n := min(3, len(parts)); n >= 2; n-- {
		if loc, err := time.LoadLocation(strings.Join(parts[len(parts)-n:], "/")); err == nil {
			return loc
		}
	}
	return nil
}

var dutchZones = map[string]string{
	"west-europa": home, "romance": "Europe/Paris", "midden-europa": "Europe/Warsaw", "centraal-europa": "Europe/Budapest",
	"oost-europa": "Europe/Chisinau", "gmt": "Europe/London", "greenwich": "Atlantic/Reykjavik", "griekenland": "Europe/Bucharest",
	"gmt +0100 (standard) / gmt +0200 (daylight)": home, "western/central europe": home, "cet": home, "mez": home, "west-europese tijd": home,
	"midden-europese tijd": home, "central european time": home, "utc": "Etc/UTC", "coordinated universal time": "Etc/UTC",
}

// display reads the names that Windows shows to people.
func display(tzid string) string {
	s := strings.ToLower(strings.Join(strings.Fields(tzid), " "))
	if strings.Contains(s, "amsterdam,") || strings.HasSuffix(s, "amsterdam") {
		return home
	}
	for _, suffix := range []string{"standard time", "(standaardtijd)", "standaardtijd", "(zomertijd)", "daylight time", "summer time"} {
		s = strings.TrimSpace(strings.Replace(s, suffix, "", 1))
	}
	s = strings.Join(strings.Fields(s), " ")
	if name := dutchZones[s]; name != "" {
		return name
	}
	return windowsZones[s]
}

// homely gives Europe/Amsterdam for a zone that Windows names for several countries and that has the same times.
func (z *zones) homely(loc *time.Location) *time.Location {
	for year := 2020; year < 2030; year++ {
		for month := time.January; month <= time.December; month++ {
			for _, day := range []int{1, 15, 28} {
				t := time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
				_, a := t.In(loc).Zone()
				if _, b := t.In(z.home).Zone(); a != b {
					return loc
				}
			}
		}
	}
	return z.home
}

// byOffsets finds a zone that has the offsets of a VTIMEZONE in winter and in summer.
func (z *zones) byOffsets(def *component) *time.Location {
	var winter, summer int
	seen := false
	for _, c := range def.kids {
		p, _ := c.get("TZOFFSETTO")
		seconds, ok := offset(p.value)
		switch {
		case !ok:
		case c.name == "STANDARD":
			if !seen {
				summer = seconds
			}
			winter, seen = seconds, true
		case c.name == "DAYLIGHT":
			summer = seconds
			if !seen {
				winter = seconds - 3600
			}
			seen = true
		}
	}
	if !seen {
		return nil
	}
	for _, name := range append([]string{home, "Europe/London", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"},
		slices.Sorted(maps.Values(windowsZones))...) {
		loc := iana(name)
		if loc == nil {
			continue
		}
		if name == home {
			loc = z.home
		}
		_, jan := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC).In(loc).Zone()
		_, jul := time.Date(2026, 7, 15, 12, 0, 0, 0, time.UTC).In(loc).Zone()
		if jan == winter && jul == summer || jan == summer && jul == winter && name != home {
			return loc
		}
	}
	return nil
}

var offsetForm = regexp.MustCompile(`^([+-])(\d{2}):?(\d{2})(\d{2})?$`)

func offset(s string) (seconds int, ok bool) {
	m := offsetForm.FindStringSubmatch(strings.TrimSpace(s))
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
