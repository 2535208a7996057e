package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A page on which everything is wrong. What looks at the pages of the site finds it all.
func TestTheTestsFindWhatIsWrong(t *testing.T) {
	scripts := axeScript(t) + "\n" + lookScript
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	address := compressed(t, "testdata/fout")
	finds := func(what string, got []string, want ...string) {
		t.Helper()
		for _, w := range want {
			if !strings.Contains(strings.Join(got, "\n"), w) {
				t.Errorf("%s does not find %q but %q", what, w, got)
			}
		}
	}
	finds("gates", gates(t, ctx, address, "/"), "moves while the page comes in", "later.css is known only after", "left a cookie: fout", "left in localStorage: fout")

	window(t, ctx, 1280, 900)
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"/"), chromedp.Evaluate[chromedp.Void](scripts)); err != nil {
		t.Fatal(err)
	}
	finds("checked", answers(t, ctx, "checked"), "axe color-contrast")
	finds("cutOff", answers(t, ctx, "cutOff"), "wider than the screen", "cut off by <p class=\"smal\"")
	if got := strings.Join(answers(t, ctx, "cutOff"), "\n"); strings.Contains(got, "krap") {
		t.Errorf("the line that fits does not: %s", got)
	}
	finds("spaced", answers(t, ctx, "spaced"), "cut off by <p class=\"krap\"")
	finds("pictures", answers(t, ctx, "pictures"), "no picture: "+address+"/weg.png")
	finds("plain", answers(t, ctx, "plain"), "before the h1: <h2>", "does not skip")
	finds("inert", answers(t, ctx, "inert"), "does nothing without JavaScript: <button")
	answers(t, ctx, "fill")
	media(t, ctx, "prefers-color-scheme", "dark")
	finds("coloured", answers(t, ctx, "coloured"), `class="donker"`)
	media(t, ctx, "prefers-reduced-motion", "reduce")
	finds("moves", answers(t, ctx, "moves"), `<p class="draait"`)
	press(t, ctx, "\t", false)
	finds("focus", answers(t, ctx, "focus"), `nothing shows the focus of <button class="stil"`)
	media(t, ctx, "forced-colors", "active")
	finds("borders", answers(t, ctx, "borders"), `no border with forced colours: <a class="vlak"`)
}
