package store

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
)

var sectionKinds = []page.Kind{page.KindStory, page.KindInitiative, page.KindActivity}

// EnsureSections makes the _index.md of the sections of every municipality where they are missing: Hugo
// sees a folder as a section only then.
func (s *Store) EnsureSections() error {
	if s.DryRun {
		return nil
	}
	for _, m := range s.Municipalities {
		for _, kind := range sectionKinds {
			name := path.Join(m.Slug, kind.Section(), sectionName)
			if _, err := os.Lstat(s.file(name)); err == nil {
				continue
			}
			data, err := Section(m.Page.Title, kind).Format()
			if err != nil {
				return err
			}
			if err := s.writeFile(name, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeFile writes a file under content/ that is not a bundle's.
func (s *Store) writeFile(name string, data []byte) error {
	err := s.journal.change(name, s.file(name), fileHash(data))
	if err != nil {
		return err
	}
	_, err = atomic.WriteFile(s.file(name), data)
	return err
}

// Rewrite gives a file under content/ other bytes, as if a person had edited it. It can be undone.
func (s *Store) Rewrite(name string, data []byte) error {
	if s.DryRun {
		return nil
	}
	s.journal.mends = true
	return s.writeFile(name, data)
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

// Create writes the text of a page at name, a path under content/, where nothing may be yet. With dryRun it only says whether it could.
func Create(site, name string, data []byte, dryRun bool) error {
	file := filepath.Join(site, "content", filepath.FromSlash(name))
	if _, err := os.Lstat(file); err == nil {
		return &fs.PathError{Op: "create", Path: file, Err: fs.ErrExist}
	}
	if dryRun {
		return nil
	}
	_, err := atomic.WriteFile(file, data)
	return err
}
