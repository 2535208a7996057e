package agenda

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/store"
)

// all lists the occurrences of December 2026 in a municipality, "" for all.
func all(t *testing.T, s *Site, municipality string) []string {
	t.Helper()
	list, err := s.Occurrences(municipality, parse(t, "2026-12-01"), parse(t, "2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range list {
		out = append(out, o.Title+" "+short(o))
	}
	return out
}

func TestPains10AStormCancelsEverything(t *testing.T) {
	dir := newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-12-02T09:30\nherhaling: FREQ=DAILY;COUNT=3",
		"lochem/agenda/soep":    "title: Soep\nbegin: 2026-12-03T09:30",
	})
	emergency := "---\ntitle: Zutphen\nsoort: gemeente\nnoodbericht: {tekst: Storm., vanaf: 2026-12-03, tot: 2026-12-03, alles_vervalt: true}\n---\n"
	if err := os.WriteFile(filepath.Join(dir, "content/zutphen/_index.md"), []byte(emergency), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Load(dir, parse(t, "2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Koffie 2026-12-02T09:30+01:00", "Koffie 2026-12-03T09:30+01:00 gaat-niet-door", "Soep 2026-12-03T09:30+01:00", "Koffie 2026-12-04T09:30+01:00",
	}
	if got := all(t, s, ""); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestARemovedActivityLeavesATombstone(t *testing.T) {
	dir := newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-12-02T09:30\nvolgnummer: 2\nook_in: [lochem]",
		"zutphen/agenda/soep":   "title: Soep\nbegin: 2026-12-03T09:30",
	})
	st, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Remove("zutphen/agenda/koffie", "2026-12-01"); err != nil {
		t.Fatal(err)
	}
	s, err := Load(dir, parse(t, "2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Gone) != 1 || len(s.Activities) != 1 {
		t.Fatalf("%+v", s.Gone)
	}
	g := s.Gone[0]
	if g.UID != "zutphen-agenda-koffie@mijnopladers.nl" || g.Sequence != 3 || g.Begin.String() != "2026-12-02T09:30" || !slices.Equal(g.In, []string{"zutphen", "lochem"}) || g.Changed.IsZero() {
		t.Errorf("%+v", g)
	}
}

func TestAnActivityThatMoved(t *testing.T) {
	dir := newSite(t, map[string]string{"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-12-02T09:30\nplaats: {naam: De Haven}"})
	state := `{"kalender": {"inhoud": "x", "begin": "2026-12-02T09:30", "volgnummer": 4, "gewijzigd": "2026-11-30T10:00:00+01:00", "was": "2026-12-01T20:00", "was_plaats": "De Lantaarn"}}`
	if err := os.WriteFile(filepath.Join(dir, "content/zutphen/agenda/koffie/herkomst.json"), []byte(state), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Load(dir, parse(t, "2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Occurrences("zutphen", parse(t, "2026-12-01"), parse(t, "2027-01-01"))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if o := list[0]; short(o) != "2026-12-02T09:30+01:00 verplaatst" || o.Was.Format("2006-01-02T15:04") != "2026-12-01T20:00" || o.WasPlace != "De Lantaarn" || s.Activities[0].Sequence != 4 {
		t.Errorf("%+v", o)
	}
}

func TestAMunicipalityThatCannotBeReadStopsTheBuild(t *testing.T) {
	dir := newSite(t, map[string]string{"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-12-02T09:30\nook_in: [nergens]"})
	s, err := Load(dir, parse(t, "2026-12-01"))
	if err != nil || len(s.Notices) != 1 || !strings.Contains(s.Notices[0].Text, "nergens") {
		t.Errorf("%+v, %v", s, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content/zutphen/_index.md"), []byte("---\ntitle: Zutphen\nsoort: gemeente\nkernen: {a: b}\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir, parse(t, "2026-12-01")); err == nil || !strings.Contains(err.Error(), "content/zutphen/_index.md") {
		t.Error(err)
	}
}
