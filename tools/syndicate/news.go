package syndicate

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/site"
)

// news writes the RSS files of stories and of initiatives: /verhalen.xml, /zutphen/verhalen.xml and so on.
func (p *publisher) news() error {
	for _, slug := range p.municipalities() {
		for _, section := range []struct{ name, about string }{
			{page.KindStory.Section(), "Nieuwe verhalen van ouders."},
			{page.KindInitiative.Section(), "Groepen en plekken van ouders die erbij komen."},
		} {
			name := section.name + ".xml"
			feed := rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Channel: channel{
				Title: p.name(slug) + ": " + section.name, Link: p.link(slug + "/" + section.name), Language: "nl", TTL: 240, Description: section.about,
				Self: selfLink{p.address(slug, name), "self", "application/rss+xml"}, Items: p.newsItems(slug, section.name),
			}}
			data, err := xml.MarshalIndent(feed, "", " ")
			if err != nil {
				return err
			}
			if err := p.save(slug, name, append([]byte(xml.Header), append(data, '\n')...)); err != nil {
				return err
			}
		}
	}
	return nil
}

// newsItems gives the newest pages of a section, of one municipality ("" is all) with what others share with it.
func (p *publisher) newsItems(municipality, section string) []item {
	var out []item
	for _, pg := range p.pages {
		parts := strings.Split(strings.TrimPrefix(pg.Path, "/"), "/")
		if len(parts) != 3 || parts[1] != section || pg.Language != p.language || p.site.Names[parts[0]] == "" {
			continue
		}
		if municipality != "" && parts[0] != municipality && !slices.Contains(texts(pg.Params["ook_in"]), municipality) {
			continue
		}
		folder := p.folder(pg.Path)
		address := p.link(folder)
		summary := cmp.Or(text(pg, "samenvatting"), text(pg, "eenvoudig"))
		i := newItem(pg.Title, address, address, pg.Date, oneLine(summary))
		i.GUID.Permalink, i.folder = true, folder
		out = append(out, i)
	}
	slices.SortStableFunc(out, func(a, b item) int { return cmp.Or(b.told.Compare(a.told), cmp.Compare(a.Link, b.Link)) })
	out = out[:min(len(out), maxItems)]
	for i := range out {
		if out[i].Description == "" {
			out[i].Description = p.described(out[i].folder)
		}
	}
	return out
}

// description is what a page says of itself to search engines.
var description = regexp.MustCompile(`<meta name="?description"? content="([^"]*)"`)

// described gives how a page without a summary of its own is described on the website: how its text begins.
func (p *publisher) described(folder string) string {
	html, err := os.ReadFile(filepath.Join(p.out, filepath.FromSlash(folder), "index.html"))
	if m := description.FindSubmatch(html); err == nil && m != nil {
		return string(m[1]) // escaped, as a description of RSS is
	}
	return ""
}

func text(pg site.Page, key string) string {
	s, _ := pg.Params[key].(string)
	return s
}

// texts gives the texts of a list in front matter, which may be one text.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case []any:
		out := make([]string, len(v))
		for i := range v {
			out[i] = fmt.Sprint(v[i])
		}
		return out
	}
	return nil
}
