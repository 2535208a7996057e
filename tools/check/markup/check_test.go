package markup

import (
	"reflect"
	"strings"
	"testing"
)

func TestFacts(t *testing.T) {
	page := `<!doctype html>
<html lang="nl" dir="ltr">
<meta charset="utf-8">
<title>Koffie
  &amp; thee</title>
<meta name="description" content="Elke  dinsdag.">
<meta property="og:image" content="https://opladers.example/foto/a.jpg">
<link rel="canonical" href="https://opladers.example/koffie/">
<link rel="alternate" hreflang="nl" href="https://opladers.example/koffie/">
<link rel="alternate" hreflang="x-default" href="https://opladers.example/">
<link rel="stylesheet" href="/site.css">
<link rel="stylesheet" href="/papier.css" media="print">
<link rel="preload" href="/a.woff2" as="font" crossorigin>
<script src="/a.js" defer></script>
<main id="inhoud"><h1 id="kop">Koffie</h1>
<a href="/thee/?a=1&amp;b=2">Kom   <b>thee</b> drinken<span aria-hidden="true">!</span></a>
<picture>
<source media="(min-width: 40rem)" srcset="/breed.webp 1600w" sizes="100vw">
<source type="image/webp" srcset="/a-480.webp 480w, /a-660.webp 660w, /a-800.webp 800w" sizes="(min-width: 64rem) 60rem, calc(100vw - 2.5rem)">
<img src="/a.jpg" srcset="/a-480.jpg 480w" sizes="100vw" alt="Een kop">
</picture>
<img src="/b.jpg" alt="Een kan" loading="lazy">
<img src="/c.jpg" srcset="/c.jpg, /c-2.jpg 2x" alt="Een boom">
<p id="anders">a</p>
</main>`
	found, f := Check("a.html", []byte(page), site)
	if len(found) > 0 {
		t.Error(brief(found))
	}
	links := f.Links
	f.Links = nil
	want := Facts{
		Lang: "nl", Title: "Koffie & thee", Canonical: "https://opladers.example/koffie/", Description: "Elke dinsdag.",
		Alternates: map[string]string{"nl": "https://opladers.example/koffie/", "x-default": "https://opladers.example/"},
		IDs:        []string{"anders", "inhoud", "kop"},
		Loads:      []string{"/site.css", "/a.woff2", "/a.js", "/a-660.webp", "/c-2.jpg"},
		Bytes:      len(page),
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("have %+v\nwant %+v", f, want)
	}
	some := map[Ref]bool{
		{"meta og:image", "https://opladers.example/foto/a.jpg", 7, ""}: false,
		{"link href", "/papier.css", 12, "stylesheet"}:                  false,
		{"a href", "/thee/?a=1&b=2", 16, "Kom thee drinken"}:            false,
		{"source srcset", "/a-660.webp", 19, ""}:                        false,
		{"img src", "/b.jpg", 22, "Een kan"}:                            false,
		{"script src", "/a.js", 14, ""}:                                 false,
	}
	for _, l := range links {
		if _, ok := some[l]; ok {
			some[l] = true
		}
	}
	for l, there := range some {
		if !there {
			t.Errorf("%+v is not in %+v", l, links)
		}
	}
}

// Pages that are not for reading on the site need less.
func TestOtherPages(t *testing.T) {
	part := `<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="robots" content="noindex"><title>Nieuwsbrief</title>
<h1>Deze week</h1><p style="color: #000">Koffie</p>`
	alias := `<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="robots" content="noindex"><title>Verhuisd</title>
<link rel="canonical" href="https://opladers.example/b/"><meta http-equiv="refresh" content="0; url=https://opladers.example/b/"><p><a href="https://opladers.example/b/">Verder</a>`
	for page, want := range map[string][3]bool{part: {true, false, true}, alias: {true, true, false}, wholePage("", ""): {}} {
		found, f := Check("a.html", []byte(page), site)
		if got := [3]bool{f.Hidden, f.Redirect, f.Part}; got != want {
			t.Errorf("hidden, redirect, part: %v, want %v in %s", got, want, page)
		}
		for _, x := range found {
			if x.Rule != "link-tekst" {
				t.Errorf("%+v in %s", x, page)
			}
		}
	}
}

func TestSlot(t *testing.T) {
	for sizes, want := range map[string]float64{
		"": 360, "100vw": 360, "50vw": 180, "320px": 320, "20rem": 320, "calc(100vw - 2.5rem)": 320, "calc(50vw + 20px)": 200,
		"(min-width: 64rem) 60rem, calc(100vw - 40px)": 320, "(max-width: 400px) 90vw, 10px": 324, "(max-width: 300px) 90vw, 10px": 10,
		"(min-width: 64rem) calc(10px + 1vw), 30px": 30, "auto": 360, "min(10px, 20px)": 360, "(min-width: 1px) and (max-width: 2px) 9px, 8px": 8,
	} {
		if got := slot(sizes); got != want {
			t.Errorf("%q: %v, want %v", sizes, got, want)
		}
	}
}

// Whatever a page is like, reading it ends: what took quadratic time would keep this test until it is stopped.
func TestHostile(t *testing.T) {
	const n = 1 << 16
	for _, s := range []string{
		"<div>", "<p>", "<b>", "</b>", "<a href=/>", "<li>", "<table>", "<td>", "<svg>", "<!--", "<", "</", "<!", "<script>", "<script><!--", "<!--<script", "&", "&a", "&amp",
		"<p id=a>", "<h1>", "<label>", "<button>", "<p a=1 b=2 ", "a=1 ", "\"", "<img srcset='", "a 1w,", "<title>", "<template>", "<b><i>", "<i></b>", "<option><p>", "<details>", "<p aria-labelledby='a b'>", "</p>", "<input>",
	} {
		for _, page := range []string{strings.Repeat(s, n/len(s)), "<p " + strings.Repeat(s, n/len(s)), "<script><!--" + strings.Repeat(s, n/len(s)), strings.Repeat("<b>", 500) + strings.Repeat(s, n/len(s))} {
			if _, facts := Check("a.html", []byte(page), site); facts.Bytes != len(page) {
				t.Errorf("%q: %d bytes of %d", page[:20], facts.Bytes, len(page))
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	page := wholePage(`<meta property="og:image" content="https://opladers.example/foto/a.jpg">`, strings.Repeat(clean[9]+strings.Join(clean[23:31], "\n")+`
<ul class="lijst"><li class="afspraak" data-plaats="Lochem"><p class="afspraak__tijd"><time datetime="2026-11-24T09:45:00&#43;01:00">9.45–10.45 uur</time></p>
<div class="afspraak__wat"><p class="afspraak__titel"><a href="/lochem/agenda/muziek-op-schoot/"><span class="naam">Muziek op schoot</span></a></p></div></li></ul>
<svg class="icoon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke-width="2" aria-hidden="true" focusable="false"><path d="M12 3.500 22 20.500H2ZM12 10v4.500"/></svg>
<p>Wat doe je als je boom dit jaar álles tegelijk laat vallen? Je vraagt de buren. En die vragen hun buren.</p>
`, 12))
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		Check("a.html", []byte(page), site)
	}
}
