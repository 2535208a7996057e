package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/merge"
	"mijnopladers.nl/opladers/tools/page"
)

// Exchange gives a page a better copy of one of its photos, as if its source had it: what people wrote about the photo, and
// whether it may be seen, stays. day is that on which consent must hold. False says that the page is left as it is: it has both
// photos, or cannot be read. It can be undone.
func (s *Store) Exchange(of Imported, old string, with ImportPhoto, day string) (changed bool, err error) {
	b := s.bundles[origin{of.Source, of.Key}]
	if b == nil {
		return false, nil
	}
	at := slices.IndexFunc(b.Photos, func(p PagePhoto) bool { return p.File == old })
	if at < 0 || slices.ContainsFunc(b.Photos, func(p PagePhoto) bool { return p.File == with.File }) {
		return false, nil
	}
	now, err := os.ReadFile(s.file(b.path, indexName))
	if err != nil {
		return false, err
	}
	text, p, err := exchanged(now, old, with.Photo)
	if err != nil {
		return false, nil
	}
	next := b.provenance
	if next.Base, err = rebased(b.base(), now, text, old, with.File); err != nil {
		return false, err
	}
	next.Photos = slices.Clone(b.Photos)
	next.Photos[at].Photo, next.Photos[at].For = with.Photo, b.Photos[at].Sources()
	if next.Answers = map[string]string{}; b.Answers == nil {
		next.Answers = nil
	}
	for about, answer := range b.Answers {
		next.Answers[strings.ReplaceAll(about, old, with.File)] = answer
	}
	b.provenance = next
	s.notePhotos(b)
	prov, err := json.MarshalIndent(next, "", "  ")
	if err != nil || s.DryRun {
		return true, err
	}
	files := map[string][]byte{indexName: text, ProvenanceName: append(prov, '\n')}
	if s.judge(b.path, p, with.File, day).OK() {
		files[with.File] = with.Data
	} else if err := s.isolate(with); err != nil {
		return true, err
	}
	if err := s.write(b.path, files, []PagePhoto{{Photo: Photo{File: old}}}); err != nil || s.usedBy(old) > 0 {
		return true, err
	}
	if err := os.Remove(filepath.Join(s.quarantine, old)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return true, err
	}
	return true, nil
}

// Sources gives the ids of the photos of the source that a photo is shown for.
func (p PagePhoto) Sources() []string {
	if len(p.For) > 0 {
		return p.For
	}
	return []string{strings.TrimSuffix(p.File, path.Ext(p.File))}
}

// exchanged gives a page as it is with another file for a photo, byte for byte apart from that.
func exchanged(now []byte, old string, with Photo) ([]byte, *page.Page, error) {
	now = []byte(strings.ReplaceAll(string(now), old, with.File))
	p, err := page.Parse(now)
	if err != nil {
		return nil, nil, err
	}
	before, err := p.Format()
	if err != nil {
		return nil, nil, err
	}
	for _, ph := range p.Photos {
		if ph.File == with.File {
			ph.Width, ph.Height, ph.Colour = with.Width, with.Height, with.Colour
		}
	}
	after, err := p.Format()
	if err != nil {
		return nil, nil, err
	}
	base, err := merge.NewBase(before)
	if err != nil {
		return nil, nil, err
	}
	text, _, err := merge.Merge(base, after, now)
	return text, p, err
}

// rebased gives the base for a page of which one photo got another file: what its source said of the one it says of the other,
// and what a person edited is edited still.
func rebased(base merge.Base, before, after []byte, old, file string) ([]byte, error) {
	was, err := merge.NewBase(before)
	if err != nil {
		return nil, err
	}
	is, err := merge.NewBase(after)
	if err != nil {
		return nil, err
	}
	next := merge.Base{Fields: map[string]string{}}
	if base.Of(before) {
		next.Page = is.Page
	}
	for _, f := range base.Photos {
		next.Photos = append(next.Photos, strings.ReplaceAll(f, old, file))
	}
	for name, hash := range base.Fields {
		to := strings.ReplaceAll(name, old, file)
		if was.Fields[name] == hash { // nobody edited it
			hash = is.Fields[to]
		}
		next.Fields[to] = hash
	}
	for _, hash := range base.Blocks {
		if i := slices.Index(was.Blocks, hash); i >= 0 && len(is.Blocks) == len(was.Blocks) {
			hash = is.Blocks[i]
		}
		next.Blocks = append(next.Blocks, hash)
	}
	return json.Marshal(next)
}
