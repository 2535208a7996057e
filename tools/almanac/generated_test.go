package almanac

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/notice"
)

// read gives the generated files of a site at a moment, with their front matter.
func read(t *testing.T, now string, activities map[string]string) (map[string]map[string]any, []notice.Notice) {
	t.Helper()
	s, err := agenda.Load(newSite(t, activities), parse(t, now))
	if err != nil {
		t.Fatal(err)
	}
	files, notices, err := pages(s, parse(t, now))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]map[string]any{}
	for name, data := range files {
		var page map[string]any
		if err := json.Unmarshal(data, &page); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		read[name] = page
	}
	return read, notices
}

// coming gives what is still to come in a data page.
func coming(data map[string]any) []map[string]any {
	var out []map[string]any
	list, _ := data["voorkomens"].([]any)
	for _, o := range list[int(data["geweest"].(float64)):] {
		out = append(out, o.(map[string]any))
	}
	return out
}

func brief(o map[string]any) string { return o["begin"].(string)[:10] + " " + o["titel"].(string) }

// listed writes what stands on a generated page as "begin title".
func listed(data, page map[string]any) []string {
	var out []string
	list, _ := data["voorkomens"].([]any)
	days, _ := page["dagen"].([]any)
	for _, day := range days {
		for _, n := range day.([]any) {
			out = append(out, brief(list[int(n.(float64))].(map[string]any)))
		}
	}
	return out
}

func TestPains12WhatIsOverIsNotToCome(t *testing.T) {
	activities := map[string]string{
		"zutphen/agenda/ochtend": "title: Ochtend\nbegin: 2026-12-02T09:30\neinde: 2026-12-02T11:00",
		"zutphen/agenda/middag":  "title: Middag\nbegin: 2026-12-02T10:00\neinde: 2026-12-02T11:01",
		"zutphen/agenda/open":    "title: Open einde\nbegin: 2026-12-02T08:00",
		"zutphen/agenda/kamp":    "title: Kamp\nbegin: 2026-12-01\neinde: 2026-12-02",
		"zutphen/agenda/feest":   "title: Feest\nbegin: 2026-12-01T20:00\neinde: 2026-12-02T02:00",
	}
	pages, _ := read(t, "2026-12-02T11:00", activities)
	data := pages["gegevens/agenda-zutphen.md"]
	want := []string{"2026-12-01 Kamp", "2026-12-02 Open einde", "2026-12-02 Middag"}
	var got []string
	for _, o := range coming(data) {
		got = append(got, brief(o))
	}
	if !slices.Equal(got, want) {
		t.Errorf("to come: %q, want %q", got, want)
	}
	for i, want := range []string{"2026-12-03T00:00:00+01:00", "2026-12-03T00:00:00+01:00", "2026-12-02T11:01:00+01:00"} {
		if got := coming(data)[i]["voorbij"]; got != want {
			t.Errorf("%d is over at %v, want %s", i, got, want)
		}
	}
	past := pages["zutphen/agenda/archief/2026.md"]
	if got, want := listed(data, past), []string{"2026-12-01 Feest", "2026-12-02 Ochtend"}; !slices.Equal(got, want) {
		t.Errorf("the archive: %q, want %q", got, want)
	}
	if got := data["voorkomens"].([]any)[0].(map[string]any)["laatste_dag"]; got != "2026-12-01" {
		t.Errorf("an evening that goes on after midnight lasts until %v", got)
	}
}

func TestPains10ChangesReachTheTemplates(t *testing.T) {
	pages, _ := read(t, "2026-12-01", map[string]string{
		"zutphen/agenda/koffie": `title: Koffie
begin: 2026-12-01T09:30
einde: 2026-12-01T11:00
herhaling: FREQ=WEEKLY;COUNT=4
plaats: {naam: De Haven, woonplaats: Zutphen}
uitzonderingen:
  - {datum: 2026-12-08T09:30, status: gaat-niet-door, reden: Lekkage.}
  - {datum: 2026-12-15T09:30, status: verplaatst, begin: 2026-12-16T10:00, plaats: De Lantaarn}`,
	})
	list := coming(pages["gegevens/agenda-zutphen.md"])
	for i, want := range []map[string]any{
		{"status": "gaat-door", "plaats": "De Haven, Zutphen"},
		{"status": "gaat-niet-door", "reden": "Lekkage.", "dag": "2026-12-08"},
		{"status": "verplaatst", "was": "2026-12-15T09:30:00+01:00", "begin": "2026-12-16T10:00:00+01:00", "plaats": "De Lantaarn", "elders": true},
	} {
		for key, value := range want {
			if got := list[i][key]; got != value {
				t.Errorf("date %d: %s is %v, want %v", i, key, got, value)
			}
		}
	}
}

