package markup

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/check/rule"
)

func brief(found []rule.Finding) (out []string) {
	for _, f := range found {
		out = append(out, fmt.Sprintf("%d %s: %s", f.Line, f.Rule, f.Text))
	}
	return out
}

// excerpt is the part of a page that differs from the others.
func excerpt(page string) string {
	if _, rest, ok := strings.Cut(page, "<h1>Koffie</h1>\n"); ok && len(rest) < 500 && !strings.HasPrefix(rest, "<p>Welkom") {
		return rest
	}
	return page[:min(len(page), 900)]
}

// clean looks dangerous and is right.
var clean = []string{
	"<p>Een\n<p>Twee\n<ul><li>a<li>b</ul>\n<p>Drie",
	"<dl><dt>a<dd>b<dt>c<dd>d</dl>",
	"<dl><div><dt>a</dt><dd>b</dd></div></dl>",
	"<table><caption>Tijden</caption><colgroup><col><col></colgroup><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>",
	"<table><tr><th>a</th><td><table role=\"presentation\"><tr><td>b</td></tr></table></td></tr></table>",
	"<label>Plaats <select><option>a<option>b<optgroup label=\"Meer\"><option>c</select></label>",
	"<label>Plaats <select><option value=\"\">Alle</option><hr><option>a</option></select></label>",
	"<ul><li><ul><li>a</ul><li>b</ul>",
	"<ul><li><p>a<li><p>b</ul>",
	"<a href=\"/a/\"><h2>Kop in een link</h2><p>Alinea in een link</p></a>",
	"<ins><p>Nieuw</p></ins>",
	"<p>AT&T, a & b, 1 &lt; 2, &copy; &eacute; &#233; &#xe9; &notin;</p>",
	"<a href=\"/a/?b=1&copy=2&amp;c=3\">De agenda</a>",
	"<p>Van 3 > 2 en \"aanhalingen\" 'enkel'</p>",
	"<!-- <p>geen fout <b> &nietbestaand; -- > hier --><p>a</p>",
	"<!----><!-- a - b --><p>a</p>",
	"<script src=\"/js/a.js\" defer></script><noscript><p>Zonder script</p></noscript>",
	"<script type=\"application/ld+json\">{\"a\": \"<p></div>\", \"b\": \"<!-- </p> \"}</script>",
	"<script type=\"application/json\">[1, 2]</script>",
	"<form action=\"/zoeken/\"><textarea aria-label=\"Vraag\"><p>geen fout </div></textarea></form>",
	"<img src=\"/a.jpg\" alt=\"\">",
	"<img src=\"/a.jpg\" alt=\"Opa leest voor uit 'Jip & Janneke'\" width=\"600\" height=\"400\" loading=\"lazy\">",
	"<img src=\"/a.jpg\" alt=\"Foto van groep 8\">",
	"<img src=\"/a.jpg\" alt=\"Boekenweek2027\">",
	"<img src=\"/a.jpg\" alt=\"Scandinavisch ontbijt\">",
	"<picture><source type=\"image/webp\" srcset=\"/a-400.webp 400w, /a-800.webp 800w\" sizes=\"(min-width: 64rem) 60rem, calc(100vw - 2.5rem)\"><img src=\"/a.jpg\" alt=\"Een boom\"></picture>",
	"<figure><img src=\"/a.jpg\" alt=\"Een boom\"><figcaption>De boom</figcaption></figure>",
	"<a href=\"/a/\"><img src=\"/a.jpg\" alt=\"De agenda\"></a>",
	"<a href=\"/a/\" aria-label=\"De agenda\"><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><path d=\"M0 0\"/></svg></a>",
	"<a href=\"/a/\"><svg viewBox=\"0 0 1 1\" role=\"img\" aria-label=\"De agenda\"></svg></a>",
	"<a href=\"/a/\"><svg viewBox=\"0 0 1 1\" role=\"img\"><title>De agenda</title><g><path d=\"M0 0z\"/></g></svg></a>",
	"<a id=\"anker\">Geen link</a> <a href=\"#anker\">Naar het anker</a>",
	"<a href=\"mailto:a@example.org?subject=Vraag%20over%20koffie\">Schrijf ons</a> <a href=\"tel:0600000000\">Bel ons</a>",
	"<a href=\"https://elders.example/pad?x=1#y\">De bibliotheek</a>",
	"<a href=\"/hier/\">Wat is hier te doen?</a>",
	"<label for=\"n\">Naam</label> <input id=\"n\" name=\"n\"><input type=\"hidden\" name=\"t\" value=\"1\">",
	"<input id=\"m\"> <label for=\"m\">Een label dat later komt</label>",
	"<label>Ja <input type=\"checkbox\" checked></label><input type=\"submit\"><button>Verstuur</button>",
	"<h2 id=\"k\">Kop</h2><input aria-labelledby=\"k\">",
	"<input title=\"Zoekwoord\">",
	"<button type=\"button\"><img src=\"/a.png\" alt=\"Sluit\"></button><button type=\"button\" title=\"Sluit\"></button>",
	"<div aria-hidden=\"true\"><a href=\"/a/\" tabindex=\"-1\">De agenda</a><button type=\"button\" disabled>Nee</button></div>",
	"<div role=\"doc-abstract\" aria-live=\"polite\" aria-current=\"page\" aria-level=\"2\">a</div>",
	"<button type=\"button\" aria-expanded=\"false\" aria-controls=\"lijst\">Menu</button><div id=\"lijst\" hidden>a</div>",
	"<div role=\"tablist\"><div role=\"tab\" tabindex=\"0\">Week</div></div><div role=\"dialog\" aria-label=\"Zeker?\">a</div><div role=\"heading\" aria-level=\"2\">b</div>",
	"<div role=\"img\" aria-label=\"Een boom\">a</div><span role=\"link\" tabindex=\"0\">Agenda</span><object data=\"/a.svg\">Een boom</object>",
	"<details name=\"a\"><summary><h2>Kop in een samenvatting</h2></summary><p>a</p></details>",
	"<fieldset><legend><h2>Kop in een groep</h2></legend></fieldset>",
	"<h2>Een</h2><h3>Twee</h3><h4>Drie</h4><h2>Vier</h2>",
	"<svg viewBox=\"0 0 1 1\" aria-hidden=\"true\" focusable=\"false\"><title>a</title><g><text x=\"1\">b</text></g><use href=\"#c\"/></svg>",
	"<svg viewBox=\"0 0 9 9\" aria-hidden=\"true\"><foreignObject width=\"9\" height=\"9\"><p>HTML <b>hier</b></p></foreignObject></svg>",
	"<math><mi>x</mi><mo>=</mo><mn>1</mn></math>",
	"<my-element some=\"thing\"><p>a</p></my-element>",
	"<time datetime=\"2028-02-29\">a</time><time datetime=\"2027-03-21T10:00:00+01:00\">b</time><time datetime=\"10:00\">c</time><time datetime=\"PT2H\">d</time><time datetime=\"2027-W03\">e</time><time>2027-03-21</time>",
	"<P CLASS=a>Hoofdletters</P><IMG SRC=/a.jpg ALT=''><BR/><hr />",
	"<p data-x='{\"a\": 1}' data-leeg data-teken=\"a>b\">a</p>",
	"<p lang=\"en-GB\">a</p><p lang=\"zh-Hant\" dir=\"auto\">b</p>",
	"<template><p id=\"inhoud\"></p><a href=\"/a/\"></a><li>los</li></template>",
	"<article><header><h2>a</h2></header><footer>b</footer></article>",
	"<iframe src=\"/inbedden/\" title=\"De agenda\" loading=\"lazy\"></iframe><video src=\"/a.mp4\" controls><track src=\"/a.vtt\" kind=\"captions\" srclang=\"nl\"></video>",
	"<pre>\n  regels\n</pre><p>a<wbr>b<bdi dir=\"ltr\">c</bdi><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
	"<ol reversed start=\"-3\"><li value=\"5\">a</li></ol><table><tr><th scope=\"col\" colspan=\"2\" abbr=\"a\">b</th></tr></table>",
	"<blockquote cite=\"https://elders.example/\">a</blockquote><q>b</q>",
}

func TestClean(t *testing.T) {
	for _, s := range clean {
		page := wholePage("", s)
		if found, _ := Check("a.html", []byte(page), site); len(found) > 0 {
			t.Errorf("%q\nin %s", brief(found), s)
		}
	}
}
