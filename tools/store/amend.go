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
	files, next, err := s.amended(b, at, change, answers)
	if err != nil {
		return Unchanged, err
	}
	b.provenance = next
	if same, err := s.holds(b.path, files, nil); err != nil || same {
		return Unchanged, err
	}
	if s.DryRun {
		return Changed, nil
	}
	return Changed, s.write(b.path, files, nil)
}

// amended gives the page and the provenance of a bundle with a change as if its source had said so.
func (s *Store) amended(b *bundle, at string, change func(*page.Page), answers map[string]string) (files map[string][]byte, next provenance, err error) {
	now, err := os.ReadFile(s.file(b.path, indexName))
	if err != nil {
		return nil, next, err
	}
	text, was, is, err := changed(now, change)
	if err != nil {
		return nil, next, err
	}
	next = b.provenance
	base := b.base()
	if base.Page = ""; b.base().Of(now) { // nobody touched it, and nobody did when it is as it will be
		written, err := merge.NewBase(text)
		if err != nil {
			return nil, next, err
		}
		base.Page = written.Page
	}
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
		return nil, next, err
	}
	if answers != nil {
		next.Answers = answers
	}
	p, err := page.Parse(text)
	if err != nil {
		return nil, next, err
	}
	next.Calendar = b.Calendar.after(p, at)
	prov, err := json.MarshalIndent(next, "", "  ")
	return map[string][]byte{indexName: text, ProvenanceName: append(prov, '\n')}, next, err
}

// changed gives the text of a page with a change, byte for byte as it is apart from that, and the bases of what it said and says.
func changed(now []byte, change func(*page.Page)) (text []byte, was, is merge.Base, err error) {
	p, err := page.Parse(now)
	if err != nil {
		return nil, was, is, err
	}
	before, err := p.Format()
	if err != nil {
		return nil, was, is, err
	}
	change(p)
	after, err := p.Format()
	if err != nil {
		return nil, was, is, err
	}
	if was, err = merge.NewBase(before); err != nil {
		return nil, was, is, err
	}
	if text, _, err = merge.Merge(was, after, now); err != nil {
		return nil, was, is, err
	}
	is, err = merge.NewBase(after)
	return text, was, is, err
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

// Shared is another source that has the same activity as a page.
type Shared struct{ Source, Key string }

// SharedWith gives the other sources that have the same activity as a page.
func (s *Store) SharedWith(i Imported) []Shared {
	dir := path.Dir(i.Path)
	own, _, _ := strings.Cut(dir, "/")
	var out []Shared
	for _, r := range s.removed[own] {
		if r.Same == dir && r.Source != i.Source {
			out = append(out, Shared{r.Source, r.Key})
		}
	}
	return out
}

// HandOver makes another source that has the same activity the one that its page follows.
func (s *Store) HandOver(i Imported, to Shared) error {
	b := s.bundles[origin{i.Source, i.Key}]
	if b == nil || s.bundles[origin{to.Source, to.Key}] != nil {
		return nil
	}
	delete(s.bundles, origin{i.Source, i.Key})
	b.Source, b.Key = to.Source, to.Key
	s.bundles[origin{to.Source, to.Key}] = b
	if err := s.drop(func(r Removed) bool { return r.Same == b.path && r.Source == to.Source && r.Key == to.Key }); err != nil || s.DryRun {
		return err
	}
	prov, err := json.MarshalIndent(b.provenance, "", "  ")
	if err != nil {
		return err
	}
	index, err := os.ReadFile(s.file(b.path, indexName))
	if err != nil {
		return err
	}
	return s.write(b.path, map[string][]byte{indexName: index, ProvenanceName: append(prov, '\n')}, nil)
}

// Forgo forgets that a source has activities that stand on the site by another source, when it has them no more. It gives the
// folders of their pages with the municipality that need not list each any longer.
func (s *Store) Forgo(source string, has func(key string) bool) (map[string]string, error) {
	gone := map[string]string{}
	err := s.drop(func(r Removed) bool {
		if r.Same == "" || r.Source != source || has(r.Key) {
			return false
		}
		gone[r.Same] = r.For
		return true
	})
	return gone, err
}

// drop takes removals out of the lists of all municipalities. It can be undone.
func (s *Store) drop(match func(Removed) bool) error {
	for municipality, list := range s.removed {
		rest := slices.DeleteFunc(slices.Clone(list), match)
		if len(rest) == len(list) {
			continue
		}
		s.removed[municipality] = rest
		data, err := s.removedFile(municipality)
		if err == nil && !s.DryRun {
			err = s.writeFile(path.Join(municipality, ProvenanceName), data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// resume lets the state of an activity that was removed, and is back, go on where its subscribers left it.
func (s *Store) resume(c *Calendar, in *Import) {
	for _, list := range s.removed {
		for _, r := range list {
			if r.Back && r.Source == in.Source && r.Key == in.Page.Key && r.Event != nil && c != nil {
				c.Sequence, c.Changed = r.Event.Sequence+1, in.At
			}
		}
	}
}
