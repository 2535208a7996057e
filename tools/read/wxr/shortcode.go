package wxr

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

// Shortcodes are words between square brackets that WordPress and its plugins replace. Which ones a site has, the export does not
// say. One counts as such when it is WordPress's own, has the name of a page builder, is closed again, or has attributes: other
// words between brackets are text. Doubled brackets are text too.

// A shortcode is one tag: [name attributes], or [/name].
type shortcode struct {
	start, end int
	name       string
	attributes map[string]string
	closing    bool
	partner    int // the tag that closes it, by its index; 0 when there is none
}

var (
	codeTag   = regexp.MustCompile(`\[(/?)([A-Za-z][\w-]*)((?:\s[^\[\]]*)?)\]`)
	attribute = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))`)
	builder   = regexp.MustCompile(`^(?:vc|et_pb|fusion|av|su|ux|tatsu|cs|mk|dt|fl|wpb|ult|nectar|themify|x|thb|rev|elementor|siteorigin)[_-]`)
	inText    = regexp.MustCompile(`dropcap|highlight|tooltip|abbr|popup|colou?r|font|span|mark|icon|^(?:b|i|u|s|em|strong|sub|sup|small|big|url|size)$`)
	brackets  = strings.NewReplacer("%91", "[", "%93", "]", "%22", `"`, "``", `"`, "`{`", "[", "`}`", "]")
)

// own gives what the shortcodes are of WordPress itself and of its best known plugins.
var own = func() map[string]string {
	kinds := map[string]string{}
	for kind, names := range map[string]string{
		"caption":   "caption wp_caption",
		"gallery":   "gallery playlist",
		"recording": "audio video embed youtube vimeo",
		"note":      "footnote fn mfn efn_note",
		"form":      "contact-form contact-form-7 contact-field gravityform wpforms ninja_form formidable mc4wp_form",
		"nothing":   "more",
	} {
		for name := range strings.FieldsSeq(names) {
			kinds[name] = kind
		}
	}
	return kinds
}()

// tags finds the shortcodes in a text.
func tags(text string) []shortcode {
	var all []shortcode
	closers := map[string]int{}
	for _, m := range codeTag.FindAllStringSubmatchIndex(text, -1) {
		if strings.HasSuffix(text[:m[0]], "[") && strings.HasPrefix(text[m[1]:], "]") {
			continue
		}
		t := shortcode{start: m[0], end: m[1], name: strings.ToLower(text[m[4]:m[5]]), closing: m[2] < m[3]}
		for _, a := range attribute.FindAllStringSubmatch(text[m[6]:m[7]], 100) {
			if t.attributes == nil {
				t.attributes = map[string]string{}
			}
			t.attributes[strings.ToLower(a[1])] = html.UnescapeString(brackets.Replace(a[2] + a[3] + a[4]))
		}
		all = append(all, t)
		if t.closing {
			closers[t.name] = len(all)
		}
	}
	kept := all[:0]
	for _, t := range all {
		if own[t.name] != "" || closers[t.name] > 0 || len(t.attributes) > 0 || builder.MatchString(t.name) {
			kept = append(kept, t)
		}
	}
	next := map[string]int{}
	for i := len(kept) - 1; i >= 0; i-- {
		if kept[i].closing {
			next[kept[i].name] = i
		} else { // text between two that open must not be lost when only the second one closes
			kept[i].partner, next[kept[i].name] = next[kept[i].name], 0
		}
	}
	return kept
}

// shortcodes writes the shortcodes of a text as HTML.
func (c *content) shortcodes(text string) string {
	all := tags(text)
	var b strings.Builder
	from := 0
	for i := 0; i < len(all); i++ {
		t, inside := all[i], ""
		b.WriteString(unescaped(text[from:t.start]))
		if t.partner > 0 {
			inside = text[t.end:all[t.partner].start]
		}
		written, takesInside := c.shortcode(t, inside)
		b.WriteString(written)
		if takesInside && t.partner > 0 {
			i = t.partner
		}
		from = all[i].end
	}
	b.WriteString(unescaped(text[from:]))
	return b.String()
}

// shortcode writes one tag; takesInside says that what stands between it and its partner is written too, or must not be.
func (c *content) shortcode(t shortcode, inside string) (written string, takesInside bool) {
	kind := own[t.name]
	switch {
	case kind == "":
		return c.unwrap(t), false
	case t.closing:
		return "", false
	}
	switch kind {
	case "caption":
		return caption(t, inside), true
	case "gallery":
		return c.gallery(t), true
	case "recording":
		return recording(t, inside), true
	case "form":
		return "<form></form>", true
	case "note":
		if inside == "" {
			return "", false
		}
		c.notes = append(c.notes, inside)
		return fmt.Sprintf(`<sup><a href="#noot-%d" id="noot-%[1]d-link">%[1]d</a></sup>`, len(c.notes)), true
	}
	return "", false
}

var doubled = regexp.MustCompile(`\[(\[/?[A-Za-z][\w-]*(?:\s[^\[\]]*)?\])\]`)

func unescaped(text string) string { return doubled.ReplaceAllString(text, "$1") }

var pictureThenText = regexp.MustCompile(`(?is)^(.*?<img\b[^>]*>\s*(?:</a>)?)(.*)$`)

// caption writes a picture with the text under it.
func caption(t shortcode, inside string) string {
	words := t.attributes["caption"]
	if m := pictureThenText.FindStringSubmatch(inside); m != nil {
		inside, words = m[1], strings.TrimSpace(m[2]+" "+words)
	}
	return "\n\n<figure>" + inside + "<figcaption>" + words + "</figcaption></figure>\n\n"
}

// gallery writes the pictures with the given numbers, or else all that were uploaded for the post.
func (c *content) gallery(t shortcode) string {
	items := c.media.of[c.item.ID]
	if ids := t.attributes["ids"] + t.attributes["include"]; ids != "" {
		items = c.numbered(ids)
	}
	var b strings.Builder
	for _, it := range items {
		if isPhoto.MatchString(it.Attachment) {
			b.WriteString(figure(it))
		} else if link := recording(shortcode{name: kindOf(it.Attachment), attributes: map[string]string{"src": it.Attachment}}, ""); link != "" {
			b.WriteString(link)
		}
	}
	return "\n\n" + b.String() + "\n\n"
}

// numbered gives the files of the media library with the numbers in a list.
func (c *content) numbered(ids string) (items []*item) {
	for id := range strings.FieldsFuncSeq(ids, func(r rune) bool { return r < '0' || r > '9' }) {
		if it := c.media.byID[id]; it != nil && len(items) < maxGallery {
			items = append(items, it)
		} else if len(c.absent) < maxGallery {
			c.absent = append(c.absent, "nummer "+id)
		}
	}
	return items
}

const maxGallery = 500

var sound = regexp.MustCompile(`(?i)\.(?:mp3|m4a|ogg|wav|flac|wma)(?:\?.*)?$`)

func kindOf(address string) string {
	if sound.MatchString(address) {
		return "audio"
	}
	return "video"
}

// recording writes a link to what plays in the page.
func recording(t shortcode, inside string) string {
	address := strings.TrimSpace(anyTag.ReplaceAllString(inside, ""))
	for _, key := range []string{"mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "url", "src"} {
		if s := t.attributes[key]; s != "" {
			address = s
		}
	}
	if id := t.attributes["id"]; id != "" && address == "" {
		switch t.name {
		case "youtube":
			address = "https://www.youtube.com/watch?v=" + id
		case "vimeo":
			address = "https://vimeo.com/" + id
		}
	}
	switch {
	case address == "":
		return ""
	case t.name == "video" || t.name == "audio":
		return fmt.Sprintf("\n\n<%s src=\"%s\"></%[1]s>\n\n", t.name, html.EscapeString(address))
	}
	return "\n\n<p>" + html.EscapeString(address) + "</p>\n\n" // a bare address is a link
}
