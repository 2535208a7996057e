package browser

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mijnopladers.nl/opladers"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/live"
	"mijnopladers.nl/opladers/tools/notice"
)

// edited is the website of the sample, in which somebody edits pages.
type edited struct {
	fs.FS
	t      *testing.T
	mu     sync.Mutex
	pages  fstest.MapFS
	state  live.State
	server *live.Server
	stop   func()
	url    string
}

func (e *edited) Open(name string) (fs.File, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pages[name] != nil {
		return e.pages.Open(name)
	}
	return e.FS.Open(name)
}

const (
	story = "/zutphen/verhalen/fietsen-leren-op-het-plein/"
	soup  = "/zutphen/verhalen/soep-voor-zestien/"
)

// editing serves the sample to somebody who edits it.
func editing(t *testing.T) *edited {
	t.Helper()
	e := &edited{FS: os.DirFS(samplePublic(t)), t: t, pages: fstest.MapFS{}, state: live.State{
		Version: 1, Findings: map[string][]rule.Finding{}, Files: map[string]string{story: "zutphen/verhalen/fietsen/index.md", soup: "zutphen/verhalen/soep/index.md"},
	}}
	e.start("127.0.0.1:0")
	t.Cleanup(func() { e.stop() })
	return e
}

func (e *edited) start(address string) {
	e.t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		e.t.Fatal(err)
	}
	e.url = fmt.Sprintf("http://localhost:%d", l.Addr().(*net.TCPAddr).Port)
	e.server = live.New(e, live.Options{Explain: opladers.Checks})
	e.server.Set(e.state)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := e.server.Serve(ctx, l); err != nil {
			e.t.Error(err)
		}
	}()
	e.stop = func() { cancel(); <-ended }
}

// set tells the browsers something else than that a page changed.
func (e *edited) set(change func(*live.State)) {
	change(&e.state)
	e.server.Set(e.state)
}

// save replaces text in the page at an address, as a person who saves it, and tells the browsers to go there.
func (e *edited) save(address, from, to string) {
	e.t.Helper()
	name := strings.TrimPrefix(address, "/") + "index.html"
	page, err := fs.ReadFile(e, name)
	if err != nil || !bytes.Contains(page, []byte(from)) {
		e.t.Fatalf("no %q in %s (%v)", from, address, err)
	}
	e.mu.Lock()
	e.pages[name] = &fstest.MapFile{Data: bytes.Replace(page, []byte(from), []byte(to), 1)}
	e.mu.Unlock()
	e.set(func(s *live.State) { s.Version++; s.Go = address })
}

// open goes to an address and waits until the page listens.
func (e *edited) open(ctx context.Context, address string) {
	e.t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(e.url+address)); err != nil {
		e.t.Fatal(err)
	}
	e.ready(ctx)
}

func (e *edited) ready(ctx context.Context) {
	e.t.Helper()
	soon(e.t, ctx, "the page listens", badge+"?.checkVisibility() ?? false")
}

// tab opens another tab of the same browser.
func tab(t *testing.T, ctx context.Context) context.Context {
	t.Helper()
	other, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(other); err != nil {
		t.Fatal(err)
	}
	return other
}

func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// soon waits for an expression to be true, in a tab that may be on its way to another page.
func soon(t *testing.T, ctx context.Context, what, expression string) {
	t.Helper()
	var last error
	for range 400 {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if ok && err == nil {
			return
		}
		last = err
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("not within 10 seconds: %s (%v)", what, last)
}

func keys(t *testing.T, ctx context.Context, pressed ...string) {
	t.Helper()
	for _, key := range pressed {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
			t.Fatal(err)
		}
	}
}

// What stands in the shadow trees.
const (
	badge = "document.querySelector('opladers-live')?.shadowRoot.querySelector('.knop')"
	panel = "document.querySelector('opladers-live')?.shadowRoot.querySelector('.paneel')"
	note  = "document.querySelector('opladers-live')?.shadowRoot.querySelector('.briefje')"
	wrong = "document.querySelector('opladers-balk')?.shadowRoot.querySelector('.mis')"
	ended = "document.querySelector('opladers-balk')?.shadowRoot.querySelector('.balk:not(.mis)')"
)

func says(text string) string { return fmt.Sprintf("document.body.innerText.includes(%q)", text) }

// top is where the heading over a story's second half stands in the window.
const top = "document.querySelector('h2[id^=een-band]').getBoundingClientRect().top"

