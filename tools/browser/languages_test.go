package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The menu of languages leads to the same page, or to the nearest that there is.
func TestLanguageMenu(t *testing.T) {
	ctx := chromium(t)
	address := serve(t, samplePublic(t))
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"/")); err != nil { // starts the browser for all that follows
		t.Fatal(err)
	}
	checkMenu(t, ctx, address)
}

// menu is what one sees of the menu of languages after pressing Enter on it.
type menu struct {
	Names  []string `json:"names"`
	Small  []string `json:"small"`
	Hidden []string `json:"hidden"`
	Mirror bool     `json:"mirror"`
}

// checkMenu goes from an activity to the same one in Arabic, with the keyboard alone, and from a story to the list of stories.
func checkMenu(t *testing.T, parent context.Context, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(parent, 30*time.Second)
	defer cancel()
	open := func(path string) menu {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 800), chromedp.Navigate(address+path)); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector('.talen summary').focus(), true`)); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\r")); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[menu](`(() => {
			const all = [...document.querySelectorAll('.talen summary, .talen a')];
			const links = all.slice(1);
			const top = (a) => { const r = a.getBoundingClientRect(); return document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2) === a; };
			return {
				names: links.map(a => a.lang + ' ' + a.textContent),
				small: all.filter(a => a.getBoundingClientRect().height < 46).map(a => a.textContent),
				hidden: links.filter(a => !top(a)).map(a => a.textContent),
				mirror: document.querySelector('.talen').getBoundingClientRect().left < 180,
			};
		})()`))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	follow := func(language string) string {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector('.talen a[lang=`+language+`]').focus(), true`)); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\r")); err != nil {
			t.Fatal(err)
		}
		for range 50 {
			path, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname`))
			if err == nil && strings.HasPrefix(path, "/"+language+"/") {
				return path
			}
			time.Sleep(50 * time.Millisecond)
		}
		return ""
	}

	got := open("/lochem/agenda/koffie-en-kleuters/")
	want := "nl Nederlands, en English, uk Українська, ar العربية, tr Türkçe, pl Polski"
	if strings.Join(got.Names, ", ") != want || len(got.Small)+len(got.Hidden) > 0 || got.Mirror {
		t.Errorf("the menu: %+v", got)
	}
	if path := follow("ar"); path != "/ar/lochem/agenda/koffie-en-kleuters/" {
		t.Errorf("to Arabic: %s", path)
	}
	if got := open("/ar/lochem/"); !got.Mirror || len(got.Small)+len(got.Hidden) > 0 {
		t.Errorf("the menu in Arabic: %+v", got)
	}
	open("/zutphen/verhalen/soep-voor-zestien/")
	if path := follow("pl"); path != "/pl/zutphen/verhalen/" {
		t.Errorf("from a story to Polish: %s", path)
	}
}
