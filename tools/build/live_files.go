package build

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/site"
)

// maxDrawn is how many drawn pages are kept.
const maxDrawn = 2000

// drawing is a page that is drawn once for all who ask for it.
type drawing struct {
	once sync.Once
	html []byte
	is   bool
	err  error
}

// index is the file of a page in its folder.
const index = "index.html"

// Open gives a file of the website. A page that cannot be drawn is given as it was; Draw says why.
func (l *Live) Open(name string) (fs.File, error) {
	if _, err := filepath.Localize(name); err != nil || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	l.mu.RLock()
	session, last, stale, made := l.session, l.last, l.stale, os.DirFS(l.o.out())
	prepared := l.prepared
	l.mu.RUnlock()
	photo, is := strings.CutPrefix(name, PhotoDir+"/")
	switch {
	case is && session != nil:
		return l.photo(session, prepared.shown, photo, made, stale)
	case is && stale && prepared != nil && !prepared.shown.shows(photo):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist} // consent may just have been taken back
	}
	if stale && session == nil && last != nil {
		return l.asItWas(last, name, made)
	}
	if !stale || session == nil {
		return made.Open(name)
	}
	if address, is := pageOf(name); is {
		html, err := l.page(session, address, made)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &memory{name: index, Reader: bytes.NewReader(html)}, nil
	}
	if session.Has(name+"/") || name == "." {
		return &memory{name: path.Base(name), dir: true, Reader: bytes.NewReader(nil)}, nil
	}
	if data, err := session.File(name); err == nil {
		return &memory{name: path.Base(name), Reader: bytes.NewReader(data)}, nil
	}
	return made.Open(name)
}

// asItWas gives a file as it was before an error.
func (l *Live) asItWas(last *site.Session, name string, made fs.FS) (fs.File, error) {
	address, is := pageOf(name)
	l.mu.RLock()
	defer l.mu.RUnlock()
	if html, ok := l.good[address]; is && ok {
		return &memory{name: index, Reader: bytes.NewReader(html)}, nil
	}
	if _, ok := l.good[name+"/"]; ok {
		return &memory{name: path.Base(name), dir: true, Reader: bytes.NewReader(nil)}, nil
	}
	if data, err := last.File(name); err == nil {
		return &memory{name: path.Base(name), Reader: bytes.NewReader(data)}, nil
	}
	return made.Open(name)
}

// pageOf gives the address of the page that a file is.
func pageOf(name string) (address string, is bool) {
	address, is = strings.CutSuffix(name, index)
	return address, is && (address == "" || strings.HasSuffix(address, "/"))
}

// Draw draws the pages at addresses ("zutphen/", "" for the front page), and gives the first error. What is no page, is none, and what
// cannot be read stays as it was.
func (l *Live) Draw(ctx context.Context, addresses ...string) error {
	l.mu.RLock()
	session, unfit := l.session, l.unfit
	l.mu.RUnlock()
	if session == nil {
		return nil
	}
	for _, address := range addresses {
		if err := ctx.Err(); err != nil {
			return err
		}
		if unfit[address] {
			continue
		}
		if d := l.drawing(session, address); d.err != nil {
			return d.err
		}
	}
	return nil
}

// Pages lists the pages of the website; none until Load.
func (l *Live) Pages(ctx context.Context) []site.Page {
	l.mu.RLock()
	session := l.session
	l.mu.RUnlock()
	if session == nil {
		return nil
	}
	return session.Pages(ctx)
}

// Of gives the path on the website of the page that a file on disk makes, such as /zutphen/; "" when it makes none.
func (l *Live) Of(file string) string {
	l.mu.RLock()
	session := l.session
	l.mu.RUnlock()
	if session == nil {
		return ""
	}
	return session.Of(file)
}