func TestSavedPageIsSeen(t *testing.T) {
	e := editing(t)
	for _, width := range []int64{360, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
			defer cancel()
			window(t, ctx, width, 700)
			e.open(ctx, story)
			value[bool](t, ctx, "scrollTo(0, "+top+" + scrollY - 40), true")
			before := value[float64](t, ctx, top)
			if before > 60 || before < 0 {
				t.Fatalf("the heading is at %v", before)
			}
			mark := fmt.Sprintf("Op vrijdagmiddag, in venster %d,", width)
			e.save(story, "<p>Op woensdagmiddag", "<p>"+strings.Repeat(mark+" staat hier veel meer tekst dan eerst, en dat duwt alles omlaag. ", 20)+"</p><p>Op woensdagmiddag")
			soon(t, ctx, "the new text", says(mark))
			e.ready(ctx)
			if after := value[float64](t, ctx, "new Promise(r => setTimeout(() => r("+top+"), 500))"); after-before > 2 || before-after > 2 {
				t.Errorf("what was at %v is at %v", before, after)
			}
			value[bool](t, ctx, "window.same = true")
			e.set(func(s *live.State) { s.Version++; s.Go = "" })
			e.save(soup, "<h1>", "<h1>Nog ")
			soon(t, ctx, "it goes to the page that changed", fmt.Sprintf("location.pathname === %q && !!%s?.checkVisibility()", soup, note))
			if got := value[string](t, ctx, note+".innerText"); !strings.Contains(got, "U kwam hier omdat deze pagina veranderde. Terug naar Fietsen leren op het plein") {
				t.Errorf("the note says %q", got)
			}
			value[bool](t, ctx, note+".querySelector('a').click(), true")
			soon(t, ctx, "back", fmt.Sprintf("location.pathname === %q", story))
			e.ready(ctx)
		})
	}
}

