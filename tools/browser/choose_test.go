package browser

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// varied is a site with something for each choice. It is built on Monday 23 November 2026, of which the weekend is 28 and 29.
var varied = content(map[string]string{
	"_index.md":                "title: Thuis",
	"agenda/_index.md":         "title: Agenda",
	"lochem/_index.md":         "title: Lochem\nsoort: gemeente\nkernen: [Lochem, Gorssel]",
	"lochem/agenda/_index.md":  "title: Agenda",
	"aalten/_index.md":         "title: Aalten\nsoort: gemeente",
	"aalten/agenda/_index.md":  "title: Agenda",
	"aalten/agenda/a/index.md": "title: Tuindag\nsoort: activiteit\nbegin: 2026-11-27T10:00",
	"lochem/agenda/b/index.md": `title: Muziek
soort: activiteit
begin: 2026-11-23T10:00
einde: 2026-11-23T11:00
leeftijd_tot: 48
kosten: 0
categorie: muziek
binnen_buiten: binnen
plaats: {naam: De Haven, woonplaats: Lochem}`,
	"lochem/agenda/c/index.md": `title: Boswandeling
soort: activiteit
begin: 2026-11-28T10:00
leeftijd_van: 36
kosten: 0
categorie: natuur
binnen_buiten: buiten
plaats: {naam: Het Bos, woonplaats: Gorssel}`,
	"lochem/agenda/d/index.md": `title: Babycafé
soort: activiteit
begin: 2026-11-29T10:00
status: gaat-niet-door
reden: De zaal is dicht.
leeftijd_van: 0
leeftijd_tot: 12
kosten: 2.5
aanmelden: nodig
categorie: muziek
binnen_buiten: binnen
plaats: {naam: De Haven, woonplaats: Lochem}`,
	"lochem/agenda/e/index.md": `title: Kermis
soort: activiteit
begin: 2026-11-20
einde: 2026-11-28
hele_dag: true
plaats: {woonplaats: Gorssel}`,
	"lochem/agenda/f/index.md": `title: Nachtwacht
soort: activiteit
begin: 2026-11-27T22:00
einde: 2026-11-28T02:00
plaats: {woonplaats: Lochem}`,
	"lochem/agenda/g/index.md": `title: Paasontbijt
soort: activiteit
begin: 2027-03-28T10:00
leeftijd_van: 24
leeftijd_tot: 120
kosten: 0
eenvoudig: We eten samen. Kom met je kind.
pictogrammen: [eten, dansen]
toegankelijk: {rolstoel: true}
plaats: {woonplaats: Lochem}`,
})

// listed is what a page with a choice shows.
type listed struct {
	Titles []string `json:"titles"`
	Count  string   `json:"count"`
	Reset  bool     `json:"reset"`
	Empty  string   `json:"empty"`
	Open   int      `json:"open"`
	Search string   `json:"search"`
	Focus  string   `json:"focus"`
}

const choice = `({
	titles: [...document.querySelectorAll('.afspraak')].filter(e => e.checkVisibility()).map(e => e.querySelector('.naam').textContent),
	count: document.querySelector('.kiezen [role=status]').textContent,
	reset: document.querySelector('.kiezen [type=reset]').checkVisibility(),
	empty: document.querySelector('.kiezen__niets').checkVisibility() ? document.querySelector('.kiezen__niets').innerText.replace(/\s+/g, ' ').trim() : '',
	open: document.querySelectorAll('details.maand[open]').length,
	search: decodeURIComponent(location.search),
	focus: (document.activeElement.name ?? '') + '=' + (document.activeElement.value ?? ''),
})`

func choices(t *testing.T, ctx context.Context) listed {
	t.Helper()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[listed](choice))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func openAgenda(t *testing.T, ctx context.Context, url string) listed {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return choices(t, ctx)
}

