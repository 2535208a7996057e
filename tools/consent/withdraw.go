package consent

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/read"
	"mijnopladers.nl/opladers/tools/store"
)

// Result is what Withdraw or Expire took away, or would.
type Result struct {
	Photos  []string        `json:"photos"`  // ids
	Forms   []string        `json:"forms"`   // municipality/form
	Pages   []string        `json:"pages"`   // paths under content/ of the pages that showed them
	Removed []string        `json:"removed"` // paths of files
	Kept    []string        `json:"kept"`    // ids of photos that wait in quarantine, because consent may be renewed
	Sources []string        `json:"sources"` // of the inbox, that still have them
	Notices []notice.Notice `json:"notices"`
	Targets Targets         `json:"-"` // what Prove looks for
}

func newResult() *Result {
	return &Result{
		Photos: []string{}, Forms: []string{}, Pages: []string{}, Removed: []string{}, Kept: []string{}, Sources: []string{}, Notices: []notice.Notice{}, Targets: newTargets(),
	}
}

// Withdraw takes away for good what is named. A name that means nothing takes nothing away. See the package comment.
func Withdraw(ctx context.Context, o Options, names []string) (*Result, error) {
	s, unlock, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	f, notices, err := o.finder(s)
	if err != nil {
		return nil, err
	}
	w, err := f.resolveAll(names)
	if err != nil {
		return nil, err
	}
	r := newResult()
	r.Notices = append(r.Notices, notices...)
	for id := range w.ids {
		r.Targets.add(f.know(id, w.prints[id]))
	}
	for _, d := range f.rules.Withdrawn() { // a run that was killed knew more copies than are left
		if d.Spared && !r.Targets.IDs[d.Photo] {
			r.Targets.spared[d.Photo] = true
		} else if d.Photo != "" && d.Print != nil && r.Targets.like(*d.Print) {
			w.ids[d.Photo] = form{key: d.Form}
			r.Targets.add(d)
		}
	}
	if err := f.remember(w, &r.Targets); err != nil { // first, so that nothing comes back from now on
		return nil, err
	}
	if err := o.unpublish(r); err != nil {
		return nil, err
	}
	hits, _, err := o.search(ctx, &r.Targets, o.places())
	if err != nil {
		return nil, err
	}
	for id := range r.Targets.IDs { // copies that were found by their look
		if _, known := w.ids[id]; !known && f.knows(id) {
			w.ids[id] = form{}
		}
	}
	if err := f.remember(w, &r.Targets); err != nil {
		return nil, err
	}
	if err := f.takeOut(w, r, hits); err != nil {
		return nil, err
	}
	for fm := range w.forms {
		r.Forms = append(r.Forms, path.Join(fm.municipality, fm.key))
	}
	if len(r.Removed)+len(r.Pages)+len(r.Forms) == 0 {
		r.Notices = append(r.Notices, notice.Notice{
			Level: notice.Advice, Text: "Deze foto stond nergens. Zij is wel onthouden: komt zij nog, dan komt zij niet op de site.",
			Hint: "Zoekt u een foto die wel op de site staat? Noem haar adres, of de pagina.",
		})
	}
	r.Photos = slices.AppendSeq(r.Photos, maps.Keys(w.ids))
	r.Sources = append(r.Sources, o.sources(s, r.Targets.IDs)...)
	o.shorten(r)
	if o.DryRun {
		return r, nil
	}
	return r, collect.Forget(o.Site)
}

