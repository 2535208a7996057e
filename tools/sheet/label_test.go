package sheet

import (
	"fmt"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestLabel(t *testing.T) {
	a := &page.Activity{Bring: "laarzen"}
	for line, want := range map[[2]string]bool{
		{"Kosten", "€ 2,50 per gezin"}:        true,
		{"Leeftijd", "0-4 jaar"}:              true,
		{"Aanmelden", "via ans@voorbeeld.nl"}: true,
		{"Voor wie", "ouders met een baby"}:   true,
		{"Meenemen", "een kom"}:               false, // is known
		{"Prijs", "wisselt"}:                  false, // no amount
		{"Let op", "de deur is dicht"}:        false,
		{"Aantal plaatsen", "12 of 13"}:       false,
	} {
		if got := Label(a, line[0], line[1]); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	got := fmt.Sprintf("%v|%s|%d-%d|%s|%s|%s|%s", *a.Price, a.PriceNote, *a.AgeFrom, *a.AgeTo, a.SignUp, a.SignUpMail, a.Audience, a.Bring)
	if want := "2.5|per gezin|0-48|nodig|ans@voorbeeld.nl|ouders met een baby|laarzen"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