func TestChoosingFromTheAgenda(t *testing.T) {
	ctx := chromium(t)
	public := buildSite(t, varied)
	address := serve(t, public)
	at(t, ctx, built)
	tests := []struct{ query, titles, count string }{
		{"", "Kermis Muziek Nachtwacht Boswandeling Babycafé", "6 activiteiten"}, // Easter is in a folded month
		{"?wanneer=vandaag", "Kermis Muziek", "2 activiteiten"},
		{"?wanneer=weekend", "Kermis Boswandeling Babycafé", "3 activiteiten"},
		{"?wanneer=week", "Kermis Muziek Nachtwacht Boswandeling Babycafé", "5 activiteiten"},
		{"?wanneer=volgende", "", "0 activiteiten"},
		{"?leeftijd=3", "Kermis Muziek Nachtwacht Babycafé", "4 activiteiten"},
		{"?leeftijd=24", "Kermis Muziek Nachtwacht Paasontbijt", "4 activiteiten"},
		{"?leeftijd=48", "Kermis Muziek Nachtwacht Boswandeling Paasontbijt", "5 activiteiten"},
		{"?leeftijd=156", "Kermis Nachtwacht Boswandeling", "3 activiteiten"},
		{"?gratis=ja", "Muziek Boswandeling Paasontbijt", "3 activiteiten"},
		{"?plaats=gorssel", "Kermis Boswandeling", "2 activiteiten"},
		{"?soort=muziek", "Muziek Babycafé", "2 activiteiten"},
		{"?waar=buiten", "Boswandeling", "1 activiteit"},
		{"?waar=buiten&waar=binnen&utm=x", "Muziek Boswandeling Babycafé", "3 activiteiten"},
		{"?wanneer=weekend&leeftijd=36&gratis=ja", "Boswandeling", "1 activiteit"},
		{"?wanneer=nooit&plaats=Parijs", "Kermis Muziek Nachtwacht Boswandeling Babycafé", "6 activiteiten"},
	}
	for _, test := range tests {
		got := openAgenda(t, ctx, address+"/lochem/agenda/"+test.query)
		if strings.Join(got.Titles, " ") != test.titles || got.Count != test.count {
			t.Errorf("%s: %+v", test.query, got)
		}
	}
	if got := openAgenda(t, ctx, address+"/agenda/?plaats=Aalten"); strings.Join(got.Titles, " ") != "Tuindag" {
		t.Errorf("of one municipality: %+v", got)
	}

	t.Run("days are those of the Netherlands", func(t *testing.T) {
		at(t, ctx, time.Date(2026, 11, 27, 23, 30, 0, 0, time.UTC)) // half past twelve on Saturday
		zone := emulation.SetTimezoneOverrideParams{TimezoneID: "America/New_York"}
		if _, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, zone); err != nil {
			t.Fatal(err)
		}
		defer chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{})
		if got := openAgenda(t, ctx, address+"/lochem/agenda/?wanneer=vandaag"); strings.Join(got.Titles, " ") != "Kermis Boswandeling" {
			t.Errorf("%+v", got)
		}
	})

	t.Run("by keyboard, with the address, and back", func(t *testing.T) {
		at(t, ctx, built)
		openAgenda(t, ctx, address+"/lochem/agenda/")
		press := func(keys ...string) listed {
			t.Helper()
			for _, key := range keys {
				if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
					t.Fatal(err)
				}
			}
			return choices(t, ctx)
		}
		got := press(kb.Tab)
		for i := 0; i < 30 && got.Focus != "wanneer="; i++ {
			got = press(kb.Tab)
		}
		if got = press(kb.ArrowRight, kb.ArrowRight); got.Search != "?wanneer=weekend" || got.Count != "3 activiteiten" || !got.Reset {
			t.Fatalf("the weekend: %+v", got)
		}
		if got = press(kb.Tab, "2"); got.Search != "?wanneer=weekend&leeftijd=24" || strings.Join(got.Titles, " ") != "Kermis" {
			t.Errorf("two years old: %+v", got)
		}
		if got = press(kb.Tab, "Gorssel", kb.Tab, "natuur", kb.Tab, " "); got.Search != "?wanneer=weekend&leeftijd=24&plaats=Gorssel&soort=natuur&gratis=ja" {
			t.Errorf("all of it: %+v", got)
		}
		if got.Count != "0 activiteiten" || got.Empty != "Hier is nu niets voor. Laat iets weg, dan zie je meer. Zonder ‘2 jaar’: 1 activiteit" {
			t.Errorf("nothing found: %+v", got)
		}
		if got = press(kb.Tab, kb.Tab, kb.Tab, kb.Tab, kb.Enter); got.Focus != "leeftijd=" || strings.Join(got.Titles, " ") != "Boswandeling" || got.Empty != "" {
			t.Errorf("loosened: %+v", got)
		}
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("new Promise(r => { addEventListener('popstate', () => setTimeout(r), {once: true}); history.back(); })", chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		if got = choices(t, ctx); got.Count != "0 activiteiten" || !strings.Contains(got.Search, "leeftijd=24") {
			t.Errorf("back: %+v", got)
		}
		// Out of the page and back into it.
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"/lochem/"), chromedp.Evaluate[chromedp.Void]("history.back()")); err != nil {
			t.Fatal(err)
		}
		for range 50 {
			there, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.readyState === 'complete' && !!document.querySelector('.kiezen')"))
			if err == nil && there {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		if got = choices(t, ctx); got.Count != "0 activiteiten" || !strings.Contains(got.Search, "leeftijd=24") {
			t.Errorf("back from another page: %+v", got)
		}
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("new Promise(r => { document.querySelector('.kiezen [type=reset]').click(); setTimeout(r, 50); })", chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		if got = choices(t, ctx); got.Count != "6 activiteiten" || got.Search != "" || got.Reset || got.Focus != "wanneer=" {
			t.Errorf("cleared: %+v", got)
		}
	})

	t.Run("a folded month opens for what is in it, and folds again", func(t *testing.T) {
		got := openAgenda(t, ctx, address+"/lochem/agenda/?leeftijd=60&gratis=ja")
		if got.Open != 1 || strings.Join(got.Titles, " ") != "Boswandeling Paasontbijt" {
			t.Errorf("%+v", got)
		}
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("new Promise(r => { document.querySelector('.kiezen [type=reset]').click(); setTimeout(r, 50); })", chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		if got = choices(t, ctx); got.Open != 0 {
			t.Errorf("%+v", got)
		}
	})

	t.Run("nothing jumps, also when scripts come late", func(t *testing.T) {
		files := http.FileServer(http.Dir(public))
		slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".js") {
				time.Sleep(500 * time.Millisecond)
			}
			files.ServeHTTP(w, r)
		}))
		defer slow.Close()
		script, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: voices})
		if err != nil {
			t.Fatal(err)
		}
		defer chromedp.Call(ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams(script))
		const shift = `new Promise(r => {
			let sum = 0;
			new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});
			setTimeout(() => r(sum), 500);
		})`
		for _, path := range []string{"/lochem/agenda/?wanneer=weekend", "/lochem/agenda/g/"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 1600), chromedp.Navigate(slow.URL+path)); err != nil {
				t.Fatal(err)
			}
			if got, err := chromedp.Run(ctx, chromedp.Evaluate[float64](shift, chromedp.EvalAwaitPromise)); err != nil || got > 0 {
				t.Errorf("%s: %v %v", path, got, err)
			}
		}
	})

	t.Run("without JavaScript the list is whole and nothing is there that does not work", func(t *testing.T) {
		off := func(value bool) {
			t.Helper()
			if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: value}); err != nil {
				t.Fatal(err)
			}
		}
		off(true)
		defer off(false)
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"/lochem/agenda/?wanneer=vandaag")); err != nil {
			t.Fatal(err)
		}
		text := shown(t, ctx)
		for _, want := range []string{"Muziek", "Boswandeling", "Maart 2027 1 activiteit"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in %s", want, text)
			}
		}
		if strings.Contains(text, "Wat zoek je?") {
			t.Errorf("a form that does nothing: %s", text)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"/lochem/agenda/g/")); err != nil {
			t.Fatal(err)
		}
		if text := shown(t, ctx); strings.Contains(text, "Lees voor") || !strings.Contains(text, "We eten samen.") {
			t.Errorf("an activity: %s", text)
		}
	})
}

