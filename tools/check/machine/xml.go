package machine

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// maxDepth is how deep elements may stand in each other. Feeds need five.
const maxDepth = 100

// node is an element while it is open.
type node struct {
	name string // local
	line int
	text strings.Builder
	has  map[string]int // of children, how often
	perm bool           // a guid that is an address
}

// format is a format of XML: what is done with each element at its start and end.
type format struct {
	open  func(path []*node, e xml.StartElement, line int)
	close func(path []*node)
	end   func()
}

// xml checks a feed, a sitemap, or any other XML.
func (c *checker) xml() {
	c.walk(func(root xml.StartElement, line int) format {
		switch {
		case root.Name.Local == "rss":
			return c.rss(root, line)
		case root.Name.Local == "feed":
			return c.atom(root, line)
		case root.Name.Local == "urlset" || root.Name.Local == "sitemapindex":
			return c.sitemap(root, line)
		}
		return format{}
	})
}

// walk reads XML, and tells the format that begin chooses by the root.
func (c *checker) walk(begin func(xml.StartElement, int) format) {
	d := xml.NewDecoder(bytes.NewReader(c.data))
	var f format
	var path []*node
	roots := 0
	for {
		line, _ := d.InputPos()
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			c.broken(err)
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if line, _ = d.InputPos(); len(path) >= maxDepth {
				c.at(line, "Hier staan te veel elementen in elkaar.")
				return
			}
			if len(path) == 0 {
				if roots++; roots > 1 {
					c.at(line, "Achter het einde van het bestand staat nog een element.")
					return
				}
				f = begin(t, line)
			} else {
				path[len(path)-1].has[t.Name.Local]++
			}
			for i, a := range t.Attr {
				for _, b := range t.Attr[:min(i, 50)] {
					if a.Name == b.Name {
						c.at(line, "Een attribuut staat er twee keer: "+short(a.Name.Local)+".")
					}
				}
			}
			path = append(path, &node{name: t.Name.Local, line: line, has: map[string]int{}})
			if f.open != nil {
				f.open(path, t, line)
			}
		case xml.EndElement:
			if f.close != nil {
				f.close(path)
			}
			path = path[:len(path)-1]
		case xml.CharData:
			switch {
			case len(path) > 0:
				path[len(path)-1].text.Write(t)
			case len(bytes.TrimSpace(bytes.TrimPrefix(t, []byte("\ufeff")))) > 0:
				c.at(line, "Buiten het eerste element staat tekst.")
				return
			}
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) {
				c.at(line, "Het bestand legt zelf tekens vast (ENTITY). Veel programma's weigeren dat.")
			}
		}
	}
	if roots == 0 {
		c.at(0, "Het bestand is leeg.")
		return
	}
	if f.end != nil {
		f.end()
	}
}

func (c *checker) broken(err error) {
	line, text := 0, err.Error()
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		line, text = s.Line, s.Msg
	}
	c.at(line, "Het bestand is geen goede XML, en programma's lezen het dan niet ("+short(text)+").")
}

// need reports children that are not there.
func (c *checker) need(n *node, names ...string) {
	for _, name := range names {
		if n.has[name] == 0 {
			c.at(n.line, "In <"+n.name+"> ontbreekt <"+name+">.")
		}
	}
}

// absolute notes an address that must be whole.
func (c *checker) absolute(attr, to string, line int) {
	to = strings.TrimSpace(to)
	c.link(attr, to, line)
	if !whole(to) {
		c.at(line, "Het adres '"+short(to)+"' is niet heel: het begint niet met https://.")
	}
}

// once reports what must be different each time.
func (c *checker) once(seen map[string]bool, what, v string, line int) {
	if seen[v] {
		c.at(line, "'"+short(v)+"' staat er twee keer als "+what+": lezers zien dan maar één van de twee.")
	}
	seen[v] = true
}

