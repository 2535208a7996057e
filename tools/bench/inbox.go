package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// benchInbox times a collect of an inbox of n sources that did not change, and checks that it writes nothing.
func benchInbox(ctx context.Context, n, rounds int) error {
	ours, site, clean, err := inboxSite(ctx, n, false)
	if err != nil {
		return err
	}
	defer clean()
	collect := []string{ours, "collect", "--site", site, "--json"}
	first, err := seconds(ctx, collect)
	if err != nil {
		return err
	}
	before, err := times(site)
	if err != nil {
		return err
	}
	var again []float64
	for range rounds {
		t, err := seconds(ctx, collect)
		if err != nil {
			return err
		}
		again = append(again, t)
	}
	after, err := times(site)
	if err != nil {
		return err
	}
	fmt.Printf("%d sources: %.1f s the first time, %.2f s unchanged (median of %d)\n", n, first, median(again), rounds)
	if before != after {
		return errors.New("a run without changes wrote something")
	}
	return nil
}

// benchCrash kills a collect of n sources at kills random moments, and checks that the next one ends as one that was not
// disturbed.
func benchCrash(ctx context.Context, n, kills int) error {
	ours, site, clean, err := inboxSite(ctx, n, true)
	if err != nil {
		return err
	}
	defer clean()
	collect := []string{ours, "collect", "--site", site, "--json"}
	whole, err := seconds(ctx, collect)
	if err != nil {
		return err
	}
	want, err := bytesOf(filepath.Join(site, "content"))
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	halfway := 0
	for i := range kills {
		for _, name := range []string{"content/zutphen/verhalen", "content/zutphen/initiatieven", "content/zutphen/agenda", ".opladers"} {
			if err := os.RemoveAll(filepath.Join(site, name)); err != nil {
				return err
			}
		}
		cmd := exec.CommandContext(ctx, ours, collect[1:]...)
		if err := cmd.Start(); err != nil {
			return err
		}
		time.Sleep(time.Duration(random.Float64() * whole * float64(time.Second)))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		_ = cmd.Wait() // it was killed
		if got, err := bytesOf(filepath.Join(site, "content")); err != nil || got != want {
			halfway++
		}
		if _, err := seconds(ctx, collect); err != nil {
			return err
		}
		if got, err := bytesOf(filepath.Join(site, "content")); err != nil || got != want {
			return fmt.Errorf("kill %d: the next collect ends otherwise (%w)", i+1, err)
		}
	}
	fmt.Printf("%d sources, %d kills, %d of them before the end: every next collect ended as the undisturbed one\n", n, kills, halfway)
	return nil
}

// inboxSite compiles opladers and makes a site with an inbox of n stories; with photos, one in twenty has one.
func inboxSite(ctx context.Context, n int, photos bool) (program, site string, clean func(), err error) {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return "", "", nil, err
	}
	clean = func() { os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	program, site = filepath.Join(dir, "opladers"), filepath.Join(dir, "site")
	if err := command(ctx, ".", "go", "build", "-o", program, "./cmd/opladers"); err != nil {
		return "", "", nil, err
	}
	config, err := os.ReadFile("config.toml")
	if err != nil {
		return "", "", nil, err
	}
	g := &generator{dir: site, rand: rand.New(rand.NewPCG(3, 4))}
	g.file("config.toml", config)
	g.file("content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
	for i := range n {
		folder := fmt.Sprintf("inbox/zutphen/verhalen/verhaal-%05d", i)
		text := fmt.Sprintf("---\ntitle: Verhaal %d\naangekondigd: 2026-10-01\n---\n%s\n\n%s\n", i, g.text(80), g.text(80))
		if photos && i%20 == 0 {
			text += "\n![Een vlak](vlak.jpg)\n\nGeen herkenbare personen\n"
			g.file(folder+"/vlak.jpg", g.picture())
		}
		g.file(folder+"/verhaal.md", []byte(text))
	}
	time.Sleep(50 * time.Millisecond) // what was written a moment ago is read again
	return program, site, clean, g.err
}

// times identifies the names, sizes and times of all files under dir.
func times(dir string) (string, error) {
	return sum(dir, func(path string, info fs.FileInfo) ([]byte, error) {
		return fmt.Appendf(nil, "%d %d", info.Size(), info.ModTime().UnixNano()), nil
	})
}

// bytesOf identifies the names and bytes of all files under dir.
func bytesOf(dir string) (string, error) {
	return sum(dir, func(path string, _ fs.FileInfo) ([]byte, error) { return os.ReadFile(path) })
}

func sum(dir string, of func(path string, info fs.FileInfo) ([]byte, error)) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := of(path, info)
		fmt.Fprintf(h, "%q %d ", path, len(data))
		h.Write(bytes.TrimSpace(data))
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)), err
}
