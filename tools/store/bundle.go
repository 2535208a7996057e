package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/merge"
)

// provenance is herkomst.json.
type provenance struct {
	Source   string            `json:"bron"`              // path under the inbox
	Key      string            `json:"sleutel,omitempty"` // which page of the source
	Identity string            `json:"inhoud,omitempty"`  // of what the source says, whatever it is called
	Base     json.RawMessage   `json:"basis"`             // merge.Base of what the source said then: read when it is needed
	Photos   []PagePhoto       `json:"fotos,omitempty"`   // all photos of the page, also those in quarantine
	Answers  map[string]string `json:"antwoorden,omitempty"`
	Twin     string            `json:"lijkt_op,omitempty"` // folder of the page that it may be the same as: asked
	UID      string            `json:"uid,omitempty"`      // that the source gave the activity
	Print    string            `json:"afdruk,omitempty"`   // see Print
	Name     string            `json:"naam,omitempty"`     // of an activity; see Name
	Calendar *Calendar         `json:"kalender,omitempty"`
}

// base is what the source said at the last import; nothing when that cannot be read, so that all is kept.
func (p *provenance) base() (b merge.Base) {
	if json.Unmarshal(p.Base, &b) != nil {
		return merge.Base{}
	}
	return b
}

type origin struct{ source, key string }

type bundle struct {
	path string // under content/, with slashes
	gone bool   // it is no bundle of the store any more
	provenance
}

// holds reports whether the bundle has just these files, apart from those that a person put there.
func (s *Store) holds(dir string, files map[string][]byte, previous []PagePhoto) (bool, error) {
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
		has, want = unixLines(has), unixLines(want)
	}
	return bytes.Equal(has, want)
}

// write makes the bundle anew beside its place, with the files that a person added, and swaps it in.
func (s *Store) write(dir string, files map[string][]byte, previous []PagePhoto) (err error) {
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
		ours := slices.ContainsFunc(previous, func(p PagePhoto) bool { return p.File == e.Name() })
		if _, replaced := files[e.Name()]; replaced || ours {
			continue
		}
		if err := copyTree(filepath.Join(tmp, e.Name()), filepath.Join(dst, e.Name())); err != nil {
			return err
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(tmp, name), data, 0o644); err != nil {
			return err
		}
	}
	after, err := treeHash(tmp)
	if err != nil {
		return err
	}
	if err := s.journal.change(dir, dst, after); err != nil {
		return err
	}
	return atomic.ReplaceDir(dst, tmp)
}

// copyTree copies a file or a folder to a place where nothing is.
func copyTree(to, from string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	switch {
	case info.IsDir():
		return os.CopyFS(to, os.DirFS(from))
	case info.Mode()&fs.ModeSymlink != 0: // a person put it there: it stays what it is
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(target, to)
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// unixLines makes the line ends those of git: on Windows it changes them.
func unixLines(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }
