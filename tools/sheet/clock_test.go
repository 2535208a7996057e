package sheet

import (
	"strings"
	"testing"
)

func TestClocks(t *testing.T) {
	for in, want := range map[string]string{
		"9 | 17":      "2026-10-07T09:00 X tot 2026-10-07T17:00\n",
		"9 | 5":       "2026-10-07T09:00 X tot 2026-10-07T17:00\n",
		"11 | 10":     "question 2: Bij ‘X’ op 7 oktober 2026 is de tijd niet zeker: is het tot 22.00 uur of tot 10.00 uur?\n",
		"11-10 |":     "question 2: Bij ‘X’ op 7 oktober 2026 is de tijd niet zeker: is het tot 22.00 uur of tot 10.00 uur?\n",
		"10 (2 uur)|": "2026-10-07T10:00 X tot 2026-10-07T12:00\n",
		"tot 12 |":    "2026-10-07 X\nwarning 2: Bij ‘X’ op 7 oktober 2026 staat wel een eindtijd (12.00 uur), maar geen begintijd. Het staat nu als hele dag op de site.\n",
		"10.00 | ?":   "2026-10-07T10:00 X\n",
	} {
		if got := begins(t, Document{Tables: []Table{table("Datum | Van | Tot | Wat\n7-10-2026 | " + in + "| X")}}); got != want {
			t.Errorf("%s: got\n%swant\n%s", in, got, want)
		}
	}
}

func TestTimeToCome(t *testing.T) {
	for _, in := range []string{"-", "?", "n.t.b.", "NTB", "volgt", "tijd volgt nog", "nog onbekend"} {
		pages, notes := read(t, "Datum | Tijd | Wat\n7-10-2026 | "+in+" | X")
		if len(pages) != 1 || !pages[0].Activity.AllDay || pages[0].Body != "**Tijd:** n.t.b." || !strings.HasPrefix(notes, "advice 2: Bij ‘X’ op 7 oktober 2026 staat nog geen tijd.") {
			t.Error(in, pages, notes)
		}
	}
}

func TestDaysThatDoNotExist(t *testing.T) {
	for in, want := range map[string]string{
		"30 februari 2027": "is de datum ‘30 februari 2027’ niet te lezen: deze dag bestaat niet.",
		"32 oktober":       "is de datum ‘32 oktober’ niet te lezen: deze dag bestaat niet.",
		"29-2-2027":        "is de datum ‘29-2-2027’ niet te lezen: deze dag bestaat niet.",
		"n.t.b.":           "staat nog geen datum, maar ‘n.t.b.’.",
	} {
		if _, notes := read(t, "Datum | Wat\n"+in+" | X"); !strings.HasPrefix(notes, "question 2: Bij ‘X’ "+want) {
			t.Error(in, notes)
		}
	}
}
