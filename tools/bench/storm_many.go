package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// perFolder is how many stories one generated municipality has here.
const perFolder = 250

// manyFiles are files of which half are pages and half are sources.
type manyFiles struct {
	site string
	half int // how many of each there are at first
	g    *generator
}

// many changes n files at once: half of them pages in content/, half sources in inbox/. One in ten is deleted, one in ten is new.
func (s *stormBench) many(ctx context.Context, n int) error {
	if _, err := generate(".", s.site, 1); err != nil {
		return err
	}
	m := &manyFiles{s.site, n / 2, &generator{dir: s.site, rand: rand.New(rand.NewPCG(7, 8))}}
	for i := range n / 2 {
		m.page(i, "eerst")
		m.source(i, "eerst")
	}
	if m.g.err != nil {
		return m.g.err
	}
	if err := s.serve(ctx); err != nil {
		return err
	}
	if _, err := s.tell(fmt.Sprintf("%d pages and %d sources", n/2, n/2)); err != nil {
		return err
	}
	start := time.Now()
	for i := range n / 2 {
		switch i % 10 {
		case 0:
			m.gone(m.pageFile(i), m.sourceFile(i))
		case 1:
			m.page(n+i, "nieuw")
			m.source(n+i, "nieuw")
		default:
			m.page(i, "daarna")
			m.source(i, "daarna")
		}
	}
	if m.g.err != nil {
		return m.g.err
	}
	fmt.Printf("%d files changed in %.1f s\n", n, time.Since(start).Seconds())
	return errors.Join(s.verify(ctx, 30*time.Minute), s.end())
}

// folder gives the municipality that a page is of; new ones are of those that are there.
func (m *manyFiles) folder(i int) int { return i % m.half / perFolder }

func (m *manyFiles) pageFile(i int) string {
	return fmt.Sprintf("content/gemeente-%d/verhalen/pagina-%d/index.md", m.folder(i), i)
}

func (m *manyFiles) sourceFile(i int) string {
	return fmt.Sprintf("inbox/gemeente-%d/verhalen/verhaal-%05d/verhaal.md", m.folder(i), i)
}

// page writes a page, and with the first of a municipality what that needs.
func (m *manyFiles) page(i int, mark string) {
	if slug := fmt.Sprintf("gemeente-%d", m.folder(i)); i < m.half && i%perFolder == 0 {
		m.g.page(slug+"/_index.md", &page.Page{Common: page.Common{Title: slug, Kind: page.KindMunicipality}, Municipality: &page.Municipality{Villages: page.Strings{slug}, Organiser: &page.Organiser{Name: "Sam"}}})
		m.g.page(slug+"/verhalen/_index.md", store.Section(slug, page.KindStory))
	}
	text := fmt.Sprintf("---\ntitle: Pagina %d\nsoort: verhaal\naangekondigd: \"2026-10-01\"\n---\n\nHier staat %s.\n", i, mark)
	m.g.file(m.pageFile(i), []byte(text))
}

func (m *manyFiles) source(i int, mark string) {
	m.g.file(m.sourceFile(i), fmt.Appendf(nil, "---\ntitle: Verhaal %d\naangekondigd: 2026-10-01\n---\nHier staat %s, en dit is verhaal %d.\n", i, mark, i))
}

func (m *manyFiles) gone(names ...string) {
	for _, name := range names {
		if m.g.err == nil {
			m.g.err = os.RemoveAll(filepath.Dir(filepath.Join(m.site, filepath.FromSlash(name))))
		}
	}
}
