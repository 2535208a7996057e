package when

import (
	"math/rand/v2"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// fragments are what people put together, in any order.
var fragments = strings.Split(`elke dinsdag|elke dinsdag en donderdag|iedere 2e woensdag van de maand|elke eerste en derde maandag|wekelijks|dagelijks|om de week|
om de 3 weken|elk kwartaal|maandelijks|jaarlijks|elke maand op de 15e|iedere schooldag|iedere werkdag|in het weekend|even weken|in de oneven weken|
op dinsdag|op vrijdagen|maandag t/m vrijdag|dinsdagochtend|woensdagmiddag|de laatste vrijdag van de maand|elke 5 december|elke 29 februari|elke laatste dag van de maand|
6 oktober 2026|vanaf 6 oktober 2026|vanaf 1 september|t/m 4 juni|t/m 1 juli 2027|tot 15 december 2026|van 1-9-2026 t/m 1-7-2027|10, 17 en 24 okt 2026|
10 t/m 12 oktober 2026|20 december t/m 3 januari 2027|di 6 okt|29 februari|31-12-2026|in januari en februari 2027|in juli|in december 2026 en februari 2027|
in mei t/m juli|9.30-11.00|half 10 tot 12 uur|van 2 tot 4|om 10 uur|vanaf 14 uur|tot 12 uur|'s ochtends|'s avonds 8 uur|hele dag|20.00 - 24.00 uur|kwart voor 1|
10 keer|3x|niet in schoolvakanties|m.u.v. 25 december en schoolvakanties|behalve in de zomervakantie|niet op feestdagen|alleen in schoolvakanties|
ook in vakanties|ook op 17 oktober 2026|behalve woensdag|behalve in juli en augustus|niet van 20 december 2026 t/m 3 januari 2027|niet op 24 en 31 december|
niet op 6 oktober 2026|behalve met pasen|en|,|-|(|)|op|de`, "|")

// TestComposed reads thousands of texts that are put together at random, always the same ones.
func TestComposed(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	read := 0
	for range 4_000 {
		var words []string
		for range 1 + random.IntN(5) {
			words = append(words, strings.TrimSpace(fragments[random.IntN(len(fragments))]))
		}
		text := strings.Join(words, []string{" ", ", "}[random.IntN(2)])
		checkRead(t, text, page.Civil{})
		checkRead(t, text, autumn)
		if _, err := Read(text, autumn); err == nil {
			read++
		}
		if t.Failed() {
			break
		}
	}
	if read < 500 {
		t.Errorf("only %d of the texts are read", read)
	}
}
