package prose

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// A calendar in Word: the header again on the next page, months as rows, several tables, a title above.
func TestSheetOfActivities(t *testing.T) {
	var b Builder
	b.Paragraph(as(Title, "Agenda najaar"))
	tabled(&b, "Datum | Tijd | Activiteit | Waar\nOktober 2026 |  |  | \nza 3 | 10.00 - 12.00 uur | Appels/met z'n allen | Boomgaard\n4 | vervalt | Peren | Boomgaard\nDatum | Tijd | Activiteit | Waar\n10 en 17 oktober 2026 | 14.00 uur | Noten | Bos")
	tabled(&b, "Datum | Activiteit | Waar\nelke dinsdag vanaf 6 oktober 2026 | Koffie | Bieb")
	pages, notices, err := b.Pages(page.Source{Name: "zutphen/agenda/agenda.docx"})
	var got strings.Builder
	for _, p := range pages {
		fmt.Fprintln(&got, p.Title, p.Activity.Begin, p.Activity.ExtraDates, p.Activity.Recurrence, p.Activity.Status, p.Activity.Place)
	}
	want := `Appels met z'n allen 2026-10-03T10:00 []   Boomgaard
Peren 2026-10-04 []  gaat-niet-door Boomgaard
Noten 2026-10-10T14:00 [2026-10-17T14:00]   Bos
Koffie 2026-10-06 [] FREQ=WEEKLY;BYDAY=TU  Bieb
`
	if err != nil || got.String() != want {
		t.Errorf("got\n%swant\n%s%v %v", &got, want, notices, err)
	}
}

// Days without month or year under a heading that says them, as in Word.
func TestSheetUnderAHeading(t *testing.T) {
	for name, c := range map[string]struct {
		src   string
		above []Paragraph
		want  string
	}{
		"heading":       {"zutphen/agenda/w.docx", []Paragraph{as(Heading, "Activiteiten oktober 2026")}, "Koffie 2026-10-07; Thee 2026-10-08; "},
		"two headings":  {"zutphen/agenda/w.docx", []Paragraph{as(Title, "Agenda 2026-2027"), as(Heading, "Oktober")}, "Koffie 2026-10-07; Thee 2026-10-08; "},
		"paragraph":     {"zutphen/agenda/w.docx", []Paragraph{as(Text, "Activiteiten oktober 2026")}, "Koffie 2026-10-07; Thee 2026-10-08; warning "},
		"much text":     {"zutphen/agenda/w.docx", []Paragraph{as(Text, strings.Repeat("Kom ook naar ons toe. ", 50)), as(Heading, "Oktober 2026")}, "Koffie 2026-10-07; Thee 2026-10-08; warning "},
		"nothing":       {"zutphen/agenda/w.docx", nil, "question question [Koffie] [Thee]"},
		"not in agenda": {"zutphen/w.docx", []Paragraph{as(Text, strings.Repeat("Kom ook naar ons toe. ", 50))}, "W; "},
	} {
		var b Builder
		for _, p := range c.above {
			b.Paragraph(p)
		}
		tabled(&b, "Datum | Tijd | Activiteit\nwo 7 | | Koffie\ndo 8 oktober | | Thee")
		pages, notices, err := b.Pages(page.Source{Name: c.src})
		got := ""
		for _, p := range pages {
			if got += p.Title; p.Activity != nil {
				got += " " + p.Activity.Begin.String()
			}
			got += "; "
		}
		for _, n := range notices {
			got += string(n.Level) + " "
		}
		for _, n := range notices {
			if n.Left != nil {
				got += fmt.Sprint(n.Left) + " "
			}
		}
		if err != nil || strings.TrimSpace(got) != strings.TrimSpace(c.want) {
			t.Errorf("%s: %s, want %s; %v %v", name, got, c.want, notices, err)
		}
	}
}
