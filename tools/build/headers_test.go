package build

import (
	"os"
	"path/filepath"
	"testing"

	"mijnopladers.nl/opladers/tools/host"
)

// What a host sends along must be right whether it joins the rules that fit a page or takes one: there is never more than one.
func TestHeaders(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{
		"zutphen/inbedden", "zutphen/agenda/koffie", "zutphen/verhalen/inbedden", "enschede/inbedden", "en/enschede/inbedden", "en/agenda", "agenda", "over", "overzicht",
		"ar/agenda", "aalten/inbedden", "aalten/agenda", "css", "foto", "fotoboek",
	} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	rules, err := headers(dir, map[string]string{"zutphen": "Zutphen", "enschede": "Enschede", "aalten": "Aalten"})
	if err != nil {
		t.Fatal(err)
	}
	const closed, framed = "frame-ancestors 'none'", "frame-ancestors https:"
	for path, frames := range map[string]string{
		"/": closed, "/404.html": closed, "/over/": closed, "/overzicht/": closed, "/fotoboek/": closed, "/agenda/": closed, "/ar/agenda/": closed, "/en/": closed, "/en/agenda/": closed,
		"/zutphen/": closed, "/zutphen/agenda/koffie/": closed, "/zutphen/verhalen/inbedden/": closed, "/enschede/": closed, "/en/enschede/": closed,
		"/zutphen/inbedden/": framed, "/zutphen/inbedden": framed, "/enschede/inbedden/": framed, "/en/enschede/inbedden/": framed, "/aalten/inbedden/": framed,
	} {
		sent := rules.For(path)
		for name, values := range sent {
			if len(values) > 1 {
				t.Errorf("%s: %s is sent %d times", path, name, len(values))
			}
		}
		if got, want := sent.Get("Content-Security-Policy"), policy+"; "+frames; got != want {
			t.Errorf("%s: %q", path, got)
		}
		if got := sent.Get("X-Frame-Options"); (got == "DENY") != (frames == closed) {
			t.Errorf("%s: %q", path, got)
		}
		if got := sent.Get("Cache-Control"); got != askUs {
			t.Errorf("%s is kept: %s", path, got)
		}
	}
	for path, want := range map[string]string{"/css/site.1f.css": always, "/foto/1f-480.webp": always, "/sw.js": askUs} {
		if got := rules.For(path)["Cache-Control"]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q", path, got)
		}
	}
	again, err := host.Parse(rules.Bytes())
	if err != nil || len(again) != len(rules) {
		t.Errorf("%d rules are read as %d: %v", len(rules), len(again), err)
	}
}
