package main

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// actor changes files of a site as people and their programs do, also badly.
type actor struct {
	dir   string
	rand  *rand.Rand
	total int
	count map[string]int
	acts  []act
	busy  map[string]bool // files and folders that are broken, gone or half
	later []repair        // of what is broken or gone
	half  []*copying
}

type act struct {
	name string
	do   func() error
}

type repair struct {
	of string
	do func() error
}

// copying is a file that is written in pieces.
type copying struct {
	file string
	data []byte
	at   int
}

func newActor(dir string, r *rand.Rand) *actor {
	a := &actor{dir: dir, rand: r, count: map[string]int{}, busy: map[string]bool{}}
	a.acts = []act{
		{"text in place", func() error { return a.text(inPlace) }},
		{"text by rename", func() error { return a.text(byRename) }},
		{"text again", a.touch},
		{"front matter broken", a.breakPage},
		{"page deleted", func() error { return a.remove(a.bundle()) }},
		{"page moved", func() error { return a.move(a.bundle(), "-verhuisd") }},
		{"page made", a.newPage},
		{"template", func() error { return a.look("layouts/_partials/voet.html", "\n<p hidden>", "%s</p>\n") }},
		{"template broken", a.breakTemplate},
		{"stylesheet", func() error { return a.look("assets/css/voet.css", "\n.voet { --los: ", "%s; }\n") }},
		{"static file", a.static},
		{"word saved", a.saveWord},
		{"word copied in pieces", a.copyWord},
		{"source copied in pieces", a.copySource},
		{"source deleted", func() error { return a.remove(a.source()) }},
		{"source renamed", a.renameSource},
		{"source folder made", a.newFolder},
		{"source folder moved", a.moveFolder},
		{"lock file", a.lockFile},
	}
	return a
}

// step does one thing.
func (a *actor) step() error {
	switch n := a.rand.IntN(10); {
	case n < 2 && len(a.half) > 0:
		return a.goOn(a.rand.IntN(len(a.half)))
	case n < 4 && len(a.later) > 0:
		return a.repair(a.rand.IntN(len(a.later)))
	}
	do := a.acts[a.rand.IntN(len(a.acts))]
	a.total++
	a.count[do.name]++
	if err := do.do(); err != nil {
		return fmt.Errorf("%s: %w", do.name, err)
	}
	return nil
}

// mend ends what is half and repairs what is broken, and then changes one source, so that all is collected.
func (a *actor) mend() error {
	for len(a.half) > 0 {
		if err := a.goOn(0); err != nil {
			return err
		}
	}
	for len(a.later) > 0 {
		if err := a.repair(len(a.later) - 1); err != nil {
			return err
		}
	}
	return a.saveWord()
}

func (a *actor) kinds() string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(a.count)) {
		out = append(out, fmt.Sprintf("%s %d", name, a.count[name]))
	}
	return strings.Join(out, ", ")
}

func (a *actor) repair(i int) error {
	r := a.later[i]
	a.later = slices.Delete(a.later, i, i+1)
	delete(a.busy, r.of)
	if err := r.do(); err != nil {
		return fmt.Errorf("repair %s: %w", r.of, err)
	}
	return nil
}

// owe remembers how to repair something, which is left alone until then.
func (a *actor) owe(of string, do func() error) {
	a.busy[of] = true
	a.later = append(a.later, repair{of, do})
}

// goOn writes the next piece of a file.
func (a *actor) goOn(i int) error {
	c := a.half[i]
	end := min(len(c.data), c.at+1+a.rand.IntN(1+len(c.data)/2))
	f, err := os.OpenFile(c.file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(c.data[c.at:end])
	if c.at = end; c.at == len(c.data) {
		a.half = slices.Delete(a.half, i, i+1)
		delete(a.busy, c.file)
	}
	return errors.Join(err, f.Close())
}

// copyTo begins to write a file in pieces.
func (a *actor) copyTo(file string, data []byte) error {
	if a.busy[file] {
		return nil
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		return err
	}
	a.busy[file] = true
	a.half = append(a.half, &copying{file: file, data: data})
	return a.goOn(len(a.half) - 1)
}

// one gives one of the files or folders that match a pattern and that nothing is the matter with; "" when there is none.
func (a *actor) one(patterns ...string) string {
	var all []string
	for _, pattern := range patterns {
		found, _ := filepath.Glob(filepath.Join(a.dir, filepath.FromSlash(pattern)))
		all = append(all, found...)
	}
	all = slices.DeleteFunc(all, func(file string) bool {
		return a.isBusy(file) || strings.HasPrefix(filepath.Base(file), "_") || strings.HasPrefix(filepath.Base(file), "~")
	})
	if len(all) == 0 {
		return ""
	}
	return all[a.rand.IntN(len(all))]
}

// isBusy reports whether something is the matter with a file, a folder that it is in, or something in it.
func (a *actor) isBusy(file string) bool {
	for busy := range a.busy {
		if busy == file || strings.HasPrefix(file, busy+string(filepath.Separator)) || strings.HasPrefix(busy, file+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

func (a *actor) bundle() string { return a.one("content/*/verhalen/*", "content/*/initiatieven/*") }

func (a *actor) page() string {
	if dir := a.bundle(); dir != "" {
		return filepath.Join(dir, "index.md")
	}
	return ""
}

func (a *actor) source() string {
	return a.one("inbox/*/verhalen/*.docx", "inbox/*/verhalen/*/*", "inbox/*/initiatieven/*", "inbox/*/agenda/*")
}

func (a *actor) mark() string { return fmt.Sprintf("zwaluw%d", a.total) }
