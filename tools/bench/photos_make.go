package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

const (
	photoWidth   = 4000 // 12 megapixels, 4:3, as phones make them
	photoHeight  = 3000
	photoQuality = 92
	// photoEdition is part of the folder's name: raise it when the same number gives another photo.
	photoEdition = 1
)

// photoFiles makes n photos, or finds those of an earlier run: the same number is always the same photo.
func photoFiles(ctx context.Context, n int) ([]string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("opladers-bench-photos-%d", photoEdition))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	files := make([]string, n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for i := range files {
		files[i] = filepath.Join(dir, fmt.Sprintf("%02d.jpg", i))
		g.Go(func() error {
			if _, err := os.Stat(files[i]); !errors.Is(err, fs.ErrNotExist) || ctx.Err() != nil {
				return errors.Join(err, ctx.Err())
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, makePhoto(uint64(i)), &jpeg.Options{Quality: photoQuality}); err != nil {
				return err
			}
			part := files[i] + ".part"
			return errors.Join(os.WriteFile(part, b.Bytes(), 0o644), os.Rename(part, files[i]))
		})
	}
	return files, g.Wait()
}

// makePhoto makes a photo the way nature and a phone do. Things of all sizes hide each other (the dead leaves model, of
// which the spectrum falls as that of photographs does), with hard edges and with a texture of their own, before a sky or a
// background out of focus. Then come the lens, the noise of the sensor, which is stronger in the dark and weaker in colour,
// and the smoothing of colour that phones do.
func makePhoto(seed uint64) *image.YCbCr {
	r := rand.New(rand.NewPCG(seed, 12))
	s := newScene(r)
	s.backdrop()
	switch seed % 5 {
	case 0: // a landscape: sky, trees, grass
		s.leaves(patch{top: 0.35, bottom: 0.62}, 4, 1.5, 120)
		s.ground(0.58)
		s.blades(patch{top: 0.58, bottom: 1}, 150_000, 12, 80)
	case 1: // leaves, near
		s.leaves(patch{bottom: 1}, 5, 1.5, 700)
	case 2: // a street: fronts with windows, paving
		s.fronts(patch{top: 0.15, bottom: 0.8}, 40)
		s.ground(0.78)
		s.leaves(patch{top: 0.3, bottom: 1}, 0.4, 3, 250)
		s.leaves(patch{top: 0.8, bottom: 1}, 1, 1.5, 20)
	case 3: // somebody with hair before a background out of focus
		s.leaves(patch{bottom: 1}, 3, 40, 900)
		blur(s.y, photoWidth, 14)
		blur(s.cb, photoWidth/2, 7)
		blur(s.cr, photoWidth/2, 7)
		s.leaves(patch{top: 0.6, bottom: 1, left: 0.2, right: 0.25}, 4, 60, 600)
		s.blades(patch{top: 0.1, bottom: 0.6, left: 0.3, right: 0.35}, 60_000, 60, 260)
		s.leaves(patch{top: 0.35, bottom: 0.6, left: 0.42, right: 0.45}, 2, 200, 350)
	case 4: // a table: large things, some of them fine
		s.leaves(patch{bottom: 1}, 3, 60, 1200)
		s.leaves(patch{top: 0.2, bottom: 0.8, left: 0.2, right: 0.3}, 2, 2, 80)
	}
	return s.expose(1.5 + 2.5*r.Float64())
}
