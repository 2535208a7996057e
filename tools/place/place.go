// Package place decides which municipality a page is about.
//
// The folder decides: a source under inbox/<gemeente>/ belongs there. Only when the folder says nothing is the
// text read: the municipality whose name or villages (kernen) it mentions. A text that mentions none is
// refused and one that mentions several is asked about: a wrong guess would put a story on the site of
// another municipality.
package place

import (
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// Municipality is one that a page can be about.
type Municipality struct {
	Slug  string
	Names []string // its own name and its villages
}

// Folder gives the slug of the municipality whose folder the source is in, "" when it is in none.
func Folder(source string, all []Municipality) string {
	first, _, ok := strings.Cut(source, "/")
	if !ok {
		return ""
	}
	slug := page.Slug(first)
	for _, m := range all {
		if m.Slug == slug {
			return slug
		}
	}
	return ""
}

// Text gives the slug of the only municipality that the page mentions. Otherwise the error is a Dutch notice:
// a refusal when there is none, a question when there are several.
func Text(p *page.Page, all []Municipality) (string, error) {
	text := p.Title + "\n" + p.Summary + "\n" + p.Body
	if a := p.Activity; a != nil && a.Place != nil {
		text += "\n" + a.Place.Name + "\n" + a.Place.Town
	}
	var slugs, names []string
	for _, m := range all {
		if mentions(text, m.Names) {
			slugs = append(slugs, m.Slug)
			names = append(names, m.Names[0])
		}
	}
	switch len(slugs) {
	case 1:
		return slugs[0], nil
	case 0:
		hint := "Er is nog geen gemeente: maak er een met `opladers new gemeente NAAM`."
		if len(all) > 0 {
			hint = fmt.Sprintf("Zet het bestand in de map van een gemeente, bijvoorbeeld %s/.", all[0].Slug)
		}
		return "", notice.Refuse("Het is niet duidelijk over welke gemeente dit gaat.", hint)
	}
	return "", notice.Notice{
		Level: notice.Question,
		Text:  fmt.Sprintf("Gaat dit over %s?", strings.Join(names[:len(names)-1], ", ")+" of "+names[len(names)-1]),
		Hint:  "Zet het bestand in de map van de goede gemeente.",
	}
}

// mentions reports whether one of the names stands in text as whole words, with its capital: "laren" is
// no village, "Laren" is.
func mentions(text string, names []string) bool {
	for _, name := range names {
		if name == "" {
			continue
		}
		re, err := regexp.Compile(`(^|[^\p{L}\p{N}])` + regexp.QuoteMeta(name) + `($|[^\p{L}\p{N}])`)
		if err == nil && re.MatchString(text) {
			return true
		}
	}
	return false
}
