package build

import (
	"path"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/store"
)

// forever is the last day of a photo of which no last day is known.
const forever = "9999-12-31"

// shown are the photos that may be on the website, with the last day on which (2006-01-02), by their paths under content/ in lower case,
// because Hugo writes all keys so. What is not in it is not shown: templates (foto/mag.html) and Go both ask it, so that there is one
// rule, that of page.Rules.
type shown map[string]string

// photosToShow works out which photos may be shown at now. Of a photo that two pages in one folder have, translations of each other,
// both must allow it.
func photosToShow(site string, now time.Time) (shown, []notice.Notice, error) {
	rules, err := store.ReadRules(site)
	if err != nil {
		return nil, nil, err
	}
	pages, notices, err := store.PhotoPages(site)
	if err != nil {
		return nil, nil, err
	}
	out, refused := shown{}, map[string]bool{}
	for _, p := range pages {
		for _, ph := range p.Page.Photos {
			key := shownKey(path.Dir(p.Path), ph.File)
			v := rules.Of(p.Path).Judge(p.Page, ph, now.Format(time.DateOnly))
			last := v.Last
			if last == "" {
				last = forever
			}
			if was, ok := out[key]; !ok || last < was {
				out[key] = last
			}
			refused[key] = refused[key] || !v.OK() || path.Base(ph.File) != ph.File
		}
	}
	for key, no := range refused {
		if no {
			delete(out, key)
		}
	}
	return out, notices, nil
}

func shownKey(dir, file string) string { return strings.ToLower(path.Join(dir, file)) }

// has reports whether a photo in a folder on disk may be shown.
func (s shown) has(site, dir, file string) bool {
	rel, err := filepath.Rel(filepath.Join(site, "content"), dir)
	return err == nil && s[shownKey(filepath.ToSlash(rel), file)] != ""
}

// page is how templates read it.
func (s shown) page() map[string]any {
	return map[string]any{"gegevens/fotos.md": map[string]any{
		"title": "Foto's", "build": map[string]string{"render": "never", "list": "never"}, "mogen": s,
	}}
}

// shows reports whether a derivative, by its file name, is of a photo that may be shown somewhere.
func (s shown) shows(derivative string) bool {
	id, _, _ := strings.Cut(derivative, "-")
	for file := range s {
		if name := path.Base(file); strings.TrimSuffix(name, path.Ext(name)) == id {
			return true
		}
	}
	return false
}
