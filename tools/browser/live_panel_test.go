package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/live"
	"mijnopladers.nl/opladers/tools/notice"
)

func TestFindingsBesideThePage(t *testing.T) {
	e := editing(t)
	for _, width := range []int64{360, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
			defer cancel()
			window(t, ctx, width, 700)
			e.set(func(s *live.State) { s.Findings = map[string][]rule.Finding{} })
			e.open(ctx, story)
			soon(t, ctx, "all is well", badge+".innerText.includes('Alles goed')")
			e.set(func(s *live.State) {
				long := rule.Of("lange-zin", 14, "Deze zin heeft 31 woorden.", "Maak er twee zinnen van.")
				alt := rule.Of("alt-ontbreekt", 9, "De foto heeft geen beschrijving.", "Schrijf wat erop staat.")
				long.File, alt.File = s.Files[story], s.Files[story]
				s.Findings = map[string][]rule.Finding{s.Files[story]: {long, alt}, s.Files[soup]: {long}}
				s.Titles = map[string]string{soup: "Soep"}
			})
			soon(t, ctx, "the count", badge+".innerText.includes('2 punten')")

			// By keyboard: the button is the last of the page, so it is one step back from its start.
			value[bool](t, ctx, badge+".focus(), true")
			keys(t, ctx, kb.Enter)
			text := strings.ReplaceAll(value[string](t, ctx, panel+".innerText"), "\u00a0", " ")
			for _, want := range []string{"Fout. De foto heeft geen beschrijving.", "Schrijf wat erop staat.", "Deze pagina staat in content/zutphen/verhalen/fietsen/index.md.", "\nindex.md, regel 9", "Tip. Deze zin heeft 31 woorden.", "1 punt op 1 andere plek", "Ga naar wat ik bewaar"} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %q", want, text)
				}
			}
			var steps []string
			for range 6 {
				keys(t, ctx, kb.Tab)
				steps = append(steps, value[string](t, ctx, "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).localName"))
			}
			if got := strings.Join(steps, " "); !strings.HasPrefix(got, "summary summary summary input") {
				t.Errorf("the steps of Tab are %s", got)
			}
			box := value[[]float64](t, ctx, "(({left, top, right, bottom}) => [left, top, innerWidth - right, innerHeight - bottom])("+panel+".getBoundingClientRect())")
			for _, edge := range box {
				if edge < 0 {
					t.Errorf("the panel is out of the window: %v", box)
				}
			}
			value[bool](t, ctx, panel+".querySelector('summary').click(), true")
			link := value[string](t, ctx, panel+".querySelector('details a').href")
			if want := e.url + "/_opladers/uitleg#alt-ontbreekt"; link != want {
				t.Errorf("the explanation is at %s", link)
			}

			if other := value[string](t, ctx, panel+".querySelector('.andere a').textContent"); other != "Soep" {
				t.Errorf("the other page is called %q", other)
			}

			// It stays open while its reader mends things one by one.
			e.save(story, "<h1>", fmt.Sprintf("<h1>Samen %d ", width))
			soon(t, ctx, "a new page with its panel", fmt.Sprintf("document.querySelector('h1').innerText.includes('Samen %d') && %s?.checkVisibility()", width, panel))
			value[bool](t, ctx, badge+".focus(), true")
			keys(t, ctx, kb.Escape)
			if value[bool](t, ctx, panel+".checkVisibility()") {
				t.Error("Escape leaves it open")
			}

			// In its corner it lies over nothing that leads on: not at the top of the page, and not at its end.
			for _, y := range []string{"0", "document.body.scrollHeight"} {
				covered := value[[]string](t, ctx, `new Promise((done) => {
					scrollTo(0, `+y+`);
					requestAnimationFrame(() => {
						const badge = `+badge+`.getBoundingClientRect();
						done([...document.querySelectorAll(':is(header, nav, footer) :is(a, summary, button)')].filter((e) => e.checkVisibility()).filter((e) => {
							const box = e.getBoundingClientRect();
							return box.left < badge.right && box.right > badge.left && box.top < badge.bottom && box.bottom > badge.top;
						}).map((e) => e.textContent.trim()));
					});
				})`)
				if len(covered) > 0 {
					t.Errorf("at %s it covers %q", y, covered)
				}
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(link)); err != nil {
				t.Fatal(err)
			}
			if !value[bool](t, ctx, "document.querySelector(':target')?.innerText === 'alt-ontbreekt' && document.documentElement.scrollWidth <= innerWidth") {
				t.Error("the explanation of the rule is not to be seen")
			}
		})
	}
}

