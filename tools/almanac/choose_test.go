package almanac

import (
	"reflect"
	"testing"
)

func TestChoosing(t *testing.T) {
	read, _ := read(t, "2026-11-23T09:00", map[string]string{
		"zutphen/agenda/a": "title: A\nbegin: 2026-11-22T10:00\ncategorie: voorbij",
		"zutphen/agenda/b": "title: B\nbegin: 2026-11-24T10:00\ncategorie: Ontmoeten\nkosten: 0\nleeftijd_tot: 48\nbinnen_buiten: Binnen of buiten\nplaats: {woonplaats: ' De  Hoven'}",
		"zutphen/agenda/c": "title: C\nbegin: 2026-11-25T10:00\ncategorie: ontmoeten\nkosten: 2.5\nleeftijd_van: 0\nplaats: {woonplaats: de hoven}",
		"zutphen/agenda/d": "title: D\nbegin: 2026-11-26T10:00\nherhaling: FREQ=WEEKLY;COUNT=2\nplaats: {woonplaats: Almen}\nuitzonderingen: [{datum: 2026-12-03, status: verplaatst, plaats: De Zaal}]",
	})
	data := read["gegevens/agenda-zutphen.md"]
	want := map[string]any{"plaatsen": []any{"Almen", "De Hoven"}, "categorieen": []any{"ontmoeten"}, "waar": []any{"binnen", "buiten"}, "leeftijd": true, "gratis": true}
	if got := data["keuzes"]; !reflect.DeepEqual(got, want) {
		t.Errorf("choices are %v", got)
	}
	var got []any
	for _, o := range coming(data) {
		got = append(got, []any{o["titel"], o["woonplaats"], o["leeftijd"], o["gratis"], o["categorie"], o["waar"]})
	}
	wantDates := []any{
		[]any{"B", "De Hoven", "-48", true, "ontmoeten", "binnen buiten"},
		[]any{"C", "de hoven", "0-", nil, "ontmoeten", nil},
		[]any{"D", "Almen", nil, nil, nil, nil},
		[]any{"D", nil, nil, nil, nil, nil}, // elsewhere: in which town is not known
	}
	if !reflect.DeepEqual(got, wantDates) {
		t.Errorf("dates are %v", got)
	}
}
