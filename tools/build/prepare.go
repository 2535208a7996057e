package build

import (
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/yearbook"
)

// prepared is what was worked out of the content for Hugo's templates, and written below .opladers/hugo.
type prepared struct {
	activities *agenda.Site
	shown      shown

	years, photos, pages, colours []notice.Notice
}

// hugoDir is the folder for Hugo in a site.
func (o *Options) hugoDir() string { return filepath.Join(o.Config.Dir, store.StateDir, "hugo") }

// prepare works out the dates of all activities, the figures of annual reports, which photos may be seen and the colours.
func (o *Options) prepare() (*prepared, error) {
	load := agenda.Load
	if o.Drafts {
		load = agenda.LoadDrafts
	}
	dir, p := o.Config.Dir, &prepared{}
	var err error
	if p.activities, err = load(dir, o.Now); err != nil {
		return nil, err
	}
	reports, unknown, err := yearbook.Pages(dir, p.activities, o.Now)
	if err != nil {
		return nil, err
	}
	p.years = unknown
	if p.shown, p.photos, err = photosToShow(dir, o.Now); err != nil {
		return nil, err
	}
	p.pages, err = almanac.Write(p.activities, filepath.Join(o.hugoDir(), "content"), o.Now, reports, p.shown.page())
	if err != nil {
		return nil, err
	}
	p.colours, err = writeThemes(dir, p.activities.Municipalities)
	return p, err
}

// prepareStories works out anew what stories and initiatives are in, when activities are as they were.
func (o *Options) prepareStories(p *prepared) error {
	reports, unknown, err := yearbook.Pages(o.Config.Dir, p.activities, o.Now)
	if err != nil {
		return err
	}
	p.years = unknown
	if p.shown, p.photos, err = photosToShow(o.Config.Dir, o.Now); err != nil {
		return err
	}
	return almanac.Add(filepath.Join(o.hugoDir(), "content"), reports, p.shown.page())
}

func (p *prepared) notices() []notice.Notice {
	return slices.Concat(p.activities.Notices, p.years, p.photos, p.pages, p.colours)
}
