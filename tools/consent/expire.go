package consent

import (
	"context"
	"path"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// Expire takes away what may not be shown any longer at the moment of the options. See the package comment.
func Expire(ctx context.Context, o Options) (*Result, error) {
	s, unlock, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	pages, notices, err := store.PhotoPages(o.Site)
	if err != nil {
		return nil, err
	}
	r := newResult()
	r.Notices = append(r.Notices, notices...)
	over, stays, shown := map[string]bool{}, map[string]bool{}, map[string]bool{} // by id
	var withhold []Entry
	for _, p := range pages {
		for _, e := range o.entries(s.Rules(), p) {
			id := store.PhotoID(e.Photo)
			switch ended := e.State == page.StateExpired; {
			case id == "":
			case ended && (o.Municipality == "" || e.Municipality == o.Municipality):
				over[id] = true
				withhold = append(withhold, e)
			case e.verdict.OK():
				shown[id] = true
			}
			stays[id] = stays[id] || !e.verdict.Gone // somebody may yet consent
		}
	}
	for id := range over {
		if !shown[id] {
			r.Targets.IDs[id] = true
		}
	}
	if err := o.unpublish(r); err != nil { // what visitors see goes first
		return nil, err
	}
	for _, e := range withhold {
		dir := path.Dir(e.Page)
		was, err := s.Withhold(dir, e.Photo, !e.verdict.Gone)
		if err != nil {
			return nil, err
		}
		if was {
			r.Removed = append(r.Removed, filepath.Join(o.Site, "content", filepath.FromSlash(dir), e.Photo))
			r.Pages = append(r.Pages, e.Page)
		}
	}
	for id := range r.Targets.IDs {
		r.Targets.waiting[id] = stays[id]
	}
	hits, _, err := o.search(ctx, &r.Targets, o.places())
	if err != nil {
		return nil, err
	}
	for _, h := range hits {
		if h.Names || slices.Contains(r.Removed, h.Path) {
			continue
		}
		if rel, err := filepath.Rel(filepath.Join(o.Site, "content"), h.Path); err == nil && filepath.IsLocal(rel) && stays[store.PhotoID(filepath.Base(rel))] {
			if _, err := s.Withhold(filepath.ToSlash(filepath.Dir(rel)), filepath.Base(rel), true); err != nil {
				return nil, err
			}
		}
		if err := o.remove(r, h.Path); err != nil {
			return nil, err
		}
	}
	for _, e := range withhold {
		id := store.PhotoID(e.Photo)
		if !slices.ContainsFunc(r.Removed, func(file string) bool { return store.PhotoID(filepath.Base(file)) == id }) {
			continue // gone since an earlier run
		}
		r.Photos = append(r.Photos, id)
		if stays[id] {
			r.Kept = append(r.Kept, id)
		}
	}
	r.Sources = append(r.Sources, o.sources(s, set(r.Photos))...)
	o.shorten(r)
	return r, nil
}

func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, e := range list {
		out[e] = true
	}
	return out
}

// shorten writes paths as people know them.
func (o *Options) shorten(r *Result) {
	for i, file := range r.Removed {
		r.Removed[i] = o.short(file)
	}
	r.sort()
}
