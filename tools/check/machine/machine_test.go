package machine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/check/rule"
)

var site = Options{BaseURL: "https://opladers.example/", Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}

// good are files without a fault. The faults below are made of them.
var good = map[string]string{
	"agenda.xml": `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>Agenda</title>
<link>https://opladers.example/agenda/</link>
<description>Wat er te doen is</description>
<atom:link href="https://opladers.example/agenda.xml" rel="self" type="application/rss+xml"/>
<item>
<title>Koffie &amp; thee</title>
<link>https://opladers.example/agenda/koffie/</link>
<pubDate>Wed, 18 Nov 2026 00:00:00 +0100</pubDate>
<guid isPermaLink="false">koffie-1</guid>
<enclosure url="https://opladers.example/a.mp3" length="12" type="audio/mpeg"/>
</item>
<item>
<title>Soep</title>
<link>https://opladers.example/agenda/soep/</link>
<guid>https://opladers.example/agenda/soep/</guid>
</item>
</channel>
</rss>
`,
	"atom.xml": `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>https://opladers.example/</id>
<title>Verhalen</title>
<updated>2026-11-18T10:00:00+01:00</updated>
<author><name>Opladers</name></author>
<entry>
<id>https://opladers.example/een/</id>
<title>Een</title>
<updated>2026-11-18T10:00:00Z</updated>
<link href="https://opladers.example/een/"/>
</entry>
</feed>
`,
	"sitemap.xml": `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url>
<loc>https://opladers.example/</loc>
<lastmod>2026-11-18</lastmod>
<xhtml:link rel="alternate" hreflang="en" href="https://opladers.example/en/"/>
</url>
<url><loc>https://opladers.example/agenda/</loc></url>
</urlset>
`,
	"agenda.ics": strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Opladers//NL
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:koffie@opladers.example
DTSTAMP:20200101T000000Z
SEQUENCE:1
DTSTART;TZID=Europe/Amsterdam:20261001T093000
DTEND;TZID=Europe/Amsterdam:20261001T110000
RRULE:FREQ=MONTHLY;UNTIL=20270603T073000Z;BYDAY=1TH
EXDATE;TZID=Europe/Amsterdam:20261105T093000,20261203T093000
SUMMARY:Koffie\, thee en een lang gesprek over van alles en nog wat in de
  buurt
STATUS:CONFIRMED
DESCRIPTION;ALTREP="cid:a;b:c":Regel een\nRegel twee\; en een \\
URL:https://opladers.example/agenda/koffie/
END:VEVENT
BEGIN:VEVENT
UID:koffie@opladers.example
DTSTAMP:20200101T000000Z
RECURRENCE-ID;TZID=Europe/Amsterdam:20270107T093000
DTSTART;VALUE=DATE:20270108
DTEND;VALUE=DATE:20270109
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT1H
END:VALARM
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n"),
	"agenda.json": `{
 "van": "2026-11-22",
 "pagina": "https://opladers.example/agenda/"
}`,
	"site.webmanifest": `{"name": "Opladers", "short_name": "Op", "start_url": "/", "scope": "/", "display": "minimal-ui", "theme_color": "#ffc933", "icons": [
{"src": "/merk.svg", "sizes": "any", "type": "image/svg+xml"},
{"src": "/icoon-192.png", "sizes": "192x192", "type": "image/png"},
{"src": "/icoon-512.png", "sizes": "512x512", "type": "image/png"}]}`,
	"merk.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
<defs><linearGradient id="a"/></defs><path d="M0 0" fill="url(#a)"/>
<use href="#a"/><a href="https://elders.example/"><text>Tekst</text></a>
</svg>`,
	".well-known/security.txt": `# Een lek gevonden?
Contact: mailto:veilig@opladers.example
Expires: 2027-11-01T00:00:00Z
Preferred-Languages: nl, en
Canonical: https://opladers.example/.well-known/security.txt
`,
	"robots.txt": `User-agent: *
Disallow: /zoeken/
Disallow:

User-agent: lelijkerobot
Disallow: /
Sitemap: https://opladers.example/sitemap.xml
`,
	"_headers": `# Voor alles
/*
  Strict-Transport-Security: max-age=31536000
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin
/
  Content-Security-Policy: default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
  X-Frame-Options: DENY
/lochem/inbedden/
  Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors https:
`,
	"_redirects": `# Oude adressen
/oud/ /nieuw/ 301!
/en/* /en/404.html 404
/blog/* /verhalen/:splat
/zoek q=:q /zoeken/?q=:q 302
/elders https://elders.example/ 301
`,
}

// faults are files with one fault each: old becomes new, at the line of §; without it the fault is of the whole file.
var faults = []struct{ rule, file, old, new string }{
	{"feed-fout", "agenda.xml", "<title>Soep</title>", "<title>Soep</titel>§"},
	{"feed-fout", "agenda.xml", "Koffie &amp; thee", "Koffie & thee§"},
	{"feed-fout", "agenda.xml", "Koffie &amp; thee", "§Koffie \xe9\xe9n"},
	{"feed-fout", "agenda.xml", `<rss version="2.0"`, `§<rss version="0.92"`},
	{"feed-fout", "agenda.xml", "<description>Wat er te doen is</description>\n", ""},
	{"feed-fout", "agenda.xml", "<title>Agenda</title>", "§<title> </title>"},
	{"feed-fout", "agenda.xml", "<title>Soep</title>\n", ""},
	{"feed-fout", "agenda.xml", "<guid>https://opladers.example/agenda/soep/</guid>\n", ""},
	{"feed-fout", "agenda.xml", "<guid>https://opladers.example/agenda/soep/</guid>", "§<guid isPermaLink=\"false\">koffie-1</guid>"},
	{"feed-fout", "agenda.xml", "<guid>https://opladers.example/agenda/soep/</guid>", "§<guid>soep-1</guid>"},
	{"feed-fout", "agenda.xml", "<link>https://opladers.example/agenda/soep/</link>", "§<link>/agenda/soep/</link>"},
	{"feed-fout", "agenda.xml", "Wed, 18 Nov", "§Tue, 18 Nov"},
	{"feed-fout", "agenda.xml", "Wed, 18 Nov 2026 00:00:00 +0100", "§2026-11-18"},
	{"feed-fout", "agenda.xml", `length="12" `, `§`},
	{"feed-fout", "agenda.xml", "</rss>\n", "</rss>\n§<rss/>"},
	{"feed-fout", "agenda.xml", "<channel>", "§<channel a=\"1\" a=\"2\">"},
	{"feed-fout", "atom.xml", "<title>Een</title>\n", ""},
	{"feed-fout", "atom.xml", "<author><name>Opladers</name></author>\n", ""},
	{"feed-fout", "atom.xml", "2026-11-18T10:00:00Z", "§2026-11-18"},
	{"feed-fout", "atom.xml", `<link href="https://opladers.example/een/"/>`, `§<link href="/een/"/>`},
	{"feed-fout", "atom.xml", "<id>https://opladers.example/een/</id>", "§<id>https://opladers.example/</id>"},
	{"feed-fout", "sitemap.xml", ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`, "§"},
	{"feed-fout", "sitemap.xml", "<loc>https://opladers.example/</loc>", "§<loc>/</loc>"},
	{"feed-fout", "sitemap.xml", "<loc>https://opladers.example/agenda/</loc>", "§<loc>https://elders.example/agenda/</loc>"},
	{"feed-fout", "sitemap.xml", "<loc>https://opladers.example/agenda/</loc>", "§<loc>https://opladers.example/</loc>"},
	{"feed-fout", "sitemap.xml", "<loc>https://opladers.example/agenda/</loc>", "§"},
	{"feed-fout", "sitemap.xml", "2026-11-18", "§18-11-2026"},
	{"feed-fout", "sitemap.xml", `href="https://opladers.example/en/"`, `§href="/en/"`},

	{"agenda-fout", "agenda.ics", "STATUS:CONFIRMED\r\n", "§STATUS:CONFIRMED\n"},
	{"agenda-fout", "agenda.ics", "een lang gesprek over van alles en nog wat in de\r\n ", "§een lang gesprek over van alles en nog wat in de "},
	{"agenda-fout", "agenda.ics", "STATUS:CONFIRMED\r\n", "§STATUS:MISSCHIEN\r\n"},
	{"agenda-fout", "agenda.ics", "END:VCALENDAR\r\n", ""},
	{"agenda-fout", "agenda.ics", "END:VALARM", "§END:VTODO"},
	{"agenda-fout", "agenda.ics", "VERSION:2.0\r\n", ""},
	{"agenda-fout", "agenda.ics", "VERSION:2.0", "§VERSION:1.0"},
	{"agenda-fout", "agenda.ics", "PRODID:-//Opladers//NL\r\n", ""},
	{"agenda-fout", "agenda.ics", "BEGIN:VEVENT\r\nUID:koffie@opladers.example\r\n", "§BEGIN:VEVENT\r\n"},
	{"agenda-fout", "agenda.ics", "DTSTAMP:20200101T000000Z\r\nSEQ", "SEQ"},
	{"agenda-fout", "agenda.ics", "DTSTAMP:20200101T000000Z\r\nSEQ", "§DTSTAMP:20200101T000000\r\nSEQ"},
	{"agenda-fout", "agenda.ics", "DTSTART;VALUE=DATE:20270108\r\n", ""},
	{"agenda-fout", "agenda.ics", "20261001T110000", "§20261001T090000"},
	{"agenda-fout", "agenda.ics", "20261001T110000", "§20261001T250000"},
	{"agenda-fout", "agenda.ics", "DTSTART;VALUE=DATE:20270108", "§DTSTART;VALUE=DATE:20270230"},
	{"agenda-fout", "agenda.ics", "DTEND;VALUE=DATE:20270109", "§DTEND:20270109T100000"},
	{"agenda-fout", "agenda.ics", "DTEND;VALUE=DATE:20270109", "DTEND;VALUE=DATE:20270109\r\n§DTEND;VALUE=DATE:20270110"},
	{"agenda-fout", "agenda.ics", "DTEND;VALUE=DATE:20270109", "§DTEND;VALUE=DATE:20270109\r\nDURATION:P1D"},
	{"agenda-fout", "agenda.ics", "RECURRENCE-ID;TZID=Europe/Amsterdam:20270107T093000\r\n", ""},
	{"agenda-fout", "agenda.ics", "RECURRENCE-ID;TZID=Europe/Amsterdam", "§RECURRENCE-ID;TZID=Europe/Brussels"},
	{"agenda-fout", "agenda.ics", "SUMMARY:Koffie\\, ", "§SUMMARY:Koffie, "},
	{"agenda-fout", "agenda.ics", "SUMMARY:Koffie\\, ", "§SUMMARY:Koffie\\x "},
	{"agenda-fout", "agenda.ics", "SEQUENCE:1", "§SEQUENCE:een"},
	{"agenda-fout", "agenda.ics", "SEQUENCE:1", "§SEQUENCE 1"},
	{"agenda-fout", "agenda.ics", "UNTIL=20270603T073000Z", "§UNTIL=20270603T073000"},
	{"agenda-fout", "agenda.ics", "FREQ=MONTHLY;UNTIL", "§FREQ=MONTHLY;COUNT=3;UNTIL"},
	{"agenda-fout", "agenda.ics", "FREQ=MONTHLY", "§FREQ=MAANDELIJKS"},
	{"agenda-fout", "agenda.ics", "een\\nRegel", "§een\x07Regel"},
	{"agenda-fout", "agenda.ics", "TZOFFSETTO:+0100", "§TZOFFSETTO:1 uur"},
	{"agenda-fout", "agenda.ics", "TRIGGER:-PT1H\r\n", ""},
	{"agenda-fout", "agenda.ics", "END:VCALENDAR\r\n", "END:VCALENDAR\r\n§X-A:B\r\n"},
	{"agenda-fout", "agenda.ics", "BEGIN:VCALENDAR", "§\ufeffBEGIN:VCALENDAR"},

	{"gegevens-fout", "agenda.json", `"2026-11-22",`, `"2026-11-22"` + "\n" + `§"a": 1,`},
	{"gegevens-fout", "agenda.json", "}", ""},
	{"gegevens-fout", "site.webmanifest", `"name": "Opladers"`, `"naam": "Opladers"`},
	{"gegevens-fout", "site.webmanifest", `"start_url": "/", `, ``},
	{"gegevens-fout", "site.webmanifest", `"sizes": "512x512"`, `"sizes": "500x500"`},
	{"gegevens-fout", "site.webmanifest", `"sizes": "any", `, ``},
	{"gegevens-fout", "site.webmanifest", `#ffc933`, `geel`},
	{"gegevens-fout", "site.webmanifest", `minimal-ui`, `groot`},
	{"ander-domein", "site.webmanifest", `/merk.svg`, `https://elders.example/merk.svg`},
	{"gegevens-fout", "merk.svg", ` xmlns="http://www.w3.org/2000/svg"`, "§"},
	{"gegevens-fout", "merk.svg", "</defs>", "</def>§"},
	{"script-in-pagina", "merk.svg", "</svg>", "§<script>alert(1)</script></svg>"},
	{"script-in-pagina", "merk.svg", "<defs>", `§<defs onload="ga()">`},
	{"script-in-pagina", "merk.svg", "https://elders.example/", `§javascript:ga()`},
	{"ander-domein", "merk.svg", `<use href="#a"/>`, `§<use href="/anders.svg#a"/>`},
	{"ander-domein", "merk.svg", `url(#a)`, `§url(https://elders.example/a.svg#b)`},
	{"ander-domein", "merk.svg", "</svg>", "§<style>@import '/a.css'</style></svg>"},
	{"gegevens-fout", ".well-known/security.txt", "Contact: mailto:veilig@opladers.example\n", ""},
	{"gegevens-fout", ".well-known/security.txt", "mailto:veilig", "§veilig"},
	{"gegevens-fout", ".well-known/security.txt", "2027-11-01T", "§2026-11-01T"},
	{"gegevens-fout", ".well-known/security.txt", "2027-11-01T", "§2028-11-01T"},
	{"gegevens-fout", ".well-known/security.txt", "2027-11-01T00:00:00Z", "§1 november"},
	{"gegevens-fout", ".well-known/security.txt", "Expires: 2027-11-01T00:00:00Z\n", ""},
	{"gegevens-fout", ".well-known/security.txt", "https://opladers.example/.well-known", "https://elders.example/.well-known"},
	{"gegevens-fout", "robots.txt", "User-agent: *\n", ""},
	{"gegevens-fout", "robots.txt", "Disallow: /zoeken/", "§Disallow: /"},
	{"gegevens-fout", "robots.txt", "Disallow: /zoeken/", "§Disallow: zoeken"},
	{"gegevens-fout", "robots.txt", "Disallow: /zoeken/", "§Verboden /zoeken/"},
	{"gegevens-fout", "robots.txt", "https://opladers.example/sitemap.xml", "§/sitemap.xml"},
	{"kopregels", "_headers", "max-age=31536000", "§max-age=3600"},
	{"kopregels", "_headers", "  X-Content-Type-Options: nosniff\n", ""},
	{"kopregels", "_headers", "same-origin", "§unsafe-url"},
	{"kopregels", "_headers", "X-Frame-Options: DENY", "§X-Frame-Options: ALLOWALL"},
	{"kopregels", "_headers", "img-src 'self'", "§script-src 'self' 'unsafe-inline'"},
	{"kopregels", "_headers", "default-src 'none'; img-src", "§img-src"},
	{"kopregels", "_headers", "frame-ancestors 'none'", "§frame-ancestors https:"},
	{"kopregels", "_headers", "base-uri 'none'; form-action 'self'; ", "§base-uri 'none'; "},
	{"kopregels", "_headers", "img-src 'self'", "§img-src *"},
	{"kopregels", "_headers", "  Referrer-Policy: same-origin", "  Referrer-Policy: same-origin\n§  Onleesbaar"},
	{"kopregels", "_headers", "/lochem/inbedden/\n", "§/\n  X-A: b\n/lochem/inbedden/\n"},
	{"gegevens-fout", "_redirects", "301!", "§999"},
	{"gegevens-fout", "_redirects", "/oud/ /nieuw/", "§/oud/ nieuw"},
	{"gegevens-fout", "_redirects", "/oud/ /nieuw/", "§/oud/ /oud/"},
	{"gegevens-fout", "_redirects", "/en/*", "§/oud/ /derde/\n/en/*"},
	{"gegevens-fout", "_redirects", "/blog/*", "§/blog/"},
}

func brief(found []rule.Finding) (out []string) {
	for _, f := range found {
		out = append(out, fmt.Sprintf("%d %s: %s", f.Line, f.Rule, f.Text))
	}
	return out
}

func TestGood(t *testing.T) {
	for name, s := range good {
		found, refs := Check("public/"+name, []byte(s), site)
		if len(found) > 0 || len(refs) == 0 && name != "_headers" {
			t.Errorf("%s: %q, %v", name, brief(found), refs)
		}
		for _, r := range refs {
			if !strings.Contains(s, r.To) || r.Line > 0 && !strings.Contains(strings.Split(s, "\n")[r.Line-1], r.To) {
				t.Errorf("%s: %+v is not there", name, r)
			}
		}
	}
	for _, name := range []string{"a.txt", "b.js", "c.html", "d.png"} {
		if found, _ := Check(name, []byte("\xff<a>"), site); len(found) > 0 {
			t.Errorf("%s: %q", name, brief(found))
		}
	}
}

// Each file has one fault, and one finding at its line.
func TestFaults(t *testing.T) {
	for _, f := range faults {
		file := strings.Replace(good[f.file], f.old, f.new, 1)
		if file == good[f.file] {
			t.Errorf("%s has no %s", f.file, f.old)
		}
		line := 0
		if before, _, ok := strings.Cut(file, "§"); ok {
			line = strings.Count(before, "\n") + 1
		}
		found, _ := Check(f.file, []byte(strings.Replace(file, "§", "", 1)), site)
		if len(found) != 1 || found[0].Rule != f.rule || line != 0 && found[0].Line != line || found[0].File != f.file || found[0].Hint == "" {
			t.Errorf("%s, %q: want %s at line %d, have %q", f.file, f.new, f.rule, line, brief(found))
		}
	}
}

func FuzzCheck(f *testing.F) {
	names := []string{"a.xml", "a.ics", "a.json", "a.webmanifest", "a.svg", "security.txt", "robots.txt", "_headers", "_redirects"}
	for _, s := range good {
		f.Add(s)
	}
	for _, x := range faults {
		f.Add(strings.Replace(good[x.file], x.old, x.new, 1))
	}
	f.Fuzz(func(t *testing.T, file string) {
		lines := strings.Count(file, "\n") + 1
		for _, name := range names {
			found, refs := Check(name, []byte(file), site)
			last := 0
			for _, x := range found {
				if x.Line < last || x.Line > lines || !strings.HasSuffix(x.Text, ".") {
					t.Errorf("%s, %d lines, after %d: %+v", name, lines, last, x)
				}
				last = x.Line
			}
			for _, r := range refs {
				if r.Line < 0 || r.Line > lines || r.Attr == "" {
					t.Errorf("%s, %d lines: %+v", name, lines, r)
				}
			}
		}
	})
}

// Whatever a file is like, reading it ends, and findings are on its lines: what took quadratic time would keep this test until it is stopped.
func TestHostile(t *testing.T) {
	const n = 1 << 18
	for _, name := range []string{"a.xml", "a.ics", "a.json", "a.webmanifest", "a.svg", "security.txt", "robots.txt", "_headers", "_redirects"} {
		for _, s := range []string{"<a>", "<a b='", "<!--", "BEGIN:VCALENDAR\r\n", " x\r\n", "[", "{\"a\":", "\"https://opladers.example/", "/a\n", "/a b\n", " a: b\n", "X;Y=\"", "<rss><channel><item>", "a=b ", "/a a=b ", "Contact: x\n"} {
			text := strings.Repeat(s, n/len(s))
			found, _ := Check(name, []byte(text), site)
			for _, f := range found {
				if f.Line < 0 || f.Line > strings.Count(text, "\n")+1 {
					t.Errorf("%s, %q: line %d", name, s, f.Line)
				}
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	event := strings.Join(strings.Split(good["agenda.ics"], "\r\n")[12:25], "\r\n")
	item := good["agenda.xml"][strings.Index(good["agenda.xml"], "<item>"):strings.Index(good["agenda.xml"], "</channel>")]
	for name, file := range map[string]string{
		"agenda.ics": strings.Replace(good["agenda.ics"], event, strings.Repeat(event+"\r\n", 500), 1),
		"agenda.xml": strings.Replace(good["agenda.xml"], item, strings.Repeat(item, 500), 1),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				Check(name, []byte(file), site)
			}
		})
	}
}
