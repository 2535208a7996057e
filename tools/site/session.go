package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/hugofs/hglob"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/media"
	"github.com/gohugoio/hugo/output"
	hugopage "github.com/gohugoio/hugo/resources/page"
	"github.com/gohugoio/hugo/source"
	"github.com/gohugoio/hugo/tpl/tplimpl"
	"github.com/gohugoio/hugo/transform"
	"github.com/gohugoio/hugo/transform/metainject"
	"github.com/spf13/afero"
)

// Session is a site that Hugo keeps open, for who works on it: a page is drawn when somebody asks for it, in milliseconds, and
// nothing else is.
//
// Hugo's own server finds out which pages a change is in by what each page asked for, and draws these. On this site everything has to do
// with everything (each page lists municipalities and what takes place), so that one letter takes minutes: it compares all that
// changed with all that was asked for, page by page. A Session has Hugo read and order the pages, which is quick, lets it draw none, and so
// has nothing to compare. It asks the templates itself.
type Session struct {
	o     Options
	done  func() // gives back the clock
	files afero.Fs

	mu      sync.RWMutex // a change, or pages that are drawn
	configs *allconfig.Configs
	sites   *hugolib.HugoSites
	log     *bytes.Buffer
	pages   map[string]drawable // by address, from the root of the site and without the slash at its begin
	of      map[string][]string // the addresses of the pages that a file makes, that of the first language first
}

type drawable struct {
	site *hugolib.Site
	page hugopage.Page
}

// Change is a file that changed, below the folder of the site.
type Change struct {
	Path  string // on disk
	Added bool   // it was not there before
	Gone  bool
}

// Open reads a site. Out in its options is not used: files that templates make, such as styles, stay in memory. While it is open, all that is
// rendered beside it must be of the same moment.
func Open(ctx context.Context, o Options) (*Session, error) {
	done, _, err := useClock(ctx, o.Now)
	if err != nil {
		return nil, err
	}
	s := &Session{o: o, done: done, files: afero.NewMemMapFs(), log: &bytes.Buffer{}}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Session) open(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.o.Out = "/"
	logger := newLogger(s.log)
	configs, files, err := load(s.o, logger)
	if err != nil {
		return explain(err, s.o.Dir)
	}
	files.PublishDir = s.files
	// Hugo notes what templates ask for when it is made to watch, and reads anew only when it watches.
	if s.sites, err = newSites(configs, files, logger, s.log); err != nil {
		return explain(err, s.o.Dir)
	}
	s.configs = configs
	s.sites.SourceSpec = source.NewSourceSpec(s.sites.PathSpec, hglob.NewFilenameFilterForInclusionFunc(func(file string) bool {
		return !s.o.Hidden[file]
	}), s.sites.BaseFs.Content.Fs)
	for _, c := range configs.LanguageConfigMap { // nothing tells Hugo what was made of a style or script that changed
		c.Build.CacheBusters = []config.CacheBuster{{Source: "assets/.*", Target: ".*"}}
		if err := c.Build.CompileConfig(logger); err != nil {
			return err
		}
	}
	return s.build()
}

// Close lets go of the site.
func (s *Session) Close() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sites != nil {
		err, s.sites = s.sites.Close(), nil
	}
	s.pages = nil
	forget()
	s.done()
	return err
}

