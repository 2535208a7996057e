package wxr

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/read/markup"
)

// A content makes HTML of the text of one post, as WordPress does when it shows it.
type content struct {
	*reader
	item   *item
	files  []string // documents on the old site that the text links to
	absent []string // files that the media library does not have
	notes  []string // footnotes of shortcodes
}

func (c *content) html() string {
	left := maxContent
	text := c.reuse(c.item.Content, &left, 0)
	text = c.shortcodes(text)
	if strings.Contains(text, "<!-- wp:") {
		text = c.blocks(text)
	} else {
		text = paragraphs(text)
	}
	if len(c.notes) > 0 {
		text += footnotes(c.notes)
	}
	return text
}

var (
	reusable  = regexp.MustCompile(`<!-- wp:block \{"ref":(\d+)[^>]*\} /-->`)
	blockMark = regexp.MustCompile(`<!--\s+(/?)wp:([a-z][a-z0-9_/-]*)\s+(?:\{.*?\}\s+)?(/?)-->`)
)

const maxReuse = 3 // shared texts in each other

// reuse puts in the text that posts share: a pattern that is kept as a post of its own. There are so many bytes left for it.
func (c *content) reuse(text string, left *int, depth int) string {
	return reusable.ReplaceAllStringFunc(text, func(mark string) string {
		shared := c.export.shared[reusable.FindStringSubmatch(mark)[1]]
		if *left -= len(shared); *left < 0 || depth == maxReuse {
			return ""
		}
		return c.reuse(shared, left, depth+1)
	})
}

// blocks takes out the marks of the block editor. Text outside of blocks and in a classic block is that of the classic editor.
func (c *content) blocks(text string) string {
	var b strings.Builder
	depth, classic, from := 0, true, 0
	for _, m := range blockMark.FindAllStringSubmatchIndex(text, -1) {
		part, closing, name, single := text[from:m[0]], m[2] < m[3], text[m[4]:m[5]], m[6] < m[7]
		if classic {
			part = paragraphs(part)
		}
		b.WriteString(part)
		from = m[1]
		switch {
		case single && name == "footnotes":
			b.WriteString(c.footnotes())
		case single:
		case closing:
			depth = max(depth-1, 0)
			classic = depth == 0
		default:
			depth++
			classic = name == "freeform"
		}
	}
	rest := text[from:]
	if classic {
		rest = paragraphs(rest)
	}
	b.WriteString(rest)
	return b.String()
}

// footnotes writes the notes of the block editor, which are not in the text.
func (c *content) footnotes() string {
	var notes []struct{ ID, Content string }
	if json.Unmarshal([]byte(c.item.meta("footnotes")), &notes) != nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("<ol>")
	for _, n := range notes {
		id := html.EscapeString(n.ID)
		fmt.Fprintf(&b, `<li id="%s">%s <a href="#%s-link">↩</a></li>`, id, n.Content, id)
	}
	return b.String() + "</ol>"
}

// footnotes writes the notes that stood in the text as shortcodes.
func footnotes(notes []string) string {
	var b strings.Builder
	b.WriteString("<ol>")
	for i, note := range notes {
		fmt.Fprintf(&b, `<li id="noot-%d">%s <a href="#noot-%[1]d-link">↩</a></li>`, i+1, note)
	}
	return b.String() + "</ol>"
}

var (
	verbatim = regexp.MustCompile(`(?is)<pre\b.*?</pre>|<script\b.*?</script>|<style\b.*?</style>`)
	anyTag   = regexp.MustCompile(`<[^<>]*>`)
	lineEnd  = regexp.MustCompile(`(?i)<br\s*/?>[ \t]*\n`)
	blockTag = regexp.MustCompile(`(?i)</?(?:address|article|aside|blockquote|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]*)?/?>`)
	blank    = regexp.MustCompile(`\n\s*\n`)
)

// paragraphs does what the classic editor leaves to WordPress (wpautop): an empty line parts paragraphs, another line end stays
// one. In preformatted text nothing changes.
func paragraphs(text string) string {
	var b strings.Builder
	from := 0
	for _, m := range verbatim.FindAllStringIndex(text, -1) {
		b.WriteString(autop(text[from:m[0]]) + text[m[0]:m[1]])
		from = m[1]
	}
	return b.String() + autop(text[from:])
}

func autop(text string) string {
	text = anyTag.ReplaceAllStringFunc(text, func(tag string) string { return strings.ReplaceAll(tag, "\n", " ") })
	text = lineEnd.ReplaceAllString(text, "\n")
	text = blockTag.ReplaceAllString(text, "\n\n$0\n\n")
	var b strings.Builder
	for _, part := range blank.Split(text, -1) {
		switch part = strings.TrimSpace(part); {
		case part == "":
		case blockTag.FindString(part) == part:
			b.WriteString(part + "\n")
		default:
			b.WriteString("<p>" + strings.ReplaceAll(part, "\n", "<br>\n") + "</p>\n")
		}
	}
	return b.String()
}

// link gives the address for a link in the text.
func (c *content) link(href string) string {
	address, post := c.links.find(href)
	if post != "" {
		return "pagina:wp-" + post
	}
	if strings.Contains(address, "/wp-content/uploads/") {
		if isPhoto.MatchString(address) { // the large version of a photo
			return ""
		}
		c.file(address)
	}
	return address
}

// isPhoto recognises pictures by their names.
var isPhoto = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|heic|avif|bmp|tiff?|svg)(?:\?.*)?$`)

func (c *content) file(address string) {
	for _, known := range c.files {
		if markup.Base(known) == markup.Base(address) {
			return
		}
	}
	c.files = append(c.files, address)
}
