// Package place decides which municipality a page is about.
//
// The folder decides: a source under inbox/<gemeente>/ belongs there. When the folder says nothing, the sender of a
// mail does, then the place that the source itself names (a category of an export), then the text: the
// municipality whose name or villages (kernen) it mentions. A text that mentions none is
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
	// Senders are the mail addresses, and the domains, from which it gets mail: "communicatie@zutphen.nl" or "zutphen.nl".
	Senders []string
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

// Sender gives the municipalities that a mail address may write for.
func Sender(address string, all []Municipality) []Municipality {
	address = strings.ToLower(strings.TrimSpace(address))
	_, domain, ok := strings.Cut(address, "@")
	if !ok {
		return nil
	}
	var out []Municipality
	for _, m := range all {
		for _, s := range m.Senders {
			s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "@")
			if s == address || s == domain && s != "" {
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// Of gives the slug of the municipality of a page: of its sender, or the only one that it names as its place or mentions
// in its text. Otherwise the error is a Dutch notice that can be answered: a refusal when there is none, a question when there
// are several.
func Of(p *page.Page, all []Municipality) (string, error) {
	switch senders := Sender(p.Sender, all); len(senders) {
	case 0:
	case 1:
		return senders[0].Slug, nil
	default:
		all = senders
	}
	text := p.Title + "\n" + p.Summary + "\n" + p.Body
	if a := p.Activity; a != nil && a.Place != nil {
		text += "\n" + a.Place.Name + "\n" + a.Place.Town
	}
	var found []Municipality
	for _, where := range []string{strings.Join(p.Places, "\n"), text} {
		if found == nil {
			found = mentioned(where, all)
		}
	}
	ask := &notice.Ask{About: About}
	for _, m := range all {
		ask.Choices = append(ask.Choices, m.Names[0])
	}
	switch len(found) {
	case 1:
		return found[0].Slug, nil
	case 0:
		hint := "Er is nog geen gemeente: maak er een met `opladers new gemeente NAAM`."
		if len(all) > 0 {
			hint = fmt.Sprintf("Zet het bestand in de map van een gemeente, bijvoorbeeld %s/.", all[0].Slug)
		}
		return "", notice.Notice{Level: notice.Error, Text: "Het is niet duidelijk over welke gemeente dit gaat.", Hint: hint, Ask: ask}
	}
	ask.Choices = nil
	for _, m := range found {
		ask.Choices = append(ask.Choices, m.Names[0])
	}
	names := ask.Choices
	return "", notice.Notice{
		Level: notice.Question,
		Text:  fmt.Sprintf("Gaat dit over %s?", strings.Join(names[:len(names)-1], ", ")+" of "+names[len(names)-1]),
		Hint:  "Zet het bestand in de map van de goede gemeente.",
		Ask:   ask,
	}
}

// About is what a question about the municipality is about.
const About = "gemeente"

// mentioned gives the municipalities that a text mentions.
func mentioned(text string, all []Municipality) []Municipality {
	var found []Municipality
	for _, m := range all {
		if mentions(text, m.Names) {
			found = append(found, m)
		}
	}
	return found
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
