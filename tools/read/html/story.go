package html

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// storyOf gives the element that holds the story. In doubt it is the larger one: a menu too many is seen and taken out, a paragraph
// too few is not. First what is not story by its name goes out of the tree (strip); then it is the first that holds at least half
// of the text that is left:
//
//  1. the element that says it is the text of an article (itemprop="articleBody");
//  2. the longest article element;
//  3. the main element;
//  4. the element around all that go-readability, an implementation of Firefox's reader view, takes for the story;
//  5. the body.
func storyOf(root *html.Node) *html.Node {
	body := first(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return root
	}
	strip(body)
	sizes := measure(body)
	for _, is := range []func(n *html.Node) bool{
		func(n *html.Node) bool { return attr(n, "itemprop") == "articleBody" },
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
	} {
		if n := longest(body, sizes, is); n != nil && 2*sizes[n].said() >= sizes[body].said() {
			return wider(n, body, sizes)
		}
	}
	if n := readable(body); n != nil && 2*sizes[n].said() >= sizes[body].said() {
		return wider(n, body, sizes)
	}
	return body
}

// wider goes to the elements around a story that add little text: a photo above a story often stands just outside of it. The table
// of a page is where old sites part the story from the rest.
func wider(n, body *html.Node, sizes map[*html.Node]size) *html.Node {
	most := sizes[n].text + sizes[n].text/10
	for n != body && n.DataAtom != atom.Td && n.DataAtom != atom.Tr && sizes[n.Parent].text <= most {
		n = n.Parent
	}
	return n
}

// maxReadable is how many elements go-readability looks at; it goes through them some ten times.
const maxReadable = 10_000

// number is the attribute with which elements are found again in the copy that go-readability makes.
const number = "data-n"

// readable gives the element around what go-readability takes for the story; nil when it finds none.
func readable(body *html.Node) *html.Node {
	var all []*html.Node
	for n := range body.Descendants() {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: number, Val: strconv.Itoa(len(all))})
			all = append(all, n)
		}
	}
	defer func() {
		for _, n := range all {
			n.Attr = n.Attr[:len(n.Attr)-1]
		}
	}()
	doc := body
	for doc.Parent != nil {
		doc = doc.Parent
	}
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxReadable
	parser.DisableJSONLD = true
	article, err := parser.ParseDocument(doc, nil)
	if err != nil || article.Node == nil {
		return nil
	}
	var inner *html.Node
	for n := range article.Node.Descendants() {
		if i, err := strconv.Atoi(attr(n, number)); err == nil && i < len(all) {
			if inner == nil {
				inner = all[i]
			}
			for !holds(inner, all[i]) {
				inner = inner.Parent
			}
		}
	}
	return inner
}

// holds reports whether n is outer or stands in it.
func holds(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// A size is how many bytes of text an element has, and how many of them are links.
type size struct{ text, links int }

// said is the text that is no link: menus and lists of other stories are nothing else.
func (s size) said() int { return s.text - s.links }

func measure(n *html.Node) map[*html.Node]size {
	sizes := map[*html.Node]size{}
	var walk func(n *html.Node, linked bool) size
	walk = func(n *html.Node, linked bool) size {
		var s size
		if n.Type == html.TextNode {
			s.text = len(strings.Join(strings.Fields(n.Data), " "))
			if linked {
				s.links = s.text
			}
			return s
		}
		for c := range n.ChildNodes() {
			inner := walk(c, linked || n.DataAtom == atom.A)
			s.text, s.links = s.text+inner.text, s.links+inner.links
		}
		sizes[n] = s
		return s
	}
	walk(n, false)
	return sizes
}

func longest(root *html.Node, sizes map[*html.Node]size, is func(n *html.Node) bool) *html.Node {
	var best *html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) && (best == nil || sizes[n].said() > sizes[best].said()) {
			best = n
		}
	}
	return best
}

// The names, of a class or id, of what sites put around a story, and of what they put in and under it.
var (
	outside = names(`(?:site-?|page-?|main-?|top-?)?(?:header|footer|menu|nav|navigation|navbar) sidebar widget-area zoeken newsletter nieuwsbrief`)
	between = names(`skip-?(?:link|nav|to-content)s? menu-.+ .+-menu breadcrumbs? kruimelpad .*breadcrumb-?(?:s|list|trail)
		cookies? cookie-?(?:bar|banner|notice|consent|law|melding|popup).* cc-window comments? comments?-(?:area|list|respond) respond reageer reacties
		(?:jp-)?related-?(?:posts|content|articles)? gerelateerd share social sharing (?:share|social)-(?:buttons?|links?|media|icons?) sharedaddy addtoany_.* a2a_kit
		post-navigation posts-navigation nav-links pagination pager search-?form no-print
		byline author author-(?:box|info|bio) vcard entry-meta post-meta article-meta posted-on entry-footer post-tags tag-links cat-links`)
)

func names(patterns string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:` + strings.Join(strings.Fields(patterns), "|") + `)$`)
}

// strip takes out of the tree what is not story: by its element, its role, or the name that sites give it. What holds half of the
// text stays, whatever it is called.
func strip(body *html.Node) {
	sizes := measure(body)
	var walk func(n *html.Node, inStory bool)
	walk = func(n *html.Node, inStory bool) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.CommentNode, c.Type == html.ElementNode && isAround(c, inStory, sizes[c]) && 2*sizes[c].said() < sizes[body].said():
				n.RemoveChild(c)
			default:
				walk(c, inStory || c.DataAtom == atom.Article || c.DataAtom == atom.Main)
			}
			c = next
		}
	}
	walk(body, false)
}

func isAround(n *html.Node, inStory bool, s size) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Dialog:
		return true
	case atom.Footer:
		return n.Parent.DataAtom != atom.Blockquote && n.Parent.DataAtom != atom.Figure
	case atom.Header:
		return !inStory
	case atom.Aside:
		return !inStory || 2*s.links > s.text
	}
	switch attr(n, "role") {
	case "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu":
		return true
	}
	if attr(n, "rel") == "author" || attr(n, "itemprop") == "author" {
		return true
	}
	for name := range strings.FieldsSeq(attr(n, "class") + " " + attr(n, "id")) {
		if between.MatchString(name) || !inStory && outside.MatchString(name) {
			return true
		}
	}
	return false
}

func first(root *html.Node, is func(n *html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			return n
		}
	}
	return nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
