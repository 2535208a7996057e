package markup

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/prose"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// read makes a page of HTML. Every picture is there, except those that are called weg.
func read(source string) ([]*page.Page, []notice.Notice, error) {
	var b prose.Builder
	missing, err := Into(&b, source, Options{Picture: func(src string) (string, []byte, bool) {
		return Base(src), []byte("\xff\xd8" + src), !strings.Contains(src, "weg")
	}})
	if err != nil {
		return nil, nil, err
	}
	for _, src := range missing {
		b.Warn("ontbreekt: "+src, "")
	}
	p, notices, err := b.Page(page.Source{Name: "zonder titel.html"})
	if err != nil {
		return nil, notices, err
	}
	return []*page.Page{p}, notices, nil
}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.html", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) { return read(string(data)) })
}

func TestInline(t *testing.T) {
	for in, want := range map[string]string{
		"a <b>vet</b> c": "a **vet** c",
		"<b><p>een</p><p>twee</p></b><p>drie</p>":             "**een**\n\n**twee**\n\ndrie",
		`<span style="FONT-WEIGHT: 700">vet</span> c`:         "**vet** c",
		`<b style="font-weight:normal">niet vet</b> c`:        "niet vet c",
		"a<br>b<br><br>c<br>":                                 "a\\\nb\n\nc",
		"<div>a</div><div>b</div><div><br></div><div>c</div>": "a\n\nb\n\nc",
		`<div style="white-space:pre-wrap">a` + "\nb</div>":   "a\\\nb",
		"een\n twee&nbsp; drie":                               "een twee drie",
		`<a href="/gids/">de <b>gids</b></a>`:                 "[de **gids**](/gids/)",
		`<a href="gids.html">los</a>`:                         "los",
		`<a href="javascript:x">a</a>`:                        "a",
		`<a href=" HTTPS://voorbeeld.nl/a b(c)">a</a>`:        "[a](<HTTPS://voorbeeld.nl/a%20b(c)>)",
		`<a href="https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fvoorbeeld.nl%2Fa&data=x">a</a>`: "[a](https://voorbeeld.nl/a)",
		"<ul>los<ul><li>dieper</li></ul></ul>":                  "los\n\n- dieper",
		"<li>zonder lijst</li>":                                 "- zonder lijst",
		"<ul><li>a</li></ul><ul><li>b</li></ul>":                "- a\n\n* b",
		"<ul><li><h3>Kop</h3>tekst</li></ul>":                   "## Kop\n\ntekst",
		"<table><tr><td>a</td></tr><tr><td>b</td></tr></table>": "a\n\nb",
		"<ul><li>a<p>b</p></li></ul>":                           "- a\n\n  b",
		"<script>a</script>b<style>c</style>":                   "b",
	} {
		pages, _, err := read("<h1>Titel</h1><p>Eerst.</p>" + in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
		} else if got := strings.TrimPrefix(pages[0].Body, "Eerst.\n\n"); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestPictures(t *testing.T) {
	png := "\x89PNG" + strings.Repeat("x", minInside)
	code := base64.StdEncoding.EncodeToString([]byte(png))
	pages, notices, err := read(`<p>a<img src="data:image/png;base64,` + code[:40] + "\n" + code[40:] + `" alt="Een kist">` +
		`<img src="data:image/svg+xml;base64,AAAA" srcset="map/klein.jpg 300w, map/gro%20ot.jpg 900w"><img src="data:image/png;base64,???">`)
	if err != nil || len(notices) > 0 || len(pages[0].Photos) != 2 {
		t.Fatal(readtest.Dump(pages, notices, err))
	}
	if p := pages[0].Photos[0]; p.Name != "afbeelding-1.png" || string(p.Data) != png || p.Alt != "Een kist" {
		t.Errorf("%+v", p)
	}
	if p := pages[0].Photos[1]; p.Name != "klein.jpg" {
		t.Errorf("%+v", p)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"Koffie &amp; thee": "Koffie & thee", "<p>een</p><p>twee</p>": "een twee", "a<b>b</b>": "ab", "<style>x</style>y<br>z": "y z", "a &lt; b": "a < b", "": "",
	} {
		if got := Text(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// What would take a parser much time or memory is refused; the rest is read in time. The sizes make a square of them
// take minutes.
func TestNasty(t *testing.T) {
	var fonts strings.Builder
	for i := range 400 {
		fmt.Fprintf(&fonts, "<font id=%d>", i)
	}
	for name, c := range map[string]struct {
		html    string
		refused bool
	}{
		"signs":      {strings.Repeat("<", 4<<20), false},
		"unclosed":   {strings.Repeat("<b>", 1e5), true},
		"deep":       {strings.Repeat("<div>", 1e5), true},
		"reopened":   {fonts.String() + strings.Repeat("<p>x", 1e5), true},
		"attribute":  {`<p style="` + strings.Repeat("a:b;", 1<<19) + `" class="` + strings.Repeat("Mso ", 1<<18) + `">x`, false},
		"columns":    {"<table>" + strings.Repeat("<tr><td colspan=999999 rowspan=999999>x", 1e4), false},
		"paragraphs": {strings.Repeat("<div>", 250) + strings.Repeat("<p>x", 1e5), false},
		"too big":    {strings.Repeat("a", MaxSize+1), true},
	} {
		begin := time.Now()
		pages, _, err := read(c.html)
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if (err != nil) != c.refused || err == nil && len(pages[0].Body) > 2*len(c.html) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var unsafe = regexp.MustCompile(`(?i)(?:^|[^\\])\]\(<?\s*(?:javascript|vbscript|data|file):`)

func FuzzInto(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, source string) {
		pages, _, err := read(source)
		if err != nil {
			return
		}
		if body := pages[0].Body; unsafe.MatchString(body) || len(body) > 1000+100*len(source) {
			t.Errorf("%d bytes: %.200q", len(body), body)
		}
	})
}
