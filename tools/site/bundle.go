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
	mu    sync.Mutex
	names []string
}

func (l *listed) note(name string) {
	if filepath.Ext(name) == ".html" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names = append(l.names, filepath.ToSlash(strings.TrimLeft(name, `/\`)))
}

// Create makes a file.
func (l *listed) Create(name string) (afero.File, error) {
	l.note(name)
	return l.Fs.Create(name)
}

// OpenFile opens a file, also to write it.
func (l *listed) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	if flag&os.O_CREATE != 0 {
		l.note(name)
	}
	return l.Fs.OpenFile(name, flag, perm)
}

// withhold takes the files of bundles off the site. The configuration tells Hugo not to publish them, but front matter can say otherwise (build,
// cascade, also of a page that is in no list): a master would go out whole, whoever is on it.
func (l *listed) withhold(dir, out string) (said []notice.Notice, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	content := map[string][]string{} // files of bundles by their names, in lower case as Hugo may write them
	err = filepath.WalkDir(filepath.Join(dir, "content"), func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(file) != ".md" {
			key := strings.ToLower(d.Name())
			content[key] = append(content[key], file)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
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

func equal(a, b string) (bool, error) {
	x, err := os.ReadFile(a)
	if err != nil {
		return false, err
	}
	y, err := os.ReadFile(b)
	return bytes.Equal(x, y), err
}
