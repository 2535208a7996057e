package browser

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"mijnopladers.nl/opladers/tools/host"
)

// Each template in each language, with the headers that are published with the site: the policy has nothing to stop.
func TestPolicyStopsNothing(t *testing.T) {
	ctx := chromium(t)
	public := buildSite(t, os.DirFS(filepath.Join(root, "content")))
	address := serve(t, public)
	listen := page.AddScriptToEvaluateOnNewDocumentParams{
		Source: "window.stopped = []; addEventListener('securitypolicyviolation', (e) => stopped.push(`${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`));",
	}
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, listen); err != nil {
		t.Fatal(err)
	}
	stopped := func(url string) []string {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
			t.Fatal(url, err)
		}
		list, err := chromedp.Run(ctx, chromedp.Evaluate[[]string]("stopped"))
		if err != nil {
			t.Fatal(url, err)
		}
		return list
	}
	for _, p := range examples(inventory(t, public)) {
		if list := stopped(address + p.path); len(list) > 0 {
			t.Errorf("%s: %q", p.path, list)
		}
	}

	// It does stop what it must, so that the above says something; and a data block is let be.
	bad := `<title>x</title><script type="application/ld+json">{}</script><style>p{color:red}</style><p style="color:red">x</p><script>x=1</script>`
	if err := os.WriteFile(filepath.Join(public, "over", "fout.html"), []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	if list := stopped(address + "/over/fout.html"); len(list) != 3 {
		t.Errorf("stopped: %q", list)
	}
}

// web is a site on an address of its own, that can be unreachable for a while and be replaced.
type web struct {
	t       *testing.T
	address string
	server  *http.Server
}

func (w *web) on(public string) {
	w.t.Helper()
	w.off()
	address := "127.0.0.1:0"
	if w.address != "" {
		address = strings.TrimPrefix(w.address, "http://")
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		w.t.Fatal(err)
	}
	w.address = "http://" + listener.Addr().String()
	w.server = &http.Server{Handler: host.Headers(os.DirFS(public), host.Files(os.DirFS(public)))}
	go w.server.Serve(listener) // ends with off
}

func (w *web) off() {
	if w.server != nil {
		w.server.Close()
	}
}

// until waits for an expression in the page to be true.
func until(t *testing.T, ctx context.Context, what, expression string) {
	t.Helper()
	for range 150 {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("(async () => "+expression+")()", chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(what, err)
		}
		if ok {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("not within 15 seconds: %s", what)
}

const active = "(await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' && (await caches.keys()).length === 1"

func TestWithoutInternetThereIsTheAgenda(t *testing.T) {
	parent := chromium(t)
	ctx, cancel := context.WithTimeout(parent, 2*time.Minute)
	defer cancel()
	w := &web{t: t}
	defer w.off()
	w.on(buildSite(t, changed))
	seen(t, ctx, w.address+"/")
	until(t, ctx, "the worker is there", active)

	w.off()
	for _, path := range []string{"/", "/zutphen/agenda/koffie/", "/lochem/", "/bestaat-niet/"} {
		text := seen(t, ctx, w.address+path)
		for _, want := range []string{"Even geen internet", "agenda van maandag 23 november 2026", "dinsdag 24 november 2026", "Koffie <b>", "Code rood"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in %s", path, want, text)
			}
		}
		if strings.Contains(text, "9 december 2026") {
			t.Errorf("%s has more than a week: %s", path, text)
		}
	}
	looks, err := chromedp.Run(ctx, chromedp.Evaluate[string]("getComputedStyle(document.querySelector('.knop')).backgroundColor + document.fonts.check('16px \"Bricolage Grotesque\"') + location.pathname"))
	if err != nil || !strings.HasSuffix(looks, "/bestaat-niet/") || strings.Contains(looks, "rgba(0, 0, 0, 0)") {
		t.Errorf("without internet it looks like %s (%v)", looks, err)
	}
	t.Run("an old one says so", func(t *testing.T) {
		at(t, ctx, built.AddDate(0, 0, 14))
		text := seen(t, ctx, w.address+"/zutphen/")
		if !strings.Contains(text, "Deze pagina is van maandag 23 november 2026.") || strings.Contains(text, "Koffie") {
			t.Error(text)
		}
	})

	// A new site takes the place of what was kept, and no page comes from what was kept.
	other := content(map[string]string{
		"_index.md": "title: Thuis\nsamenvatting: Nieuw begin", "agenda/_index.md": "title: Agenda", "lochem/_index.md": "title: Lochem\nsoort: gemeente", "lochem/agenda/_index.md": "title: Agenda",
		"lochem/agenda/bingo/index.md": "title: Bingo\nsoort: activiteit\nbegin: 2026-11-27T20:00",
	})
	w.on(buildSite(t, other))
	if text := seen(t, ctx, w.address+"/"); !strings.Contains(text, "Nieuw begin") {
		t.Errorf("with internet: %s", text)
	}
	until(t, ctx, "the new agenda is kept", "(await (await caches.match('/offline/')).text()).includes('Bingo') && "+active)
	w.off()
	if text := seen(t, ctx, w.address+"/lochem/"); !strings.Contains(text, "Bingo") || strings.Contains(text, "Koffie") {
		t.Errorf("the second time: %s", text)
	}

	// Turned off, it leaves nothing behind.
	w.on(buildWith(t, other, func(config []byte) []byte {
		return bytes.Replace(config, []byte("\n[params.opladers]"), []byte("\n[params.opladers]\noffline = false"), 1)
	}))
	seen(t, ctx, w.address+"/")
	until(t, ctx, "the worker is gone", "(await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0")
	w.off()
	if err := chromedp.Do(ctx, chromedp.Navigate(w.address+"/lochem/")); err == nil || !strings.Contains(fmt.Sprint(err), "ERR_CONNECTION_REFUSED") {
		t.Errorf("a page without internet: %v", err)
	}
}

// In a frame on the site of a school nothing is kept.
func TestFrameKeepsNothing(t *testing.T) {
	ctx := chromium(t)
	w := &web{t: t}
	defer w.off()
	public := buildSite(t, changed)
	w.on(public)
	if err := os.WriteFile(filepath.Join(public, "school.html"), []byte(`<title>x</title><iframe src="/zutphen/inbedden/"></iframe>`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(public, host.HeadersFile)); err != nil { // so that the same origin may be framed
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(w.address+"/school.html")); err != nil {
		t.Fatal(err)
	}
	until(t, ctx, "the frame is there", "frames[0].document.readyState === 'complete' && frames[0].document.querySelector('h1') !== null")
	if n, err := chromedp.Run(ctx, chromedp.Evaluate[int]("new Promise((r) => setTimeout(r, 1000)).then(() => navigator.serviceWorker.getRegistrations()).then((list) => list.length)", chromedp.EvalAwaitPromise)); err != nil || n != 0 {
		t.Errorf("%d workers: %v", n, err)
	}
}
