// Package derive makes the derivatives of many photos: the sizes and formats that visitors download.
//
// A photo is decoded once and all its sizes come from that one decode. The results stand in a
// content-addressed cache, named by the photo's id, the width, the quality and the encoder, so that a photo is
// never encoded twice; a warm run only asks whether the files are there. Photos are worked on side by side,
// within a budget of megapixels in memory and not a number of photos.
package derive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
)

// budget is how many pixels may be in memory at a time. A photo larger than that waits until it is alone.
const budget = 48_000_000

// Options say which derivatives to make, and where the cache is.
type Options struct {
	Widths   []int // pixels
	Formats  []photo.Format
	Quality  int // 1 to 100
	Codec    *photo.Codec
	Cache    string                // folder
	Progress func(done, total int) // may be nil
}

// Photo is a picture to derive from.
type Photo struct {
	ID    string
	Width int // pixels, upright; 0 when it is not known before decoding
	Open  func() ([]byte, error)
}

// File is one derivative.
type File struct {
	Name   string       `json:"file"` // <id>-<width>.<ext>
	Format photo.Format `json:"format"`
	Width  int          `json:"width"`
	Path   string       `json:"-"` // in the cache
}

// Make makes the derivatives of all photos that the cache lacks. It returns the files of each photo in the
// order of photos, and for each photo that failed its error. Only what stops all photos is an error of Make's
// own: a full disk, or the end of ctx.
func Make(ctx context.Context, photos []Photo, o Options) ([][]File, []error, error) {
	files := make([][]File, len(photos))
	failed := make([]error, len(photos))
	var done int
	var mu sync.Mutex
	memory := semaphore.NewWeighted(budget)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range photos {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			files[i], err = o.one(ctx, p, memory)
			var disk *os.PathError
			if errors.As(err, &disk) || ctx.Err() != nil {
				return err
			}
			failed[i] = err
			mu.Lock()
			defer mu.Unlock()
			if done++; o.Progress != nil {
				o.Progress(done, len(photos))
			}
			return nil
		})
	}
	return files, failed, g.Wait()
}

// one gives the derivatives of one photo, and makes those that the cache lacks.
func (o *Options) one(ctx context.Context, p Photo, memory *semaphore.Weighted) ([]File, error) {
	if p.Width > 0 {
		if files := o.files(p.ID, p.Width); cached(files) {
			return files, nil
		}
	}
	data, err := p.Open()
	if err != nil {
		return nil, notice.Refuse("De foto kan niet gelezen worden ("+err.Error()+").", "Kijk of hij er nog is.")
	}
	pixels, err := photo.Pixels(data)
	if err != nil {
		return nil, err
	}
	weight := min(int64(pixels), budget)
	if err := memory.Acquire(ctx, weight); err != nil {
		return nil, err
	}
	defer memory.Release(weight)
	img, err := photo.Decode(data)
	if err != nil {
		return nil, err
	}
	files := o.files(p.ID, img.Bounds().Dx())
	for width, group := range byWidth(files) {
		if cached(group) {
			continue
		}
		// From the largest down, each size from the one before: fewer pixels to read, and the same result
		// to the eye.
		img = photo.Resize(img, width)
		for _, f := range group {
			if err := o.encode(f, img); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

// files lists the derivatives of a photo of this width, the widest first.
func (o *Options) files(id string, width int) []File {
	var out []File
	widths := photo.Widths(width, o.Widths)
	for i := len(widths) - 1; i >= 0; i-- {
		for _, f := range o.Formats {
			encoder := "go"
			if f != photo.JPEG {
				encoder = o.Codec.Name
			}
			name := fmt.Sprintf("%s-%d%s", id, widths[i], f.Ext())
			path := filepath.Join(o.Cache, "foto", fmt.Sprintf("%s-q%d", encoder, o.Quality), id[:2], name)
			out = append(out, File{Name: name, Format: f, Width: widths[i], Path: path})
		}
	}
	return out
}

// byWidth yields the files of each width together, in their order.
func byWidth(files []File) func(yield func(int, []File) bool) {
	return func(yield func(int, []File) bool) {
		for len(files) > 0 {
			n := 1
			for n < len(files) && files[n].Width == files[0].Width {
				n++
			}
			if !yield(files[0].Width, files[:n]) {
				return
			}
			files = files[n:]
		}
	}
}

func cached(files []File) bool {
	for _, f := range files {
		if info, err := os.Stat(f.Path); err != nil || info.Size() == 0 {
			return false
		}
	}
	return true
}

func (o *Options) encode(f File, img image.Image) error {
	var b bytes.Buffer
	if err := o.Codec.Encode(&b, img, f.Format, o.Quality); err != nil {
		return err
	}
	_, err := atomic.WriteFile(f.Path, b.Bytes())
	return err
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
