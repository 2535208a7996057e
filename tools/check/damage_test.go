package check

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"path"
	"slices"
	"strings"
)

// damaged are copies of files of the small site of testdata, each with one fault: the words old become new, and the fault is on the line of
// §, or on none. Package markup has all its faults in tests of its own, and so has package machine.
var damaged = []struct{ rule, file, old, new string }{
	{"html-fout", "zutphen/index.html", "<!doctype html>\n<html lang", "§<html lang"},
	{"html-fout", "zutphen/index.html", "soep.</p>", "§<b>soep.</p>"},
	{"pagina-titel", "zutphen/index.html", "<title>Zutphen</title>", ""},
	{"pagina-titel", "zutphen/index.html", "<title>Zutphen</title>", "§<title></title>"},
	{"pagina-taal", "zutphen/index.html", `<html lang="nl">`, "§<html>"},
	{"pagina-taal", "zutphen/index.html", `<p>Elke`, `§<p lang="nl_NL">Elke`},
	{"pagina-kop", "zutphen/index.html", "<h1>Zutphen</h1>", ""},
	{"pagina-kop", "zutphen/index.html", ">Soep</h2>", ">§ </h2>"},
	{"pagina-beschrijving", "zutphen/index.html", `<meta name="description" content="Soep op donderdag.">`, ""},
	{"pagina-beschrijving", "zutphen/index.html", `content="Soep op donderdag."`, `content="§"`},
	{"pagina-zwaar", "zutphen/index.html", "Elke donderdag koken wij soep.", strings.Repeat("Nog een pan soep. ", 25_000)},
	{"pagina-zwaar", "zutphen/index.html", "/foto/0123456789abcdef-480.jpg", "/groot.jpg"},
	{"pagina-delen", "zutphen/index.html", `main`, `div`},
	{"pagina-delen", "index.html", `<nav aria-label="Menu"><a href="/zutphen/">Zutphen</a>`, `§<nav><a href="/zutphen/">Zutphen</a></nav><nav aria-label="Agenda">`},
	{"formulier-label", "zutphen/index.html", `<label for="q">Zoeken</label>`, "§"},
	{"knop-naam", "zutphen/index.html", `<button>Zoek</button>`, "§<button></button>"},
	{"kader-titel", "zutphen/index.html", `<p>Elke`, `§<iframe src="/zutphen/"></iframe><p>Elke`},
	{"aria-fout", "zutphen/index.html", `<h2 id="soep">`, `§<h2 id="soep" aria-lable="Soep">`},
	{"aria-fout", "zutphen/index.html", `<p>Elke`, `§<p role="tekst">Elke`},
	{"tabvolgorde", "zutphen/index.html", `<input id="q"`, `§<input tabindex="3" id="q"`},
	{"zoom-uit", "zutphen/index.html", "initial-scale=1", "§user-scalable=no"},
	{"verversen", "zutphen/index.html", "<title>", `§<meta http-equiv="refresh" content="30"><title>`},
	{"beweging", "zutphen/index.html", `<p>Elke`, `§<video src="/film.mp4" autoplay></video><p>Elke`},
	{"ander-domein", "zutphen/index.html", `<link rel="stylesheet" href="/css/site.css">`, `§<script src="https://teller.example/t.js"></script>`},
	{"ander-domein", "zutphen/index.html", `<p>Elke`, `§<img src="https://beeld.example/a.jpg" alt="Een boom."><p>Elke`},
	{"script-in-pagina", "zutphen/index.html", `<p>Elke`, `§<p style="color: red">Elke`},
	{"script-in-pagina", "icoon.svg", "<path", "§<script>ga()</script><path"},
	{"ander-domein", "icoon.svg", "<path", `§<image href="https://beeld.example/a.png"/><path`},
	{"alt-ontbreekt", "zutphen/index.html", ` alt="Een pan soep."`, "§"},
	{"alt-bestandsnaam", "zutphen/index.html", `"Een pan soep."`, `"§IMG_0042.jpg"`},
	{"tabel-zonder-kop", "zutphen/index.html", "<th>Dag</th><th>Soep</th>", "§<td>Dag</td><td>Soep</td>"},
	{"kop-sprong", "zutphen/index.html", "</h2>", "</h2>\n§<h4>Recept</h4>"},
	{"link-zonder-tekst", "index.html", ">Zutphen</a>", "§></a>"},
	{"link-tekst", "index.html", ">over de soep</a>", "§>lees meer</a>"},
	{"gegevens-fout", "zutphen/index.html", "<title>", "§<script type=\"application/ld+json\">{\"@type\": }</script>\n<title>"},

	{"link-kapot", "index.html", `"/zutphen/"`, `"§/zutfen/"`},
	{"link-kapot", "index.html", `"/zutphen/#soep"`, `"§../weg/"`},
	{"link-kapot", "index.html", "webcal://opladers.example/agenda.ics", "§webcal://opladers.example/weg.ics"},
	{"link-plaats", "index.html", "/zutphen/#soep", "§/zutphen/#brood"},
	{"link-plaats", "index.html", `"#inhoud"`, `"§#onderaan"`},
	{"link-kapot", "feed.xml", "<link>https://opladers.example/zutphen/</link>", "<link>https://opladers.example/weg/</link>"},
	{"link-kapot", "agenda.ics", "URL:https://opladers.example/zutphen/", "URL:https://opladers.example/weg/"},
	{"link-kapot", "sitemap.xml", "<loc>https://opladers.example/zutphen/", "<loc>https://opladers.example/weg/"},
	{"link-kapot", "app.webmanifest", "/icoon.svg", "/weg.svg"},
	{"link-kapot", "zoek.json", "https://opladers.example/zutphen/", "https://opladers.example/weg/"},
	{"link-kapot", "_redirects", "/zutphen/", "/weg/"},
	{"link-plaats", "feed.xml", "<link>https://opladers.example/zutphen/</link>", "<link>https://opladers.example/zutphen/#brood</link>"},

	{"feed-fout", "feed.xml", "</rss>\n", "\n§"},
	{"feed-fout", "feed.xml", "<pubDate>Fri, 20", "§<pubDate>Tue, 20"},
	{"feed-fout", "feed.xml", "<item>\n<title>Soep</title>\n<link>https://opladers.example/zutphen/</link>\n<guid>https://opladers.example/zutphen/</guid>", "§<item>\n<title>Soep</title>\n<link>https://opladers.example/zutphen/</link>"},
	{"feed-fout", "sitemap.xml", "<loc>https://opladers.example/</loc>", "§<loc>/</loc>"},
	{"agenda-fout", "agenda.ics", "SUMMARY:Soep koken", "§SUMMARY:Soep, brood"},
	{"agenda-fout", "agenda.ics", "DTEND:20261203T100000Z", "§DTEND:20261203T080000Z"},
	{"agenda-fout", "agenda.ics", "BEGIN:VEVENT\nUID:soep@opladers.example\n", "§BEGIN:VEVENT\n"},
	{"gegevens-fout", "zoek.json", "]\n", "\n§"},
	{"gegevens-fout", "app.webmanifest", `"name": "Opladers",`, `"kort": "Opladers",`},
	{"gegevens-fout", "robots.txt", "Disallow:", "§Disallow: /"},
	{"gegevens-fout", "_redirects", "301", "§999"},
	{"gegevens-fout", ".well-known/security.txt", "Expires: 2027-06-01", "§Expires: 2026-06-01"},
	{"gegevens-fout", ".well-known/security.txt", "Contact: mailto:beveiliging@opladers.example\n", ""},
	{"kopregels", "_headers", "/*\n  Strict-Transport-Security: max-age=31536000\n  X-Content-Type-Options: nosniff\n", "§/*\n  Strict-Transport-Security: max-age=31536000\n"},
	{"kopregels", "_headers", "default-src 'self'", "§default-src 'self' https:"},
	{"taal-wissel", "en/index.html", "hreflang=\"nl\" href=\"https://opladers.example/\"", "hreflang=\"nl\" href=\"https://opladers.example/zutphen/\""},
}

