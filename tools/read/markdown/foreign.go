package markdown

import (
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// foreign reads keys that other generators (Hugo, Jekyll, Eleventy) have and whose meaning is ours, when our own key is
// absent. They are taken because leaving them out would do harm: a text that is not public yet would be, and a story would
// stand without its date at the end of the list. All else of other generators stays as it is, or is steering.
func (e *editor) foreign() {
	p := e.page
	switch published, _ := e.foreignValue("published"); published { // Jekyll; for Hugo it is a date
	case "false":
		p.Draft = true
		e.take("published")
	case "true":
		e.take("published")
	}
	dates := []struct {
		key  string
		into *string
	}{
		{"publishdate", &p.Publish}, {"pubdate", &p.Publish}, {"published", &p.Publish},
		{"expirydate", &p.Expires}, {"unpublishdate", &p.Expires},
		{"date", &p.Announced}, {"lastmod", &p.Updated}, {"modified", &p.Updated},
	}
	for _, d := range dates {
		value, ok := e.foreignValue(d.key)
		if !ok || *d.into != "" || d.key == "date" && p.Kind == page.KindActivity { // it may be the day of the activity
			continue
		}
		e.take(d.key)
		if t, err := time.Parse("2006-01-02 15:04:05 -0700", value); err == nil { // Jekyll
			value = t.Format(time.RFC3339)
		}
		*d.into = value
		if e.date(d.key, d.into); d.into == &p.Announced || d.into == &p.Updated {
			*d.into, _, _ = strings.Cut(*d.into, "T")
		}
	}
	for _, key := range []string{"description", "summary"} {
		if value, ok := e.foreignValue(key); ok && p.Summary == "" {
			p.Summary = strings.Join(strings.Fields(value), " ")
			e.take(key)
		}
	}
	e.themes()
}

// themes makes themes of the tags, or else of the categories, and tries categories as names of places too. The kind of the
// page may not be known yet: then they wait under their own key, as everything does that only a story has.
func (e *editor) themes() {
	p := e.page
	_, has := e.find("themas")
	has = has || p.Kind != "" && p.Kind != page.KindStory || p.Story != nil && len(p.Story.Themes) > 0
	for _, key := range []string{"tags", "categories"} {
		i, ok := e.find(key)
		if !ok {
			continue
		}
		words := list(p.Extra[i].Value)
		if key == "categories" {
			p.Places = append(p.Places, words...)
		}
		if has || len(words) == 0 {
			continue
		}
		if has = true; p.Story != nil {
			p.Story.Themes = words
			e.take(key)
		} else {
			p.Extra[i].Key, p.Extra[i].Value = "themas", words
		}
	}
}

// list reads a list of words, or words with commas between them.
func list(value any) []string {
	var words []string
	switch v := value.(type) {
	case string:
		words = strings.Split(v, ",")
	case []any:
		for _, w := range v {
			if s, ok := w.(string); ok {
				words = append(words, s)
			}
		}
	}
	var out []string
	for _, w := range words {
		if w = strings.Trim(w, " #"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// find gives where a key that is not ours stands, in any case.
func (e *editor) find(key string) (int, bool) {
	for i, item := range e.page.Extra {
		if strings.EqualFold(fmt.Sprint(item.Key), key) {
			return i, true
		}
	}
	return 0, false
}

// foreignValue gives the text of a key that is not ours.
func (e *editor) foreignValue(key string) (string, bool) {
	i, ok := e.find(key)
	if !ok {
		return "", false
	}
	switch v := e.page.Extra[i].Value.(type) {
	case string:
		return strings.TrimSpace(v), strings.TrimSpace(v) != ""
	case bool:
		return fmt.Sprint(v), true
	}
	return "", false
}

func (e *editor) take(key string) {
	if i, ok := e.find(key); ok {
		e.page.Extra = append(e.page.Extra[:i:i], e.page.Extra[i+1:]...)
	}
}
