package browser

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"
)

// A parent on a small phone sees at once, without scrolling, what to do this weekend and whom to call: built on a Monday, the weekend
// comes before what is sooner.
func TestFirstScreenOfAMunicipality(t *testing.T) {
	page := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte("---\n" + text + "\n---\n")} }
	public := buildSite(t, fstest.MapFS{
		"_index.md":                       page("title: Opladers"),
		"lochem/_index.md":                page("title: Lochem\nsoort: gemeente\nsamenvatting: Muziek op schoot, appels persen en in het bos nooit verder komen dan de eerste plas.\nkernen: [Lochem, Gorssel, Laren, Almen]\naanjager: {naam: Robin, tel: 06 - 00 00 00 02}"),
		"lochem/agenda/_index.md":         page("title: Agenda"),
		"lochem/agenda/dinsdag/index.md":  page("title: Muziek\nsoort: activiteit\nbegin: 2026-11-24T09:30\neinde: 2026-11-24T11:00"),
		"lochem/agenda/zaterdag/index.md": page("title: Vaders op het veld\nsoort: activiteit\nbegin: 2026-11-28T10:00\neinde: 2026-11-28T11:30\nplaats: {naam: Speelveld}"),
		"lochem/agenda/zondag/index.md":   page("title: Wandelen\nsoort: activiteit\nbegin: 2026-11-29T10:00\neinde: 2026-11-29T12:00"),
		"lochem/agenda/straks/index.md":   page("title: Volgende week\nsoort: activiteit\nbegin: 2026-12-05T10:00\neinde: 2026-12-05T12:00"),
		"zutphen/_index.md":               page("title: Zutphen\nsoort: gemeente"), // of which nobody filled in anything
	})
	address := serve(t, public)
	ctx := chromium(t)
	at(t, ctx, built)
	// What is wholly in the first screen, in the order of the page.
	const first = `[...document.querySelectorAll('main h1, main h2, main a')].filter(e => {
		const box = e.getBoundingClientRect();
		return box.height > 0 && box.bottom <= innerHeight && e.checkVisibility();
	}).map(e => e.tagName === 'A' ? e.getAttribute('href') : e.innerText)`
	see := func(path string, height int64) []string {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, height), chromedp.Navigate(address+path)); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](first))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	want := []string{"Lochem", "tel:0600000002", "Dit weekend", "/lochem/agenda/zaterdag/", "/lochem/agenda/zondag/"}
	if got := see("/lochem/", 640); len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("the first screen shows %q, want %q", got, want)
	}
	if got := see("/lochem/", 9000); slices.Index(got, "/lochem/agenda/dinsdag/") < len(want) {
		t.Errorf("what is on Tuesday is not below the weekend: %q", got)
	}
	if got := see("/zutphen/", 9000); len(got) == 0 || slices.ContainsFunc(got, func(s string) bool { return s == "" || s == "#vraag" }) {
		t.Errorf("a municipality of which nothing is known shows %q", got)
	}
}

// In the colours of each theme, and in colours of its own, the pages of a municipality are accessible in every mode.
func TestThemes(t *testing.T) {
	axeScript(t)
	files := fstest.MapFS{"_index.md": {Data: []byte("---\ntitle: Opladers\n---\n")}}
	themes := []string{"blauw", "geel", "groen", "paars", "rood", `{vlak: "#f26b5b", accent: "#9c1f4a", voet: "#3a1230"}`}
	var want []string
	for i, name := range themes {
		place := fmt.Sprintf("/plaats-%d/", i)
		for page, text := range map[string]string{
			"_index.md":              "title: Plaats\nsoort: gemeente\naanjager: {naam: Robin, tel: 06 - 00 00 00 02}\nthema: " + name,
			"agenda/_index.md":       "title: Agenda",
			"agenda/muziek/index.md": "title: Muziek\nsoort: activiteit\nbegin: 2026-11-28T09:30\neinde: 2026-11-28T11:00\nplaats: {naam: Speelveld}\nkosten: 0",
		} {
			files[place[1:]+page] = &fstest.MapFile{Data: []byte("---\n" + text + "\n---\nEen zin.\n")}
		}
		want = append(want, place, place+"agenda/", place+"agenda/muziek/")
	}
	public := buildSite(t, files)
	pages := slices.DeleteFunc(inLanguage(inventory(t, public), "nl"), func(p sitePage) bool { return !slices.Contains(want, p.path) })
	if len(pages) != len(want) {
		t.Fatalf("the pages are not there: %v of %v", pages, want)
	}
	checkPages(t, public, pages)
}
