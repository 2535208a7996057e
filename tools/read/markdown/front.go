package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// steering are the keys with which Hugo lets a page decide where it stands, with which template and when. Who sends a
// text does not decide that.
var steering = strings.Fields(`_build _merge _target build cascade content date expirydate headless iscjklanguage kind
	lang lastmod layout linktitle locale markup menu menus modified outputs params path pubdate publishdate published
	resources sitemap sites translationkey type unpublishdate url`)

// alias is an address on our own site: words with slashes, of which none begins with a dot.
var alias = regexp.MustCompile(`^(?:/[\p{L}\p{N}_~-][\p{L}\p{N}._~-]*)+/?$`)

// frontMatter takes out what would steer the site and brings dates in order.
func (e *editor) frontMatter() {
	p := e.page
	var dropped []string
	kept := p.Extra[:0]
	for _, item := range p.Extra {
		if key := fmt.Sprint(item.Key); slices.Contains(steering, strings.ToLower(key)) {
			dropped = append(dropped, key)
		} else {
			kept = append(kept, item)
		}
	}
	if p.Extra = kept; len(dropped) > 0 {
		e.warn("In het blok boven de tekst is weggelaten: "+strings.Join(dropped, ", ")+". Daarmee zou de tekst de site zelf sturen.",
			"In docs/inhoud.md staat wat u boven een tekst kunt zetten.")
	}
	if p.Slug != "" {
		p.Slug = page.Slug(p.Slug)
	}
	p.Aliases = slices.DeleteFunc(p.Aliases, func(s string) bool {
		if !alias.MatchString(s) {
			e.warn(fmt.Sprintf("Het oude adres ‘%s’ is weggelaten.", shorten(s)), "Schrijf een adres op onze eigen site, zoals /zutphen/soep/.")
			return true
		}
		return false
	})
	for _, d := range []struct {
		key   string
		value *string
	}{{"aangekondigd", &p.Announced}, {"bijgewerkt", &p.Updated}, {"publiceren", &p.Publish}, {"verloopt", &p.Expires}, {"verwijderen_na", &p.DeleteAfter}} {
		e.date(d.key, d.value)
	}
}

// date writes a date as Hugo reads it. One that cannot be read is asked about; a page with such a day of publication
// waits, because it must not be early.
func (e *editor) date(key string, value *string) {
	typed := *value
	if c, err := page.ParseCivil(typed); err == nil || typed == "" {
		*value = c.String()
		return
	}
	day, err := when.Date(typed)
	if *value = day.String(); err == nil {
		return
	}
	hint := "Schrijf de datum als 2026-10-01 en stuur de tekst opnieuw."
	if value == &e.page.Publish {
		e.page.Draft = true
		hint += " Tot die tijd staat de pagina niet op de site."
	}
	e.notices = append(e.notices, notice.Notice{Level: notice.Question, Text: fmt.Sprintf("Boven de tekst staat ‘%s: %s’, en dat is geen datum.", key, shorten(typed)), Hint: hint})
}
