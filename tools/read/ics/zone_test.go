package ics

import (
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// zoned reads an event at 10.00 in a zone, with a VTIMEZONE of it.
func zoned(t *testing.T, tzid, vtimezone string) (begin, zone string, warned int) {
	t.Helper()
	data := strings.Replace(string(one("DTSTART;TZID="+tzid+":20260710T100000\nRRULE:FREQ=DAILY;COUNT=2")), "BEGIN:VEVENT", vtimezone+"BEGIN:VEVENT", 1)
	pages, notices, err := Read(page.Source{Data: []byte(data)})
	if err != nil || len(pages) != 1 {
		t.Fatalf("%s: %d pages, %v", tzid, len(pages), err)
	}
	for _, n := range notices {
		if strings.Contains(n.Text, "tijdzone") {
			warned++
		}
	}
	return pages[0].Activity.Begin.String(), pages[0].Activity.Zone, warned
}

// pains 5
func TestZoneNames(t *testing.T) {
	for _, tzid := range []string{"Europe/Amsterdam", "Europe/Brussels", "Europe\\/Amsterdam", "/freeassociation.sourceforge.net/Europe/Amsterdam", "/mozilla.org/20050126_1/Europe/Amsterdam",
		"W. Europe Standard Time", `"W. Europe Standard Time"`, "W. Europe Standard Time 1", "Romance Standard Time", "Central European Standard Time", "West-Europa (standaardtijd)", "West-Europa (zomertijd)",
		"Romance (standaardtijd)", "Midden-Europa (standaardtijd)", "GMT+0100 (West-Europa (standaardtijd))", `"(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen"`,
		"(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen", "(GMT+01.00) Amsterdam / Berlin / Bern / Rom / Stockholm / Wien", `"(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris"`,
		"Mitteleuropäische Zeit", "Europe de l’Ouest", "CET", "Amsterdam", "europe/amsterdam"} {
		if begin, zone, warned := zoned(t, tzid, ""); begin != "2026-07-10T10:00" || zone != "" || warned != 0 {
			t.Errorf("%s: %s %s, %d warnings", tzid, begin, zone, warned)
		}
	}
	for tzid, want := range map[string]string{"GMT Standard Time": "Europe/London", "Tokyo Standard Time": "Asia/Tokyo", "/x/America/Argentina/Buenos_Aires": "America/Argentina/Buenos_Aires"} {
		if begin, zone, warned := zoned(t, tzid, ""); begin != "2026-07-10T10:00" || zone != want || warned != 0 {
			t.Errorf("%s: %s %s, %d warnings", tzid, begin, zone, warned)
		}
	}
	for tzid, want := range map[string]string{"Customized Time Zone": "2026-07-10T10:00", "GMT+0100": "2026-07-10T10:00", "UTC-05:00": "2026-07-10T17:00", "../../etc/passwd": "2026-07-10T10:00"} {
		if begin, zone, warned := zoned(t, tzid, ""); begin != want || zone != "" || warned != 1 {
			t.Errorf("%s: %s %s, %d warnings", tzid, begin, zone, warned)
		}
	}
}

// observance writes one part of a VTIMEZONE.
func observance(kind, from, to, begin, more string) string {
	return "BEGIN:" + kind + "\r\nTZOFFSETFROM:" + from + "\r\nTZOFFSETTO:" + to + "\r\nDTSTART:" + begin + "\r\n" + more + "END:" + kind + "\r\n"
}

func TestZoneByItsRules(t *testing.T) {
	const march, october = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
	for name, c := range map[string]struct{ rules, begin, zone, warning string }{
		"Outlook":  {observance("STANDARD", "+0200", "+0100", "16010101T030000", october) + observance("DAYLIGHT", "+0100", "+0200", "16010101T020000", march), "10:00", "", ""},
		"one year": {observance("STANDARD", "+0200", "+0100", "20261025T030000", "") + observance("DAYLIGHT", "+0100", "+0200", "20260329T020000", ""), "10:00", "", ""},
		"New York": {observance("STANDARD", "-0400", "-0500", "20071104T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n") +
			observance("DAYLIGHT", "-0500", "-0400", "20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"), "10:00", "America/New_York", "America/New_York"},
		"always +1":    {observance("STANDARD", "+0100", "+0100", "19700101T000000", ""), "11:00", "", "UTC+1, zonder zomertijd"},
		"always +5:45": {observance("STANDARD", "+0545", "+0545", "19700101T000000", ""), "10:00", "Asia/Katmandu", "Asia/Katmandu"},
		"American dates": {observance("STANDARD", "+0200", "+0100", "20071104T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n") +
			observance("DAYLIGHT", "+0100", "+0200", "20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"), "10:00", "", "Europe/Amsterdam"},
		"nothing": {"", "10:00", "", "Europe/Amsterdam"},
	} {
		begin, zone, warned := zoned(t, "Mijn zone", "BEGIN:VTIMEZONE\r\nTZID:Mijn zone\r\n"+c.rules+"END:VTIMEZONE\r\n")
		if begin != "2026-07-10T"+c.begin || zone != c.zone || (warned == 1) != (c.warning != "") {
			t.Errorf("%s: %s %s, %d warnings", name, begin, zone, warned)
		}
	}
}

func TestEveryZoneExists(t *testing.T) {
	for _, table := range []map[string]string{windowsZones, shown, cities} {
		for name, zone := range table {
			if _, err := time.LoadLocation(zone); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
