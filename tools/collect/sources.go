package collect

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/read"
)

const (
	maxPhotos  = 100      // loose photos in one folder
	maxLoose   = 60 << 20 // bytes of one loose photo
	maxSources = 200_000  // files in an inbox
)

// document is a source that has been found and not been opened.
type document struct {
	name   string   // path under the inbox, with slashes
	path   string   // on disk
	photos []string // paths on disk of the loose photos that belong to it
}

// skip says which names are never a source: hidden and temporary ones, and those that opladers or Windows
// itself put there.
func skip(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// find lists the documents under dir, in order of their names, and refuses the photos that belong to none. The folders
// of a municipality and of its sections hold documents that have nothing to do with each other; any other folder with
// one document and loose photos is one story. Links are refused: they lead out of the inbox, or round in it. Names are
// in Unicode's composed form (NFC): macOS gives the same name in another.
func find(dir, name string, isStoryFolder func(name string) bool) (docs []document, refused []notice.Notice, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	var photos []string
	var own []int // documents in this very folder
	for _, e := range entries {
		if skip(e.Name()) {
			continue
		}
		file, inner := filepath.Join(dir, e.Name()), path.Join(name, norm.NFC.String(e.Name()))
		switch {
		case e.Type()&fs.ModeSymlink != 0:
			refused = append(refused, notice.Notice{
				Level: notice.Error, File: inner, Text: "Dit is een verwijzing naar een ander bestand.", Hint: "Zet het bestand zelf in de inbox.",
			})
		case e.IsDir():
			d, r, err := find(file, inner, isStoryFolder)
			if err != nil {
				refused = append(refused, unreadable(inner, err))
				continue
			}
			docs, refused = append(docs, d...), append(refused, r...)
		case !e.Type().IsRegular():
		case photo.IsName(file):
			photos = append(photos, file)
		default:
			own = append(own, len(docs))
			docs = append(docs, document{name: inner, path: file})
		}
		if len(docs) > maxSources {
			return nil, nil, fmt.Errorf("meer dan %d bestanden in de inbox", maxSources)
		}
	}
	if len(own) == 1 && isStoryFolder(name) && len(photos) <= maxPhotos {
		docs[own[0]].photos = photos
		return docs, refused, nil
	}
	for _, p := range photos {
		n := notice.Notice{
			Level: notice.Error, File: path.Join(name, filepath.Base(p)),
			Text: "Bij deze losse foto hoort geen verhaal.",
			Hint: "Maak een map met één tekst en de foto's die erbij horen, of zet de foto in het Word-bestand.",
		}
		if info, err := os.Stat(p); err == nil && info.Size() == 0 {
			n = notice.From(photo.Empty, n.File)
		}
		refused = append(refused, n)
	}
	return docs, refused, nil
}

// open reads a document and its loose photos, once. Photos that cannot be read are refused; the document goes
// on without them.
func (d document) open() (page.Source, []notice.Notice, error) {
	src := page.Source{Name: d.name}
	var err error
	if src.Data, err = readBounded(d.path, read.MaxSource); err != nil {
		return src, nil, unreadable(d.name, err)
	}
	var refused []notice.Notice
	for _, p := range d.photos {
		name := path.Join(path.Dir(d.name), filepath.Base(p))
		data, err := readBounded(p, maxLoose)
		if err != nil {
			refused = append(refused, unreadable(name, err))
			continue
		}
		if _, err := photo.Pixels(data); err != nil {
			refused = append(refused, notice.From(err, name))
			continue
		}
		src.Photos = append(src.Photos, page.File{Name: filepath.Base(p), Data: data})
	}
	return src, refused, nil
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
	n := notice.Notice{Level: notice.Error, File: name}
	switch {
	case errors.Is(err, errTooLarge):
		n.Text, n.Hint = "Het bestand is te groot.", "Maak de foto's erin kleiner en stuur het opnieuw."
	case errors.Is(err, fs.ErrPermission):
		n.Text, n.Hint = "Het bestand mag niet gelezen worden.", "Sluit het in andere programma's, of geef opladers het recht om te lezen."
	case errors.Is(err, fs.ErrNotExist):
		n.Text, n.Hint = "Het bestand is er niet.", "Kijk of de naam klopt."
	default:
		n.Text, n.Hint = "Het bestand kan niet gelezen worden ("+err.Error()+").", "Probeer het opnieuw."
	}
	return n
}
