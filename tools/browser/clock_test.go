package browser

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// at makes pages believe that it is another moment.
func at(t *testing.T, ctx context.Context, now time.Time) {
	t.Helper()
	script := page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf("Date.now = () => %d", now.UnixMilli())}
	added, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, script)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		remove := page.RemoveScriptToEvaluateOnNewDocumentParams(added)
		if _, err := chromedp.Call(ctx, page.RemoveScriptToEvaluateOnNewDocument, remove); err != nil {
			t.Error(err)
		}
	})
}

// seen gives what a page says to who looks at it or hears it.
func seen(t *testing.T, ctx context.Context, url string) string {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return shown(t, ctx)
}

// shown is seen, of the page that is open.
func shown(t *testing.T, ctx context.Context) string {
	t.Helper()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(text), " ")
}

// A page that a phone kept for days shows nothing that is over.
func TestPains12AnOldPageShowsOnlyWhatIsToCome(t *testing.T) {
	public := buildSite(t, changed)
	address := serve(t, public)
	ctx := chromium(t)
	tests := []struct {
		page     string
		after    time.Duration // since the page was made
		has, not []string
	}{
		{"/zutphen/agenda/", 0, []string{"Code rood", "24 november 2026", "26 november 2026"}, []string{"Deze pagina is van"}},
		{"/zutphen/agenda/", 26 * time.Hour, []string{"Code rood", "26 november 2026"}, []string{"24 november 2026 9.30"}}, // the morning after, at 11.00
		{"/zutphen/agenda/", 14 * 24 * time.Hour, []string{"December 2026", "9 december 2026", "22 december 2026"}, []string{"Code rood", "November 2026", "1 december 2026 9.30", "Soep"}},
		{"/zutphen/agenda/", 60 * 24 * time.Hour, []string{"Deze pagina is van maandag 23 november 2026."}, []string{"December 2026", "Koffie"}},
		{"/", 14 * 24 * time.Hour, []string{"Deze pagina is van maandag 23 november 2026."}, []string{"Koffie", "Code rood"}},
		{"/zutphen/agenda/koffie/", 14 * 24 * time.Hour, []string{"Eerstvolgende keer Verplaatst woensdag 9 december 2026 10.00–11.30 uur"}, []string{"24 november 2026", "1 december 2026 9.30"}},
		{"/zutphen/agenda/soep/", 14 * 24 * time.Hour, []string{"Deze activiteit is geweest."}, []string{"26 november 2026"}},
		{"/lochem/agenda/wandeling/", 14 * 24 * time.Hour, []string{"Deze activiteit is geweest."}, []string{"Gaat niet door"}},
		{"/zutphen/inbedden/", 14 * 24 * time.Hour, []string{"9 december 2026"}, []string{"November 2026", "Code rood"}},
		{"/zutphen/agenda/maand/2026-12/", 14 * 24 * time.Hour, []string{"Verplaatst Koffie", "Nog niet zeker Koffie"}, []string{"Gaat niet door"}},
		{"/zutphen/agenda/archief/2026/", 14 * 24 * time.Hour, []string{"woensdag 11 november 2026"}, nil},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s after %v", test.page, test.after), func(t *testing.T) {
			at(t, ctx, built.Add(test.after))
			text := seen(t, ctx, address+test.page)
			for _, want := range test.has {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %s", want, text)
				}
			}
			for _, not := range test.not {
				if strings.Contains(text, not) {
					t.Errorf("still %q in %s", not, text)
				}
			}
		})
	}

	t.Run("coming back to an open page", func(t *testing.T) {
		at(t, ctx, built)
		if text := seen(t, ctx, address+"/zutphen/agenda/"); !strings.Contains(text, "Soep") {
			t.Fatalf("the soup is not there yet: %s", text)
		}
		for _, event := range []string{"dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))", "document.dispatchEvent(new Event('visibilitychange'))"} {
			later := fmt.Sprintf("document.querySelectorAll('[hidden]').forEach(e => e.hidden = false); Date.now = () => %d; %s", built.AddDate(0, 0, 7).UnixMilli(), event)
			if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](later)); err != nil {
				t.Fatal(err)
			}
			if text := shown(t, ctx); strings.Contains(text, "Soep") {
				t.Errorf("after %s the soup is still there", event)
			}
		}
	})

	t.Run("without JavaScript all is there", func(t *testing.T) {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
		text := seen(t, ctx, address+"/zutphen/agenda/")
		if !strings.Contains(text, "donderdag 26 november 2026") || strings.Contains(text, "Deze pagina is van") {
			t.Error(text)
		}
		if text := seen(t, ctx, address+"/zutphen/agenda/delen/"); strings.Contains(text, "Kopieer:") || !strings.Contains(text, "Voor WhatsApp") {
			t.Errorf("to share: %s", text)
		}
	})
}

var pdfPage = regexp.MustCompile(`/Type /Page\b[^s]`)

func TestSheetsForTheNoticeBoardAreA4(t *testing.T) {
	ctx := chromium(t)
	address := serve(t, buildSite(t, changed))
	yes := true
	for path, pages := range map[string]int{"/zutphen/agenda/afdrukken/2026-12/": 1, "/zutphen/agenda/afdrukken/winter-2026/": 1} {
		if err := chromedp.Do(ctx, chromedp.Navigate(address+path)); err != nil {
			t.Fatal(err)
		}
		pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, GenerateTaggedPDF: &yes})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(pdfPage.FindAll(pdf.Data, -1)); n != pages || !bytes.Contains(pdf.Data, []byte("/MediaBox [0 0 594.95")) {
			t.Errorf("%s: %d sheets, %s", path, n, regexp.MustCompile(`/MediaBox[^\n]*`).Find(pdf.Data))
		}
	}
}
