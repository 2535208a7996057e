package collect

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/place"
	"mijnopladers.nl/opladers/tools/store"
)

// photoIDs gives the ids of the photos of a page, in their order. It hashes all their bytes.
func photoIDs(p *page.Page) []string {
	ids := make([]string, len(p.Photos))
	for i, ph := range p.Photos {
		ids[i] = photo.ID(ph.Data)
	}
	return ids
}

// identity identifies what a source says of a page, whatever the source is called, who sent it and what people answered. ids are those of its
// photos.
func identity(p *page.Page, ids []string) string {
	h := sha256.New()
	title := p.Title
	if p.Body != "" && p.Activity == nil && p.Initiative == nil { // it may be the name of the file
		title = ""
	}
	fmt.Fprintf(h, "%q %q %q", title, p.Summary, p.Body)
	for _, id := range ids {
		fmt.Fprintf(h, " %s", id)
	}
	if a := p.Activity; a != nil {
		fmt.Fprintf(h, " %s %s %s", a.Begin, a.End, a.Recurrence)
	}
	if in := p.Initiative; in != nil {
		fmt.Fprintf(h, " %+v", *in)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// earlier gives the page that an earlier run made of this one: of the same source, or of one that said the same and is
// gone. keys are those of all pages of the source now.
func (c *collector) earlier(from origin, said string, keys map[string]bool) *store.Imported {
	if was, ok := c.known[from]; ok {
		return &was
	}
	var found *store.Imported
	for _, was := range c.said[said] {
		gone := was.Source == from.source && !keys[was.Key] || was.Source != from.source && c.gone(was.Source)
		if gone && (found == nil || was.Key == from.key) {
			found = &was
		}
	}
	return found
}

// adopt makes the pages of sources that are gone those of the drafts that say the same. A source that went to the folder of
// another municipality makes a new page there, and the old one is asked about.
func (c *collector) adopt(imports []*draft) (renamed []string) {
	seen := map[string]bool{}
	for _, d := range imports {
		if d.was == nil || d.was.Source == d.Source && d.was.Key == d.Page.Key {
			continue
		}
		municipality, _, _ := strings.Cut(d.was.Path, "/")
		switch folder := place.Folder(d.Source, c.places); {
		case municipality != d.Municipality && folder != "":
			c.moved[d.was.Path] = d.Source
			d.was, d.Twin = nil, ""
		case !c.store.Adopt(*d.was, d.Import):
			d.was, d.Twin = nil, ""
		default:
			c.adopted[d.was.Path] = d.Source
			if !seen[d.was.Source] && d.was.Source != d.Source {
				seen[d.was.Source] = true
				renamed = append(renamed, d.was.Source)
			}
		}
	}
	return renamed
}

// isRemoved reports whether a link goes to a page of an import that was removed.
func (c *collector) isRemoved(d *draft) bool {
	gone, _ := c.store.Removal(d.Import)
	return gone != nil
}

// twinSource gives the page that an earlier run made in a folder under content/.
func (c *collector) twinSource(dir string) (store.Imported, bool) {
	for _, p := range c.known {
		if path.Dir(p.Path) == dir {
			return p, true
		}
	}
	return store.Imported{}, false
}
