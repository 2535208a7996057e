// Package store is the only writer under content/.
//
// A page is a bundle: a folder with index.md, the masters of its photos, and herkomst.json, which says where
// the page came from and what the last import wrote. Comparing the three (last import, the source now, the
// page now) tells what may be written: a page that nobody touched follows its source, a page that a person
// edited is kept as it is. A bundle is written beside its place and takes it in one step.
//
// Photos that may not be published never enter content/: their masters wait in .opladers/quarantaine.
package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

const (
	// ProvenanceName is the file in a bundle that says where the page came from. config.toml keeps it
	// out of the site.
	ProvenanceName = "herkomst.json"
	// StateDir is the folder in a site that git ignores.
	StateDir = ".opladers"

	indexName   = "index.md"
	sectionName = "_index.md"
)

// Municipality is a municipality of the site: a folder whose _index.md says so.
type Municipality struct {
	Slug string // folder under content/
	Page *page.Page
}

// Photo is what is known of a photo whose master exists.
type Photo struct {
	File   string `json:"bestand"`
	Width  int    `json:"breedte"`
	Height int    `json:"hoogte"`
	Colour string `json:"kleur"`
}

// provenance is herkomst.json.
type provenance struct {
	Source string  `json:"bron"`              // path under the inbox
	Key    string  `json:"sleutel,omitempty"` // which page of the source
	Page   string  `json:"pagina"`            // SHA-256 of index.md as the last import wrote it
	Photos []Photo `json:"fotos,omitempty"`   // all photos of the page, also those in quarantine
}

type origin struct{ source, key string }

type bundle struct {
	path string // under content/, with slashes
	provenance
}

// Store is the content of one site.
type Store struct {
	Municipalities []*Municipality // in order of their slugs
	Notices        []notice.Notice // bundles whose provenance cannot be read: they count as written by hand
	DryRun         bool            // decide everything, write nothing

	content    string // folder
	quarantine string // folder
	bundles    map[origin]*bundle
	photos     map[string]knownPhoto // by file name, which starts with the photo's id
	taken      map[string]bool       // paths of bundles, under content/
}

type knownPhoto struct {
	Photo
	path string // of the master
}

// Open reads which municipalities and which imported pages a site has. It writes nothing.
func Open(site string) (*Store, error) {
	s := &Store{
		content:    filepath.Join(site, "content"),
		quarantine: filepath.Join(site, StateDir, "quarantaine"),
		bundles:    map[origin]*bundle{},
		photos:     map[string]knownPhoto{},
		taken:      map[string]bool{},
	}
	entries, err := os.ReadDir(s.content)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		p, err := readPage(filepath.Join(s.content, e.Name(), sectionName))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("content/%s/%s: %w", e.Name(), sectionName, err)
		}
		if p.Kind != page.KindMunicipality {
			continue
		}
		m := &Municipality{Slug: e.Name(), Page: p}
		s.Municipalities = append(s.Municipalities, m)
		if err := s.scan(m.Slug); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Municipality finds a municipality by its slug, nil when there is none.
func (s *Store) Municipality(slug string) *Municipality {
	for _, m := range s.Municipalities {
		if m.Slug == slug {
			return m
		}
	}
	return nil
}

// scan indexes the imported bundles of a municipality.
func (s *Store) scan(municipality string) error {
	for _, kind := range sectionKinds {
		section := path.Join(municipality, kind.Section())
		entries, err := os.ReadDir(s.file(section))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, e := range entries {
			dir := path.Join(section, e.Name())
			if e.IsDir() {
				s.taken[dir] = true
			}
			data, err := os.ReadFile(s.file(dir, ProvenanceName))
			if err != nil {
				continue // written by hand: no provenance, or no bundle at all
			}
			b := &bundle{path: dir}
			if err := json.Unmarshal(data, &b.provenance); err != nil {
				s.Notices = append(s.Notices, notice.Notice{
					Level: notice.Error, File: path.Join("content", dir, ProvenanceName),
					Text: "Waar deze pagina vandaan komt, is niet te lezen. Zij blijft zoals zij is.",
					Hint: "Haal het bestand terug uit git, of verwijder het.",
				})
				continue
			}
			s.bundles[origin{b.Source, b.Key}] = b
			for _, ph := range b.Photos {
				for _, file := range []string{s.file(dir, ph.File), filepath.Join(s.quarantine, ph.File)} {
					if _, err := os.Stat(file); err == nil {
						s.photos[ph.File] = knownPhoto{ph, file}
						break
					}
				}
			}
		}
	}
	return nil
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

// Imported is a page that came from a source.
type Imported struct {
	Key  string // which page of the source
	Path string // under content/
}

// Imported lists the pages that came from sources, by the source's name, in order of their paths.
func (s *Store) Imported() map[string][]Imported {
	out := map[string][]Imported{}
	for o, b := range s.bundles {
		out[o.source] = append(out[o.source], Imported{o.key, path.Join(b.path, indexName)})
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b Imported) int { return strings.Compare(a.Path, b.Path) })
	}
	return out
}

// Page reads a page, by its path under content/.
func (s *Store) Page(name string) (*page.Page, error) { return readPage(s.file(name)) }

func (s *Store) file(parts ...string) string {
	return filepath.Join(append([]string{s.content}, parts...)...)
}

func readPage(file string) (*page.Page, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return page.Parse(data)
}

// hash is of the text, whatever its line ends: git on Windows changes those.
func hash(data []byte) string {
	sum := sha256.Sum256(unixLines(data))
	return hex.EncodeToString(sum[:])
}

func unixLines(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }

var sectionKinds = []page.Kind{page.KindStory, page.KindInitiative, page.KindActivity}
