package browser

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// sitePage is a page of a built site.
type sitePage struct {
	path string // as in its address: /zutphen/agenda/
	lang string
	kind string // the template that draws it: layouts/_partials/soort.html
	size int
}

var (
	kindOf = regexp.MustCompile(`<body[^>]* data-soort="?([^" >]+)`)
	langOf = regexp.MustCompile(`<html[^>]* lang="?([^" >]+)`)
)

// inventory lists all pages of a built site that a template of ours draws, in order of their address.
func inventory(t *testing.T, public string) []sitePage {
	t.Helper()
	var out []sitePage
	err := filepath.WalkDir(public, func(name string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		kind, lang := kindOf.FindSubmatch(data), langOf.FindSubmatch(data)
		if kind == nil || lang == nil { // such as an old address
			return nil
		}
		rel, err := filepath.Rel(public, name)
		path := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		out = append(out, sitePage{path: path, lang: string(lang[1]), kind: string(kind[1]), size: len(data)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("no pages in %s", public)
	}
	return out
}

// examples gives for each template in each language the page with the most in it.
func examples(pages []sitePage) []sitePage {
	largest := map[string]sitePage{}
	for _, p := range pages {
		key := p.lang + " " + p.kind
		if p.size > largest[key].size {
			largest[key] = p
		}
	}
	return slices.SortedFunc(maps.Values(largest), func(a, b sitePage) int { return cmp.Compare(a.path, b.path) })
}

// inLanguage leaves pages of one language.
func inLanguage(pages []sitePage, lang string) []sitePage {
	return slices.DeleteFunc(slices.Clone(pages), func(p sitePage) bool { return p.lang != lang })
}

// tabs is how many pages are looked at at the same time.
const tabs = 2

// visit runs a test for each page, in several tabs.
func visit(t *testing.T, pages []sitePage, test func(t *testing.T, ctx context.Context, p sitePage)) {
	t.Helper()
	queue := make(chan sitePage)
	var all sync.WaitGroup
	for range tabs {
		ctx := chromium(t)
		all.Go(func() {
			for p := range queue {
				t.Run(p.lang+" "+p.path, func(t *testing.T) {
					ctx, cancel := context.WithTimeout(ctx, time.Minute)
					defer cancel()
					test(t, ctx, p)
				})
			}
		})
	}
	for _, p := range pages {
		queue <- p
	}
	close(queue)
	all.Wait()
}

//go:embed testdata/look.js
var lookScript string

// ask puts a question of look.js to the open page: what it answers is wrong.
func ask(t *testing.T, ctx context.Context, question, where string) {
	t.Helper()
	for _, w := range answers(t, ctx, question) {
		t.Errorf("%s: %s", where, w)
	}
}

func answers(t *testing.T, ctx context.Context, question string) []string {
	t.Helper()
	wrong, err := chromedp.Run(ctx, chromedp.Evaluate[[]string]("Promise.resolve(look."+question+"())", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// media says what the visitor prefers: pairs such as "prefers-color-scheme", "dark".
func media(t *testing.T, ctx context.Context, features ...string) {
	t.Helper()
	var params emulation.SetEmulatedMediaParams
	for i := 0; i < len(features); i += 2 {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, params); err != nil {
		t.Fatal(err)
	}
}

// window gives the page another size, in CSS pixels.
func window(t *testing.T, ctx context.Context, width, height int64) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatal(err)
	}
}

// axeScript is the accessibility checker.
func axeScript(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		missing(t, "axe is not here: run npm ci in tools/browser")
	}
	return string(axe)
}

// Each template in each language.
func TestPages(t *testing.T) {
	axeScript(t)
	public := samplePublic(t)
	checkPages(t, public, examples(inventory(t, public)))
}

// Also where everything changed, pages are accessible.
func TestChangedPages(t *testing.T) {
	axeScript(t)
	var pages []sitePage
	public := buildSite(t, changed)
	for _, p := range inventory(t, public) {
		if slices.Contains([]string{
			"/zutphen/agenda/", "/zutphen/agenda/koffie/", "/lochem/agenda/wandeling/", "/zutphen/agenda/tocht/",
			"/zutphen/agenda/maand/2026-12/", "/zutphen/agenda/afdrukken/2026-12/", "/lochem/agenda/afdrukken/2026-11/",
		}, p.path) {
			pages = append(pages, p)
		}
	}
	if len(pages) != 7 {
		t.Fatalf("the pages are not there: %v", pages)
	}
	checkPages(t, public, pages)
}

// checkPages looks at pages of a built site: on a phone, enlarged to 400 %, and on a desk; light, dark and with forced colours.
func checkPages(t *testing.T, public string, pages []sitePage) {
	t.Helper()
	scripts := axeScript(t) + "\n" + lookScript
	address := serve(t, public)
	visit(t, pages, func(t *testing.T, ctx context.Context, p sitePage) {
		var mu sync.Mutex
		var bad []string
		listening, stop := context.WithCancel(ctx)
		defer stop()
		err := chromedp.Listen(listening, func(ev any) {
			mu.Lock()
			defer mu.Unlock()
			switch e := ev.(type) {
			case *network.EventRequestWillBeSent:
				if !strings.HasPrefix(e.Request.URL, address) {
					bad = append(bad, "a request to another address: "+e.Request.URL)
				}
			case *log.EventEntryAdded: // such as what the policy forbids
				bad = append(bad, "the browser complains: "+e.Entry.Text+" "+e.Entry.URL)
			}
		})
		_, errNetwork := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		_, errLog := chromedp.Call(ctx, log.Enable, cdp.Empty{})
		if err := cmp.Or(err, errNetwork, errLog); err != nil {
			t.Fatal(err)
		}
		checkPage(t, ctx, address+p.path, scripts, p.lang == "nl" || modes[p.kind])
		mu.Lock()
		defer mu.Unlock()
		for _, b := range bad {
			if !strings.Contains(b, "status of 404") || p.kind != "404" {
				t.Error(b)
			}
		}
	})
}

// modes are the templates that are looked at in every mode in every language. Of the others Dutch stands for all: the style
// sheets are the same, and only words and direction differ.
var modes = map[string]bool{"home": true, "activiteit-section": true, "activiteit-page": true}

func checkPage(t *testing.T, ctx context.Context, url, scripts string, allModes bool) {
	t.Helper()
	window(t, ctx, 320, 640)
	media(t, ctx, "prefers-color-scheme", "light")
	if err := chromedp.Do(ctx, chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void](scripts)); err != nil {
		t.Fatal(err)
	}
	ask(t, ctx, "open", "") // what is folded counts too
	for _, question := range []string{"checked", "cutOff", "spaced", "pictures", "plain", "fill"} {
		ask(t, ctx, question, "320 px")
	}
	if !allModes {
		window(t, ctx, 1280, 900)
		ask(t, ctx, "cutOff", "1280 px")
		return
	}
	media(t, ctx, "prefers-color-scheme", "dark") // colours change, and nothing else
	ask(t, ctx, "coloured", "320 px, dark")
	window(t, ctx, 1280, 900)
	ask(t, ctx, "openFirst", "")
	ask(t, ctx, "coloured", "1280 px, dark")
	media(t, ctx, "prefers-color-scheme", "light")
	for _, question := range []string{"checked", "cutOff", "spaced"} {
		ask(t, ctx, question, "1280 px")
	}
	media(t, ctx, "prefers-reduced-motion", "reduce")
	ask(t, ctx, "moves", "reduced motion")
	window(t, ctx, 320, 256) // 1280 by 1024 at 400 %
	if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"cutOff", "focus"} {
		ask(t, ctx, question, "400 %")
	}
	media(t, ctx, "forced-colors", "active", "prefers-reduced-motion", "reduce")
	for _, question := range []string{"borders", "focus"} {
		ask(t, ctx, question, "forced colours")
	}
	media(t, ctx)
	window(t, ctx, 680, 900) // the width of A4 between its margins
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"paper", "cutOff"} {
		ask(t, ctx, question, "print")
	}
	media(t, ctx)
}

// chosen is the example of a template, in Dutch.
func chosen(t *testing.T, pages []sitePage, kind string) sitePage {
	t.Helper()
	for _, p := range examples(inLanguage(pages, "nl")) {
		if p.kind == kind {
			return p
		}
	}
	t.Fatalf("no page of kind %s", kind)
	return sitePage{}
}

func (p sitePage) String() string { return fmt.Sprintf("%s (%s, %s)", p.path, p.kind, p.lang) }
