package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/photo/alike"
)

// Photo is what is known of a photo whose master exists. Its file is named after the picture that people sent, by a hash.
type Photo struct {
	File   string       `json:"bestand"`
	Width  int          `json:"breedte"`
	Height int          `json:"hoogte"`
	Colour string       `json:"kleur"`
	Print  *alike.Print `json:"beeldafdruk,omitempty"` // nil when it was never made
}

// PagePhoto is a photo of a page.
type PagePhoto struct {
	Photo
	For  []string `json:"voor,omitempty"`     // ids of the photos of the source that it is shown for, when a better one of the same is
	Twin string   `json:"lijkt_op,omitempty"` // file of the photo that it may be the same as: asked
}

// ImportPhoto is a photo of an Import.
type ImportPhoto struct {
	PagePhoto
	Data []byte // the master
}

type knownPhoto struct {
	Photo
	path string // of the master
}

// Photo gives a photo and its master, when the store has it, by its id. It may be called beside itself.
func (s *Store) Photo(id string) (photo Photo, master []byte, ok bool) {
	for _, ext := range []string{".jpg", ".png"} {
		if k, ok := s.photos[id+ext]; ok {
			master, err := os.ReadFile(k.path)
			return k.Photo, master, err == nil
		}
	}
	return Photo{}, nil, false
}

// Master gives the master of a photo by its file name, nil when the store has none. Other than Photo, it knows those of this
// run.
func (s *Store) Master(file string) []byte {
	if data, err := os.ReadFile(filepath.Join(s.quarantine, file)); err == nil {
		return data
	}
	for _, i := range s.WithPhoto(file) {
		if data, err := os.ReadFile(s.file(path.Dir(i.Path), file)); err == nil {
			return data
		}
	}
	return nil
}

// WithPhoto lists the pages that came from a source and have a photo, in order of their paths.
func (s *Store) WithPhoto(file string) []Imported {
	var out []Imported
	for _, b := range s.withPhoto[file] {
		if !b.gone && slices.ContainsFunc(b.Photos, func(p PagePhoto) bool { return p.File == file }) {
			out = append(out, b.imported())
		}
	}
	slices.SortFunc(out, func(a, b Imported) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// notePhotos notes which photos a bundle has, for WithPhoto: looking through all bundles for each photo of ten thousand takes minutes.
func (s *Store) notePhotos(b *bundle) {
	for _, p := range b.Photos {
		if !slices.Contains(s.withPhoto[p.File], b) {
			s.withPhoto[p.File] = append(s.withPhoto[p.File], b)
		}
	}
}

// PhotosOf lists the photos that the page of an import has now.
func (s *Store) PhotosOf(in *Import) []PagePhoto {
	if b := s.bundles[origin{in.Source, in.Page.Key}]; b != nil {
		return b.Photos
	}
	return nil
}

// Photos lists the photos of all pages that came from a source, in order of their files. One of two pages is in it twice.
func (s *Store) Photos() []Photo {
	var out []Photo
	for _, b := range s.bundles {
		for _, p := range b.Photos {
			out = append(out, p.Photo)
		}
	}
	slices.SortFunc(out, func(a, b Photo) int { return cmp.Compare(a.File, b.File) })
	return out
}

// Imprint has the prints made of the photos that have none, because an earlier version of opladers brought them in, and keeps
// them. The error of print stops it.
func (s *Store) Imprint(print func(master []byte) (*alike.Print, error)) error {
	for _, b := range s.bundles {
		more := false
		photos := slices.Clone(b.Photos)
		for i, p := range photos {
			if p.Print != nil {
				continue
			}
			master, err := os.ReadFile(s.file(b.path, p.File))
			if errors.Is(err, fs.ErrNotExist) {
				master, err = os.ReadFile(filepath.Join(s.quarantine, p.File))
			}
			if err != nil {
				continue // without its master it is nowhere shown
			}
			if photos[i].Print, err = print(master); err != nil {
				return err
			}
			more = true
		}
		if b.Photos = photos; !more || s.DryRun {
			continue
		}
		data, err := json.MarshalIndent(b.provenance, "", "  ")
		if err == nil {
			// Not in the journal: it is no change that a person would take back.
			_, err = atomic.WriteFile(s.file(b.path, ProvenanceName), append(data, '\n'))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// usedBy counts the pages that have a photo.
func (s *Store) usedBy(file string) int { return len(s.WithPhoto(file)) }
