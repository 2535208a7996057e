package build

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/site"
)

// Titles that would end a data block, old addresses of all kinds, and pages that lack what search engines ask for.
func TestOddPagesForMachines(t *testing.T) {
	dir := copySite(t, "layouts", "assets", "i18n", "static")
	const hostile = `"title: '</script><script>alert(1)</script> &amp; \" <!-- '"`
	for name, text := range map[string]string{
		"_index.md":                        "title: Thuis\norganisatie: {naam: Stichting Proef, beveiliging: 'https://voorbeeld.nl/lek'}\naliases: [/index.php/thuis/]",
		"zutphen/_index.md":                "title: Zutphen\nsoort: gemeente",
		"zutphen/verhalen/_index.md":       "title: Verhalen",
		"zutphen/verhalen/a/index.md":      "title: " + hostile + "\naangekondigd: 2026-11-01\nslug: nieuw\naliases: [/oud/, /verhaal.html, naast, '/met spatie/', /zutphen/verhalen/nieuw/]",
		"zutphen/initiatieven/_index.md":   "title: Initiatieven",
		"zutphen/initiatieven/b/index.md":  "title: B\naliases: [/oud/]",
		"zutphen/agenda/_index.md":         "title: Agenda",
		"zutphen/agenda/zonder/index.md":   "title: " + hostile + "\nsoort: activiteit\nbegin: 2026-12-02T10:00\nstatus: verplaatst",
		"zutphen/agenda/markt/index.md":    "title: Markt\nsoort: activiteit\nbegin: 2026-12-02T10:00\nkosten: 2.5\nstatus: vol\nplaats: {woonplaats: Warnsveld}",
		"zutphen/agenda/inbedden/index.md": "title: Inbedden\nsoort: activiteit\nbegin: 2026-12-02T10:00",
	} {
		write(t, filepath.Join(dir, "content", name), []byte("---\n"+text+"\n---\nTekst\n"))
	}
	for i := range 30 {
		write(t, filepath.Join(dir, fmt.Sprintf("content/zutphen/verhalen/v%d/index.md", i)), fmt.Appendf(nil, "---\ntitle: Verhaal %d\naangekondigd: 2026-10-01\n---\n", i))
	}
	for _, n := range buildAt(t, dir, t.TempDir()).Notices {
		t.Errorf("%v", n)
	}
	public := files(t, filepath.Join(dir, PublicDir))
	pages := pagesOf(public)
	here := func(string) bool { return true }
	for url, page := range pages {
		for _, thing := range things(t, url, page) {
			if thing["@type"] == "Organization" && thing["name"] != "Stichting Proef" {
				t.Errorf("who runs the site: %v", thing)
			}
			for _, problem := range check(thing, here) {
				t.Errorf("%s: %s", url, problem)
			}
		}
		if strings.Contains(string(page), "<script>alert") {
			t.Errorf("%s: the title is a script", url)
		}
	}
	market := things(t, "markt", pages[address+"zutphen/agenda/markt/"])
	if len(dig(market[len(market)-1], []string{"location", "name"})) != 1 || dig(market[len(market)-1], []string{"offers", "availability"})[0] != "https://schema.org/SoldOut" {
		t.Errorf("the market: %v", market)
	}

	story := "/zutphen/verhalen/nieuw/"
	want := "/index.php/thuis/ / 301!\n/oud/ " + story + " 301!\n/verhaal.html " + story + " 301!\n/zutphen/verhalen/naast/ " + story + " 301!\n/met%20spatie/ " + story + " 301!\n/ar/* /ar/404.html 404\n"
	lines := strings.SplitAfter(string(public["_redirects"]), "\n")
	for _, line := range strings.SplitAfter(want, "\n") {
		if !strings.Contains(string(public["_redirects"]), line) {
			t.Errorf("no %q in %q", line, lines)
		}
	}
	if len(lines) != 5+5+1 { // old addresses, languages
		t.Errorf("%q", lines)
	}
	old := string(public["zutphen/verhalen/naast/index.html"])
	if !strings.Contains(old, `<a href="https://mijnopladers.nl`+story+`">`) || !strings.Contains(old, "noindex") || regexp.MustCompile(`<script|style=`).MatchString(old) {
		t.Errorf("the old address says %s", old)
	}
	second := head(pages[address+"zutphen/verhalen/bladzijde/2/"])
	if second["canonical"][0] != address+"zutphen/verhalen/bladzijde/2/" || second["title"][0] != "Verhalen – Zutphen – Bladzijde 2 van 2 – #Opladers" {
		t.Errorf("the second part of a list: %q", second)
	}
	if security := string(public[securityFile]); !strings.HasPrefix(security, "Contact: https://voorbeeld.nl/lek\n") {
		t.Error(security)
	}
}

