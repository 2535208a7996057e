package mail

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/read/markup"
)

// htmlLines parses HTML and gives its lines, as far as people see them.
func htmlLines(source string) (*html.Node, []line, error) {
	root, err := markup.Parse(source)
	if err != nil {
		return nil, nil, err
	}
	f := &flattener{}
	f.node(root, 0)
	f.flush(0)
	return root, f.lines, nil
}

// A flattener gathers lines.
type flattener struct {
	lines []line
	text  strings.Builder
	line  line
	begin bool // the next line begins an earlier mail
}

var (
	notShown = regexp.MustCompile(`(?i)display\s*:\s*none|mso-hide\s*:\s*all`)
	isQuote  = regexp.MustCompile(`(^| )(gmail_quote|yahoo_quoted|protonmail_quote|moz-forward-container)( |$)`)
	isBegin  = regexp.MustCompile(`(^| )(divRplyFwdMsg|x_divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|gmail_attr|moz-cite-prefix)( |$)`)
)

func (f *flattener) node(n *html.Node, depth int) {
	switch n.Type {
	case html.TextNode:
		f.text.WriteString(n.Data)
		f.line.nodes = append(f.line.nodes, n)
		return
	case html.ElementNode:
		if notShown.MatchString(attr(n, "style")) {
			return
		}
		class, id := attr(n, "class"), attr(n, "id")
		if isBegin.MatchString(id) || isBegin.MatchString(class) {
			f.flush(depth)
			f.begin = true
		}
		if isQuote.MatchString(class) || n.DataAtom == atom.Blockquote && attr(n, "type") == "cite" {
			f.flush(depth)
			depth++
		}
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Title, atom.Template:
		return
	case atom.Br:
		f.line.nodes = append(f.line.nodes, n)
		f.flush(depth)
		return
	case atom.Img, atom.Hr:
		f.line.nodes = append(f.line.nodes, n)
		return
	}
	if !isBlock(n.DataAtom) {
		f.children(n, depth)
		return
	}
	f.flush(depth)
	before := len(f.lines)
	f.children(n, depth)
	if f.flush(depth); len(f.lines) == before { // an empty paragraph is an empty line
		f.lines = append(f.lines, line{depth: depth})
	}
}

func (f *flattener) children(n *html.Node, depth int) {
	for c := range n.ChildNodes() {
		f.node(c, depth)
	}
}

// isBlock says whether an element begins and ends a line.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Caption, atom.Center, atom.Dd, atom.Div, atom.Dl, atom.Dt, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Li, atom.Main, atom.Nav,
		atom.Ol, atom.P, atom.Pre, atom.Section, atom.Table, atom.Td, atom.Th, atom.Tr, atom.Ul:
		return true
	}
	return false
}

// flush ends the line. Spaces between elements are none.
func (f *flattener) flush(depth int) {
	l := f.line
	l.text, l.depth = strings.Join(strings.Fields(f.text.String()), " "), depth
	f.text.Reset()
	f.line = line{}
	if l.blank() && !slices.ContainsFunc(l.nodes, func(n *html.Node) bool { return n.Type == html.ElementNode }) {
		return
	}
	if !l.blank() {
		l.begin, f.begin = f.begin, false
	}
	f.lines = append(f.lines, l)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// render writes the tree without the lines that are not kept and without the pictures that are not shown.
func render(root *html.Node, lines, kept []line, shown func(src string) bool) string {
	keep := map[*html.Node]bool{}
	for _, l := range kept {
		for _, n := range l.nodes {
			keep[n] = n.DataAtom != atom.Img || shown(attr(n, "src"))
		}
	}
	for _, l := range lines {
		for _, n := range l.nodes {
			if keep[n] || n.Parent == nil {
				continue
			}
			n.Parent.RemoveChild(n)
			if n.DataAtom == atom.Img {
				shown(attr(n, "src")) // it was shown, where nobody sees it now
			}
		}
	}
	var b strings.Builder
	if html.Render(&b, root) != nil {
		return ""
	}
	return b.String()
}