func TestGeneratedPages(t *testing.T) {
	pages, _ := read(t, "2026-11-21T12:00", map[string]string{
		"zutphen/agenda/koffie": "title: Koffie\nbegin: 2025-12-30T09:30\nherhaling: FREQ=MONTHLY;UNTIL=20270205\nook_in: [lochem]",
		"zutphen/agenda/nu":     "title: Nu\nbegin: 2026-11-03",
	})
	for _, municipality := range []string{"zutphen", "lochem"} { // one activity, in both of its municipalities
		var got []string
		for name := range maps.Keys(pages) {
			if rest, ok := strings.CutPrefix(name, municipality+"/"); ok {
				got = append(got, rest)
			}
		}
		slices.Sort(got)
		want := strings.Fields(`agenda/abonneren.md agenda/afdrukken/2026-11.md agenda/afdrukken/2026-12.md agenda/afdrukken/2027-01.md
			agenda/afdrukken/_index.md agenda/afdrukken/herfst-2026.md agenda/afdrukken/winter-2026.md
			agenda/archief/2025.md agenda/archief/2026.md agenda/archief/_index.md agenda/delen.md
			agenda/maand/2026-11.md agenda/maand/2026-12.md agenda/maand/2027-01.md inbedden.md`)
		if !slices.Equal(got, want) {
			t.Errorf("%s has\n%q\nwant\n%q", municipality, got, want)
		}
	}
	tests := []struct {
		page, title, from, to string
		first                 string
	}{
		{"zutphen/agenda/afdrukken/2026-11.md", "November 2026", "2026-11-01", "2026-11-30", "2026-11-03 Nu"},
		{"zutphen/agenda/afdrukken/winter-2026.md", "Winter 2026-2027", "2026-12-01", "2027-02-28", "2026-12-30 Koffie"},
		{"zutphen/agenda/archief/2025.md", "Geweest in 2025", "2025-01-01", "2025-12-31", "2025-12-30 Koffie"},
	}
	for _, test := range tests {
		p := pages[test.page]
		if p["title"] != test.title || p["van"] != test.from || p["tot"] != test.to || listed(pages["gegevens/agenda-zutphen.md"], p)[0] != test.first {
			t.Errorf("%s: %v, %v to %v, begins with %v", test.page, p["title"], p["van"], p["tot"], listed(pages["gegevens/agenda-zutphen.md"], p)[0])
		}
	}
}

func TestAnActivityKeepsItsAddress(t *testing.T) {
	pages, notices := read(t, "2026-11-21", map[string]string{
		"zutphen/agenda/delen": "title: Delen\nbegin: 2026-12-01T09:30\nherhaling: FREQ=WEEKLY;COUNT=2",
		"zutphen/agenda/maand": "title: Maand van de soep\nbegin: 2026-12-01",
	})
	for _, name := range []string{"zutphen/agenda/delen.md", "zutphen/agenda/maand/2026-12.md"} {
		if pages[name] != nil {
			t.Errorf("%s takes the place of an activity", name)
		}
	}
	if pages["lochem/agenda/delen.md"] == nil || pages["zutphen/agenda/afdrukken/_index.md"] == nil {
		t.Error("others lost their pages too")
	}
	if len(notices) != 2 || notices[0].Hint == "" {
		t.Errorf("notices: %v", notices)
	}
}

func TestSeasons(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-30": "herfst-2026 winter-2026 lente-2027 zomer-2027",
		"2026-12-01": "winter-2026 lente-2027 zomer-2027 herfst-2027",
		"2027-02-28": "winter-2026 lente-2027 zomer-2027 herfst-2027",
		"2028-02-29": "winter-2027 lente-2028 zomer-2028 herfst-2028",
	} {
		pages, _ := read(t, now, map[string]string{"zutphen/agenda/elke-dag": "title: Elke dag\nbegin: 2026-01-01\nherhaling: FREQ=DAILY"})
		for _, name := range strings.Fields(want) {
			page := pages["zutphen/agenda/afdrukken/"+name+".md"]
			if days := len(listed(pages["gegevens/agenda-zutphen.md"], page)); days < 90 || days > 92 {
				t.Errorf("%s: %s has %d days", now, name, days)
			}
		}
	}
}

func TestPrintPage(t *testing.T) {
	s, err := agenda.Load(newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-12-01T09:30",
		"lochem/agenda/soep":    "title: Soep\nbegin: 2026-12-02T09:30",
	}), parse(t, "2026-11-21"))
	if err != nil {
		t.Fatal(err)
	}
	for municipality, want := range map[string]int{"": 2, "lochem": 1} {
		data, err := PrintPage(s, municipality, parse(t, "2026-12-01"), parse(t, "2026-12-06"))
		if err != nil {
			t.Fatal(err)
		}
		var p map[string]any
		if err := json.Unmarshal(data, &p); err != nil {
			t.Fatal(err)
		}
		if p["type"] != "afdruk" || p["title"] != "1 december 2026 t/m 5 december 2026" || p["tot"] != "2026-12-05" || len(listed(p, p)) != want {
			t.Errorf("%q: %s", municipality, data)
		}
	}
}