func TestSecurityTxt(t *testing.T) {
	home := func(contact any) []site.Page {
		return []site.Page{{Path: "/over"}, {Path: "/"}, {Path: "/", Params: map[string]any{"organisatie": map[string]any{"beveiliging": contact}}}}
	}
	now := time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("", 3600))
	for contact, want := range map[any]string{
		"lek@example.org": "mailto:lek@example.org", "https://example.org/lek": "https://example.org/lek", "tel:+31000000000": "tel:+31000000000",
		"": "", nil: "", 5: "", "bel maar": "", "http://example.org/": "", "a@b.nl\nContact: https://example.org": "",
	} {
		dir := t.TempDir()
		notices, err := writeSecurity(dir, "https://voorbeeld.nl/", home(contact), now)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(dir, securityFile))
		switch {
		case want == "" && (err == nil || len(notices) != 1 || notices[0].Hint == ""):
			t.Errorf("%v: %s, %v", contact, data, notices)
		case want != "" && (len(notices) > 0 || string(data) != "Contact: "+want+"\nExpires: 2027-11-18T00:00:00Z\nPreferred-Languages: nl, en\nCanonical: https://voorbeeld.nl/.well-known/security.txt\n"):
			t.Errorf("%v: %s, %v", contact, data, notices)
		}
	}
	own := filepath.Join(t.TempDir(), securityFile)
	write(t, own, []byte("Contact: eigen"))
	if notices, err := writeSecurity(filepath.Dir(filepath.Dir(own)), "https://voorbeeld.nl/", nil, now); err != nil || len(notices) > 0 {
		t.Error(notices, err)
	}
	if data, _ := os.ReadFile(own); string(data) != "Contact: eigen" {
		t.Errorf("the site's own file became %s", data)
	}
}

// The worker is another one when anything that it keeps is, and only then.
func TestWorker(t *testing.T) {
	dir := t.TempDir()
	script := func(base string, on bool) string {
		t.Helper()
		if err := writeWorker(dir, base, on); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(dir, workerName))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	off := script("/", true)
	if !strings.Contains(off, "unregister") {
		t.Errorf("there is nothing to keep, and it keeps: %s", off)
	}
	write(t, filepath.Join(dir, "offline/index.html"), []byte(`<link rel=stylesheet href=/css/a.css><script src="/js/a.js" defer></script><img src="/foto/a.jpg"><a href="/over/"><link href="https://elders.nl/b.css">`))
	write(t, filepath.Join(dir, "css/a.css"), []byte("a"))
	write(t, filepath.Join(dir, "js/a.js"), []byte("a"))
	first := script("/", true)
	for _, line := range []string{`const pages = [{"root":"/","address":"/offline/"}];`, `const files = ["/css/a.css","/js/a.js"];`} {
		if !strings.Contains(first, line+"\n") {
			t.Errorf("no %s in %s", line, first)
		}
	}
	if again := script("/", true); again != first {
		t.Error("the same site has another worker")
	}
	write(t, filepath.Join(dir, "css/a.css"), []byte("b"))
	if second := script("/", true); second == first {
		t.Error("another stylesheet has the same worker")
	}
	if script("/", false) != off {
		t.Error("it is not turned off")
	}
	write(t, filepath.Join(dir, "en/offline/index.html"), []byte(`<script src="/js/a.js">`))
	if both := script("/", true); !strings.Contains(both, `[{"root":"/en/","address":"/en/offline/"},{"root":"/","address":"/offline/"}]`) {
		t.Errorf("two languages: %s", both)
	}
	write(t, filepath.Join(dir, "offline/index.html"), []byte(`<script src="/weg.js">`))
	if err := writeWorker(dir, "/", true); err == nil {
		t.Error("a worker that keeps what is not there would never be used")
	}
}
