package site

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
	"weak"

	"github.com/gohugoio/hugo/common/htime"
	"github.com/gohugoio/hugo/hugolib"

	"mijnopladers.nl/opladers/tools/notice"
)

// small is a site of a few pages.
func small(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	base := map[string]string{
		"config.toml":         "baseURL = 'https://example.org/'\n[outputs]\nhome = ['html']\nsection = ['html']\npage = ['html']\n[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n[[module.mounts]]\nsource = 'layouts'\ntarget = 'layouts'\n",
		"layouts/page.html":   "<h1>{{ .Title }}</h1>{{ .Content }}",
		"layouts/list.html":   "<ul>{{ range .RegularPages.ByTitle }}<li>{{ .Title }}</li>{{ end }}</ul>",
		"content/_index.md":   "---\ntitle: Thuis\n---\n",
		"content/a/index.md":  "---\ntitle: Eén\n---\n\nTekst.\n",
		"content/b/index.md":  "---\ntitle: Twee\n---\n",
		"content/c/_index.md": "---\ntitle: Lijst\n---\n",
	}
	for _, list := range []map[string]string{base, files} {
		for name, text := range list {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func TestSessionLeavesOutHiddenFiles(t *testing.T) {
	dir := small(t, map[string]string{"content/b/index.md": "---\ntitle: [Twee\n---\n"})
	o := Options{Dir: dir, Config: "config.toml", Now: now}
	if _, err := Open(t.Context(), o); err == nil {
		t.Fatal("a page that cannot be read is read")
	}
	o.Hidden = map[string]bool{filepath.Join(dir, "content", "b", "index.md"): true}
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if html, ok, err := s.Draw(t.Context(), "a/"); err != nil || !ok || !strings.Contains(string(html), "Tekst.") {
		t.Errorf("%s %v %v", html, ok, err)
	}
	if s.Has("b/") {
		t.Error("the hidden page is there")
	}
}

// What is beside a page is not for the site, whatever a template says.
func TestSessionWithholdsFilesOfBundles(t *testing.T) {
	dir := small(t, map[string]string{
		"content/a/iemand.jpg": "een foto",
		"assets/eigen.txt":     "van de site",
		"layouts/page.html":    "{{ with .Resources.Get \"iemand.jpg\" }}{{ .RelPermalink }}{{ end }} {{ (resources.Get \"eigen.txt\").RelPermalink }}",
	})
	s, err := Open(t.Context(), Options{Dir: dir, Config: "config.toml", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	html, _, err := s.Draw(t.Context(), "a/")
	if err != nil || !strings.Contains(string(html), "iemand.jpg") {
		t.Fatalf("%s %v", html, err)
	}
	if data, err := s.File("a/iemand.jpg"); err == nil {
		t.Errorf("it gives %q", data)
	}
	if data, err := s.File("eigen.txt"); string(data) != "van de site" {
		t.Errorf("%q %v", data, err)
	}
}

// Hugo keeps lists of pages for all sites of a program, and would keep each session with them.
func TestSessionIsForgotten(t *testing.T) {
	dir := small(t, nil)
	open := func() weak.Pointer[hugolib.HugoSites] {
		s, err := Open(t.Context(), Options{Dir: dir, Config: "config.toml", Now: now})
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range []string{"", "a/", "c/"} {
			if _, ok, err := s.Draw(t.Context(), address); !ok || err != nil {
				t.Fatal(address, err)
			}
		}
		if err := s.Change([]Change{{Path: filepath.Join(dir, "content", "a", "index.md")}}); err != nil {
			t.Fatal(err)
		}
		sites := weak.Make(s.sites)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return sites
	}
	sites := open()
	for range 50 {
		if runtime.GC(); sites.Value() == nil {
			return
		}
		time.Sleep(100 * time.Millisecond) // what runs beside it ends
	}
	t.Error("a session that is closed stays in memory")
}

// All that is drawn at a time is of one moment; who wants another one waits, and may give up.
func TestClockIsOfOneMoment(t *testing.T) {
	done, _, err := useClock(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	again, _, err := useClock(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	again()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := useClock(ctx, now.Add(time.Hour)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	done()
	later, _, err := useClock(t.Context(), now.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	defer later()
	if got := htime.Now(); !got.Equal(now.Add(time.Hour)) {
		t.Error(got)
	}
}

// Hugo looks after the memory of each site in a goroutine, which it never ends when the templates cannot be read.
func TestBrokenTemplatesLeaveNothingBehind(t *testing.T) {
	dir := small(t, map[string]string{"layouts/page.html": "<h1>{{ .Title }}</h1>\n{{ if }}"})
	o := Options{Dir: dir, Config: "config.toml", Now: now}
	looking := func() int {
		var stacks bytes.Buffer
		if err := pprof.Lookup("goroutine").WriteTo(&stacks, 2); err != nil {
			t.Fatal(err)
		}
		return strings.Count(stacks.String(), "dynacache.(*Cache).start")
	}
	before := looking()
	for range 5 {
		_, err := Open(t.Context(), o)
		n, _ := errors.AsType[notice.Notice](err)
		if n.File != "layouts/page.html" || n.Line != 2 || !strings.Contains(n.Text, "missing value for if") {
			t.Fatal(err)
		}
	}
	if after := looking(); after > before {
		t.Errorf("%d look after memory, %d did before", after, before)
	}
}
