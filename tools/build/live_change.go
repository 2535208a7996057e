package build

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"hash/maphash"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/site"
)

// manyChanges is from how many files on reading the site anew is quicker than bringing them in.
const manyChanges = 300

// Change brings in files below content/, layouts/, assets/, i18n/, static/ and data/ that changed. An error says why the website stays as it
// was; that it is Unread says so of those files alone.
func (l *Live) Change(ctx context.Context, changes []site.Change) error {
	l.changing.Lock()
	defer l.changing.Unlock()
	l.Overtake()
	if l.stuck != nil && !slices.ContainsFunc(changes, func(c site.Change) bool { return !l.below(c.Path, "content") }) {
		l.outdate(false)
		return l.stuck
	}
	lacked := func(c site.Change) bool { return l.below(c.Path, l.lacks...) }
	l.anew = l.anew || len(changes) > manyChanges || slices.ContainsFunc(changes, lacked) || l.emptied(changes)
	l.note(changes)
	changes = l.readable(changes)
	if l.session == nil || l.anew && !l.holdsTemplate() {
		err := l.load(ctx)
		l.outdate(false)
		return err
	}
	l.session.Hide(l.hidden())
	l.mu.Lock()
	l.keep()
	l.mu.Unlock()
	if len(changes) == 0 {
		return l.wrong()
	}
	more, err := l.prepare(ctx, changes)
	if err != nil {
		l.use(nil, nil) // what changed would be forgotten
		l.outdate(false)
		return err
	}
	changes = append(changes, more...)
	whole := false
	for _, c := range changes {
		whole = whole || c.Added || c.Gone || !l.below(c.Path, "content")
	}
	if err := l.session.Change(changes); err != nil {
		l.use(nil, nil) // it knows too much or too little now
		l.outdate(false)
		l.stuck = stuckOn(err)
		return err
	}
	l.outdate(whole)
	return l.wrong()
}

// note remembers which pages changed, as long as it is blind.
func (l *Live) note(changes []site.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range changes {
		if l.blind && l.session != nil {
			for _, address := range l.session.AllOf(c.Path) {
				l.known[address] = true
			}
		}
	}
}

// emptied reports whether the last page of a folder in content/ went: Hugo keeps the list of it until it reads the site anew.
func (l *Live) emptied(changes []site.Change) bool {
	content := filepath.Join(l.o.Config.Dir, "content")
	return slices.ContainsFunc(changes, func(c site.Change) bool {
		rel, _ := filepath.Rel(content, c.Path)
		folder, _, in := strings.Cut(filepath.ToSlash(rel), "/")
		return in && c.Gone && filepath.Ext(c.Path) == ".md" && l.below(c.Path, "content") && !hasPages(filepath.Join(content, folder))
	})
}

func hasPages(dir string) (has bool) {
	_ = filepath.WalkDir(dir, func(file string, _ fs.DirEntry, err error) error { // what cannot be read has none
		if err == nil && filepath.Ext(file) == ".md" {
			has = true
			return fs.SkipAll
		}
		return err
	})
	return has
}

// holdsTemplate reports whether a template cannot be read: the site that there is goes on with it as it was, and no other can be opened.
func (l *Live) holdsTemplate() bool {
	for file := range l.unread {
		if l.below(file, "layouts") {
			return true
		}
	}
	return false
}

// stuckOn gives an error back when no page can mend it.
func stuckOn(err error) error {
	n, ok := errors.AsType[notice.Notice](err)
	if ok && slices.ContainsFunc([]string{"layouts/", "assets/", "i18n/", "data/"}, func(folder string) bool { return strings.HasPrefix(n.File, folder) }) {
		return err
	}
	return nil
}

// below reports whether a file is in one of the folders of the site.
func (l *Live) below(file string, folders ...string) bool {
	rel, err := filepath.Rel(l.o.Config.Dir, file)
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	for _, f := range folders {
		if err == nil && first == f {
			return true
		}
	}
	return false
}

// unread is a page or template that cannot be read.
type unread struct {
	site.Change          // that made it so
	addresses   []string // of the page as it was, in all languages; none of a new one and of a template
	unknown     bool     // what they are, because the site was not read before
	why         error
}

// Unread says why pages and templates cannot be read, by their files. They stay as they were, and all else goes on.
type Unread map[string]error

func (u Unread) Error() string { return u.Unwrap().Error() }

// Unwrap gives the error of the first file.
func (u Unread) Unwrap() error { return u[slices.Min(slices.Collect(maps.Keys(u)))] }

