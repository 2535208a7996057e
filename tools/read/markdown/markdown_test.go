package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func dump(pages []*page.Page, notices []notice.Notice, err error) string {
	var b strings.Builder
	for _, p := range pages {
		text, err := p.Format()
		if err != nil {
			return err.Error()
		}
		b.Write(text)
	}
	for _, n := range notices {
		fmt.Fprintf(&b, "%s: %s %s\n", n.Level, n.Text, n.Hint)
	}
	if err != nil {
		fmt.Fprintln(&b, "refused:", err)
	}
	return b.String()
}

var photos = []page.File{{Name: "Appels plukken.jpg", Data: []byte("1")}, {Name: "peren.JPG", Data: []byte("2")}, {Name: "noten.png", Data: []byte("3")}}

func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := dump(Read(page.Source{Name: file, Data: data, Photos: photos}))
		golden := strings.TrimSuffix(file, ".md") + ".golden"
		if *update {
			os.WriteFile(golden, []byte(got), 0o644)
		}
		if want, _ := os.ReadFile(golden); got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
	}
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
