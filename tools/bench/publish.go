package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/publish"
	"mijnopladers.nl/opladers/tools/publish/netlifytest"
)

// What publishing a site may cost, besides the build, when a few of its files changed.
const mostPublish = 2.0 // seconds

// benchPublish publishes a site of n files, of 300 MB, of which three changed: to a folder, and to a stand-in for Netlify on this machine.
func benchPublish(ctx context.Context, n, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &bigSite{dir: filepath.Join(dir, "public"), photos: n / 7, rand: rand.New(rand.NewPCG(1, 2))}
	if err := s.make(n); err != nil {
		return err
	}
	netlify := netlifytest.New()
	defer netlify.Close()
	var wrong error
	for _, place := range []struct {
		name   string
		target publish.Target
	}{
		{"folder", &publish.Folder{Path: filepath.Join(dir, "www")}},
		{"netlify", &publish.Netlify{Site: netlifytest.SiteName, Token: netlifytest.Token, API: netlify.API, Wait: 10 * time.Millisecond}},
	} {
		o := publish.Options{Dir: s.dir, State: filepath.Join(dir, "state-"+place.name), Target: place.target, Now: time.Now()}
		first, err := publish.Run(ctx, o)
		if err != nil {
			return err
		}
		var again []float64
		for range rounds {
			if err := s.rebuild(n, 3); err != nil {
				return err
			}
			r, err := publish.Run(ctx, o)
			if err != nil {
				return err
			}
			if r.Uploaded != 3 || len(r.Changed) != 3 {
				wrong = errors.Join(wrong, fmt.Errorf("%s: %d files travelled", place.name, r.Uploaded))
			}
			again = append(again, r.Seconds)
		}
		netlify.Uploads()
		fmt.Printf("%-8s %d files, %d MB: %.2f s the first time; with 3 of them changed %.2f s, 3 files travel (median of %d); at most %.0f s\n",
			place.name, first.Files, first.Bytes/1e6, first.Seconds, median(again), rounds, mostPublish)
		if median(again) > mostPublish {
			wrong = errors.Join(wrong, fmt.Errorf("%s: that is too slow", place.name))
		}
	}
	return wrong
}

// bigSite is a website of pages and photos.
type bigSite struct {
	dir    string
	photos int
	round  int
	rand   *rand.Rand
}

func (s *bigSite) make(n int) error {
	photo := make([]byte, 150_000)
	for i := range s.photos {
		for k := range photo {
			photo[k] = byte(s.rand.Uint32())
		}
		if err := s.write(s.dir, fmt.Sprintf("foto/%016x-800.webp", i), photo); err != nil {
			return err
		}
	}
	return s.pages(s.dir, n, 0)
}

// pages writes the pages of the site, of which the first few are not as before.
func (s *bigSite) pages(dir string, n, changed int) error {
	text := make([]byte, 10_000)
	for i := range n - s.photos {
		r, round := rand.New(rand.NewPCG(uint64(i), 3)), 0
		if i < changed {
			round = s.round
		}
		for k := range text {
			text[k] = 'a' + byte(r.IntN(26))
		}
		page := fmt.Appendf(nil, "<!DOCTYPE html><title>Pagina %d, %d</title>%s", i, round, text)
		if err := s.write(dir, fmt.Sprintf("gemeente-%d/verhalen/pagina-%d/index.html", i%50, i), page); err != nil {
			return err
		}
	}
	return nil
}

// rebuild puts a fresh site in the place of the old one, as a build does: pages are written anew, and photos linked.
func (s *bigSite) rebuild(n, changed int) error {
	s.round++
	fresh := s.dir + "-nieuw"
	for i := range s.photos {
		name := fmt.Sprintf("foto/%016x-800.webp", i)
		if err := errors.Join(os.MkdirAll(filepath.Join(fresh, "foto"), 0o755), os.Link(filepath.Join(s.dir, name), filepath.Join(fresh, name))); err != nil {
			return err
		}
	}
	if err := s.pages(fresh, n, changed); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(s.dir), os.Rename(fresh, s.dir))
}

func (s *bigSite) write(dir, name string, data []byte) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	return errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o644))
}
