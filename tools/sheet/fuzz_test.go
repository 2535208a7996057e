package sheet

import (
	"testing"

	"mijnopladers.nl/opladers/tools/read/readtest"
)

// FuzzPages holds the rules of the package over any text: each page has a title, a begin and a key of its own.
func FuzzPages(f *testing.F) {
	f.Add("Datum | Tijd | Activiteit | Status | Waar\nOKTOBER 2026 | | | |\nza 3 | 10.00-12.00 | AFGELAST: Koffie | | Bieb\n=3 | half 3 | Thee | verplaatst naar 12 dec | \n10/13/2026 | | ~X | |")
	f.Add("Maand | Jaar | Dag | Datum | Herhaling | Einddatum | Wat & waar\noktober | 2026-2027 | za | 3 | wekelijks | 31-12-2026 | A")
	f.Add("Naam | Voor wie | Wanneer | Contact\nA | b | elke dinsdag | formule")
	f.Add("Datum | Wat | Datum | Wat\n1-1-2026 | A | #REF! | B\nma | di | wo | do | vr")
	f.Fuzz(func(t *testing.T, text string) {
		one, other := marked(table(text)), marked(table(text))
		one.Name, other.Name = "Agenda 2026-2027", "januari"
		pages, _, err := Pages(Document{Name: "2026.xlsx", Created: "2026-09-01", Tables: []Table{one, other}})
		keys := map[string]bool{}
		for _, p := range pages {
			if err != nil || p.Title == "" || p.Key == "" || keys[p.Key] || p.Activity != nil && p.Activity.Begin.IsZero() {
				t.Errorf("%+v %+v %v", p, p.Activity, err)
			}
			keys[p.Key] = true
		}
		readtest.Stored(t, pages)
	})
}