// wrong is the Unread of now, if any.
func (l *Live) wrong() error {
	if len(l.unread) == 0 {
		return nil
	}
	u := Unread{}
	for file, p := range l.unread {
		u[file] = p.why
	}
	return u
}

// readable leaves out the pages whose front matter cannot be read, and the templates, until they can: Hugo would have to read all anew
// then.
func (l *Live) readable(changes []site.Change) (ok []site.Change) {
	all := map[string]unread{}
	maps.Copy(all, l.unread)
	for _, c := range changes {
		p := all[c.Path]
		c.Added = c.Added || p.Added
		p.Change = c
		all[c.Path] = p
	}
	l.unread = map[string]unread{}
	for _, file := range slices.Sorted(maps.Keys(all)) {
		p := all[file]
		if why := l.unreadable(file); why != nil && !p.Gone {
			if p.why == nil { // from now on
				p.addresses, p.unknown = l.were(file)
			}
			p.why = why
			l.unread[file] = p
			continue
		}
		ok = append(ok, p.Change)
	}
	return ok
}

// were gives the addresses of the pages that a file made when it could be read, unless nothing was read before.
func (l *Live) were(file string) (addresses []string, unknown bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if session := cmp.Or(l.session, l.last); session != nil {
		return session.AllOf(file), false
	}
	return nil, true
}

// unreadable says why a page or template cannot be read; nil when it can, or is gone.
func (l *Live) unreadable(file string) error {
	switch {
	case l.below(file, "layouts"):
		return site.FileError(l.o.Config.Dir, file)
	case filepath.Ext(file) != ".md" || !l.below(file, "content"):
		return nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	rel, _ := filepath.Rel(l.o.Config.Dir, file)
	if err != nil {
		return notice.Unreadable(err, filepath.ToSlash(rel))
	}
	if _, err := page.Parse(data); err != nil {
		return notice.From(err, filepath.ToSlash(rel))
	}
	if bytes.HasPrefix(data, []byte("---\n")) && !bytes.Contains(data[3:], []byte("\n---")) {
		return notice.Notice{Level: notice.Error, File: filepath.ToSlash(rel), Line: 1, Text: "Het blok met gegevens boven de tekst houdt nergens op.",
			Hint: "Zet onder de laatste regel met gegevens een regel met alleen ---."}
	}
	return nil
}

// prepare works out what the changes ask for, and gives the files for Hugo that differ now.
func (l *Live) prepare(ctx context.Context, changes []site.Change) (more []site.Change, err error) {
	dates, stories := false, false
	for _, c := range changes {
		name := filepath.ToSlash(c.Path)
		switch {
		case l.below(c.Path, "data"):
			dates = true
		case !l.below(c.Path, "content"):
		case filepath.Ext(name) == ".md" && path.Base(path.Dir(path.Dir(name))) == page.KindStory.Section():
			stories = l.front(c.Path) || stories // it is in no calendar, and its text in nothing
		default:
			dates = true
		}
	}
	if !dates && !stories {
		return nil, nil
	}
	p := *l.prepared
	before := l.worked
	var after map[string][2]int64
	err = l.locked(ctx, func() (err error) {
		if dates {
			var all *prepared
			if all, err = l.o.prepare(); err == nil {
				p = *all
			}
		} else {
			err = l.o.prepareStories(&p)
		}
		if err != nil {
			return err
		}
		after, err = stamps(l.o.hugoDir())
		return err
	})
	if err != nil {
		return nil, err
	}
	l.worked = after
	l.mu.Lock()
	l.prepared = &p
	l.mu.Unlock()
	for file, now := range after {
		if was, ok := before[file]; !ok || was != now {
			more = append(more, site.Change{Path: file, Added: !ok})
		}
	}
	for file := range before {
		if _, ok := after[file]; !ok {
			more = append(more, site.Change{Path: file, Gone: true})
		}
	}
	return more, nil
}

var seed = maphash.MakeSeed()

// front notes the front matter of a page, and reports whether it differs from what was noted.
func (l *Live) front(file string) bool {
	data, err := os.ReadFile(file)
	if err != nil {
		delete(l.fronts, file)
		return true
	}
	head := data
	if i := bytes.Index(data, []byte("\n---")); i >= 0 {
		head = data[:i]
	}
	hash := maphash.Bytes(seed, head)
	was, ok := l.fronts[file]
	l.fronts[file] = hash
	return !ok || was != hash
}

// stamps gives the sizes and times of the files below a folder.
func stamps(dir string) (map[string][2]int64, error) {
	out := map[string][2]int64{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			out[file] = [2]int64{info.Size(), info.ModTime().UnixNano()}
		}
		return err
	})
	return out, err
}
