package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

var photos = []page.File{{Name: "Appels plukken.jpg", Data: []byte("1")}, {Name: "peren.JPG", Data: []byte("2")}, {Name: "noten.png", Data: []byte("3")}}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.md", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: file, Data: data, Photos: photos})
	})
}

func TestBody(t *testing.T) {
	for in, want := range map[string]string{
		"# Titel\n\ntekst":                              "tekst",
		"Titel\n=====\n\ntekst\n\nKop\n---\n\nx":        "tekst\n\n## Kop\n\nx",
		"# Titel\n\n### Diep\n\n#### Dieper":            "## Diep\n\n### Dieper",
		"tekst\n\n## Kop ##\n\n# Titel":                 "tekst\n\n## Kop ##",
		"```\n# geen kop\n![x](a.jpg)\n```":             "```\n# geen kop\n![x](a.jpg)\n```",
		"`![x](a.jpg)` en ![y](peren.jpg)":              "`![x](a.jpg)` en ![y](foto-1)",
		"![a [b] c](<Appels plukken.jpg> \"bij\")":      "![a \\[b\\] c](foto-1)",
		"![](foto/Appels%20plukken.jpg) ![](peren.jpg)": "![](foto-1) ![](foto-2)",
		"![x][ref]\n\n[ref]: noten.png":                 "![x](foto-1)\n\n[ref]: noten.png",
		"[![x](noten.png)](https://x.nl)":               "[![x](foto-1)](https://x.nl)",
		"een<br>twee <b>vet</b>":                        "een\\\ntwee vet",
		"<script>\nalert(1)\n</script>\n\ntekst":        "tekst",
		"<div>\n<p>a & b</p>\n</div>\n\ntekst":          "a & b\n\ntekst",
		"<!-- stil -->\n\ntekst":                        "tekst",
		"geen markup * of _ x":                          "geen markup * of _ x",
	} {
		pages, _, err := Read(page.Source{Name: "x.md", Data: []byte(in), Photos: photos})
		if err != nil || pages[0].Body != want {
			t.Errorf("%q: %q, %v; want %q", in, pages[0].Body, err, want)
		}
	}
}

func TestFrontMatterDoesNotSteerTheSite(t *testing.T) {
	text := "---\ntitle: x\nURL: /\nlayout: y\nCascade: {a: b}\nExpiryDate: 2020-01-01\nkleur: rood\ntags: [a]\nslug: ../Soep!\n" +
		"aliases: [/zutphen/soep/, /, /../x, //elders.nl, 'https://elders.nl', /a/./b, x]\n---\ntekst"
	pages, notices, err := Read(page.Source{Name: "x.md", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	p := pages[0]
	if got, want := fmt.Sprint(p.Extra, p.Slug, p.Aliases), "[{kleur rood} {tags [a]}]soep[/zutphen/soep/]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(notices) != 7 || !strings.Contains(notices[0].Text, "URL, layout, Cascade, ExpiryDate") {
		t.Error(notices)
	}
}

func TestDatesOfFrontMatter(t *testing.T) {
	text := "---\naangekondigd: 1-10-2026\nbijgewerkt: 1 okt 2026\npubliceren: %s\nverloopt: 2026-12-01T09:30\nverwijderen_na: ooit\n---\ntekst"
	for in, want := range map[string]string{
		"di 1 dec. 2026": "2026-10-01 2026-10-01 2026-12-01 2026-12-01T09:30  false 1",
		"morgen":         "2026-10-01 2026-10-01  2026-12-01T09:30  true 2",
	} {
		pages, notices, err := Read(page.Source{Name: "x.md", Data: fmt.Appendf(nil, text, in)})
		if err != nil {
			t.Fatal(err)
		}
		p := pages[0]
		if got := fmt.Sprint(p.Announced, " ", p.Updated, " ", p.Publish, " ", p.Expires, " ", p.DeleteAfter, " ", p.Draft, " ", len(notices)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		for _, n := range notices {
			if n.Level != notice.Question || !strings.Contains(n.Text, ": ooit’") && !strings.Contains(n.Text, ": morgen’") {
				t.Error(n)
			}
		}
	}
}

// Text on which goldmark takes minutes.
func TestBounds(t *testing.T) {
	for in, want := range map[string]string{
		strings.Repeat("*a_ ", 200_000):                          "te veel tekens als * en _",
		strings.Repeat("tekst\n\n", MaxSize/7+1):                 "groter dan 1 MB",
		"---\ntitle: " + strings.Repeat("[", 20_000) + "\n---\n": "te veel lijsten",
	} {
		begin := time.Now()
		_, _, err := Read(page.Source{Name: "x.md", Data: []byte(in)})
		if err == nil || !strings.Contains(err.Error(), want) || notice.From(err, "").Hint == "" {
			t.Errorf("%.20q: %v", in, err)
		}
		if took := time.Since(begin); took > 200*time.Millisecond {
			t.Errorf("%.20q: %v", in, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, s string) {
		pages, _, err := Read(page.Source{Name: "x.md", Data: []byte(s), Photos: photos})
		if err == nil && (len(pages) != 1 || pages[0].Title == "") {
			t.Error("no page and no refusal")
		}
	})
}
