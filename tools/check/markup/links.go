package markup

import (
	"slices"
	"strings"
)

// addresses notes the addresses of the last start tag.
func (c *checker) addresses(e *element) {
	for i := range c.s.attrs {
		switch a := &c.s.attrs[i]; a.name {
		case "href":
			if e.name == "a" || e.name == "area" {
				c.link(e, e.name+" href", a.val())
				e.ref = len(c.facts.Links)
				e.label, _ = c.get("aria-label")
			}
		case "src", "poster", "data", "action", "formaction", "cite", "ping":
			if a.name == "data" && e.name != "object" {
				continue
			}
			c.link(e, e.name+" "+a.name, a.val())
			if e.name == "img" {
				alt, _ := c.get("alt")
				c.facts.Links[len(c.facts.Links)-1].Text = cut(alt)
			}
			if a.name == "poster" || a.name == "src" && e.name == "script" {
				c.load(a.val())
			}
		case "srcset":
			for s := range candidates(a.val()) {
				c.link(e, e.name+" srcset", s.url)
			}
		}
	}
	switch {
	case e.name == "source" && c.top().name == "picture" && c.picture == "":
		media, _ := c.get("media")
		kind, _ := c.get("type")
		if onPhone(media) && (kind == "" || in(" image/webp image/avif image/jpeg image/png image/gif image/svg+xml ", kind)) {
			set, _ := c.get("srcset")
			sizes, _ := c.get("sizes")
			c.picture = choose(set, sizes)
		}
	case e.name == "img":
		c.shown()
	}
}

// shown notes which file of a picture a phone fetches at once.
func (c *checker) shown() {
	if v, _ := c.get("loading"); strings.EqualFold(v, "lazy") {
		return
	}
	src := c.picture
	if src == "" {
		set, _ := c.get("srcset")
		sizes, _ := c.get("sizes")
		src = choose(set, sizes)
	}
	if src == "" {
		src, _ = c.get("src")
	}
	c.load(src)
}

// load notes what is fetched at once.
func (c *checker) load(to string) {
	to = strings.TrimSpace(to)
	if to == "" || strings.HasPrefix(to, "data:") || len(c.facts.Loads) < 1000 && slices.Contains(c.facts.Loads, to) {
		return
	}
	c.facts.Loads = append(c.facts.Loads, strings.Clone(to))
}

// linked reads a link element.
func (c *checker) linked(e *element) {
	href, _ := c.get("href")
	rel, ok := c.get("rel")
	rel = strings.Join(strings.Fields(lower(rel)), " ")
	_, prop := c.get("itemprop")
	_, on := c.get("property")
	if (!ok || rel == "") && !prop && !on {
		c.wrong(e.line, "Bij <link> ontbreekt rel.")
	}
	attr := "link href"
	c.link(e, attr, href)
	c.facts.Links[len(c.facts.Links)-1].Text = cut(rel)
	media, _ := c.get("media")
	for word := range strings.FieldsSeq(rel) {
		switch word {
		case "canonical":
			if c.facts.Canonical != "" {
				c.wrong(e.line, "De pagina noemt twee keer een eigen adres (canonical).")
			}
			if c.facts.Canonical = strings.Clone(href); !whole(href) {
				c.wrong(e.line, "Het eigen adres van de pagina (canonical) is geen heel adres.")
			}
		case "alternate":
			lang, ok := c.get("hreflang")
			if !ok {
				break
			}
			if c.facts.Alternates == nil {
				c.facts.Alternates = map[string]string{}
			}
			if c.facts.Alternates[lang] != "" {
				c.add("taal-wissel", e.line, "De pagina noemt twee keer een adres voor de taal "+short(lang)+".", toTemplates)
			}
			c.facts.Alternates[strings.Clone(lang)] = strings.Clone(href)
		case "stylesheet":
			c.seen.style = true
			if onPhone(media) {
				c.load(href)
			}
		case "preload":
			if as, ok := c.get("as"); !ok || !in(" audio document embed fetch font image json object script style track video worker ", as) {
				c.wrong(e.line, "Bij <link rel=\"preload\"> zegt as niet wat er geladen wordt.")
			}
			set, _ := c.get("imagesrcset")
			sizes, _ := c.get("imagesizes")
			if to := choose(set, sizes); to != "" {
				href = to
			}
			if onPhone(media) {
				c.load(href)
			}
		case "modulepreload":
			c.load(href)
		}
		if in(" stylesheet preload modulepreload prefetch preconnect dns-prefetch icon apple-touch-icon mask-icon manifest ", word) {
			c.elsewhere(e, attr, href)
		}
	}
}

