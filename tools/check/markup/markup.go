// Package markup checks one page of the site as visitors get it: whether its HTML is right, and what a page must have so that
// everybody can use it. What takes more than one file (whether links lead anywhere, what a page weighs in all) is for others, who
// get the facts for it from here.
//
// It goes by the HTML Standard (WHATWG), WAI-ARIA 1.2, and what WCAG 2.2 asks that can be seen without a browser, in one pass and
// without a tree: a site has 10,000 pages, and they are checked before each time it goes out. So it knows less than the Nu HTML checker and axe, which
// tools/browser asks about each template: not the grammar of SVG, of CSS in attributes, or of dates in fields, nor all that a
// role allows. One fault gives one finding, at the line where it is to be mended.
//
// The order in which a page is read: scan.go cuts it into tags and text, tree.go keeps what is open, place.go says what may stand where,
// attrs.go and aria.go check attributes, elements.go what an element must have, and page.go, at the end, the page.
package markup

import (
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/check/rule"
)

// Options say for which site a page is checked.
type Options struct {
	BaseURL string // where the site stands: https://mijnopladers.nl/; "" takes no address for that of another site
}

// Facts are what a page says about itself and other files.
type Facts struct {
	Lang, Title string
	Canonical   string // as it is written; "" when there is none
	Description string

	Hidden   bool // noindex
	Redirect bool // sends visitors on at once: an old address
	Part     bool // made to be pasted into a mail: it has no style sheet and is not to be found

	Alternates map[string]string // of each language (hreflang) the address of this page, as it is written; nil when there are none
	IDs        []string          // where links within the page can go, sorted
	Links      []Ref             // all addresses, in order
	Loads      []string          // what a phone of 360 by 2 pixels fetches before somebody scrolls, each once; not the page itself
	Bytes      int               // the page itself
}

// Ref is an address in a page.
type Ref struct {
	Attr string // where it stands: "a href", "img src", "img srcset", "link href", "script src", "form action", "meta og:image", ...
	To   string // the address as it is written, without the escapes of HTML
	Line int
	Text string // of a link its name as it is read out; of a picture its alternative; of a link element its rel. At most 200 bytes
}

// MaxBytes is how long a page may be before it is heavy by itself (rule pagina-zwaar), unpacked.
const MaxBytes = 400_000

// Check checks a page. The findings are in order of line; their file is name.
func Check(name string, data []byte, o Options) ([]rule.Finding, Facts) {
	c := &checker{name: name, base: origin(o.BaseURL)}
	c.s = scanner{src: string(data), fault: func(at int, text string) { c.wrong(c.lineAt(at), text) }}
	c.facts.Bytes = len(data)
	c.bytes()
	c.run()
	c.page()
	slices.SortStableFunc(c.findings, rule.Compare)
	return c.findings, c.facts
}

// checker is a page while it is read.
type checker struct {
	name     string
	base     string // origin of the site, https://mijnopladers.nl
	s        scanner
	findings []rule.Finding
	facts    Facts

	at, line int // a place in the page and its line, less one

	open    []element
	lost    []string // what was closed by something else: an end tag of it may still come
	ended   bool     // behind </body>
	implied bool     // a body without its tag
	quiet   bool     // it was told that the body starts too early

	// How many of these are open.
	links, buttons, labels, forms, inert, mains, banners, names int

	gathered []byte // text of what is open and needs a name
	seen     seen
	ids      []place // in order
	refs     []place // to ids that must be there
	fields   []field // that wait for a label
	labelled []string
	picture  string // what a phone takes of the sources of the picture that is open
}

// place is something that stands on a line.
type place struct {
	what string
	line int
	attr string
}

// field is a field of a form without a name so far.
type field struct {
	id   string
	line int
	tag  string
}

// seen is what was found of what a page must have.
type seen struct {
	doctype, charset, style bool

	html, heads, bodies, titles, descriptions, mains int // how many

	htmlLine  int
	refresh   int    // the line of a meta refresh that is none of an old address
	h1        int    // how many
	level     int    // of the last heading
	late      int    // the line of the first heading, when it is no h1
	dir       string // of the page
	navs      []nav
	stops     int    // what the Tab key reaches before main
	jumpTo    string // the id to which the first of these goes
	idsInMain []string
}

// nav is a navigation, which needs a name when there are more.
type nav struct {
	line  int
	named bool
}

// most is how many findings of one page are given.
const most = 200

// add adds a finding.
func (c *checker) add(id string, line int, text, hint string) {
	if len(c.findings) >= most {
		return
	}
	f := rule.Of(id, line, text, hint)
	f.File = c.name
	c.findings = append(c.findings, f)
}

// toTemplates is what to do about what no text in content/ can cause.
const toTemplates = "Dit komt uit de sjablonen van de site (layouts/). Geef het door aan wie die beheert."

// wrong adds a fault in the HTML.
func (c *checker) wrong(line int, text string) { c.add("html-fout", line, text, toTemplates) }

// lineAt gives the line of a place, from 1.
func (c *checker) lineAt(at int) int {
	if at >= c.at {
		c.line += strings.Count(c.s.src[c.at:at], "\n")
	} else {
		c.line -= strings.Count(c.s.src[at:c.at], "\n")
	}
	c.at = at
	return c.line + 1
}
