package almanac

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
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

// withPage writes one more page into a site, by its path under content/.
func withPage(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, "content", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("---\n"+text+"\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// newSite makes a site with two municipalities, and activities by their path.
func newSite(t *testing.T, activities map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	withPage(t, dir, "zutphen/_index.md", "title: Zutphen\nsoort: gemeente")
	withPage(t, dir, "lochem/_index.md", "title: Lochem\nsoort: gemeente")
	for name, text := range activities {
		withPage(t, dir, name+"/index.md", "soort: activiteit\n"+text)
	}
	return dir
}

func TestWrite(t *testing.T) {
	now := parse(t, "2026-12-02T20:00")
	dir := newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-11-25T09:30\nherhaling: FREQ=WEEKLY;COUNT=3",
	})
	s, err := agenda.Load(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if _, err := Write(s, out, now); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(out, "gegevens", "agenda-zutphen.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"dag": "2026-12-02"`, `"begin": "2026-12-09T09:30:00+01:00"`, `"/zutphen/agenda/koffie": [`, `"render": "never"`} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("no %s in\n%s", want, data)
		}
	}
	if !bytes.Contains(data, []byte(`"geweest": 1,`)) {
		t.Errorf("the day that is over is not known as such:\n%s", data)
	}
	before, _ := os.Stat(file)
	if _, err := Write(s, out, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(file); !os.SameFile(before, after) {
		t.Error("equal data was written again")
	}
}
