package prose

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

var longWord = regexp.MustCompile(`\p{L}{2,}`)

// FuzzPages checks that no word is lost, whatever is made of the text. The input is that of typed; a line of - begins a table.
func FuzzPages(f *testing.F) {
	f.Add("=titel\n!Kop een\n• een\n• twee\n1. aa\n2. bb/- cc/- dd\n!Kop twee\nslot")
	f.Add("20:GROTE LETTERS\ntekst\n---\nNaam | Voor wie | Wanneer\nKoffie | ouders | dinsdag\nThee | iedereen | vrijdag")
	f.Add("---\nNaam | Koffie\nVoor wie | ouders\nWaar | thuis/ergens")
	f.Fuzz(func(t *testing.T, in string) {
		if strings.Contains(in, "foto") || strings.Contains(in, "\\") || len(in) > 10_000 {
			return
		}
		text, tables, _ := strings.Cut(in, "\n---\n")
		var b Builder
		for _, p := range typed(text) {
			b.Paragraph(p)
		}
		if tables != "" {
			tabled(&b, tables)
		}
		start := time.Now()
		pages, notices, err := b.Pages(page.Source{Name: "bestand.docx"})
		if d := time.Since(start); d > 30*time.Second {
			t.Error("takes", d)
		}
		if err != nil || len(notices) > 0 {
			return
		}
		got := ""
		for _, p := range pages {
			text, _ := p.Format()
			got += strings.ReplaceAll(string(text), "\\", "")
		}
		got = strings.ToLower(strings.Join(strings.Fields(got), ""))
		for _, w := range longWord.FindAllString(clean(in), -1) {
			if !strings.Contains(got, strings.ToLower(w)) && pages[0].Initiative == nil && pages[0].Activity == nil {
				t.Errorf("%q is lost in %q", w, got)
			}
		}
	})
}
