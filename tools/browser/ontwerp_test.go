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
	"time"

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
	for _, pattern := range []string{"_index.md", "*/_index.md", "*/*/_index.md", "ontwerp/*"} {
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
		css := strings.ReplaceAll(comment.ReplaceAllString(string(data), ""), "@import", ";@import")
		for _, m := range selector.FindAllStringSubmatch(css, -1) {
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
	axe := axeScript(t)
	ctx := chromium(t)
	url := serve(t, designSite(t)) + "/ontwerp/"
	feature := func(name, value string) *emulation.MediaFeature {
		return &emulation.MediaFeature{Name: name, Value: value}
	}
	modes := map[string][]*emulation.MediaFeature{
		"light":  {feature("prefers-color-scheme", "light")},
		"dark":   {feature("prefers-color-scheme", "dark")},
		"forced": {feature("forced-colors", "active")},
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as the context that starts it
		t.Fatal(err)
	}
	for _, theme := range []string{"", "zutphen", "aalten"} {
		for mode, features := range modes {
			if theme != "" && mode == "forced" {
				continue
			}
			for _, width := range []int64{320, 1280} {
				t.Run(fmt.Sprintf("%s %s %d", theme, mode, width), func(t *testing.T) {
					ctx, cancel := context.WithTimeout(ctx, time.Minute)
					defer cancel()
					if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
						t.Fatal(err)
					}
					dress := fmt.Sprintf("if (%q) document.documentElement.classList.add('thema-' + %[1]q)", theme)
					err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void](dress), chromedp.Evaluate[chromedp.Void](axe))
					if err != nil {
						t.Fatal(err)
					}
					look := look
					if mode == "forced" { // axe reads the colours of the stylesheet, not those on the screen
						look = strings.Replace(look, "{runOnly:", "{rules: {'color-contrast': {enabled: false}}, runOnly:", 1)
					}
					page, err := chromedp.Run(ctx, chromedp.Evaluate[looked](look, chromedp.EvalAwaitPromise))
					if err != nil {
						t.Fatal(err)
					}
					if page.Overflow > 0 || page.Headings != 1 || len(page.Pictures) > 0 {
						t.Errorf("%d px too wide, %d h1, pictures without alt or size: %q", page.Overflow, page.Headings, page.Pictures)
					}
					for _, v := range page.Violations {
						for _, n := range v.Nodes {
							t.Errorf("axe %s: %s\n%s\n%s", v.ID, v.Help, n.HTML, n.Summary)
						}
					}
				})
			}
		}
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