// What people of few words need, and what nobody may miss.
func TestAnActivityInSimpleWords(t *testing.T) {
	pages := site(t, buildSite(t, varied))
	for path, wants := range map[string][]string{
		"/lochem/agenda/g/": {"In makkelijke taal Lees voor Pauze Stop We eten samen. Kom met je kind. Gratis Rolstoel kan mee Eten Dansen In het kort"},
		"/lochem/agenda/b/": {"Het is op maandag 23 november 2026. Het begint om 10.00 uur en duurt tot 11.00 uur. De plek is De Haven, Lochem. Dit is voor kinderen tot en met 4 jaar. Het is gratis. Het is binnen. Gratis Binnen"},
		"/lochem/agenda/d/": {
			"Gaat niet door Dit geldt voor zondag 29 november 2026. De zaal is dicht.",
			"Het gaat niet door. Dit is voor kinderen tot en met 12 maanden. Het kost € 2,50. Het is binnen. € 2,50 Binnen Aanmelden nodig",
		},
		"/lochem/agenda/": {"10.00 uur Gaat niet door Babycafé De zaal is dicht."},
	} {
		for _, want := range wants {
			if got := strings.ReplaceAll(text(pages[path]), "\u00a0", " "); !strings.Contains(got, want) {
				t.Errorf("%s does not say %q:\n%s", path, want, got)
			}
		}
	}
}

// voices is a browser that can speak, and remembers what it was asked to do.
const voices = `
	window.did = [];
	window.SpeechSynthesisUtterance = function (text) { this.text = text };
	const queue = [];
	Object.defineProperty(window, 'speechSynthesis', { value: {
		getVoices: () => [{ lang: 'en-GB', localService: true }, { lang: 'nl_NL', localService: true }],
		speak: (u) => { queue.push(u); did.push(u.voice.lang + ' ' + u.text) },
		cancel: () => { queue.length = 0; did.push('cancel') }, pause: () => did.push('pause'), resume: () => did.push('resume'),
		addEventListener() {}, end: () => queue.at(-1).onend(),
	} });`

