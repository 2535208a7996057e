package site

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// The template and page.Emergency understand the same of what people write, and nothing stops the build.
func TestEmergencyIsReadAsInPage(t *testing.T) {
	partial, err := os.ReadFile(filepath.Join(root, "layouts/_partials/gemeente/noodbericht.html"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"layouts/_partials/gemeente/noodbericht.html": string(partial),
		"layouts/section.html":                        `{{ partial "gemeente/noodbericht.html" . | jsonify }}`,
	}
	messages := []string{
		"Storm", "112", "[a, b]", "{TEKST: Storm}", "{text: Storm}", "{tekst: Storm, alles_vervalt: misschien}",
		"{tekst: Storm, vanaf: 2026-10-24, tot: 2026-10-25, alles_vervalt: true}", "{tekst: Storm, vanaf: 4-1-2026, tot: 24-10-2026, alles_vervalt: Ja}",
		"{tekst: x, vanaf: 2026-02-30, tot: 2026-13-01, alles_vervalt: nee}", "{tekst: x, vanaf: gisteren, tot: 99-99-9999}",
		"{tekst: x, vanaf: 2026-10-24T18:00, tot: [1]}", "{tekst: x, vanaf: 20261024, tot: '24 oktober 2026'}",
	}
	for i, message := range messages {
		files[fmt.Sprintf("content/g%d/_index.md", i)] = "---\ntitle: G\nsoort: gemeente\nnoodbericht: " + message + "\n---\n"
	}
	out, _, err := render(t, newSite(t, files), nil)
	if err != nil {
		t.Fatal(err)
	}
	day := func(s string) string {
		c, _ := page.ParseCivil(s)
		if c.IsZero() {
			return ""
		}
		return c.Day().String()
	}
	type told struct {
		Text    string `json:"tekst"`
		From    string `json:"vanaf"`
		Until   string `json:"tot"`
		Cancels bool   `json:"vervalt"`
	}
	for i, message := range messages {
		var got told
		if err := json.Unmarshal([]byte(out[fmt.Sprintf("g%d/index.html", i)]), &got); err != nil {
			t.Fatalf("%s: %s", message, out[fmt.Sprintf("g%d/index.html", i)])
		}
		p, err := page.Parse([]byte(files[fmt.Sprintf("content/g%d/_index.md", i)]))
		if err != nil {
			t.Fatal(err)
		}
		e := p.Municipality.Emergency
		if want := (told{e.Text, day(e.From), day(e.Until), e.CancelsAll.Yes()}); got != want {
			t.Errorf("%s: the template has %+v, page %+v", message, got, want)
		}
	}
}
