package browser

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// frames are classes of a whole page, which no part of one can show.
var frames = []string{"papier", "venster"}

var (
	comment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	selector = regexp.MustCompile(`(?:^|[};])\s*([^{};]*)\{`)
	class    = regexp.MustCompile(`\.([a-z][a-z0-9-]*)`)
	classes  = regexp.MustCompile(`class=(?:"([^"]*)"|([^ >]+))`)
)

// designSite builds the sections of the site and /ontwerp/, without the stories and their photos.
func designSite(t *testing.T) string {
	t.Helper()
	content, files := os.DirFS(filepath.Join(root, "content")), fstest.MapFS{}
	for _, pattern := range []string{"_index.md", "*/_index.md", "*/*/_index.md", "initiatieven/beginnen.md", "ontwerp/*"} {
		names, err := fs.Glob(content, pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(content, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
	}
	return buildSite(t, files)
}

// Who adds a stylesheet to assets/css shows on /ontwerp/ what it draws.
func TestEveryComponentIsOnTheDesignPage(t *testing.T) {
	public := designSite(t)
	page, err := os.ReadFile(filepath.Join(public, "ontwerp", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, m := range classes.FindAllStringSubmatch(string(page), -1) {
		for name := range strings.FieldsSeq(m[1] + m[2]) {
			block, _, _ := strings.Cut(name, "__")
			block, _, _ = strings.Cut(block, "--")
			shown[block] = true
		}
	}
	sheets, err := filepath.Glob(filepath.Join(root, "assets", "css", "*.css"))
	if err != nil || len(sheets) < 20 {
		t.Fatal(len(sheets), err)
	}
	found := 0
	for _, sheet := range sheets {
		data, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(sheet)
		rules := strings.ReplaceAll(comment.ReplaceAllString(string(data), ""), "@import", ";@import")
		for _, m := range selector.FindAllStringSubmatch(rules, -1) {
			for _, c := range class.FindAllStringSubmatch(m[1], -1) {
				found++
				block, _, _ := strings.Cut(c[1], "__")
				block, _, _ = strings.Cut(block, "--")
				if !shown[block] && !slices.Contains(frames, block) {
					t.Errorf("%s draws .%s, which /ontwerp/ does not show: add it to layouts/_partials/ontwerp/%s", name, block, strings.TrimSuffix(name, ".css")+".html")
				}
			}
		}
	}
	if found < 300 {
		t.Errorf("only %d classes in the stylesheets", found)
	}
	for _, list := range []string{"sitemap.xml", "index.html", "agenda.xml"} {
		data, err := os.ReadFile(filepath.Join(public, list))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "/ontwerp/") {
			t.Errorf("%s leads to /ontwerp/", list)
		}
	}
	if !regexp.MustCompile(`name="?robots"? content="?noindex`).Match(page) {
		t.Error("search engines may list it")
	}
}

// All components, in the colours of the site and of each municipality, light, dark, and in colours of the visitor's own.
func TestDesignPage(t *testing.T) {
	scripts := axeScript(t) + "\n" + lookScript
	ctx := chromium(t)
	url := serve(t, designSite(t)) + "/ontwerp/"
	checkPage(t, ctx, url, scripts, true)
	t.Run("one face", func(t *testing.T) { oneFace(t, ctx, url) })
	for _, theme := range []string{"zutphen", "aalten"} {
		dress := fmt.Sprintf("document.documentElement.classList.add('thema-' + %q)", theme)
		media(t, ctx, "prefers-color-scheme", "light")
		if err := chromedp.Do(ctx, chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void](dress), chromedp.Evaluate[chromedp.Void](scripts)); err != nil {
			t.Fatal(err)
		}
		ask(t, ctx, "open", theme)
		ask(t, ctx, "checked", theme)
		media(t, ctx, "prefers-color-scheme", "dark")
		ask(t, ctx, "coloured", theme+", dark")
	}
}

// Who asks for stillness gets it.
func TestReducedMotion(t *testing.T) {
	ctx := chromium(t)
	url := serve(t, designSite(t)) + "/ontwerp/"
	const moving = `[...document.getAnimations()].length + [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration.split(', ').some(d => parseFloat(d) > 0)).length`
	for value, want := range map[string]bool{"reduce": false, "no-preference": true} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: value}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url)); err != nil {
			t.Fatal(err)
		}
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int](moving))
		if err != nil || (n > 0) != want {
			t.Errorf("%s: %d things move, %v", value, n, err)
		}
	}
}

// oneFace checks that no word is made of two typefaces, and that the typeface is small.
func oneFace(t *testing.T, ctx context.Context, url string) {
	files, err := filepath.Glob(filepath.Join(root, "static", "fonts", "*.woff2"))
	if err != nil || len(files) == 0 {
		t.Fatal("no typeface", err)
	}
	total := int64(0)
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > 40_000 {
		t.Errorf("the typeface has %d bytes", total)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void]("document.fonts.ready.then(() => 0)", chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, dom.Enable, dom.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, css.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	document, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
	if err != nil {
		t.Fatal(err)
	}
	for element, ours := range map[string]bool{".letters h3": true, ".letters [lang=tr]": true, ".letters [lang=pl]": true, ".letters [lang=uk]": false} {
		node, err := chromedp.Call(ctx, dom.QuerySelector, dom.QuerySelectorParams{NodeID: document.Root.NodeID, Selector: element})
		if err != nil {
			t.Fatal(err)
		}
		used, err := chromedp.Call(ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: node.NodeID})
		if err != nil {
			t.Fatal(err)
		}
		others := 0
		for _, f := range used.Fonts {
			if !f.IsCustomFont {
				others++
			}
		}
		if (others == 0) != ours || len(used.Fonts) == 0 {
			t.Errorf("%s has %d faces of the device among %d", element, others, len(used.Fonts))
		}
	}
}
