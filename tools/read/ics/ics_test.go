package ics

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.ics", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: file, Data: data})
	})
}

// one wraps the lines of an event in a calendar.
func one(lines string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Appels\r\n" + strings.ReplaceAll(lines, "\n", "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

func TestTimes(t *testing.T) {
	for in, want := range map[string]string{
		"DTSTART:20261010T100000\nDTEND:20261010T120000":                                             "2026-10-10T10:00 2026-10-10T12:00 ",
		"DTSTART:20261010T080000Z\nDTEND:20261010T100000Z":                                           "2026-10-10T10:00 2026-10-10T12:00 ",
		"DTSTART:20261031T230000Z":                                                                   "2026-11-01T00:00  ",
		"DTSTART;TZID=Europe/Amsterdam:20261010T100000\nDURATION:PT1H30M":                            "2026-10-10T10:00 2026-10-10T11:30 ",
		"DTSTART;TZID=Europe/Amsterdam:20261024T200000\nDURATION:P1D":                                "2026-10-24T20:00 2026-10-25T20:00 ",
		"DTSTART;TZID=Europe/Amsterdam:20261024T200000\nDURATION:PT24H":                              "2026-10-24T20:00 2026-10-25T19:00 ",
		"DTSTART;TZID=W. Europe Standard Time:20261010T100000":                                       "2026-10-10T10:00  ",
		"DTSTART;TZID=Romance Standard Time:20261010T100000":                                         "2026-10-10T10:00  ",
		"DTSTART;TZID=\"West-Europa (standaardtijd)\":20261010T100000":                               "2026-10-10T10:00  ",
		"DTSTART;TZID=(UTC+01:00) Amsterdam, Berlijn, Bern, Rome:20261010T100000":                    "2026-10-10T10:00  ",
		"DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20261010T100000":             "2026-10-10T10:00  ",
		"DTSTART;TZID=GMT Standard Time:20261010T100000":                                             "2026-10-10T10:00  Europe/London",
		"DTSTART;TZID=Europe/London:20261010T100000\nDTEND;TZID=Europe/Amsterdam:20261010T130000":    "2026-10-10T10:00 2026-10-10T12:00 Europe/London",
		"DTSTART;TZID=Tokyo Standard Time:20261010T100000":                                           "2026-10-10T10:00  Asia/Tokyo",
		"DTSTART;VALUE=DATE:20261010\nDTEND;VALUE=DATE:20261011":                                     "2026-10-10  ",
		"DTSTART;VALUE=DATE:20261010\nDTEND;VALUE=DATE:20261013":                                     "2026-10-10 2026-10-12 ",
		"DTSTART;VALUE=DATE:20261010\nDURATION:P3D":                                                  "2026-10-10 2026-10-12 ",
		"DTSTART;VALUE=DATE:20261010":                                                                "2026-10-10  ",
		"DTSTART:20261010":                                                                           "2026-10-10  ",
		"DTSTART:2026-10-10T10:00:00":                                                                "2026-10-10T10:00  ",
		"DTSTART:20261010T100000\nDTEND:20261010T100000":                                             "2026-10-10T10:00  ",
		"DTSTART:20261010T200000\nDTEND:20261010T240000":                                             "2026-10-10T20:00 2026-10-11T00:00 ",
		"DTSTART;TZID=Europe/Amsterdam:20261010T000000\nDTEND;TZID=Europe/Amsterdam:20261013T000000": "2026-10-10 2026-10-12 ",
		"DTSTART:20261009T220000Z\nDTEND:20261010T220000Z":                                           "2026-10-10  ",
		"DTSTART:20261010T000000Z\nDTEND:20261012T000000Z":                                           "2026-10-10 2026-10-11 ",
		"DTSTART:20261010T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE":                                  "2026-10-10  ",
		"DTSTART:20261010T000000":                                                                    "2026-10-10T00:00  ",
		"DTSTART:20261010T000000\nDTEND:20261010T013000":                                             "2026-10-10T00:00 2026-10-10T01:30 ",
		"DTSTART;VALUE=DATE:20261010T200000":                                                         "2026-10-10T20:00  ",
		"DTSTART;VALUE=DATE:20261010T000000":                                                         "2026-10-10  ",
		"DTSTART;VALUE=DATE:20261010\nDTEND:20261012T170000":                                         "2026-10-10 2026-10-12 ",
		"DTSTART:20261010T100000\nDTEND:20261010T090000":                                             "2026-10-10T10:00  ",
		"DTSTART;TZID=Customized Time Zone 1:20261010T100000":                                        "2026-10-10T10:00  ",
	} {
		pages, _, err := Read(page.Source{Data: one(in)})
		if err != nil || len(pages) != 1 {
			t.Errorf("%s: %v", in, err)
			continue
		}
		a := pages[0].Activity
		if got := fmt.Sprint(a.Begin, " ", a.End, " ", a.Zone); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestForms(t *testing.T) {
	good := strings.Replace(string(one("DTSTART:20261010T100000\nDESCRIPTION:Één appel\\, twee\\nperen; drie")), "Appels", "Appéls", 1)
	folded := ""
	for _, b := range []byte(strings.ReplaceAll(good, "\r\n", "\n")) { // a fold inside é
		folded += string([]byte{b})
		if b == 0xC3 {
			folded += "\n "
		}
	}
	utf16le := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(good)) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	for name, data := range map[string][]byte{
		"crlf": []byte(good), "lf": []byte(strings.ReplaceAll(good, "\r\n", "\n")), "cr": []byte(strings.ReplaceAll(good, "\r\n", "\r")),
		"mark": []byte("\xef\xbb\xbf" + good), "utf-16": utf16le, "fold": []byte(folded), "lower": []byte(strings.Replace(good, "BEGIN:VEVENT", "begin:vevent", 1)),
		"not escaped": []byte(strings.Replace(good, "\\n", "\r\n", 1)),
		"not ended":   []byte(strings.Replace(good, "END:VEVENT\r\n", "", 1)), "other thing not ended": []byte(strings.Replace(good, "BEGIN:VEVENT", "BEGIN:VTODO\r\nBEGIN:VEVENT", 1)),
		"warning of PHP above": []byte("<br />\n<b>Warning</b>: oops\n\n" + good), "empty lines": []byte(strings.ReplaceAll(good, "\r\n", "\r\n\r\n")),
		"quoted-printable": []byte(strings.Replace(good, "DESCRIPTION:Één appel\\, ", "DESCRIPTION;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=89=C3=A9n =\r\nappel=2C =\r\n", 1)),
		"a cut character":  []byte(strings.Replace(good, "END:VEVENT", "COMMENT:caf\xc3\r\nEND:VEVENT", 1)), "control characters": []byte(strings.Replace(good, "appel", "app\x01el", 1)),
	} {
		pages, notices, err := Read(page.Source{Data: data})
		if err != nil || len(notices) > 0 || len(pages) != 1 || pages[0].Title != "Appéls" || pages[0].Body != "Één appel, twee\\\nperen; drie" {
			t.Errorf("%s: %s", name, readtest.Dump(pages, notices, err))
		}
	}
}

// A rule finer than a day is kept: whether it suits a site is for who collects.
func TestRulesFinerThanADay(t *testing.T) {
	for _, rule := range []string{"FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,10,11,12,13;BYMINUTE=0,10,20,30,40"} {
		pages, notices, err := Read(page.Source{Data: one("DTSTART:20261010T100000\nRRULE:" + rule)})
		if err != nil || len(pages) != 1 || len(notices) != 0 || pages[0].Activity.Recurrence != rule {
			t.Errorf("%s: %s", rule, readtest.Dump(pages, notices, err))
		}
	}
}

func TestRefusals(t *testing.T) {
	many := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nDTSTART:20261010\nEND:VEVENT\n", MaxEvents+1) + "END:VCALENDAR\n"
	for name, c := range map[string]struct{ data, want string }{
		"cut off":  {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261010\n", "niet compleet"},
		"second":   {"BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n", "niet compleet"},
		"nothing":  {"hallo", "BEGIN:VCALENDAR ontbreekt"},
		"too many": {many, "meer dan 100.000"},
		"too big":  {strings.Repeat("a", MaxSize+1), "32 MB"},
		"binary":   {"\x00\x00\x00\x00", "geen tekst"},
	} {
		_, _, err := Read(page.Source{Data: []byte(c.data)})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	deep := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:X\n", 1e5) + strings.Repeat("END:X\n", 1e5) + "BEGIN:VEVENT\nDTSTART:20261010\nEND:VEVENT\nEND:VCALENDAR\n"
	if pages, _, err := Read(page.Source{Data: []byte(deep)}); err != nil || len(pages) != 1 {
		t.Error("deep:", len(pages), err)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.ics")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, _, err := Read(page.Source{Data: data})
		keys := map[string]bool{}
		for _, p := range pages {
			if err != nil || p.Title == "" || p.Activity.Begin.IsZero() || keys[p.Key] {
				t.Errorf("%s: %+v, %v", p.Key, p.Activity, err)
			}
			keys[p.Key] = true
		}
		readtest.Stored(t, pages)
	})
}

// A page that was read can be stored, whatever is in the calendar.
func TestPagesFitTheirFrontMatter(t *testing.T) {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" + strings.Repeat("u", 1_500) + "\nSUMMARY:" + strings.Repeat("lang ", 20_000) + "\nLOCATION:" + strings.Repeat("plaats, ", 20_000) +
		"\nCATEGORIES:" + strings.Repeat("x,", 50_000) + "\nDESCRIPTION:" + strings.Repeat("tekst ", 50_000) + "\nDTSTART:20000101T093000\nRRULE:FREQ=DAILY\nEXDATE:20000102T093000" + strings.Repeat(",20000103T093000", 5_000) +
		"\nRDATE:20000102T103000" + strings.Repeat(",20000103T103000", 5_000) + "\nEND:VEVENT\n")
	for i := range 400 {
		fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%s\nRECURRENCE-ID:2004%02d%02dT093000\nDTSTART:20040101T%02d%02d00\nSUMMARY:%d\nEND:VEVENT\n", strings.Repeat("u", 1_500), i%12+1, i%28+1, i%24, i%60, i)
	}
	b.WriteString("END:VCALENDAR\n")
	pages, notices, err := Read(page.Source{Data: []byte(b.String())})
	if err != nil || len(pages) != 1 {
		t.Fatal(len(pages), err)
	}
	readtest.Stored(t, pages)
	if len(notices) == 0 {
		t.Error("nothing is said about what is left out")
	}
}

func BenchmarkRead(b *testing.B) {
	var c strings.Builder
	c.WriteString("BEGIN:VCALENDAR\r\n")
	for i := range 1000 {
		fmt.Fprintf(&c, "BEGIN:VEVENT\r\nUID:%d@voorbeeld\r\nDTSTART;TZID=W. Europe Standard Time:20261010T100000\r\nDTEND;TZID=W. Europe Standard Time:20261010T120000\r\nRRULE:FREQ=WEEKLY;BYDAY=SA\r\nSUMMARY:Appels plukken %d\r\nDESCRIPTION:Neem laarzen mee\\, en een mand.\\nTot dan!\r\nLOCATION:Boomgaard\\, Kerkstraat 1\\, 7201 AB Zutphen\r\nEND:VEVENT\r\n", i, i)
	}
	c.WriteString("END:VCALENDAR\r\n")
	data := []byte(c.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if pages, _, err := Read(page.Source{Data: data}); err != nil || len(pages) != 1000 {
			b.Fatal(err)
		}
	}
}
