package consent

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/store"
)

const (
	glance  = 320       // pixels: from how large a picture its print is made
	maxFile = 300 << 20 // bytes: what is larger is no picture that opladers wrote, and is only known by its name
)

// Targets are the photos that are looked for.
type Targets struct {
	IDs    map[string]bool            // of the pictures as they were sent
	Prints []alike.Print              // what they look like
	Hashes map[[sha256.Size]byte]bool // of bytes

	waiting map[string]bool // ids of those that may be in quarantine
}

func newTargets() Targets {
	return Targets{IDs: map[string]bool{}, Hashes: map[[sha256.Size]byte]bool{}, waiting: map[string]bool{}}
}

func (t *Targets) looks(print *alike.Print) {
	if print != nil && *print != (alike.Print{}) && !slices.Contains(t.Prints, *print) {
		t.Prints = append(t.Prints, *print)
	}
}

func (t *Targets) like(print alike.Print) bool {
	return slices.ContainsFunc(t.Prints, func(p alike.Print) bool { return alike.Same(p, print) })
}

// Hit is a file that holds one of the photos, or names one.
type Hit struct {
	Path  string `json:"path"`
	Names bool   `json:"names"` // it is no picture: it names one
	How   string `json:"how"`   // Dutch: by what it was known
	hash  [sha256.Size]byte
}

// place is a folder that is searched.
type place struct {
	dir   string
	names bool // files may not name the photo either: what visitors get
}

func (o *Options) places() []place {
	return []place{
		{filepath.Join(o.Site, PublicDir), true}, {filepath.Join(o.Site, "content"), false},
		{filepath.Join(o.Site, store.StateDir), false}, {o.Cache, false},
	}
}

// search looks through places for the photos. It gives how many files it looked at, and what it found, in order. A copy that only its
// look gives away adds its id to the targets, so that all that was made of it is found too.
func (o *Options) search(ctx context.Context, t *Targets, places []place) (hits []Hit, count int, err error) {
	for {
		known := len(t.IDs)
		if hits, count, err = o.once(ctx, t, places); err != nil {
			return nil, count, err
		}
		for _, h := range hits {
			t.Hashes[h.hash] = t.Hashes[h.hash] || !h.Names
			if id := store.PhotoID(filepath.Base(h.Path)); id != "" && !h.Names {
				t.IDs[id] = true
			}
		}
		if len(t.IDs) == known {
			return hits, count, nil
		}
	}
}

// derived is the name of a derivative: its photo, the size of its master in a cache, its crop, and its width.
var derived = regexp.MustCompile(`^([0-9a-f]{16})(?:\.\d+)?(-(?:[a-z]+-(?:[0-9a-f]{6}-)?)?)(\d+)\.(jpg|webp|avif)$`)

type candidate struct {
	path string
	size int64
	look bool // decode it
}

func (o *Options) once(ctx context.Context, t *Targets, places []place) (hits []Hit, count int, err error) {
	var all []candidate
	names := map[int]bool{} // which of them may not name a photo
	for _, p := range places {
		smallest := map[string]int{} // of the derivatives of one photo in one folder
		err := filepath.WalkDir(p.dir, func(file string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return nil // gone meanwhile
			}
			c := candidate{path: file, size: info.Size(), look: true}
			if m := derived.FindStringSubmatch(d.Name()); m != nil {
				key := filepath.Dir(file) + "\x00" + m[1] + m[2]
				was, again := smallest[key]
				c.look = m[4] != "avif" && (!again || c.size < all[was].size)
				if c.look {
					if again {
						all[was].look = false
					}
					smallest[key] = len(all)
				}
			}
			names[len(all)] = p.names
			all = append(all, c)
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	var mu sync.Mutex
	done := 0
	seen := map[[sha256.Size]byte]alike.Print{}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for i, c := range all {
		g.Go(func() error {
			if !alive(ctx) {
				return ctx.Err()
			}
			h, err := o.inspect(t, c, names[i], &mu, seen)
			mu.Lock()
			defer mu.Unlock()
			if h != nil {
				hits = append(hits, *h)
			}
			if done++; o.Progress != nil && done%100 == 0 {
				o.Progress(done, len(all))
			}
			return err
		})
	}
	err = g.Wait()
	slices.SortFunc(hits, func(a, b Hit) int { return strings.Compare(a.Path, b.Path) })
	return hits, len(all), err
}

// inspect looks at one file.
func (o *Options) inspect(t *Targets, c candidate, names bool, mu *sync.Mutex, seen map[[sha256.Size]byte]alike.Print) (*Hit, error) {
	if t.waiting[store.PhotoID(filepath.Base(c.path))] && filepath.Dir(c.path) == o.quarantine() {
		return nil, nil
	}
	var data []byte
	if c.size <= maxFile && (len(t.Hashes)+len(t.Prints) > 0 || names) {
		var err error
		if data, err = os.ReadFile(c.path); err != nil {
			return nil, missing(err)
		}
	}
	h := &Hit{Path: c.path, hash: sha256.Sum256(data)}
	_, unread := photo.Memory(data)
	picture := photo.IsName(c.path) || unread == nil
	switch {
	case t.Hashes[h.hash]:
		h.How = "dezelfde bytes"
	case !picture:
		if id := named(data, t.IDs); names && id != "" {
			h.Names, h.How = true, "noemt foto "+id
			return h, nil
		}
		return nil, nil
	case t.IDs[store.PhotoID(filepath.Base(c.path))]:
		h.How = "de naam van de foto"
	case t.IDs[photo.ID(data)]:
		h.How = "de foto zoals zij gestuurd is"
	case c.look && len(t.Prints) > 0:
		mu.Lock()
		print, ok := seen[h.hash]
		mu.Unlock()
		if !ok {
			print = o.print(data)
			mu.Lock()
			seen[h.hash] = print
			mu.Unlock()
		}
		if !t.like(print) {
			return nil, nil
		}
		h.How = "hoe de foto eruitziet"
	default:
		return nil, nil
	}
	return h, nil
}

// missing takes a file that went meanwhile for nothing.
func missing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// print makes the print of a picture; the zero one of what cannot be read.
func (o *Options) print(data []byte) alike.Print {
	small, err := o.Codec.Thumbnail(data, glance)
	if err != nil {
		return alike.Print{}
	}
	img, err := jpeg.Decode(bytes.NewReader(small))
	if err != nil {
		return alike.Print{}
	}
	return alike.Hash(img)
}

// named finds the id of a photo in a text.
func named(data []byte, ids map[string]bool) string {
	run := 0
	for i := 0; i <= len(data); i++ {
		if i < len(data) && (data[i] >= '0' && data[i] <= '9' || data[i] >= 'a' && data[i] <= 'f') {
			run++
			continue
		}
		for at := i - run; at+16 <= i; at++ {
			if id := string(data[at : at+16]); ids[id] {
				return id
			}
		}
		run = 0
	}
	return ""
}
