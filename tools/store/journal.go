package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxRuns is how many runs can be taken back.
const maxRuns = 10

// The folder of a run in the journal holds:
const (
	changesName = "wijzigingen.jsonl" // a change a line, written before it is made
	beforeName  = "voor"              // what stood there before the run, by path under content/
	afterName   = "na"                // what an undo took away, by path under content/
	undoneName  = "teruggedraaid"     // is there when the run was undone
	mendedName  = "hersteld"          // is there when the run mended pages, and collected nothing
)

// journal keeps what a run replaces, so that it can be taken back. A run begins with its first change.
type journal struct {
	dir string // of all runs
	run string // folder of this run, "" before its first change

	mends bool // this run mends pages
}

// change is what a run did to a bundle or file under content/. Before and After are hashes of what stood there; "" is
// nothing.
type change struct {
	Path   string `json:"pad"`
	Before string `json:"voor,omitempty"`
	After  string `json:"na,omitempty"`
}

// change notes that dst, which is path under content/, is about to become something with the hash after; "" when it is
// removed.
func (j *journal) change(path, dst, after string) error {
	if j.run == "" {
		if err := j.begin(); err != nil {
			return err
		}
	}
	before, err := treeHash(dst)
	if err != nil {
		return err
	}
	c := change{Path: path, Before: before, After: after}
	saved := filepath.Join(j.run, beforeName, filepath.FromSlash(path))
	if _, err := os.Lstat(saved); err != nil && c.Before != "" { // the first time in this run
		if err := linkTree(saved, dst); err != nil {
			return err
		}
	}
	line, err := json.Marshal(c)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(j.run, changesName), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// begin makes the folder of a run. What was undone cannot be redone any more, and old runs go.
func (j *journal) begin() error {
	runs, err := j.runs()
	if err != nil {
		return err
	}
	next := 1
	if n := len(runs); n > 0 {
		if _, err := fmt.Sscanf(filepath.Base(runs[n-1]), "%d", &next); err != nil {
			return err
		}
		next++
	}
	done := slices.DeleteFunc(slices.Clone(runs), isUndone)
	for _, run := range runs {
		if isUndone(run) || slices.Contains(done[:max(0, len(done)-maxRuns+1)], run) {
			if err := os.RemoveAll(run); err != nil {
				return err
			}
		}
	}
	j.run = filepath.Join(j.dir, fmt.Sprintf("%06d", next))
	if err := os.MkdirAll(j.run, 0o755); err != nil || !j.mends {
		return err
	}
	return os.WriteFile(filepath.Join(j.run, mendedName), nil, 0o644)
}

// runs lists the folders of the runs, the oldest first.
func (j *journal) runs() ([]string, error) {
	entries, err := os.ReadDir(j.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && strings.Trim(e.Name(), "0123456789") == "" {
			out = append(out, filepath.Join(j.dir, e.Name()))
		}
	}
	return out, err
}

func isUndone(run string) bool {
	_, err := os.Lstat(filepath.Join(run, undoneName))
	return err == nil
}

// has reports whether a run changed a path.
func (j *journal) has(path string) (bool, error) {
	runs, err := j.runs()
	if err != nil {
		return false, err
	}
	for _, run := range runs {
		list, err := changes(run)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(list, func(c change) bool { return c.Path == path }) {
			return true, nil
		}
	}
	return false, nil
}

// forget takes a path out of all runs: what was removed for good is not kept for an undo.
func (j *journal) forget(path string) error {
	runs, err := j.runs()
	if err != nil {
		return err
	}
	for _, run := range runs {
		list, err := changes(run)
		if err != nil {
			return err
		}
		var lines []byte
		for _, c := range list {
			if c.Path == path {
				continue
			}
			line, err := json.Marshal(c)
			if err != nil {
				return err
			}
			lines = append(append(lines, line...), '\n')
		}
		if lines == nil {
			if err := os.RemoveAll(run); err != nil {
				return err
			}
			continue
		}
		err = errors.Join(os.WriteFile(filepath.Join(run, changesName), lines, 0o644),
			os.RemoveAll(filepath.Join(run, beforeName, filepath.FromSlash(path))),
			os.RemoveAll(filepath.Join(run, afterName, filepath.FromSlash(path))))
		if err != nil {
			return err
		}
	}
	return nil
}

// changes reads the changes of a run. A last line that a kill cut short was of a change that was not made.
func changes(run string) ([]change, error) {
	data, err := os.ReadFile(filepath.Join(run, changesName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []change
	for line := range strings.Lines(string(data)) {
		var c change
		if json.Unmarshal([]byte(line), &c) == nil && filepath.IsLocal(filepath.FromSlash(c.Path)) {
			out = append(out, c)
		}
	}
	return out, err
}

// treeHash identifies a file or a folder with all that is in it; "" is nothing.
func treeHash(root string) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		one := sha256.New()
		if _, err := io.Copy(one, f); err != nil {
			return err
		}
		addHash(h, filepath.ToSlash(rel), one.Sum(nil))
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), err
}

// fileHash is the treeHash of a file with these bytes.
func fileHash(data []byte) string {
	h, sum := sha256.New(), sha256.Sum256(data)
	addHash(h, ".", sum[:])
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func addHash(h hash.Hash, name string, sum []byte) { fmt.Fprintf(h, "%q %x\n", name, sum) }

// linkTree gives a file or folder a second name, by hard links where the system can. It is for what no one writes in any
// more.
func linkTree(to, from string) error {
	return filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if os.Link(file, target) == nil {
			return nil
		}
		return copyTree(target, file)
	})
}
