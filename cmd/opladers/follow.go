package main

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/live"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/watch"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	restOfText  = 25 * time.Millisecond
	restOfInbox = 120 * time.Millisecond
	// afterCollect is how long the watcher gets to see what collecting wrote.
	afterCollect = 2 * time.Second

	// The site is made as a whole when nothing changed for a while, which is longer on a site that takes long.
	shortestRest = 2 * time.Second
	longestRest  = 30 * time.Second

	// wakeAgain is at least between two times that it looks though nothing changed.
	wakeAgain = 20 * time.Second

	// manyPages is from how many pages on a change is not one that somebody looks for.
	manyPages = 5
)

// follower brings what changes on disk to who looks at the site: inbox -> collect -> content -> live -> browsers. It does one thing at a
// time; only making the site as a whole goes on beside it, and gives way.
type follower struct {
	*app
	cfg       *config.Config
	codec     *photo.Codec
	drafts    bool
	noCollect bool
	fixed     bool // it is always the same moment
	memory    *collect.Memory
	live      *build.Live
	server    *live.Server
	made      bool   // public/ is of now
	ready     func() // called once, when there is something to see
	end       func() // called when codec is not used any more

	batches   chan watch.Batch
	watches   string // the inbox that is watched
	unwatch   func()
	overtake  func() // ends making the site as a whole; nil when nothing does
	state     live.State
	wrong     [3]*notice.Notice // why what changed is not to be seen, by its cause
	took      time.Duration     // making the site as a whole
	unchecked *build.Record     // of the site that was made, when a change came before it was checked
	notBefore time.Time         // when to wake up again

	begun bool // it collected once
	known findings
	said  printed
}

// The causes of what is wrong: the first that there is is told.
const (
	inConfig = iota
	inCollecting
	inPages
)

// run follows until ctx ends.
func (f *follower) run(ctx context.Context) error {
	if f.made {
		f.ready()
	}
	f.batches = make(chan watch.Batch)
	if err := f.watch(ctx); err != nil {
		return err
	}
	defer func() { f.unwatch() }()
	defer f.live.Close()
	f.begin(ctx)
	settle, whole := time.NewTimer(f.rest()), make(chan settled, 1)
	for ctx.Err() == nil {
		wake := time.NewTimer(time.Until(f.due()))
		select {
		case <-ctx.Done():
		case b := <-f.batches:
			f.change(ctx, time.Now(), "", b)
			settle.Reset(f.rest())
		case <-wake.C:
			f.wake(ctx)
			settle.Reset(f.rest())
		case <-settle.C:
			f.settle(ctx, whole)
		case s := <-whole:
			if overtaken := f.tell(ctx, s); overtaken {
				settle.Reset(f.rest())
			}
		}
		wake.Stop()
	}
	return nil
}

