package main

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/watch"
)

// change brings in files that changed, because of what from names; "" is of themselves.
func (f *follower) change(ctx context.Context, start time.Time, from string, b watch.Batch) {
	var changes []site.Change
	var sources []string
	for _, c := range b.Changed {
		switch {
		case c.Path == filepath.Join(f.cfg.Dir, config.Name):
			f.configure(ctx, start)
		case f.isSource(c.Path):
			if !collect.IsUnanswered(c.Path) {
				sources = append(sources, c.Path)
			}
		default:
			changes = append(changes, site.Change{Path: c.Path, Added: c.Op == watch.Added, Gone: c.Op == watch.Removed})
		}
	}
	if len(changes) > 0 {
		f.bring(ctx, start, from, changes)
	}
	why := f.wrong[inCollecting]
	mends := why != nil && (why.File == "" || strings.HasPrefix(why.File, "content/")) && slices.ContainsFunc(changes, func(c site.Change) bool { return f.in(c.Path, "content") })
	if len(sources) > 0 || mends && !f.noCollect { // what collecting failed on may be a page
		f.collected(ctx, sources)
	}
}

// isSource reports whether a file is in the inbox.
func (f *follower) isSource(file string) bool {
	rel, err := filepath.Rel(f.cfg.Inbox, file)
	return err == nil && filepath.IsLocal(rel)
}

// configure takes over a configuration that changed.
func (f *follower) configure(ctx context.Context, start time.Time) {
	cfg, err := config.Load(f.cfg.Dir)
	f.problem(ctx, inConfig, err)
	if err != nil {
		f.line(start, config.Name, "", err)
		f.again()
		return
	}
	f.cfg = cfg
	if cfg.Inbox != f.watches && !f.noCollect {
		if err := f.watch(ctx); err != nil { // before all is read anew
			f.problem(ctx, inConfig, err)
		}
	}
	hindered := f.trouble(inConfig)
	if _, ok := errors.AsType[build.Unread](f.load(ctx)); !ok && hindered == nil { // that was so before
		hindered = f.trouble(inPages)
	}
	f.pages(ctx)
	f.state.Assets++
	f.line(start, config.Name, "/", hindered)
	f.show("")
	if !f.noCollect {
		f.collected(ctx, nil)
	}
}

// collected collects, and brings in what that changed. sources are the files that it is for, if any.
func (f *follower) collected(ctx context.Context, sources []string) {
	start := time.Now()
	from := some(f.named(sources), "bestanden")
	if len(sources) == 0 {
		from = "inbox"
	}
	f.stop()                                                                                                   // both write
	r, err := f.app.collect(ctx, f.cfg, collect.Options{Codec: f.codec, Memory: f.memory, Waiting: func() {}}) // for what was overtaken
	f.endProgress()
	if ctx.Err() != nil {
		return
	}
	f.problem(ctx, inCollecting, err)
	if err != nil {
		f.notBefore = time.Now().Add(time.Minute)
		f.line(start, from, "", f.trouble(inCollecting))
		f.again()
		return
	}
	told := f.tellOf(start, r, f.named(sources))
	f.known.collected(r)
	if len(r.New)+len(r.Changed)+len(r.Kept)+len(r.Removed) == 0 {
		if !told && len(sources) > 0 {
			f.line(start, from, "niets anders op de site", nil)
		}
		f.again()
		return
	}
	select {
	case b := <-f.batches:
		f.change(ctx, start, from, b)
	case <-time.After(afterCollect): // it was as it was
		f.again()
	case <-ctx.Done():
	}
}

// bring shows what changed, because of what from names; "" is of itself.
func (f *follower) bring(ctx context.Context, start time.Time, from string, changes []site.Change) {
	f.stop()
	seen, held, err := f.take(ctx, changes)
	if ctx.Err() != nil {
		return
	}
	f.problem(ctx, inPages, err)
	if slices.ContainsFunc(changes, func(c site.Change) bool { return f.in(c.Path, "static") }) {
		f.state.Assets++
	}
	if f.drafts { // what is marked is part of a page
		f.pages(ctx)
	}
	to := f.changed(seen)
	if len(to) <= manyPages {
		f.show(first(to))
	} else {
		f.show("")
	}
	told := map[string]bool{}
	for _, h := range held {
		if text := h.why.Error(); !told[text] && len(told) < mostTold {
			told[text] = true
			f.line(start, cmp.Or(from, f.name(h.Path)), "", *f.explained(ctx, h.why))
		}
	}
	if len(seen) > 0 {
		f.line(start, cmp.Or(from, f.from(seen)), f.to(seen, to), nil)
	}
	f.checkPages(ctx, changes)
	if !f.drafts && (slices.ContainsFunc(changes, func(c site.Change) bool { return c.Added || c.Gone || filepath.Base(c.Path) == "_index.md" }) || f.state.Files == nil) {
		f.pages(ctx)
	}
	f.again()
}

// heldUp is a change that is not to be seen, and why.
type heldUp struct {
	site.Change
	why error
}

// take brings in what changed, and tells what is to be seen of it from what is held up. There is an error also when only an earlier change
// is held up, still.
func (f *follower) take(ctx context.Context, changes []site.Change) (seen []site.Change, held []heldUp, err error) {
	err = f.live.Change(ctx, changes)
	unread, ok := errors.AsType[build.Unread](err)
	if err != nil && !ok {
		return nil, []heldUp{{changes[0], err}}, err
	}
	for _, c := range changes {
		why := cmp.Or(unread[c.Path], unread[filepath.Join(filepath.Dir(c.Path), "index.md")]) // its own, or of the page that it is beside
		if why == nil || c.Gone {
			seen = append(seen, c)
		} else {
			held = append(held, heldUp{c, why})
		}
	}
	if len(held) > 0 {
		err = held[0].why
	}
	if len(seen) > 0 {
		if wrong := f.live.Draw(ctx, strings.TrimPrefix(first(f.changed(seen)), "/")); wrong != nil {
			return nil, append([]heldUp{{seen[0], wrong}}, held...), wrong
		}
	}
	return seen, held, err
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// changed gives the addresses of the pages that files are of, in order of the files.
func (f *follower) changed(changes []site.Change) (out []string) {
	for _, c := range changes {
		if c.Gone || !f.in(c.Path, "content") {
			continue
		}
		address := f.live.Of(c.Path)
		if address == "" && filepath.Ext(c.Path) != ".md" { // a photo
			address = f.live.Of(filepath.Join(filepath.Dir(c.Path), "index.md"))
		}
		if address != "" && !slices.Contains(out, address) {
			out = append(out, address)
		}
	}
	return out
}

func (f *follower) in(file, folder string) bool {
	rel, err := filepath.Rel(filepath.Join(f.cfg.Dir, folder), file)
	return err == nil && filepath.IsLocal(rel)
}
