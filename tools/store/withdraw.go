package store

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/register"
)

// What is taken back for good is in no journal: an undo must not bring it back. Each step can be repeated, so that a run that was
// killed is finished by the next.

// Withdraw notes what was withdrawn for good, by municipality ("" for pages of none), and has the rules know it. What is noted
// already stays as it is. The caller holds the lock.
func (s *Store) Withdraw(list map[string][]Withdrawal) error {
	for municipality, more := range list {
		has := slices.DeleteFunc(slices.Clone(s.rules.withdrawn[municipality]), func(h Withdrawal) bool {
			return h.Spared && slices.ContainsFunc(more, func(w Withdrawal) bool { return w.Photo == h.Photo && !w.Spared })
		})
		for _, w := range more {
			if !slices.ContainsFunc(has, func(h Withdrawal) bool { return h.Photo == w.Photo && (h.Photo != "" || h.Form == w.Form) }) {
				has = append(has, w)
			}
		}
		if err := s.writeWithdrawals(municipality, has); err != nil {
			return err
		}
	}
	if s.DryRun {
		return nil
	}
	return s.readRules()
}

// Reinstate forgets withdrawals, so that a later collect may bring the photos back, and gives those that it forgot.
func (s *Store) Reinstate(match func(municipality string, w Withdrawal) bool) (gone []Withdrawal, err error) {
	for municipality, has := range s.rules.withdrawn {
		var rest []Withdrawal
		for _, w := range has {
			if match(municipality, w) {
				gone = append(gone, w)
			} else {
				rest = append(rest, w)
			}
		}
		if len(rest) < len(has) {
			if err := s.writeWithdrawals(municipality, rest); err != nil {
				return nil, err
			}
		}
	}
	if s.DryRun {
		return gone, nil
	}
	return gone, s.readRules()
}

func (s *Store) writeWithdrawals(municipality string, list []Withdrawal) error {
	if s.DryRun {
		return nil
	}
	s.rules.withdrawn[municipality] = list
	if err := atomic.Recover(s.file(municipality)); err != nil { // what a killed run left: Lock looks only where others write
		return err
	}
	name := s.file(municipality, ProvenanceName)
	if len(list) == 0 && len(s.removed[municipality]) == 0 {
		return atomic.Remove(name)
	}
	data, err := s.removedFile(municipality)
	if err == nil {
		_, err = atomic.WriteFile(name, data)
	}
	return err
}

// Refuse has a page, by the path of its file under content/, say of the photos with these ids that consent was withdrawn, as if its
// source said so. What else stands there stays. False says that it says so already.
func (s *Store) Refuse(name, at string, ids map[string]bool) (bool, error) {
	refuse := func(p *page.Page) {
		for _, ph := range p.Photos {
			if ph != nil && ids[PhotoID(ph.File)] {
				ph.Withdraw()
			}
		}
	}
	if !s.DryRun {
		if err := atomic.Recover(s.file(path.Dir(name))); err != nil {
			return false, err
		}
	}
	now, err := os.ReadFile(s.file(name))
	if err != nil {
		return false, err
	}
	text, _, _, err := changed(now, refuse)
	if err != nil || bytes.Equal(text, now) {
		return false, err
	}
	files := map[string][]byte{path.Base(name): text}
	for _, b := range s.bundles {
		if b.path == path.Dir(name) && path.Base(name) == indexName {
			if files, b.provenance, err = s.amended(b, at, refuse, nil); err != nil {
				return false, err
			}
		}
	}
	if s.DryRun {
		return true, nil
	}
	for _, file := range []string{path.Base(name), ProvenanceName} {
		if data, ok := files[file]; ok {
			if _, err := atomic.WriteFile(s.file(path.Dir(name), file), data); err != nil {
				return true, err
			}
		}
	}
	return true, nil
}

// PhotoID gives the id of a photo by the name of its master, or of a file that was made of it; "" when it is not one of opladers.
func PhotoID(name string) string {
	if len(name) < 17 || !strings.ContainsRune(".-", rune(name[16])) || strings.Trim(name[:16], "0123456789abcdef") != "" {
		return ""
	}
	return name[:16]
}

// Withhold takes the master of a photo off a page (its folder under content/), into the quarantine when keep says so. False says that it
// is not there.
func (s *Store) Withhold(dir, file string, keep bool) (bool, error) {
	master := s.file(dir, file)
	data, err := os.ReadFile(master)
	if errors.Is(err, fs.ErrNotExist) || err != nil || s.DryRun {
		return err == nil, ignoreMissing(err)
	}
	if keep {
		if _, err := atomic.WriteFile(filepath.Join(s.quarantine, file), data); err != nil {
			return true, err
		}
	}
	return true, os.Remove(master)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Prints gives what the photos of pages that came from sources look like, by the names of their files.
func (s *Store) Prints() map[string]Photo {
	out := map[string]Photo{}
	for _, p := range s.Photos() {
		out[p.File] = p
	}
	return out
}

// Sources lists the sources of the pages that have one of the photos, by ids, in order.
func (s *Store) Sources(ids map[string]bool) []string {
	var out []string
	for _, b := range s.bundles {
		if slices.ContainsFunc(b.Photos, func(p PagePhoto) bool {
			return ids[PhotoID(p.File)] || slices.ContainsFunc(p.For, func(id string) bool { return ids[id] })
		}) && !slices.Contains(out, b.Source) {
			out = append(out, b.Source)
		}
	}
	slices.Sort(out)
	return out
}

// Register makes these forms the register of a municipality. A form that was withdrawn and is no longer named stays withdrawn. It is
// not in the journal either.
func (s *Store) Register(municipality string, forms []register.Form) error {
	has := map[string]bool{}
	for _, f := range forms {
		has[page.FormKey(f.Ref)] = true
	}
	was := s.rules.Of(municipality).Forms
	for _, key := range slices.Sorted(maps.Keys(was)) {
		if f := was[key]; f.Status == page.ConsentWithdrawn && !f.Gone && !has[key] {
			forms = append(forms, register.Form{Form: *f})
		}
	}
	data, err := register.Format(forms)
	if err != nil || s.DryRun {
		return err
	}
	if written, err := atomic.WriteFile(s.file(municipality, register.Name), data); err != nil || !written {
		return err
	}
	return s.readRules()
}
