package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// printed is what was said last, so that it is not said again and again.
type printed struct {
	sync.Mutex
	last string
}

func (p *printed) forget() {
	p.Lock()
	defer p.Unlock()
	p.last = ""
}

// line prints one line on a change: when, what, where it went, and how long it took; or why not, which it says once.
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
	n := noticeOf(err, from)
	text := n.Text
	switch {
	case n.Line > 0:
		text = fmt.Sprintf("%s, regel %d: %s", n.File, n.Line, n.Text)
	case n.File != "":
		text = n.File + ": " + n.Text
	}
	if n.Hint != "" {
		text += " → " + n.Hint
	}
	switch {
	case text != f.said.last:
		fmt.Fprintf(f.stdout, "%s  %s\n", at, text)
	case from != "":
		fmt.Fprintf(f.stdout, "%s  %s → nog niet te zien, om wat hierboven staat\n", at, from)
	}
	f.said.last = text
}

// noticeOf is what a person reads of an error.
func noticeOf(err error, file string) notice.Notice {
	n, ok := errors.AsType[notice.Notice](err)
	if !ok {
		n = notice.Notice{Level: notice.Error, Text: explain(err)}
	}
	n.File = cmp.Or(n.File, file)
	return n
}

// mostTold is how much is told of what lay in the inbox already.
const mostTold = 5

// tellOf prints what collecting could not do with sources, or with all when there are none: that is when it begins. It reports whether
// there was anything of the kind.
func (f *follower) tellOf(start time.Time, r *collect.Report, sources []string) (told bool) {
	said, were := 0, map[string]bool{}
	for _, source := range sources {
		were[source] = len(f.known.sources[sourceFile(source)]) > 0 || f.saidOf(source)
	}
	if len(sources) > 0 {
		f.said.forget() // it is said each time that a person saves
	}
	all := slices.Concat(r.Refused, r.Questions, r.Notices)
	if len(sources) > 0 {
		all = append(all, r.Objections...)
	}
	for _, e := range r.Kept {
		all = append(all, notice.Notice{Level: notice.Advice, File: e.Source, Text: "Iemand veranderde deze tekst ook op de site zelf. Dat is blijven staan.",
			Hint: "Wat u anders schreef, staat in _verslag.txt in de inbox."})
	}
	for _, n := range all {
		switch {
		case len(sources) > 0 && !slices.Contains(sources, n.File), len(sources) == 0 && (f.begun || n.Level == notice.Advice):
		case len(sources) == 0 && said == mostTold:
			fmt.Fprintln(f.stdout, "          En er is meer. Alles staat in de bestanden _verslag.txt in de inbox.")
			said++
		case said <= mostTold || len(sources) > 0:
			f.line(start, "", "", n)
			said++
		}
	}
	told = said > 0
	for _, source := range sources {
		if _, err := os.Stat(filepath.Join(f.cfg.Inbox, filepath.FromSlash(source))); err != nil {
			continue
		}
		if were[source] && !slices.ContainsFunc(all, func(n notice.Notice) bool { return n.File == source }) {
			fmt.Fprintf(f.stdout, "%s  %s: dit is nu goed.\n", time.Now().Format("15:04:05"), source)
			told = true
		}
	}
	f.begun = true
	return told
}

// saidOf reports whether the last line was on what is wrong with a source.
func (f *follower) saidOf(source string) bool {
	f.said.Lock()
	defer f.said.Unlock()
	return strings.HasPrefix(f.said.last, source)
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

// to says where changes are to be seen, of which the pages are known.
func (f *follower) to(changes []site.Change, pages []string) string {
	content := func(c site.Change) bool { return f.in(c.Path, "content") }
	switch {
	case len(pages) > 0:
		return some(pages, "pagina's")
	case !slices.ContainsFunc(changes, func(c site.Change) bool { return !content(c) || !c.Gone }):
		return "weg"
	case !f.drafts && !slices.ContainsFunc(changes, func(c site.Change) bool { return !content(c) || c.Gone }):
		return "nog niet te zien (een concept, een open vraag of iets van later)"
	}
	return ""
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
