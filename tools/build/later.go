package build

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/singleflight"

	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/store"
)

// Later are the derivatives that a built site still lacks: who shows the site makes each when it is asked for, and all of
// them when there is time.
type Later struct {
	site   string // folder
	dir    string // of the website
	day    string // 2006-01-02, of which the site is
	public os.FileInfo
	how    derive.Options
	photos []derive.Photo
	lacks  map[string]derive.Photo // by file name
	making singleflight.Group
}

func newLater(photos []derive.Photo, lacks []derive.File, how derive.Options) *Later {
	l := &Later{how: how, photos: photos, lacks: map[string]derive.Photo{}}
	l.how.Progress = nil
	byID := map[string][]derive.Photo{}
	for _, p := range photos {
		byID[p.ID] = append(byID[p.ID], p)
	}
	for _, f := range lacks {
		id, _, _ := strings.Cut(f.Name, "-")
		for _, p := range byID[id] { // the same photo can be there with more than one focus
			p.Only = f.Name
			if has, lacks := derive.Cached([]derive.Photo{p}, how); len(has)+len(lacks) > 0 {
				l.lacks[f.Name] = p
			}
		}
	}
	return l
}

// File gives the path of a derivative by its name, and makes it when it is not there yet; "" when the site has no such
// derivative.
func (l *Later) File(ctx context.Context, name string) (string, error) {
	p, ok := l.lacks[name]
	if !ok {
		return "", nil
	}
	path, err, _ := l.making.Do(name, func() (any, error) {
		made, err := derive.Make(ctx, []derive.Photo{p}, l.how)
		if err != nil {
			return "", err
		}
		if made[0].Err != nil || len(made[0].Files) == 0 {
			return "", made[0].Err
		}
		return made[0].Files[0].Path, nil
	})
	return path.(string), err
}

// Finish makes all that is lacking and puts it into the website, unless another run made a new one meanwhile.
func (l *Later) Finish(ctx context.Context) error {
	made, err := derive.Make(ctx, l.photos, l.how)
	if err != nil {
		return err
	}
	unlock, err := store.Lock(ctx, l.site, nil)
	if err != nil {
		return err
	}
	defer unlock()
	if now, err := os.Stat(l.dir); err != nil || !os.SameFile(now, l.public) {
		return err // what was published meanwhile is not ours to add to
	}
	refused, err := store.Refused(l.site, l.day) // consent may have been withdrawn meanwhile
	if err != nil {
		return err
	}
	var all []derive.File
	for _, m := range made {
		if m.Err == nil && refused[m.ID] == "" {
			all = append(all, m.Files...)
		}
	}
	return derive.Copy(filepath.Join(l.dir, PhotoDir), "", all)
}
