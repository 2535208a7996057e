package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/store"
)

// Live is the website while people work on it: the files in public/, and over them the pages as they are now. It is an fs.FS, of which
// Open draws a page that changed since public/ was made.
//
// Change brings in files that changed, in tenths of a second. Settle then makes the website as a whole, as Run does, and puts it in
// public/: what is no page (calendars, the search index) is from then. Both, and Open, may be called at the same time; a Settle that a
// change overtakes ends with context.Canceled, or with what it made of before the change.
type Live struct {
	o Options

	changing sync.Mutex          // one change at a time
	unread   map[string]unread   // pages and templates that cannot be read, by their files
	stuck    error               // why there is no session, when that is not for a page to mend
	fronts   map[string]uint64   // hashes of the front matter of pages, by their files
	worked   map[string][2]int64 // how the files for Hugo looked when the session was told of them; other runs write them too
	lacks    []string            // folders that a site may have and this one had not when it was read: Hugo does not look there
	anew     bool                // the site is to be read anew, when all templates can be read
	settling struct {
		sync.Mutex
		cancel context.CancelFunc
	}

	mu       sync.RWMutex
	session  *site.Session   // nil until Load, and after an error
	last     *site.Session   // that was there before the error
	unfit    map[string]bool // addresses of pages that cannot be read: Hugo may have half of them, or none
	blind    bool            // there are pages that cannot be read, and never could be, so their addresses are not known
	known    map[string]bool // addresses of pages that changed since it is blind: of those it is known what became of them
	prepared *prepared
	version  int  // grows with each change
	stale    bool // public/ is older than the session
	whole    bool // Hugo may remember something of before, until the site is read anew
	drawn    map[string]*drawing
	good     map[string][]byte // pages as they were last drawn well, since public/ was made
	photos   *livePhotos
}

// Folders are what a site is made of, beside its configuration and its inbox.
var Folders = []string{"content", "layouts", "assets", "i18n", "static", "data"}

// NewLive gives the website of a site. Until Load it is what public/ holds; made reports whether that is of now.
func NewLive(o Options) (l *Live, made bool) {
	l = &Live{o: o, stale: true}
	if !o.Drafts {
		_, made = Last(o.Config, o.Now)
		l.stale = !made
	}
	return l, made
}

// Load reads the site, after which pages are drawn. It is called again when the day or the configuration changed.
func (l *Live) Load(ctx context.Context, c *config.Config, now time.Time) error {
	l.changing.Lock()
	defer l.changing.Unlock()
	l.Overtake()
	if err := c.Complete(); err != nil {
		return err
	}
	if !now.Equal(l.o.Now) {
		l.use(nil, nil) // it holds the clock of Hugo at another moment
	}
	l.mu.Lock()
	again := l.last != nil || l.session != nil
	l.o.Config, l.o.Now = c, now
	l.mu.Unlock()
	err := l.load(ctx)
	if again {
		l.outdate(false)
	}
	return err
}

// load puts a session of now in the place of the one there is. When it fails there is none: an older one would go on without what changed.
func (l *Live) load(ctx context.Context) (err error) {
	defer func() {
		l.stuck = nil
		if l.failed(err) {
			l.use(nil, nil)
			l.stuck = stuckOn(err)
		}
	}()
	var p *prepared
	err = l.locked(ctx, func() (err error) {
		if p, err = l.o.prepare(); err == nil {
			l.worked, err = stamps(l.o.hugoDir())
		}
		return err
	})
	if err != nil {
		return err
	}
	l.readable(nil)
	maps.DeleteFunc(l.unread, func(file string, _ unread) bool { return l.below(file, "layouts") }) // without one there is no site
	l.anew = false
	l.lacks = slices.DeleteFunc(slices.Clone(Folders), func(name string) bool {
		_, err := os.Stat(filepath.Join(l.o.Config.Dir, name))
		return err == nil
	})
	o := site.Options{Dir: l.o.Config.Dir, Config: config.Name, BaseURL: l.o.BaseURL, Now: l.o.Now, Drafts: l.o.Drafts, Hidden: l.hidden()}
	session, err := site.Open(ctx, o)
	if err != nil && ctx.Err() == nil {
		if err := l.readAll(err); err != nil {
			return err
		}
		o.Hidden = l.hidden()
		session, err = site.Open(ctx, o)
	}
	if err != nil {
		return err
	}
	l.use(session, p)
	l.fronts = map[string]uint64{}
	for _, p := range session.Pages(ctx) {
		if path.Base(path.Dir(p.Dir)) == page.KindStory.Section() {
			l.front(p.File)
		}
	}
	return l.wrong()
}

