package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check"
	"mijnopladers.nl/opladers/tools/config"
)

// mostSeconds is what a check of 10,000 pages that nobody checked before may take.
const mostSeconds = 5.0

// mostAgain is what a check from memory may take when one page changed, and mostPage one of that page alone.
const (
	mostAgain = 200 * time.Millisecond
	mostPage  = 20 * time.Millisecond
)

// benchCheck times `opladers check` on a generated site that is built: when nothing was checked before, and when nothing changed; and a checker in
// memory, as serve has, after one page changed.
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
	page, whole, err := checkAgain(ctx, sample, rounds)
	if err != nil {
		return err
	}
	fmt.Printf("  one page changed        %.0f ms from memory, %.1f ms for the page alone (at most %d and %d)\n", 1000*whole, 1000*page, mostAgain.Milliseconds(), mostPage.Milliseconds())
	if median(all)*10_000/float64(drawn) > mostSeconds || again > 0 || whole > mostAgain.Seconds() || page > mostPage.Seconds() {
		return errors.New("that is too slow")
	}
	return nil
}

// checkAgain times a check of one page that changed, and of the site after that, in one process; in seconds.
func checkAgain(ctx context.Context, site string, rounds int) (page, whole float64, err error) {
	cfg, err := config.Load(site)
	if err != nil {
		return 0, 0, err
	}
	data, err := os.ReadFile(filepath.Join(site, ".opladers", "gebouwd.json"))
	var record build.Record
	if err := errors.Join(err, json.Unmarshal(data, &record)); err != nil {
		return 0, 0, err
	}
	o := check.Options{Config: cfg, Public: filepath.Join(site, build.PublicDir), BaseURL: record.BaseURL, Now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), Built: record.Notices, Addresses: record.Addresses}
	var checker check.Checker
	if _, err := checker.Run(ctx, o); err != nil {
		return 0, 0, err
	}
	const name = "gemeente-0/verhalen/pagina-0/index.md"
	file := filepath.Join(cfg.Dir, "content", filepath.FromSlash(name))
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, err
	}
	var pages, wholes []float64
	for i := range rounds {
		if err := os.WriteFile(file, fmt.Appendf(text, "\nRegel %d.\n", i), 0o644); err != nil {
			return 0, 0, err
		}
		start := time.Now()
		if _, err := checker.Page(ctx, o, name); err != nil {
			return 0, 0, err
		}
		pages, start = append(pages, time.Since(start).Seconds()), time.Now()
		r, err := checker.Run(ctx, o)
		wholes = append(wholes, time.Since(start).Seconds())
		if err != nil || r.Checked != 1 {
			return 0, 0, errors.Join(err, errors.New("another number of files than one was checked again"))
		}
	}
	return median(pages), median(wholes), nil
}
