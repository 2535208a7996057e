package browser

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mijnopladers.nl/opladers/tools/search"
)

// asked is what people type, mistakes and all, and what they should find: a part of the address of one of the first results.
var asked = []struct {
	question, municipality string
	want                   string
	among                  int
}{
	{"kofie en kleuters", "", "/agenda/koffie-en-kleuters", 2},
	{"boffie kleuters", "", "/agenda/koffie-en-kleuters", 2}, // the first letter is wrong
	{"koffei", "lochem", "/lochem/agenda/koffie-en-kleuters/", 1},
	{"fietse repareren", "", "/agenda/fietsen-repareren-2027-03-13/", 2},
	{"fiets", "zutphen", "/zutphen/agenda/fietsen-", 1},
	{"spelletjesavont", "", "/zutphen/agenda/spelletjesavond-voor-ouders", 1},
	{"muziek op schoot", "", "/lochem/agenda/muziek-op-schoot/", 1},
	{"muzeik schoot", "", "/lochem/agenda/muziek-op-schoot/", 1},
	{"lampoinnentocht", "", "/lampionnentocht", 2}, // after the story of it: this year's are over
	{"wandeling zondag", "", "/lochem/agenda/wandelen-op-zondag-2026-11-29/", 1},
	{"ouder cafe", "", "/agenda/oudercafe", 5},
	{"oudercave", "", "/agenda/oudercafe", 2},
	{"ideeen voor ouders", "", "/aalten/agenda/ideeenavond-voor-ouders", 5},
	{"knäckebröd", "", "/aalten/agenda/vaderavond-met-knackebrod", 1},
	{"knackebrot", "", "/aalten/agenda/vaderavond-met-knackebrod", 1},
	{"SOEP KOKEN", "", "/zutphen/agenda/samen-soep-koken-2027-01-14/", 2}, // the next one
	{"kinderkleding ruilen", "", "/ruil", 3},
	{"kinderkleren", "lochem", "/lochem/agenda/ruiltafel-kinderkleren/", 1},
	{"vrijwiligge opas", "", "/lochem/agenda/dag-van-de-vrijwillige-oppas", 2},
	{"bieb", "", "/zutphen/initiatieven/bij-de-bieb", 2},
	{"boekje", "", "boekjes-en-babbels", 1},
	{"vader", "", "/agenda/vader", 2},
	{"tuin", "aalten", "tuin", 2},
	{"ontbijt", "", "ontbijt", 2}, // the end of a compound
	{"zutpen", "", "/zutphen/", 1},
	{"privasy", "", "/privacy/", 1},
	{"tweeling", "", "/zutphen/agenda/moeders-met-tweelingen", 1},
	{"consultatiebureua", "", "/zutphen/initiatieven/consultatiebureau-yunio/", 1},
	{"voorleesontbijtje", "", "/lochem/agenda/voorleesontbijt", 1},
	{"koffie", "nergens", "koffie", 1}, // an address that somebody spoiled
}

// results waits until a page has answered, and gives the addresses of the results and what was said of them.
func results(t *testing.T, ctx context.Context) (links []string, said string) {
	t.Helper()
	type answer struct {
		Links []string `json:"links"`
		Said  string   `json:"said"`
	}
	a := settled(t, ctx, chromedp.Evaluate[answer](`(() => {
		const page = document.querySelector('[data-zoek]');
		const said = page?.querySelector('.zoek__telling').textContent ?? '';
		return {said: said === page?.dataset.bezig ? '' : said, links: [...document.querySelectorAll('.vondst a')].map(a => a.getAttribute('href'))};
	})()`), func(a answer) bool { return a.Said != "" })
	return a.Links, a.Said
}

// settled asks again and again, because between two pages there is nobody to answer.
func settled[T any](t *testing.T, ctx context.Context, ask chromedp.Action[T], right func(T) bool) (answer T) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
		got, err := chromedp.Run(ctx, ask)
		if err == nil && right(got) {
			return got
		}
		answer = got
	}
	t.Fatalf("the page does not get there: %v", answer)
	return answer
}

