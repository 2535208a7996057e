package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/afero"

	"mijnopladers.nl/opladers/tools/notice"
)

// listed is where Hugo writes, and remembers which files that are no pages it wrote.
type listed struct {
	afero.Fs
	mu     sync.RWMutex
	names  []string
	closed bool
}

// close ends all writing: a build that was told to stop goes on for a while, when the folder is somebody else's.
func (l *listed) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
}

// open makes a file, unless the folder is closed.
func (l *listed) open(name string, open func() (afero.File, error)) (afero.File, error) {
	if filepath.Ext(name) != ".html" {
		l.mu.Lock()
		l.names = append(l.names, filepath.ToSlash(strings.TrimLeft(name, `/\`)))
		l.mu.Unlock()
	}
	l.mu.RLock() // until it is there
	defer l.mu.RUnlock()
	if l.closed {
		return nil, fs.ErrClosed
	}
	return open()
}

// Create makes a file.
func (l *listed) Create(name string) (afero.File, error) {
	return l.open(name, func() (afero.File, error) { return l.Fs.Create(name) })
}

// OpenFile opens a file, also to write it.
func (l *listed) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	open := func() (afero.File, error) { return l.Fs.OpenFile(name, flag, perm) }
	if flag&os.O_CREATE == 0 {
		return open()
	}
	return l.open(name, open)
}

// MkdirAll makes a folder, unless the one that it is in is closed.
func (l *listed) MkdirAll(name string, perm os.FileMode) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.closed {
		return fs.ErrClosed
	}
	return l.Fs.MkdirAll(name, perm)
}

// withhold takes the files of bundles off the site. The configuration tells Hugo not to publish them, but front matter can say otherwise (build,
// cascade, also of a page that is in no list): a master would go out whole, whoever is on it.
func (l *listed) withhold(dir, out string) (said []notice.Notice, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	content, err := inBundles(dir)
	if err != nil {
		return nil, err
	}
	slices.Sort(l.names)
	for _, name := range slices.Compact(l.names) {
		file := filepath.Join(out, filepath.FromSlash(name))
		from := ""
		for _, c := range content[strings.ToLower(path.Base(name))] {
			same, err := equal(file, c) // else a template made it, and it has a name that somebody uses too
			if err != nil {
				return nil, fmt.Errorf("keep %s off the site: %w", name, err)
			}
			if same && (from == "" || strings.HasSuffix(filepath.ToSlash(c), "/"+name)) { // two pages may have one photo
				from = c
			}
		}
		if from == "" {
			continue
		}
		if err := os.Remove(file); err != nil {
			return nil, fmt.Errorf("keep %s off the site: %w", name, err)
		}
		in, _ := where(from, "", dir)
		said = append(said, notice.Notice{
			Level: notice.Warning, File: in, Text: "Een pagina zegt dat dit bestand zo op de site moet. Dat mag niet, en het is weggelaten.",
			Hint: "Haal build en cascade weg uit de pagina, en uit elke _index.md erboven. Een foto hoort bij fotos.",
		})
	}
	return said, nil
}

// inBundles gives the files of bundles by their names, in lower case as Hugo may write them.
func inBundles(dir string) (map[string][]string, error) {
	content := map[string][]string{}
	err := filepath.WalkDir(filepath.Join(dir, "content"), func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) { // it went just now
			return nil
		}
		if err == nil && !d.IsDir() && filepath.Ext(file) != ".md" {
			key := strings.ToLower(d.Name())
			content[key] = append(content[key], file)
		}
		return err
	})
	return content, err
}

// isOfBundle reports whether a file that a template made is one of a bundle, which is not for the site: see withhold.
func isOfBundle(dir, name string, data []byte) (bool, error) {
	content, err := inBundles(dir)
	if err != nil {
		return false, err
	}
	for _, file := range content[strings.ToLower(path.Base(name))] {
		in, err := os.ReadFile(file)
		if err != nil || bytes.Equal(in, data) {
			return true, err
		}
	}
	return false, nil
}

func equal(a, b string) (bool, error) {
	x, err := os.ReadFile(a)
	if err != nil {
		return false, err
	}
	y, err := os.ReadFile(b)
	return bytes.Equal(x, y), err
}
