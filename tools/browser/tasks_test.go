package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A task is what a visitor comes for, as steps: of each the links (or what opens them) that lead on from there.
type step struct {
	name string
	// target says with which address a step is done, as JavaScript that is true for it; u is a URL.
	target string
}

// mostTabs is how often somebody presses Tab before we call it a trap.
const mostTabs = 400

// tasks are the visitor's, from the front page on.
func tasks(t *testing.T, pages []sitePage) []step {
	t.Helper()
	paths := func(kind string) string {
		var out []string
		for _, p := range pages {
			if p.kind == kind && p.lang == "nl" {
				out = append(out, p.path)
			}
		}
		if len(out) == 0 {
			t.Fatalf("no page of kind %s", kind)
		}
		list, err := json.Marshal(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(list)
	}
	return []step{
		{"choose a municipality", paths("gemeente-section") + ".includes(u.pathname) && !u.hash"},
		{"open the agenda", paths("activiteit-section") + ".includes(u.pathname) && u.pathname !== '/agenda/'"},
		{"open an activity", paths("activiteit-page") + ".includes(u.pathname)"},
		{"find whom to ask", paths("vraag-section") + ".includes(u.pathname) || u.hash === '#vraag'"},
		{"ask", "/^(tel:|mailto:|sms:|https:..wa.me.\\d)/.test(u.href)"},
	}
}

// Every task is done with the keyboard alone; the focus goes on and is never caught.
func TestTasksWithTheKeyboard(t *testing.T) {
	public := samplePublic(t)
	pages := inventory(t, public)
	ctx, cancel := context.WithTimeout(chromium(t), 2*time.Minute)
	defer cancel()
	address := serve(t, public)
	for _, width := range []int64{360, 1280} {
		window(t, ctx, width, 800)
		open(t, ctx, address+"/")
		for _, s := range tasks(t, pages) {
			tabTo(t, ctx, s)
			if s.name == "ask" {
				continue // it would open the telephone
			}
			press(t, ctx, "\r", true)
		}
	}

	t.Run("the first link skips to the content", func(t *testing.T) {
		open(t, ctx, address+chosen(t, pages, "gemeente-section").path)
		press(t, ctx, "\t", false)
		inView := `(() => { const r = document.activeElement.getBoundingClientRect(); return document.activeElement.hash === '#inhoud' && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight })()`
		if !truth(t, ctx, inView) {
			t.Error("the first Tab does not show the link that skips to the content")
		}
		press(t, ctx, "\r", false)
		press(t, ctx, "\t", false)
		if !truth(t, ctx, "document.querySelector('main').contains(document.activeElement)") {
			t.Error("the Tab after it is not in the content")
		}
	})

	t.Run("what is folded opens and closes", func(t *testing.T) {
		for _, kind := range []string{"home", "activiteit-section", "activiteit-page"} {
			open(t, ctx, address+chosen(t, pages, kind).path)
			tabTo(t, ctx, step{kind + ": a folded part", "document.activeElement.matches('details > summary')"})
			for _, want := range []string{"open", "!open"} {
				press(t, ctx, "\r", false)
				if !truth(t, ctx, "document.activeElement.matches('summary')") {
					t.Fatalf("%s: the focus left the summary", kind)
				}
				if !truth(t, ctx, strings.Replace(want, "open", "document.activeElement.parentElement.open", 1)) {
					t.Errorf("%s: Enter does not make it %s", kind, want)
				}
			}
		}
	})

	t.Run("another language", func(t *testing.T) {
		open(t, ctx, address+"/")
		other := "e.hreflang && e.hreflang !== document.documentElement.lang && e.tagName === 'A'"
		if !truth(t, ctx, "[...document.querySelectorAll('a[hreflang]')].some(e => "+other+")") {
			t.Fatal("the site has one language")
		}
		tabTo(t, ctx, step{"choose a language", "(e => !!(" + other + "))(document.activeElement)"})
		press(t, ctx, "\r", true)
		if truth(t, ctx, "document.documentElement.lang === 'nl'") {
			t.Error("the page is still Dutch")
		}
	})

	t.Run("Tab goes through all of a page and out of it", func(t *testing.T) {
		for _, kind := range []string{"home", "activiteit-page"} {
			p := chosen(t, pages, kind)
			open(t, ctx, address+p.path)
			var order []string
			for range mostTabs {
				press(t, ctx, "\t", false)
				at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.activeElement === document.body ? '' : String([...document.querySelectorAll('*')].indexOf(document.activeElement))`))
				if err != nil {
					t.Fatal(err)
				}
				if at == "" || slices.Contains(order, at) {
					break
				}
				order = append(order, at)
			}
			all, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(() => { const all = [...document.querySelectorAll('*')];
				return all.filter(e => e.matches('a[href],button,input,select,textarea,summary') && e.tabIndex >= 0 && !e.disabled && e.checkVisibility({checkVisibilityCSS: true})).map(e => String(all.indexOf(e))) })()`))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(order, all) {
				t.Errorf("%s: Tab visits %d of %d, or in another order than the text", p, len(order), len(all))
			}
		}
	})
}

