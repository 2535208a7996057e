package html

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

// beside are the pictures in the folder that a browser saves beside a page.
var beside = []page.File{{Name: "pan.jpg", Data: []byte("\xff\xd8 pan")}, {Name: "image001.jpg", Data: []byte("\xff\xd8 fiets")},
	{Name: "images/image1.png", Data: []byte("\x89PNG bad")}, {Name: "pompoen.jpg", Data: []byte("\xff\xd8 pompoen")}}

func TestGolden(t *testing.T) {
	for _, pattern := range []string{"testdata/*.html", "testdata/*.mht"} {
		readtest.Golden(t, pattern, func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
			return Read(page.Source{Name: file, Data: data, Photos: beside})
		})
	}
}

// read reads a page with this in its head and body.
func read(head, body string) ([]*page.Page, []notice.Notice, error) {
	return Read(page.Source{Name: "bewaard.html", Data: []byte("<!DOCTYPE html><html><head>" + head + "</head><body>" + body + "</body></html>")})
}

const story = "<p>Het begon met een vierkante meter achter de schuur, en nu staat er een pompoen die zwaarder is dan de hond.</p>"

func TestTitle(t *testing.T) {
	for in, want := range map[[2]string]string{
		{"<title>De moestuin | Buurtkrant</title>", "<h1>De moestuin</h1>"}:                                                                "De moestuin",
		{"<title>De moestuin | Buurtkrant</title>", ""}:                                                                                    "De moestuin",
		{"<title>Buurtkrant: wonen - De moestuin</title>", "<p><b>De moestuin</b></p>"}:                                                    "De moestuin",
		{"<title>Buurtkrant | De moestuin</title><meta property=og:site_name content=Buurtkrant>", ""}:                                     "De moestuin",
		{"<title>Koken – voor twee</title><meta property=og:site_name content=Buurtkrant>", ""}:                                            "Koken – voor twee",
		{"<title>x</title><meta property=og:title content='De moestuin - Buurtkrant'><meta property=og:site_name content=Buurtkrant>", ""}: "De moestuin",
		{"", "<header><h1>De moestuin</h1></header>"}:                                                                                      "De moestuin",
		{"<title>De moestuin</title>", "<header><h1>Buurtkrant</h1></header><h2>De moestuin</h2>"}:                                         "De moestuin",
		{"", ""}: "Bewaard",
	} {
		pages, _, err := read(in[0], in[1]+story)
		if err != nil || pages[0].Title != want || strings.Contains(pages[0].Body+pages[0].Summary, want) || !strings.HasPrefix(pages[0].Body, "Het begon") {
			t.Errorf("%v: %s", in, readtest.Dump(pages, nil, err))
		}
	}
}

func TestAbout(t *testing.T) {
	for in, want := range map[string]string{
		"<meta property=article:published_time content=2026-07-01T22:30:00Z>":                                              "2026-07-02",
		"<meta name=DCTERMS.issued content=2026-07-01><meta property=article:published_time content=2026-07-03>":           "2026-07-03",
		`<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2026-07-01T10:00:00+0200"}]</script>`: "2026-07-01",
		"<script type=application/ld+json>{oeps</script>":                                                                  "",
		"<body><time datetime=2026-07-01>vorige week</time>":                                                               "2026-07-01",
		"<body><time datetime=2026-07-01>a</time><time class=entry-date datetime=2026-07-02>b</time>":                      "2026-07-02",
		"<body><time datetime=2026-07-01>a</time><time datetime=2026-07-02>b</time>":                                       "",
		"<meta name=dcterms.issued content='vorige week'>":                                                                 "",
	} {
		if pages, _, err := read(in, story); err != nil || pages[0].Announced != want {
			t.Errorf("%s: %s", in, readtest.Dump(pages, nil, err))
		}
	}
	for description, want := range map[string]string{
		"Een moestuin brengt de buurt bij elkaar.":                   "Een moestuin brengt de buurt bij elkaar.",
		"Het begon met een vierkante meter achter de schuur, en nu…": "", "Welkom": "",
	} {
		if pages, _, err := read(`<meta name="description" content="`+description+`">`, story); err != nil || pages[0].Summary != want {
			t.Errorf("%s: %s", description, readtest.Dump(pages, nil, err))
		}
	}
}