// link notes an address.
func (c *checker) link(e *element, attr, to string) {
	to = strings.TrimSpace(to)
	c.facts.Links = append(c.facts.Links, Ref{Attr: known(attr), To: strings.Clone(to), Line: e.line})
	if isScript(to) {
		c.add("script-in-pagina", e.line, "Bij <"+short(e.name)+"> staat een script als adres (javascript:).", toTemplates)
		return
	}
	if attr != "link href" && attr != "a href" && attr != "area href" && e.name != "meta" && !strings.HasSuffix(attr, " cite") {
		c.elsewhere(e, attr, to)
	}
}

// known gives the one copy of the names of attributes that pages have much.
func known(attr string) string {
	if s, ok := names[attr]; ok {
		return s
	}
	return attr
}

var names = func() map[string]string {
	m := map[string]string{}
	for _, s := range []string{"a href", "area href", "img src", "img srcset", "source src", "source srcset", "script src", "form action", "use href"} {
		m[s] = s
	}
	return m
}()

// elsewhere reports what a browser fetches from another site, or sends there.
func (c *checker) elsewhere(e *element, attr, to string) {
	if o := origin(to); o != "" && c.base != "" && o != c.base {
		c.add("ander-domein", e.line, "De pagina haalt of stuurt iets van of naar een andere site ("+attr+"): "+short(to)+".", "Zet het bestand op de site zelf, of maak er een gewone link van.")
	}
}

// origin gives scheme and host of an address; "" when it has none. What starts with // takes the scheme of a page.
func origin(to string) string {
	to = strings.ReplaceAll(strings.TrimSpace(to), "\\", "/")
	if strings.HasPrefix(to, "//") {
		to = "https:" + to
	}
	scheme, rest, ok := strings.Cut(to, "://")
	if !ok || strings.ContainsAny(scheme, "/?#.") {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	scheme, rest = lower(scheme), lower(rest)
	switch scheme {
	case "https":
		rest = strings.TrimSuffix(rest, ":443")
	case "http":
		rest = strings.TrimSuffix(rest, ":80")
	}
	return scheme + "://" + rest
}

// whole tells whether an address has all its parts.
func whole(to string) bool { return origin(to) != "" && !strings.HasPrefix(to, "//") }

// isScript tells whether an address is a script. Browsers pass over spaces before it, and line ends in it.
func isScript(to string) bool {
	const scheme = "javascript:"
	n := 0
	for i := 0; i < len(to) && n < len(scheme); i++ {
		switch ch := to[i]; {
		case ch <= ' ' && n == 0, ch == '\n', ch == '\t', ch == '\r':
		case ch|0x20 == scheme[n] || ch == ':' && scheme[n] == ':':
			n++
		default:
			return false
		}
	}
	return n == len(scheme)
}

// empty are the names of links that say nothing about where they lead.
var empty = setOf("hier, klik, klik hier, klik dan hier, hier klikken, lees meer, lees verder, lees hier, lees hier meer, lees meer hier, meer, meer lezen, " +
	"meer info, meer informatie, link, deze link, website, de website, deze website, site, deze site, pagina, deze pagina, ga verder, verder, " +
	"bekijk, bekijk hier, download, download hier")

func setOf(list string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.SplitSeq(list, ", ") {
		m[word] = true
	}
	return m
}

// anchor checks the name of a link.
func (c *checker) anchor(e *element, name string) {
	if e.ref == 0 {
		return
	}
	if !blank(e.label) {
		name = e.label
	}
	name = cut(name)
	c.facts.Links[e.ref-1].Text = name
	switch {
	case name == "" && !e.named && !e.off:
		c.add("link-zonder-tekst", e.line, "Een link heeft geen tekst: "+short(c.facts.Links[e.ref-1].To)+".", "Zeg in de link waar hij heen gaat.")
	case len(name) < 30 && empty[lower(strings.Trim(name, " .:!?…>»→\u00a0"))]:
		c.add("link-tekst", e.line, "De link '"+name+"' zegt niet waar hij heen gaat.", "Zet in de link waar hij over gaat, zoals 'de agenda van Lochem'.")
	}
}
