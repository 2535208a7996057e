package holiday

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

const goodRow = "2026-2027;herfstvakantie;2026-10-10/2026-10-18;2026-10-17/2026-10-25;2026-10-17/2026-10-25;advies\n"

func TestParseCSVRefuses(t *testing.T) {
	head := strings.Join(header, ";") + "\n"
	for _, test := range []struct {
		name, data string
		line       int
		want       string
	}{
		{"other columns", "jaar;van;tot;a;b;c\n", 1, "kolommen schooljaar;vakantie"},
		{"a page of a site", "<html>\n<body>", 1, "zes kolommen"},
		{"a column short", head + "2026-2027;herfstvakantie;;\n", 2, "zes kolommen"},
		{"commas", strings.ReplaceAll(head, ";", ","), 1, "zes kolommen"},
		{"an unknown holiday", head + strings.Replace(goodRow, "herfst", "krokus", 1), 2, "‘krokusvakantie’ is geen schoolvakantie"},
		{"an unknown status", head + strings.Replace(goodRow, "advies", "misschien", 1), 2, "‘misschien’"},
		{"no such year", head + strings.Replace(goodRow, "2026-2027", "2026-2028", 1), 2, "‘2026-2028’ is geen schooljaar"},
		{"half a year", head + strings.Replace(goodRow, "2026-2027", "2026-2026", 1), 2, "‘2026-2026’ is geen schooljaar"},
		{"no such day", head + strings.Replace(goodRow, "2026-10-10", "2026-10-32", 1), 2, "‘2026-10-32/2026-10-18’"},
		{"a region missing", head + strings.Replace(goodRow, "2026-10-10/2026-10-18", "", 1), 2, "van regio noord ontbreekt"},
		{"end before begin", head + strings.Replace(goodRow, "2026-10-10/2026-10-18", "2026-10-18/2026-10-10", 1), 2, "eindigt voor zij begint (18 oktober 2026 t/m 10 oktober 2026)"},
		{"too long", head + strings.Replace(goodRow, "2026-10-18", "2026-12-18", 1), 2, "duurt langer dan 60 dagen"},
		{"another school year", head + strings.Replace(goodRow, "2026-2027", "2027-2028", 1), 2, "valt buiten dat schooljaar"},
		{"twice", head + goodRow + goodRow, 3, "twee keer"},
		{"two at once", head + goodRow + strings.Replace(goodRow, "herfst", "mei", 1), 0, "vallen de herfstvakantie (10 t/m 18 oktober 2026) en de meivakantie"},
		{"too large", head + strings.Repeat(" ", MaxBytes), 0, "groter dan 1024 kB"},
	} {
		_, err := ParseCSV([]byte(test.data))
		var n notice.Notice
		if !errors.As(err, &n) || n.Line != test.line || !strings.Contains(n.Text, test.want) || n.Hint == "" {
			t.Errorf("%s: %v, line %d; want %q at %d", test.name, err, n.Line, test.want, test.line)
		}
	}
}

// People edit the file with a spreadsheet program, which writes it in its own way.
func TestParseCSVAsExcelWritesIt(t *testing.T) {
	data := "\uFEFF" + strings.ReplaceAll(strings.Join(header, ";")+"\n"+goodRow, "\n", "\r\n")
	table, err := ParseCSV([]byte(data))
	if err != nil || !strings.HasSuffix(string(table.CSV()), "\n"+goodRow) {
		t.Errorf("%v\n%s", err, table.CSV())
	}
}

