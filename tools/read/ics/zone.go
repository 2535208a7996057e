package ics

import (
	"fmt"
	"regexp"
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
//  2. a name that Windows or a program shows to people, in the language of who made the calendar ("W. Europe Standard Time",
//     "West-Europa (standaardtijd)", "(UTC+01:00) Brussel, Kopenhagen, Madrid, Parijs", "CET");
//  3. the zone that has the offsets of the VTIMEZONE on every day of the year; one that is not home with a warning;
//  4. the offset in the name (GMT-0500), with a warning;
//  5. home, with a warning.
//
// A zone whose clocks are always those of home is home.
type zones struct {
	home    *time.Location
	defined map[string]*component
	found   map[string]*time.Location
	all     []*time.Location // what places gave
	notices []notice.Notice
}

const (
	home     = "Europe/Amsterdam"
	maxZones = 100 // in one file; further ones are home
)

func newZones() *zones {
	z := &zones{defined: map[string]*component{}, found: map[string]*time.Location{}}
	var err error
	if z.home, err = page.Zone(""); err != nil { // no zone data: wall times stay what they are
		z.home = time.FixedZone(home, 3600)
	}
	return z
}

// define keeps a VTIMEZONE.
func (z *zones) define(c *component) {
	if len(z.defined) < maxZones {
		z.defined[strings.Trim(c.text("TZID"), `"`)] = c
	}
}

// get gives the zone of a TZID that is used with the time in value.
func (z *zones) get(tzid, value string) *time.Location {
	if tzid == "" {
		return z.home
	}
	loc := z.found[tzid]
	if loc == nil {
		year := 2026
		if t, _, _, ok := parseTime(value); ok {
			year = t.Year()
		}
		loc = z.find(tzid, year)
		z.found[tzid] = loc
	}
	return loc
}

func (z *zones) find(tzid string, year int) *time.Location {
	if len(z.found) >= maxZones {
		return z.home
	}
	if loc := named(tzid); loc != nil {
		return z.homely(loc)
	}
	if def := z.defined[tzid]; def != nil {
		if loc := iana(def.text("X-LIC-LOCATION")); loc != nil {
			return z.homely(loc)
		}
		if loc, exact := z.byRules(def, year); loc != nil {
			if loc != z.home || !exact {
				z.warn(def.line, tzid, loc)
			}
			return loc
		}
	}
	loc := z.home
	if m := offsetName.FindStringSubmatch(tzid); m != nil {
		if n, _ := strconv.Atoi(m[1]); n != 1 && n != 2 && hours(n) != nil { // those are how people write Dutch time
			loc = hours(n)
		}
	}
	z.warn(0, tzid, loc)
	return loc
}

func (z *zones) warn(line int, tzid string, loc *time.Location) {
	name := loc.String()
	if fixed(loc) {
		_, seconds := noon(2026, 0).In(loc).Zone()
		name = fmt.Sprintf("UTC%+d, zonder zomertijd", seconds/3600)
	}
	z.notices = append(z.notices, notice.Notice{Level: notice.Warning, Line: line,
		Text: fmt.Sprintf("De tijdzone ‘%s’ is onbekend; de tijden zijn gelezen als die van %s.", tzid, name),
		Hint: "Controleer de tijden, of kies in de agenda de tijdzone Europe/Amsterdam."})
}

// iana loads a zone by its name or by the end of it.
func iana(name string) *time.Location {
	name = strings.Trim(strings.NewReplacer(" ", "_", `\`, "").Replace(name), `/"_`)
	if name == "UTC" || name == "GMT" || name == "Z" || name == "Etc/UTC" {
		return time.UTC
	}
	parts := strings.Split(name, "/")
	for n := 2; n <= min(3, len(parts)); n++ {
		if loc, err := time.LoadLocation(strings.Join(parts[len(parts)-n:], "/")); err == nil {
			return loc
		}
	}
	return nil
}

// shown are zones by what Dutch, German, French and English programs show of them.
var shown = map[string]string{
	"west-europa": home, "midden-europa": "Europe/Warsaw", "centraal-europa": "Europe/Budapest", "oost-europa": "Europe/Chisinau",
	"gmt": "Europe/London", "greenwich": "Atlantic/Reykjavik", "griekenland": "Europe/Bucharest",
	"west-europese tijd": home, "midden-europese tijd": home, "midden-europese": home,
	"mitteleuropäische zeit": home, "mitteleuropäische": home, "westeuropäische": home, "romanische": "Europe/Paris",
	"zentraleuropa": "Europe/Budapest", "europe de l'ouest": home, "europe centrale": "Europe/Budapest", "paris, madrid": "Europe/Paris",
	"central european time": home, "western/central europe": home, "gmt +0100 (standard) / gmt +0200 (daylight)": home,
	"cet": home, "cest": home, "met": home, "mez": home, "mesz": home, "cet/cest": home, "tzone://microsoft/utc": "Etc/UTC", "coordinated universal time": "Etc/UTC", "zulu": "Etc/UTC",
}

// cities stand in what Windows shows of a zone.
var cities = map[string]string{
	"amsterdam": home, "berlijn": home, "berlin": home, "brussel": home, "brussels": home, "bruxelles": home, "brüssel": home, "parijs": home, "paris": home,
	"wenen": home, "wien": home, "vienna": home, "madrid": home, "rome": home, "rom": home, "kopenhagen": home, "copenhagen": home, "praag": home, "prague": home, "prag": home,
	"boedapest": home, "budapest": home, "sarajevo": home, "warschau": home, "warsaw": home, "londen": "Europe/London", "london": "Europe/London", "lissabon": "Europe/London",
}

var (
	offsetName = regexp.MustCompile(`(?i)^\(?(?:UTC|GMT)? ?([+-]\d{1,2})(?:[:.]?00)?(?:\)|$)`)
	dressing   = regexp.MustCompile(`(?i)\(?\b(?:standaardtijd|zomertijd|standard ?time|daylight ?time|summer ?time|normalzeit|sommerzeit|heure standard|heure d.été)\b\)?| \d$|^gmt[+-]\d{4} `)
	words      = regexp.MustCompile(`[^\p{L}]+`)
)

// named finds a zone by its name, nil when nobody knows it.
func named(tzid string) *time.Location {
	if loc := iana(tzid); loc != nil {
		return loc
	}
	s := strings.ToLower(oneLine(strings.ReplaceAll(tzid, "’", "'")))
	if name := shown[s]; name != "" {
		return iana(name)
	}
	bare := oneLine(strings.Trim(dressing.ReplaceAllString(s, ""), "() "))
	for _, name := range []string{windowsZones[bare], shown[bare]} {
		if name != "" {
			return iana(name)
		}
	}
	for word := range strings.SplitSeq(words.ReplaceAllString(s, " "), " ") {
		if name := cities[word]; name != "" {
			return iana(name)
		}
	}
	return nil
}

// homely gives home for a zone that has its times.
func (z *zones) homely(loc *time.Location) *time.Location {
	for year := 2020; year < 2030; year++ {
		for day := 0; day < 365; day += 5 {
			t := noon(year, day)
			_, a := t.In(loc).Zone()
			if _, b := t.In(z.home).Zone(); a != b {
				return loc
			}
		}
	}
	return z.home
}
