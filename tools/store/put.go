package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/merge"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// Outcome is what Put did, or would have done.
type Outcome string

// The outcomes of Put.
const (
	New       Outcome = "new"
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged"
)

// Import is a page on its way into the store.
type Import struct {
	Municipality string
	Source       string // path under the inbox
	Page         *page.Page
	Photos       []ImportPhoto
	Identity     string            // of what the source says, whatever it is called
	Answers      map[string]string // what people answered about this page, by question
	Twin         string            // folder of the page that it may be the same as
	Day          string            // 2006-01-02: on which consent must hold
	At           string            // the moment of this run, in RFC 3339: when what changed was changed
}

// Result is what came of an Import.
type Result struct {
	Outcome Outcome
	Path    string          // of the page, under content/
	Page    *page.Page      // as it is in content/ now; nil when a person left it unreadable
	Edits   []merge.Edit    // of a person, that stayed
	Notices []notice.Notice // about the page on disk
}

// Unfit is the error of a page that cannot be written so that it can be read again.
type Unfit struct{ err error }

func (u *Unfit) Error() string { return u.err.Error() }

// Put brings a page into content/: as a new page, or merged with the page that is there.
func (s *Store) Put(in *Import) (*Result, error) {
	b := s.bundles[origin{in.Source, in.Page.Key}]
	if b != nil && in.Page.Activity != nil {
		s.List(in.Page, b.path)
	}
	source, err := in.Page.Format()
	if err != nil {
		return nil, &Unfit{err}
	}
	r := &Result{Outcome: Changed}
	if b == nil {
		b, r.Outcome = &bundle{path: s.Place(in)}, New
	}
	r.Path = path.Join(b.path, indexName)
	base, text := b.base(), source
	again := base.Of(source) // the source says what it said
	switch now, err := os.ReadFile(s.file(r.Path)); {
	case errors.Is(err, fs.ErrNotExist):
		r.Outcome = New // also when only the page was lost: it comes back
	case err != nil:
		return nil, err
	case again && bytes.Equal(now, source): // and nobody touched the page
		r.Page = in.Page
	default:
		if text, r.Edits, err = merge.Merge(base, source, now); err != nil {
			r.Outcome, r.Notices = Unchanged, append(r.Notices, notice.From(err, path.Join("content", r.Path)))
			return r, s.withdraw(b, in)
		}
		r.Edits = slices.DeleteFunc(r.Edits, func(e merge.Edit) bool { return e.Field == "volg" }) // it says what to do with edits
	}
	if r.Page == nil {
		if r.Page, err = page.Parse(text); err != nil {
			return nil, &Unfit{err}
		}
	}
	next := provenance{Source: in.Source, Key: in.Page.Key, Identity: in.Identity, Answers: in.Answers, Twin: in.Twin, Print: Print(in.Page)}
	if in.Page.Activity != nil {
		next.UID, next.Name = in.Page.Activity.UID, Name(in.Page.Title)
	}
	if next.Calendar = b.Calendar.after(r.Page, in.At); b.Calendar == nil {
		s.resume(next.Calendar, in)
	}
	if next.Base = b.Base; !again {
		if base, err = merge.NewBase(source); err == nil {
			next.Base, err = json.Marshal(base)
		}
		if err != nil {
			return nil, &Unfit{err}
		}
	}
	return r, s.replace(r, b, next, in, text)
}

// Adopt makes an import the new source of a page that came from another source, or under another key. False says that the page
// has another source already.
func (s *Store) Adopt(was Imported, in *Import) bool {
	from := origin{was.Source, was.Key}
	b := s.bundles[from]
	if b == nil || path.Join(b.path, indexName) != was.Path {
		return false
	}
	delete(s.bundles, from)
	s.bundles[origin{in.Source, in.Page.Key}] = b
	return true
}

