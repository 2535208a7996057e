package holiday

import (
	"bytes"
	"strings"
	"testing"
)

func TestMerge(t *testing.T) {
	const known = "2029-2030;voorjaarsvakantie;2030-02-16/2030-02-24;2030-02-23/2030-03-03;2030-02-23/2030-03-03;advies\n"
	for _, test := range []struct {
		name, update string
		want         string // the change in Dutch; "" for none
		kept         bool
	}{
		{"what is known", known, "", false},
		{"a new year",
			"2030-2031;kerstvakantie;2030-12-21/2031-01-05;2030-12-21/2031-01-05;2030-12-21/2031-01-05;verplicht\n",
			"kerstvakantie 2030-2031: nieuw, 21 december 2030 t/m 5 januari 2031", false},
		{"an advice that changed", strings.Replace(known, "2030-02-16/2030-02-24", "2030-02-23/2030-03-03", 1),
			"voorjaarsvakantie 2029-2030: was noord 16 t/m 24 februari 2030; wordt 23 februari t/m 3 maart 2030", false},
		{"advice that became law", strings.Replace(known, "advies", "verplicht", 1),
			"voorjaarsvakantie 2029-2030: dezelfde dagen, nu verplicht", false},
		{"days that the law fixed stay",
			"2029-2030;zomervakantie;2030-07-20/2030-09-01;2030-07-13/2030-08-25;2030-07-13/2030-08-25;verplicht\n",
			"zomervakantie 2029-2030: blijft zuid 6 juli t/m 18 augustus 2030; de bron zegt zuid 13 juli t/m 25 augustus 2030", true},
		{"a year from before the table",
			"2012-2013;herfstvakantie;2012-10-20/2012-10-28;2012-10-13/2012-10-21;2012-10-13/2012-10-21;advies\n", "", false},
	} {
		update, err := ParseCSV([]byte(strings.Join(header, ";") + "\n" + test.update))
		if err != nil {
			t.Fatal(err)
		}
		merged, changes, err := Default().Merge(update)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := ""
		if len(changes) == 1 && changes[0].Kept == test.kept {
			got = changes[0].String()
		}
		if got != test.want || len(changes) > 1 {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
		if equal := bytes.Equal(merged.CSV(), builtIn); equal != (test.want == "" || test.kept) {
			t.Errorf("%s: the table stayed as it was: %t", test.name, equal)
		}
		for _, r := range Default().Rows() {
			if merged.find(r) < 0 {
				t.Errorf("%s: lost %s %s", test.name, r.Name, r.Year)
			}
		}
	}
}

func TestMergeRefusesWhatCannotBe(t *testing.T) {
	for _, test := range []struct{ name, year, vacations, want string }{
		{"a day shifted", "2030-2031", vacation("herfstvakantie", "2030-10-18", "2030-10-26"), "loopt niet van een zaterdag tot en met een zondag"},
		{"longer than 60 days", "2030-2031", vacation("zomervakantie", "2031-07-05", "2031-09-07"), "langer dan 60 dagen"},
		{"end before begin", "2030-2031", vacation("herfstvakantie", "2030-10-26", "2030-10-20"), "eindigt voor zij begint"},
		{"two at once", "2030-2031", vacation("herfstvakantie", "2030-12-14", "2030-12-22") + "," + vacation("kerstvakantie", "2030-12-21", "2031-01-05"), "samen"},
		{"another year", "2030-2031", vacation("herfstvakantie", "2029-10-20", "2029-10-28"), "valt buiten dat schooljaar"},
		{"an unknown holiday", "2030-2031", vacation("krokusvakantie", "2030-10-19", "2030-10-27"), "geen schoolvakantie"},
		{"a region short", "2030-2031", strings.Replace(vacation("herfstvakantie", "2030-10-19", "2030-10-27"), "heel Nederland", "noord", 1), "regio midden ontbreekt"},
		{"no school year", "later", vacation("herfstvakantie", "2030-10-19", "2030-10-27"), "‘later’ is geen schooljaar"},
	} {
		update, err := ParseJSON([]byte(`{"content":[{"schoolyear":"` + test.year + `","vacations":[` + test.vacations + `]}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := Default().Merge(update); err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "niets gewijzigd") {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

func TestOverlay(t *testing.T) {
	own, err := ParseCSV([]byte(strings.Join(header, ";") + "\n" + // the second week of the schools here
		"2026-2027;meivakantie;2027-04-24/2027-05-02;2027-04-24/2027-05-09;2027-04-24/2027-05-02;verplicht\n"))
	if err != nil {
		t.Fatal(err)
	}
	table := Default().Overlay(own)
	if !table.Region("midden").School(day(t, "2027-05-09")) || Default().Region("midden").School(day(t, "2027-05-09")) {
		t.Error("the site's own row does not count")
	}
	if len(table.Rows()) != len(Default().Rows()) || !bytes.Contains(table.CSV(), []byte("2029-2030;zomervakantie")) {
		t.Error("what the site does not say was lost")
	}
}
