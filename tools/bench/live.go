package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/site"
)

const (
	liveNow = "2026-11-23T09:00:00+01:00"
	// patience is how long a change may take; one that takes longer counts as this.
	patience = 60 * time.Second
	// photoRounds is how often three photos are saved.
	photoRounds = 8
	// fewer is how many rounds Hugo does of what took it patience once.
	fewer = 3
)

// liveBench measures how long it takes from just before a file is written until the tab of a browser that stands on the page shows it.
type liveBench struct {
	dir, site, peerSite string
	program, hugo       string
	rounds              int
	rand                *rand.Rand
	ours, peer          *server
	tab, peerTab        *tab
	marks               int
	last                time.Time // an edit was made with opladers
	times               map[string]*pair
}

// pair is the seconds of opladers and of Hugo for one edit, and how many of them were given up.
type pair struct {
	ours, peer         []float64
	oursLate, peerLate int
}

// benchLive compares `opladers serve` with `hugo server` in Chromium.
func benchLive(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("live", flag.ExitOnError)
	pages := flags.Int("pages", 1070, "pages of content of the generated site; languages make five times as many of them")
	rounds := flags.Int("n", 40, "rounds: each makes every kind of edit once")
	calm := flags.Int("calm", -1, "edits with 15 to 25 s between; -1 is as many as rounds")
	alone := flags.Bool("alone", false, "without hugo server")
	_ = flags.Parse(args) // it exits
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b := &liveBench{dir: dir, rounds: *rounds, rand: rand.New(rand.NewPCG(1, 2)), times: map[string]*pair{}}
	made, err := b.prepare(ctx, *pages, *alone)
	if err != nil {
		return err
	}
	drawn, err := count(filepath.Join(b.site, build.PublicDir))
	if err != nil {
		return err
	}
	fmt.Printf("%d pages of content, %d drawn; Chromium; %d rounds; seconds from just before the file is written until the page shows it\n(the clock of a page has steps of 1 ms; it looks at each change of the document and every 4 ms).\n\n", made, drawn, b.rounds)
	photos, err := newPhotos(ctx, 3, min(photoRounds, b.rounds))
	if err != nil {
		return err
	}
	edits := liveEdits(photos)
	if err := b.start(ctx, *alone); err != nil {
		return err
	}
	if _, err := b.ours.footprint(); err != nil { // what it held while it began does not count
		return err
	}
	for round := range b.rounds {
		if err := b.round(ctx, edits, round); err != nil {
			return err
		}
	}
	last := edits[len(edits)-1]
	if *calm < 0 {
		*calm = b.rounds
	}
	last.name += ", 15 to 25 s after the one before"
	for range *calm {
		if err := b.edit(ctx, last, 15*time.Second, 25*time.Second); err != nil {
			return err
		}
	}
	if err := b.rest(ctx); err != nil {
		return err
	}
	f, err := b.ours.footprint()
	if err != nil {
		return err
	}
	b.print(append(edits, last))
	if b.peer != nil {
		theirs, err := b.peer.footprint()
		if err != nil {
			return err
		}
		fmt.Printf("\nhugo server at the end: %v.\n", theirs)
	}
	fmt.Printf("\nopladers serve at the end: %v.\n", f)
	took, err := b.ours.stop()
	fmt.Printf("It stopped %.2f s after Ctrl-C.\n", took.Seconds())
	return err
}

// prepare makes the programs, and the site for each.
func (b *liveBench) prepare(ctx context.Context, pages int, alone bool) (int, error) {
	b.program, b.hugo = filepath.Join(b.dir, "opladers"), filepath.Join(b.dir, "hugo")
	b.site, b.peerSite = filepath.Join(b.dir, "site"), filepath.Join(b.dir, "site-hugo")
	if err := command(ctx, ".", "go", "build", "-o", b.program, "./cmd/opladers"); err != nil {
		return 0, err
	}
	made, err := generate(".", b.site, pages)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(filepath.Join(b.site, "inbox", "gemeente-0", "verhalen"), 0o755); err != nil {
		return 0, err
	}
	newest := filepath.Join(b.site, "content", liveTitle, "index.md")
	data, err := os.ReadFile(newest)
	data = announced.ReplaceAll(data, []byte(`aangekondigd: "2026-11-20"`))
	if err := errors.Join(err, os.WriteFile(newest, data, 0o644), saveWord(b.site, "Meting", "eerst")(), saveWord(b.site, "Meting met fotos", "eerst")()); err != nil {
		return 0, err
	}
	if err := command(ctx, ".", b.program, "build", "--site", b.site, "--now", liveNow, "--cache", filepath.Join(b.dir, "cache"), "--json"); err != nil {
		return 0, err
	}
	if alone {
		return made, nil
	}
	return made, errors.Join(install(ctx, b.dir, "github.com/gohugoio/hugo@v"+site.HugoVersion()), copySite(b.site, b.peerSite))
}

// copySite copies what a site is made of, with what opladers worked out for Hugo.
func copySite(from, to string) error {
	for _, name := range []string{"content", "inbox", "layouts", "assets", "i18n", "static", "data", ".opladers"} {
		dir := filepath.Join(from, name)
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := os.CopyFS(filepath.Join(to, name), os.DirFS(dir)); err != nil {
			return err
		}
	}
	data, err := os.ReadFile(filepath.Join(from, "config.toml"))
	return errors.Join(err, os.WriteFile(filepath.Join(to, "config.toml"), data, 0o644))
}

