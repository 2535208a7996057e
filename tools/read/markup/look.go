package markup

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A look is how text is shown.
type look struct {
	bold, italic bool
	link         string
	lines        bool // line ends in the source are shown
}

// look gives how the content of n is shown, inside an element that is shown as l.
func (w *walker) look(n *html.Node, l look) look {
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.Dt, atom.Summary, atom.Legend:
		l.bold = true
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		l.italic = true
	case atom.Pre:
		l.lines = true
	case atom.A:
		if href := direct(strings.TrimSpace(attr(n, "href"))); href != "" {
			l.link = w.link(href)
		}
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if style := w.classes[class]; style != "" {
			l = l.styled(style)
		}
	}
	return l.styled(attr(n, "style"))
}

func (w *walker) link(address string) string {
	if w.o.Link == nil {
		return address
	}
	return w.o.Link(address)
}

// direct gives the address behind one that only counts who clicks: Outlook and Google Docs write those.
func direct(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return href
	}
	to := ""
	switch host := u.Hostname(); {
	case strings.HasSuffix(host, ".safelinks.protection.outlook.com"):
		to = u.Query().Get("url")
	case host == "www.google.com" && u.Path == "/url":
		to = u.Query().Get("q")
	}
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "mailto:") {
		return to
	}
	return href
}

// styled applies what a style says.
func (l look) styled(style string) look {
	for property, value := range declarations(style) {
		switch property {
		case "font-weight":
			l.bold = value == "bold" || value == "bolder" || len(value) == 3 && value >= "600"
		case "font-style":
			l.italic = value == "italic" || value == "oblique"
		case "white-space":
			l.lines = strings.HasPrefix(value, "pre")
		}
	}
	return l
}

// declarations goes through a style attribute, in lower case.
func declarations(style string) func(yield func(property, value string) bool) {
	return func(yield func(property, value string) bool) {
		for d := range strings.SplitSeq(style, ";") {
			property, value, ok := strings.Cut(strings.ToLower(d), ":")
			if ok && !yield(strings.TrimSpace(property), strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))) {
				return
			}
		}
	}
}

// unseen are the classes with which sites hide texts that are for screen readers only.
var unseen = regexp.MustCompile(`(?:^|\s)(?:screen-reader-text|sr-only|visually-hidden|visuallyhidden|element-invisible)(?:\s|$)`)

// hidden reports whether a browser does not show n.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "aria-hidden": // a sign that stands for a word, or words that are on screen and said in another way
			if a.Val == "true" && !isBlock[n.DataAtom] && n.DataAtom != atom.Img && !strings.ContainsFunc(text(n), isLetter) {
				return true
			}
		case "class":
			if unseen.MatchString(a.Val) {
				return true
			}
		case "style":
			if isIgnored(a.Val) {
				return true
			}
			for property, value := range declarations(a.Val) {
				switch {
				case property == "display" && value == "none", property == "visibility" && value == "hidden",
					property == "mso-hide" && value == "all", property == "font-size" && (value == "0" || value == "0px"):
					return true
				}
			}
		}
	}
	return false
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