// replace gives the bundle its new text, provenance and photos, and writes it when it is to differ from what is there.
func (s *Store) replace(r *Result, b *bundle, next provenance, in *Import, text []byte) error {
	previous := b.Photos
	b.provenance = next
	s.bundles[origin{b.Source, b.Key}], s.taken[b.path] = b, true
	files := map[string][]byte{indexName: text}
	photos, err := s.photosOf(b.path, previous, in, r.Page)
	if err != nil {
		return err
	}
	b.Photos = nil
	for _, p := range photos {
		b.Photos = append(b.Photos, p.PagePhoto)
	}
	s.notePhotos(b)
	prov, err := json.MarshalIndent(b.provenance, "", "  ")
	if err != nil {
		return err
	}
	var published []string
	for _, p := range photos {
		switch v := s.judge(b.path, r.Page, p.File, in.Day); {
		case v.OK() && p.Data != nil:
			files[p.File] = p.Data
			published = append(published, p.File)
		case v.Gone: // no copy is kept
			published = append(published, p.File)
		default:
			if err := s.isolate(p); err != nil {
				return err
			}
		}
	}
	if r.Outcome == Changed {
		same, err := s.holds(b.path, files, previous)
		if err != nil {
			return err
		}
		if same {
			r.Outcome = Unchanged
		}
	}
	files[ProvenanceName] = append(prov, '\n')
	if r.Outcome == Unchanged {
		if same, err := s.holds(b.path, files, nil); err != nil || same {
			return err
		}
	}
	if s.DryRun {
		return nil
	}
	if err := s.write(b.path, files, previous); err != nil {
		return err
	}
	for _, name := range published { // so that the quarantine holds just what is withheld and may come back
		if err := os.Remove(filepath.Join(s.quarantine, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// photosOf gives the photos of a page: those of the source, and those that the source dropped and a person kept.
func (s *Store) photosOf(dir string, previous []PagePhoto, in *Import, p *page.Page) ([]ImportPhoto, error) {
	photos := slices.Clone(in.Photos)
	for _, old := range previous {
		if slices.ContainsFunc(in.Photos, func(ph ImportPhoto) bool { return ph.File == old.File }) ||
			!slices.ContainsFunc(p.Photos, func(ph *page.Photo) bool { return ph.File == old.File }) {
			continue
		}
		master, err := os.ReadFile(s.file(dir, old.File))
		if errors.Is(err, fs.ErrNotExist) {
			master, err = os.ReadFile(filepath.Join(s.quarantine, old.File))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err == nil {
			photos = append(photos, ImportPhoto{old, master})
		}
	}
	return photos, nil
}

// judge says whether a photo is on the page in a folder and may be seen.
func (s *Store) judge(dir string, p *page.Page, file, day string) page.Verdict {
	for _, ph := range p.Photos {
		if ph.File == file {
			return s.rules.Of(dir).Judge(p, ph, day)
		}
	}
	return page.Verdict{State: page.StateMissing}
}

// isolate puts the master of a photo that may not be published in quarantine.
func (s *Store) isolate(p ImportPhoto) error {
	if s.DryRun || p.Data == nil {
		return nil
	}
	_, err := atomic.WriteFile(filepath.Join(s.quarantine, p.File), p.Data)
	return err
}

// withdraw takes the masters of photos that may not be published any more out of a page that cannot be read. Without a
// master nothing is shown.
func (s *Store) withdraw(b *bundle, in *Import) error {
	for _, p := range in.Photos {
		master := s.file(b.path, p.File)
		v := s.judge(b.path, in.Page, p.File, in.Day)
		if _, err := os.Lstat(master); v.OK() || s.DryRun || err != nil {
			continue
		}
		if !v.Gone {
			if err := s.isolate(p); err != nil {
				return err
			}
		}
		if err := os.Remove(master); err != nil {
			return err
		}
	}
	return nil
}

// Place gives the folder under content/ where a page is, or will be: one that no other page has.
func (s *Store) Place(in *Import) string {
	from := origin{in.Source, in.Page.Key}
	if b := s.bundles[from]; b != nil {
		return b.path
	}
	if dir, ok := s.placed[from]; ok {
		return dir
	}
	base := path.Join(in.Municipality, in.Page.Kind.Section(), in.Page.Address())
	for n := max(1, s.numbers[base]); ; n++ {
		name := base
		if n > 1 {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		if s.isFree(name) {
			s.taken[name], s.placed[from], s.numbers[base] = true, name, n
			return name
		}
	}
}

// isFree reports whether nothing has a path yet: no bundle, no page in a file of its own, and no device of Windows.
func (s *Store) isFree(name string) bool {
	_, dirErr := os.Lstat(s.file(name))
	_, fileErr := os.Lstat(s.file(name + ".md"))
	return errors.Is(dirErr, fs.ErrNotExist) && errors.Is(fileErr, fs.ErrNotExist) && !s.taken[name] && !device.MatchString(path.Base(name))
}

var device = regexp.MustCompile(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