// Without scripts every task is done too, and nothing stands there that does not work.
func TestTasksWithoutJavaScript(t *testing.T) {
	public := samplePublic(t)
	pages := inventory(t, public)
	address := serve(t, public)
	ctx, cancel := context.WithTimeout(chromium(t), 2*time.Minute)
	defer cancel()
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	window(t, ctx, 360, 800)
	open(t, ctx, address+"/")
	for _, s := range tasks(t, pages) {
		link, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => {
			const e = [...document.querySelectorAll('a[href]')].find(e => { const u = new URL(e.href); return (e.checkVisibility() || e.closest('details')?.checkVisibility()) && `+s.target+` });
			return e ? e.href : '' })()`))
		if err != nil {
			t.Fatal(err)
		}
		if link == "" {
			t.Fatalf("%s: there is no link for it", s.name)
		}
		if s.name != "ask" {
			open(t, ctx, link)
		}
	}
	for _, p := range examples(inLanguage(pages, "nl")) {
		if p.kind == "ontwerp-page" {
			continue // its examples stand there without what they do
		}
		open(t, ctx, address+p.path)
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](lookScript)); err != nil {
			t.Fatal(err)
		}
		ask(t, ctx, "inert", p.String())
	}
}

func open(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if u, err := url.Parse(address); err != nil || u.Fragment != "" {
		// The page may be open already: without a load Navigate would wait for one.
		if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// truth asks the page a question in JavaScript.
func truth(t *testing.T, ctx context.Context, question string) bool {
	t.Helper()
	yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](question))
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return yes
}

// press presses a key; away waits for the page that it opens, or for the part of this page that it goes to.
func press(t *testing.T, ctx context.Context, key string, away bool) {
	t.Helper()
	if !away {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
			t.Fatal(err)
		}
		return
	}
	const arrived = "location.href === %q && document.readyState === 'complete'"
	to, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.activeElement.href"))
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(arrived, to))); err == nil && yes {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("Enter does not lead to %s", to)
}

// tabTo presses Tab until what a step needs has the focus, and opens on the way what hides it.
func tabTo(t *testing.T, ctx context.Context, s step) {
	t.Helper()
	there := s.target
	if strings.Contains(there, "u.") {
		there = "document.activeElement.tagName === 'A' && (u => " + s.target + ")(new URL(document.activeElement.href))"
	}
	// A folded part with what we look for in it is opened by Enter.
	folded := "document.activeElement.matches('summary') && !document.activeElement.parentElement.open && [...document.activeElement.parentElement.querySelectorAll('a[href]')].some(e => { const u = new URL(e.href); return " + s.target + " })"
	if strings.Contains(s.target, "activeElement") {
		folded = "document.activeElement.matches('summary') && !document.activeElement.parentElement.open && document.activeElement.parentElement.querySelector('a[hreflang]') !== null"
		if !strings.Contains(s.target, "hreflang") {
			folded = "false"
		}
	}
	const shown = `(() => { const e = document.activeElement; if (e === document.body) return true; const r = e.getBoundingClientRect();
		return r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth })()`
	for range mostTabs {
		press(t, ctx, "\t", false)
		if !truth(t, ctx, shown) {
			e, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.activeElement.outerHTML.slice(0, 200)"))
			t.Errorf("%s: what has focus is out of view: %s", s.name, e)
		}
		if truth(t, ctx, there) {
			return
		}
		if truth(t, ctx, folded) {
			press(t, ctx, "\r", false)
		}
	}
	where, _ := chromedp.Run(ctx, chromedp.Location())
	t.Fatalf("%s: not found with %d times Tab on %s", s.name, mostTabs, where)
}
