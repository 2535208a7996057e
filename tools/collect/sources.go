package collect

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"golang.org/x/text/unicode/norm"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/read"
)

const (
	maxPhotos  = 1_000    // loose photos with one document
	maxLoose   = 60 << 20 // bytes of one loose photo
	maxSources = 200_000  // files in an inbox
)

// document is a source that has been found and not been opened.
type document struct {
	name   string // path under the inbox, with slashes
	folder string // of the inbox, in which people look for the report about it
	file
	photos []file        // loose photos that belong to it
	letter *letter       // nil when it did not come by mail
	feed   *subscription // nil when it is no calendar on the web
}

// file is a file on disk.
type file struct {
	path string
	stamp
}

// found is what a folder holds.
type found struct {
	docs    []document
	photos  []file // that belong to no document yet
	refused []notice.Notice
	told    []string // folders that have a report
}

// find lists the documents under dir, in order of their names, and refuses the photos that belong to none. The folders
// of a municipality and of its sections hold documents that have nothing to do with each other; any other folder with
// one document and loose photos is one story, also when the photos are in folders of their own. Links are refused: they
// lead out of the inbox, or round in it. Names are in Unicode's composed form (NFC): macOS gives the same name in another.
func find(dir, name string, isStory func(name string) bool) (found, error) {
	f, err := walk(dir, name, isStory)
	f.refuseLoose(dir, name)
	return f, err
}

func walk(dir, name string, isStory func(name string) bool) (f found, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return f, err
	}
	var own []int // documents in this very folder
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Name() == reportName {
			f.told = append(f.told, name)
		}
		if page.Hidden(e.Name()) {
			continue
		}
		at, inner := file{path: filepath.Join(dir, e.Name())}, path.Join(name, norm.NFC.String(e.Name()))
		again := seen[inner]
		seen[inner] = true
		switch {
		case again:
			f.refused = append(f.refused, notice.Notice{
				Level: notice.Error, File: inner, Text: "Er zijn twee bestanden met deze naam, die alleen verschillen in hoe de accenten bewaard zijn.", Hint: "Geef een van de twee een andere naam.",
			})
		case e.Type()&fs.ModeSymlink != 0:
			f.refused = append(f.refused, notice.Notice{
				Level: notice.Error, File: inner, Text: "Dit is een verwijzing naar een ander bestand.", Hint: "Zet het bestand zelf in de inbox.",
			})
		case e.IsDir():
			sub, err := walk(at.path, inner, isStory)
			if err != nil {
				f.refused = append(f.refused, unreadable(inner, err))
				continue
			}
			if len(sub.docs) > 0 || !isStory(inner) {
				sub.refuseLoose(at.path, inner)
			}
			f.docs, f.photos = append(f.docs, sub.docs...), append(f.photos, sub.photos...)
			f.refused, f.told = append(f.refused, sub.refused...), append(f.told, sub.told...)
		case !e.Type().IsRegular():
		default:
			if info, err := e.Info(); err == nil {
				at.stamp = stampOf(info)
			}
			if photo.IsName(at.path) {
				at.stamp.Path = inner // a photo is found by its name
				f.photos = append(f.photos, at)
				continue
			}
			own = append(own, len(f.docs))
			f.docs = append(f.docs, document{name: inner, folder: name, file: at})
		}
		if len(f.docs)+len(f.photos) > maxSources {
			return f, fmt.Errorf("meer dan %d bestanden in de inbox", maxSources)
		}
	}
	if isStory(name) && len(own) == 1 && len(f.docs) == 1 && len(f.photos) <= maxPhotos {
		f.docs[0].photos, f.photos = f.photos, nil
	}
	if isStory(name) {
		for _, i := range own {
			f.docs[i].folder = path.Dir(name)
		}
	}
	return f, nil
}

// refuseLoose refuses the photos under dir that belong to no document.
func (f *found) refuseLoose(dir, name string) {
	for _, p := range f.photos {
		rel, err := filepath.Rel(dir, p.path)
		if err != nil {
			rel = filepath.Base(p.path)
		}
		n := notice.Notice{
			Level: notice.Error, File: path.Join(name, norm.NFC.String(filepath.ToSlash(rel))),
			Text: "Bij deze losse foto hoort geen verhaal.",
			Hint: "Maak een map met één tekst en de foto's die erbij horen, of zet de foto in het Word-bestand.",
		}
		if p.Size == 0 {
			n = notice.From(photo.Empty, n.File)
		}
		f.refused = append(f.refused, n)
	}
	f.photos = nil
}

// open reads a document and its loose photos, once. Photos that cannot be read are refused; the document goes
// on without them. locked says that something could not be opened, and perhaps can later: it is open in Word.
func (d document) open() (src page.Source, refused []notice.Notice, locked bool, err error) {
	src.Name = d.name
	if src.Data, err = readBounded(d.path, read.MaxSource); err != nil {
		return src, nil, !errors.Is(err, errTooLarge), unreadable(d.name, err)
	}
	total := 0
	for _, p := range d.photos {
		rel, err := filepath.Rel(filepath.Dir(d.path), p.path)
		if err != nil {
			return src, nil, true, err
		}
		rel = norm.NFC.String(filepath.ToSlash(rel))
		name := path.Join(path.Dir(d.name), rel)
		data, err := readBounded(p.path, int64(min(maxLoose, read.MaxSource-total)))
		if err != nil {
			refused, locked = append(refused, unreadable(name, err)), locked || !errors.Is(err, errTooLarge)
			continue
		}
		if _, err := photo.Memory(data); err != nil {
			refused = append(refused, notice.From(err, name))
			continue
		}
		total += len(data)
		src.Photos = append(src.Photos, page.File{Name: rel, Data: data})
	}
	return src, refused, locked, nil
}

// isCopied reports whether one of the loose photos that could not be read may still be on its way into the inbox.
func (d document) isCopied(lost []string, at int64) bool {
	return slices.ContainsFunc(d.photos, func(p file) bool {
		return recent(p.stamp, at) && slices.ContainsFunc(lost, func(name string) bool { return path.Base(name) == path.Base(p.Path) })
	})
}

var errTooLarge = errors.New("too large")

func readBounded(file string, limit int64) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, errTooLarge
	}
	return os.ReadFile(file)
}

func unreadable(name string, err error) notice.Notice {
	if errors.Is(err, errTooLarge) {
		return notice.Notice{
			Level: notice.Error, File: name, Text: "Het bestand is te groot, of er horen te veel grote foto's bij.", Hint: "Maak de foto's kleiner en stuur het opnieuw.",
		}
	}
	return notice.Unreadable(err, name)
}

// readSafely reads a document. A mistake of ours costs that document and no more: it is not in package read, so that tests find it.
func readSafely(src page.Source) (pages []*page.Page, notices []notice.Notice, err error) {
	defer func() {
		if v := recover(); v != nil {
			pages, notices = nil, nil
			err = notice.Refuse("Op dit bestand loopt opladers vast. Dat is een fout in opladers, niet in het bestand.",
				"Stuur het bestand naar de beheerder. Bewaar het tot dan in een andere vorm, en probeer het nog eens.")
		}
	}()
	return read.Read(src)
}
