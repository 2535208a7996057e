// Package markup checks one page of the site as visitors get it: whether its HTML is right, and what a page must have so that
// everybody can use it. What takes more than one file (whether links lead anywhere, what a page weighs in all) is for others, who
// get the facts for it from here.
package markup

import "mijnopladers.nl/opladers/tools/check/rule"

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
	return nil, Facts{Bytes: len(data)}
}
