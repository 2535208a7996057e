// Package build makes the website: content/ in, public/ out.
//
// Run works out the dates of all activities, has Hugo render into a fresh folder, adds the photos in their sizes,
// the calendars and the search index, and puts the folder in the place of public/ in one step. It writes only there, in
// .opladers/ and in the cache. A build that fails, or whose site is not to be seen, leaves public/ as it was.
package build

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/queue"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/syndicate"
)

const (
	// PublicDir is the folder in a site that holds the website.
	PublicDir = "public"
	// DraftsDir is the folder in a site for the website with the drafts in it, which nobody may publish.
	DraftsDir = store.StateDir + "/concepten"
	// PhotoDir is the folder in the website that holds the photos.
	PhotoDir = "foto"

	quality = 75 // of photos on the site
)

// Options say what to build.
type Options struct {
	Config   *config.Config
	BaseURL  string    // "" is what the configuration says
	Now      time.Time // in the site's zone
	Cache    string    // folder for the derivatives of photos
	Codec    *photo.Codec
	Queue    *queue.Client                       // workers make the derivatives; nil makes them here
	Progress func(stage string, done, total int) // may be nil
	Waiting  func()                              // called when another run has to end first; may be nil
	Later    bool                                // leave the derivatives that the cache lacks to Result.Later
	Drafts   bool                                // also what visitors do not see yet, in DraftsDir and not in public/
	// Check looks at the finished website in dir before it takes the place of the old one. When it fails, Run fails with that, and the
	// old one stays. It may be nil.
	Check func(ctx context.Context, dir string, r *Result) error
}

// ErrStays is what a Check gives that looks only.
var ErrStays = errors.New("the site stays as it was")

// Result says what was built.
type Result struct {
	Pages   int // rendered
	Photos  int // on the site
	Notices []notice.Notice
	Record  *Record
	Later   *Later // nil when the site is whole
}

// Run builds the website once.
func Run(ctx context.Context, o Options) (result *Result, err error) {
	dir := o.Config.Dir
	if err := o.Config.Complete(); err != nil {
		return nil, err
	}
	unlock, err := store.Lock(ctx, dir, o.Waiting)
	if err != nil {
		return nil, err
	}
	defer unlock()
	stamp, err := stampOf(o.Config, o.Now)
	if err != nil {
		return nil, err
	}
	public := o.out()
	out, err := atomic.TempDir(public)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(out))
		}
	}()
	o.progress("agenda", 0, 0)
	prepared, err := o.prepare()
	if err != nil {
		return nil, err
	}
	activities := prepared.activities
	o.progress("pagina's", 0, 0)
	rendered, err := site.Render(ctx, site.Options{Dir: dir, Out: out, Config: config.Name, BaseURL: o.BaseURL, Now: o.Now, Text: true, Drafts: o.Drafts})
	if err != nil {
		return nil, err
	}
	result = &Result{Pages: rendered.Rendered, Notices: slices.Concat(prepared.notices(), rendered.Warnings)}
	if err := o.photos(ctx, rendered.Pages, prepared.shown, filepath.Join(out, PhotoDir), result); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := syndicate.Write(syndicate.Options{Agenda: activities, Pages: rendered.Pages, Out: out, BaseURL: rendered.BaseURL, Now: o.Now}); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := writeSearch(out, rendered.BaseURL, rendered.Pages, activities, o.Now); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	broken, err := brokenLinks(out, rendered)
	if err != nil {
		return nil, err
	}
	result.Notices = append(result.Notices, broken...)
	said, err := o.forHosts(out, rendered, activities)
	if err != nil {
		return nil, err
	}
	result.Notices = append(result.Notices, said...)
	result.Record = newRecord(rendered, dir, stamp, result.Notices)
	if o.Check != nil {
		if err := o.Check(ctx, out, result); err != nil {
			return nil, err
		}
	}
	if err := atomic.ReplaceDir(public, out); err != nil {
		return nil, err
	}
	if !o.Drafts {
		if err := result.Record.write(o.Config); err != nil {
			return nil, err
		}
	}
	if result.Later != nil {
		result.Later.site, result.Later.dir, result.Later.day = dir, public, o.Now.Format(time.DateOnly)
		if result.Later.public, err = os.Stat(public); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// out is the folder of the website.
func (o *Options) out() string {
	if o.Drafts {
		return filepath.Join(o.Config.Dir, filepath.FromSlash(DraftsDir))
	}
	return filepath.Join(o.Config.Dir, PublicDir)
}

func (o *Options) progress(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
