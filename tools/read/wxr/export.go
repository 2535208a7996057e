package wxr

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/read/markup"
)

// An export is what is in the file.
type export struct {
	items  []*item
	sites  []*url.URL        // where the site stood
	shared map[string]string // texts that posts share, by id
	broken []string          // items that cannot be read
	large  []string          // items with too much text
	cut    bool              // the end is missing
}

// An item is a post, a page, a picture of the media library, or something else that WordPress keeps. The names of authors
// and all comments are not read.
type item struct {
	Title      string `xml:"title"`
	Link       string `xml:"link"`
	GUID       string `xml:"guid"`
	Content    string `xml:"content encoded"`
	Excerpt    string `xml:"excerpt encoded"`
	ID         string `xml:"wp post_id"`
	Parent     string `xml:"wp post_parent"`
	Date       string `xml:"wp post_date"`
	Name       string `xml:"wp post_name"`
	Status     string `xml:"wp status"`
	Type       string `xml:"wp post_type"`
	Password   string `xml:"wp post_password"`
	Attachment string `xml:"wp attachment_url"`
	Terms      []term `xml:"category"`
	Meta       []meta `xml:"wp postmeta"`
}

type term struct {
	Domain string `xml:"domain,attr"`
	Slug   string `xml:"nicename,attr"`
	Name   string `xml:",chardata"`
}

type meta struct {
	Key   string `xml:"wp meta_key"`
	Value string `xml:"wp meta_value"`
}

func (it *item) meta(key string) string {
	for _, m := range it.Meta {
		if m.Key == key {
			return m.Value
		}
	}
	return ""
}

// name is how a person knows the item.
func (it *item) name() string {
	if title := markup.Text(it.Title); title != "" {
		return shorten(title)
	}
	return strings.TrimSpace("Bericht " + it.ID)
}

// day gives the day of publication, "" when there is none: WordPress writes 0000-00-00.
func (it *item) day() string {
	if t, err := time.Parse(time.DateOnly, it.Date[:min(len(it.Date), len(time.DateOnly))]); err == nil {
		return t.Format(time.DateOnly)
	}
	return ""
}

var (
	itemStart = regexp.MustCompile(`<item>\s*<[a-z]`)
	siteLink  = regexp.MustCompile(`<(?:link|wp:base_site_url|wp:base_blog_url)>\s*(https?://[^<\s]+)`)
	isNumber  = regexp.MustCompile(`^[1-9]\d{0,17}$`)
)

// open cuts the text at the starts of its items and reads each of them on its own. Text that looks like the start of an item
// does not stand in a post: editors write &lt;item&gt;.
func open(text string) (*export, error) {
	text = strings.Map(allowed, text)
	starts := itemStart.FindAllStringIndex(text, maxItems+1)
	head := text
	if len(starts) > 0 {
		head = text[:starts[0][0]]
	}
	switch {
	case strings.Contains(head, "<!DOCTYPE") || strings.Contains(head, "<!ENTITY"):
		return nil, notice.Refuse("In de export staat een DOCTYPE, en die hoort er niet in.", again)
	case !strings.Contains(head, "wordpress.org/export/") && !strings.Contains(head, "<wp:wxr_version>"):
		return nil, notice.Refuse("Dit is geen export van WordPress.", again)
	case len(starts) > maxItems:
		return nil, notice.Refuse(fmt.Sprintf("In de export staan meer dan %d onderdelen.", maxItems), "Exporteer de berichten en de pagina's apart, of per jaar.")
	}
	e := &export{shared: map[string]string{}}
	for _, m := range siteLink.FindAllStringSubmatch(head, 10) {
		if u, err := url.Parse(m[1]); err == nil && u.Host != "" {
			e.sites = append(e.sites, u)
		}
	}
	for i, start := range starts {
		chunk, last := text[start[0]:], i == len(starts)-1
		if !last {
			chunk = text[start[0]:starts[i+1][0]]
		}
		end := strings.LastIndex(chunk, "</item>")
		e.cut = e.cut || last && (end < 0 || !strings.Contains(chunk[end:], "</rss>"))
		if end < 0 && last {
			continue
		}
		e.add(chunk[:max(end, 0)])
	}
	if len(starts) == 0 {
		e.cut = !strings.Contains(text, "</rss>")
	}
	return e, nil
}

// add reads one item without its end tag.
func (e *export) add(chunk string) {
	if chunk == "" {
		e.broken = append(e.broken, "een onderdeel zonder einde")
		return
	}
	d := xml.NewDecoder(strings.NewReader(chunk + "</item>"))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	it := &item{}
	err := d.Decode(it)
	it.ID, it.Type = strings.TrimSpace(it.ID), strings.TrimSpace(it.Type)
	switch {
	case err != nil || !isNumber.MatchString(it.ID) || it.Type == "":
		e.broken = append(e.broken, it.name())
	case len(it.Content) > maxContent:
		e.large = append(e.large, it.name())
	case it.Type == "wp_block":
		e.shared[it.ID] = it.Content
	default:
		e.items = append(e.items, it)
	}
}

// allowed drops the characters that XML does not have; posts that were pasted from elsewhere have them.
func allowed(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < ' ' || r == '\uFFFE' || r == '\uFFFF':
		return -1
	case r == utf8.RuneError:
		return '\uFFFD'
	}
	return r
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
