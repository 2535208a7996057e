// Package store is the only writer under content/.
//
// A page is a bundle: a folder with index.md, the masters of its photos, and herkomst.json, which says where
// the page came from and what its source said at the last import. Package merge compares the three (last import, the
// source now, the page now): what nobody touched follows the source, what a person edited stays. A bundle is written
// beside its place and takes it in one step.
//
// What a run replaces goes into a journal (.opladers/terug), from which Undo puts it back. A page that was removed for
// good is remembered in herkomst.json of its municipality, so that its source does not bring it back.
//
// Photos that may not be published never enter content/: their masters wait in .opladers/quarantaine.
package store

import (
	"encoding/json"
	"errors"
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

// Store is the content of one site.
type Store struct {
	Municipalities []*Municipality     // in order of their slugs
	Notices        []notice.Notice     // bundles whose provenance cannot be read: they count as written by hand
	DryRun         bool                // decide everything, write nothing
	Numbered       map[string]Numbered // by folder: what Number need not look at again; it adds to it, nil remembers nothing

	content    string // folder
	quarantine string // folder
	bundles    map[origin]*bundle
	withPhoto  map[string][]*bundle  // that have, or had, a photo, by its file
	photos     map[string]knownPhoto // by file name, which starts with the photo's id
	taken      map[string]bool       // paths of bundles, under content/
	placed     map[origin]string     // paths that Place gave out
	numbers    map[string]int        // the last that Place gave out, by path
	removed    map[string][]Removed  // by municipality
	rules      *Rules
	byHand     map[string]*Calendar // activities of no source, by folder under content/; nil when it has no state yet
	journal    *journal
}

// Open reads which municipalities and which imported pages a site has. It writes nothing.
func Open(site string) (*Store, error) {
	s, err := Unindexed(site)
	if err != nil {
		return nil, err
	}
	return s, s.Index()
}

// Unread is the store of a site of which nothing is read: it is only to be asked for files, and to rewrite them. It is there when a page cannot
// be read, too, to mend that.
func Unread(site string) *Store {
	return &Store{
		content:    filepath.Join(site, "content"),
		quarantine: filepath.Join(site, StateDir, "quarantaine"),
		bundles:    map[origin]*bundle{},
		withPhoto:  map[string][]*bundle{},
		photos:     map[string]knownPhoto{},
		taken:      map[string]bool{},
		placed:     map[origin]string{},
		numbers:    map[string]int{},
		removed:    map[string][]Removed{},
		byHand:     map[string]*Calendar{},
		journal:    &journal{dir: filepath.Join(site, StateDir, "terug")},
	}
}

// Unindexed reads which municipalities a site has, and what decides on photos. Until Index is called it knows nothing of pages, and is only to be asked for
// municipalities, sections and files.
func Unindexed(site string) (*Store, error) {
	s := Unread(site)
	entries, err := os.ReadDir(s.content)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		p, err := s.Page(e.Name() + "/" + sectionName)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if p.Kind != page.KindMunicipality {
			continue
		}
		m := &Municipality{Slug: e.Name(), Page: p}
		s.Municipalities = append(s.Municipalities, m)
	}
	if err := s.readRules(); err != nil {
		return nil, err
	}
	return s, nil
}

// Index reads which pages came from which source.
func (s *Store) Index() error {
	for _, m := range s.Municipalities {
		if err := s.scan(m.Slug); err != nil {
			return err
		}
	}
	return nil
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
				if e.IsDir() && kind == page.KindActivity {
					s.byHand[dir] = nil
				}
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
			if b.Source == "" {
				s.byHand[dir] = b.Calendar
				continue
			}
			s.bundles[origin{b.Source, b.Key}] = b
			s.notePhotos(b)
			for _, ph := range b.Photos {
				for _, file := range []string{s.file(dir, ph.File), filepath.Join(s.quarantine, ph.File)} {
					if _, err := os.Stat(file); err == nil {
						s.photos[ph.File] = knownPhoto{ph.Photo, file}
						break
					}
				}
			}
		}
	}
	return nil
}

// Imported is a page that came from a source.
type Imported struct {
	Source   string
	Key      string // which page of the source
	Path     string // of index.md, under content/
	Identity string // of what the source said
	Answers  map[string]string
	Twin     string // folder of the page that it may be the same as
	UID      string // of an activity, as the source gave it
	Print    string // of an activity; see Print
	Name     string // of an activity; see Name
	Photos   []PagePhoto
}

func (b *bundle) imported() Imported {
	return Imported{b.Source, b.Key, path.Join(b.path, indexName), b.Identity, b.Answers, b.Twin, b.UID, b.Print, b.Name, b.Photos}
}

// Imported lists the pages that came from sources, by the source's name, in order of their paths.
func (s *Store) Imported() map[string][]Imported {
	out := map[string][]Imported{}
	for o, b := range s.bundles {
		out[o.source] = append(out[o.source], b.imported())
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b Imported) int { return strings.Compare(a.Path, b.Path) })
	}
	return out
}

// Page reads a page, by its path under content/. That it is no page is a notice.Notice.
func (s *Store) Page(name string) (*page.Page, error) {
	data, err := os.ReadFile(s.file(name))
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(data)
	if err != nil {
		return nil, notice.From(err, "content/"+name)
	}
	return p, nil
}

// File gives where a path under content/ is on disk.
func (s *Store) File(name string) string { return s.file(name) }

func (s *Store) file(parts ...string) string {
	return filepath.Join(append([]string{s.content}, parts...)...)
}

// Sections lists the folders of pages of all municipalities, under content/.
func (s *Store) Sections() []string {
	var out []string
	for _, m := range s.Municipalities {
		for _, kind := range sectionKinds {
			out = append(out, path.Join(m.Slug, kind.Section()))
		}
	}
	return out
}

// ByHand lists the activities, as paths of index.md under content/, that came from no source.
func (s *Store) ByHand() []string {
	var out []string
	for dir := range s.byHand {
		out = append(out, path.Join(dir, indexName))
	}
	slices.Sort(out)
	return out
}

// Pages lists the folders, under content/, of the pages of a kind in a municipality.
func (s *Store) Pages(municipality string, kind page.Kind) []string {
	section := path.Join(municipality, kind.Section()) + "/"
	var out []string
	for dir := range s.taken {
		if strings.HasPrefix(dir, section) {
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	return out
}

// Has reports whether there is a page in a folder under content/, or will be after this run.
func (s *Store) Has(dir string) bool {
	if s.taken[dir] && s.DryRun {
		return true
	}
	_, err := os.Stat(s.file(dir, indexName))
	return err == nil
}
