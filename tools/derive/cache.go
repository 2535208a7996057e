package derive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/photo"
)

const (
	cacheDir = "foto" // in the cache

	// A file that is used gets a new time when its own is older than fresh, so that one whose time is older than stale
	// was used by nobody, in no site and by no process.
	fresh = 7 * 24 * time.Hour
	stale = 60 * 24 * time.Hour
	// abandoned is when a temporary file must be of a process that was killed.
	abandoned = 24 * time.Hour
)

// files lists the derivatives of a photo and where each stands in the cache.
func (o *Options) files(p Photo) []File {
	var out []File
	for _, d := range o.Plan(p.Width, p.Height, p.Focus, p.Crops) {
		name := p.ID + d.Suffix
		if p.Only == "" || p.Only == name {
			key := o.key(p, d)
			out = append(out, File{Derivative: d, Name: name, Key: key, Path: filepath.Join(o.Cache, cacheDir, filepath.FromSlash(key))})
		}
	}
	return out
}

// Cached lists the derivatives of photos and tells those that the cache has from those that it lacks.
func Cached(photos []Photo, o Options) (has, lacks []File) {
	for _, p := range photos {
		files := o.files(p)
		m := missing(files)
		lacks = append(lacks, m...)
		for _, f := range files {
			if !slices.ContainsFunc(m, func(other File) bool { return other.Name == f.Name }) {
				has = append(has, f)
			}
		}
	}
	return has, lacks
}

// key names a derivative by all that decides its bytes.
func (o *Options) key(p Photo, d photo.Derivative) string {
	from, id := "bron", p.ID
	if o.Masters {
		from, id = "foto", fmt.Sprintf("%s.%d", p.ID, p.Size)
	}
	return fmt.Sprintf("%s%s-%s-q%d-%d/%s/%s", from, photo.Version, o.Codec.Encoder(d.Format), o.Quality, d.Shrink, id[:2], id+d.Suffix)
}

// missing gives the files that the cache lacks, and marks the others as used.
func missing(files []File) []File {
	var out []File
	for _, f := range files {
		info, err := os.Stat(f.Path)
		if err != nil || info.Size() == 0 {
			out = append(out, f)
			continue
		}
		used(f.Path, info)
	}
	return out
}

// used keeps a file of the cache from Prune.
func used(path string, info os.FileInfo) {
	if now := time.Now(); now.Sub(info.ModTime()) > fresh {
		_ = os.Chtimes(path, now, now) // another's cache that is read only is his to prune
	}
}

// Prune removes the derivatives that nobody used for stale, at most once a day. It returns how many.
func Prune(cache string) (int, error) {
	root := filepath.Join(cache, cacheDir)
	stamp := filepath.Join(root, ".opgeruimd")
	now := time.Now()
	if info, err := os.Stat(stamp); err == nil && now.Sub(info.ModTime()) < 24*time.Hour {
		return 0, nil
	}
	n := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) { // another process prunes too
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := os.Stat(path) // now, and not when the folder was read: it may have been used since
		if err != nil {
			return nil
		}
		age := now.Sub(info.ModTime())
		if age > stale || age > abandoned && strings.HasPrefix(d.Name(), atomic.Prefix) {
			if os.Remove(path) == nil {
				n++
			}
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	if err := os.MkdirAll(root, 0o755); err != nil {
		return n, err
	}
	return n, os.WriteFile(stamp, nil, 0o644)
}

// Copy puts derivatives into the folder dir. One that the folder previous has already is linked from there: its name
// says what is in it. Others are copied from the cache, sharing their blocks where the file system can.
func Copy(dir, previous string, files []File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var g errgroup.Group
	g.SetLimit(2 * runtime.GOMAXPROCS(0)) // they wait for the disk
	for _, f := range files {
		g.Go(func() error {
			to := filepath.Join(dir, f.Name)
			if asLong(to, f.Path) || asLong(filepath.Join(previous, f.Name), f.Path) && os.Link(filepath.Join(previous, f.Name), to) == nil {
				return nil
			}
			return copyFile(to, f.Path)
		})
	}
	return g.Wait()
}

// asLong reports whether the file has is there and as long as the original: its name says what is in it.
func asLong(has, original string) bool {
	a, err := os.Stat(has)
	if err != nil {
		return false
	}
	b, err := os.Stat(original)
	return err == nil && a.Size() == b.Size()
}

// copyFile copies by way of a temporary file, so that to is whole or not there.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), atomic.Prefix+"nieuw-*")
	if err != nil {
		return err
	}
	_, err = out.ReadFrom(in)
	err = errors.Join(err, out.Chmod(0o644), out.Close())
	if err == nil {
		err = os.Rename(out.Name(), to)
	}
	if err != nil {
		os.Remove(out.Name())
	}
	return err
}
