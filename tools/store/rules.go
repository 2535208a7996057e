package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/register"
)

// Withdrawal is a photo, or a form with all its photos, of which consent was withdrawn for good. They stand in herkomst.json of the
// municipality (those of pages of none in content/herkomst.json), so that no source brings the photo back: not under another name,
// nor resized or compressed again. It holds no more of the photo than what it takes to know it by.
type Withdrawal struct {
	Photo  string       `json:"foto,omitempty"`        // its id: of the picture as it was sent
	Master string       `json:"master,omitempty"`      // SHA-256 of its master, in hexadecimal
	Print  *alike.Print `json:"beeldafdruk,omitempty"` // what it looks like
	Form   string       `json:"formulier,omitempty"`   // page.FormKey; without a photo it is the form that was withdrawn
	Day    string       `json:"op"`                    // 2006-01-02
	Spared bool         `json:"mag_wel,omitempty"`     // the photo may be there, though it looks like one that was withdrawn
}

// Rules decide on the photos of a site.
type Rules struct {
	Notices []notice.Notice // rows of registers that do not count, and terms that nobody understands

	withdrawn      map[string][]Withdrawal // by municipality; "" for pages of none
	municipalities map[string]*page.Rules
	none           *page.Rules // for pages of no municipality
	removed        []string    // ids of photos that were only on pages that were removed for good
}

// Of gives what decides on the photos of a page, by its path under content/.
func (r *Rules) Of(name string) *page.Rules {
	municipality, _, _ := strings.Cut(name, "/")
	if own := r.municipalities[municipality]; own != nil {
		return own
	}
	return r.none
}

// Has reports whether there is a municipality of this name.
func (r *Rules) Has(municipality string) bool { return r.municipalities[municipality] != nil }

// Withdrawn lists what was withdrawn, in no order.
func (r *Rules) Withdrawn() []Withdrawal {
	var out []Withdrawal
	for _, list := range r.withdrawn {
		out = append(out, list...)
	}
	return out
}

// Like gives the withdrawn photo that a photo is a copy of, nil when there is none: itself, or one that it looks like and that nobody
// said to be another. print may be nil.
func (r *Rules) Like(id string, print *alike.Print) (like *Withdrawal) {
	for _, list := range r.withdrawn {
		for i, w := range list {
			switch {
			case w.Photo == "", w.Spared:
			case w.Photo == id:
				return &list[i]
			case print != nil && w.Print != nil && alike.Same(*w.Print, *print):
				like = &list[i]
			}
		}
	}
	if like != nil && r.Spared(id) {
		return nil
	}
	return like
}

// Spared reports a photo that may be there, though it looks like one that was withdrawn.
func (r *Rules) Spared(id string) bool {
	for _, list := range r.withdrawn {
		if slices.ContainsFunc(list, func(w Withdrawal) bool { return w.Photo == id && w.Spared && id != "" }) {
			return true
		}
	}
	return false
}

// ReadRules reads what decides on the photos of a site: the registers, the terms and the withdrawals of its municipalities. An error, a
// Dutch notice, is of what cannot be read: going on would publish what may not be.
func ReadRules(site string) (*Rules, error) {
	s, err := Unindexed(site)
	if err != nil {
		return nil, err
	}
	return s.rules, nil
}

// readRules reads the rules for the municipalities that the store has.
func (s *Store) readRules() error {
	r := &Rules{withdrawn: map[string][]Withdrawal{}, municipalities: map[string]*page.Rules{}}
	photos := map[string]string{}
	for _, municipality := range append(s.slugs(), "") {
		f, err := s.readMunicipal(municipality)
		if err != nil {
			return err
		}
		s.removed[municipality] = f.Removed
		r.withdrawn[municipality] = f.Withdrawn
		for _, gone := range f.Removed {
			if !gone.Back {
				r.removed = append(r.removed, gone.Photos...)
			}
		}
		for _, w := range f.Withdrawn {
			if w.Photo != "" && !w.Spared {
				photos[w.Photo] = w.Day
			}
		}
	}
	r.none = &page.Rules{Withdrawn: photos}
	for _, m := range s.Municipalities {
		own := &page.Rules{Withdrawn: photos, Retention: m.Page.Municipality.Privacy.RetentionOfPhotos()}
		if own.Retention.Problem != "" {
			r.Notices = append(r.Notices, notice.Notice{
				Level: notice.Warning, File: path.Join("content", m.Slug, sectionName), Text: own.Retention.Problem, Hint: "Schrijf bijvoorbeeld 2 jaar, 18 maanden of geen.",
			})
		}
		if err := s.readRegister(m.Slug, own, r); err != nil {
			return err
		}
		for _, w := range r.withdrawn[m.Slug] {
			if w.Photo == "" {
				own.Add(&page.Form{Consent: page.Consent{Ref: w.Form, Status: page.ConsentWithdrawn}, Gone: true})
			}
		}
		r.municipalities[m.Slug] = own
	}
	s.rules = r
	return nil
}

