package label

import (
	"fmt"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestInitiative(t *testing.T) {
	in := &page.Initiative{}
	for _, c := range []struct {
		name, value string
		taken       bool
	}{
		{"VOOR WIE", "ouders", true},
		{"Voor wie", "nog eens", false}, // the first one counts
		{"Partners", "GGD, Bibliotheek; school.", true},
		{"Status", "op pauze", true},
		{"Status", "wie weet", false},
		{"Kleur", "rood", false},
		{"Waar", " ", false},
	} {
		if got := Initiative(in, c.name, c.value); got != c.taken {
			t.Errorf("%s: %s: %v", c.name, c.value, got)
		}
	}
	if got := fmt.Sprint(in.ForWhom, in.Partners, in.Status); got != "ouders[GGD Bibliotheek school]pauze" {
		t.Error(got)
	}
}
