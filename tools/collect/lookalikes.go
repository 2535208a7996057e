package collect

import (
	"bytes"
	"cmp"
	"context"
	"image/jpeg"
	"os"
	"path"
	"slices"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/store"
)

// lookalikes finds photos that are on the site already, though their bytes differ. It reads which photos there are when the
// first new one comes.
type lookalikes struct {
	store  *store.Store
	codec  *photo.Codec
	prints []alike.Print // looked through one by one: 100,000 take a millisecond
	files  []string      // of each print, each once
	known  map[string]bool
}

// lookalike is a photo that may be the same as another.
type lookalike struct {
	file     string
	on       *store.Imported // the page that has it; nil when it is the page of the other photo itself
	distance int             // see package alike
	refused  string          // why it may not be on the site, when people said that; "" when they did not
}

// load reads the photos of the site, once. Those that an earlier version of opladers brought in get their prints now.
func (l *lookalikes) load(ctx context.Context) error {
	if l.known != nil {
		return nil
	}
	err := l.store.Imprint(func(master []byte) (*alike.Print, error) { return l.imprint(master), ctx.Err() })
	if err != nil {
		return err
	}
	l.known = map[string]bool{}
	for _, p := range l.store.Photos() {
		l.add(p)
	}
	return nil
}

// add adds a photo. It may leave the site later: where it is, the store knows.
func (l *lookalikes) add(p store.Photo) {
	if l.known == nil || l.known[p.File] || p.Print == nil {
		return
	}
	l.known[p.File] = true
	l.prints, l.files = append(l.prints, *p.Print), append(l.files, p.File)
}

// like gives the photos on pages in other folders than own that are like one. One with the same bytes counts where it is not
// shown: there somebody may have refused.
func (l *lookalikes) like(p store.Photo, own string) []lookalike {
	var out []lookalike
	for i, print := range l.prints {
		file := l.files[i]
		if file != p.File && !alike.Same(*p.Print, print) {
			continue
		}
		for _, on := range l.store.WithPhoto(file) {
			dir := path.Dir(on.Path)
			if dir == own {
				continue
			}
			found := lookalike{file: file, on: &on}
			if file != p.File {
				found.distance = alike.Distance(*p.Print, print)
			}
			if _, err := os.Lstat(l.store.File(path.Join(dir, file))); err != nil {
				found.refused = refusal(l.store, on, file)
			}
			if file != p.File || found.refused != "" {
				out = append(out, found)
			}
		}
	}
	return out
}

// elsewhere reports whether a photo is on a page in another folder too.
func (l *lookalikes) elsewhere(file, own string) bool {
	return slices.ContainsFunc(l.store.WithPhoto(file), func(i store.Imported) bool { return path.Dir(i.Path) != own })
}

// refusal says why a photo of a page may not be on the site, when people said so. That consent is not known yet is no refusal.
func refusal(s *store.Store, on store.Imported, file string) string {
	p, err := s.Page(on.Path)
	if err != nil {
		return ""
	}
	i := slices.IndexFunc(p.Photos, func(ph *page.Photo) bool { return ph.File == file })
	if i < 0 {
		return ""
	}
	switch ph := p.Photos[i]; {
	case isRefused(ph) && ph.Consent.Status == page.ConsentWithdrawn:
		return "is de toestemming ingetrokken"
	case isRefused(ph), !ph.NoPersons && declined(on.Answers[page.AboutConsent+file]):
		return "is gezegd dat zij niet op de site mag"
	}
	return ""
}

// foremost gives the one that matters most: a photo that may not be on the site, else the one that is most like it.
func foremost(list []lookalike) lookalike {
	return slices.MinFunc(list, func(a, b lookalike) int {
		if (a.refused != "") != (b.refused != "") {
			if a.refused != "" {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.dir(), b.dir()), cmp.Compare(a.file, b.file))
	})
}

// dir is the folder, under content/, of the page that has a photo; "" when it is the page of the other photo itself.
func (l lookalike) dir() string {
	if l.on == nil {
		return ""
	}
	return path.Dir(l.on.Path)
}

// imprint makes the print of a master. One that cannot be read has too little to know it by.
func (l *lookalikes) imprint(master []byte) *alike.Print {
	print := alike.Print{}
	if small, err := l.codec.Thumbnail(master, thumbnail); err == nil {
		if img, err := jpeg.Decode(bytes.NewReader(small)); err == nil {
			print = alike.Hash(img)
		}
	}
	return &print
}
