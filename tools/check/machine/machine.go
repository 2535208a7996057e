// Package machine checks the files of the site that programs read: feeds, calendars, the map of the site, data, drawings, and what
// hosts and search engines are told. It is as strict as the strictest of those programs, where our own readers are kind.
//
//	*.xml          RSS 2.0, Atom (RFC 4287), sitemaps (sitemaps.org); any other XML must be well-formed
//	*.ics          iCalendar (RFC 5545)
//	*.json         RFC 8259
//	*.webmanifest  Web Application Manifest (W3C), with what a phone needs to install the site
//	*.svg          SVG without scripts, and without anything of other sites
//	security.txt   RFC 9116
//	robots.txt     RFC 9309
//	_headers, _redirects  as Netlify reads them, with the headers that the site must send
package machine

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/check/rule"
)

// Options say for which site a file is checked, and when.
type Options struct {
	BaseURL string    // where the site stands: https://mijnopladers.nl/; "" takes no address for that of another site
	Now     time.Time // what is in the future
}

// Ref is an address in a file.
type Ref struct {
	Attr string // where it stands: "rss link", "sitemap loc", "ics URL", "json", "manifest icons", "_redirects", "robots Sitemap", ...
	To   string // as it is written, without escapes
	Line int
	Text string // always empty: as in package markup
}

// most is how many findings of one file are given.
const most = 100

// Check checks a file, by its name. Of a file that no program reads it finds nothing. The findings are in order of line.
func Check(name string, data []byte, o Options) ([]rule.Finding, []Ref) {
	c := &checker{name: name, data: data, o: o, rule: "gegevens-fout", hint: byUs}
	check := c.kind()
	if check == nil {
		return nil, nil
	}
	if i := badUTF8(data); i >= 0 {
		c.at(1+bytes.Count(data[:i], []byte("\n")), "Hier staat een teken dat geen UTF-8 is.")
		return c.findings, nil
	}
	check()
	slices.SortStableFunc(c.findings, rule.Compare)
	return c.findings, c.refs
}

// kind gives the check for a file, and sets its rule.
func (c *checker) kind() func() {
	switch path.Base(c.name) {
	case "_headers":
		c.rule, c.hint = "kopregels", "Zet de kopregels in layouts/ of netlify.toml terug zoals opladers ze maakt."
		return c.headers
	case "_redirects":
		return c.redirects
	case "robots.txt":
		return c.robots
	case "security.txt":
		c.hint = "Vul op de voorpagina bij wie een lek kan melden, en bouw de site opnieuw."
		return c.security
	}
	switch path.Ext(c.name) {
	case ".xml":
		c.rule = "feed-fout"
		return c.xml
	case ".ics":
		c.rule = "agenda-fout"
		return c.calendar
	case ".json":
		return func() { c.json() }
	case ".webmanifest":
		return c.manifest
	case ".svg":
		return c.drawing
	}
	return nil
}

// byUs is what to do about a file that opladers makes by itself.
const byUs = "Bouw de site opnieuw. Blijft dit zo, geef het dan door aan wie de site beheert."

// checker is a file while it is read.
type checker struct {
	name, rule, hint string
	data             []byte
	o                Options
	findings         []rule.Finding
	refs             []Ref
}

// at adds a finding of the rule of this file.
func (c *checker) at(line int, text string) { c.of(c.rule, line, text) }

func (c *checker) of(id string, line int, text string) {
	if len(c.findings) >= most {
		return
	}
	f := rule.Of(id, line, text, c.hint)
	f.File = c.name
	c.findings = append(c.findings, f)
}

func (c *checker) link(attr, to string, line int) {
	c.refs = append(c.refs, Ref{Attr: attr, To: to, Line: line})
}

// badUTF8 gives the place of the first byte that is no UTF-8, -1 when there is none.
func badUTF8(data []byte) int {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// short cuts what is quoted from a file.
func short(s string) string {
	const longest = 60
	if len(s) > longest {
		s = s[:longest] + "…"
	}
	return strings.ToValidUTF8(s, "")
}

// whole tells whether an address has all its parts: https://host/...
func whole(to string) bool {
	rest, ok := strings.CutPrefix(to, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(to, "http://")
	}
	host, _, _ := strings.Cut(rest, "/")
	return ok && host != "" && !strings.ContainsAny(to, " \t\n<>\"")
}

// ours tells whether an address is on the site.
func (c *checker) ours(to string) bool {
	if c.o.BaseURL == "" {
		return true
	}
	return sameHost(to, c.o.BaseURL)
}

func sameHost(a, b string) bool { return strings.EqualFold(origin(a), origin(b)) }

// origin gives scheme and host of a whole address.
func origin(to string) string {
	scheme, rest, ok := strings.Cut(to, "://")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}

// lines gives the lines of a text file with their numbers, without their ends and a byte order mark.
func (c *checker) lines(visit func(n int, line string)) {
	text := strings.TrimPrefix(string(c.data), "\ufeff")
	n := 0
	for line := range strings.Lines(text) {
		n++
		visit(n, strings.TrimRight(line, "\r\n"))
	}
}