// failed reports whether an error left things half done.
func (l *Live) failed(err error) bool {
	_, unread := errors.AsType[Unread](err)
	return err != nil && !unread
}

// locked does what writes for Hugo while no other run does, here or in another window.
func (l *Live) locked(ctx context.Context, f func() error) error {
	unlock, err := store.Lock(ctx, l.o.Config.Dir, l.o.Waiting)
	if err != nil {
		return err
	}
	defer unlock()
	return f()
}

// readAll looks which pages cannot be read. When all can be, that was not why reading the site failed.
func (l *Live) readAll(failed error) error {
	var all []site.Change
	err := filepath.WalkDir(filepath.Join(l.o.Config.Dir, "content"), func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(file) == ".md" {
			all = append(all, site.Change{Path: file, Added: true})
		}
		return err
	})
	if err != nil {
		return failed
	}
	if l.readable(all); len(l.unread) == 0 {
		return failed
	}
	return nil
}

// hidden are the files that Hugo is not to see.
func (l *Live) hidden() map[string]bool {
	out := map[string]bool{}
	for file := range l.unread {
		out[file] = true
	}
	return out
}

// keep notes which pages stay as they were, because they cannot be read now.
func (l *Live) keep() {
	l.unfit, l.blind = map[string]bool{}, false
	for _, p := range l.unread {
		l.blind = l.blind || p.unknown
		for _, address := range p.addresses {
			l.unfit[address] = true
		}
	}
	if !l.blind || l.known == nil {
		l.known = map[string]bool{}
	}
}

// use takes another session, or none, in the place of the one there is.
func (l *Live) use(session *site.Session, p *prepared) {
	l.mu.Lock()
	was := l.session
	switch l.session = session; {
	case session != nil:
		l.last, l.prepared = nil, p
	case was != nil:
		l.last = was
	}
	l.whole = false
	l.keep()
	l.renew()
	l.mu.Unlock()
	if was != nil {
		_ = was.Close() // only memory
	}
}

// renew forgets what was drawn, because it may be otherwise now.
func (l *Live) renew() {
	l.version++
	l.drawn, l.photos = map[string]*drawing{}, nil
	if l.good == nil || len(l.good) > maxDrawn {
		l.good = map[string][]byte{}
	}
}

// outdate notes that public/ is older than the session now.
func (l *Live) outdate(whole bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stale, l.whole = true, l.whole || whole
	l.renew()
}

// Close lets go of the site.
func (l *Live) Close() {
	l.Overtake()
	l.changing.Lock()
	defer l.changing.Unlock()
	l.use(nil, nil)
}

// Overtake ends a Settle that is under way.
func (l *Live) Overtake() {
	l.settling.Lock()
	defer l.settling.Unlock()
	if l.settling.cancel != nil {
		l.settling.cancel()
	}
}

// Settle makes the website as a whole. It gives nil when public/ is of now already.
func (l *Live) Settle(ctx context.Context) (*Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l.changing.Lock() // not in the middle of a change
	l.mu.RLock()
	o, version, stale := l.o, l.version, l.stale
	l.mu.RUnlock()
	if stuck := l.stuck; !stale || stuck != nil {
		l.changing.Unlock()
		return nil, stuck
	}
	l.settling.Lock()
	l.settling.cancel = cancel
	l.settling.Unlock()
	l.changing.Unlock()
	o.Later = true
	result, err := Run(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := result.Later.Finish(ctx); err != nil {
		return nil, err
	}
	l.changing.Lock()
	defer l.changing.Unlock()
	l.mu.Lock()
	if l.version != version {
		l.mu.Unlock()
		return result, nil
	}
	l.stale, l.good = false, nil
	l.renew()
	whole := l.whole
	l.mu.Unlock()
	if whole {
		err = l.load(ctx)
	}
	return result, err
}