// start starts the servers and a tab for each.
func (b *liveBench) start(ctx context.Context, alone bool) (err error) {
	b.ours, err = startServer(ctx, filepath.Join(b.dir, "opladers.log"), b.program, "serve", "--site", b.site, "--now", liveNow, "--cache", filepath.Join(b.dir, "cache"), "--port")
	if err != nil {
		return err
	}
	browser, err := startChromium(ctx)
	if err != nil {
		return err
	}
	if b.tab, err = newTab(browser); err != nil {
		return err
	}
	if err := errors.Join(b.tab.height(6000), b.rest(ctx)); err != nil || alone {
		return err
	}
	// As people use it: with its own reload, and without a full render after each change.
	b.peer, err = startServer(ctx, filepath.Join(b.dir, "hugo.log"), b.hugo, "server", "--source", b.peerSite, "--clock", liveNow, "--port")
	if err != nil {
		return err
	}
	if b.peerTab, err = newTab(browser); err != nil {
		return err
	}
	return errors.Join(b.peerTab.height(6000), b.peer.idle(ctx, time.Second))
}

// rest waits until opladers has nothing to do.
func (b *liveBench) rest(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	return b.ours.settled(ctx, b.site, b.last)
}

// round makes each edit with opladers, lets it come to rest, and then with Hugo.
func (b *liveBench) round(ctx context.Context, edits []edit, round int) error {
	order := slices.Clone(edits)
	b.rand.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
	for _, e := range order {
		if e.photos && round >= photoRounds {
			continue
		}
		if err := b.edit(ctx, e, 300*time.Millisecond, 3*time.Second); err != nil {
			return err
		}
	}
	if b.peer == nil {
		return nil
	}
	if err := b.rest(ctx); err != nil {
		return err
	}
	for _, e := range order {
		if !e.both {
			continue
		}
		if err := b.peerEdit(e); err != nil {
			return err
		}
	}
	return b.peer.idle(ctx, time.Second)
}

// edit makes one edit with opladers after a random while.
func (b *liveBench) edit(ctx context.Context, e edit, least, most time.Duration) error {
	wait := time.After(b.between(least, most))
	if err := b.tab.open(b.ours.url + e.page); err != nil {
		return err
	}
	took, shown, err := b.measure(b.tab, b.site, e, wait)
	if err != nil {
		return fmt.Errorf("%s: %w", e.name, err)
	}
	b.last = time.Now()
	p := b.of(e)
	p.ours = append(p.ours, took)
	if !shown {
		p.oursLate++
		said, _ := os.ReadFile(b.ours.log)
		fmt.Fprintf(os.Stderr, "opladers does not show: %s\n%s\n", e.name, said[max(0, len(said)-1000):])
	}
	return ctx.Err()
}

func (b *liveBench) peerEdit(e edit) error {
	p := b.of(e)
	if p.peerLate > 0 && len(p.peer) >= fewer {
		return nil
	}
	wait := time.After(b.between(300*time.Millisecond, 3*time.Second))
	if err := b.peerTab.open(b.peer.url + e.page); err != nil {
		return err
	}
	took, shown, err := b.measure(b.peerTab, b.peerSite, e, wait)
	if err != nil {
		return fmt.Errorf("%s: %w", e.name, err)
	}
	p.peer = append(p.peer, took)
	if !shown {
		p.peerLate++
	}
	return nil
}

func (b *liveBench) measure(t *tab, dir string, e edit, wait <-chan time.Time) (float64, bool, error) {
	b.marks++
	w, change, err := e.make(dir, fmt.Sprintf("zwaluw%d", b.marks))
	if err != nil {
		return 0, false, err
	}
	<-wait
	took, shown, err := t.measure(w, patience, change)
	return took.Seconds(), shown, err
}

func (b *liveBench) between(least, most time.Duration) time.Duration {
	return least + time.Duration(b.rand.Int64N(int64(most-least)))
}

func (b *liveBench) of(e edit) *pair {
	if b.times[e.name] == nil {
		b.times[e.name] = &pair{}
	}
	return b.times[e.name]
}

// print prints the table.
func (b *liveBench) print(edits []edit) {
	row("change", "edits", "median", "p95", "most", "asked of p95", "`hugo server`: median", "p95", "opladers is so many times as fast (medians)")
	row("---", "---", "---", "---", "---", "---", "---", "---", "---")
	for _, e := range edits {
		p := b.of(e)
		if len(p.ours) == 0 {
			continue
		}
		theirs := []string{"", "", ""}
		if len(p.peer) > 0 {
			theirs = []string{milliseconds(median(p.peer)), milliseconds(percentile(p.peer, 95)), fmt.Sprintf("%.1f", median(p.peer)/median(p.ours))}
			if p.peerLate > 0 {
				theirs[0] += fmt.Sprintf(" (%d of %d not within 60 s)", p.peerLate, len(p.peer))
			}
		}
		times := fmt.Sprint(len(p.ours))
		if p.oursLate > 0 {
			times += fmt.Sprintf(", of which %d not within 60 s", p.oursLate)
		}
		p95 := percentile(p.ours, 95)
		row(append([]string{e.name, times, milliseconds(median(p.ours)), milliseconds(p95), milliseconds(slices.Max(p.ours)),
			milliseconds(e.asked) + ": " + met(p95 <= e.asked)}, theirs...)...)
	}
}

func milliseconds(s float64) string { return fmt.Sprintf("%.0f ms", s*1000) }

// percentile gives the smallest value that so many in a hundred do not pass.
func percentile(list []float64, n int) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[(len(list)*n+99)/100-1]
}
