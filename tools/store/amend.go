package store

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/merge"
	"mijnopladers.nl/opladers/tools/page"
)

// Amend changes a page as if its source had said so: what change sets follows the source again as soon as that says
// otherwise, and what a person wrote on the page stays. It can be undone. The answers, when not nil, are kept with the page.
// at is the moment of this run, in RFC 3339.
func (s *Store) Amend(of Imported, at string, answers map[string]string, change func(*page.Page)) (outcome Outcome, err error) {
	b := s.bundles[origin{of.Source, of.Key}]
	if b == nil {
		return Unchanged, nil
	}
	index := s.file(b.path, indexName)
	now, err := os.ReadFile(index)
	if err != nil {
		return Unchanged, err
	}
	p, err := page.Parse(now)
	if err != nil {
		return Unchanged, err
	}
	before, err := p.Format()
	if err != nil {
		return Unchanged, err
	}
	change(p)
	after, err := p.Format()
	if err != nil {
		return Unchanged, err
	}
	was, err := merge.NewBase(before)
	if err != nil {
		return Unchanged, err
	}
	text, _, err := merge.Merge(was, after, now)
	if err != nil {
		return Unchanged, err
	}
	is, err := merge.NewBase(after)
	if err != nil {
		return Unchanged, err
	}
	next := b.provenance
	base := b.base()
	base.Page = ""
	if base.Fields = maps.Clone(base.Fields); base.Fields == nil {
		base.Fields = map[string]string{}
	}
	for name := range was.Fields {
		if _, still := is.Fields[name]; !still {
			delete(base.Fields, name)
		}
	}
	for name, hash := range is.Fields {
		if was.Fields[name] != hash {
			base.Fields[name] = hash
		}
	}
	if next.Base, err = json.Marshal(base); err != nil {
		return Unchanged, err
	}
	if answers != nil {
		next.Answers = answers
	}
	if p, err = page.Parse(text); err != nil {
		return Unchanged, err
	}
	next.Calendar = b.Calendar.after(p, at)
	b.provenance = next
	prov, err := json.MarshalIndent(next, "", "  ")
	if err != nil {
		return Unchanged, err
	}
	files := map[string][]byte{indexName: text, ProvenanceName: append(prov, '\n')}
	if same, err := s.holds(b.path, files, nil); err != nil || same {
		return Unchanged, err
	}
	if s.DryRun {
		return Changed, nil
	}
	return Changed, s.write(b.path, files, nil)
}

// List adds to ook_in of the activity in a folder the municipalities in whose calendars it is too.
func (s *Store) List(p *page.Page, dir string) {
	own, _, _ := strings.Cut(dir, "/")
	for _, r := range s.removed[own] {
		if r.Same == dir && r.For != "" && !slices.Contains(p.AlsoIn, r.For) {
			p.AlsoIn = append(p.AlsoIn, r.For)
		}
	}
}

// SharedWith gives another source that has the same activity as a page, "" when there is none.
func (s *Store) SharedWith(i Imported) string {
	dir := path.Dir(i.Path)
	own, _, _ := strings.Cut(dir, "/")
	for _, r := range s.removed[own] {
		if r.Same == dir && r.Source != i.Source {
			return r.Source
		}
	}
	return ""
}
