package browser

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// maxFirstView is how many bytes a phone downloads before somebody has scrolled, over the wire and with headers.
const maxFirstView = 100_000

// slowFont is how long the typeface is on its way: with a weak signal the page is there first, in another typeface.
const slowFont = 400 * time.Millisecond

// compressed serves a site as hosts do: what is text goes gzipped over the wire.
func compressed(t *testing.T, public string) string {
	t.Helper()
	files := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean(r.URL.Path)
		if strings.HasSuffix(r.URL.Path, "/") {
			name += "/index.html"
		}
		text := []string{".html", ".css", ".js", ".mjs", ".svg", ".json", ".xml", ".txt", ".webmanifest", ".wasm"}
		if path.Ext(name) == ".woff2" {
			time.Sleep(slowFont)
		}
		data, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
		if err != nil || !slices.Contains(text, path.Ext(name)) {
			files.ServeHTTP(w, r)
			return
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(data)
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(b.Bytes()))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// loaded is one request of a page.
type loaded struct {
	url, from string // from is the file that asked for it
	script    bool   // asked for by a script
	bytes     int
}

// requests collects what the page that is opened in a tab asks for.
type requests struct {
	sync.Mutex
	list  []*loaded
	known map[network.RequestID]*loaded
}

func (r *requests) hear(ev any) {
	r.Lock()
	defer r.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		l := &loaded{url: e.Request.URL}
		if e.Initiator != nil {
			l.from, l.script = e.Initiator.URL, e.Initiator.Type == "script"
		}
		r.list = append(r.list, l)
		r.known[e.RequestID] = l
	case *network.EventLoadingFinished:
		if l := r.known[e.RequestID]; l != nil {
			l.bytes = int(e.EncodedDataLength)
		}
	}
}

func (r *requests) clear() {
	r.Lock()
	defer r.Unlock()
	r.list, r.known = nil, map[network.RequestID]*loaded{}
}

// What a phone downloads, how much moves while it does, and what it keeps.
func TestGates(t *testing.T) {
	public := samplePublic(t)
	address := compressed(t, public)
	visit(t, examples(inventory(t, public)), func(t *testing.T, ctx context.Context, p sitePage) {
		for _, wrong := range gates(t, ctx, address, p.path) {
			t.Error(wrong)
		}
	})
}

// gates opens a page as a phone does for the first time, and tells what is wrong.
func gates(t *testing.T, ctx context.Context, address, path string) []string {
	t.Helper()
	heard := &requests{known: map[network.RequestID]*loaded{}}
	listening, stop := context.WithCancel(ctx)
	defer stop()
	if err := chromedp.Listen(listening, heard.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true}); err != nil { // a first visit has none
		t.Fatal(err)
	}
	heard.clear()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(412, 823, chromedp.EmulateScale(1.75), chromedp.EmulateMobile), chromedp.Navigate(address+path)); err != nil {
		t.Fatal(err)
	}
	const settled = `(async () => {
		await document.fonts.ready;
		while (!performance.getEntriesByName('first-contentful-paint').length) await new Promise(requestAnimationFrame);
		await new Promise(done => setTimeout(done, 150));
	})()`
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](settled, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(wrongRequests(t, ctx, heard, address+path, address), shifts(t, ctx), kept(t, ctx))
}

// wrongRequests adds up what the first view costs. Pictures further down that the browser fetches ahead are not part of it.
func wrongRequests(t *testing.T, ctx context.Context, heard *requests, page, address string) (wrong []string) {
	t.Helper()
	below, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.images].filter(i => i.loading === 'lazy' && i.getBoundingClientRect().top >= innerHeight).map(i => i.currentSrc)`))
	if err != nil {
		t.Fatal(err)
	}
	heard.Lock()
	defer heard.Unlock()
	first := map[string]bool{page: true} // the page, and what its HTML names
	total := 0
	for _, l := range heard.list {
		if !strings.HasPrefix(l.url, address+"/") && !strings.HasPrefix(l.url, "blob:") {
			wrong = append(wrong, "a request to another address: "+l.url)
		}
		if l.url != page && !l.script && (l.from == page || l.from == "") {
			first[l.url] = true
		}
	}
	for _, l := range heard.list {
		if !slices.Contains(below, l.url) {
			total += l.bytes
		}
		if !first[l.url] {
			wrong = append(wrong, fmt.Sprintf("%s is known only after %s has come", l.url, cmp.Or(l.from, "a script")))
		}
	}
	t.Logf("%d bytes in %d requests", total, len(heard.list))
	if total > maxFirstView {
		for _, l := range heard.list {
			t.Logf("%7d  %s", l.bytes, l.url)
		}
		wrong = append(wrong, fmt.Sprintf("the first view is %d bytes", total))
	}
	if total == 0 {
		wrong = append(wrong, "nothing was measured")
	}
	return wrong
}

// shifts scrolls through the page and tells what moved by itself. There is no input here, also where the browser takes the new size of
// the window for one.
func shifts(t *testing.T, ctx context.Context) []string {
	t.Helper()
	moved, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`new Promise(async done => {
		const out = [];
		new PerformanceObserver(list => list.getEntries().forEach(e => out.push('moves while the page comes in: ' + e.value.toFixed(4) + ' ' + e.sources.map(s => s.node?.nodeName + '.' + s.node?.className).join(' ')))).observe({type: 'layout-shift', buffered: true});
		for (let y = 0; y < document.body.scrollHeight && y < 8000; y += 800) { scrollTo(0, y); await new Promise(r => setTimeout(r, 20)); }
		setTimeout(() => done(out), 50);
	})`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return moved
}

// kept tells what the page left on the device. The cache of a service worker, for the offline page, is the one thing that may be there.
func kept(t *testing.T, ctx context.Context) []string {
	t.Helper()
	left, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(async () => [
		...Object.keys(localStorage).map(k => 'left in localStorage: ' + k), ...Object.keys(sessionStorage).map(k => 'left in sessionStorage: ' + k),
		...(await indexedDB.databases()).map(d => 'left in indexedDB: ' + d.name),
		...((await navigator.serviceWorker?.getRegistrations())?.length ? [] : await caches.keys()).map(k => 'left in a cache: ' + k)])()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	cookies, err := chromedp.CallBrowser(ctx, storage.GetCookies, storage.GetCookiesParams{BrowserContextID: chromedp.FromContext(ctx).BrowserContextID})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies.Cookies {
		left = append(left, "left a cookie: "+c.Name)
	}
	return left
}
