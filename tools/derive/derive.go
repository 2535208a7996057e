// Package derive makes the derivatives of many photos: the sizes, crops and formats that visitors download.
//
// A photo is decoded once and all its derivatives come from that one decode. The results stand in a
// content-addressed cache, named by the photo's id, what is made of it and the encoder, so that nothing is ever
// encoded twice; a warm run only asks whether the files are there. Photos are worked on side by side, within a
// budget of memory and not a number of photos. Processes can share the cache: a file in it is whole or not there.
package derive

import (
	"context"
	"errors"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/queue"
)

// budget is how many bytes photos in hand may take at a time. One that needs more waits until it is alone.
const budget = 160 << 20

// Options say which derivatives to make, and where the cache is.
type Options struct {
	photo.Set
	Codec    *photo.Codec
	Cache    string                // folder
	DryRun   bool                  // say what would be made, and make nothing
	Masters  bool                  // the photos are masters and not as people sent them: other pixels, so other files in the cache
	Queue    *queue.Client         // workers on other machines make the files; nil makes them here
	Progress func(done, total int) // may be nil
}

// Photo is a picture to derive from.
type Photo struct {
	ID            string // "" is the hash of what Open gives
	Size          int64  // of a master, in bytes: the same id can have another one, made by another version of opladers
	Width, Height int    // pixels, upright; 0 when they are not known before reading
	Crops         []photo.Crop
	Focus         string // what crops keep in view, in percent from the left and the top; "" is what looks most like the subject
	Only          string // the name of the one file to make; "" is all
	Open          func() ([]byte, error)
}

// Made is what became of a photo.
type Made struct {
	ID            string
	Width, Height int
	Files         []File // from wide to narrow, crops last
	Err           error  // why there are no files
}

// File is one derivative.
type File struct {
	photo.Derivative
	Name string // <id>-<width>.<ext>
	Key  string // in the cache, with slashes
	Path string // of the file in the cache
}

// Make makes the derivatives of all photos that the cache lacks, and says of each in the order of photos what became of it.
// Only what stops all photos is an error of Make's own: a full disk, a queue that does not answer, or the end of ctx.
func Make(ctx context.Context, photos []Photo, o Options) ([]Made, error) {
	made := make([]Made, len(photos))
	var mu sync.Mutex
	done := 0
	finished := func() {
		mu.Lock()
		defer mu.Unlock()
		if done++; o.Progress != nil {
			o.Progress(done, len(photos))
		}
	}
	if o.Queue != nil && !o.DryRun {
		return made, o.remote(ctx, photos, made, finished)
	}
	memory := semaphore.NewWeighted(budget)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range photos {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			m := &made[i]
			var data []byte
			var lacking []File
			if data, lacking, m.Err = o.look(p, m); len(lacking) > 0 && !o.DryRun {
				m.Err = o.derive(ctx, memory, data, p.Focus, lacking)
			}
			if m.Err != nil {
				m.Files = nil
			}
			var disk *os.PathError
			if errors.As(m.Err, &disk) || ctx.Err() != nil {
				return errors.Join(m.Err, ctx.Err())
			}
			finished()
			return nil
		})
	}
	return made, g.Wait()
}

// look finds out what a photo is, which files are to be made of it, and which of these the cache lacks. The photo is read only
// when some are lacking or nothing is known of it.
func (o *Options) look(p Photo, m *Made) (data []byte, lacking []File, err error) {
	m.ID, m.Width, m.Height = p.ID, p.Width, p.Height
	if p.ID != "" && p.Width > 0 {
		if m.Files = o.files(p); len(missing(m.Files)) == 0 {
			return nil, nil, nil
		}
	}
	if data, err = p.Open(); err != nil {
		var n notice.Notice
		if !errors.As(err, &n) {
			err = notice.Unreadable(err, "")
		}
		return nil, nil, err
	}
	if !o.Masters {
		m.ID = photo.ID(data)
	}
	if m.Width, m.Height, err = photo.Size(data); err != nil {
		return nil, nil, err
	}
	p.ID, p.Width, p.Height = m.ID, m.Width, m.Height
	m.Files = o.files(p)
	return data, missing(m.Files), nil
}

// derive makes files from one decode and puts them in the cache.
func (o *Options) derive(ctx context.Context, memory *semaphore.Weighted, data []byte, focus string, files []File) error {
	paths := map[string]string{}
	for _, f := range files {
		paths[f.Suffix] = f.Path
	}
	return o.encode(ctx, memory, data, focus, files, func(d photo.Derivative, data []byte) error {
		_, err := atomic.WriteFile(paths[d.Suffix], data)
		return errors.Join(err, ctx.Err())
	})
}

// encode makes files from one decode, when there is memory for it.
func (o *Options) encode(ctx context.Context, memory *semaphore.Weighted, data []byte, focus string, files []File, put func(photo.Derivative, []byte) error) error {
	plan := make([]photo.Derivative, len(files))
	for i, f := range files {
		plan[i] = f.Derivative
	}
	weight := int64(budget)
	if bytes, err := photo.Memory(data); err == nil {
		weight = min(bytes, budget)
	}
	if err := memory.Acquire(ctx, weight); err != nil {
		return err
	}
	defer memory.Release(weight)
	return o.Codec.Derive(data, plan, focus, o.Quality, put)
}