func TestOnlyTheTabThatWasUsedLastGoes(t *testing.T) {
	e := editing(t)
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	first, second := ctx, tab(t, ctx)
	e.open(first, story)
	e.open(second, "/zutphen/")
	keys(t, first, kb.Tab)
	value[bool](t, second, "window.same = true")
	e.save(soup, "<h1>", "<h1>Warme ")
	soon(t, first, "the tab that was used last goes", fmt.Sprintf("location.pathname === %q", soup))
	e.ready(first)
	if !value[bool](t, second, "window.same && location.pathname === '/zutphen/'") {
		t.Error("the other one did something too")
	}
	e.save("/zutphen/", "</h1>", " nu</h1>")
	soon(t, first, "it goes again", "location.pathname === '/zutphen/'")
	soon(t, second, "the other has the new page", "!window.same && document.querySelector('h1').innerText.includes('nu')")
	e.ready(second)

	// Somebody who does not want it, is left alone. Then the tab goes, and the other is the last one.
	keys(t, second, kb.Tab)
	value[bool](t, second, badge+".click(), "+panel+".querySelector('.volg input').click(), true")
	e.save(story, "<h1>", "<h1>Weer ")
	time.Sleep(500 * time.Millisecond)
	if got := value[string](t, second, "location.pathname"); got != "/zutphen/" {
		t.Errorf("it went to %s", got)
	}
	value[bool](t, second, panel+".querySelector('.volg input').click(), true")
	if err := chromedp.Do(second, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	soon(t, first, "the tab that is left is the last one", "localStorage['opladers-gebruikt'] === sessionStorage['opladers-gebruikt']")
	e.save(soup, "<h1>", "<h1>Hete ")
	soon(t, first, "the tab that is left goes", fmt.Sprintf("location.pathname === %q", soup))
}

func TestTypedTextStays(t *testing.T) {
	e := editing(t)
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	e.open(ctx, "/zoeken/")
	value[bool](t, ctx, "document.querySelector('main input[type=search]').focus(), true")
	keys(t, ctx, "fie")
	e.save(soup, "<h1>", "<h1>Warme ")
	soon(t, ctx, "it offers to go", note+"?.checkVisibility()")
	if got := value[string](t, ctx, "location.pathname"); got != "/zoeken/" {
		t.Fatalf("it went to %s", got)
	}
	e.save("/zoeken/", "</h1>", " hier</h1>")
	soon(t, ctx, "the new page", "document.querySelector('h1').innerText.endsWith('hier')")
	e.ready(ctx)
	keys(t, ctx, "tsen")
	if got := value[string](t, ctx, "document.activeElement.value"); got != "fietsen" {
		t.Errorf("in the field stands %q", got)
	}
}

func TestProblemsComeAndGo(t *testing.T) {
	e := editing(t)
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	window(t, ctx, 360, 700)
	e.open(ctx, story)
	e.set(func(s *live.State) {
		s.Problem = &notice.Notice{Level: notice.Error, File: "layouts/verhaal/page.html", Line: 12, Text: "De opmaak heeft een fout.", Hint: "Zet op regel 12 een accolade."}
	})
	soon(t, ctx, "the problem is told", wrong+".checkVisibility()")
	got := strings.Join(strings.Fields(value[string](t, ctx, wrong+".innerText")), " ")
	if got != "Een wijziging is nog niet te zien. De opmaak heeft een fout. layouts/verhaal/page.html, regel 12 Zet op regel 12 een accolade." {
		t.Errorf("it says %q", got)
	}
	if !value[bool](t, ctx, says("Niet loslaten!")) {
		t.Error("the last good page is gone")
	}
	e.set(func(s *live.State) { s.Problem = nil })
	soon(t, ctx, "it goes when mended", "!"+wrong+".checkVisibility()")

	address := strings.Replace(strings.TrimPrefix(e.url, "http://"), "localhost", "127.0.0.1", 1)
	e.stop()
	soon(t, ctx, "the end of serve is told", ended+".checkVisibility()")
	if got := value[string](t, ctx, ended+".innerText"); got != "opladers serve is gestopt. U ziet de laatste versie." {
		t.Errorf("it says %q", got)
	}
	e.start(address)
	soon(t, ctx, "it goes when serve is back", "!"+ended+".checkVisibility()")
	e.save(story, "Niet loslaten!", "Nooit loslaten!")
	soon(t, ctx, "the new server's news is heard", says("Nooit loslaten!"))
}

// A draft says that it is one, also without scripts and on paper.
func TestMarkedWithoutJavaScript(t *testing.T) {
	e := editing(t)
	e.set(func(s *live.State) { s.Marks = map[string]string{story: "Concept"} })
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	if text := seen(t, ctx, e.url+story); !strings.HasPrefix(text, "Concept. Bezoekers zien deze pagina nog niet.") {
		t.Error(text[:200])
	}
	if text := seen(t, ctx, e.url+soup); strings.Contains(text, "Concept") {
		t.Error("another page is marked")
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if text := seen(t, ctx, e.url+story); !strings.HasPrefix(text, "Concept.") {
		t.Error("on paper the mark is gone")
	}
}

// A worker of another site that was on this port goes away, and the one of this site does not come.
func TestNoWorkerStaysBehind(t *testing.T) {
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	w := &web{t: t}
	defer w.off()
	w.on(samplePublic(t))
	w.address = strings.Replace(w.address, "127.0.0.1", "localhost", 1)
	seen(t, ctx, w.address+"/")
	until(t, ctx, "the worker of before is there", active)
	w.off()
	e := &edited{FS: os.DirFS(samplePublic(t)), t: t, pages: fstest.MapFS{}}
	e.start(strings.Replace(strings.TrimPrefix(w.address, "http://"), "localhost", "127.0.0.1", 1))
	defer func() { e.stop() }()
	e.open(ctx, "/")
	until(t, ctx, "it is gone", "(await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0")
	e.stop()
	if err := chromedp.Do(ctx, chromedp.Navigate(e.url+"/")); err == nil || !strings.Contains(err.Error(), "ERR_CONNECTION_REFUSED") {
		t.Errorf("after serve there is a page still: %v", err)
	}
}

// The site's policy allows all of it: the browser complains of nothing.
func TestLiveKeepsThePolicy(t *testing.T) {
	e := editing(t)
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	e.open(ctx, story)
	got := value[map[string]bool](t, ctx, `(async () => {
		const answer = await fetch(location.href);
		const blocked = new Promise((done) => { addEventListener('securitypolicyviolation', () => done(true)); setTimeout(() => done(false), 300); });
		document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.inline = true'}));
		return {strict: answer.headers.get('Content-Security-Policy').includes("script-src 'self'"), inline: Boolean(window.inline), blocked: await blocked, styled: getComputedStyle(`+badge+`).borderTopWidth === '2px'};
	})()`)
	if want := map[string]bool{"strict": true, "inline": false, "blocked": true, "styled": true}; !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
