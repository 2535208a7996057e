// Package build makes the website: content/ in, public/ out.
//
// Run works out the dates of all activities, has Hugo render into a fresh folder, adds the photos in their sizes
// and the calendars, and puts the folder in the place of public/ in one step. It writes only there, in
// .opladers/ and in the cache. A build that fails leaves public/ as it was.
package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/syndicate"
)

const (
	// PublicDir is the folder in a site that holds the website.
	PublicDir = "public"
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
	Progress func(stage string, done, total int) // may be nil
	Waiting  func()                              // called when another run has to end first; may be nil
}

// Result says what was built.
type Result struct {
	Pages   int // rendered
	Photos  int // on the site
	Notices []notice.Notice
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
	public := filepath.Join(dir, PublicDir)
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
	activities, err := agenda.Load(dir, o.Now)
	if err != nil {
		return nil, err
	}
	taken, err := almanac.Write(activities, filepath.Join(dir, store.StateDir, "hugo", "content"), o.Now)
	if err != nil {
		return nil, err
	}
	o.progress("pagina's", 0, 0)
	rendered, err := site.Render(ctx, site.Options{Dir: dir, Out: out, Config: config.Name, BaseURL: o.BaseURL, Now: o.Now})
	if err != nil {
		return nil, err
	}
	photos, notices, err := o.photos(ctx, rendered.Pages, filepath.Join(out, PhotoDir))
	if err != nil {
		return nil, err
	}
	if err := syndicate.Write(syndicate.Options{Agenda: activities, Pages: rendered.Pages, Out: out, BaseURL: rendered.BaseURL, Now: o.Now}); err != nil {
		return nil, err
	}
	if err := writeHeaders(out, rendered.Pages, activities); err != nil {
		return nil, err
	}
	if err := atomic.ReplaceDir(public, out); err != nil {
		return nil, err
	}
	notices = slices.Concat(activities.Notices, taken, rendered.Warnings, notices)
	return &Result{Pages: len(rendered.Pages), Photos: photos, Notices: notices}, nil
}

func (o *Options) progress(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}

// masterName is the name of a master that collect made: its id.
var masterName = regexp.MustCompile(`^([0-9a-f]{16})\.(jpg|png)$`)

// photos makes the derivatives of the photos that the rendered pages may show, and puts them into dir.
func (o *Options) photos(ctx context.Context, pages []site.Page, dir string) (int, []notice.Notice, error) {
	var photos []derive.Photo
	var files []string
	var notices []notice.Notice
	seen := map[string]bool{}
	for _, p := range pages {
		listed, unread := pagePhotos(p)
		notices = append(notices, unread...)
		for _, ph := range listed {
			ok, _ := ph.Publishable(o.Now.Format(time.DateOnly))
			master := filepath.Join(p.Dir, ph.File)
			if !ok || seen[ph.File] || p.Dir == "" {
				continue
			}
			file := "content" + p.Path + "/" + ph.File
			if _, err := os.Stat(master); err != nil { // taken out by hand: off the site, also from the cache
				notices = append(notices, notice.Notice{
					Level: notice.Warning, File: file, Text: "De foto is er niet meer. Hij staat niet op de site.",
					Hint: "Haal de foto ook uit de tekst en uit fotos boven de tekst.",
				})
				continue
			}
			seen[ph.File] = true
			id := masterName.FindStringSubmatch(ph.File)
			if id == nil {
				notices = append(notices, notice.Notice{
					Level: notice.Warning, File: file,
					Text: "Deze foto is niet door opladers klein en schoon gemaakt. Hij staat niet op de site.",
					Hint: "Zet de foto met zijn tekst in de inbox.",
				})
				continue
			}
			photos = append(photos, derive.Photo{ID: id[1], Width: ph.Width, Open: func() ([]byte, error) { return os.ReadFile(master) }})
			files = append(files, file)
		}
	}
	made, failed, err := derive.Make(ctx, photos, derive.Options{
		Widths: o.Config.Widths, Formats: []photo.Format{photo.WebP, photo.JPEG}, Quality: quality,
		Codec: o.Codec, Cache: o.Cache,
		Progress: func(done, total int) { o.progress("foto's", done, total) },
	})
	if err != nil {
		return 0, nil, err
	}
	var all []derive.File
	n := 0
	for i, derivatives := range made {
		if failed[i] != nil {
			notices = append(notices, notice.From(failed[i], files[i]))
			continue
		}
		all = append(all, derivatives...)
		n++
	}
	if err := derive.Copy(dir, filepath.Join(o.Config.Dir, PublicDir, PhotoDir), all); err != nil {
		return 0, nil, fmt.Errorf("copy photos: %w", err)
	}
	return n, notices, nil
}

// pagePhotos reads the photos in a rendered page's parameters. One that cannot be read is not published, and named.
func pagePhotos(p site.Page) (photos []*page.Photo, unread []notice.Notice) {
	list, _ := p.Params["fotos"].([]any)
	for _, item := range list {
		ph := &page.Photo{}
		text, err := yaml.Marshal(item)
		if err == nil {
			err = yaml.Unmarshal(text, ph)
		}
		if err == nil && filepath.Base(ph.File) == ph.File {
			photos = append(photos, ph)
			continue
		}
		unread = append(unread, notice.Notice{
			Level: notice.Warning, File: "content" + p.Path, Text: "Een foto boven de tekst is niet te lezen. Hij staat niet op de site.",
			Hint: "Vergelijk de regels onder fotos met een pagina die goed gaat.",
		})
	}
	return photos, unread
}
