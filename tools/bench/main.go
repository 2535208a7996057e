// Bench measures opladers beside its peers, in one run on one machine, and prints ratios. Absolute times say
// something of the machine; a ratio says something of the program.
//
//	go run ./tools/bench build            # build --no-collect against plain Hugo, 2,150 pages of content: 10,000 in six languages
//	go run ./tools/bench -pages 21400 -n 1 build # how it grows
//	go run ./tools/bench check            # a check of 10,000 pages that nobody checked before
//	go run ./tools/bench lighthouse       # the sample in Lighthouse, as on a phone (needs npm and chromium)
//	go run ./tools/bench inbox            # an inbox of 10,000 sources that did not change
//	go run ./tools/bench save             # collecting again, in one process, after somebody saved a Word file
//	go run ./tools/bench crash            # 200 kills during a collect of 500 sources
//	go run ./tools/bench publish          # a site of 10,000 files of which 3 changed, to a folder and to a stand-in for Netlify
//	go run ./tools/bench word [FILE…]     # Word files against mammoth (needs npm)
//	go run ./tools/bench agenda           # a calendar of 10,000 events against ical.js (needs npm)
//	go run ./tools/bench live [-n ROUNDS] # from saving a file to seeing it in Chromium, 5,000 pages, against hugo server
//	go run ./tools/bench storm [-for 10m] # files change at random while serve runs: it ends as a fresh build
//	go run ./tools/bench storm -many 10000 # so many files change at once
//	go run ./tools/bench storm -hours 8   # the edits of a day: memory stays flat
//	go run ./tools/bench photos [-long]   # 20 photos of 12 megapixels against sharp (needs npm) and Hugo
//
// The peers are fetched in the same run: plain Hugo of the version in go.mod, mammoth, ical.js and sharp from npm. Each round runs one and
// then the other, so that what the machine does besides hits both. The first round warms the caches and does not
// count.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

func main() {
	pages := flag.Int("pages", 2150, "pages of content of the generated site; languages make five times as many of them")
	rounds := flag.Int("n", 5, "rounds that count")
	flag.Parse()
	ctx := context.Background()
	var err error
	switch flag.Arg(0) {
	case "build":
		err = benchBuild(ctx, *pages, *rounds)
	case "check":
		err = benchCheck(ctx, *pages, *rounds)
	case "lighthouse":
		err = benchLighthouse(ctx, *rounds)
	case "inbox":
		err = benchInbox(ctx, 10_000, *rounds)
	case "save":
		err = benchSave(ctx, 1000, *rounds)
	case "crash":
		err = benchCrash(ctx, 500, 200)
	case "publish":
		err = benchPublish(ctx, 10_000, *rounds)
	case "word":
		err = benchWord(ctx, flag.Args()[1:], *rounds)
	case "agenda":
		err = benchAgenda(ctx, *rounds)
	case "live":
		err = benchLive(ctx, flag.Args()[1:])
	case "storm":
		err = benchStorm(ctx, flag.Args()[1:])
	case "photos":
		err = benchPhotos(ctx, flag.Args()[1:], *rounds)
	default:
		fmt.Fprintln(os.Stderr, "usage: go run ./tools/bench [-pages N] [-n ROUNDS] build|check|publish|lighthouse|inbox|save|crash|word|agenda|live|storm|photos")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
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