func attrOf(e xml.StartElement, name string) (string, bool) {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

func (c *checker) rss(root xml.StartElement, line int) format {
	if v, _ := attrOf(root, "version"); v != "2.0" {
		c.at(line, "De feed zegt niet dat hij RSS 2.0 is (version).")
	}
	ids := map[string]bool{}
	channels := 0
	return format{
		open: func(path []*node, e xml.StartElement, line int) {
			n := path[len(path)-1]
			switch {
			case n.name == "channel" && len(path) == 2:
				channels++
			case n.name == "guid":
				v, ok := attrOf(e, "isPermaLink")
				n.perm = !ok || v == "true"
			case n.name == "link" && e.Name.Space == "http://www.w3.org/2005/Atom":
				href, _ := attrOf(e, "href")
				c.absolute("atom link", href, line)
				n.name = "atom:link"
			case n.name == "enclosure":
				url, _ := attrOf(e, "url")
				c.absolute("rss enclosure", url, line)
				size, _ := attrOf(e, "length")
				kind, _ := attrOf(e, "type")
				if _, err := strconv.ParseUint(size, 10, 63); err != nil || kind == "" {
					c.at(line, "Bij <enclosure> hoort de lengte in bytes en de soort bestand.")
				}
			}
		},
		close: func(path []*node) {
			n := path[len(path)-1]
			text := strings.TrimSpace(n.text.String())
			switch n.name {
			case "channel":
				c.need(n, "title", "link", "description")
			case "item":
				c.need(n, "guid", "link")
				if n.has["title"]+n.has["description"] == 0 {
					c.at(n.line, "In <item> ontbreekt <title>.")
				}
			case "title":
				if text == "" && len(path) < 5 {
					c.at(n.line, "<title> is leeg.")
				}
			case "link":
				c.absolute("rss link", text, n.line)
			case "guid":
				c.once(ids, "guid", text, n.line)
				if n.perm && !whole(text) {
					c.at(n.line, "<guid> is geen adres, en zegt niet isPermaLink=\"false\".")
				}
			case "pubDate", "lastBuildDate":
				if !isRFC822(text) {
					c.at(n.line, "'"+short(text)+"' is geen datum zoals een feed die heeft: Wed, 18 Nov 2026 10:00:00 +0100.")
				}
			}
		},
		end: func() {
			if channels != 1 {
				c.at(0, "De feed heeft geen <channel>, of meer dan een.")
			}
		},
	}
}

// isRFC822 tells whether v is a date as RSS has it, with a day of the week that is right, if any.
func isRFC822(v string) bool {
	for _, layout := range []string{"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700"} {
		if t, err := time.Parse(layout, v); err == nil {
			return !strings.Contains(layout, "Mon") || strings.HasPrefix(v, t.Weekday().String()[:3])
		}
	}
	return false
}

func (c *checker) atom(root xml.StartElement, line int) format {
	if root.Name.Space != "http://www.w3.org/2005/Atom" {
		c.at(line, "De feed zegt niet dat hij Atom is (xmlns).")
	}
	ids := map[string]bool{}
	authors := false
	return format{
		open: func(path []*node, e xml.StartElement, line int) {
			if n := path[len(path)-1]; n.name == "link" {
				href, _ := attrOf(e, "href")
				c.absolute("atom link", href, line)
			}
			authors = authors || e.Name.Local == "author" && len(path) == 2
		},
		close: func(path []*node) {
			n := path[len(path)-1]
			text := strings.TrimSpace(n.text.String())
			switch n.name {
			case "feed":
				c.need(n, "id", "title", "updated")
			case "entry":
				c.need(n, "id", "title", "updated")
				if !authors && n.has["author"] == 0 {
					c.at(n.line, "In <entry> ontbreekt <author>.")
				}
			case "id":
				c.once(ids, "id", text, n.line)
			case "updated", "published":
				if _, err := time.Parse(time.RFC3339, text); err != nil {
					c.at(n.line, "'"+short(text)+"' is geen datum zoals een feed die heeft: 2026-11-18T10:00:00+01:00.")
				}
			}
		},
	}
}

// maxURLs is how many addresses one sitemap may have, and maxSitemap how many bytes.
const (
	maxURLs    = 50_000
	maxSitemap = 50 << 20
)

func (c *checker) sitemap(root xml.StartElement, line int) format {
	if root.Name.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" {
		c.at(line, "De kaart van de site zegt niet dat zij een sitemap is (xmlns).")
	}
	if len(c.data) > maxSitemap {
		c.at(0, "De kaart van de site is groter dan 50 MB. Zoekmachines lezen haar niet.")
	}
	locs, n := map[string]bool{}, 0
	return format{
		open: func(path []*node, e xml.StartElement, line int) {
			if href, ok := attrOf(e, "href"); ok && e.Name.Local == "link" {
				c.absolute("sitemap link", href, line)
			}
		},
		close: func(path []*node) {
			e := path[len(path)-1]
			text := strings.TrimSpace(e.text.String())
			switch e.name {
			case "url", "sitemap":
				if n++; n == maxURLs+1 {
					c.at(e.line, "De kaart van de site heeft meer dan 50.000 adressen. Zoekmachines lezen de rest niet.")
				}
				c.need(e, "loc")
			case "loc":
				c.absolute("sitemap loc", text, e.line)
				c.once(locs, "adres", text, e.line)
				if whole(text) && !c.ours(text) {
					c.at(e.line, "Het adres '"+short(text)+"' is van een andere site.")
				}
			case "lastmod":
				if !isW3C(text) {
					c.at(e.line, "'"+short(text)+"' is geen datum zoals een sitemap die heeft: 2026-11-18.")
				}
			}
		},
		end: func() {
			if n == 0 {
				c.at(0, "De kaart van de site is leeg.")
			}
		},
	}
}

