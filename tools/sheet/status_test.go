package sheet

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestStatus(t *testing.T) {
	for in, want := range map[string]string{
		"Afgelast": "gaat-niet-door ", "gaat niet door i.v.m. storm": "gaat-niet-door storm", "GAAT NIET DOOR!": "gaat-niet-door ",
		"vervalt: docent is ziek": "gaat-niet-door docent is ziek", "vol, er is een wachtlijst": "vol er is een wachtlijst", "VOL": "vol ", "volgeboekt": "vol ",
		"verplaatst naar 12 dec": "verplaatst naar 12 dec", "uitgesteld": "gaat-niet-door uitgesteld", "uitgesteld tot januari": "gaat-niet-door uitgesteld tot januari",
		"onder voorbehoud (weer)": "onder-voorbehoud weer", "ja": "gaat-door ", "nee": "gaat-niet-door ", "OK": "gaat-door ",
		"volgende week": " ", "wie weet": " ", "optioneel": " ", "": " ", "ja, maar": " ",
	} {
		s, reason := status(in)
		if got := fmt.Sprint(s, " ", reason); got != want {
			t.Errorf("status(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTitleStatus(t *testing.T) {
	for in, want := range map[string]string{
		"AFGELAST: Koffie": "Koffie|gaat-niet-door|", "VOL - Zwemmen": "Zwemmen|vol|", "Koffie (vervalt)": "Koffie|gaat-niet-door|", "[VOL] Zwemmen": "Zwemmen|vol|",
		"Koffie (vervalt i.v.m. ziekte)": "Koffie|gaat-niet-door|ziekte", "AFGELAST Koffie": "Koffie|gaat-niet-door|", "Koffie - AFGELAST!": "Koffie|gaat-niet-door|",
		"Koffie gaat niet door": "Koffie|gaat-niet-door|", "**VOL** Zwemmen": "Zwemmen|vol|", "Verplaatst: Koffie": "Koffie|verplaatst|",
		"Vol energie de dag in": "Vol energie de dag in||", "Volle maan (wandeling)": "Volle maan (wandeling)||", "Afgelast": "Afgelast||", "Koffie": "Koffie||",
		"Tafel vol appels": "Tafel vol appels||", "Opvoeden - verzet je zinnen": "Opvoeden - verzet je zinnen||",
	} {
		title, s, reason := titleStatus(in)
		if got := fmt.Sprint(title, "|", s, "|", reason); got != want {
			t.Errorf("titleStatus(%q) = %q, want %q", in, got, want)
		}
	}
}

// pains 10: what is called off stays visible, on the page that it had.
func TestCancelledKeepsItsKey(t *testing.T) {
	key := func(row string) (string, *page.Activity) {
		pages, notes := read(t, "Datum | Tijd | Activiteit | Status | Waar\n"+row)
		if len(pages) != 1 {
			t.Fatal(row, notes)
		}
		return pages[0].Key, pages[0].Activity
	}
	want, _ := key("12-12-2026 | 10.00 | Koffie | | Bieb")
	for row, status := range map[string]page.Status{
		"12-12-2026 | 10.00 | AFGELAST: Koffie | | Bieb":                  page.StatusCancelled,
		"12-12-2026 | vervalt | Koffie | | Bieb":                          page.StatusCancelled,
		"12-12-2026 | 10.00 | Koffie | vol | Bieb":                        page.StatusFull,
		"12-12-2026 | 14.00 | Koffie | | Station":                         "",
		"12-12-2026 | 10.00 | Koffie | verplaatst naar 19 dec | Bieb":     page.StatusMoved,
		"12-12-2026 | 10.00 | koffie | verplaatst naar 14.00 uur | Bieb":  page.StatusMoved,
		"za 12 december 2026 | 10.00 | Koffie (vervalt) | | Bieb | extra": page.StatusCancelled,
	} {
		if got, a := key(row); got != want || a.Status != status {
			t.Errorf("%s: key %s, want %s; %s", row, got, want, a.Status)
		}
	}
	for _, row := range []string{"19-12-2026 | 10.00 | Koffie", "12-12-2026 | 10.00 | Thee"} {
		if got, _ := key(row); got == want {
			t.Errorf("%s has the same key", row)
		}
	}
}

func TestStatusInTheDate(t *testing.T) {
	for in, want := range map[string]string{
		"7 oktober 2026 GAAT NIET DOOR":                                "2026-10-07T10:00 X gaat-niet-door \"\"\n",
		"7 oktober 2026 (vervalt i.v.m. ziekte)":                       "2026-10-07T10:00 X gaat-niet-door \"ziekte\"\n",
		"VERVALT: wo 7 oktober 2026":                                   "2026-10-07T10:00 X gaat-niet-door \"\"\n",
		"7 oktober 2026, verplaatst naar 14 oktober 2026":              "2026-10-14T10:00 X verplaatst \"naar 14 oktober 2026\"\n",
		"7 oktober (vol)":                                              "question 2: Bij de datum ‘7 oktober (vol)’ van ‘X’ staat geen jaar.\n",
		"elke woensdag vanaf 7 oktober 2026, gaat niet door bij regen": "question 2: Bij ‘X’ is de datum ‘elke woensdag vanaf 7 oktober 2026, gaat niet door bij regen’ niet te lezen: ‘gaat niet door bij regen’ is geen datum of tijd.\n",
	} {
		if got := begins(t, Document{Tables: []Table{table("Datum | Tijd | Wat\n" + in + " | 10.00 | X")}}); got != want {
			t.Errorf("%s: got\n%swant\n%s", in, got, want)
		}
	}
}

func TestConcept(t *testing.T) {
	pages, notes := read(t, "Datum | Wat | Status\n7-10-2026 | X | concept\n7-10-2026 | Y | gaat door")
	if len(pages) != 2 || !pages[0].Draft || pages[1].Draft || !strings.HasPrefix(notes, "advice 2: ‘X’ is een concept") {
		t.Error(pages, notes)
	}
}

func TestMoved(t *testing.T) {
	for in, want := range map[string]string{
		"30-12-2026 | 10.00-11.00 | verplaatst naar 12 dec":             "2026-12-12T10:00 X tot 2026-12-12T11:00 verplaatst \"naar 12 dec\"\n",
		"30-12-2026 | 10.00-11.00 | verplaatst naar za 2 januari":       "2027-01-02T10:00 X tot 2027-01-02T11:00 verplaatst \"naar za 2 januari\"\n",
		"30-12-2026 | 10.00-11.00 | verplaatst naar 14.00 - 15.00 uur":  "2026-12-30T14:00 X tot 2026-12-30T15:00 verplaatst \"naar 14.00 - 15.00 uur\"\n",
		"30-12-2026 | 10.00-11.00 | verplaatst naar de bieb":            "2026-12-30T10:00 X tot 2026-12-30T11:00 verplaatst \"naar de bieb\"\n",
		"30-12-2026 | 10.00-11.00 | verzet naar 12-12-2026 om 9.00 uur": "2026-12-12T09:00 X verplaatst \"naar 12-12-2026 om 9.00 uur\"\n",
	} {
		if got := begins(t, Document{Tables: []Table{table("Datum | Tijd | Status | Wat\n" + in + " | X")}}); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}
