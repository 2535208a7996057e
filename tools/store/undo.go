package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
)

// Undone is what Undo or Redo did.
type Undone struct {
	When     time.Time `json:"-"`        // of the run
	Mended   bool      `json:"-"`        // it mended pages, and collected nothing
	Restored []string  `json:"restored"` // paths under content/ that are as before the run again, or after it when redone
	Kept     []string  `json:"kept"`     // paths under content/ that were edited since: left as they are
	Left     int       `json:"left"`     // how many more runs can be undone, or redone
}

// ErrNothing says that there is no run to undo or redo.
var ErrNothing = errors.New("nothing to undo")

// Undo takes the last run that is not undone back: what it replaced is put back byte for byte, what it made goes. What
// was changed since stays. The caller holds the lock.
func (s *Store) Undo() (*Undone, error) {
	runs, err := s.journal.runs()
	if err != nil {
		return nil, err
	}
	runs = slices.DeleteFunc(runs, isUndone)
	if len(runs) == 0 {
		return nil, ErrNothing
	}
	u, err := s.takeBack(runs[len(runs)-1])
	if err != nil {
		return nil, err
	}
	u.Left = len(runs) - 1
	return u, nil
}

func (s *Store) takeBack(run string) (*Undone, error) {
	u, steps, err := stepsOf(run)
	if err != nil {
		return nil, err
	}
	for _, st := range slices.Backward(steps) {
		now, err := treeHash(s.file(st.path))
		switch {
		case err != nil:
			return nil, err
		case now == st.before: // a run or an undo was killed before it got here
		case !slices.Contains(st.after, now):
			u.Kept = append(u.Kept, st.path)
			continue
		case s.DryRun:
		default:
			after := filepath.Join(run, afterName, filepath.FromSlash(st.path))
			if err := os.RemoveAll(after); err != nil {
				return nil, err
			}
			if now != "" {
				if err := linkTree(after, s.file(st.path)); err != nil {
					return nil, err
				}
			}
			if err := s.put(st.path, filepath.Join(run, beforeName, filepath.FromSlash(st.path)), st.before != ""); err != nil {
				return nil, err
			}
		}
		u.Restored = append(u.Restored, st.path)
	}
	slices.Sort(u.Restored)
	slices.Sort(u.Kept)
	if s.DryRun {
		return u, nil
	}
	_, err = atomic.WriteFile(filepath.Join(run, undoneName), nil)
	return u, err
}

// Redo brings back what the last Undo took back.
func (s *Store) Redo() (*Undone, error) {
	runs, err := s.journal.runs()
	if err != nil {
		return nil, err
	}
	runs = slices.DeleteFunc(runs, func(run string) bool { return !isUndone(run) })
	if len(runs) == 0 {
		return nil, ErrNothing
	}
	u, steps, err := stepsOf(runs[0])
	if err != nil {
		return nil, err
	}
	u.Left = len(runs) - 1
	for _, st := range steps {
		now, err := treeHash(s.file(st.path))
		if err != nil {
			return nil, err
		}
		after := filepath.Join(runs[0], afterName, filepath.FromSlash(st.path))
		wanted, err := treeHash(after)
		switch {
		case err != nil:
			return nil, err
		case now == wanted:
		case now != st.before || !slices.Contains(st.after, wanted):
			u.Kept = append(u.Kept, st.path)
			continue
		case s.DryRun:
		default:
			if err := s.put(st.path, after, wanted != ""); err != nil {
				return nil, err
			}
		}
		u.Restored = append(u.Restored, st.path)
	}
	if s.DryRun {
		return u, nil
	}
	return u, os.Remove(filepath.Join(runs[0], undoneName))
}

// step is all that a run did to one path.
type step struct {
	path, before string
	after        []string // a run may write a path twice
}

func stepsOf(run string) (*Undone, []*step, error) {
	info, err := os.Stat(filepath.Join(run, changesName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	u := &Undone{Restored: []string{}, Kept: []string{}}
	if err == nil {
		u.When = info.ModTime()
	}
	_, err = os.Lstat(filepath.Join(run, mendedName))
	u.Mended = err == nil
	list, err := changes(run)
	var out []*step
	byPath := map[string]*step{}
	for _, c := range list {
		st := byPath[c.Path]
		if st == nil {
			st = &step{path: c.Path, before: c.Before}
			byPath[c.Path] = st
			out = append(out, st)
		}
		st.after = append(st.after, c.After)
	}
	return u, out, err
}

// put makes a path under content/ a copy of what the journal has, in one step; without one it removes it.
func (s *Store) put(path, from string, exists bool) error {
	dst := s.file(path)
	if !exists {
		if err := atomic.Remove(dst); err != nil {
			return err
		}
		os.Remove(filepath.Dir(dst)) // a section that the run made; it fails when something is in it
		return nil
	}
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		data, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		_, err = atomic.WriteFile(dst, data)
		return err
	}
	tmp, err := atomic.TempDir(dst)
	if err != nil {
		return err
	}
	if err := errors.Join(os.CopyFS(tmp, os.DirFS(from)), s.withhold(tmp, dst)); err != nil {
		return errors.Join(err, os.RemoveAll(tmp))
	}
	return atomic.ReplaceDir(dst, tmp)
}

// withhold takes the photos out of a saved bundle that may not be published any more: those that were withdrawn, and those that are
// in quarantine now and not on the page. Without a master nothing is shown.
func (s *Store) withhold(saved, now string) error {
	entries, err := os.ReadDir(saved)
	if err != nil {
		return err
	}
	for _, e := range entries {
		_, here := os.Lstat(filepath.Join(now, e.Name()))
		_, held := os.Lstat(filepath.Join(s.quarantine, e.Name()))
		id, _, _ := strings.Cut(e.Name(), ".")
		if held == nil && here != nil || s.rules.Like(id, nil) != nil {
			if err := os.Remove(filepath.Join(saved, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
