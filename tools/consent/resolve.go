package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/store"
)

// form is a form of a municipality.
type form struct{ municipality, key string }

// want is what a person named.
type want struct {
	ids    map[string]form // photos, and the form because of which; the zero form when none
	forms  map[form]bool
	prints map[string]*alike.Print // of the photos, as far as they are known
}

// finder finds what people name.
type finder struct {
	*Options
	store  *store.Store
	rules  *store.Rules
	pages  []store.PhotoPage
	prints map[string]store.Photo // by file
}

func (o *Options) finder(s *store.Store) (*finder, []notice.Notice, error) {
	pages, notices, err := store.PhotoPages(o.Site)
	return &finder{Options: o, store: s, rules: s.Rules(), pages: pages, prints: s.Prints()}, notices, err
}

// maxPicture is how large a picture that somebody shows may be, in bytes.
const maxPicture = 100 << 20

// resolveAll finds what all the names mean together.
func (f *finder) resolveAll(names []string) (*want, error) {
	w := &want{ids: map[string]form{}, forms: map[form]bool{}, prints: map[string]*alike.Print{}}
	for _, name := range names {
		if err := f.resolve(name, w); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// resolve finds out what a name means: a photo by its file or address, a picture on disk, a page with or without the number of a photo
// (zutphen/verhalen/soep#2), or a form.
func (f *finder) resolve(name string, w *want) error {
	name = strings.TrimSpace(name)
	at := name
	if u, err := url.Parse(name); err == nil && u.Scheme != "" && u.Host != "" { // copied from a browser
		if at = strings.TrimPrefix(u.Path, "/"); u.Fragment != "" {
			at += "#" + u.Fragment
		}
	}
	if id := photoID(path.Base(filepath.ToSlash(at))); id != "" && f.knows(id) {
		w.ids[id] = form{}
		return nil
	}
	if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && photo.IsName(name) {
		return f.shown(name, info.Size(), w)
	}
	if found, err := f.onPage(at, w); found || err != nil {
		return err
	}
	return f.form(name, w)
}

// photoID gives the id in what somebody typed: a whole name, or only the id.
func photoID(name string) string { return store.PhotoID(strings.ToLower(name) + ".") }

// knows reports whether a photo is on a page, in quarantine or withdrawn.
func (f *finder) knows(id string) bool {
	if f.rules.Like(id, nil) != nil {
		return true
	}
	for _, ext := range []string{".jpg", ".png"} {
		if exists(filepath.Join(f.quarantine(), id+ext)) {
			return true
		}
	}
	return slices.ContainsFunc(f.pages, func(p store.PhotoPage) bool {
		return slices.ContainsFunc(p.Page.Photos, func(ph *page.Photo) bool { return store.PhotoID(ph.File) == id })
	})
}

// shown takes a picture that somebody has on disk: itself, and what looks like it.
func (f *finder) shown(name string, size int64, w *want) error {
	if size > maxPicture {
		return notice.Refuse(fmt.Sprintf("%s is groter dan %d MB.", name, maxPicture>>20), "Noem een kleinere kopie van de foto.")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return notice.Unreadable(err, name)
	}
	if _, err := photo.Memory(data); err != nil {
		return notice.From(err, name)
	}
	id, print := photo.ID(data), f.print(data)
	w.ids[id] = form{}
	w.prints[id] = &print
	return nil
}

// onPage takes the photos of a page, or one of them.
func (f *finder) onPage(name string, w *want) (found bool, err error) {
	dir, number, one := strings.Cut(name, "#")
	dir = strings.Trim(path.Clean("/"+filepath.ToSlash(dir)), "/")
	dir = strings.TrimPrefix(dir, "content/")
	for _, p := range f.pages {
		own := path.Dir(p.Path)
		if base := path.Base(p.Path); base != "index.md" && base != "_index.md" && !strings.Contains(base, "index.") {
			own = strings.TrimSuffix(p.Path, ".md")
		}
		if dir != own && dir != p.Path || dir == "" {
			continue
		}
		found = true
		photos := p.Page.Photos
		if one {
			n, err := strconv.Atoi(number)
			if err != nil || n < 1 || n > len(photos) {
				return true, notice.Refuse(fmt.Sprintf("Op de pagina %s is geen foto %s.", dir, number), fmt.Sprintf("Er staan %d foto's op. Kijk met: opladers consent list", len(photos)))
			}
			photos = photos[n-1 : n]
		}
		for _, ph := range photos {
			id := store.PhotoID(ph.File)
			if id == "" {
				return true, notice.Refuse(fmt.Sprintf("De foto %s op %s is niet door opladers gemaakt.", ph.File, dir), "Haal hem zelf uit de map van de pagina: hij staat niet op de site.")
			}
			w.ids[id] = form{}
		}
	}
	return found, nil
}

// form takes a form, with all its photos.
func (f *finder) form(name string, w *want) error {
	key := page.FormKey(name)
	forms := map[form]bool{}
	photos := map[string]form{}
	for _, p := range f.pages {
		municipality := f.municipality(p.Path)
		own := form{municipality, key}
		for _, ph := range p.Page.Photos {
			id := store.PhotoID(ph.File)
			listed := f.rules.Of(p.Path).Forms[key]
			if ph.Consent != nil && slices.Contains(page.FormKeys(ph.Consent.Ref), key) || listed != nil && municipality != "" && slices.Contains(listed.Photos, id) {
				forms[own] = true
				if id != "" {
					photos[id] = own
				}
			}
		}
	}
	for _, m := range f.store.Municipalities {
		if f.rules.Of(m.Slug).Forms[key] != nil {
			forms[form{m.Slug, key}] = true
		}
	}
	if f.Municipality != "" {
		maps.DeleteFunc(forms, func(fm form, _ bool) bool { return fm.municipality != f.Municipality })
		maps.DeleteFunc(photos, func(_ string, fm form) bool { return fm.municipality != f.Municipality })
	}
	switch len(forms) {
	case 0:
		return notice.Refuse(fmt.Sprintf("%s is geen foto, pagina of formulier van deze site.", name),
			"Kijk met: opladers consent list. Noem een foto (1f0c5a2b3c4d5e6f.jpg), een pagina (zutphen/verhalen/soep of zutphen/verhalen/soep#2), een formulier (2026-14) of een bestand met de foto.")
	case 1:
		maps.Copy(w.forms, forms)
		maps.Copy(w.ids, photos)
		return nil
	}
	var names []string
	for fm := range forms {
		names = append(names, fm.municipality)
	}
	slices.Sort(names)
	return notice.Refuse(fmt.Sprintf("Het formulier %s is er in meer gemeenten: %s.", name, strings.Join(names, ", ")), "Zeg met --gemeente welke u bedoelt.")
}

func (f *finder) municipality(name string) string {
	m, _, _ := strings.Cut(name, "/")
	if !f.rules.Has(m) {
		return ""
	}
	return m
}

// masters gives the paths of the masters of a photo.
func (f *finder) masters(id string) (out []string) {
	dirs := []string{f.quarantine()}
	for _, p := range f.pages {
		dirs = append(dirs, filepath.Join(f.Site, "content", filepath.FromSlash(path.Dir(p.Path))))
	}
	for _, dir := range dirs {
		for _, ext := range []string{".jpg", ".png"} {
			if file := filepath.Join(dir, id+ext); exists(file) && !slices.Contains(out, file) {
				out = append(out, file)
			}
		}
	}
	return out
}

// know finds out what a photo looks like and the hash of its master, as far as anything of it is there.
func (f *finder) know(id string, print *alike.Print) store.Withdrawal {
	w := store.Withdrawal{Photo: id, Day: f.day(), Print: print}
	for _, ext := range []string{".jpg", ".png"} {
		if p := f.prints[id+ext]; w.Print == nil {
			w.Print = p.Print
		}
	}
	for _, file := range f.masters(id) {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		sum := sha256.Sum256(data)
		w.Master = hex.EncodeToString(sum[:])
		if w.Print == nil {
			p := f.print(data)
			w.Print = &p
		}
	}
	if was := f.rules.Like(id, nil); was != nil && was.Photo == id {
		if w.Print == nil {
			w.Print = was.Print
		}
		if w.Master == "" {
			w.Master = was.Master
		}
	}
	return w
}
