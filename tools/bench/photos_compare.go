package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/site"
)

// hugoPhotos is how many photos Hugo makes when it need not make all: a minute and a half is much for one figure.
const hugoPhotos = 4

// hugoFilters are how Hugo makes photos smaller: as it does by itself, which is less sharp, and as well as the others.
var hugoFilters = [2]string{"Box", "Lanczos"}

// contestants are opladers and two ways to use sharp.
const contestants = 3

// series is what the rounds of one program took.
type series struct{ wall, processor, peak []float64 }

func (s *series) add(u usage) {
	s.wall, s.processor, s.peak = append(s.wall, u.wall), append(s.processor, u.processor), append(s.peak, float64(u.peak))
}

// compare runs the programs one after the other, round after round, each time with an empty cache. What they made the first
// time stays, for judge.
func (b *photoBench) compare(ctx context.Context) error {
	version, err := sharpVersion()
	if err != nil {
		return err
	}
	clone, err := b.fastest(ctx, "clone")
	if err != nil {
		return err
	}
	once, err := b.fastest(ctx, "once")
	if err != nil {
		return err
	}
	run := [contestants]func(out string) (result, error){
		func(out string) (result, error) {
			return opladers(ctx, b.ours, out, filepath.Join(b.dir, "cache"), b.files...)
		},
		func(out string) (result, error) { return b.sharp(ctx, clone, out, b.files...) },
		func(out string) (result, error) { return b.sharp(ctx, once, out, b.files...) },
	}
	var took [contestants]series
	for range b.rounds {
		for i, start := range run {
			out := filepath.Join(b.dir, fmt.Sprintf("out-%d", i))
			if err := errors.Join(os.RemoveAll(out), os.RemoveAll(filepath.Join(b.dir, "cache"))); err != nil {
				return err
			}
			r, err := start(out)
			if err := errors.Join(err, r.check(len(b.files))); err != nil {
				return err
			}
			took[i].add(r.usage)
			b.made[i] = r.made
		}
	}
	photos := b.files
	if !b.long {
		photos = photos[:hugoPhotos]
	}
	scale := float64(len(b.files)) / float64(len(photos))
	var hugo [2]series
	for i, filter := range hugoFilters {
		u, err := b.hugoRun(ctx, filter, photos...)
		if err != nil {
			return err
		}
		u.wall, u.processor = u.wall*scale, u.processor*scale
		hugo[i].add(u)
	}

	row("", "time", "processor time", "most memory", "times as long as opladers", "asked", "times its processor time")
	row("---", "---", "---", "---", "---", "---", "---")
	ours := took[0]
	b.took = median(ours.wall)
	ours.print("`opladers photos`", ours, 0)
	took[1].print(fmt.Sprintf("sharp %s: each file a clone of the open photo, two photos at a time, %d threads", version, clone.Threads), ours, 1.5)
	took[2].print(fmt.Sprintf("sharp: the largest size kept as pixels, the others made of it, %d threads", once.Threads), ours, 0)
	for i, filter := range hugoFilters {
		name := fmt.Sprintf("Hugo v%s, %s, one round", site.HugoVersion(), filter)
		if !b.long {
			name += fmt.Sprintf(" of %d photos, times %.0f", len(photos), scale)
		}
		hugo[i].print(name, ours, 10)
	}
	fmt.Println()
	return nil
}

// print prints the medians of a program beside ours; asked is how many times as long it should take, when that matters. On a
// machine that does other work too, the ratio of the processor times says more.
func (s series) print(name string, ours series, asked float64) {
	times, work := beside(s.wall, ours.wall), beside(s.processor, ours.processor)
	verdict := ""
	if asked > 0 {
		verdict = fmt.Sprintf("%g: %s", asked, met(median(times) >= asked))
	}
	row(name, fmt.Sprintf("%.1f s", median(s.wall)), fmt.Sprintf("%.1f s", median(s.processor)), fmt.Sprintf("%.0f MiB", slices.Max(s.peak)),
		spread(times), verdict, spread(work))
}

// beside gives the ratio with ours in each round; what ran once is compared with every round.
func beside(theirs, ours []float64) []float64 {
	ratios := make([]float64, len(ours))
	for i, t := range ours {
		ratios[i] = theirs[min(i, len(theirs)-1)] / t
	}
	return ratios
}

func spread(ratios []float64) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f)", median(ratios), slices.Min(ratios), slices.Max(ratios))
}

// met says whether an aim is met.
func met(yes bool) string {
	if yes {
		return "met"
	}
	return "not met"
}
