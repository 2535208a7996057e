package browser

import (
	"context"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
)

const root = "../.."

// built is the moment at which the sites of these tests are made: a Monday morning.
var built = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// missing skips the test for what is not on this machine, or fails it where nothing may skip.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("OPLADERS_CI") == "1" {
		t.Fatal(what)
	}
	t.Skip("SKIPPED: ", what)
}

// buildSite builds a site with the look of the project and the content in a folder, and gives the folder of the website.
func buildSite(t *testing.T, content fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"layouts", "assets", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(dir, "content"), content); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, config.Name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, config.Name), data, 0o644); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	_, err = build.Run(context.Background(), build.Options{Config: cfg, Now: built.In(zone), Cache: t.TempDir(), Codec: photo.DefaultCodec()})
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, build.PublicDir)
}

// examples finds one page of each template in a built site.
func examples(t *testing.T, public string) []string {
	t.Helper()
	paths := []string{"/", "/404.html", "/zutphen/", "/over/", "/privacy/", "/toegankelijkheid/", "/vraag/", "/verhalen/", "/initiatieven/", "/agenda/"}
	for _, municipality := range []string{"zutphen", "lochem", "aalten"} {
		for _, section := range []string{"verhalen", "initiatieven", "agenda"} {
			list := "/" + municipality + "/" + section + "/"
			pages, _ := filepath.Glob(filepath.Join(public, filepath.FromSlash(list), "*", "index.html"))
			if len(pages) == 0 {
				t.Fatalf("no pages under %s", list)
			}
			single := list + filepath.Base(filepath.Dir(pages[len(pages)/2])) + "/"
			paths = append(paths, list, single)
		}
	}
	for _, made := range []string{"maand/2026-12", "afdrukken", "afdrukken/2026-12", "afdrukken/winter-2026", "archief", "archief/2026", "delen"} {
		paths = append(paths, "/zutphen/agenda/"+made+"/")
	}
	paths = append(paths, "/zutphen/inbedden/")
	return paths
}

// serve serves a built site with the headers that are published with it.
func serve(t *testing.T, public string) string {
	t.Helper()
	server := httptest.NewServer(host.Headers(public, host.Files(public)))
	t.Cleanup(server.Close)
	return server.URL
}

func chromium(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "chromium is not on this machine")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

type axeResult struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
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

func TestPages(t *testing.T) {
	axe := axeScript(t)
	ctx := chromium(t)
	public := buildSite(t, os.DirFS(filepath.Join(root, "content")))
	checkPages(t, ctx, public, axe, examples(t, public))
}

// checkPages looks at pages of a built site, narrow and wide, light and dark.
func checkPages(t *testing.T, ctx context.Context, public, axe string, paths []string) {
	t.Helper()
	address := serve(t, public)
	var outside, complaints []string
	err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, address) {
				outside = append(outside, e.Request.URL)
			}
		case *log.EventEntryAdded: // such as what the policy forbids
			complaints = append(complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		for _, width := range []int64{320, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s %d %s", path, width, scheme), func(t *testing.T) {
					checkPage(t, ctx, address+path, width, scheme, axe)
				})
			}
		}
	}
	if len(outside) > 0 {
		t.Errorf("requests to other addresses: %q", outside)
	}
	if len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

const (
	// look gives what a test of a page wants to know, as JSON. Folded parts are opened first: they count too.
	look = `document.querySelectorAll('details').forEach(d => d.open = true);
	axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']}).then(r => ({
		violations: r.violations,
		overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		headings: document.querySelectorAll('h1').length,
		pictures: [...document.images].filter(i => !i.hasAttribute('alt') || !i.getAttribute('width') || !i.getAttribute('height')).map(i => i.outerHTML),
		broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.currentSrc),
		cookies: document.cookie,
	}))`
)

type looked struct {
	Violations []axeResult `json:"violations"`
	Overflow   int         `json:"overflow"`
	Headings   int         `json:"headings"`
	Pictures   []string    `json:"pictures"`
	Broken     []string    `json:"broken"`
	Cookies    string      `json:"cookies"`
}

func checkPage(t *testing.T, parent context.Context, url string, width int64, scheme, axe string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(parent, 30*time.Second)
	defer cancel()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		t.Fatal(err)
	}
	page, err := chromedp.Run(ctx, chromedp.Evaluate[looked](look, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if page.Overflow > 0 {
		t.Errorf("the page is %d px wider than the screen", page.Overflow)
	}
	if page.Headings != 1 {
		t.Errorf("%d h1", page.Headings)
	}
	if len(page.Pictures)+len(page.Broken) > 0 {
		t.Errorf("pictures without alt, width or height: %q; without a picture: %q", page.Pictures, page.Broken)
	}
	if page.Cookies != "" {
		t.Errorf("cookies: %s", page.Cookies)
	}
	for _, v := range page.Violations {
		for _, n := range v.Nodes {
			t.Errorf("axe %s: %s\n%s\n%s", v.ID, v.Help, n.HTML, n.Summary)
		}
	}
}