func TestReadingAloud(t *testing.T) {
	ctx := chromium(t)
	address := serve(t, buildSite(t, varied))
	at(t, ctx, built)
	look := func(action string) (state string) {
		t.Helper()
		state, err := chromedp.Run(ctx, chromedp.Evaluate[string](action+`;
			[...document.querySelectorAll('.voorlezen button')].filter(b => b.checkVisibility({visibilityProperty: true}))
				.map(b => b.textContent.trim() + (b.ariaPressed ? ' ' + b.ariaPressed : '')).join(', ') + ' | ' + document.activeElement.textContent.trim().slice(0, 9)`))
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"/lochem/agenda/d/")); err != nil {
		t.Fatal(err)
	}
	if got := look("speechSynthesis.getVoices = () => []"); strings.Contains(got, "Lees voor") {
		t.Errorf("there is no voice, and yet %s", got)
	}
	script, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: voices})
	if err != nil {
		t.Fatal(err)
	}
	defer chromedp.Call(ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams(script))
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"/lochem/agenda/d/")); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ action, want string }{
		{"document.querySelector('[data-lees=voor]').focus()", "Lees voor false | Lees voor"},
		{"document.activeElement.click()", "Lees voor true, Pauze false, Stop | Lees voor"},
		{"document.querySelector('[data-lees=pauze]').focus(); document.activeElement.click()", "Lees voor true, Pauze true, Stop | Pauze"},
		{"document.activeElement.click()", "Lees voor true, Pauze false, Stop | Pauze"},
		{"document.querySelector('[data-lees=stop]').focus(); document.activeElement.click()", "Lees voor false | Lees voor"},
		{"document.activeElement.click()", "Lees voor true, Pauze false, Stop | Lees voor"},
		{"speechSynthesis.end()", "Lees voor false | Lees voor"},
	} {
		if got := look(step.action); got != step.want {
			t.Errorf("%s: %s, want %s", step.action, got, step.want)
		}
	}
	did, err := chromedp.Run(ctx, chromedp.Evaluate[[]string]("did"))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.ReplaceAll(strings.Join(did, "\n"), "\u00a0", " ")
	for _, want := range []string{
		"cancel\nresume\nnl_NL Babycafé\nnl_NL Gaat niet door\nnl_NL Dit geldt voor zondag 29 november 2026.\nnl_NL De zaal is dicht.\nnl_NL Het gaat niet door.\nnl_NL Dit is voor kinderen tot en met 12 maanden.",
		"\nnl_NL Waar. De Haven. Lochem.", "\nnl_NL Kosten. € 2,50", "\npause\nresume\ncancel",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("did not say %q but\n%s", want, all)
		}
	}
}

// How to have the agenda in one's phone is told of each municipality, without JavaScript too.
func TestSubscribing(t *testing.T) {
	public := buildSite(t, varied)
	pages := site(t, public)
	for path, address := range map[string]string{"/abonneren/": "mijnopladers.nl/agenda.ics", "/lochem/agenda/abonneren/": "mijnopladers.nl/lochem/agenda.ics"} {
		for _, want := range []string{"webcal://" + address, "https://" + address, "<details"} {
			if !strings.Contains(pages[path], want) {
				t.Errorf("%s has no %s", path, want)
			}
		}
		for _, want := range []string{"In de app op je telefoon kan dit niet.", "Abonneren vanaf internet", "Tik op ‘Abonneer’."} {
			if !strings.Contains(text(pages[path]), want) {
				t.Errorf("%s does not say %s", path, want)
			}
		}
	}
	for page, link := range map[string]string{"/agenda/": "/abonneren/", "/lochem/agenda/": "/lochem/agenda/abonneren/", "/abonneren/": "/aalten/agenda/abonneren/"} {
		if !strings.Contains(pages[page], link) {
			t.Errorf("%s does not lead to %s", page, link)
		}
	}
}

// Also what there is to choose, and simple words, are accessible.
func TestChoosingPages(t *testing.T) {
	var pages []sitePage
	for _, path := range []string{
		"/lochem/agenda/", "/lochem/agenda/?wanneer=volgende&leeftijd=24", "/agenda/", "/abonneren/", "/lochem/agenda/abonneren/", "/lochem/agenda/g/", "/lochem/agenda/d/",
	} {
		pages = append(pages, sitePage{path: path, lang: "nl"})
	}
	checkPages(t, buildSite(t, varied), pages)
}
