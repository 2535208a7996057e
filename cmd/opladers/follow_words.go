package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// printed is what was said last, so that it is not said again and again.
type printed struct {
	sync.Mutex
	last string
}

// line prints one line on a change: when, what, where it went, and how long it took. The same error is said once.
func (f *follower) line(start time.Time, from, to string, err error) {
	f.said.Lock()
	defer f.said.Unlock()
	at := time.Now().Format("15:04:05")
	if err == nil {
		took := strings.Replace(fmt.Sprintf("%.1f", time.Since(start).Seconds()), ".", ",", 1)
		fmt.Fprintf(f.stdout, "%s  %s → %s  (%s s)\n", at, from, cmp.Or(to, "de hele site"), took)
		f.said.last = ""
		return
	}
	n := notice.From(err, from)
	text := fmt.Sprintf("%s: %s", n.File, n.Text)
	if n.Line > 0 {
		text = fmt.Sprintf("%s, regel %d: %s", n.File, n.Line, n.Text)
	}
	if n.Hint != "" {
		text += " → " + n.Hint
	}
	if text != f.said.last {
		fmt.Fprintf(f.stdout, "%s  %s\n", at, text)
	}
	f.said.last = text
}

// remark prints what a person should know of the watching itself.
func (f *follower) remark(n notice.Notice) { f.line(time.Now(), n.File, "", n) }

// from names files that changed.
func (f *follower) from(changes []site.Change) string {
	var names []string
	for _, c := range changes {
		names = append(names, f.name(c.Path))
	}
	return some(names, "bestanden")
}

func (f *follower) name(file string) string {
	for _, dir := range []string{f.cfg.Dir, filepath.Dir(f.cfg.Inbox)} {
		if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return file
}

// named gives sources the names that collect has for them.
func (f *follower) named(sources []string) (names []string) {
	for _, file := range sources {
		if rel, err := filepath.Rel(f.cfg.Inbox, file); err == nil {
			names = append(names, filepath.ToSlash(rel))
		}
	}
	return names
}

func some(names []string, what string) string {
	switch {
	case len(names) == 0:
		return what
	case len(names) > 2:
		return fmt.Sprintf("%s en nog %d %s", names[0], len(names)-1, what)
	}
	return strings.Join(names, ", ")
}
