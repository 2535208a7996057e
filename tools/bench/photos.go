package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// photoWidths are the widths of the derivatives, in pixels; photoFormats their extensions: a file of each for every photo.
var (
	photoWidths  = []int{480, 800, 1200, 1600}
	photoFormats = []string{"webp", "jpg"}
)

// quality is that of the derivatives, for all programs.
const quality = 75

// photoBench is one comparison of how photos are made ready.
type photoBench struct {
	dir    string   // for all that is made
	files  []string // the photos
	rounds int
	long   bool

	ours, without, hugo string // programs: opladers with and without a C compiler, and plain Hugo

	took float64           // seconds of opladers, of compare
	made [contestants]made // what was made last, for judge
}

// benchPhotos compares `opladers photos` with sharp and Hugo on 20 photos of 12 megapixels: time, quality, bytes and memory. With
// -long Hugo makes all of them, and memory is measured with 1,000 photos instead of 100.
func benchPhotos(ctx context.Context, args []string, rounds int) error {
	flags := flag.NewFlagSet("photos", flag.ExitOnError)
	long := flags.Bool("long", false, "1,000 photos for memory, and all of them for Hugo")
	_ = flags.Parse(args) // it exits
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("%s is not on this machine, and sharp needs it: install Node.js 20.9 or newer with npm", program)
		}
	}
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &photoBench{dir: dir, rounds: rounds, long: *long}
	b.ours, b.without, b.hugo = filepath.Join(dir, "opladers"), filepath.Join(dir, "opladers-nocgo"), filepath.Join(dir, "hugo")
	if err := b.prepare(ctx); err != nil {
		return err
	}
	for _, measure := range []func(context.Context) error{
		b.describe, b.compare, b.judge, b.stages, b.withoutCompiler, b.many,
	} {
		if err := measure(ctx); err != nil {
			return err
		}
	}
	return nil
}

// prepare compiles the programs, fetches the peers and makes the photos.
func (b *photoBench) prepare(ctx context.Context) (err error) {
	without := exec.CommandContext(ctx, "go", "build", "-o", b.without, "./cmd/opladers")
	without.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := without.CombinedOutput()
	if err != nil {
		return fmt.Errorf("without cgo: %w\n%s", err, out)
	}
	if err := errors.Join(
		command(ctx, ".", "go", "build", "-o", b.ours, "./cmd/opladers"), b.fetchSharp(ctx), b.fetchHugo(ctx),
	); err != nil {
		return err
	}
	b.files, err = photoFiles(ctx, 20)
	return err
}

// describe says how like photographs the photos are.
func (b *photoBench) describe(context.Context) error {
	var bits, slopes []float64
	for _, file := range b.files {
		img, size, err := source(file)
		if err != nil {
			return err
		}
		bits = append(bits, float64(8*size)/(photoWidth*photoHeight))
		slopes = append(slopes, spectrumSlope(img))
	}
	fmt.Printf("%d photos of 12 megapixels (JPEG 4:2:0 of quality %d); %d widths as WebP and JPEG of quality %d; medians of %d rounds; %d cores.\n\n",
		len(b.files), photoQuality, len(photoWidths), quality, b.rounds, runtime.NumCPU())
	row("the made photos", "median", "from", "to", "photographs")
	row("---", "---", "---", "---", "---")
	row("bits a pixel", fmt.Sprintf("%.2f", median(bits)), fmt.Sprintf("%.2f", slices.Min(bits)), fmt.Sprintf("%.2f", slices.Max(bits)),
		"2 to 3.3: 3 to 5 MB, as phones write them")
	row("slope of the power spectrum", fmt.Sprintf("%.2f", median(slopes)), fmt.Sprintf("%.2f", slices.Min(slopes)), fmt.Sprintf("%.2f", slices.Max(slopes)),
		"-2.4, from -1.6 to -3.0 (Tolhurst, Tadmor and Chao, 1992, 135 photographs)")
	fmt.Println()
	return nil
}

// source decodes a photo that the bench made; size is that of its file.
func source(file string) (img *image.YCbCr, size int64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	decoded, err := jpeg.Decode(f)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", file, err)
	}
	img, ok := decoded.(*image.YCbCr)
	if !ok {
		return nil, 0, fmt.Errorf("%s: a %T", file, decoded)
	}
	return img, info.Size(), nil
}

// row prints a row of a Markdown table.
func row(cells ...string) { fmt.Println("| " + strings.Join(cells, " | ") + " |") }
