package holiday

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

func day(t *testing.T, s string) page.Civil {
	t.Helper()
	c, err := page.ParseCivil(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEaster(t *testing.T) {
	for _, want := range []string{"1818-03-22", "1943-04-25", "1961-04-02", "2000-04-23", "2008-03-23", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"} {
		if got := easter(day(t, want).In(time.UTC).Year()).Format(time.DateOnly); got != want {
			t.Errorf("Easter is on %s, want %s", got, want)
		}
	}
	sum, hash := 0, 0 // of 300 years, as python-dateutil has them
	for year := 1900; year < 2200; year++ {
		n := easter(year).YearDay()
		sum, hash = sum+n, (hash*31+n)%1_000_003
	}
	if sum != 29735 || hash != 113384 {
		t.Errorf("sum %d, hash %d", sum, hash)
	}
}

func TestPublic(t *testing.T) {
	for date, want := range map[string]string{
		"2026-01-01": "Nieuwjaarsdag", "2026-01-02": "",
		"2026-04-03": "Goede Vrijdag", "2026-04-04": "", "2026-04-05": "Eerste Paasdag", "2026-04-06": "Tweede Paasdag", "2026-04-07": "",
		"2026-04-27": "Koningsdag", "2025-04-26": "Koningsdag", "2025-04-27": "", "2026-04-26": "",
		"2025-05-05": "Bevrijdingsdag", "2030-05-05": "Bevrijdingsdag", "2026-05-05": "",
		"2026-05-14": "Hemelvaartsdag", "2026-05-24": "Eerste Pinksterdag", "2026-05-25": "Tweede Pinksterdag",
		"2026-12-25": "Eerste Kerstdag", "2026-12-26T09:30": "Tweede Kerstdag", "2026-12-31": "",
		"2016-05-05": "Hemelvaartsdag",
	} {
		var d Days // the zero value
		if got := d.Name(day(t, date)); got != want || d.Public(day(t, date)) != (want != "") || d.School(day(t, date)) {
			t.Errorf("%s is %q, want %q", date, got, want)
		}
	}
}

func TestSchool(t *testing.T) {
	for _, test := range []struct{ region, date, want string }{
		{"noord", "2026-10-09", ""},
		{"noord", "2026-10-10", "herfstvakantie"},
		{"noord", "2026-10-18T23:59", "herfstvakantie"}, // the last day counts
		{"noord", "2026-10-19", ""},
		{"midden", "2026-10-10", ""},
		{" Midden ", "2026-10-25", "herfstvakantie"},
		{"zuid", "2027-09-05", "zomervakantie"},
		{"midden", "2027-09-05", ""},
		{"midden", "2026-12-24", "kerstvakantie"},
		{"midden", "2023-10-13", ""}, // before the table
		{"midden", "2031-07-20", ""}, // after it
		{"oost", "2026-10-20", ""},
	} {
		if got := Default().Region(test.region).schoolName(day(t, test.date)); got != test.want {
			t.Errorf("%s, %s: %q, want %q", test.region, test.date, got, test.want)
		}
	}
	if got := Default().Region("midden").Name(day(t, "2026-12-25")); got != "Eerste Kerstdag" {
		t.Errorf("25 December is %q", got)
	}
}

func TestDefault(t *testing.T) {
	d := Default()
	if len(d.Rows()) != 35 || !bytes.Equal(d.CSV(), builtIn) {
		t.Errorf("%d rows; written:\n%s", len(d.Rows()), d.CSV())
	}
	for _, r := range d.Rows() {
		if why := r.notInWeekends(); why != "" {
			t.Error(why)
		}
	}
	if end := d.End().String(); end != "2030-08-18" {
		t.Errorf("the table ends on %s", end)
	}
}

func TestEndNeedsWholeYears(t *testing.T) {
	lines := strings.SplitAfter(string(builtIn), "\n")
	for name, test := range map[string]struct {
		lines []string
		want  string
	}{
		"all":                           {lines, "2030-08-18"},
		"the last year has no summer":   {lines[:len(lines)-2], "2029-08-19"},
		"a year is missing":             {append(append([]string{}, lines[:11]...), lines[16:]...), "2025-08-17"},
		"the first year is not a whole": {append([]string{lines[0]}, lines[2:]...), ""},
		"nothing":                       {lines[:1], ""},
	} {
		table, err := ParseCSV([]byte(strings.Join(test.lines, "")))
		if err != nil {
			t.Fatal(err)
		}
		if got := table.End().String(); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestWarning(t *testing.T) {
	for today, want := range map[string]bool{"2029-08-17": false, "2029-08-18": true, "2031-01-01": true} {
		n, warned := Default().Warning(day(t, today))
		if warned != want || warned && (!strings.Contains(n.Text, "18 augustus 2030") || !strings.Contains(n.Hint, "opladers holidays update")) {
			t.Errorf("%s: %t %v", today, warned, n)
		}
	}
	if n, warned := newTable(nil).Warning(day(t, "2026-01-01")); !warned || n.Text != "De schoolvakanties zijn niet bekend." {
		t.Errorf("an empty table: %v", n)
	}
}

func TestPeriodString(t *testing.T) {
	for _, test := range [][3]string{
		{"2026-10-10", "2026-10-18", "10 t/m 18 oktober 2026"},
		{"2026-02-21", "2026-03-01", "21 februari t/m 1 maart 2026"},
		{"2026-12-19", "2027-01-03", "19 december 2026 t/m 3 januari 2027"},
	} {
		if got := (Period{day(t, test[0]), day(t, test[1])}).String(); got != test[2] {
			t.Errorf("%q, want %q", got, test[2])
		}
	}
}

func BenchmarkSchool(b *testing.B) {
	d := Default().Region("midden")
	at := page.Date(2028, 5, 1)
	for b.Loop() {
		if !d.School(at) || d.Public(at) {
			b.Fatal(fmt.Sprint(at))
		}
	}
}
