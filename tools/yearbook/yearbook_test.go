package yearbook

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
)

// write puts pages under content/ of a new site, by their path, and gives the site.
func write(t *testing.T, pages map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range pages {
		file := filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("---\n"+text+"\n---\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var now = time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)

// pagesOf gives what Pages makes of content, as JSON by path, and the texts of the notices.
func pagesOf(t *testing.T, content map[string]string) (map[string]string, []string) {
	t.Helper()
	site := write(t, content)
	s, err := agenda.Load(site, now)
	if err != nil {
		t.Fatal(err)
	}
	pages, notices, err := Pages(site, s, now)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, p := range pages {
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(data)
	}
	var texts []string
	for _, n := range notices {
		texts = append(texts, n.File+": "+n.Text)
	}
	return out, texts
}

func TestFigures(t *testing.T) {
	const initiative = "soort: initiatief\n"
	pages, notices := pagesOf(t, map[string]string{
		"lochem/_index.md":              "title: Lochem\nsoort: gemeente\nscholen: [Telt niet]",
		"zutphen/_index.md":             "title: Zutphen\nsoort: gemeente",
		"jaarverslag/2026/lochem.md":    "title: Lochem 2026\nsoort: jaarverslag\nscholen: [De Waaier, De Parel]",
		"jaarverslag/2025/lochem.md":    "title: Lochem 2025\nsoort: jaarverslag",
		"jaarverslag/2026/elders.md":    "title: Elders",
		"jaarverslag/2024/lochem.md":    "title: Nog niet af\nsoort: jaarverslag\ndraft: true",
		"jaarverslag/2025/_index.md":    "title: Van ons",
		"jaarverslag/2026/lochem.en.md": "title: Lochem in 2026",

		// Four of these six took place: one was called off, one is still to come.
		"lochem/agenda/koffie/index.md": "title: Koffie\nsoort: activiteit\nbegin: 2026-11-10T09:30\neinde: 2026-11-10T11:00\n" +
			"herhaling: FREQ=WEEKLY;COUNT=6\nuitzonderingen: [{datum: 2026-11-17, status: gaat-niet-door}]\nook_in: [zutphen]",
		"lochem/agenda/eerder/index.md":  "title: Eerder\nsoort: activiteit\nbegin: 2025-06-01",
		"lochem/agenda/concept/index.md": "title: Concept\nsoort: activiteit\nbegin: 2026-06-01\ndraft: true",
		"zutphen/agenda/soep/index.md":   "title: Soep\nsoort: activiteit\nbegin: 2026-06-01\nook_in: [lochem]",

		"lochem/verhalen/a/index.md":     "title: A\nsoort: verhaal\naangekondigd: 2026-03-01",
		"lochem/verhalen/b.md":           "title: B\nsoort: verhaal\naangekondigd: 2025-03-01",
		"lochem/verhalen/later/index.md": "title: Later\nsoort: verhaal\naangekondigd: 2026-03-01\npubliceren: 2027-01-01",

		"lochem/initiatieven/cafe/index.md":  initiative + "title: Café\ngestart: sinds mei 2021\nscholen: [de waaier, Nettelhorst]\njaarcijfers: {2026: {deelnemers: 30, bijeenkomsten: 12}}",
		"lochem/initiatieven/app/index.md":   initiative + "title: App\naangekondigd: 2026-02-01",
		"lochem/initiatieven/nieuw/index.md": initiative + "title: Nieuw\naangekondigd: 2026-02-01\nstatus: in-oprichting",
		"lochem/initiatieven/oud/index.md":   initiative + "title: Oud\ngestart: 2020\nstatus: gestopt\njaarcijfers: {2025: {deelnemers: 8}}",
		"lochem/initiatieven/vaag/index.md":  initiative + "title: Vaag",
	})
	for name, want := range map[string]string{
		"gegevens/jaarverslag-2026-lochem.md": `{"activiteiten":4,"initiatieven":2,"scholen":3,"verhalen":1,"bijeenkomsten":12,"deelnemers":30,` +
			`"welke":["/lochem/initiatieven/app","/lochem/initiatieven/cafe"],"tot":"2026-12-10"}`,
		"gegevens/jaarverslag-2025-lochem.md": `{"activiteiten":1,"initiatieven":2,"scholen":2,"verhalen":1,"bijeenkomsten":0,"deelnemers":8,` +
			`"welke":["/lochem/initiatieven/cafe","/lochem/initiatieven/oud"]}`,
	} {
		if !strings.Contains(pages[name], want) {
			t.Errorf("%s:\n got %s\nwant %s", name, pages[name], want)
		}
	}
	want := []string{"gegevens/jaarverslag-2025-lochem.md", "gegevens/jaarverslag-2026-lochem.md", "jaarverslag/2026/_index.md", "jaarverslag/_index.md"}
	if got := slices.Sorted(maps.Keys(pages)); !slices.Equal(got, want) {
		t.Errorf("pages %q, want %q", got, want)
	}
	if len(notices) != 1 || !strings.HasPrefix(notices[0], "content/jaarverslag/2026/elders.md: ") {
		t.Errorf("notices: %q", notices)
	}
}

func TestNoReports(t *testing.T) {
	content := map[string]string{"lochem/_index.md": "title: Lochem\nsoort: gemeente"}
	if pages, notices := pagesOf(t, content); len(pages)+len(notices) > 0 {
		t.Errorf("%v %v", pages, notices)
	}
	// Hugo makes a section of the folder, with a title of its own making.
	content["jaarverslag/2026/lochem.md"] = "title: Nog niet af\ndraft: true"
	if pages, notices := pagesOf(t, content); len(pages) != 1 || pages["jaarverslag/_index.md"] == "" || len(notices) > 0 {
		t.Errorf("only a draft: %v %v", pages, notices)
	}
}