func TestSearch(t *testing.T) {
	parent := chromium(t)
	public := buildSite(t, os.DirFS(filepath.Join(root, "content")))
	address := serve(t, public)
	ctx, cancel := context.WithTimeout(parent, 5*time.Minute)
	defer cancel()
	var complaints []string
	if err := chromedp.Listen(parent, func(ev any) {
		if e, ok := ev.(*log.EventEntryAdded); ok {
			complaints = append(complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	at(t, parent, built)
	find := func(t *testing.T, question, municipality string) ([]string, string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"/zoeken/?"+url.Values{"q": {question}, "gemeente": {municipality}}.Encode())); err != nil {
			t.Fatal(err)
		}
		return results(t, ctx)
	}

	t.Run("what people look for is found", func(t *testing.T) {
		for _, a := range asked {
			links, said := find(t, a.question, a.municipality)
			if !slices.ContainsFunc(links[:min(a.among, len(links))], func(l string) bool { return strings.Contains(l, a.want) }) {
				t.Errorf("%q (%s): %s, %q", a.question, a.municipality, said, links[:min(5, len(links))])
			}
		}
	})

	t.Run("what there is not is said, and what is near is offered", func(t *testing.T) {
		links, said := find(t, "xylofoonkwartet", "")
		if len(links) > 0 || !strings.HasPrefix(said, "Niets gevonden voor ‘xylofoonkwartet’.") {
			t.Errorf("%s %q", said, links)
		}
		if links, said = find(t, "knäckebröd", "lochem"); len(links) != 1 || said != "Niets gevonden in Lochem. Wel ergens anders: 1" {
			t.Errorf("%s %q", said, links)
		}
		if links, said = find(t, "<img src=x onerror=alert(1)>", ""); strings.Contains(said, "&") {
			t.Errorf("%s %q", said, links)
		}
	})

	t.Run("with the keyboard alone", func(t *testing.T) {
		const focus = `(e => e.name || e.getAttribute('href') || e.className)(document.activeElement)`
		press := func(keys string) {
			t.Helper()
			if err := chromedp.Do(ctx, chromedp.KeyEvent(keys)); err != nil {
				t.Fatal(err)
			}
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(address+"/zoeken/"), chromedp.SendKeys("#zoek-q", "spelletjesavont")); err != nil {
			t.Fatal(err)
		}
		links, said := results(t, ctx)
		if len(links) == 0 || !strings.Contains(links[0], "spelletjesavond") || !strings.HasPrefix(said, "Dit staat er niet precies.") {
			t.Fatalf("%s %q", said, links)
		}
		settled(t, ctx, chromedp.Evaluate[string]("location.search"), func(query string) bool { return query == "?q=spelletjesavont" })
		for _, step := range []struct{ key, want string }{
			{kb.ArrowDown, links[0]}, {kb.ArrowUp, "q"}, {kb.ArrowDown, links[0]}, {kb.Escape, "q"}, {kb.Enter, "zoek__telling"}, {kb.Tab, links[0]},
		} {
			press(step.key)
			settled(t, ctx, chromedp.Evaluate[string](focus), func(at string) bool { return at == step.want })
		}
		press(kb.Enter)
		settled(t, ctx, chromedp.Evaluate[string]("document.readyState === 'complete' ? location.pathname : ''"), func(path string) bool { return path == links[0] })
		// Back again the question and its answer are there.
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("history.back()")); err != nil {
			t.Fatal(err)
		}
		if again, _ := results(t, ctx); !slices.Equal(again, links) {
			t.Errorf("back again: %q, was %q", again, links)
		}
	})

	t.Run("the results are for everybody, and nothing jumps", func(t *testing.T) {
		scripts := axeScript(t) + "\n" + lookScript
		window(t, ctx, 320, 640)
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"/zoeken/?q=kofie")); err != nil {
			t.Fatal(err)
		}
		if _, said := results(t, ctx); said == "" {
			t.Error("no answer")
		}
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](scripts)); err != nil {
			t.Fatal(err)
		}
		for _, question := range []string{"checked", "cutOff", "spaced"} {
			ask(t, ctx, question, "results")
		}
		media(t, ctx, "prefers-color-scheme", "dark")
		ask(t, ctx, "coloured", "results, dark")
		media(t, ctx, "prefers-color-scheme", "light")
		shift, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, e) => sum + e.value, 0)))
			.observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => done(0), 500))`, chromedp.EvalAwaitPromise))
		if err != nil || shift > 0 {
			t.Errorf("layout shift %v %v", shift, err)
		}
		small, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('.kop a, .kop summary, .zoek input, .zoek select, .zoek button, .vondst, .zoek__meer button')]
			.filter(e => e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect(); return r.height < 46 || r.width < 46 || r.right > innerWidth; }).map(e => e.outerHTML)`))
		if err != nil || len(small) > 0 {
			t.Errorf("smaller than 46 px, or outside a screen of 320 px: %q %v", small, err)
		}
	})

	t.Run("in another language a result opens in that language, or says that it is Dutch", func(t *testing.T) {
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"/ar/zoeken/?q=soep")); err != nil {
			t.Fatal(err)
		}
		links, said := results(t, ctx)
		own := 0
		for _, link := range links {
			if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(link), "index.html")); err != nil {
				t.Error(err)
			}
			if strings.HasPrefix(link, "/ar/") {
				own++
			}
		}
		unmarked, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('.vondst a')].filter(a => a.lang !== 'nl' || a.hreflang !== (a.pathname.startsWith('/ar/') ? '' : 'nl')).map(a => a.outerHTML)`))
		if err != nil || len(unmarked) > 0 || own == 0 || own == len(links) {
			t.Errorf("%s: %d of %d in Arabic, unmarked %q %v", said, own, len(links), unmarked, err)
		}
	})

	t.Run("without JavaScript there is a list of everything", func(t *testing.T) {
		script := func(off bool) {
			if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
				t.Fatal(err)
			}
		}
		script(true)
		defer script(false)
		text := seen(t, parent, address+"/zoeken/?q=koffie")
		for _, want := range []string{"JavaScript staat uit", "Zutphen", "Boekjes en babbels in de huiskamer", "Consultatiebureau Yunio", "Soep voor zestien", "Toegankelijkheid"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in %s", want, text)
			}
		}
		if strings.Contains(text, "Waar zoek je naar?") {
			t.Error("a field that does nothing")
		}
		if lost := seen(t, parent, address+"/404.html"); !strings.Contains(lost, "Waar zoek je naar?") {
			t.Error("no field where somebody is lost")
		}
	})

	if len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// The browser makes the same terms of a text as Go: those of tools/search/testdata/stammen.txt, and of all pages of the sample.
func TestStemsInTheBrowser(t *testing.T) {
	ctx := chromium(t)
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(root, "assets", "js"))))
	t.Cleanup(server.Close)
	data, err := os.ReadFile(filepath.Join(root, "tools", "search", "testdata", "stammen.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var texts, want []string
	for line := range strings.Lines(string(data)) {
		text, terms, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		texts, want = append(texts, text), append(want, terms)
	}
	pages, _ := filepath.Glob(filepath.Join(root, "content", "*", "*", "*", "index.md"))
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts, want = append(texts, string(data)), append(want, strings.Join(search.Terms(string(data)), " "))
	}
	list, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf(`import('/zoek/woord.js').then(m => %s.map(t => m.terms(t).join(' ')))`, list), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%.60q: the browser has %.200q, Go has %.200q", texts[i], got[i], want[i])
		}
	}
	if len(want) < 200 {
		t.Errorf("only %d texts", len(want))
	}
}

// Of 10,000 pages a question needs at most 60 kB before its first results: the script and the pieces of the index.
func TestSearchInManyPages(t *testing.T) {
	parent := chromium(t)
	public := buildSite(t, os.DirFS(filepath.Join(root, "content")))
	docs, places := manyDocuments(10_000)
	first := docs[0]
	words := strings.Fields(first.Title)
	files, err := search.Build(docs, places)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(public, search.Dir)); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := filepath.Join(public, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Do(parent, chromedp.Navigate("about:blank")); err != nil { // who comes first owns the browser
		t.Fatal(err)
	}
	var sent atomic.Int64
	served := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "/zoek") || strings.HasPrefix(r.URL.Path, "/zoeken") {
			served.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Cache-Control", "no-store")
		z := gzip.NewWriter(counter{w, &sent})
		defer z.Close()
		served.ServeHTTP(zipped{w, z}, r)
	}))
	t.Cleanup(server.Close)
	mistyped := func(w string) string { return w[:2] + w[3:4] + w[2:3] + w[4:] } // two letters swapped
	for _, question := range []string{
		words[0], strings.Join(words, " "), mistyped(words[0]), strings.Join([]string{mistyped(words[0]), mistyped(words[1]), mistyped(words[2])}, " "),
	} {
		sent.Store(0)
		ctx, cancel := context.WithTimeout(parent, time.Minute)
		start := time.Now()
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/zoeken/?q="+url.QueryEscape(question))); err != nil {
			t.Fatal(err)
		}
		links, said := results(t, ctx)
		if len(links) == 0 || !slices.Contains(links, first.URL) {
			t.Errorf("%q: %s %q", question, said, links)
		}
		t.Logf("%q: %s, %d bytes, %v", question, said, sent.Load(), time.Since(start).Round(time.Millisecond))
		if sent.Load() > 60_000 || sent.Load() < 10_000 {
			t.Errorf("%q took %d bytes", question, sent.Load())
		}
		cancel()
	}
}
