package sheet

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// begins reads a document and gives the begin and title of each page, then the notices.
func begins(t *testing.T, doc Document) string {
	t.Helper()
	pages, notices, err := Pages(doc)
	var b strings.Builder
	for _, p := range pages {
		a := p.Activity
		fmt.Fprintf(&b, "%s %s", a.Begin, p.Title)
		if !a.End.IsZero() {
			fmt.Fprintf(&b, " tot %s", a.End)
		}
		for _, d := range a.ExtraDates {
			fmt.Fprintf(&b, " en %s", d)
		}
		if a.Status != "" {
			fmt.Fprintf(&b, " %s %q", a.Status, a.Reason)
		}
		if a.Recurrence != "" {
			fmt.Fprintf(&b, " %s", a.Recurrence)
		}
		b.WriteByte('\n')
	}
	for _, n := range notices {
		fmt.Fprintf(&b, "%s %d: %s\n", n.Level, n.Line, n.Text)
	}
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	return b.String()
}

func named(name, text string) Table {
	t := table(text)
	t.Name = name
	return t
}

func TestPeriods(t *testing.T) {
	for name, c := range map[string]struct {
		doc  Document
		want string
	}{
		"month rows": {Document{Tables: []Table{table(`
Datum | Tijd | Activiteit
OKTOBER 2026 | |
3 | 10.00 | A
za 10 | 10.00 | B
za 17 okt | 10.00 | C
zo 17 | 10.00 | D
NOVEMBER | |
7 | 10.00 | E
JANUARI | |
2 | 10.00 | F`)}}, `2026-10-03T10:00 A
2026-10-10T10:00 B
2026-10-17T10:00 C
2026-11-07T10:00 E
question 6: Bij ‘D’: in ‘zo 17 oktober 2026’ klopt de dag niet: 17 oktober 2026 is een zaterdag.
question 10: Bij de datum ‘2’ van ‘F’ staat geen jaar.
`},
		"a day of the week settles a year that is only near": {Document{Tables: []Table{table(`
Datum | Activiteit
DECEMBER 2026 |
5 | A
JANUARI |
za 2 | B
9 | C`)}}, "2026-12-05 A\n2027-01-02 B\n2027-01-09 C\n"},
		"tabs of a school year": {Document{Tables: []Table{
			named("Oktober", "Activiteiten 2026-2027 |\nDatum | Activiteit\n3 | A"),
			named("januari", "Activiteiten 2026-2027 |\nDatum | Activiteit\n9 januari | B\n10-1 | C"),
			named("juli", "Activiteiten 2026-2027 |\nDatum | Activiteit\n3 | D"),
		}}, "2026-10-03 A\n2027-01-09 B\n2027-01-10 C\nquestion 3: Blad ‘juli’: Bij de datum ‘3’ van ‘D’ staat geen jaar.\n"},
		"tabs with a year": {Document{Tables: []Table{named("okt 2026", "Datum | Activiteit\nza 3 | A"), named("Jan '27", "Datum | Activiteit\n3 | B")}}, "2026-10-03 A\n2027-01-03 B\n"},
		"the name of the file is a candidate": {Document{Name: "Agenda 2026.xlsx", Tables: []Table{named("oktober", "Datum | Activiteit\n3 | A"), named("uitleg", "hallo")}},
			"question 2: Blad ‘oktober’: Bij de datum ‘3’ van ‘A’ staat geen jaar.\nadvice 0: Niet gelezen, want er staan geen kolommen in zoals Datum en Activiteit: ‘uitleg’.\n"},
		"which days of the week confirm": {Document{Name: "Agenda 2026-2027.xlsx", Tables: []Table{table("Dag | Datum | Activiteit\nza | 3 okt | A\n | 10 okt | B\nza | 9-1 | C")}}, "2026-10-03 A\n2026-10-10 B\n2027-01-09 C\n"},
		"or deny": {Document{Name: "Agenda 2025.xlsx", Tables: []Table{table("Dag | Datum | Activiteit\nza | 3 okt | A\n | 10 okt | B")}},
			"question 2: Bij de datum ‘3 okt’ van ‘A’ staat geen jaar.\nquestion 3: Bij de datum ‘10 okt’ van ‘B’ staat geen jaar.\n"},
		"columns":                        {Document{Tables: []Table{table("Jaar | Maand | Dag | Datum | Wat\n2026 | oktober | za | 3 | A\n2027 | jan | | 9 | B")}}, "2026-10-03 A\n2027-01-09 B\n"},
		"a date in a title is no period": {Document{Tables: []Table{table("Bijgewerkt 1 september 2025 |\nDatum | Activiteit\n3 oktober | A")}}, "question 3: Bij de datum ‘3 oktober’ van ‘A’ staat geen jaar.\n"},
		"many questions are one": {Document{Tables: []Table{table("Datum | Activiteit" + strings.Repeat("\n3 oktober | A", 20))}},
			"question 2: Bij deze datums staat geen jaar. Zet boven de tabel een regel met het jaar, zoals ‘oktober 2026’: regel 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 en nog 8.\n"},
		"times behind the day": {Document{Tables: []Table{table("Oktober 2026 |\nDatum/tijd | Wat\nza 3 10.00 - 12.00 uur | A\n10/10 19:30 | B")}}, "2026-10-03T10:00 A tot 2026-10-03T12:00\n2026-10-10T19:30 B\n"},
	} {
		if got := begins(t, c.doc); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

// pains 30: 3/10 is in October or in March for the whole column, never by the row.
func TestOrderOfDates(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"day first":           {"3/10/2026\n13/10/2026", "2026-10-03 X\n2026-10-13 X\n"},
		"no row tells":        {"3/10/2026\n4/10/2026", "2026-10-03 X\n2026-10-04 X\n"},
		"month first":         {"10/3/2026\n10/13/2026", "2026-10-03 X\n2026-10-13 X\nwarning 1: In de kolom ‘Datum’ staat de maand voor de dag, zoals in 10/13/2026. Zo zijn alle datums daar gelezen.\n"},
		"by the weekday":      {"za 10/3/2026\nzo 10/4/2026\n10/5/2026", "2026-10-03 X\n2026-10-04 X\n2026-10-05 X\nwarning 1: In de kolom ‘Datum’ staat de maand voor de dag, zoals in za 10/3/2026. Zo zijn alle datums daar gelezen.\n"},
		"both":                {"13/10/2026\n10/14/2026\n3/10/2026\n5/5/2026", "2026-10-13 X\n2026-10-14 X\n2026-05-05 X\nquestion 4: Bij ‘X’: ‘3/10/2026’ is niet zeker: is het 3 oktober 2026 of 10 maart 2026.\n"},
		"with the year ahead": {"2026-10-03\n2026-10-13", "2026-10-03 X\n2026-10-13 X\n"},
	} {
		rows := "Datum | Wat"
		for line := range strings.SplitSeq(c.in, "\n") {
			rows += "\n" + line + " | X"
		}
		if got := begins(t, Document{Tables: []Table{table(rows)}}); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

// A file with the month first that Excel opened: 10/13 stayed text, 10/12 became 10 December.
func TestMisreadDates(t *testing.T) {
	real := func(d page.Civil) []Cell { return []Cell{{Text: when.Long(d), At: d}, {Text: d.String()}} }
	rows := table("Datum | Wat\n10/13/2026 | A").Rows
	rows = append(rows, real(page.Date(2026, 12, 10)))
	if got, want := begins(t, Document{Tables: []Table{{Rows: rows}}}), "2026-10-13 A\nquestion 3: Bij ‘2026-12-10’: ‘10 december 2026’ is niet zeker: is het 10 december 2026 of 12 oktober 2026.\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	rows = append(rows, real(page.Date(2026, 12, 20)))
	if got := begins(t, Document{Tables: []Table{{Rows: rows}}}); !strings.HasPrefix(got, "2026-10-13 A\n2026-12-10 2026-12-10\n2026-12-20 2026-12-20\n") {
		t.Errorf("a typing error makes others doubtful:\n%s", got)
	}
}

// The column "Dag" alone says when, on a tab that names the month.
func TestDayColumnOnAMonthTab(t *testing.T) {
	rows := table("Dag | Activiteit | Van | Tot\nwo 2 | Gym | 14.00 | 15.30\ndo 10 | Soep | 9.30 |").Rows
	pages, notices, err := Pages(Document{Tables: []Table{{Name: "december 2026", Rows: rows}}})
	if err != nil || len(notices) > 0 || len(pages) != 2 || pages[0].Activity.Begin.String() != "2026-12-02T14:00" || pages[1].Activity.Begin.String() != "2026-12-10T09:30" {
		t.Error(pages, notices, err)
	}
}