// Change reads the files that changed. After an error the session can only be closed.
func (s *Session) Change(changes []Change) error {
	if len(changes) == 0 { // with no events Hugo reads all anew
		return nil
	}
	for _, c := range changes {
		if err := FileError(s.o.Dir, c.Path); err != nil {
			return err
		}
		if rel, err := filepath.Rel(s.o.Dir, c.Path); err == nil && strings.HasPrefix(filepath.ToSlash(rel), "layouts/") { // it may use data now
			if err := folderError(s.o.Dir, "data"); err != nil {
				return err
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.build(events(changes)...)
}

// events says to Hugo what changed. Of files in one folder it reads only the first one (seenDirs in hugolib/pages_capture.go), unless
// something in that folder went away: so there something does that was never there.
func events(changes []Change) (events []fsnotify.Event) {
	in := map[string]int{}
	for _, c := range changes {
		e := fsnotify.Event{Name: c.Path, Op: fsnotify.Write}
		switch {
		case c.Gone:
			e.Op = fsnotify.Remove
		case c.Added:
			e.Op = fsnotify.Create
		}
		events = append(events, e)
		dir := filepath.Dir(c.Path)
		if in[dir]++; in[dir] == 2 {
			events = append(events, fsnotify.Event{Name: filepath.Join(dir, "opladers-was-hier-nooit.md"), Op: fsnotify.Remove})
		}
	}
	return events
}

// Hide names the files, on disk, that are not to be read from now on, though they are there.
func (s *Session) Hide(files map[string]bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.o.Hidden = files
}

// forget empties a cache of lists of pages that Hugo has for all sites of a program, and empties only when it renders. It would keep every page
// of a session that is closed, and of before a change.
func forget() { _ = hugopage.Clear() }

func (s *Session) build(events ...fsnotify.Event) error {
	forget()
	s.log.Reset()
	s.configs.Base.Internal.Watch = true
	err := s.sites.Build(hugolib.BuildCfg{NoBuildLock: true, SkipRender: true}, events...)
	s.configs.Base.Internal.Watch = false
	if s.sites.NumLogErrors() > 0 { // the error only counts them
		err = errors.New(firstError(s.log.String()))
	}
	if err != nil {
		return explain(err, s.o.Dir)
	}
	s.pages, s.of = map[string]drawable{}, map[string][]string{}
	for _, site := range s.sites.Sites {
		for _, p := range site.Pages() {
			if p.Language().Name() == site.Language().Name() && p.RelPermalink() != "" {
				address := s.address(p)
				s.pages[address] = drawable{site, p}
				if f := p.File(); f != nil {
					s.of[f.Filename()] = append(s.of[f.Filename()], address)
				}
			}
		}
	}
	return nil
}

// address is the path of a page on the site, as its file has it.
func (s *Session) address(p hugopage.Page) string {
	address := strings.TrimPrefix(p.RelPermalink(), s.sites.Sites[0].Home().RelPermalink())
	if plain, err := url.PathUnescape(address); err == nil {
		return plain
	}
	return address
}

// Draw gives the HTML of the page at an address, "zutphen/" or "" for the front page; false when there is no such page. The pages after
// the first one of a long list are none. An error is a notice that says where it comes from.
func (s *Session) Draw(ctx context.Context, address string) (html []byte, is bool, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.sites == nil {
		return nil, false, fs.ErrClosed
	}
	d, is := s.page(address)
	if !is {
		return nil, false, nil
	}
	var b bytes.Buffer
	is, err = execute(ctx, d.site, d.page, &b)
	if err != nil {
		return nil, is, explain(err, s.o.Dir)
	}
	return b.Bytes(), is, nil
}

// execute executes the template of a page; false when it has none.
func execute(ctx context.Context, s *hugolib.Site, p hugopage.Page, to io.Writer) (ok bool, err error) {
	typed, is := p.(interface {
		GetInternalTemplateBasePathAndDescriptor() (string, tplimpl.TemplateDescriptor)
	})
	if !is {
		return false, fmt.Errorf("%s is a page of another kind", p.Path())
	}
	base, of := typed.GetInternalTemplateBasePathAndDescriptor()
	of.OutputFormat, of.MediaType, of.IsPlainText = output.HTMLFormat.Name, media.Builtin.HTMLType.Type, false // of all that the site has
	template := s.TemplateStore.LookupPagesLayout(tplimpl.TemplateQuery{
		Path: base, Category: tplimpl.CategoryLayout, Sites: hugopage.GetSiteVector(p), Desc: of,
	})
	if template == nil {
		return false, nil
	}
	var b bytes.Buffer
	if err := s.TemplateStore.ExecuteWithContext(s.TemplateStore.PrepareTopLevelRenderCtx(ctx, p), template, &b, p); err != nil {
		return true, err
	}
	if p.IsHome() {
		chain := transform.New(metainject.HugoGenerator) // as Hugo does
		return true, chain.Apply(to, &b)
	}
	_, err = b.WriteTo(to)
	return true, err
}

// Pages lists the pages, as Render does.
func (s *Session) Pages(ctx context.Context) []Page {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.sites == nil {
		return nil
	}
	pages, _ := rendered(ctx, s.sites, s.o)
	return pages
}

// Of gives the path on the site of the page that a file on disk makes, such as /zutphen/; "" when it makes none.
func (s *Session) Of(file string) string {
	if all := s.AllOf(file); len(all) > 0 {
		return "/" + all[0]
	}
	return ""
}

// AllOf gives the addresses, as Draw has them, of the pages that a file on disk makes, in all languages; also of a session that is closed.
func (s *Session) AllOf(file string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.of[file]
}

// Has reports whether there is a page at an address of Draw.
func (s *Session) Has(address string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.sites == nil {
		return false
	}
	_, is := s.page(address)
	return is
}

// page finds the page at an address. A page that is in no list is found by its path: also the front page of a language that nobody wrote
// one for.
func (s *Session) page(address string) (drawable, bool) {
	if d, ok := s.pages[address]; ok {
		return d, true
	}
	for _, site := range s.sites.Sites {
		rest, in := strings.CutPrefix(address, s.address(site.Home()))
		if !in {
			continue
		}
		if rest == "" {
			return drawable{site, site.Home()}, true
		}
		if p, err := site.GetPage("/" + strings.TrimSuffix(rest, "/")); err == nil && p.RelPermalink() != "" && s.address(p) == address {
			return drawable{site, p}, true
		}
	}
	return drawable{}, false
}

// File gives a file that is no page: one that templates made, or one of a folder with static files.
func (s *Session) File(name string) ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	static := !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return !isStatic(part) })
	if s.sites == nil { // these need no Hugo, and what templates made is there still
		if data, err := os.ReadFile(filepath.Join(s.o.Dir, "static", filepath.FromSlash(name))); err == nil && static {
			return data, nil
		}
		return s.made(name)
	}
	for _, from := range s.sites.BaseFs.SourceFilesystems.Static {
		if rel, in := strings.CutPrefix("/"+name, path.Join("/", from.PublishFolder)); in && static {
			if data, err := afero.ReadFile(from.Fs, strings.TrimPrefix(rel, "/")); err == nil {
				return data, nil
			}
		}
	}
	return s.made(name)
}

func (s *Session) made(name string) ([]byte, error) {
	data, err := afero.ReadFile(s.files, "/"+name)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	switch path.Ext(name) {
	case ".css", ".js", ".json", ".map": // asked for with each page
		return data, nil
	}
	if is, err := isOfBundle(s.o.Dir, name, data); is || err != nil {
		return nil, fs.ErrNotExist
	}
	return data, nil
}
