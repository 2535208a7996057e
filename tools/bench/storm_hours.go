package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// editsAnHour is one edit in 20 seconds.
const editsAnHour = 180

// work is one edit that is to be seen at an address.
type work struct {
	name    string
	address string
	change  func() error
	shown   func(ctx context.Context, status int, body string) bool
}

// hours makes the edits of so many hours, each as soon as the one before is shown, and says what the program holds after each hour's worth.
func (s *stormBench) hours(ctx context.Context, hours int) error {
	if err := s.sample(ctx); err != nil {
		return err
	}
	a := newActor(s.site, s.rand)
	late, slowest, first, last := 0, time.Duration(0), footprint{}, footprint{}
	begin := time.Now()
	for n := range hours * editsAnHour {
		a.total = n
		w, err := s.work(a)
		if err != nil {
			return err
		}
		start := time.Now()
		shown, err := s.shown(ctx, w)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		if !shown {
			late++
			fmt.Printf("edit %d, %s: %s does not show it within %v\n", n, w.name, w.address, patience/2)
		}
		slowest = max(slowest, time.Since(start))
		if (n+1)%editsAnHour > 0 {
			continue
		}
		if err := s.server.settled(ctx, s.site, start); err != nil {
			return err
		}
		time.Sleep(5 * time.Second)
		hour := (n + 1) / editsAnHour
		if last, err = s.tell(fmt.Sprintf("hour %d (after %.1f min)", hour, time.Since(begin).Minutes())); err != nil {
			return err
		}
		if hour == 1 {
			first = last
		}
	}
	fmt.Printf("%d edits, of which %d were not shown within %v; the slowest took %.1f s\n", hours*editsAnHour, late, patience/2, slowest.Seconds())
	if hours > 1 {
		fmt.Printf("from hour 1 to %d: %+.1f MiB of heap in use and %+.1f descriptors an hour\n", hours,
			float64(last.heap-first.heap)/float64(hours-1), float64(last.descriptors-first.descriptors)/float64(hours-1))
	}
	return s.end()
}

// shown makes an edit, and asks for its page until that shows it. Meanwhile a tab listens, which then goes away.
func (s *stormBench) shown(ctx context.Context, w work) (bool, error) {
	listening, cancel := context.WithCancel(ctx)
	defer cancel()
	go get(listening, s.server.url+"/_opladers/events?page="+w.address) //nolint:errcheck // it is cut off
	if err := w.change(); err != nil {
		return false, err
	}
	for start := time.Now(); time.Since(start) < patience/2; time.Sleep(20 * time.Millisecond) {
		if status, body, err := get(ctx, s.server.url+w.address); err == nil && w.shown(ctx, status, body) {
			return true, nil
		}
	}
	return false, ctx.Err()
}

var stylesheet = regexp.MustCompile(`<link rel="stylesheet" href="(/css/[^"]+)"`)

// work chooses an edit: most are of text.
func (s *stormBench) work(a *actor) (w work, err error) {
	mark := a.mark()
	has := func(_ context.Context, _ int, body string) bool { return strings.Contains(body, mark+".") }
	story := func(dir string) string {
		return "/" + strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(dir, filepath.Join(s.site, "content"))), "/") + "/"
	}
	switch n := s.rand.IntN(20); {
	case n < 10:
		dir, save := a.one("content/aalten/verhalen/*", "content/lochem/verhalen/*"), inPlace // not where Word files go: who edits both gets a question
		if n%2 == 0 {
			save = byRename
		}
		file := filepath.Join(dir, "index.md")
		data, err := marked(file, "\n\nRegel ", mark+".\n")
		return work{"text", story(dir), func() error { return save(file, data) }, has}, err
	case n < 14:
		title := fmt.Sprintf("Werk %d", s.rand.IntN(6))
		data := wordFile(title, []string{"Dit verhaal is er om te meten.", "Regel " + mark + "."})
		return work{"word", "/zutphen/verhalen/" + strings.ToLower(strings.ReplaceAll(title, " ", "-")) + "/",
			func() error {
				return saveAsWord(filepath.Join(s.site, "inbox", "zutphen", "verhalen", title+".docx"), data)
			}, has}, nil
	case n < 15:
		file := filepath.Join(s.site, "layouts", "_partials", "voet.html")
		data, err := marked(file, "\n<p hidden>", mark+".</p>\n")
		return work{"template", "/", func() error { return inPlace(file, data) }, has}, err
	case n < 16:
		file := filepath.Join(s.site, "assets", "css", "voet.css")
		data, err := marked(file, "\n.voet { --werk: ", mark+"; }\n")
		return work{"stylesheet", "/", func() error { return inPlace(file, data) }, func(ctx context.Context, _ int, body string) bool {
			link := stylesheet.FindStringSubmatch(body)
			if link == nil {
				return false
			}
			_, css, err := get(ctx, s.server.url+link[1])
			return err == nil && strings.Contains(css, mark)
		}}, err
	case n < 17:
		name := fmt.Sprintf("werk-%d.txt", s.rand.IntN(5))
		return work{"static", "/" + name, func() error { return inPlace(filepath.Join(s.site, "static", name), []byte(mark+".")) }, has}, nil
	}
	dir := filepath.Join(s.site, "content", "aalten", "verhalen", fmt.Sprintf("werk-%d", s.rand.IntN(5)))
	if _, err := os.Stat(dir); err == nil {
		return work{"page deleted", story(dir), func() error { return os.RemoveAll(dir) }, func(_ context.Context, status int, _ string) bool { return status == http.StatusNotFound }}, nil
	}
	text := fmt.Sprintf("---\ntitle: Werk %s\nsoort: verhaal\naangekondigd: \"2026-10-01\"\n---\n\nRegel %s.\n", mark, mark)
	return work{"page made", story(dir), func() error {
		if err := os.Mkdir(dir, 0o755); err != nil {
			return err
		}
		return inPlace(filepath.Join(dir, "index.md"), []byte(text))
	}, has}, nil
}
