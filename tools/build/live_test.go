package build

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/site"
)

var liveNow = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// liveSite is a site that is changed, and shown while it is.
type liveSite struct {
	t     *testing.T
	dir   string
	cache string
	*Live
}

func openLive(t *testing.T) *liveSite {
	t.Helper()
	s := &liveSite{t: t, dir: copySite(t, "content", "layouts", "assets", "i18n", "static"), cache: t.TempDir()}
	c, err := config.Load(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	s.Live, _ = NewLive(Options{Config: c, Now: liveNow, Cache: s.cache, Codec: codec(t)})
	if err := s.Load(t.Context(), c, liveNow); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func (s *liveSite) edit(name, old, new string) site.Change {
	s.t.Helper()
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(data, []byte(old)) {
		s.t.Fatalf("%s has no %q: %v", name, old, err)
	}
	write(s.t, file, bytes.Replace(data, []byte(old), []byte(new), 1))
	return site.Change{Path: file}
}

func (s *liveSite) add(name, text string) site.Change {
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	write(s.t, file, []byte(text))
	return site.Change{Path: file, Added: true}
}

// gone removes a folder.
func (s *liveSite) gone(name string) (out []site.Change) {
	dir := filepath.Join(s.dir, filepath.FromSlash(name))
	for rel := range files(s.t, dir) {
		out = append(out, site.Change{Path: filepath.Join(dir, rel), Gone: true})
	}
	if err := os.RemoveAll(dir); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// afresh builds the same site in another folder.
func (s *liveSite) afresh() map[string][]byte {
	s.t.Helper()
	dir := s.t.TempDir()
	for _, name := range []string{"content", "layouts", "assets", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(s.dir, name))); err != nil {
			s.t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(s.dir, config.Name))
	if err != nil {
		s.t.Fatal(err)
	}
	write(s.t, filepath.Join(dir, config.Name), data)
	c, err := config.Load(dir)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := Run(s.t.Context(), Options{Config: c, Now: liveNow, Cache: s.cache, Codec: codec(s.t)}); err != nil {
		s.t.Fatal(err)
	}
	return files(s.t, filepath.Join(dir, PublicDir))
}

// same compares what is shown with a fresh build: of all its files, or of those that Hugo draws.
func (s *liveSite) same(what string, want map[string][]byte, all bool) {
	s.t.Helper()
	wrong := 0
	for _, name := range slices.SortedFunc(maps.Keys(want), pagesFirst) {
		data := want[name]
		drawn := filepath.Base(name) == index && !strings.Contains(name, "bladzijde/") && !bytes.Contains(data, leadsOn)
		if !all && !drawn && filepath.Ext(name) != ".css" && filepath.Ext(name) != ".js" && !strings.HasPrefix(name, PhotoDir+"/") || name == "sw.js" && !all {
			continue
		}
		got, err := fs.ReadFile(s.Live, name)
		if err != nil || !bytes.Equal(got, data) {
			if wrong++; wrong < 5 {
				s.t.Errorf("%s: %s is not as in a fresh build: %d bytes of %d, %v", what, name, len(got), len(data), err)
			}
		}
	}
	if wrong > 0 {
		s.t.Errorf("%s: %d of %d files", what, wrong, len(want))
	}
}

// pagesFirst because what templates make is there when a page names it.
func pagesFirst(a, b string) int {
	other := func(name string) int { return len(strings.TrimPrefix(filepath.Ext(name), ".html")) }
	return cmp.Or(other(a)-other(b), strings.Compare(a, b))
}

func (s *liveSite) change(what string, changes ...site.Change) {
	s.t.Helper()
	if err := s.Change(s.t.Context(), changes); err != nil {
		s.t.Fatal(what, err)
	}
}

func TestLiveIsAFreshBuild(t *testing.T) {
	s := openLive(t)
	s.same("at first", s.afresh(), false)

	story := "content/zutphen/verhalen/soep-voor-zestien/index.md"
	s.change("a text", s.edit(story, "\n---\n", "\n---\nEen nieuwe zin.\n"))
	s.change("a title", s.edit("content/lochem/verhalen/wandelen-op-zondag/index.md", "title: ", "title: Nieuw "))
	s.change("a municipality", s.edit("content/aalten/_index.md", "title: ", "title: Nieuw "))
	s.change("an activity", s.edit("content/aalten/agenda/vogelvoer-maken-2026-12-09/index.md", "T", "T"))
	s.change("a draft", s.edit("content/lochem/verhalen/als-het-regent-plakken-we/index.md", "title: ", "draft: true\ntitle: "))
	s.change("a new story", s.add("content/lochem/verhalen/nieuw/index.md", "---\ntitle: Nieuw\nsoort: verhaal\naangekondigd: 2026-11-20\n---\n\nHallo.\n"))
	s.change("a new activity", s.add("content/zutphen/agenda/nieuw/index.md", "---\ntitle: Nieuw feest\nsoort: activiteit\naangekondigd: 2026-11-20\nbegin: 2026-12-24T10:00\n---\n\nHallo.\n"))
	s.change("gone", append(s.gone("content/zutphen/verhalen/fietsen-leren-op-het-plein"), s.gone("content/aalten/agenda/tuindag-zaaien-2027-03-10")...)...)
	want := s.afresh()
	s.same("content", want, false)
	for _, gone := range []string{"zutphen/verhalen/fietsen-leren-op-het-plein/index.html", "en/aalten/agenda/tuindag-zaaien-2027-03-10/index.html"} {
		if _, err := fs.Stat(s.Live, gone); err == nil {
			t.Errorf("%s is there still", gone)
		}
	}
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.same("settled", want, true)
	if got := files(t, filepath.Join(s.dir, PublicDir)); len(got) != len(want) {
		t.Errorf("%d files in public/, %d in a fresh build", len(got), len(want))
	}

	s.change("a style", s.edit("assets/css/kaart.css", "\n", "\n.x { color: red }\n"))
	s.change("a part", s.edit("layouts/_partials/voet.html", "</footer>", "<p>Voet</p></footer>"))
	s.change("the base", s.edit("layouts/baseof.html", "<body", `<body data-x="1"`))
	s.change("a new part", s.add("layouts/_partials/nieuw.html", "<p>Nieuw</p>"), s.edit("layouts/_partials/voet.html", "</footer>", `{{ partial "nieuw.html" . }}</footer>`))
	s.change("words", s.edit("i18n/nl.toml", "'Kijk. Vraag", "'Kijk! Vraag"))
	want = s.afresh()
	s.same("look", want, false)
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.same("settled again", want, true)
}
