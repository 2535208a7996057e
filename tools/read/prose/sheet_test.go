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
