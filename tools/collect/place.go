package collect

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/place"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
)

// place decides the municipality and the kind of a page.
func (c *collector) place(p *page.Page, doc document, was *store.Imported) (*store.Municipality, error) {
	source := doc.name
	if doc.feed != nil {
		return doc.feed.municipality, p.Adopt(page.KindActivity)
	}
	slug := cmp.Or(c.Municipality, place.Folder(source, c.places))
	if was != nil && slug == "" {
		slug, _, _ = strings.Cut(was.Path, "/")
	}
	if slug == "" {
		var err error
		if slug, err = place.Of(p, c.places); err != nil {
			n := notice.From(err, source)
			by := c.given[questionID(source, p.Key, place.About)]
			answer := by.answer
			i, ok := reply.Choose(answer, n.Ask.Choices)
			ok = ok && by.of(c.bySlug(n.Ask.Choices[i])) != ""
			if !ok {
				n.Ask.Rejected = answer
				return nil, n
			}
			slug = c.bySlug(n.Ask.Choices[i])
		}
	}
	kind := cmp.Or(c.Kind, p.Kind, folderKind(source), page.KindStory)
	if kind.Section() == "" {
		return nil, notice.Refuse(fmt.Sprintf("De soort %q bestaat niet.", kind), "Kies bij soort: verhaal, initiatief of activiteit.")
	}
	if err := p.Adopt(kind); err != nil {
		return nil, err
	}
	if kind == page.KindActivity && p.Activity.Begin.IsZero() {
		return nil, notice.Refuse("Bij deze activiteit staat niet wanneer zij is.", "Zet boven de tekst een regel zoals begin: 2026-12-02T09:30, of zet haar in een Excel-bestand.")
	}
	if p.Story != nil { // where it is, is no theme
		p.Story.Themes = slices.DeleteFunc(p.Story.Themes, func(theme string) bool {
			return slices.ContainsFunc(c.places, func(m place.Municipality) bool { return page.Slug(theme) == m.Slug })
		})
	}
	return c.store.Municipality(slug), nil
}

// bySlug gives the slug of the municipality with this name.
func (c *collector) bySlug(name string) string {
	for _, m := range c.places {
		if m.Names[0] == name {
			return m.Slug
		}
	}
	return ""
}

// folderKind is the kind of the pages in the section that a source stands in, "" when it stands in none.
func folderKind(source string) page.Kind {
	for dir := path.Dir(source); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if kind := page.KindOfSection(strings.ToLower(path.Base(dir))); kind != "" {
			return kind
		}
	}
	return ""
}

func places(s *store.Store) []place.Municipality {
	var out []place.Municipality
	for _, m := range s.Municipalities {
		names := append([]string{m.Page.Title}, m.Page.Municipality.Villages...)
		out = append(out, place.Municipality{Slug: m.Slug, Names: names, Senders: m.Page.Municipality.Senders})
	}
	return out
}

// UnknownMunicipality is the error for a municipality, by its slug, that the site does not have.
type UnknownMunicipality string

func (m UnknownMunicipality) Error() string {
	return fmt.Sprintf("De gemeente %s bestaat niet op deze site. Kijk of de naam klopt, of maak haar met `opladers new gemeente`.", string(m))
}
