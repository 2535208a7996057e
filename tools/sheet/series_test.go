package sheet

import (
	"fmt"
	"strings"
	"testing"
)

func TestSeries(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"from the document on":     {"elke dinsdag | 9.30-11.00 | X", "2026-09-01T09:30 X tot 2026-09-01T11:00 FREQ=WEEKLY;BYDAY=TU\nadvice 2: Bij ‘elke dinsdag’ staat geen begin. Het is gelezen als: elke dinsdag vanaf 1 september 2026.\n"},
		"with its begin":           {"elke dinsdag vanaf 6 oktober 2026 | 9.30 | X", "2026-10-06T09:30 X FREQ=WEEKLY;BYDAY=TU\n"},
		"every other week":         {"om de week op woensdag | 9.30 | X", "question 2: Bij ‘X’ is ‘om de week op woensdag’ niet zeker: er staat niet welke de eerste keer is.\n"},
		"until a day without year": {"elke dinsdag t/m 4 juni | 9.30 | X", "question 2: Bij ‘X’ is ‘elke dinsdag t/m 4 juni’ niet zeker: bij 4 juni staat geen jaar.\n"},
		"several dates":            {"10 en 17 oktober 2026 | 9.30 | X", "2026-10-10T09:30 X en 2026-10-17T09:30\n"},
		"a day of the week":        {"dinsdag | 9.30 | X", "question 2: Bij ‘X’ is ‘dinsdag’ niet zeker: is het elke week, of één keer.\n"},
		"only a time":              {"9.30 uur | | X", "question 2: Bij ‘X’ is de datum ‘9.30 uur’ niet te lezen: hier staat geen datum.\n"},
	} {
		if got := begins(t, Document{Created: "2026-09-01", Tables: []Table{table("Datum | Tijd | Wat\n" + c.in)}}); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

func TestDatesOnLines(t *testing.T) {
	for in, want := range map[string]string{
		"10-10-2026\n17-10-2026":                  "2026-10-10 X en 2026-10-17\n",
		"za 3 okt\nza 10 okt":                     "2026-10-03 X en 2026-10-10\n",
		"3\n10\n17":                               "2026-10-03 X en 2026-10-10 en 2026-10-17\n",
		"10-10-2026 10.00 uur\n17-10-2026":        "2026-10-10T10:00 X en 2026-10-17T10:00\n",
		"10-10-2026 10.00 uur\n17-10-2026 11 uur": "question 3: Bij ‘X’ is de datum ‘10-10-2026 10.00 uur\n17-10-2026 11 uur’ niet te lezen: de tijden zijn niet gelijk.\n",
	} {
		doc := Document{Tables: []Table{{Rows: [][]Cell{{{Text: "Oktober 2026"}}, {{Text: "Datum"}, {Text: "Wat"}}, {{Text: in}, {Text: "X"}}}}}}
		if got := begins(t, doc); got != want {
			t.Errorf("%q: got\n%swant\n%s", in, got, want)
		}
	}
}

// The begin of a series does not move when the document is saved, or when it is not known at all.
func TestBeginOfASeries(t *testing.T) {
	const weekly = "Datum | Tijd | Wat\nelke dinsdag | 9.30 | X"
	for name, c := range map[string]struct {
		doc  Document
		want string
	}{
		"unknown":               {Document{Tables: []Table{table(weekly)}}, "question 2: Bij ‘X’ is ‘elke dinsdag’ niet zeker: er staat niet bij vanaf welke datum."},
		"the title is later":    {Document{Created: "2022-03-01", Tables: []Table{table("Agenda 2026-2027 | |\n" + weekly)}}, "2026-08-04T09:30 X"},
		"the document is later": {Document{Created: "2026-10-01", Tables: []Table{table("Agenda 2026-2027 | |\n" + weekly)}}, "2026-10-06T09:30 X"},
		"only the title":        {Document{Tables: []Table{table("Agenda 2027 | |\n" + weekly)}}, "2027-01-05T09:30 X"},
		"the name of the file":  {Document{Name: "kalender 2026-2027.csv", Tables: []Table{table(weekly)}}, "2026-08-04T09:30 X FREQ=WEEKLY;BYDAY=TU\nadvice 2: Bij ‘elke dinsdag’ staat geen begin. Het is gelezen als: elke dinsdag vanaf 4 augustus 2026.\n"},
		"other dates":           {Document{Name: "2020.csv", Tables: []Table{table(weekly + "\n7 oktober 2026 | | Y\n1-6-2027 | | Z")}}, "2026-08-04T09:30 X FREQ=WEEKLY;BYDAY=TU\n2026-10-07 Y\n2027-06-01 Z\nadvice 2: Bij ‘elke dinsdag’ staat geen begin. Het is gelezen als: elke dinsdag vanaf 4 augustus 2026.\n"},
		"dates of one year":     {Document{Tables: []Table{table(weekly + "\n7 maart 2026 | | Y\n1-10-2026 | | Z")}}, "2026-01-06T09:30 X"},
		"dates of two":          {Document{Tables: []Table{table(weekly + "\n7 maart 2026 | | Y\n1-6-2027 | | Z")}}, "2026-03-07 Y\n2027-06-01 Z\nquestion 2: Bij ‘X’"},
	} {
		if got := begins(t, c.doc); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A series of which the end is not said ends with the season in the title, not with what is only near.
func TestEndOfASeries(t *testing.T) {
	for in, want := range map[string]string{
		"Seizoen 2026-2027 |\nDatum | Wat\nelke dinsdag | X":                          "2026-08-04 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20270731\n",
		"Agenda 2027 |\nDatum | Wat\nelke dinsdag vanaf 6 april 2027 | X":             "2027-04-06 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231\n",
		"Oktober 2026 |\nDatum | Wat\nelke dinsdag | X":                               "2026-10-06 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20261031\n",
		"Seizoen 2026-2027 |\nDatum | Wat\nelke dinsdag t/m 1 juni 2027 | X":          "2026-08-04 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20270601\n",
		"Seizoen 2026-2027 | |\nDatum | Wat | Einddatum\nelke dinsdag | X | 1-6-2027": "2026-08-04 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20270601\n",
		"Seizoen 2026-2027 |\nDatum | Wat\nelk jaar op 5 december | X":                "2026-12-05 X FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5\n",
		"Datum | Wat\nelke dinsdag vanaf 6 april 2027 | X":                            "2027-04-06 X FREQ=WEEKLY;BYDAY=TU\n",
	} {
		got := begins(t, Document{Name: "Agenda 2026-2027.csv", Tables: []Table{table(in)}})
		if ends := strings.Contains(got, "Het eindigt nu op "); !strings.HasPrefix(got, want) || ends != (strings.Contains(want, "0731") || strings.Contains(want, "31\n")) {
			t.Errorf("%s: got\n%s", in, got)
		}
	}
}

func TestColumnsOfASeries(t *testing.T) {
	for in, want := range map[string]string{
		"Datum=6-10-2026;Herhaling=wekelijks":                              "2026-10-06 X FREQ=WEEKLY;BYDAY=TU\n",
		"Datum=6-10-2026;Herhaling=wekelijks;Einddatum=15-12-2026":         "2026-10-06 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215\n",
		"Datum=6-10-2026;Herhaling=eenmalig":                               "2026-10-06 X\n",
		"Datum=6-10-2026;Herhaling=maandelijks":                            "question 2: Bij ‘X’ is ‘maandelijks’ niet zeker: er staat niet op welke dag van de maand.\n",
		"Datum=6-10-2026;Herhaling=soms":                                   "question 2: De herhaling ‘soms’ van ‘X’ is niet te lezen.\n",
		"Datum=elke dinsdag vanaf 6 oktober 2026;Einddatum=15-12-2026":     "2026-10-06 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215\n",
		"Dag=elke dinsdag vanaf 6 oktober 2026;Datum=":                     "2026-10-06 X FREQ=WEEKLY;BYDAY=TU\n",
		"Dag=di;Datum=elke dinsdag vanaf 6 oktober 2026":                   "2026-10-06 X FREQ=WEEKLY;BYDAY=TU\n",
		"Dag=wo;Datum=6-10-2026":                                           "question 2: De dag ‘wo’ klopt niet: 6 oktober 2026 is een andere dag.\n",
		"Datum=elke dinsdag van 6 oktober 2026 t/m 15 december 2026;Dag=x": "2026-10-06 X FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215\n",
	} {
		names, values := "Wat", "X"
		for pair := range strings.SplitSeq(in, ";") {
			n, v, _ := strings.Cut(pair, "=")
			names, values = names+"|"+n, values+"|"+v
		}
		if got := begins(t, Document{Tables: []Table{table(names + "\n" + values)}}); got != want {
			t.Errorf("%s: got\n%swant\n%s", in, got, want)
		}
	}
}

func TestHolidaysAndExceptions(t *testing.T) {
	pages, notes := read(t, "Datum | Wat\nelke dinsdag vanaf 6 oktober 2026 m.u.v. 22 december 2026 en schoolvakanties | X")
	if len(pages) != 1 {
		t.Fatal(notes)
	}
	a := pages[0].Activity
	if got := fmt.Sprint(a.Holidays, a.Exceptions[0].Date, a.Recurrence); got != "overslaan2026-12-22FREQ=WEEKLY;BYDAY=TU" && got != "overslaan 2026-12-22 FREQ=WEEKLY;BYDAY=TU" {
		t.Error(got)
	}
}
