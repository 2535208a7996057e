package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// want is what a tab is to show.
type want struct {
	Selector string `json:"selector"`
	Text     string `json:"text,omitempty"`     // in the element
	Pictures int    `json:"pictures,omitempty"` // in the element, that have come
	Style    string `json:"style,omitempty"`    // property of the element
	Value    string `json:"value,omitempty"`    // that it has
}

// look runs in every document, before all other scripts. What is wanted is in the tab's storage, so that it outlives the document. It looks
// after each change of the document, and every 4 ms, because pictures and stylesheets change no element. The moment is that of the
// clock of the machine, in milliseconds.
const look = `(() => {
  if (window !== top) return;
  const look = () => {
    let want;
    try { want = JSON.parse(sessionStorage.getItem('bench')); } catch { return; }
    const element = want && document.querySelector(want.selector);
    if (!element) return;
    if (want.text && !element.textContent.includes(want.text)) return;
    if (want.pictures && [...element.querySelectorAll('img')].filter((i) => i.complete && i.naturalWidth > 0).length < want.pictures) return;
    if (want.style && getComputedStyle(element).getPropertyValue(want.style) !== want.value) return;
    sessionStorage.removeItem('bench');
    benchSeen(String(Date.now()));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  setInterval(look, 4);
})()`

// tab is a tab of Chromium that stands on a page of one server.
type tab struct {
	ctx  context.Context
	seen chan time.Time
}

// startChromium starts a browser, which ends with ctx.
func startChromium(ctx context.Context) (context.Context, error) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		return nil, fmt.Errorf("this needs Chromium: %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.ExecPath(program), chromedp.WindowSize(1280, 900),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, _ = chromedp.NewExecAllocator(ctx, options...)
	ctx, _ = chromedp.NewContext(ctx)
	return ctx, chromedp.Do(ctx)
}

// newTab opens a tab in a window of its own, that shares nothing with others.
func newTab(browser context.Context) (*tab, error) {
	t := &tab{seen: make(chan time.Time, 1)}
	t.ctx, _ = chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	err := chromedp.Do(t.ctx)
	if err != nil {
		return nil, err
	}
	if err := chromedp.Listen(t.ctx, func(ev any) {
		var at int64
		if e, ok := ev.(*runtime.EventBindingCalled); ok && e.Name == "benchSeen" && json.Unmarshal([]byte(e.Payload), &at) == nil {
			t.seen <- time.UnixMilli(at)
		}
	}); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(t.ctx, runtime.AddBinding, runtime.AddBindingParams{Name: "benchSeen"}); err != nil {
		return nil, err
	}
	_, err = chromedp.Call(t.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: look})
	return t, err
}

// open goes to a page. It does not follow what is saved elsewhere: some changes are to be seen on this page and not on their own.
func (t *tab) open(url string) error {
	return chromedp.Do(t.ctx, chromedp.Navigate(url), t.run(`localStorage.setItem('opladers-volg', 'false')`), chromedp.Navigate(url))
}

// height makes the window so high: pictures far below it do not come.
func (t *tab) height(pixels int64) error {
	return chromedp.Do(t.ctx, chromedp.EmulateViewport(1280, pixels))
}

func (t *tab) run(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](script)
}

// measure makes a change and says after how long the tab shows it: limit when it does not, and shown is false.
func (t *tab) measure(w want, limit time.Duration, change func() error) (took time.Duration, shown bool, err error) {
	data, err := json.Marshal(w)
	if err != nil {
		return 0, false, err
	}
	if err := chromedp.Do(t.ctx, t.run(fmt.Sprintf("sessionStorage.setItem('bench', %q)", data))); err != nil {
		return 0, false, err
	}
	start := time.Now()
	if err := change(); err != nil {
		return 0, false, err
	}
	select {
	case at := <-t.seen:
		return at.Sub(start), true, nil
	case <-time.After(limit):
		return limit, false, chromedp.Do(t.ctx, t.run("sessionStorage.removeItem('bench')"))
	case <-t.ctx.Done():
		return 0, false, t.ctx.Err()
	}
}
