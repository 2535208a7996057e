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
	for _, pattern := range []string{"testdata/*.md", "testdata/*.txt"} {
		readtest.Golden(t, pattern, func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
			return Read(page.Source{Name: file, Data: data, Photos: photos})
		})
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

func TestFrontMatterDoesNotSteerTheSite(t *testing.T) {
	text := "---\ntitle: x\nURL: /\nlayout: y\nCascade: {a: b}\nExpiryDate: 2020-01-01\nkleur: rood\ntags: [a]\nslug: ../Soep!\n" +
		"aliases: [/zutphen/soep/, /, /../x, //elders.nl, 'https://elders.nl', /a/./b, x]\n---\ntekst"
	pages, notices, err := Read(page.Source{Name: "x.md", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	p := pages[0]
	if got, want := fmt.Sprint(p.Extra, " ", p.Slug, p.Aliases, p.Expires), "[{kleur rood} {themas [a]}] soep[/zutphen/soep/]2020-01-01"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(notices) != 7 || !strings.Contains(notices[0].Text, "URL, layout, Cascade.") {
		t.Error(notices)
	}
}

func TestForeignKeys(t *testing.T) {
	for in, want := range map[string]string{
		"published: false":                                                  "draft",
		"published: true\ndraft: false":                                     "",
		"publishDate: 2027-01-01T00:00:00+01:00":                            "publiceren 2027-01-01T00:00",
		"publishDate: ooit":                                                 "draft question",
		"published: 1 mei 2027":                                             "publiceren 2027-05-01",
		"publiceren: 2027-01-01\npublishDate: 2026-01-01":                   "publiceren 2027-01-01 warning",
		"date: 2026-10-14 09:30:00 +0200":                                   "aangekondigd 2026-10-14",
		"Date: 14-10-2026":                                                  "aangekondigd 2026-10-14",
		"aangekondigd: 2026-10-01\ndate: 2026-01-01":                        "aangekondigd 2026-10-01 warning",
		"soort: activiteit\nbegin: 2026-10-10\ndate: 2026-10-10":            "warning",
		"description: |\n  een\n  twee\nsummary: drie":                      "samenvatting een twee {summary drie}",
		"samenvatting: a\ndescription: b":                                   "samenvatting a {description b}",
		"soort: verhaal\ntags: kijk, buiten":                                "themas kijk buiten",
		"soort: verhaal\ntags: [kijk, '#buiten', 3]\ncategories: [Zutphen]": "themas kijk buiten {categories [Zutphen]} places Zutphen",
		"soort: verhaal\nthemas: [vraag]\ntags: [kijk]":                     "themas vraag {tags [kijk]}",
		"categories: Zutphen":                                               "{themas [Zutphen]} places Zutphen",
		"soort: initiatief\ntags: [a]":                                      "{tags [a]}",
		"tags: {a: b}\nauthor: de school":                                   "{tags map[a:b]} {author de school}",
	} {
		pages, notices, err := Read(page.Source{Name: "x.md", Data: []byte("---\n" + in + "\n---\ntekst")})
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		p := pages[0]
		var got []string
		say := func(label, value string) {
			if value != "" {
				got = append(got, strings.TrimSpace(label+" "+value))
			}
		}
		say("aangekondigd", p.Announced)
		say("publiceren", p.Publish)
		say("samenvatting", p.Summary)
		if p.Story != nil {
			say("themas", strings.Join(p.Story.Themes, " "))
		}
		if p.Draft {
			say("", "draft")
		}
		for _, item := range p.Extra {
			say("", fmt.Sprint(item))
		}
		say("places", strings.Join(p.Places, " "))
		for _, n := range notices {
			say("", string(n.Level))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q, want %q", in, s, want)
		}
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
		strings.Repeat("*a_ ", 200_000):                                                     "te veel tekens als * en _",
		strings.Repeat("tekst\n\n", MaxSize/7+1):                                            "groter dan 1 MB",
		"---\ntitle: " + strings.Repeat("[", 20_000) + "\n---\n":                            "te veel lijsten",
		"+++\na = " + strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000) + "\n+++\n": "klopt niet (regel 2)",
		"+++\n" + strings.Repeat("a.", 5_000) + "a = 1\n+++\n":                              "te veel lijsten",
		"+++\n" + strings.Repeat("[[a]]\n", 9_000) + "b = 1\n+++\n":                         "te veel gegevens",
		"+++\na = '" + strings.Repeat("a", page.MaxFrontMatter) + "'\n+++\n":                "groter dan 64 kB",
		"+++\na = nan\n+++\n": "een getal is niet te lezen",
		"{\"a\": " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}":   "te veel lijsten",
		"{\"a\": " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}": "klopt niet",
		"{\"a\": \"" + strings.Repeat("a", page.MaxFrontMatter) + "\"}":              "groter dan 64 kB",
		"{\"a\": 1": "klopt niet",
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
	files, _ := filepath.Glob("testdata/*.[mt]*")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data), strings.HasSuffix(file, ".txt"))
	}
	f.Fuzz(func(t *testing.T, s string, txt bool) {
		name := "x.md"
		if txt {
			name = "x.txt"
		}
		begin := time.Now()
		pages, _, err := Read(page.Source{Name: name, Data: []byte(s), Photos: photos})
		if err == nil && (len(pages) != 1 || pages[0].Title == "") {
			t.Error("no page and no refusal")
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("takes %v", took)
		}
	})
}

func TestTableOfActivities(t *testing.T) {
	const rows = "| Datum | Tijd | Activiteit | Waar |\n|---|---|:-:|---|\n| 9 oktober 2026 | 10-11 | **Taart** | Kerk |\n| do 15 | n.t.b. | Soep | Kerk |\n"
	for name, c := range map[string]struct{ src, text, want string }{
		"agenda":       {"zutphen/agenda/m.md", "# Agenda oktober 2026\n\n" + rows, "Taart 2026-10-09T10:00;Soep 2026-10-15;1"},
		"typed":        {"zutphen/agenda/m.txt", "Oktober 2026\n\n" + rows, "Taart 2026-10-09T10:00;Soep 2026-10-15;2"},
		"and a list":   {"zutphen/agenda/m.md", "# Oktober 2026\n\n- wo 7 oktober 2026: Koffie in het Huis voor wie wil, en ook voor wie dat niet wil of niet kan.\n\n" + rows, "Taart 2026-10-09T10:00;Soep 2026-10-15;2"},
		"a story":      {"zutphen/verhalen/m.md", rows, "M;0"},
		"one activity": {"zutphen/agenda/m.md", "---\ntitle: Soep\nsoort: activiteit\nbegin: 2026-10-15\n---\n" + rows, "Soep 2026-10-15;0"},
	} {
		pages, notices, err := Read(page.Source{Name: c.src, Data: []byte(c.text)})
		got := ""
		for _, p := range pages {
			if got += p.Title; p.Activity != nil {
				got += " " + p.Activity.Begin.String()
			}
			got += ";"
		}
		if got += fmt.Sprint(len(notices)); err != nil || got != c.want {
			t.Errorf("%s: %s, want %s; %v %v", name, got, c.want, notices, err)
		}
	}
}