// Reinstate lets photos and forms that were withdrawn come back at the next collect, when their source still has them and consent is
// known. A photo that is kept away only because it looks like a withdrawn one is let through alone. It gives the ids and forms.
func Reinstate(ctx context.Context, o Options, names []string) ([]string, error) {
	s, unlock, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	f, _, err := o.finder(s)
	if err != nil {
		return nil, err
	}
	w, err := f.resolveAll(names)
	if err != nil {
		return nil, err
	}
	t := newTargets()
	for id := range w.ids {
		t.add(f.know(id, w.prints[id]))
	}
	out := []string{}
	for id := range w.ids { // one that only looks like what was withdrawn is spared; what was withdrawn stays so
		d := f.know(id, w.prints[id])
		if f.rules.Like(id, nil) != nil || f.rules.Like(id, d.Print) == nil {
			continue
		}
		delete(t.IDs, id)
		t.Prints = slices.DeleteFunc(t.Prints, func(p alike.Print) bool { return d.Print != nil && p == *d.Print })
		if err := s.Withdraw(map[string][]store.Withdrawal{f.Municipality: {{Photo: id, Day: f.day(), Spared: true}}}); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	gone, err := s.Reinstate(func(municipality string, d store.Withdrawal) bool {
		if d.Spared {
			return false
		}
		if w.forms[form{municipality, d.Form}] {
			return true
		}
		return d.Photo != "" && (t.IDs[d.Photo] || d.Print != nil && t.like(*d.Print)) // of a copy, the withdrawal that keeps it away
	})
	if err != nil {
		return nil, err
	}
	for _, d := range gone {
		if d.Photo != "" {
			out = append(out, d.Photo)
		} else {
			out = append(out, "formulier "+d.Form)
		}
	}
	if len(out) == 0 {
		return nil, notice.Refuse("Hiervan is niets ingetrokken: "+strings.Join(names, ", ")+".", "Kijk met: opladers consent list")
	}
	slices.Sort(out)
	if o.DryRun {
		return out, nil
	}
	return out, collect.Forget(o.Site)
}

// open locks the site and reads its content.
func (o *Options) open(ctx context.Context) (*store.Store, func(), error) {
	unlock := func() {}
	if !o.DryRun {
		var err error
		if unlock, err = store.Lock(ctx, o.Site, o.Waiting); err != nil {
			return nil, nil, err
		}
	}
	s, err := store.Open(o.Site)
	if err == nil && o.Municipality != "" && s.Municipality(o.Municipality) == nil {
		err = unknown(o.Municipality)
	}
	if err != nil {
		unlock()
		return nil, nil, err
	}
	s.DryRun = o.DryRun
	return s, unlock, nil
}

// add has the targets know a photo.
func (t *Targets) add(w store.Withdrawal) {
	t.IDs[w.Photo] = true
	t.looks(w.Print)
	if sum, err := hex.DecodeString(w.Master); err == nil && len(sum) == sha256.Size {
		t.Hashes[[sha256.Size]byte(sum)] = true
	}
}

// remember notes the withdrawal of all photos and forms, each in the municipalities that have it.
func (f *finder) remember(w *want, t *Targets) error {
	list := map[string][]store.Withdrawal{}
	for fm := range w.forms {
		list[fm.municipality] = append(list[fm.municipality], store.Withdrawal{Form: fm.key, Day: f.day()})
	}
	for _, id := range slices.Sorted(maps.Keys(w.ids)) {
		d := f.know(id, w.prints[id])
		t.add(d)
		d.Form = w.ids[id].key
		where := w.ids[id].municipality
		for _, p := range f.pages {
			if where == "" && slices.ContainsFunc(p.Page.Photos, func(ph *page.Photo) bool { return store.PhotoID(ph.File) == id }) {
				where = f.municipality(p.Path)
			}
		}
		if where == "" {
			where = f.Municipality
		}
		list[where] = append(list[where], d)
	}
	for _, all := range list {
		slices.SortFunc(all, func(a, b store.Withdrawal) int { return strings.Compare(a.Photo+a.Form, b.Photo+b.Form) })
	}
	return f.store.Withdraw(list)
}

// unpublish takes the derivatives that are known by their names away from what visitors see, before anything takes time.
func (o *Options) unpublish(r *Result) error {
	entries, err := os.ReadDir(filepath.Join(o.Site, PublicDir, "foto"))
	if err != nil {
		return missing(err)
	}
	for _, e := range entries {
		if r.Targets.IDs[store.PhotoID(e.Name())] {
			file := filepath.Join(o.Site, PublicDir, "foto", e.Name())
			if data, err := os.ReadFile(file); err == nil { // so that a copy under another name is found
				r.Targets.Hashes[sha256.Sum256(data)] = true
			}
			if err := o.remove(r, file); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Options) remove(r *Result, file string) error {
	r.Removed = append(r.Removed, file)
	if o.DryRun {
		return nil
	}
	return missing(os.Remove(file))
}

// takeOut removes what was found, what visitors see first, and has the pages say so.
func (f *finder) takeOut(w *want, r *Result, hits []Hit) error {
	for _, pl := range f.places() {
		for _, h := range hits {
			if rel, err := filepath.Rel(pl.dir, h.Path); err != nil || !filepath.IsLocal(rel) || h.Names || slices.Contains(r.Removed, h.Path) {
				continue
			}
			if err := f.remove(r, h.Path); err != nil {
				return err
			}
		}
		if pl.dir == filepath.Join(f.Site, "content") {
			if err := f.refuse(w, r); err != nil {
				return err
			}
		}
	}
	return f.letters(r)
}

// refuse has all pages say that consent was withdrawn.
func (f *finder) refuse(w *want, r *Result) error {
	ids := map[string]bool{}
	for id := range w.ids {
		ids[id] = true
	}
	for _, p := range f.pages {
		if !slices.ContainsFunc(p.Page.Photos, func(ph *page.Photo) bool { return ids[store.PhotoID(ph.File)] }) {
			continue
		}
		r.Pages = append(r.Pages, p.Path)
		if _, err := f.store.Refuse(p.Path, f.at(), ids); err != nil {
			var disk *os.PathError
			if errors.As(err, &disk) {
				return err
			}
			n := notice.From(err, "content/"+p.Path) // without its master it is not shown
			n.Level = notice.Warning
			r.Notices = append(r.Notices, n)
		}
	}
	return nil
}

// letters removes our copies of mails that have one of the photos. They come back when the mail is still in the mailbox: that is for a
// person.
func (f *finder) letters(r *Result) error {
	if !slices.ContainsFunc(f.store.Sources(r.Targets.IDs), func(s string) bool { return strings.HasPrefix(s, "post/") }) {
		return nil
	}
	letters, err := filepath.Glob(filepath.Join(f.Site, store.StateDir, "post", "*", "*.eml"))
	if err != nil {
		return err
	}
	for _, file := range letters {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if !f.has(data, &r.Targets) {
			continue
		}
		if err := f.remove(r, file); err != nil {
			return err
		}
	}
	return nil
}

// has reports whether a mail has one of the photos. A mail on which the reader fails has none that a page could show.
func (f *finder) has(letter []byte, t *Targets) (found bool) {
	defer func() { _ = recover() }()
	pages, _, err := read.Read(page.Source{Name: "mail.eml", Data: letter})
	return err == nil && slices.ContainsFunc(pages, func(p *page.Page) bool {
		return slices.ContainsFunc(p.Photos, func(ph *page.Photo) bool {
			return t.IDs[photo.ID(ph.Data)] || len(t.Prints) > 0 && t.like(f.print(ph.Data))
		})
	})
}

func (r *Result) sort() {
	for _, list := range []*[]string{&r.Photos, &r.Forms, &r.Pages, &r.Removed, &r.Kept, &r.Sources} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
}