// watch begins to watch the files of the site.
func (f *follower) watch(ctx context.Context) error {
	roots := []watch.Root{{Path: filepath.Join(f.cfg.Dir, config.Name), Rest: restOfText}}
	for _, name := range build.Folders {
		roots = append(roots, watch.Root{Path: filepath.Join(f.cfg.Dir, name), Rest: restOfText})
	}
	if !f.noCollect {
		roots = append(roots, watch.Root{Path: f.cfg.Inbox, Rest: restOfInbox, Skip: func(rel string, dir bool) bool { return !dir && collect.IsReport(rel) }})
	}
	w, err := watch.New(ctx, watch.Options{Roots: roots, Notice: f.remark})
	if err != nil {
		return err
	}
	f.watches = f.cfg.Inbox
	if f.unwatch != nil {
		f.unwatch()
	}
	ctx, cancel := context.WithCancel(ctx)
	f.unwatch = func() {
		cancel()
		w.Close()
	}
	go func() {
		for {
			b, err := w.Next(ctx)
			if err != nil {
				return
			}
			select {
			case f.batches <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	return nil
}

// begin reads the site, and brings in what came while nobody looked.
func (f *follower) begin(ctx context.Context) {
	f.progress("De site lezen …", 0, 0, "")
	_ = f.load(ctx) // problem has it
	f.endProgress()
	if !f.made {
		f.ready()
	}
	if err := f.trouble(inPages); err != nil {
		f.line(time.Now(), "", "", err)
	}
	f.pages(ctx)
	f.show("")
	if !f.noCollect && ctx.Err() == nil {
		f.collected(ctx, nil)
	}
}

// load reads the site as its configuration says now.
func (f *follower) load(ctx context.Context) error {
	f.stop()
	err := f.live.Load(ctx, f.cfg, f.now)
	f.problem(ctx, inPages, err)
	return err
}

// stop ends making the site as a whole: something changed.
func (f *follower) stop() {
	if f.overtake != nil {
		f.overtake()
	}
}

// due is when there is something to do though nothing changes: a new day, or a calendar on the web.
func (f *follower) due() time.Time {
	at := time.Now().AddDate(1, 0, 0)
	if !f.fixed {
		y, m, d := f.now.Date()
		at = time.Date(y, m, d+1, 0, 0, 1, 0, f.now.Location())
	}
	if web := f.memory.Due(); !f.noCollect && !web.IsZero() && web.Before(at) {
		at = web
	}
	if at.Before(f.notBefore) {
		return f.notBefore
	}
	return at
}

func (f *follower) wake(ctx context.Context) {
	if now := time.Now().In(f.now.Location()); !f.fixed && now.Format(time.DateOnly) != f.now.Format(time.DateOnly) {
		f.now = now
		_ = f.load(ctx) // problem has it
		f.pages(ctx)
		f.show("")
	}
	f.notBefore = time.Now().Add(wakeAgain)
	if !f.noCollect {
		f.collected(ctx, nil)
	}
}

// settled is what came of making the site as a whole.
type settled struct {
	result  *build.Result
	made    *build.Record // what there is to check, if anything
	found   map[string][]rule.Finding
	version uint64 // of what was checked
	took    time.Duration
	err     error
}

// rest is how long nothing changes before the site is made as a whole.
func (f *follower) rest() time.Duration {
	return min(max(shortestRest, f.took), longestRest)
}

// settle makes the site as a whole, and checks it, beside all else.
func (f *follower) settle(ctx context.Context, to chan<- settled) {
	if f.overtake != nil {
		return // one is ending, and then comes back here
	}
	o := check.Options{Config: f.cfg, Public: filepath.Join(f.cfg.Dir, build.PublicDir), Now: f.now}
	if f.drafts {
		o.Public = filepath.Join(f.cfg.Dir, filepath.FromSlash(build.DraftsDir))
	}
	version, first, unchecked := f.state.Version, f.known.site == nil, f.unchecked
	until := ctx
	ctx, f.overtake = context.WithCancel(ctx)
	go func() {
		start, s := time.Now(), settled{version: version}
		s.result, s.err = f.live.Settle(ctx)
		s.took = time.Since(start)
		switch {
		case s.result != nil:
			s.made = s.result.Record
		case s.err != nil:
		case unchecked != nil:
			s.made = unchecked
		case first && !f.drafts: // it was made before
			s.made, _ = build.Last(o.Config, o.Now)
		}
		if s.made != nil {
			found, err := f.known.checkSite(ctx, o, s.made)
			s.found, s.err = found, cmp.Or(s.err, err)
		}
		debug.FreeOSMemory() // on their computer there is more to do
		select {
		case to <- s:
		case <-until.Done():
		}
	}()
}

// tell shows what came of making the site as a whole. What a change overtook is to be made again.
func (f *follower) tell(ctx context.Context, s settled) (overtaken bool) {
	f.overtake()
	f.overtake = nil
	if s.result != nil {
		f.took = s.took
	}
	broken := errors.Is(s.err, context.Canceled)
	ofNow := s.version == f.state.Version // else what came since knows more
	switch {
	case !ofNow:
	case s.result != nil && (s.err == nil || broken):
		f.problem(ctx, inPages, nil)
	case s.err != nil && !broken && f.wrong[inPages] == nil && ctx.Err() == nil: // else it is known, and told
		f.problem(ctx, inPages, s.err)
		f.line(time.Now(), "", "", f.trouble(inPages))
	}
	if broken {
		f.unchecked = cmp.Or(s.made, f.unchecked)
		return true
	}
	f.unchecked = nil
	if s.found != nil && ofNow {
		f.known.site = s.found
	}
	f.pages(ctx)
	f.show("")
	return !ofNow
}

// pages looks which pages there are, of which file, and which of them visitors do not see yet.
func (f *follower) pages(ctx context.Context) {
	list := f.live.Pages(ctx)
	if list == nil { // of a site that cannot be read all is as it was
		return
	}
	f.state.Files, f.state.Titles = make(map[string]string, len(list)), make(map[string]string, len(list))
	f.state.Sources, f.state.Marks = map[string]string{}, map[string]string{}
	base := "/"
	if u, err := url.Parse(f.cfg.BaseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	for _, p := range list {
		address, err := url.PathUnescape(p.Address)
		if err != nil || address == "" {
			continue
		}
		address = "/" + strings.TrimPrefix(address, base) // as it is asked for here
		if rel, err := filepath.Rel(filepath.Join(f.cfg.Dir, "content"), p.File); err == nil && filepath.IsLocal(rel) {
			f.state.Files[address], f.state.Titles[address] = filepath.ToSlash(rel), p.Title
		}
		if source, ok := p.Params["bron"].(string); ok {
			f.state.Sources[address] = sourceFile(source)
		} else if folder, is := strings.CutSuffix(f.state.Files[address], "/_index.md"); is {
			f.state.Sources[address] = sourceFile(folder) + "/"
		}
		switch {
		case p.Draft:
			f.state.Marks[address] = "Concept"
		case p.From.After(f.now):
			f.state.Marks[address] = "Online vanaf " + when.Full(page.WallTime(p.From.In(f.now.Location())))
		}
	}
}

// problem notes why what changed is not to be seen, or that it is.
func (f *follower) problem(ctx context.Context, cause int, err error) {
	f.wrong[cause] = nil
	if err != nil && ctx.Err() == nil {
		f.wrong[cause] = f.explained(ctx, err)
	}
}

// explained is what a person reads of an error. Of a page that cannot be read, check knows the line.
func (f *follower) explained(ctx context.Context, err error) *notice.Notice {
	n := noticeOf(err, "")
	if file, ok := strings.CutPrefix(n.File, "content/"); ok && n.Line == 0 {
		if found, err := f.known.checker.Page(ctx, check.Options{Config: f.cfg, Now: f.now}, file); err == nil {
			for _, one := range found.Findings {
				if one.Level == notice.Error && one.Line > 0 {
					n.Line, n.Text, n.Hint = one.Line, one.Text, one.Hint
					break
				}
			}
		}
	}
	return &n
}

// trouble is what is wrong, of one cause.
func (f *follower) trouble(cause int) error {
	if f.wrong[cause] == nil {
		return nil
	}
	return *f.wrong[cause]
}

// show tells the browsers that the site may be otherwise, and where to look.
func (f *follower) show(address string) {
	f.state.Version++
	f.state.Go = address
	f.again()
}

// again tells the browsers other news of the same site.
func (f *follower) again() {
	f.state.Findings, f.state.Problem = f.known.all(), cmp.Or(f.wrong[:]...)
	f.server.Set(f.state)
}
