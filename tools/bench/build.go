package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/site"
)

// What a build may cost: beside plain Hugo, and for each page that it draws.
const (
	mostRatio        = 1.25
	mostMilliseconds = 2.0
)

// benchBuild compares `opladers build --no-collect` with plain Hugo on the same content and layouts.
func benchBuild(ctx context.Context, pages, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program, hugo := filepath.Join(dir, "opladers"), filepath.Join(dir, "hugo")
	if err := errors.Join(
		command(ctx, ".", "go", "build", "-o", program, "./cmd/opladers"),
		install(ctx, dir, "github.com/gohugoio/hugo@v"+site.HugoVersion()),
	); err != nil {
		return err
	}
	sample := filepath.Join(dir, "site")
	made, err := generate(".", sample, pages)
	if err != nil {
		return err
	}
	now := "2026-11-23T09:00:00+01:00"
	ours := []string{program, "build", "--no-collect", "--site", sample, "--now", now, "--cache", filepath.Join(dir, "cache"), "--json"}
	plain := []string{hugo, "--source", sample, "--destination", filepath.Join(dir, "plain"), "--clock", now, "--quiet", "--noBuildLock"}
	var a, b, ratios []float64
	var peakA, peakB int
	for round := range rounds + 1 {
		first, _, err := measured(ctx, ours)
		if err != nil {
			return err
		}
		if err := os.RemoveAll(filepath.Join(dir, "plain")); err != nil {
			return err
		}
		second, _, err := measured(ctx, plain)
		if err != nil {
			return err
		}
		if round > 0 {
			a, b, ratios = append(a, first.wall), append(b, second.wall), append(ratios, first.wall/second.wall)
			peakA, peakB = max(peakA, first.peak), max(peakB, second.peak)
		}
	}
	drawn, err := count(filepath.Join(sample, build.PublicDir))
	if err != nil {
		return err
	}
	each := median(a) * 1000 / float64(drawn)
	fmt.Printf("%d pages of content, %d drawn, caches warm, medians of %d:\n", made, drawn, rounds)
	fmt.Printf("  opladers build --no-collect  %.2f s, %d MiB\n", median(a), peakA)
	fmt.Printf("  plain Hugo                   %.2f s, %d MiB\n", median(b), peakB)
	fmt.Printf("  ratio                        %.2f (from %.2f to %.2f); at most %.2f\n", median(ratios), slices.Min(ratios), slices.Max(ratios), mostRatio)
	fmt.Printf("  a page                       %.2f ms; at most %.2f\n", each, mostMilliseconds)
	if median(ratios) > mostRatio || each > mostMilliseconds {
		return errors.New("that is too slow")
	}
	return nil
}

// count says how many pages of HTML there are in a folder.
func count(dir string) (n int, err error) {
	err = filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if filepath.Ext(name) == ".html" {
			n++
		}
		return err
	})
	return n, err
}