// damage puts the damaged copies beside the small site, each in a folder of its own.
func (c *corpus) damage() {
	sound := map[string]string{}
	for _, f := range c.archive("site/public.txtar").Files {
		sound[f.Name] = string(f.Data)
	}
	for i, d := range damaged {
		text := sound[d.file]
		if !strings.Contains(text, d.old) {
			c.t.Fatalf("%s: %s has no %q", d.rule, d.file, d.old)
		}
		if d.rule == "pagina-delen" && d.old == "main" {
			text = strings.ReplaceAll(text, d.old, d.new)
		} else {
			text = strings.Replace(text, d.old, d.new, 1)
		}
		line := 0
		if before, _, ok := strings.Cut(text, "§"); ok {
			line = 1 + strings.Count(before, "\n")
		}
		name := path.Join("public", fmt.Sprintf("kapot-%d", i), path.Base(d.file))
		c.write(name, crlf(name, []byte(strings.Replace(text, "§", "", 1))))
		c.seed("public", d.rule, name, line)
	}
}

// traced are pictures that tell where or with what they were made.
func (c *corpus) traced() {
	photo := picture(c.t, "jpg")
	// A directory (IFD) with one value: Make (0x010f), three letters and a zero.
	body := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x0f\x00\x02\x00\x00\x00\x04ABC\x00\x00\x00\x00\x00"
	camera := slices.Concat(photo[:2], []byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2)), []byte(body), photo[2:])
	note := "tEXtComment\x00Gemaakt door Bas"
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(note)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, note...), crc32.ChecksumIEEE([]byte(note)))
	drawing := picture(c.t, "png")
	c.write("content/zutphen/verhalen/herkomst/ee00000000000001.jpg", camera)
	c.write("content/zutphen/verhalen/herkomst/ee00000000000002.png", slices.Concat(drawing[:33], chunk, drawing[33:]))
	c.write("public/foto/ee00000000000001-480.jpg", camera)
}
