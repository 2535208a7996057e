package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/goccy/go-yaml"

	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/site"
)

// masterName is the name of a master that collect made: its id.
var masterName = regexp.MustCompile(`^([0-9a-f]{16})\.(jpg|png)$`)

// crops are of the first photo of a page: on its card in lists, and when it is shared.
var crops = []photo.Crop{photo.Card, photo.Share}

// published lists the photos that the rendered pages may show, each once for each focus. files says for messages what
// each is.
func (o *Options) published(pages []site.Page, shown shown) (photos []derive.Photo, files []string, notices []notice.Notice) {
	at := map[[2]string]int{} // by file and focus
	for _, p := range pages {
		listed, unread := pagePhotos(p)
		notices = append(notices, unread...)
		first := true
		for _, ph := range listed {
			if p.Dir == "" || !shown.has(o.Config.Dir, p.Dir, ph.File) {
				continue
			}
			master := filepath.Join(p.Dir, ph.File)
			file := "content" + p.Path + "/" + ph.File
			info, err := os.Stat(master)
			if err != nil { // taken out by hand: off the site, also from the cache
				notices = append(notices, notice.Notice{
					Level: notice.Warning, File: file, Text: "De foto is er niet meer. Hij staat niet op de site.",
					Hint: "Haal de foto ook uit de tekst en uit fotos boven de tekst.",
				})
				continue
			}
			leads := first && ph.Width > 0 && ph.Height > 0 // as layouts/_partials/foto/eerste.html
			first = first && !leads
			key := [2]string{ph.File, ""}
			if leads {
				key[1] = ph.Focus
				if err := photo.CheckFocus(ph.Focus); err != nil {
					n := notice.From(err, file)
					n.Level = notice.Warning
					notices = append(notices, n)
				}
			}
			i, seen := at[key]
			if !seen {
				id := masterName.FindStringSubmatch(ph.File)
				if id == nil {
					notices = append(notices, notice.Notice{
						Level: notice.Warning, File: file,
						Text: "Deze foto is niet door opladers klein en schoon gemaakt. Hij staat niet op de site.",
						Hint: "Zet de foto met zijn tekst in de inbox.",
					})
					continue
				}
				i, at[key] = len(photos), len(photos)
				photos = append(photos, derive.Photo{
					ID: id[1], Size: info.Size(), Width: ph.Width, Height: ph.Height, Focus: key[1],
					Open: func() ([]byte, error) { return os.ReadFile(master) },
				})
				files = append(files, file)
			}
			if leads {
				photos[i].Crops = crops
			}
		}
	}
	return photos, files, notices
}

// derivatives says how photos are made for the site.
func (o *Options) derivatives() derive.Options {
	formats := []photo.Format{photo.WebP, photo.JPEG}
	if o.Config.AVIF {
		formats = append(formats, photo.AVIF)
	}
	return derive.Options{
		Set:   photo.Set{Widths: o.Config.Widths, Formats: formats, Quality: quality},
		Codec: o.Codec, Cache: o.Cache, Masters: true, Queue: o.Queue,
		Progress: func(done, total int) { o.progress("foto's", done, total) },
	}
}

// photos puts the derivatives of the photos that the rendered pages may show into dir, and makes those that the cache
// lacks; with Later only those that it has.
func (o *Options) photos(ctx context.Context, pages []site.Page, shown shown, dir string, r *Result) error {
	photos, files, notices := o.published(pages, shown)
	r.Notices = append(r.Notices, notices...)
	how := o.derivatives()
	ids := map[string]bool{}
	var all []derive.File
	if o.Later {
		var lacks []derive.File
		all, lacks = derive.Cached(photos, how)
		r.Later = newLater(photos, lacks, how)
		for _, p := range photos {
			ids[p.ID] = true
		}
	} else {
		made, err := derive.Make(ctx, photos, how)
		if err != nil {
			return err
		}
		for i, m := range made {
			if m.Err != nil {
				r.Notices = append(r.Notices, notice.From(m.Err, files[i]))
				continue
			}
			all = append(all, m.Files...)
			ids[m.ID] = true
		}
	}
	r.Photos = len(ids)
	if err := derive.Copy(dir, filepath.Join(o.out(), PhotoDir), all); err != nil {
		return fmt.Errorf("copy photos: %w", err)
	}
	return nil
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
