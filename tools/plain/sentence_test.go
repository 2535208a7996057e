package plain

import (
	"slices"
	"strings"
	"testing"
)

func TestSentencesOf(t *testing.T) {
	for _, want := range [][]string{
		{"Kom gerust langs.", "Er is koffie."},
		{"Neem iets mee, bijv. Ans neemt brood.", "Fijn!"},
		{"Dat is morgen, d.w.z. Zondag.", "Toch?"},
		{"Wij doen mee, o.a. met soep."},
		{"De inloop is m.u.v. Pinksteren open van 10.00 uur tot 12.30 uur.", "Daarna ruimen we op."},
		{"Op 3 okt. 2026 is het feest bij St. Jan.", "Kom ook."},
		{"Op za. 3 okt. om 10.00 uur beginnen we."},
		{"Vraag het dr. J.P. de Vries of A. Jansen.", "Zij weten het."},
		{"1. Aanmelden kan bij de balie.", "2. Betalen ook."},
		{"Wij begonnen in 2026.", "Daarna kwamen er meer."},
		{"Een kaartje kost 2.50 euro.", "Of 1,5 munt."},
		{"Lees meer op www.voorbeeld.nl/over.ons.", "Of bel."},
		{"Mail naar info@voorbeeld.nl.", "Wij antwoorden snel."},
		{"Wacht... misschien morgen.", "Of toch niet…", "Nee dus."},
		{"Wacht … daar komt hij."},
		{"‘Van wie?’ vroeg ze.", "‘Van de boom,’ zei hij."},
		{"Zij zei:", "“Kom binnen.”", "Wij kwamen."},
		{"Een opa zei:", "‘Wie wil draaien, moet wassen.’"},
		{"Dit nemen we mee: brood, soep en fruit."},
		{"Het is gratis (ook voor opa’s!).", "Wel even bellen."},
		{"Kom maar!", "(En neem iets mee.)"},
		{"Het is laat.", "’s Avonds is het stil."},
		{"Het is laat.", "’t Is stil."},
		{"Wij nemen appels, peren enz. mee."},
		{"Neem appels, peren enz.", "Wij zorgen voor thee."},
		{"De zaal is klaar.", "Daarna dansen we."},
		{"Zin in soep?!", "Wij wel!!"},
		{"Dat is zo.", "Ma komt niet."},
		{"Is het nr. 5 of nr. 6?", "Vraag het even."},
		{"In groep 5.", "12 kinderen deden mee."},
		{"Stichting Doen e.a. helpen mee."},
		{"#Opladers groeit.", "#Opladers zoekt u."},
	} {
		text := strings.Join(want, " ")
		if want[0] == "De zaal is klaar." {
			text = strings.Join(want, "") // somebody forgot the space
		}
		var got []string
		for _, r := range Sentences(text) {
			got = append(got, text[r[0]:r[1]])
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                                       0,
		"– … !":                                  0,
		"10.00-12.00 uur":                        2,
		"10.00 - 12.00 uur":                      3,
		"’s Avonds in ’t Zonnehuis":              3,
		"z’n foto’s":                             2,
		"een e-mail over zwart-wit":              4,
		"ouder(s) en (op)groeien":                3,
		"ouders/verzorgers":                      2,
		"1 t/m 5":                                3,
		"op 1/5/2026":                            2,
		"2,50 euro":                              2,
		"kijk op https://voorbeeld.nl/een-twee.": 2,
	} {
		if got := Measure(text).Words; got != want {
			t.Errorf("%q has %d words, not %d", text, want, got)
		}
	}
}
