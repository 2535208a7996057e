package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// line prints one line on a change: when, what, where it went, and how long it took.
func (f *follower) line(start time.Time, from, to string, err error) {
	at := time.Now().Format("15:04:05")
	took := strings.Replace(fmt.Sprintf("%.1f", time.Since(start).Seconds()), ".", ",", 1)
	if err != nil {
		n := notice.From(err, from)
		where := n.File
		if n.Line > 0 {
			where = fmt.Sprintf("%s, regel %d", n.File, n.Line)
		}
		fmt.Fprintf(f.stdout, "%s  %s: %s", at, where, n.Text)
		if n.Hint != "" {
			fmt.Fprintf(f.stdout, " → %s", n.Hint)
		}
		fmt.Fprintln(f.stdout)
		return
	}
	if to == "" {
		to = "de hele site"
	}
	fmt.Fprintf(f.stdout, "%s  %s → %s  (%s s)\n", at, from, to, took)
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
