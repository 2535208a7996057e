package html

import (
	"encoding/json"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/page"
)

// meta is what a page says of itself, to browsers and to search engines.
type meta struct {
	name        string // with that of the site: og:title, else title
	site        string
	description string
	day         string   // of publication, 2006-01-02
	address     *url.URL // where the page stood; nil when it does not say
	headings    []string // h1 of the whole page
}

// maxTitle is the longest title, in bytes.
const maxTitle = 300

// dates are the names of meta elements with the day of publication, best first. The last ones are those of the Dutch government.
var dates = strings.Fields("article:published_time og:article:published_time datepublished dcterms.issued dcterms.available dc.date.issued")

// metaOf reads a page before anything is taken out of it.
func metaOf(root *html.Node) meta {
	var m meta
	said := map[string]string{}
	var times []*html.Node
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop"} {
				if k := strings.ToLower(attr(n, key)); k != "" && said[k] == "" {
					said[k] = oneLine(attr(n, "content"))
				}
			}
		case atom.Title:
			if m.name == "" && (n.Parent == nil || n.Parent.DataAtom == atom.Head) {
				m.name = words(n)
			}
		case atom.Link, atom.Base:
			if u, err := url.Parse(attr(n, "href")); err == nil && m.address == nil && u.Host != "" && (n.DataAtom == atom.Base || attr(n, "rel") == "canonical") {
				m.address = u
			}
		case atom.H1:
			if s := words(n); s != "" && len(s) <= maxTitle {
				m.headings = append(m.headings, s)
			}
		case atom.Time:
			if attr(n, "datetime") != "" {
				times = append(times, n)
			}
		case atom.Script:
			if m.day == "" && attr(n, "type") == "application/ld+json" && n.FirstChild != nil {
				m.day = published(n.FirstChild.Data)
			}
		}
	}
	m.site = said["og:site_name"]
	if said["og:title"] != "" {
		m.name = said["og:title"]
	}
	if len(m.name) > maxTitle {
		m.name = ""
	}
	if m.description = said["og:description"]; m.description == "" {
		m.description = said["description"]
	}
	if u, err := url.Parse(said["og:url"]); err == nil && m.address == nil && u.Host != "" {
		m.address = u
	}
	for _, key := range slices.Backward(dates) {
		if day := dayOf(said[key]); day != "" {
			m.day = day
		}
	}
	for _, t := range times {
		if m.day == "" && (len(times) == 1 || isPublication(t)) {
			m.day = dayOf(attr(t, "datetime"))
		}
	}
	return m
}

var publication = regexp.MustCompile(`(?i)publi|entry-date|post-date|geplaatst`)

func isPublication(t *html.Node) bool {
	return publication.MatchString(attr(t, "itemprop") + " " + attr(t, "class") + " " + attr(t.Parent, "class"))
}

// published finds datePublished in JSON-LD.
func published(text string) string {
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return ""
	}
	var find func(v any, depth int) string
	find = func(v any, depth int) string {
		day := ""
		switch v := v.(type) {
		case map[string]any:
			if s, ok := v["datePublished"].(string); ok {
				return dayOf(s)
			}
			if graph, ok := v["@graph"]; ok && depth < 3 {
				return find(graph, depth+1)
			}
		case []any:
			for _, item := range v {
				if day == "" && depth < 3 {
					day = find(item, depth+1)
				}
			}
		}
		return day
	}
	return find(value, 0)
}

// dayOf reads the day of a moment as programs write it.
func dayOf(s string) string {
	if c, err := page.ParseCivil(s); err == nil {
		return c.Day().String()
	}
	if len(s) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// title gives the title of the story, and takes the heading with it out of the story.
func (m meta) title(story *html.Node) string {
	name := m.withoutSite(story)
	title := ""
	if h := first(story, isTitle); h != nil {
		title = words(h)
	}
	for _, h := range m.headings {
		if title == "" && (same(h, name) || len(m.headings) == 1 && name == "") {
			title = h
		}
	}
	if title == "" {
		title = name
	}
	if heading := first(story, func(n *html.Node) bool { return n != story && isLine(n) && same(upTo(n, 2*len(title)), title) }); heading != nil {
		heading.Parent.RemoveChild(heading)
	}
	return title
}

// isTitle recognises the title in a story: an h1, or what Word and Google Docs write.
func isTitle(n *html.Node) bool {
	switch class := attr(n, "class"); n.DataAtom {
	case atom.H1:
		s := upTo(n, maxTitle)
		return s != "" && len(s) <= maxTitle
	case atom.P:
		return strings.HasPrefix(class, "MsoTitle") || strings.HasPrefix(class, "c") && strings.HasSuffix(class, " title")
	}
	return false
}

// isLine recognises what a title may stand in, also in big letters on a page without headings.
func isLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.P, atom.B, atom.Strong, atom.Font:
		return true
	}
	return false
}

var separators = regexp.MustCompile(`\s+(?:[|–—»·-]|::)\s+`)

// withoutSite gives the title that the page says it has, without the name of the site in front or behind. When it does not
// say that name, the part that the story has is the title, else the first.
func (m meta) withoutSite(story *html.Node) string {
	parts := separators.FindAllStringIndex(m.name, -1)
	if len(parts) == 0 {
		return m.name
	}
	begin, end := parts[0], parts[len(parts)-1]
	switch {
	case same(m.name[:begin[0]], m.site):
		return m.name[begin[1]:]
	case m.site == "":
		said := letters(words(story))
		if !strings.Contains(said, letters(m.name[:begin[0]])) && strings.Contains(said, letters(m.name[begin[1]:])) {
			return m.name[begin[1]:]
		}
		return m.name[:end[0]]
	case same(m.name[end[1]:], m.site):
		return m.name[:end[0]]
	}
	return m.name
}

// minDescription is the shortest description, in bytes of letters, that says anything.
const minDescription = 20

// says reports whether the story says the description already.
func says(story *html.Node, description string) bool {
	said := letters(description)
	return len(said) < minDescription || strings.Contains(letters(words(story)), said)
}

func same(a, b string) bool { return letters(a) == letters(b) }

// letters gives what counts when texts are compared.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// words gives the text in a node on one line.
func words(n *html.Node) string { return upTo(n, math.MaxInt) }

// upTo gives the first words in a node: enough to see that there are more than so many bytes.
func upTo(n *html.Node, most int) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
		if b.Len() > most {
			break
		}
	}
	return oneLine(b.String())
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
