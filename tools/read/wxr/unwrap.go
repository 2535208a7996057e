package wxr

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
)

var (
	titled   = regexp.MustCompile(`heading|title|tab|toggle|accordion|blurb|cta|faq|question|slide|message|banner|card|testimonial|box`)
	button   = regexp.MustCompile(`button|btn|cta`)
	pictured = regexp.MustCompile(`image|gallery|img|photo|foto|slide|blurb|card|banner|carousel`)
)

// unwrap drops a tag of a page builder or another plugin, and keeps what a visitor sees of its attributes: a title, a text,
// pictures, a button.
func (c *content) unwrap(t shortcode) string {
	if t.closing {
		return around(t.name)
	}
	c.unwrapped[t.name] = true
	a := t.attributes
	var b strings.Builder
	b.WriteString(around(t.name))
	if pictured.MatchString(t.name) {
		for _, key := range []string{"image", "images", "image_id", "img_id", "ids", "include", "src", "image_url"} {
			switch value := a[key]; {
			case isPhoto.MatchString(value):
				fmt.Fprintf(&b, `<figure><img src="%s" alt="%s"></figure>`, html.EscapeString(value), html.EscapeString(a["alt"]))
			case value != "":
				for _, it := range c.numbered(value) {
					b.WriteString(figure(it))
				}
			}
		}
	}
	address := target(a)
	if button.MatchString(t.name) && address != "" {
		for _, key := range []string{"button_text", "title", "text", "label"} {
			if label := a[key]; label != "" {
				fmt.Fprintf(&b, `<p><a href="%s">%s</a></p>`, html.EscapeString(address), html.EscapeString(label))
				break
			}
		}
	} else if titled.MatchString(t.name) {
		for _, key := range []string{"title", "heading", "header", "tab_title", "question", "text"} {
			if s := a[key]; s != "" {
				fmt.Fprintf(&b, "<h3>%s</h3>", html.EscapeString(s))
				break
			}
		}
	}
	for _, key := range []string{"subtitle", "description", "content", "answer"} {
		if s := a[key]; s != "" && titled.MatchString(t.name) {
			fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(s))
		}
	}
	b.WriteString(around(t.name))
	return b.String()
}

// around is what stands before and behind a tag that is dropped.
func around(name string) string {
	if inText.MatchString(name) {
		return ""
	}
	return "\n\n"
}

// target gives the address that a tag links to; WPBakery writes url:https%3A%2F%2F…|title:….
func target(a map[string]string) string {
	for _, key := range []string{"button_url", "url", "link", "href"} {
		s := a[key]
		if rest, ok := strings.CutPrefix(s, "url:"); ok {
			s, _, _ = strings.Cut(rest, "|")
			if u, err := url.QueryUnescape(s); err == nil {
				s = u
			}
		}
		if s != "" {
			return s
		}
	}
	return ""
}
