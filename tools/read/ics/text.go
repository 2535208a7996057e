package ics

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

var tag = regexp.MustCompile(`(?i)</?(?:p|br|div|span|a|b|i|u|ul|ol|li|strong|em|html|body|table|h[1-6]|font|html-blob)(?:\s[^<>]*)?/?>`)

// plainText takes the text out of a description in HTML, as Outlook and Google write it; other text stays.
func plainText(s string) string {
	if !tag.MatchString(s) {
		return s
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden, href, linkFrom := 0, "", 0
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.Data {
			case "script", "style", "title":
				if kind == html.StartTagToken {
					hidden++
				} else if hidden > 0 {
					hidden--
				}
			case "br":
				b.WriteString("\n")
			case "li":
				if kind == html.StartTagToken {
					b.WriteString("\n- ")
				}
			case "p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6":
				b.WriteString("\n\n")
			case "tr":
				b.WriteString("\n")
			case "td", "th":
				b.WriteString(" ")
			case "a":
				if kind == html.EndTagToken {
					if href != "" && !strings.Contains(b.String()[min(linkFrom, b.Len()):], strings.TrimPrefix(href, "mailto:")) {
						b.WriteString(" (" + strings.TrimPrefix(href, "mailto:") + ")")
					}
					href = ""
					continue
				}
				linkFrom = b.Len()
				for _, a := range t.Attr {
					if a.Key == "href" && (strings.HasPrefix(a.Val, "http") || strings.HasPrefix(a.Val, "mailto:")) {
						href = a.Val
					}
				}
			}
		}
	}
}
