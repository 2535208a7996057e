package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// mostSeconds is what a check of 10,000 pages that nobody checked before may take.
const mostSeconds = 5.0

// benchCheck times `opladers check` on a generated site that is built: when nothing was checked before, and when nothing changed.
func benchCheck(ctx context.Context, pages, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program, sample := filepath.Join(dir, "opladers"), filepath.Join(dir, "site")
	if err := command(ctx, ".", "go", "build", "-o", program, "./cmd/opladers"); err != nil {
		return err
	}
	made, err := generate(".", sample, pages)
	if err != nil {
		return err
	}
	args := []string{"--site", sample, "--now", "2026-11-23T09:00:00+01:00", "--cache", filepath.Join(dir, "cache"), "--json"}
	if _, _, err := measured(ctx, append([]string{program, "build", "--no-collect"}, args...)); err != nil {
		return err
	}
	drawn, err := count(filepath.Join(sample, "public"))
	if err != nil {
		return err
	}
	var all, none []float64
	peak, files, again := 0, 0, 0
	for round := range rounds + 1 {
		if err := os.RemoveAll(filepath.Join(sample, ".opladers", "controle")); err != nil {
			return err
		}
		for i, list := range []*[]float64{&all, &none} {
			m, out, err := measured(ctx, append([]string{program, "check"}, args...))
			var left *exec.ExitError
			if err != nil && (!errors.As(err, &left) || left.ExitCode() != 3) { // 3: it found errors
				return err
			}
			var r struct{ Files, Checked int }
			if err := json.Unmarshal(out, &r); err != nil {
				return err
			}
			if peak = max(peak, m.peak); i == 0 {
				files = r.Files
			} else {
				again += r.Checked
			}
			if round > 0 {
				*list = append(*list, m.wall)
			}
		}
	}
	fmt.Printf("%d pages of content, %d drawn, %d files of the site, medians of %d:\n", made, drawn, files, rounds)
	fmt.Printf("  nothing checked before  %.2f s (%.2f s for 10,000 pages; at most %.0f), %d MiB\n", median(all), median(all)*10_000/float64(drawn), mostSeconds, peak)
	fmt.Printf("  nothing changed         %.2f s, %d files checked again\n", median(none), again)
	if median(all)*10_000/float64(drawn) > mostSeconds || again > 0 {
		return errors.New("that is too slow")
	}
	return nil
}