func (l *Live) drawing(session *site.Session, address string) *drawing {
	l.mu.Lock()
	if len(l.drawn) > maxDrawn {
		l.drawn = map[string]*drawing{}
	}
	d, of := l.drawn[address], l.version
	if d == nil || l.session != session { // which another one may take the place of at any moment
		d = &drawing{}
	}
	if l.session == session {
		l.drawn[address] = d
	}
	l.mu.Unlock()
	d.once.Do(func() { d.html, d.is, d.err = session.Draw(context.Background(), address) })
	l.mu.Lock()
	defer l.mu.Unlock()
	if d.is && d.err == nil && l.version == of && !l.unfit[address] {
		l.good[address] = d.html
	}
	return d
}

var (
	// pager finds the address of a page after the first one of a list, which Hugo draws with the first.
	pager = regexp.MustCompile(`(^|/)bladzijde/\d+/$`)
	// leadsOn is in a page that only leads to another one (layouts/alias.html).
	leadsOn = []byte(`http-equiv="refresh"`)
)

// page gives the HTML of a page.
func (l *Live) page(session *site.Session, address string, made fs.FS) ([]byte, error) {
	l.mu.RLock()
	html, ok := l.good[address]
	wrong, blind := l.unfit[address], l.blind && !l.known[address]
	l.mu.RUnlock()
	if wrong && ok {
		return html, nil
	}
	if wrong {
		if html, err := fs.ReadFile(made, address+index); err == nil {
			return html, nil
		}
	}
	d := l.drawing(session, address)
	if d.is && d.err == nil {
		return d.html, nil
	}
	wrong = wrong || d.err != nil
	if wrong && ok {
		return html, nil
	}
	if html, err := session.File(address + index); err == nil {
		return html, nil // of a folder with static files
	}
	html, err := fs.ReadFile(made, address+index)
	if err == nil && !wrong && !blind && !pager.MatchString(address) && !bytes.Contains(html, leadsOn) {
		return nil, fs.ErrNotExist // it was a page
	}
	return html, err
}

// livePhotos are the photos that may be on the website now.
type livePhotos struct {
	once  sync.Once
	paths map[string]string // of those that are made, by file name
	later *Later
}

// photo gives a derivative, and makes it when it has to be.
func (l *Live) photo(session *site.Session, shown shown, name string, made fs.FS, stale bool) (fs.File, error) {
	if !stale {
		if f, err := made.Open(PhotoDir + "/" + name); err == nil {
			return f, nil
		}
	}
	l.mu.Lock()
	if l.photos == nil {
		l.photos = &livePhotos{}
	}
	all, o := l.photos, l.o
	l.mu.Unlock()
	all.once.Do(func() {
		photos, _, _ := o.published(session.Pages(context.Background()), shown)
		has, lacks := derive.Cached(photos, o.derivatives())
		all.paths, all.later = map[string]string{}, newLater(photos, lacks, o.derivatives())
		for _, f := range has {
			all.paths[f.Name] = f.Path
		}
	})
	file, err := all.paths[name], error(nil)
	if file == "" {
		file, err = all.later.File(context.Background(), name) // for all who ask, so not in the time of one
	}
	if file == "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: cmp.Or(err, fs.ErrNotExist)}
	}
	return os.Open(file)
}

// memory is a file that is on no disk, or a folder that is not to be listed.
type memory struct {
	*bytes.Reader
	name string
	dir  bool
}

func (m *memory) Stat() (fs.FileInfo, error)         { return m, nil }
func (m *memory) Close() error                       { return nil }
func (m *memory) Name() string                       { return m.name }
func (m *memory) Size() int64                        { return m.Reader.Size() }
func (m *memory) ModTime() time.Time                 { return time.Time{} }
func (m *memory) IsDir() bool                        { return m.dir }
func (m *memory) Sys() any                           { return nil }
func (m *memory) ReadDir(int) ([]fs.DirEntry, error) { return nil, io.EOF }
func (m *memory) Mode() fs.FileMode {
	if m.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
