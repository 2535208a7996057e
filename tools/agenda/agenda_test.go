package agenda

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

func parse(t *testing.T, s string) time.Time {
	t.Helper()
	c, err := page.ParseCivil(s)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	return c.In(zone)
}

func activity(t *testing.T, frontMatter string) *page.Page {
	t.Helper()
	p, err := page.Parse([]byte("---\ntitle: Koffie\nsoort: activiteit\n" + frontMatter + "\n---\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// newSite makes a site with two municipalities, and activities by their path.
func newSite(t *testing.T, activities map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"zutphen/_index.md": "---\ntitle: Zutphen\nsoort: gemeente\n---\n",
		"lochem/_index.md":  "---\ntitle: Lochem\nsoort: gemeente\n---\n",
		"over/_index.md":    "---\ntitle: Over\n---\n",
	}
	for name, text := range activities {
		files[name+"/index.md"] = "---\nsoort: activiteit\n" + text + "\n---\n"
	}
	for name, text := range files {
		file := filepath.Join(dir, "content", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSite(t *testing.T) {
	now := parse(t, "2026-12-01T08:00")
	s, err := Load(newSite(t, map[string]string{
		"zutphen/agenda/koffie":  "title: Koffie\nbegin: 2026-12-03T09:30\nook_in: [lochem, nergens]",
		"zutphen/agenda/concept": "title: Concept\nbegin: 2026-12-03T09:30\ndraft: true",
		"zutphen/agenda/later":   "title: Later\nbegin: 2026-12-03T09:30\npubliceren: 2026-12-02",
		"zutphen/agenda/kapot":   "title: Kapot\nbegin: 2026-12-03T09:30\nherhaling: FREQ=SOMS",
		"lochem/agenda/soep":     "title: Soep\nbegin: 2026-12-02\nuid: soep@google.com",
	}), now)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Notices) != 2 || !strings.Contains(s.Notices[0].File, "kapot") || s.Notices[0].Hint == "" {
		t.Errorf("notices: %+v", s.Notices)
	}
	for municipality, want := range map[string][]string{
		"":        {"Soep soep@google.com", "Koffie zutphen-agenda-koffie@mijnopladers.nl"},
		"zutphen": {"Koffie zutphen-agenda-koffie@mijnopladers.nl"},
		"lochem":  {"Soep soep@google.com", "Koffie zutphen-agenda-koffie@mijnopladers.nl"},
	} {
		list, err := s.Occurrences(municipality, now.AddDate(0, 0, -1), now.AddDate(0, 1, 0))
		var got []string
		for _, o := range list {
			got = append(got, o.Title+" "+o.UID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q (%v), want %q", municipality, got, err, want)
		}
	}
}
