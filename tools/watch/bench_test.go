package watch

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// The time from a save to its being told, beyond the 25 ms that it must rest, in a site of 5,000 pages.
func BenchmarkSave(b *testing.B) {
	s := steps{b.TempDir()}
	for i := range 5000 {
		tree(b, s.dir, fmt.Sprintf("map%d/page%d/index.md=text", i%50, i))
	}
	const rest = 25 * time.Millisecond
	w := start(b, Options{Roots: []Root{{Path: s.dir, Rest: rest}}})
	for name, save := range map[string]func(name, text string) error{
		"in place": s.put,
		"renamed": func(name, text string) error {
			tmp := filepath.Join(filepath.Dir(name), ".opladers-nieuw-x")
			return errors.Join(s.put(tmp, text), s.move(tmp, name))
		},
		"made again": func(name, text string) error { return errors.Join(s.remove(name), s.put(name, text)) },
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				page := rand.IntN(5000)
				text := time.Now().String()
				must(b, save(fmt.Sprintf("map%d/page%d/index.md", page%50, page), text))
				begin := time.Now()
				got, err := w.Next(b.Context())
				took = append(took, time.Since(begin)-rest)
				must(b, err)
				if len(got.Changed) != 1 || got.Changed[0].Op != Written {
					b.Fatal(got)
				}
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms-p50")
			b.ReportMetric(took[len(took)*95/100].Seconds()*1000, "ms-p95")
		})
	}
}

// What a root of 20,000 files costs: to compare it once, and the pause after that says the rest.
func BenchmarkCompare(b *testing.B) {
	s := steps{b.TempDir()}
	for i := range 20000 {
		tree(b, s.dir, fmt.Sprintf("map%d/page%d/%d.md=text", i%50, i/4, i))
	}
	w := start(b, Options{})
	o := &Options{hooks: hooks{open: open, kind: kindOf, readable: readable, safety: safety, maxFiles: maxFiles}}
	r := newRoot(w, Root{Path: s.dir}, o)
	defer r.close()
	r.compareAll()
	r.reading = false
	for b.Loop() {
		r.compareAll()
	}
	b.ReportMetric(float64(r.files), "files")
}
