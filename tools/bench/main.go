// Bench measures opladers beside its peers, in one run on one machine, and prints ratios. Absolute times say
// something of the machine; a ratio says something of the program.
//
//	go run ./tools/bench build            # build --no-collect against plain Hugo, 2,000 pages
//	go run ./tools/bench -pages 10000 build
//	go run ./tools/bench inbox            # an inbox of 10,000 sources that did not change
//	go run ./tools/bench crash            # 200 kills during a collect of 500 sources
//	go run ./tools/bench word [FILE…]     # Word files against mammoth (needs npm)
//	go run ./tools/bench agenda           # a calendar of 10,000 events against ical.js (needs npm)
//	go run ./tools/bench photos [-long]   # 20 photos of 12 megapixels against sharp (needs npm) and Hugo
//
// The peers are fetched in the same run: plain Hugo of the version in go.mod, mammoth, ical.js and sharp from npm. Each round runs one and
// then the other, so that what the machine does besides hits both. The first round warms the caches and does not
// count.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/site"
)

func main() {
	pages := flag.Int("pages", 2000, "pages of the generated site")
	rounds := flag.Int("n", 5, "rounds that count")
	flag.Parse()
	ctx := context.Background()
	var err error
	switch flag.Arg(0) {
	case "build":
		err = benchBuild(ctx, *pages, *rounds)
	case "inbox":
		err = benchInbox(ctx, 10_000, *rounds)
	case "crash":
		err = benchCrash(ctx, 500, 200)
	case "word":
		err = benchWord(ctx, flag.Args()[1:], *rounds)
	case "agenda":
		err = benchAgenda(ctx, *rounds)
	case "photos":
		err = benchPhotos(ctx, flag.Args()[1:], *rounds)
	default:
		fmt.Fprintln(os.Stderr, "usage: go run ./tools/bench [-pages N] [-n ROUNDS] build|inbox|crash|word|agenda|photos")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// benchBuild compares `opladers build --no-collect` with plain Hugo on the same content and layouts.
func benchBuild(ctx context.Context, pages, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ours, hugo := filepath.Join(dir, "opladers"), filepath.Join(dir, "hugo")
	if err := errors.Join(
		command(ctx, ".", "go", "build", "-o", ours, "./cmd/opladers"),
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
	build := []string{ours, "build", "--no-collect", "--site", sample, "--now", now, "--cache", filepath.Join(dir, "cache"), "--json"}
	plain := []string{hugo, "--source", sample, "--destination", filepath.Join(dir, "plain"), "--clock", now, "--quiet", "--noBuildLock"}
	var a, b, ratios []float64
	for round := range rounds + 1 {
		first, err := seconds(ctx, build)
		if err != nil {
			return err
		}
		if err := os.RemoveAll(filepath.Join(dir, "plain")); err != nil {
			return err
		}
		second, err := seconds(ctx, plain)
		if err != nil {
			return err
		}
		if round > 0 {
			a, b, ratios = append(a, first), append(b, second), append(ratios, first/second)
		}
	}
	fmt.Printf("%d pages, caches warm, medians of %d:\n", made, rounds)
	fmt.Printf("  opladers build --no-collect  %.2f s\n", median(a))
	fmt.Printf("  plain Hugo                   %.2f s\n", median(b))
	fmt.Printf("  ratio                        %.2f (from %.2f to %.2f)\n", median(ratios), slices.Min(ratios), slices.Max(ratios))
	return nil
}

func command(ctx context.Context, dir string, args ...string) error {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%q: %w\n%s", args, err, out)
	}
	return nil
}

// install compiles a program of another module into dir.
func install(ctx context.Context, dir, program string) error {
	cmd := exec.CommandContext(ctx, "go", "install", program)
	cmd.Env = append(os.Environ(), "GOBIN="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go install %s: %w\n%s", program, err, out)
	}
	return nil
}

// seconds runs a command and says how long it took.
func seconds(ctx context.Context, args []string) (float64, error) {
	start := time.Now()
	err := command(ctx, ".", args...)
	return time.Since(start).Seconds(), err
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}
