package sheet

import (
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// marked makes cells of which the text begins with = merged, with ~ struck through; "formule" has no result.
func marked(t Table) Table {
	for _, row := range t.Rows {
		for i, c := range row {
			switch {
			case strings.HasPrefix(c.Text, "="):
				row[i] = Cell{Text: c.Text[1:], Merged: true}
			case strings.HasPrefix(c.Text, "~"):
				row[i] = Cell{Text: c.Text[1:], Struck: true}
			case c.Text == "formule":
				row[i] = Cell{NoResult: true}
			}
		}
	}
	return t
}

func TestTables(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"merged dates": {`
Datum | Tijd | Wat
10-10-2026 | 10.00 | A
=10-10-2026 | 14.00 | B
=10-10-2026 | | `, "2026-10-10T10:00 A\n2026-10-10T14:00 B\n"},
		"an empty date is asked": {`
Datum | Tijd | Wat
10-10-2026 | 10.00 | A
 | 14.00 | B`, "2026-10-10T10:00 A\nquestion 3: Bij ‘B’ staat geen datum. Is het ook op 10 oktober 2026?\n"},
		"many are asked once":  {"Datum | Wat\n10-10-2026 | A" + strings.Repeat("\n | B", 5), "2026-10-10 A\nquestion 3: Er staat geen datum op deze regels. Is het de datum erboven? regel 3, 4, 5, 6 en 7.\n"},
		"the days of a year":   {"Dag | Datum | Wat\nvr | 9-10-2026 |\nza | 10-10-2026 | A\nzo | 11-10-2026 |\nza | |", "2026-10-10 A\n"},
		"struck":               {"Datum | Wat\n10-10-2026 | ~A", "2026-10-10 A onder-voorbehoud \"\"\nquestion 2: ‘A’ op 10 oktober 2026 is doorgehaald. Gaat het niet door? Tot u antwoordt, staat er ‘onder voorbehoud’.\n"},
		"struck with a status": {"Datum | Wat | Status\n10-10-2026 | ~A | vervalt", "2026-10-10 A gaat-niet-door \"\"\n"},
		"errors and formulas": {`
Datum | Wat | Waar | Kosten
#VERW! | A | |
10-10-2026 | B | #N/A | 2
11-10-2026 | C | | formule
formule | D | |`, `2026-10-10 B
2026-10-11 C
question 2: In de kolom ‘Datum’ staat een fout: #VERW!.
question 3: In de kolom ‘Waar’ staat een fout: #N/A.
question 4: In de kolom ‘Kosten’ staat een formule zonder uitkomst.
question 5: In de kolom ‘Datum’ staat een formule zonder uitkomst.
`},
		"notes and totals": {`
Datum | Wat | Waar | Deelnemers
10-10-2026 | A | Bieb | 12
Wijzigingen voorbehouden | | |
 | | Totaal | 12`, "2026-10-10 A\nadvice 3: Deze regel is geen activiteit en is niet gelezen: ‘Wijzigingen voorbehouden’.\nadvice 4: Deze regel is geen activiteit en is niet gelezen: ‘Totaal 12’.\n"},
		"another header below": {`
Voorjaar | |
Datum | Wat | Waar
10-4-2027 | A | Bieb
Najaar | |
Activiteit | Datum | Tijd
B | 9-10-2027 | 10.00
Activiteit | Datum | Tijd
C | 10-10-2027 | 11.00`, "2027-04-10 A\n2027-10-09T10:00 B\n2027-10-10T11:00 C\nadvice 4: Deze regel is geen activiteit en is niet gelezen: ‘Najaar’.\n"},
		"side by side": {`
Datum | Wat | | Datum | Wat
9-1-2027 | A | | 3-7-2027 | C
10-1-2027 | B | | |`, "2027-01-09 A\n2027-01-10 B\n2027-07-03 C\n"},
		"a header in two rows": {`
DATUM | TIJD | | ACTIVITEIT | WAAR
=DATUM | van | tot | =ACTIVITEIT | =WAAR
10-10-2026 | 10.00 | 12.00 | A | Bieb`, "2026-10-10T10:00 A tot 2026-10-10T12:00\n"},
		"what and where":          {"Datum/tijd | Wat & waar\n10-10-2026 10.00 uur | A", "2026-10-10T10:00 A\n"},
		"an initiative beside it": {"Datum | Initiatief | Activiteit\n10-10-2026 | De Huiskamer | A", "2026-10-10 A\n"},
		"only an initiative":      {"Datum | Tijd | Initiatief\n10-10-2026 | 10.00 | De Huiskamer", "2026-10-10T10:00 De Huiskamer\n"},
		"a table in plain text":   {"| Datum | Wat |\n|---|---|\n| 10-10-2026 | A |", "2026-10-10 A\n"},
		"sessions and places": {`
Datum | Tijd | Wat | Waar
10-10-2026 | 11.00 | A | Bieb
10-10-2026 | 10.00 | A | Bieb
10-10-2026 | 10.00 | A | School
10-10-2026 | 10.00 | a | bieb`, "2026-10-10T11:00 A\n2026-10-10T10:00 A\n2026-10-10T10:00 A\nwarning 5: ‘a’ staat er twee keer in, ook op regel 3.\n"},
		"a range that is no camp": {"Datum | Tijd | Wat\n6-10-2026 t/m 15-12-2026 | 10.00 | Cursus", "question 2: Is ‘Cursus’ van 6 oktober 2026 t/m 15 december 2026 elke dag?\n"},
		"a grid":                  {"Oktober 2026 | | | | | |\nma | di | wo | do | vr | za | zo\n | | | 1 | 2 | 3 Koffie | 4", "Dit is een kalender met vakjes (maandag, dinsdag, …). Die kan niet zeker gelezen worden. Maak er een lijst van: elke activiteit op een eigen regel, met boven de kolommen Datum, Tijd, Activiteit en Waar.\n"},
	} {
		if got := begins(t, Document{Tables: []Table{marked(table(c.in))}}); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

func TestHidden(t *testing.T) {
	const text = "Datum | Wat | Intern | Contact\n10-10-2026 | A | geheim | Ans\n11-10-2026 | B | geheim |\n12-10-2026 | C | |"
	shown, hidden := table(text), named("Oud", text)
	shown.HiddenRows, shown.HiddenColumns = map[int]bool{2: true, 7: true}, map[int]bool{2: true, 3: true}
	hidden.Hidden = true
	got := begins(t, Document{Tables: []Table{shown, hidden, {Name: "Lijsten", Hidden: true}}})
	want := `2026-10-10 A
2026-10-12 C
advice 1: Verborgen kolommen zijn niet gelezen: ‘Contact’.
advice 3: Verborgen regels zijn niet gelezen: 3.
advice 0: Het verborgen blad ‘Oud’ is niet gelezen.
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if pages, _, _ := Pages(Document{Tables: []Table{shown}}); pages[0].Body != "" || pages[0].Activity.Contact != "" {
		t.Errorf("hidden and published: %+v %q", pages[0].Activity, pages[0].Body)
	}
	if got, want := begins(t, Document{Tables: []Table{{Rows: shown.Rows, HiddenColumns: map[int]bool{0: true}}}}), "Verborgen zijn: ‘Datum’."; !strings.Contains(got, want) {
		t.Error(got)
	}
}

// pains 9: the key does not depend on where the row stands or on anything but name and date.
func TestKeys(t *testing.T) {
	keys := func(text string) map[string]string {
		pages, _ := read(t, text)
		all := map[string]string{}
		for _, p := range pages {
			all[p.Key] = p.Title + " " + p.Activity.Begin.String()
		}
		return all
	}
	first := keys("Datum | Tijd | Wat | Waar\n10-10-2026 | 10.00 | A | Bieb\n10-10-2026 | 11.00 | A | Bieb\n11-10-2026 | 10.00 | A |")
	second := keys("Agenda | | |\nWat | Datum | Kosten | Van\nA | zo 11 okt. 2026 | 2 | 10.00\nA | 10-10-2026 | | 11.00\nb | 12-10-2026 | | 9.00\nA | za 10 oktober 2026 | 3 | 10.00")
	if len(first) != 3 || len(second) != 4 {
		t.Fatal(first, second)
	}
	same := 0
	for k, what := range first {
		if second[k] == what {
			same++
		}
	}
	if same != 2 { // of two sessions on one day the later one has its place in the key
		t.Errorf("%v\n%v", first, second)
	}
}

func TestInitiativeOfAnActivity(t *testing.T) {
	pages, notes := read(t, "Datum | Initiatief | Activiteit | Wat & waar\n10-10-2026 | De Huiskamer | A | x")
	if notes != "" || pages[0].Activity.Initiative != "de-huiskamer" {
		t.Error(notes, pages[0].Activity.Initiative)
	}
	p := Table{Rows: [][]Cell{{{Text: "Datum"}, {Text: "Wat & waar"}}, {{Text: "10-10-2026"}, {Text: "Koffie\nBieb"}}}}
	pages, _, err := Pages(Document{Tables: []Table{p}})
	if err != nil || pages[0].Title != "Koffie" || *pages[0].Activity.Place != (page.Place{Name: "Bieb"}) {
		t.Error(pages, err)
	}
}
