package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
)

// Outcome is what Put did, or would have done.
type Outcome string

// The outcomes of Put.
const (
	New       Outcome = "new"
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged"
	Kept      Outcome = "kept" // a person edited the page: nothing was written
)

// Import is a page on its way into the store.
type Import struct {
	Municipality string
	Source       string // path under the inbox
	Page         *page.Page
	Photos       []ImportPhoto
}

// ImportPhoto is a photo of an Import.
type ImportPhoto struct {
	Photo
	Data    []byte // the master
	Publish bool   // false: quarantine
}

// Put brings a page into content/ and says what that came down to, and where the page is (its path under
// content/).
func (s *Store) Put(in *Import) (Outcome, string, error) {
	index, err := in.Page.Format()
	if err != nil {
		return "", "", err
	}
	from := origin{in.Source, in.Page.Key}
	b, outcome := s.bundles[from], Changed
	if b == nil {
		b, outcome = &bundle{path: s.free(in)}, New
	}
	now, err := os.ReadFile(s.file(b.path, indexName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		outcome = New // also when only the page was lost: it comes back
	case err != nil:
		return "", "", err
	case hash(now) != hash(index) && hash(now) != b.Page:
		return Kept, path.Join(b.path, indexName), s.withdraw(b, in)
	}
	previous := b.Photos
	b.provenance = provenance{Source: in.Source, Key: in.Page.Key, Page: hash(index)}
	for _, p := range in.Photos {
		b.Photos = append(b.Photos, p.Photo)
	}
	s.bundles[from], s.taken[b.path] = b, true
	prov, err := json.MarshalIndent(b.provenance, "", "  ")
	if err != nil {
		return "", "", err
	}
	files := map[string][]byte{indexName: index, ProvenanceName: append(prov, '\n')}
	for _, p := range in.Photos {
		if p.Publish {
			files[p.File] = p.Data
		} else if err := s.isolate(p); err != nil {
			return "", "", err
		}
	}
	if outcome == Changed {
		if same, err := s.holds(b.path, files, previous); err != nil || same {
			return Unchanged, path.Join(b.path, indexName), err
		}
	}
	if s.DryRun {
		return outcome, path.Join(b.path, indexName), nil
	}
	return outcome, path.Join(b.path, indexName), s.write(b.path, files, previous)
}

// isolate puts the master of a photo that may not be published in quarantine.
func (s *Store) isolate(p ImportPhoto) error {
	if s.DryRun {
		return nil
	}
	_, err := atomic.WriteFile(filepath.Join(s.quarantine, p.File), p.Data)
	return err
}

// withdraw takes the masters of photos that may not be published any more out of a page that a person edited. Its text
// stays; without a master nothing is shown.
func (s *Store) withdraw(b *bundle, in *Import) error {
	for _, p := range in.Photos {
		master := s.file(b.path, p.File)
		if _, err := os.Lstat(master); p.Publish || s.DryRun || err != nil {
			continue
		}
		if err := errors.Join(s.isolate(p), os.Remove(master)); err != nil {
			return err
		}
	}
	return nil
}

// holds reports whether the bundle has just these files, apart from those that a person put there.
func (s *Store) holds(dir string, files map[string][]byte, previous []Photo) (bool, error) {
	for name, data := range files {
		has, err := os.ReadFile(s.file(dir, name))
		if errors.Is(err, fs.ErrNotExist) || err == nil && !same(name, has, data) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	for _, p := range previous {
		if _, wanted := files[p.File]; wanted {
			continue
		}
		if _, err := os.Lstat(s.file(dir, p.File)); err == nil {
			return false, nil // a photo that has to leave the site
		}
	}
	return true, nil
}

// same compares a file of a bundle with what it should be. Of text, the line ends do not count.
func same(name string, has, want []byte) bool {
	if name == indexName || name == ProvenanceName {
		has = unixLines(has)
	}
	return bytes.Equal(has, want)
}

// write makes the bundle anew beside its place, with the files that a person added, and swaps it in.
func (s *Store) write(dir string, files map[string][]byte, previous []Photo) (err error) {
	dst := s.file(dir)
	tmp, err := atomic.TempDir(dst)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(tmp)
		}
	}()
	entries, err := os.ReadDir(dst)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		ours := slices.ContainsFunc(previous, func(p Photo) bool { return p.File == e.Name() })
		if _, replaced := files[e.Name()]; replaced || ours {
			continue
		}
		from, to := filepath.Join(dst, e.Name()), filepath.Join(tmp, e.Name())
		if e.IsDir() {
			err = os.CopyFS(to, os.DirFS(from))
		} else {
			err = copyFile(to, from)
		}
		if err != nil {
			return err
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(tmp, name), data, 0o644); err != nil {
			return err
		}
	}
	return atomic.ReplaceDir(dst, tmp)
}

func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// free finds a path for a new bundle that no other page has.
func (s *Store) free(in *Import) string {
	base := path.Join(in.Municipality, in.Page.Kind.Section(), in.Page.Address())
	for n, name := 2, base; ; n++ {
		if _, err := os.Lstat(s.file(name)); errors.Is(err, fs.ErrNotExist) && !s.taken[name] {
			return name
		}
		name = fmt.Sprintf("%s-%d", base, n)
	}
}

// EnsureSections makes the _index.md of the sections of every municipality where they are missing: Hugo
// sees a folder as a section only then.
func (s *Store) EnsureSections() error {
	if s.DryRun {
		return nil
	}
	for _, m := range s.Municipalities {
		for _, kind := range sectionKinds {
			file := s.file(m.Slug, kind.Section(), sectionName)
			if _, err := os.Lstat(file); err == nil {
				continue
			}
			data, err := Section(m.Page.Title, kind).Format()
			if err != nil {
				return err
			}
			if _, err := atomic.WriteFile(file, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// Section is the _index.md of a section of a municipality.
func Section(municipality string, kind page.Kind) *page.Page {
	p := &page.Page{}
	switch kind {
	case page.KindStory:
		p.Title, p.Summary = "Verhalen", "Wat ouders en kinderen in "+municipality+" meemaken."
	case page.KindInitiative:
		p.Title, p.Summary = "Initiatieven", "Wat er in "+municipality+" is. Doe mee, of begin er zelf een."
	case page.KindActivity:
		p.Title, p.Summary = "Agenda", "Wat er in "+municipality+" te doen is voor ouders en kinderen."
	}
	return p
}

// Create writes a page at name, a path under content/, where nothing may be yet. With dryRun it only says whether it could.
func Create(site, name string, p *page.Page, dryRun bool) error {
	data, err := p.Format()
	if err != nil {
		return err
	}
	file := filepath.Join(site, "content", filepath.FromSlash(name))
	if _, err := os.Lstat(file); err == nil {
		return &fs.PathError{Op: "create", Path: file, Err: fs.ErrExist}
	}
	if dryRun {
		return nil
	}
	_, err = atomic.WriteFile(file, data)
	return err
}
