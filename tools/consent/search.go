package consent

import (
	"context"
	"crypto/sha256"
	"errors"
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

// maxFile is how large a file may be, in bytes, to be read: what is larger opladers did not write, and is only known by its name.
const maxFile = 300 << 20

// Targets are the photos that are looked for.
type Targets struct {
	IDs    map[string]bool            // of the pictures as they were sent
	Prints []alike.Print              // what they look like
	Hashes map[[sha256.Size]byte]bool // of bytes

	waiting map[string]bool // ids of those that may be in quarantine
	spared  map[string]bool // ids of photos that only look like one of these
}

func newTargets() Targets {
	return Targets{IDs: map[string]bool{}, Hashes: map[[sha256.Size]byte]bool{}, waiting: map[string]bool{}, spared: map[string]bool{}}
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
// look gives away adds its id and its bytes to the targets, so that all that was made of it is found too.
func (o *Options) search(ctx context.Context, t *Targets, places []place) (hits []Hit, count int, err error) {
	files, err := o.facts(ctx, t, places)
	if err != nil {
		return nil, len(files), err
	}
	for again := true; again; {
		again = false
		for i := range files {
			f := &files[i]
			if f.how == "" {
				f.how = t.knows(f)
				again = again || f.how != ""
			}
		}
	}
	for i := range files {
		f := &files[i]
		switch {
		case t.waiting[f.id] && filepath.Dir(f.path) == o.quarantine():
		case f.how != "":
			hits = append(hits, Hit{Path: f.path, How: f.how})
		case f.text:
			data, err := os.ReadFile(f.path)
			if err != nil && missing(err) != nil {
				return nil, len(files), err
			}
			if id := named(data, t.IDs); id != "" {
				hits = append(hits, Hit{Path: f.path, Names: true, How: "noemt foto " + id})
			}
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return strings.Compare(a.Path, b.Path) })
	return hits, len(files), nil
}

// knows says by what a file is one of the photos, "" when it is none, and learns from it.
func (t *Targets) knows(f *fact) (how string) {
	switch {
	case f.read && t.Hashes[f.hash]:
		how = "dezelfde bytes"
	case !f.picture:
		return ""
	case t.IDs[f.id]:
		how = "de naam van de foto"
	case f.read && t.IDs[f.source]:
		how = "de foto zoals zij gestuurd is"
	case !t.spared[f.id] && t.like(f.print):
		how = "hoe de foto eruitziet"
	default:
		return ""
	}
	if f.id != "" {
		t.IDs[f.id] = true
	}
	if f.read {
		t.Hashes[f.hash] = true
	}
	return how
}

// derived is the name of a derivative: its photo, the size of its master in a cache, its crop, and its width.
var derived = regexp.MustCompile(`^([0-9a-f]{16})(?:\.\d+)?(-(?:[a-z]+-(?:[0-9a-f]{6}-)?)?)(\d+)\.(jpg|webp|avif)$`)

// fact is what is known of a file.
type fact struct {
	path    string
	size    int64
	id      string // of the photo, by its name
	look    bool   // decode it
	text    bool   // it may not name a photo
	picture bool
	read    bool              // the rest is known
	hash    [sha256.Size]byte // of its bytes
	source  string            // the id, when it is a picture as it was sent
	print   alike.Print       // zero when it was not decoded
	how     string            // by what it is one of the photos
}

// facts lists the files in places, and reads them when the targets are known by more than their names.
func (o *Options) facts(ctx context.Context, t *Targets, places []place) ([]fact, error) {
	var all []fact
	for _, p := range places {
		smallest := map[string]int{} // of the derivatives of one photo in one folder
		err := filepath.WalkDir(p.dir, func(file string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return missing(err)
			}
			info, err := d.Info()
			if err != nil {
				return nil // gone meanwhile
			}
			f := fact{path: file, size: info.Size(), look: true, id: store.PhotoID(d.Name()), picture: photo.IsName(file)}
			f.text = p.names && !f.picture
			if m := derived.FindStringSubmatch(d.Name()); m != nil {
				key := filepath.Dir(file) + "\x00" + m[1] + m[2]
				was, again := smallest[key]
				f.look = m[4] != "avif" && (!again || f.size < all[was].size)
				if f.look {
					if again {
						all[was].look = false
					}
					smallest[key] = len(all)
				}
			}
			all = append(all, f)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(t.Hashes)+len(t.Prints) == 0 {
		return all, nil
	}
	var mu sync.Mutex
	done := 0
	seen := map[[sha256.Size]byte]alike.Print{} // the cache and public/ have the same pictures
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for i := range all {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			err := o.read(&all[i], len(t.Prints) > 0, &mu, seen)
			mu.Lock()
			defer mu.Unlock()
			if done++; o.Progress != nil && done%100 == 0 {
				o.Progress(done, len(all))
			}
			return err
		})
	}
	return all, g.Wait()
}

// read finds out what a file is, and with looks also what it looks like.
func (o *Options) read(f *fact, looks bool, mu *sync.Mutex, seen map[[sha256.Size]byte]alike.Print) error {
	if f.size > maxFile {
		return nil
	}
	data, err := os.ReadFile(f.path)
	if err != nil {
		return missing(err)
	}
	if _, err := photo.Memory(data); err == nil {
		f.picture = true
	}
	f.read, f.hash = true, sha256.Sum256(data)
	if !f.picture {
		return nil
	}
	if f.source = photo.ID(data); !f.look || !looks {
		return nil
	}
	mu.Lock()
	print, ok := seen[f.hash]
	mu.Unlock()
	if !ok {
		print = o.print(data)
		mu.Lock()
		seen[f.hash] = print
		mu.Unlock()
	}
	f.print = print
	return nil
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
	print, err := o.Codec.Print(data)
	if err != nil {
		return alike.Print{}
	}
	return print
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