// What is wrong with a sheet is told beside the pages that it made; of a source without a page, where all is told.
func TestFindingsOfSources(t *testing.T) {
	e := editing(t)
	ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	window(t, ctx, 360, 700)
	e.open(ctx, story)
	const sheet, letter = "inbox/zutphen/Agenda.xlsx", "inbox/zutphen/Brief.docx"
	e.set(func(s *live.State) {
		s.Sources = map[string]string{story: sheet}
		s.Findings = map[string][]rule.Finding{
			sheet:  {{Level: notice.Question, File: sheet, Line: 5, Text: "De tijd is niet te lezen.", Hint: "Schrijf de tijd als 9.30."}},
			letter: {{Level: notice.Error, File: letter, Text: "Dit bestand is niet heel.", Hint: "Bewaar het opnieuw."}},
		}
	})
	soon(t, ctx, "the count", badge+".innerText.includes('1 punt')")
	value[bool](t, ctx, badge+".click(), "+panel+".querySelectorAll('details').forEach((d) => { d.open = true; }), true")
	text := strings.ReplaceAll(value[string](t, ctx, panel+".innerText"), "\u00a0", " ")
	for _, want := range []string{"Vraag. De tijd is niet te lezen.", "Schrijf de tijd als 9.30.", sheet + ", regel 5", letter + " (1)", "Fout. Dit bestand is niet heel.", "Bewaar het opnieuw."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
	if value[bool](t, ctx, panel+".innerText.includes('Waarom?')") {
		t.Error("it explains a rule that there is not")
	}
}

// All that stands beside the page, in both schemes of colours and at both widths, is as accessible as the page.
func TestLiveIsAccessible(t *testing.T) {
	axe := axeScript(t)
	e := editing(t)
	long, alt := rule.Of("lange-zin", 14, "Deze zin heeft 31 woorden.", "Maak er twee zinnen van."), rule.Of("alt-ontbreekt", 9, "De foto heeft geen beschrijving.", "Schrijf wat erop staat.")
	e.set(func(s *live.State) {
		s.Marks = map[string]string{story: "Concept", soup: "Concept"}
		s.Findings = map[string][]rule.Finding{s.Files[story]: {long, alt}, s.Files[soup]: {long}, "public/feed.xml": {alt}}
	})
	const check = `axe.run({include: ['opladers-live', 'opladers-balk', '.opladers-merk']}, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
		.then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(', ')))`
	for _, width := range []int64{360, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(fmt.Sprint(width, " ", scheme), func(t *testing.T) {
				ctx, cancel := context.WithTimeout(chromium(t), time.Minute)
				defer cancel()
				window(t, ctx, width, 800)
				media(t, ctx, "prefers-color-scheme", scheme)
				e.open(ctx, story)
				e.save(soup, "<h1>", "<h1>O ")
				soon(t, ctx, "the note", note+"?.checkVisibility()")
				e.set(func(s *live.State) {
					s.Problem = &notice.Notice{Level: notice.Error, File: "config.toml", Line: 12, Text: "Er is een fout.", Hint: "Herstel haar."}
				})
				defer e.set(func(s *live.State) { s.Problem = nil })
				soon(t, ctx, "the problem", wrong+".checkVisibility()")
				if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
					t.Fatal(err)
				}
				for _, violation := range value[[]string](t, ctx, check) {
					t.Errorf("with the note: %s", violation)
				}
				value[bool](t, ctx, badge+".click(), "+panel+".querySelectorAll('details').forEach((d) => { d.open = true; }), true")
				for _, violation := range value[[]string](t, ctx, check) {
					t.Errorf("with the panel: %s", violation)
				}
				if value[bool](t, ctx, "document.documentElement.scrollWidth > innerWidth") {
					t.Error("the page is wider than the window")
				}
			})
		}
	}
}
