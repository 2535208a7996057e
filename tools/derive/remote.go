package derive

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"golang.org/x/sync/semaphore"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/queue"
)

// Kind names what a worker with these encoders makes. Workers of another kind make other bytes.
func Kind(c *photo.Codec) string {
	return "foto " + photo.Version + " " + c.Encoder(photo.JPEG) + " " + c.Encoder(photo.WebP) + " " + c.Encoder(photo.AVIF)
}

// order tells a worker what to make of a photo.
type order struct {
	Set     photo.Set    `json:"set"`
	Masters bool         `json:"masters"`
	ID      string       `json:"id"`
	Size    int64        `json:"size,omitempty"`
	Width   int          `json:"width"`
	Height  int          `json:"height"`
	Crops   []photo.Crop `json:"crops,omitempty"`
	Focus   string       `json:"focus,omitempty"`
}

// remote has the derivatives that the cache lacks made by workers, and puts them in the cache. A photo is sent only when no
// worker made its files before, for whatever machine.
func (o *Options) remote(ctx context.Context, photos []Photo, made []Made, finished func()) error {
	var mu sync.Mutex
	var asked []int // of photos, by job
	jobs := func(yield func(queue.Job) bool) {
		for i, p := range photos {
			m := &made[i]
			var lacking []File
			if _, lacking, m.Err = o.look(p, m); m.Err != nil {
				m.Files = nil
			}
			if len(lacking) == 0 {
				finished()
				continue
			}
			mu.Lock()
			asked = append(asked, i)
			mu.Unlock()
			if !yield(o.job(p, m)) {
				return
			}
		}
	}
	return o.Queue.Run(ctx, jobs, func(n int, results map[string][]byte, err error) error {
		mu.Lock()
		m := &made[asked[n]]
		mu.Unlock()
		if m.Err = err; err != nil {
			m.Files = nil
		}
		for _, f := range m.Files {
			if _, err := atomic.WriteFile(f.Path, results[f.Key]); err != nil {
				return err
			}
		}
		finished()
		return nil
	})
}

// job orders all files of a photo, also those that are here already, so that whoever asks for them asks for the same job.
func (o *Options) job(p Photo, m *Made) queue.Job {
	spec, err := json.Marshal(order{o.Set, o.Masters, m.ID, p.Size, m.Width, m.Height, p.Crops, p.Focus})
	if err != nil {
		panic(err) // numbers and strings
	}
	job := queue.Job{Kind: Kind(o.Codec), Spec: spec, Source: p.Open}
	for _, f := range m.Files {
		job.Results = append(job.Results, f.Key)
	}
	return job
}

// Work gives what a worker does with orders: the same as Make does here, to the byte.
func Work(codec *photo.Codec) queue.Do {
	memory := semaphore.NewWeighted(budget)
	return func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
		var w order
		if err := json.Unmarshal(spec, &w); err != nil || !w.sane() {
			return nil, notice.Refuse("De worker begrijpt de opdracht niet.", "Gebruik overal dezelfde versie van opladers.")
		}
		width, height, err := photo.Size(source)
		if err != nil {
			return nil, err
		}
		if width != w.Width || height != w.Height || !w.Masters && photo.ID(source) != w.ID {
			return nil, notice.Refuse("De foto veranderde terwijl hij verstuurd werd.", "Probeer het opnieuw.")
		}
		o := Options{Set: w.Set, Codec: codec, Masters: w.Masters}
		p := Photo{ID: w.ID, Size: w.Size, Width: w.Width, Height: w.Height, Crops: w.Crops, Focus: w.Focus}
		out := map[string][]byte{}
		err = o.encode(ctx, memory, source, w.Focus, o.files(p), func(d photo.Derivative, data []byte) error {
			out[o.key(p, d)] = slices.Clone(data)
			return ctx.Err()
		})
		return out, err
	}
}

// sane reports whether an order, which a stranger may have written, is one that can be carried out.
func (w *order) sane() bool {
	const most = 16383 // pixels a side, what WebP can hold
	fits := func(widths []int) bool {
		return len(widths) <= 16 && !slices.ContainsFunc(widths, func(n int) bool { return n < 1 || n > most })
	}
	ok := len(w.ID) == 16 && fits(w.Set.Widths) && w.Set.Quality >= 1 && w.Set.Quality <= 100 && len(w.Crops) <= 8
	for _, c := range w.Crops {
		ok = ok && fits(c.Widths) && c.Width > 0 && c.Height > 0 && c.Width < most && c.Height < most
	}
	return ok
}
