package main

import (
	"context"
	"maps"
	"path/filepath"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// findings is what is known to be wrong, by file: of pages under content/, and of sources in the inbox.
type findings struct {
	checker check.Checker
	site    map[string][]rule.Finding // as the last check of the whole site has it, and of pages since
	sources map[string][]rule.Finding // as they were collected last
}

// all gathers them, for who looks at a page.
func (f *findings) all() map[string][]rule.Finding {
	if f.site == nil && f.sources == nil {
		return nil
	}
	all := maps.Clone(f.sources)
	if all == nil {
		all = map[string][]rule.Finding{}
	}
	maps.Copy(all, f.site)
	return all
}

// sourceFile is what findings call a source.
func sourceFile(source string) string { return "inbox/" + source }

// collected keeps what collecting could not do.
func (f *findings) collected(r *collect.Report) {
	f.sources = map[string][]rule.Finding{}
	for _, list := range [][]notice.Notice{r.Refused, r.Questions} {
		for _, n := range list {
			file := sourceFile(n.File)
			f.sources[file] = append(f.sources[file], rule.Finding{Level: n.Level, File: file, Line: n.Line, Text: n.Text, Hint: n.Hint})
		}
	}
}

// checkPages checks the pages that changed. What the built site tells of them is for the next check of all.
func (f *follower) checkPages(ctx context.Context, changes []site.Change) {
	if f.known.site == nil { // the first check of all is to come, and has to be waited for
		return
	}
	for _, c := range changes {
		rel, err := filepath.Rel(filepath.Join(f.cfg.Dir, "content"), c.Path)
		if err != nil || !filepath.IsLocal(rel) || filepath.Ext(rel) != ".md" || len(changes) > manyPages*10 {
			continue
		}
		file := filepath.ToSlash(rel)
		found, err := f.known.checker.Page(ctx, check.Options{Config: f.cfg, Now: f.now}, file)
		if err == nil { // else the check of the whole site says it
			f.known.site[file] = found.Findings
		}
	}
}

// checkSite checks the whole site, as o says and as it was made.
func (f *findings) checkSite(ctx context.Context, o check.Options, made *build.Record) (map[string][]rule.Finding, error) {
	o.BaseURL, o.Built, o.Addresses = made.BaseURL, made.Notices, made.Addresses
	result, err := f.checker.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	found := map[string][]rule.Finding{}
	for _, one := range result.Findings {
		found[one.File] = append(found[one.File], one)
	}
	return found, f.checker.Save()
}
