package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

// Removed is a page that was taken away for good and does not come back from its source. They stand in herkomst.json of
// the municipality.
type Removed struct {
	Page    string `json:"pagina"` // folder under content/
	Source  string `json:"bron,omitempty"`
	Key     string `json:"sleutel,omitempty"`
	Content string `json:"inhoud,omitempty"` // so that it does not come back under another name
	Day     string `json:"op"`               // 2006-01-02
	Same    string `json:"zelfde_als,omitempty"`
}

type municipalFile struct {
	Removed []Removed `json:"verwijderd"`
}

func (s *Store) readRemoved(municipality string) error {
	name := path.Join(municipality, ProvenanceName)
	data, err := os.ReadFile(s.file(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var f municipalFile
	if err := json.Unmarshal(data, &f); err != nil { // going on would bring back what was withdrawn
		return notice.Notice{
			Level: notice.Error, File: path.Join("content", name), Text: "Welke pagina's verwijderd zijn, is niet te lezen (" + err.Error() + ").",
			Hint: "Haal het bestand terug uit git.",
		}
	}
	s.removed[municipality] = f.Removed
	return nil
}

// wasRemoved gives the removal of a page that a source has still, nil when there is none.
func (s *Store) wasRemoved(source, key, content string, known bool) *Removed {
	for _, list := range s.removed {
		for i, r := range list {
			if r.Source == source && r.Key == key || !known && r.Content == content && content != "" {
				return &list[i]
			}
		}
	}
	return nil
}

// IsRemoved reports whether a page of a source was removed for good.
func (s *Store) IsRemoved(source, key string) bool { return s.wasRemoved(source, key, "", true) != nil }

// PageDir cleans the ways in which people name a page: a path under content/, with or without content/ and index.md, or an
// address on the site.
func PageDir(name string) (string, error) {
	dir := strings.TrimPrefix(path.Clean("/"+filepath.ToSlash(name)), "/")
	dir = strings.TrimSuffix(strings.TrimPrefix(dir, "content/"), "/"+indexName)
	if parts := strings.Split(dir, "/"); len(parts) != 3 || slices.Contains(parts, "") {
		return "", notice.Refuse(fmt.Sprintf("%s is geen pagina.", name), "Noem de map van de pagina, zoals zutphen/verhalen/fietsen.")
	}
	return dir, nil
}

// Remove takes a page (its folder under content/) away for good, also from the journal and the quarantine. Its source does not bring it back.
// The caller holds the lock.
func (s *Store) Remove(dir, day string) error {
	if info, err := os.Stat(s.file(dir)); err != nil || !info.IsDir() {
		return notice.Refuse(fmt.Sprintf("Er is geen pagina %s.", dir), "Kijk in de map content/ hoe de pagina heet.")
	}
	if s.DryRun {
		return nil
	}
	r := Removed{Page: dir, Day: day}
	for _, b := range s.bundles {
		if b.path != dir {
			continue
		}
		r.Source, r.Key, r.Content = b.Source, b.Key, content(b.base())
		for _, p := range b.Photos {
			if err := os.Remove(filepath.Join(s.quarantine, p.File)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	municipality, _, _ := strings.Cut(dir, "/")
	s.removed[municipality] = append(s.removed[municipality], r)
	data, err := s.removedFile(municipality)
	if err == nil {
		_, err = atomic.WriteFile(s.file(municipality, ProvenanceName), data)
	}
	return errors.Join(err, atomic.Remove(s.file(dir)), s.journal.forget(dir))
}

// Restore lets a page that was removed come back at the next collect.
func (s *Store) Restore(dir string) error {
	municipality, _, _ := strings.Cut(dir, "/")
	list := s.removed[municipality]
	rest := slices.DeleteFunc(slices.Clone(list), func(r Removed) bool { return r.Page == dir })
	if len(rest) == len(list) {
		return notice.Refuse(fmt.Sprintf("De pagina %s is niet verwijderd.", dir), fmt.Sprintf("In content/%s/%s staat wat verwijderd is.", municipality, ProvenanceName))
	}
	if s.DryRun {
		return nil
	}
	s.removed[municipality] = rest
	if len(rest) == 0 {
		return atomic.Remove(s.file(municipality, ProvenanceName))
	}
	data, err := s.removedFile(municipality)
	if err == nil {
		_, err = atomic.WriteFile(s.file(municipality, ProvenanceName), data)
	}
	return err
}

// Merged notes that an import is the same as the page same, so that it is no page of its own. Other than Remove, it can be
// undone.
func (s *Store) Merged(in *Import, same string) error {
	b := s.bundles[origin{in.Source, in.Page.Key}]
	r := Removed{Source: in.Source, Key: in.Page.Key, Day: in.Day, Same: same}
	if b != nil {
		r.Page = b.path
	}
	municipality, _, _ := strings.Cut(same, "/")
	s.removed[municipality] = append(s.removed[municipality], r)
	data, err := s.removedFile(municipality)
	if err != nil || s.DryRun {
		return err
	}
	if err := s.writeFile(path.Join(municipality, ProvenanceName), data); err != nil || b == nil {
		return err
	}
	delete(s.bundles, origin{b.Source, b.Key})
	if err := s.journal.change(b.path, s.file(b.path), ""); err != nil {
		return err
	}
	return atomic.Remove(s.file(b.path))
}

func (s *Store) removedFile(municipality string) ([]byte, error) {
	data, err := json.MarshalIndent(municipalFile{s.removed[municipality]}, "", "  ")
	return append(data, '\n'), err
}
