package sheet

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// table reads lines of cells parted by |.
func table(text string) Table {
	var t Table
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		var row []Cell
		for cell := range strings.SplitSeq(line, "|") {
			row = append(row, Cell{Text: strings.TrimSpace(cell)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func read(t *testing.T, text string) ([]*page.Page, string) {
	t.Helper()
	pages, notices, err := Pages(Document{Name: "agenda.csv", Created: "2026-09-01", Tables: []Table{table(text)}})
	var b strings.Builder
	for _, n := range notices {
		fmt.Fprintf(&b, "%s %d: %s %s\n", n.Level, n.Line, n.Text, n.Hint)
	}
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	return pages, b.String()
}

func TestActivities(t *testing.T) {
	pages, notes := read(t, `
Agenda najaar
|
Dag | DATUM: | Tijd (van - tot) | Wat gaan we doen? | Waar is het? | Voor wie | Leeftijd | Kosten | Aanmelden | Opmerkingen | Kleur
za | 10 okt. 2026 | 10.00 - 12.00 uur | Appels plukken | Boomgaard, Kerkstraat 1, 7201 AB Zutphen | gezinnen | 0-4 jaar | € 2,50 per gezin | nee | Neem *laarzen* mee | rood
Oktober 2026
zo | 11-10-2026 | half 10 | Wandelen | Bos | | | gratis | ja, via ans@voorbeeld.nl | |`)
	if notes != "" || len(pages) != 2 {
		t.Fatal(len(pages), notes)
	}
	p := pages[0]
	a := p.Activity
	got := fmt.Sprint(p.Title, "|", a.Begin, "|", a.End, "|", *a.Place, "|", a.Audience, "|", *a.AgeFrom, *a.AgeTo, "|", *a.Price, a.PriceNote, "|", a.SignUp, "|", p.Body)
	want := "Appels plukken|2026-10-10T10:00|2026-10-10T12:00|{Boomgaard Kerkstraat 1 7201 AB Zutphen <nil> <nil>  }|gezinnen|0 48|2.5per gezin|niet|Neem \\*laarzen\\* mee\n\n**Kleur:** rood"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if a := pages[1].Activity; a.SignUp != "nodig" || a.SignUpMail != "ans@voorbeeld.nl" || a.Begin.String() != "2026-10-11T09:30" || *a.Price != 0 {
		t.Errorf("%+v", a)
	}
	if p.Key == "" || p.Key == pages[1].Key || p.Kind != page.KindActivity || p.Announced != "2026-09-01" {
		t.Errorf("%+v", p)
	}
}

func TestRowsThatAreAskedAbout(t *testing.T) {
	pages, notes := read(t, `
Datum | Van | Tot | Activiteit | Status
za 10-10-2026 | 10.00 | 12.00 | Goed | gaat niet door
zo 10-10-2026 | 10.00 | 12.00 | Verkeerde dag |
17 oktober | 10.00 | 12.00 | Zonder jaar |
ergens in mei | 10.00 | 12.00 | Vaag |
24-10-2026 | tien | 12.00 | Tijd in woorden |
24-10-2026 | straks | 12.00 | Vage tijd |
 | 10.00 | 12.00 | Zonder datum |
25-10-2026 | half 3 | 16.00 | Half drie |
31-10-2026 | 10.00 | | |
za 10-10-2026 | 10.00 | 12.00 | Goed |
1-11-2026 | | | Hele dag | wie weet`)
	want := `question 3: Bij ‘Verkeerde dag’: in ‘zo 10-10-2026’ klopt de dag niet: 10 oktober 2026 is een zaterdag. Verbeter de datum.
question 4: Bij de datum ‘17 oktober’ van ‘Zonder jaar’ staat geen jaar. Is het 17 oktober 2026? Zet het jaar erbij.
question 5: Bij ‘Vaag’ is de datum ‘ergens in mei’ niet te lezen. Schrijf de datum als 10-10-2026, of als: elke dinsdag vanaf 6 oktober 2026.
question 7: De tijd ‘straks’ bij ‘Vage tijd’ op 24 oktober 2026 is niet te lezen. Schrijf de tijd als 9.30 of als 9.30 - 11.00.
question 8: Bij ‘Zonder datum’ staat geen datum. Is het ook op 24 oktober 2026? Zet de datum op elke regel. Of voeg in Excel de cellen met de datum samen.
question 9: Is ‘Half drie’ op 25 oktober 2026 om 2.30 uur of om 14.30 uur? Schrijf de tijd in cijfers, zoals 14.30.
question 10: Bij 31 oktober 2026 staat niet wat er te doen is. Vul de kolom met de activiteit in.
warning 12: De status ‘wie weet’ is onbekend en staat nu in de tekst. Schrijf: gaat door, gaat niet door, verplaatst, vol of onder voorbehoud.
warning 11: ‘Goed’ staat er twee keer in, ook op regel 2. Verwijder een van de twee regels.
`
	if notes != want {
		t.Errorf("got\n%swant\n%s", notes, want)
	}
	if len(pages) != 3 || pages[0].Activity.Status != page.StatusCancelled || !pages[2].Activity.AllDay {
		t.Errorf("%d pages", len(pages))
	}
}

// In a list that is not quite in order the year is that of the rows around it; half a year on it is the next.
func TestTheYearThatIsProposed(t *testing.T) {
	_, notes := read(t, "Datum | Activiteit\n9-12-2026 | Zingen\n5 december | Sint\n6 januari | Driekoningen\n4 juli | Zomer")
	for _, want := range []string{"Is het 5 december 2026?", "Is het 6 januari 2027?", "Is het 4 juli 2027?"} {
		if !strings.Contains(notes, want) {
			t.Errorf("not %q:\n%s", want, notes)
		}
	}
}

func TestMoreDays(t *testing.T) {
	pages, notes := read(t, "Datum | Tijd | Activiteit\n12 t/m 14 oktober 2026 | 9.00-17.30 uur | Kamp\n1-11-2026 t/m 3-11-2026 | | Week\n4-11-2026 | 22.00 - 1.00 | Feest")
	if notes != "" || len(pages) != 3 {
		t.Fatal(notes)
	}
	if a := pages[0].Activity; a.Begin.String() != "2026-10-12T09:00" || a.End.String() != "2026-10-12T17:30" || a.Recurrence != "FREQ=DAILY;COUNT=3" {
		t.Errorf("%+v", a)
	}
	if a := pages[1].Activity; a.Begin.String() != "2026-11-01" || a.End.String() != "2026-11-03" || !a.AllDay {
		t.Errorf("%+v", a)
	}
	if a := pages[2].Activity; a.End.String() != "2026-11-05T01:00" {
		t.Errorf("%+v", a)
	}
}

func TestRealDates(t *testing.T) {
	rows := table("Dag | Datum | Begin | Wat").Rows
	rows = append(rows, []Cell{{Text: "zaterdag"}, {Text: "10-okt", At: page.Date(2026, 10, 10)}, {Text: "9:30", Clock: &when.Clock{Hour: 9, Minute: 30}}, {Text: "Appels"}})
	pages, notices, err := Pages(Document{Tables: []Table{{Rows: rows}}})
	if err != nil || len(notices) > 0 || pages[0].Activity.Begin.String() != "2026-10-10T09:30" {
		t.Error(pages, notices, err)
	}
}

func TestInitiatives(t *testing.T) {
	pages, notes := read(t, "Naam initiatief | Voor wie | Wanneer | Waar | Contact | Partners | Omschrijving | Website\nFietsen met Ans | moeders | elke dinsdag | Station | 0612345678 | GGD, bibliotheek | Leren fietsen. | www.x.nl")
	if notes != "" || len(pages) != 1 {
		t.Fatal(notes)
	}
	p := pages[0]
	got := fmt.Sprint(p.Kind, p.Title, *p.Initiative, p.Body)
	want := "initiatief" + "Fietsen met Ans" + "{ moeders elke dinsdag Station 0612345678 []    map[] [] [GGD bibliotheek] [] }" + "Leren fietsen.\n\n**Website:** www.x.nl"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSignUpBefore(t *testing.T) {
	pages, notes := read(t, "Datum | Activiteit | Aanmelden voor\n10-10-2026 | A | 1 okt. 2026\n11-10-2026 | B | uiterlijk vrijdag\n12-10-2026 | C |")
	if notes != "" || len(pages) != 3 {
		t.Fatal(notes)
	}
	got := ""
	for _, p := range pages {
		got += p.Activity.SignUpBefore + "|" + p.Body + "\n"
	}
	if want := "2026-10-01|\n|**Aanmelden voor:** uiterlijk vrijdag\n|\n"; got != want {
		t.Errorf("got %s", got)
	}
}

// "Dag" and "Van" are where the date stands in some sheets, and only then.
func TestDateInAnotherColumn(t *testing.T) {
	for in, want := range map[string]int{
		"Begin | Einde | Activiteit\n10-10-2026 10.00 | 12.00 | A":                   1,
		"Dag | Tijd | Activiteit\nza 10 okt. 2026 | 10.00 | A\nzo 11-10 | 10.00 | B": 1,
		"Van | Tot | Activiteit\n10.00 | 11.00 | A\n10.10 | 11.00 | B":               0,
		"Begin | Activiteit\n9 | A\n10-12 | B":                                       0,
		"Dag | Tijd | Activiteit\nza | 10.00 | A":                                    0,
	} {
		pages, notes := read(t, in)
		if refused := strings.HasPrefix(notes, "De kolom met de datum ontbreekt."); len(pages) != want || refused != (want == 0) {
			t.Errorf("%q: %d pages, %s", in, len(pages), notes)
		}
	}
}

func TestRefusals(t *testing.T) {
	for in, want := range map[string]string{
		"Artikel | Aantal\nAppels | 3": "De kolom met de datum ontbreekt. Gevonden: Artikel, Aantal. Zet boven de kolommen van activiteiten: Datum, Tijd, Activiteit, Waar. Of van initiatieven: Naam, Voor wie, Wanneer, Waar, Contact.\n",
		"Datum | Activiteit":           "Onder de kolomnamen staat geen enkele regel. Vul minstens één regel in, met een datum en een titel.\n",
	} {
		if _, notes := read(t, in); notes != want {
			t.Errorf("%q: %s", in, notes)
		}
	}
}

func TestAges(t *testing.T) {
	show := func(n *int) string {
		if n == nil {
			return "-"
		}
		return fmt.Sprint(*n)
	}
	for in, want := range map[string]string{
		"0-4 jaar": "0 48", "0 - 4": "0 48", "vanaf 2 jaar": "24 -", "tot 4 jaar": "- 48", "t/m 4 jaar": "- 59", "6 mnd - 2 jaar": "6 24",
		"4 t/m 12 jaar": "48 155", "2+": "24 -", "4 jaar en ouder": "48 -", "0-18 maanden": "0 18", "van 4 tot 8 jaar": "48 96", "iedereen": "- -",
		"peuters": "no", "4 jaar": "no", "12-4 jaar": "no",
	} {
		from, to, ok := ages(in)
		if got := show(from) + " " + show(to); ok && got != want || !ok && want != "no" {
			t.Errorf("ages(%q) = %s, %v; want %s", in, got, ok, want)
		}
	}
}

func TestPrice(t *testing.T) {
	for in, want := range map[string]string{
		"gratis": "0 ", "Gratis!": "0 !", "€ 2,50": "2.5 ", "2,50 per gezin": "2.5 per gezin", "€5,- p.p.": "5 p.p", "5 euro": "5 ", "€ 2.50 (per Kind)": "2.5 per Kind", "0": "0 ",
		"€ 2, ouders € 5": "- € 2, ouders € 5", "vrijwillige bijdrage": "- vrijwillige bijdrage", "gratis, daarna 5 euro": "- gratis, daarna 5 euro",
	} {
		v, note := price(in)
		got := "- " + note
		if v != nil {
			got = fmt.Sprint(*v) + " " + note
		}
		if got != want {
			t.Errorf("price(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	for in, want := range map[string]string{
		"Waar=Bieb;Adres=Kerkstraat 1, 7201 AB Zutphen": "Bieb|Kerkstraat 1|7201 AB|Zutphen",
		"Plaats=Bieb":                                        "Bieb|||",
		"Locatie=Bieb;Plaats=Zutphen":                        "Bieb|||Zutphen",
		"Locatie=Bieb;Adres=Het Zand 12;Plaats=Zutphen":      "Bieb|Het Zand 12||Zutphen",
		"Adres=Kerkstraat 1;Postcode=7201 AB;Plaats=Zutphen": "|Kerkstraat 1|7201 AB|Zutphen",
	} {
		names, values := "Datum|Activiteit", "10-10-2026|X"
		for pair := range strings.SplitSeq(in, ";") {
			n, v, _ := strings.Cut(pair, "=")
			names, values = names+"|"+n, values+"|"+v
		}
		pages, notes := read(t, names+"\n"+values)
		if notes != "" {
			t.Fatal(notes)
		}
		p := pages[0].Activity.Place
		if got := fmt.Sprintf("%s|%s|%s|%s", p.Name, p.Street, p.PostalCode, p.Town); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