func (s *Store) slugs() []string {
	var out []string
	for _, m := range s.Municipalities {
		out = append(out, m.Slug)
	}
	return out
}

// readRegister reads the list of forms of a municipality, when it has one.
func (s *Store) readRegister(municipality string, own *page.Rules, r *Rules) error {
	name := path.Join("content", municipality, register.Name)
	data, err := os.ReadFile(s.file(municipality, register.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return notice.Unreadable(err, name)
	}
	forms, notices, err := register.Parse(data)
	if err != nil { // a withdrawn form may be in it
		return notice.From(err, name)
	}
	for _, f := range forms {
		own.Add(&f.Form)
	}
	for _, n := range notices {
		n.File = name
		r.Notices = append(r.Notices, n)
	}
	return nil
}

// readMunicipal reads herkomst.json of a municipality, or for "" that of the pages of none.
func (s *Store) readMunicipal(municipality string) (f municipalFile, err error) {
	name := path.Join(municipality, ProvenanceName)
	data, err := os.ReadFile(s.file(name))
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	if err != nil { // going on would bring back what was withdrawn
		return f, notice.Notice{
			Level: notice.Error, File: path.Join("content", name), Text: "Welke pagina's en foto's zijn weggehaald, is niet te lezen (" + err.Error() + ").",
			Hint: "Haal het bestand terug uit git.",
		}
	}
	return f, nil
}

// Rules gives what decides on the photos of the site.
func (s *Store) Rules() *Rules { return s.rules }

// PhotoPage is a page that has photos.
type PhotoPage struct {
	Path string // of its file under content/, with slashes
	Page *page.Page
}

// hasPhotos finds the key in front matter, as a page that has photos must have it.
var hasPhotos = regexp.MustCompile(`(?i)fotos["']?[ \t]*:`)

// PhotoPages lists the pages of a site that have photos, drafts and translations too, in order of their paths. The notices are of
// pages that cannot be read: their photos are not on the site.
func PhotoPages(site string) (pages []PhotoPage, notices []notice.Notice, err error) {
	content := os.DirFS(filepath.Join(site, "content"))
	var names []string
	err = fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") && name != "." && d.IsDir():
			return fs.SkipDir
		case !d.IsDir() && path.Ext(name) == ".md" && !strings.HasPrefix(d.Name(), "."):
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	parsed, errs := make([]*page.Page, len(names)), make([]error, len(names))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(names); i += workers {
				parsed[i], errs[i] = photoPage(content, names[i])
			}
		})
	}
	wg.Wait()
	for i, p := range parsed {
		var n notice.Notice
		switch err := errs[i]; {
		case errors.As(err, &n):
			n.File, n.Level, n.Text = "content/"+names[i], notice.Warning, n.Text+" De foto's van deze pagina staan daarom niet op de site."
			notices = append(notices, n)
		case err != nil:
			return nil, nil, err
		case p != nil:
			pages = append(pages, PhotoPage{names[i], p})
		}
	}
	return pages, notices, nil
}

// photoPage reads a page; nil when it has no photos. Of one that cannot be read the error is a notice.
func photoPage(content fs.FS, name string) (*page.Page, error) {
	data, err := fs.ReadFile(content, name)
	if err != nil || !hasPhotos.Match(data) {
		return nil, err
	}
	p, err := page.Parse(data)
	if err != nil {
		return nil, err
	}
	p.Photos = slices.DeleteFunc(p.Photos, func(ph *page.Photo) bool { return ph == nil })
	if len(p.Photos) == 0 {
		return nil, nil
	}
	return p, nil
}

// Refused gives the photos that may be on no page on a day (2006-01-02), by their ids, with the reason in Dutch.
func Refused(site, day string) (map[string]string, error) {
	rules, err := ReadRules(site)
	if err != nil {
		return nil, err
	}
	pages, _, err := PhotoPages(site)
	if err != nil {
		return nil, err
	}
	out, may := map[string]string{}, map[string]bool{}
	for _, id := range rules.removed {
		out[id] = "de pagina is voorgoed verwijderd"
	}
	for _, w := range rules.Withdrawn() {
		if w.Photo != "" {
			out[w.Photo] = "toestemming is ingetrokken"
		}
	}
	for _, p := range pages {
		for _, ph := range p.Page.Photos {
			id := strings.TrimSuffix(ph.File, path.Ext(ph.File))
			if v := rules.Of(p.Path).Judge(p.Page, ph, day); v.OK() {
				may[id] = true
			} else {
				out[id] = v.Why
			}
		}
	}
	maps.DeleteFunc(out, func(id, _ string) bool { return may[id] })
	return out, nil
}
