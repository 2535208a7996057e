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
	For     string `json:"voor,omitempty"`       // of a page that is the same as another: the municipality that lists it too
	Event   *Event `json:"activiteit,omitempty"` // of an activity that was still to come
	Back    bool   `json:"terug,omitempty"`      // it may come back: only the number of its last change is remembered

	Photos []string `json:"fotos,omitempty"` // ids of the photos that were on it alone: no older version of the site that has them may come back
}

type municipalFile struct {
	Removed   []Removed    `json:"verwijderd,omitempty"`
	Withdrawn []Withdrawal `json:"ingetrokken,omitempty"`
}

// Removal gives the removal that keeps an import away: of the same source, or of one that said the same in this municipality.
// Changed says that the source says something else now. A page that another was merged with, and that is gone, keeps nothing away.
func (s *Store) Removal(in *Import) (gone *Removed, changed bool) {
	known := s.bundles[origin{in.Source, in.Page.Key}] != nil
	for municipality, list := range s.removed {
		for i, r := range list {
			if r.Back {
				continue
			}
			source := r.Source == in.Source && r.Key == in.Page.Key
			said := !known && r.Content == in.Identity && in.Identity != "" && municipality == in.Municipality
			if (source || said) && (r.Same == "" || s.Has(r.Same) || s.WasRemoved(r.Same)) {
				return &list[i], r.Content != in.Identity
			}
		}
	}
	return nil, false
}

// WasRemoved reports whether a page (its folder) was removed for good.
func (s *Store) WasRemoved(dir string) bool {
	municipality, _, _ := strings.Cut(dir, "/")
	return slices.ContainsFunc(s.removed[municipality], func(r Removed) bool { return r.Page == dir && r.Same == "" && !r.Back })
}

// Readmit lets the source of a removal make a page again, because it says something else now; without, it notes what the source
// says now, so that it stays away.
func (s *Store) Readmit(gone *Removed, in *Import, yes bool) error {
	municipality := ""
	for m, list := range s.removed {
		for i := range list {
			if &list[i] == gone {
				municipality = m
			}
		}
	}
	if gone.Content = in.Identity; yes {
		gone.Source, gone.Key, gone.Content = "", "", ""
	}
	data, err := s.removedFile(municipality)
	if err != nil || s.DryRun {
		return err
	}
	return s.writeFile(path.Join(municipality, ProvenanceName), data)
}

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
	undone, err := s.journal.has(dir)
	if err != nil {
		return err
	}
	if info, err := os.Stat(s.file(dir)); err == nil && !info.IsDir() || err != nil && !undone {
		return notice.Refuse(fmt.Sprintf("Er is geen pagina %s.", dir), "Kijk in de map content/ hoe de pagina heet.")
	}
	if s.DryRun {
		return nil
	}
	r := Removed{Page: dir, Day: day, Event: s.eventOf(dir)}
	for _, b := range s.bundles {
		if b.path != dir {
			continue
		}
		r.Source, r.Key, r.Content = b.Source, b.Key, b.Identity
		for _, p := range b.Photos {
			if s.usedBy(p.File) > 1 {
				continue
			}
			r.Photos = append(r.Photos, strings.TrimSuffix(p.File, path.Ext(p.File)))
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
	found := false
	var rest []Removed
	for _, r := range list {
		if r.Page != dir || r.Back {
			rest = append(rest, r)
			continue
		}
		if found = true; r.Event != nil {
			r.Back = true
			rest = append(rest, r)
		}
	}
	if !found {
		return notice.Refuse(fmt.Sprintf("De pagina %s is niet verwijderd.", dir), fmt.Sprintf("In content/%s/%s staat wat verwijderd is.", municipality, ProvenanceName))
	}
	if s.DryRun {
		return nil
	}
	s.removed[municipality] = rest
	if len(rest) == 0 && len(s.rules.withdrawn[municipality]) == 0 {
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
	r := Removed{Source: in.Source, Key: in.Page.Key, Content: in.Identity, Day: in.Day, Same: same}
	if b := s.bundles[origin{in.Source, in.Page.Key}]; b != nil {
		r.Page = b.path
	}
	municipality, _, _ := strings.Cut(same, "/")
	if municipality != in.Municipality {
		r.For = in.Municipality
	}
	s.removed[municipality] = append(s.removed[municipality], r)
	data, err := s.removedFile(municipality)
	if err != nil || s.DryRun {
		return err
	}
	if err := s.writeFile(path.Join(municipality, ProvenanceName), data); err != nil {
		return err
	}
	return s.Discard(in)
}

// Discard takes the page of an import away, when there is one. It can be undone.
func (s *Store) Discard(in *Import) error {
	from := origin{in.Source, in.Page.Key}
	b := s.bundles[from]
	if b == nil || s.DryRun {
		return nil
	}
	delete(s.bundles, from)
	b.gone = true
	if err := s.journal.change(b.path, s.file(b.path), ""); err != nil {
		return err
	}
	return atomic.Remove(s.file(b.path))
}

// Release lets the page of an import go on without its source, as a page that was written by hand, so that the import makes a
// page of its own. It can be undone.
func (s *Store) Release(in *Import) error {
	from := origin{in.Source, in.Page.Key}
	b := s.bundles[from]
	if b == nil || s.DryRun {
		return nil
	}
	delete(s.bundles, from)
	b.gone = true
	dst := s.file(b.path)
	tmp, err := atomic.TempDir(dst)
	if err != nil {
		return err
	}
	err = errors.Join(os.CopyFS(tmp, os.DirFS(dst)), os.Remove(filepath.Join(tmp, ProvenanceName)))
	if b.Calendar != nil && err == nil {
		err = writeState(filepath.Join(tmp, ProvenanceName), b.Calendar)
	}
	var after string
	if err == nil {
		after, err = treeHash(tmp)
	}
	if err == nil {
		err = s.journal.change(b.path, dst, after)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(tmp))
	}
	return atomic.ReplaceDir(dst, tmp)
}

func (s *Store) removedFile(municipality string) ([]byte, error) {
	data, err := json.MarshalIndent(municipalFile{s.removed[municipality], s.rules.withdrawn[municipality]}, "", "  ")
	return append(data, '\n'), err
}
