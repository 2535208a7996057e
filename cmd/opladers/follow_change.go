package main

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

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
			sources = append(sources, c.Path)
		default:
			changes = append(changes, site.Change{Path: c.Path, Added: c.Op == watch.Added, Gone: c.Op == watch.Removed})
		}
	}
	if len(changes) > 0 {
		f.bring(ctx, start, cmp.Or(from, f.from(changes)), changes)
	}
	mends := f.wrong[inCollecting] != nil && slices.ContainsFunc(changes, func(c site.Change) bool { return f.in(c.Path, "content") })
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
	inbox := cfg.Inbox != f.cfg.Inbox
	f.cfg = cfg
	if inbox && !f.noCollect {
		if err := f.watch(ctx); err != nil { // before all is read anew
			f.problem(ctx, inConfig, err)
		}
	}
	f.load(ctx)
	f.pages(ctx)
	f.state.Assets++
	f.line(start, config.Name, "/", f.trouble(inPages))
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
		f.line(start, from, "", err)
		f.again()
		return
	}
	f.tellOf(start, r, f.named(sources))
	f.known.collected(r)
	if len(r.New)+len(r.Changed)+len(r.Kept)+len(r.Removed) == 0 {
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

// bring shows what changed.
func (f *follower) bring(ctx context.Context, start time.Time, from string, changes []site.Change) {
	f.stop()
	err := f.live.Change(ctx, changes)
	if ctx.Err() != nil {
		return
	}
	to := f.changed(changes)
	if err == nil {
		address := ""
		if len(to) > 0 {
			address = to[0]
		}
		err = f.live.Draw(ctx, strings.TrimPrefix(address, "/"))
	}
	f.problem(ctx, inPages, err)
	err = f.trouble(inPages)
	for _, c := range changes {
		if f.in(c.Path, "static") {
			f.state.Assets++
			break
		}
	}
	address := ""
	if len(to) > 0 && len(to) <= manyPages {
		address = to[0]
	}
	if f.drafts { // what is marked is part of a page
		f.pages(ctx)
	}
	f.show(address)
	f.line(start, from, f.to(changes, to), err)
	f.checkPages(ctx, changes)
	if !f.drafts && (slices.ContainsFunc(changes, func(c site.Change) bool { return c.Added || c.Gone || filepath.Base(c.Path) == "_index.md" }) || f.state.Files == nil) {
		f.pages(ctx)
	}
	f.again()
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