func TestCharset(t *testing.T) {
	for name, data := range map[string]string{
		"utf-8":              "<p>café € 5",
		"utf-8, says latin1": "<meta charset=iso-8859-1><p>café € 5",
		"mark":               "\xef\xbb\xbf<p>café € 5",
		"windows-1252":       "<p>caf\xe9 \x80 5",
		"iso-8859-15":        `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"><p>caf` + "\xe9 \xa4 5",
		"utf-16":             "\xff\xfe<\x00p\x00>\x00c\x00a\x00f\x00\xe9\x00 \x00\xac\x20 \x005\x00",
	} {
		if pages, _, err := Read(page.Source{Name: "x.html", Data: []byte(data)}); err != nil || pages[0].Body != "café € 5" {
			t.Errorf("%s: %s", name, readtest.Dump(pages, nil, err))
		}
	}
	if _, _, err := Read(page.Source{Name: "x.html", Data: []byte("\x00\x01\x02\x03\x00\x00")}); err == nil || !strings.Contains(err.Error(), "geen webpagina") {
		t.Error(err)
	}
}

// No sentence of a story may be lost, however the page is built around it.
func TestNothingIsLost(t *testing.T) {
	var text string
	for i := range 30 {
		text += fmt.Sprintf("<p>Zin nummer %d gaat over de soep, de buren en het weer van die dag.</p>", i)
	}
	half := strings.Index(text, "<p>Zin nummer 15")
	menu := strings.Repeat(`<li><a href="/x">Een lange naam van een pagina in het menu</a></li>`, 60)
	for name, body := range map[string]string{
		"bare":     text,
		"div":      `<div id="menu"><ul>` + menu + `</ul></div><div class="tekst">` + text + `</div>`,
		"sections": `<ul>` + menu + `</ul><section>` + text[:half] + `</section><section>` + text[half:] + `</section>`,
		"cards":    strings.ReplaceAll(strings.ReplaceAll(text, "<p>", "<article><p>"), "</p>", "</p></article>"),
		"odd name": `<div class="menu comments author">` + text + `</div>`,
		"main":     `<nav>` + menu + `</nav><main><p>Vooraf.</p><article>` + text + `</article></main><footer>Einde</footer>`,
		"cells":    `<table><tr><td>` + menu + `<td>` + text + `</table>`,
	} {
		pages, _, err := read("", body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range 30 {
			if !strings.Contains(pages[0].Body, fmt.Sprintf("Zin nummer %d gaat", i)) {
				t.Errorf("%s: sentence %d is lost", name, i)
			}
		}
		if strings.Contains(pages[0].Body, "Einde") {
			t.Errorf("%s: the footer is there", name)
		}
	}
}

func TestNasty(t *testing.T) {
	sentence := "Een lange zin met komma's, en nog wat meer woorden, zodat het telt als tekst. "
	mht := "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
	for name, data := range map[string]string{
		"elements": strings.Repeat("<div>"+sentence+"</div>", maxReadable/2),
		"deep":     strings.Repeat("<div>", 480) + strings.Repeat("<p>"+sentence+"</p>", 2_000),
		"breaks":   strings.Repeat("x<br><br>", 3_000),
		"bold":     "<title>" + strings.Repeat("a ", 1e5) + "</title>" + strings.Repeat("<p><b>"+sentence+"</b>", 2_000),
		"names":    `<div class="` + strings.Repeat("menu-x ", 1e5) + `">x</div>` + sentence,
		"json":     "<script type=application/ld+json>" + strings.Repeat("[", 1e6) + "</script>" + sentence,
		"title":    "<title>" + strings.Repeat("a - b ", 1e5) + "</title>" + sentence,
		"parts":    mht + strings.Repeat("--x\n\nx\n", maxParts+1),
		"archives": mht + strings.Repeat("--x\nContent-Type: multipart/related; boundary=x\n\n", 1_000),
	} {
		begin := time.Now()
		_, _, err := Read(page.Source{Name: "x.html", Data: []byte(data)})
		if took := time.Since(begin); took > 30*time.Second || (err != nil) != strings.HasPrefix(data, mht) {
			t.Errorf("%s: %v, %v", name, took, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/*.html", "testdata/*.mht"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, _ := os.ReadFile(file)
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, _, err := Read(page.Source{Name: "x.html", Data: data, Photos: beside})
		if err == nil && (len(pages) != 1 || pages[0].Title == "" || len(pages[0].Body) > 1000+100*len(data)) {
			t.Error("no page and no refusal")
		}
	})
}