func feed(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/rijksoverheid.json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The days of the feed are moments, one of which is on another day in UTC.
func TestParseJSON(t *testing.T) {
	table, err := ParseJSON(feed(t))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/rijksoverheid.csv")
	if err != nil {
		t.Fatal(err)
	}
	if got := table.CSV(); !bytes.Equal(got, want) {
		t.Errorf("got\n%s", got)
	}
	one := bytes.TrimSpace(feed(t))
	if _, err := ParseJSON(one[1 : len(one)-1]); err == nil {
		t.Error("two school years without their list were read")
	}
	single := fmt.Sprintf(`{"content":[{"schoolyear":"2026-2027","vacations":[%s]}]}`, vacation("herfstvakantie", "2026-10-10", "2026-10-18"))
	if table, err := ParseJSON([]byte(single)); err != nil || len(table.Rows()) != 1 {
		t.Errorf("one school year: %v", err)
	}
}

func vacation(name, first, last string) string {
	return fmt.Sprintf(`{"type":%q,"compulsorydates":"true","regions":[{"region":"heel Nederland","startdate":%q,"enddate":%q}]}`, name, first, last)
}

func TestDayHere(t *testing.T) {
	for _, test := range [][2]string{
		{"2026-10-17T00:00:00.000Z", "2026-10-17"},
		{"2026-10-16T22:00:00.000Z", "2026-10-17"}, // midnight here, in summer
		{"2026-12-18T23:00:00.000Z", "2026-12-19"}, // and in winter
		{"2026-12-18T22:59:00.000Z", "2026-12-18"},
		{"2026-10-25T22:59:00.000Z", "2026-10-25"}, // the night that the clock goes back
		{"2026-10-18T21:59:00.000Z", "2026-10-18"},
		{"2027-01-03T22:59:00.000Z", "2027-01-03"},
		{"2026-10-17", "2026-10-17"}, // pains 8: a date without time never shifts
		{" 2026-10-17 ", "2026-10-17"},
	} {
		table, err := ParseJSON([]byte(`[{"content":[{"schoolyear":"x","vacations":[` + vacation("y", test[0], test[0]) + `]}]}]`))
		if err != nil || table.Rows()[0].Periods[1].First.String() != test[1] {
			t.Errorf("%s: %v, want %s", test[0], table, test[1])
		}
	}
}

func TestParseJSONRefuses(t *testing.T) {
	for data, want := range map[string]string{
		"<html>":                            "geen schoolvakanties zoals",
		"":                                  "geen schoolvakanties zoals",
		`{"content":"x"}`:                   "geen schoolvakanties zoals",
		"[]":                                "staan geen schoolvakanties",
		"{}":                                "staan geen schoolvakanties",
		strings.Repeat("[", MaxBytes):       "geen schoolvakanties zoals",
		strings.Repeat(" ", MaxBytes+1):     "groter dan",
		string(feed(t)[:len(feed(t))-1000]): "geen schoolvakanties zoals", // cut off
		`[{"content":[{"schoolyear":"2026-2027","vacations":[` + vacation("herfstvakantie", "morgen", "2026-10-18") + `]}]}]`: "niet te lezen is (morgen",
		`[{"content":[{"schoolyear":"2026-2027","vacations":[` + vacation("a", "2026-10-10", "2026-10-18") + "," +
			vacation("a", "2026-10-17", "2026-10-25") + `]}]}]`: "twee keer",
	} {
		_, err := ParseJSON([]byte(data))
		var n notice.Notice
		if !errors.As(err, &n) || !strings.Contains(n.Text, want) || n.Hint == "" {
			t.Errorf("%.60q: %v, want %q", data, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(builtIn)
	f.Add([]byte(`[{"content":[{"schoolyear":"2026-2027","vacations":[` + vacation("herfstvakantie", "2026-10-10", "2026-10-18") + `]}]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if table, err := ParseCSV(data); err == nil {
			again, err := ParseCSV(table.CSV())
			if err != nil || !bytes.Equal(again.CSV(), table.CSV()) {
				t.Errorf("what was written does not read back: %v\n%s", err, table.CSV())
			}
		}
		if table, err := ParseJSON(data); err == nil {
			if merged, _, err := Default().Merge(table); err == nil {
				if _, err := ParseCSV(merged.CSV()); err != nil {
					t.Errorf("Merge took in what cannot be read: %v", err)
				}
			}
		}
	})
}