// isW3C tells whether v is a date of the W3C profile of ISO 8601.
func isW3C(v string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01", "2006"} {
		if _, err := time.Parse(layout, v); err == nil {
			return true
		}
	}
	return false
}

// drawing checks an SVG: a file of its own can run scripts, and fetch from elsewhere.
func (c *checker) drawing() {
	c.walk(func(root xml.StartElement, line int) format {
		if root.Name.Local != "svg" || root.Name.Space != "http://www.w3.org/2000/svg" {
			c.at(line, "Het bestand is geen tekening: <svg xmlns=\"http://www.w3.org/2000/svg\"> ontbreekt.")
		}
		return format{open: func(_ []*node, e xml.StartElement, line int) {
			if e.Name.Local == "script" || e.Name.Local == "foreignObject" {
				c.of("script-in-pagina", line, "In de tekening staat <"+e.Name.Local+">.")
				return
			}
			for _, a := range e.Attr {
				v := strings.ToLower(strings.TrimSpace(a.Value))
				switch name := strings.ToLower(a.Name.Local); {
				case a.Name.Space == "xmlns" || name == "xmlns":
				case strings.HasPrefix(name, "on"), strings.HasPrefix(v, "javascript:"):
					c.of("script-in-pagina", line, "In de tekening staat een script ("+short(name)+").")
				case name == "href":
					c.link("svg href", a.Value, line)
					if e.Name.Local != "a" && !strings.HasPrefix(v, "#") && !strings.HasPrefix(v, "data:image/") {
						c.of("ander-domein", line, "De tekening haalt iets uit een ander bestand: "+short(a.Value)+".")
					}
				case strings.Contains(v, "url(") && !strings.Contains(strings.NewReplacer("'", "", `"`, "", " ", "").Replace(v), "url(#"):
					c.of("ander-domein", line, "De tekening haalt iets uit een ander bestand: "+short(a.Value)+".")
				}
			}
		}, close: func(path []*node) {
			n := path[len(path)-1]
			if css := n.text.String(); n.name == "style" && (strings.Contains(css, "@import") || strings.Contains(css, "//")) {
				c.of("ander-domein", n.line, "De opmaak van de tekening haalt iets uit een ander bestand.")
			}
		}}
	})
}
