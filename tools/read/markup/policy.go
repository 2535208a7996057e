package markup

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// policy is what a text has. Elements that are let through only for the walker to leave them out whole (svg, select …) are
// here because bluemonday keeps the words of what it does not know, and skips all that follows an element that is not closed.
//
// Addresses pass as they are: bluemonday drops one that has a space in it, as names of photos do. Links are checked
// by prose.Address, and pictures are never fetched.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowNoAttrs().OnElements(strings.Fields(`html head body title
		h1 h2 h3 h4 h5 h6 p div span br hr blockquote pre center address article aside details dialog fieldset figure
		figcaption footer form header hgroup legend main nav search section summary
		ul ol menu dir li dl dt dd table caption colgroup col thead tbody tfoot tr th td
		a b strong i em cite dfn var code kbd samp tt q sub sup small big font u ins del s strike mark abbr time wbr bdo bdi
		ruby rb rp rt img picture iframe video audio source object embed svg math canvas map template xml
		button datalist input label meter optgroup option output progress select textarea`)...)
	p.AllowNoAttrs().OnElementsMatching(custom)
	p.AllowAttrs("class", "id", "style", "hidden", "aria-hidden", "role").Globally()
	p.AllowAttrs("href", "name", "title").OnElements("a")
	p.AllowAttrs("src", "srcset", "data-src", "data-lazy-src", "data-original", "alt", "width", "height").OnElements("img")
	p.AllowAttrs("src", "data-src", "title").OnElements("iframe", "embed", "video", "audio", "source")
	p.AllowAttrs("start", "value").OnElements("ol", "li")
	p.AllowAttrs("colspan", "rowspan").OnElements("td", "th")
	return p.RequireParseableURLs(false)
}()

// custom are elements that a site made up; they stand around blocks.
var custom = regexp.MustCompile(`^[a-z][a-z0-9]*-[a-z0-9-]+$`)
