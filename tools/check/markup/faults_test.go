package markup

import (
	"strings"
	"testing"
)

// site is where the pages of the tests stand.
var site = Options{BaseURL: "https://opladers.example/"}

// whole makes a page of its content, on line 15; extra is put into its head on line 10.
func wholePage(extra, body string) string {
	return `<!doctype html>
<html lang="nl" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Koffie in de buurt</title>
<meta name="description" content="Elke dinsdag koffie.">
<link rel="canonical" href="https://opladers.example/koffie/">
<link rel="stylesheet" href="/css/site.css">
` + extra + `
</head>
<body>
<a href="#inhoud">Naar de inhoud</a>
<main id="inhoud"><h1>Koffie</h1>
` + body + `
</main>
</body>
</html>
`
}

// fault is a page with one fault, at the line of § when there is one.
type fault struct{ rule, page string }

func body(rule, s string) fault { return fault{rule, wholePage("", s)} }
func head(rule, s string) fault { return fault{rule, wholePage(s, "")} }

// with is the page with something else in the place of old.
func with(rule, old, replacement string) fault {
	return fault{rule, strings.Replace(wholePage("", "<p>Welkom.</p>"), old, replacement, 1)}
}

var faults = []fault{
	// The bones.
	with("html-fout", "<!doctype html>", "§"),
	with("html-fout", "<!doctype html>", `§<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">`),
	with("html-fout", "<head>", "<head>\n§<!doctype html>"),
	with("html-fout", `<meta charset="utf-8">`, ""),
	with("html-fout", `<meta charset="utf-8">`, `§<meta charset="iso-8859-1">`),
	with("html-fout", `<meta charset="utf-8">`, "<!-- "+strings.Repeat("lang ", 250)+` --><meta charset="utf-8">`),
	with("html-fout", "</html>", "</html>\n§<p>Te laat</p>"),
	with("html-fout", "</head>", "<p>Te vroeg</p>\n§</head>"),
	with("html-fout", "<body>", "<body>\n§<body class=\"twee\">"),
	with("html-fout", "<main ", "§<main data-ok=\"a\" data-ok=\"b\" "),
	{"html-fout", strings.NewReplacer("<main id", "<article>\n§<main id", "</main>", "</main></article>").Replace(wholePage("", ""))},
	head("html-fout", `§<link href="/anders.css">`),
	head("html-fout", `§<link rel="stylesheet">`),
	head("html-fout", `§<link rel="preload" href="/fonts/a.woff2">`),
	head("html-fout", `§<meta name="author">`),
	head("html-fout", `§<link rel="canonical" href="https://opladers.example/thee/">`),

	// Elements that are not closed, or closed wrongly.
	body("html-fout", "§<div>\n<p>Tekst.</p>"),
	body("html-fout", "<p>Dit is §<strong>vet.</p>"),
	body("html-fout", "<p>Dit is <b>vet en §<i>schuin</b> door elkaar</i>.</p>"),
	body("html-fout", "<p>Tekst.</p>\n§</div>"),
	body("html-fout", "<p>Tekst\n§</span>.</p>"),
	body("html-fout", "<p>Een\n<div>blok</div>\n§</p>"),
	body("html-fout", "<p>Een lijst:\n<ul><li>een</li></ul>\n§</p>"),
	body("html-fout", "<ul>\n<li>een</li>\n§<li><em>twee</li>\n</ul>"),
	body("html-fout", "<ul>\n§<li><em>een\n<li>twee</li>\n</ul>"),
	body("html-fout", "<ul><li>een</li>\n§</ol></ul>"),
	body("html-fout", "§<section><h2>Kop</h2>\n<div><p>a</p></div>"),
	body("html-fout", "<p>Nieuwe regel</br>\n</p>"),
	body("html-fout", "<p>Beeld <img src=\"/a.jpg\" alt=\"Een boom\">§</img></p>"),
	body("html-fout", "<div>\n§<div/></div>\n</div>"),
	body("html-fout", "<h2>Kop\n§</h3></h2>"),
	body("html-fout", "<table><tr><th>a</th>\n<td>§<b>x</td></tr></table>"),

	// What may not stand where it stands.
	body("html-fout", "<p>Tekst</p>\n§<li>los</li>"),
	body("html-fout", "<div>\n§<dt>begrip</dt></div>"),
	body("html-fout", "<ul>\n§<p>geen punt</p></ul>"),
	body("html-fout", "<ul>\n§losse tekst</ul>"),
	body("html-fout", "<ol><li>een</li>\n§<div>twee</div></ol>"),
	body("html-fout", "<div>\n§<tr></tr></div>"),
	body("html-fout", "<table>\n<tr><th>a</th></tr>\n§<td>los</td></table>"),
	body("html-fout", "<table><tr><th>a</th></tr>\n§<div>blok</div></table>"),
	body("html-fout", "<table><tr><th>a</th>\n§tekst</tr></table>"),
	body("html-fout", "<p>\n§<option>een</option></p>"),
	body("html-fout", "<div>\n§<source src=\"/a.mp4\"></div>"),
	body("html-fout", "<div>\n§<figcaption>Onderschrift</figcaption></div>"),
	body("html-fout", "<div>\n§<legend>Groep</legend></div>"),
	body("html-fout", "<div>\n§<summary>Meer weten</summary></div>"),
	body("html-fout", "<div>\n§<caption>Tabel</caption></div>"),
	body("html-fout", "§<details>\n<p>Zonder samenvatting</p></details>"),
	body("html-fout", "§<picture>\n<source srcset=\"/a.webp\"></picture>"),
	body("html-fout", "<a href=\"/een/\">Een\n§<a href=\"/twee/\">twee</a></a>"),
	body("html-fout", "<a href=\"/een/\">Een\n§<button type=\"button\">twee</button></a>"),
	body("html-fout", "<button type=\"button\">Een\n§<a href=\"/twee/\">twee</a></button>"),
	body("html-fout", "<button type=\"button\">Een\n§<span tabindex=\"0\">twee</span></button>"),
	body("html-fout", "<form action=\"/zoeken/\">\n§<form action=\"/zoeken/\"></form></form>"),
	body("html-fout", "<label>Naam <input name=\"n\">\n§<label>nog een</label></label>"),
	body("html-fout", "<span>\n§<div>blok</div></span>"),
	body("html-fout", "<p><em>a\n§<ul><li>x</li></ul></em>"),
	body("html-fout", "<h2>Kop\n§<p>alinea</p></h2>"),
	body("html-fout", "<h2>Kop\n§<h2>kop</h2></h2>"),
	body("html-fout", "<header>\n§<header>a</header></header>"),
	body("html-fout", "<p>\n§<title>Nog een</title></p>"),
	body("html-fout", "<p>\n§<meta name=\"x\" content=\"y\"></p>"),
	body("html-fout", "<svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><g>\n§<p>alinea</p></g></svg>"),
	body("html-fout", "<svg viewBox=\"0 0 1 1\" aria-hidden=\"true\">\n§<g><path d=\"M0 0\"/></svg>"),

	// Elements and attributes that HTML does not have, or no more.
	body("html-fout", "§<artikel>Tekst</artikel>"),
	body("html-fout", "§<center>Tekst</center>"),
	body("html-fout", "<p>\n§<font>Tekst</font></p>"),
	body("html-fout", "<p>§<image src=\"/a.jpg\"></p>"),
	body("html-fout", "§<p align=\"center\">Tekst</p>"),
	body("html-fout", "<table>§<tr bgcolor=\"red\"><th>a</th></tr></table>"),
	body("html-fout", "§<table border=\"1\"><tr><th>a</th></tr></table>"),
	body("html-fout", "§<p klas=\"a\">Tekst</p>"),
	body("html-fout", "§<p href=\"/a/\">Tekst</p>"),
	body("html-fout", "§<p class=\"a\" class=\"b\">Tekst</p>"),

	// Values.
	body("html-fout", "<p id=\"een\">a</p>\n§<p id=\"een\">b</p>"),
	body("html-fout", "§<p id=\"\">a</p>"),
	body("html-fout", "§<p id=\"twee woorden\">a</p>"),
	body("html-fout", "§<img src=\"/a.jpg\" alt=\"Een boom\" width=\"100px\">"),
	body("html-fout", "§<img src=\"/a.jpg\" alt=\"Een boom\" height=\"50%\">"),
	body("html-fout", "§<img alt=\"Een boom\">"),
	body("html-fout", "§<img src=\"\" alt=\"Een boom\">"),
	body("html-fout", "§<img src=\"/a b.jpg\" alt=\"Een boom\">"),
	body("html-fout", "§<img src=\"/a.jpg\" srcset=\"/a.jpg 400q\" sizes=\"100vw\" alt=\"Een boom\">"),
	body("html-fout", "§<a href=\"https:/zutphen.example\">De gemeente</a>"),
	body("html-fout", "§<a href=\"/100%/\">De gemeente</a>"),
	body("html-fout", "§<a href=\"C:\\map\\bestand.pdf\">Het formulier</a>"),
	body("html-fout", "<table><tr>§<th colspan=\"0\">a</th></tr></table>"),
	body("html-fout", "<ol>§<li value=\"een\">a</li></ol>"),
	body("html-fout", "§<ol start=\"a\"><li>a</li></ol>"),
	body("html-fout", "<label>Naam §<input type=\"txt\"></label>"),
	body("html-fout", "<label>Naam §<input disabled=\"true\"></label>"),
	body("html-fout", "§<time datetime=\"21-3-2027\">21 maart</time>"),
	body("html-fout", "§<time datetime=\"2027-02-29\">29 februari</time>"),
	body("html-fout", "§<time datetime=\"2027-03-21T25:00\">21 maart</time>"),
	body("html-fout", "§<img src=\"/a.jpg\" alt=\"Een boom\" loading=\"later\">"),
	body("html-fout", "§<p dir=\"links\">a</p>"),
	body("html-fout", "§<p tabindex=\"eerste\">a</p>"),
	body("html-fout", "<table><tr>§<th scope=\"kolom\">a</th></tr></table>"),
	body("html-fout", "§<button type=\"knop\">Verstuur</button>"),

	// What belongs together.
	body("html-fout", "<label>Naam <input>\n§<input></label>"),
	body("html-fout", "<picture><img src=\"/a.jpg\" alt=\"Een boom\">\n§<source srcset=\"/b.webp\"></picture>"),
	body("html-fout", "<details><p>a</p>\n§<summary>Meer</summary></details>"),
	body("html-fout", "<fieldset><p>a</p>\n§<legend>Meer</legend></fieldset>"),
	body("html-fout", "<figure><p>a</p><figcaption>b</figcaption>\n§<p>c</p></figure>"),
	body("html-fout", "§<dl><dt>koffie</dt></dl>"),
	body("html-fout", "§<time>morgen</time>"),
	body("html-fout", "§<img src=\"/a.jpg\" srcset=\"/a.jpg 400w\" alt=\"Een boom\">"),
	body("html-fout", "§<img src=\"/a.jpg\" usemap=\"kaart\" alt=\"Een kaart\">"),
	body("html-fout", "<label>Naam §<input type=\"text\" checked></label>"),

	// Letters.
	body("html-fout", "<p>Koffie §&copy 2027</p>"),
	body("html-fout", "<p>Koffie §&#150; thee</p>"),
	body("html-fout", "<p>Koffie §\x01 thee</p>"),
	body("html-fout", "<p>Koffie\n§</p class=\"a\">"),
	body("html-fout", "<p>Van 3\n§< 4 jaar</p>"),
	body("html-fout", "<p>Koffie §&bestaatniet; en thee</p>"),
	body("html-fout", "<p>Koffie \xe9\xe9n</p>"),
	body("html-fout", "§<p class=\"a\"id=\"b\">Tekst</p>"),
	body("html-fout", "§<p class=a\"b>Tekst</p>"),
	body("html-fout", "§<p class=>Tekst</p>"),
	body("html-fout", "<p>Tekst</p>\n§<? echo 1 ?>"),
	body("html-fout", "<p>Tekst</p>\n§<!--> commentaar"),
	{"html-fout", strings.Split(wholePage("", "<p>Tekst</p>"), "</main>")[0] + "§<p class=\"a"},

	// Title, language, headings, description, parts.
	with("pagina-titel", "<title>Koffie in de buurt</title>", ""),
	with("pagina-titel", "<title>Koffie in de buurt</title>", "§<title> </title>"),
	with("pagina-titel", "</head>", "§<title>Nog een</title></head>"),
	with("pagina-taal", `<html lang="nl" dir="ltr">`, "§<html>"),
	with("pagina-taal", `<html lang="nl" dir="ltr">`, `§<html lang="">`),
	with("pagina-taal", `<html lang="nl" dir="ltr">`, `§<html lang="nederlands">`),
	with("pagina-taal", `<html lang="nl" dir="ltr">`, `§<html lang="ar">`),
	with("pagina-taal", `<html lang="nl" dir="ltr">`, `§<html lang="nl" dir="rtl">`),
	body("pagina-taal", `<p>Dat heet <span>§</span><span lang="">salam</span>.</p>`),
	body("pagina-taal", `§<p lang="nl_NL">Tekst</p>`),
	with("pagina-kop", "<h1>Koffie</h1>", ""),
	body("pagina-kop", "§<h1>Thee</h1>"),
	body("pagina-kop", "§<h2> </h2>"),
	body("pagina-kop", "§<h2><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"></svg></h2>"),
	with("pagina-kop", "<main ", "§<h2>Menu</h2><main "),
	body("kop-sprong", "<h2>Een</h2>\n§<h4>Twee</h4>"),
	with("pagina-beschrijving", `<meta name="description" content="Elke dinsdag koffie.">`, ""),
	with("pagina-beschrijving", `content="Elke dinsdag koffie."`, `content="§ "`),
	{"pagina-delen", strings.NewReplacer("<main", "<div", "</main", "</div").Replace(wholePage("", ""))},
	with("pagina-delen", `<a href="#inhoud">Naar de inhoud</a>`, strings.Repeat(`<a href="/verhalen/">Verhalen</a>`, 4)),
	with("pagina-delen", `<a href="#inhoud">Naar de inhoud</a>`, `<a href="#kop">Naar boven</a>`+strings.Repeat(`<a href="/verhalen/">Verhalen</a>`, 4)),
	with("pagina-delen", "<main ", `<nav aria-label="Menu"><a href="/verhalen/">Verhalen</a></nav>§<nav><a href="/agenda/">Agenda</a></nav><main `),
	with("html-fout", "</main>", "</main>§<main>Nog een</main>"),

	// Pictures.
	body("alt-ontbreekt", `§<img src="/a.jpg">`),
	body("alt-ontbreekt", `<form action="/zoeken/">§<input type="image" src="/a.png"></form>`),
	body("alt-ontbreekt", `<map name="m">§<area href="/a/" coords="0,0,9,9" shape="rect"></map>`),
	body("alt-ontbreekt", `§<svg role="img" viewBox="0 0 1 1"><path d="M0 0"/></svg>`),
	body("alt-bestandsnaam", `§<img src="/a.jpg" alt="IMG_1234.jpg">`),
	body("alt-bestandsnaam", `§<img src="/a.jpg" alt="DSC00042">`),
	body("alt-bestandsnaam", `§<img src="/a.jpg" alt="d55aa663e30f648f">`),

	// What is operated.
	body("formulier-label", `§<input name="naam">`),
	body("formulier-label", `<label for="naam">Naam</label><input id="naam"> §<select><option>a</option></select>`),
	body("formulier-label", `§<label><input name="naam"></label>`),
	body("formulier-label", `§<textarea placeholder="Uw vraag"></textarea>`),
	body("formulier-label", `<fieldset>§<legend></legend></fieldset>`),
	body("knop-naam", `§<button type="button"></button>`),
	body("knop-naam", `§<button type="button"><svg viewBox="0 0 1 1" aria-hidden="true"></svg></button>`),
	body("knop-naam", `<details>§<summary></summary><p>a</p></details>`),
	body("knop-naam", `§<input type="submit" value="">`),
	body("knop-naam", `§<div role="button" tabindex="0"></div>`),
	body("link-zonder-tekst", `§<a href="/a/"></a>`),
	body("link-zonder-tekst", `§<a href="/a/"><img src="/a.jpg" alt=""></a>`),
	body("link-zonder-tekst", `§<a href="/a/"><span aria-hidden="true">→</span></a>`),
	body("link-tekst", `Lees §<a href="/a/">hier</a>.`),
	body("link-tekst", `§<a href="/a/">Lees meer »</a>`),
	body("link-tekst", `§<a href="/a/" aria-label="Klik hier">Agenda</a>`),
	body("kader-titel", `§<iframe src="/kaart/"></iframe>`),
	body("tabvolgorde", `§<a href="/a/" tabindex="2">De agenda</a>`),
	head("zoom-uit", `§<meta name="viewport" content="width=device-width, user-scalable=no">`),
	head("zoom-uit", `§<meta name="viewport" content="width=device-width, maximum-scale=1">`),
	head("verversen", `§<meta http-equiv="refresh" content="30">`),
	head("verversen", `§<meta http-equiv="refresh" content="5; url=/agenda/">`),
	body("beweging", `§<video src="/a.mp4" autoplay></video>`),
	body("beweging", `§<marquee>Nieuw!</marquee>`),
	body("tabel-zonder-kop", `§<table><tr><td>maandag</td><td>10 uur</td></tr></table>`),

	// WAI-ARIA.
	body("aria-fout", `§<div role="knop">a</div>`),
	body("aria-fout", `§<div role="">a</div>`),
	body("aria-fout", `§<p aria-lable="a">a</p>`),
	body("aria-fout", `§<button type="button" aria-expanded="ja">Menu</button>`),
	body("aria-fout", `§<section aria-labelledby="weg"><p>a</p></section>`),
	body("aria-fout", `<label>Naam §<input aria-describedby="uitleg"></label>`),
	body("aria-fout", `§<label for="weg">Naam</label>`),
	body("aria-fout", `§<section aria-label=""><p>a</p></section>`),
	body("aria-fout", `<div aria-hidden="true">§<a href="/a/">De agenda</a></div>`),
	body("aria-fout", `§<button type="button" aria-hidden="true">Menu</button>`),
	body("aria-fout", `<label>Plaats §<input list="plaatsen"></label>`),
	body("aria-fout", `<table><tr><th>a</th>§<td headers="weg">b</td></tr></table>`),

	body("aria-fout", `§<div role="checkbox" tabindex="0">Gratis</div>`),
	body("aria-fout", `§<div role="tab">Week</div>`),
	body("aria-fout", `§<div role="dialog">Weet u het zeker?</div>`),
	body("formulier-label", `§<div role="textbox" contenteditable></div>`),
	body("knop-naam", `§<div role="switch" aria-checked="true"></div>`),
	body("link-zonder-tekst", `§<span role="link" tabindex="0"></span>`),
	body("alt-ontbreekt", `§<div role="img"></div>`),
	body("alt-ontbreekt", `§<object data="/a.svg"></object>`),
	body("alt-ontbreekt", `§<img src="/a.jpg" alt=" ">`),
	body("pagina-taal", `§<p lang="ua">Привіт</p>`),
	body("html-fout", `<dl>§<dd>uitleg</dd></dl>`),
	body("html-fout", `<div role="button" tabindex="0">Ga §<a href="/a/">naar de agenda</a></div>`),

	// What the policy of the site does not allow.
	head("ander-domein", `§<script src="https://cdn.example/a.js"></script>`),
	head("ander-domein", `§<link rel="stylesheet" href="https://fonts.example/a.css">`),
	head("ander-domein", `§<link rel="preconnect" href="https://fonts.example">`),
	body("ander-domein", `§<img src="//beeld.example/a.jpg" alt="Een boom">`),
	body("ander-domein", `§<img src="/a.jpg" srcset="/a.jpg 400w, https://beeld.example/b.jpg 800w" sizes="100vw" alt="Een boom">`),
	body("ander-domein", `§<iframe src="https://video.example/1" title="Film"></iframe>`),
	body("ander-domein", `§<form action="https://formulier.example/"><button>Verstuur</button></form>`),
	body("ander-domein", `§<video src="http://opladers.example/a.mp4" controls></video>`),
	body("ander-domein", `<svg viewBox="0 0 1 1" aria-hidden="true">§<image href="https://beeld.example/a.png"/></svg>`),
	head("script-in-pagina", `§<script>alert(1)</script>`),
	head("script-in-pagina", `§<script type="module">import '/a.js'</script>`),
	head("script-in-pagina", `§<style>p { color: red }</style>`),
	body("script-in-pagina", `§<p style="color: red">Rood</p>`),
	body("script-in-pagina", `§<button type="button" onclick="ga()">Ga</button>`),
	body("script-in-pagina", `§<a href="javascript:ga()">De agenda</a>`),
	body("script-in-pagina", "§<a href=\" java\nscript:ga()\">De agenda</a>"),
	head("gegevens-fout", `§<script type="application/ld+json">{"@type": "Event",}</script>`),
	body("pagina-zwaar", "<p>"+strings.Repeat("Nog een zin. ", MaxBytes/13)+"</p>"),
}

// Each page has one fault, and one finding at its line.
func TestFaults(t *testing.T) {
	for _, f := range faults {
		line := 0
		if before, _, ok := strings.Cut(f.page, "§"); ok {
			line = strings.Count(before, "\n") + 1
		}
		page := strings.Replace(f.page, "§", "", 1)
		found, _ := Check("public/a/index.html", []byte(page), site)
		if len(found) != 1 || found[0].Rule != f.rule || line != 0 && found[0].Line != line || found[0].File != "public/a/index.html" || found[0].Hint == "" {
			t.Errorf("want %s at line %d, have %+v in\n%s", f.rule, line, brief(found), excerpt(page))
		}
	}
}
