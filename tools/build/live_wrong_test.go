package build

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/site"
)

const (
	oneStory = "content/zutphen/verhalen/fiets/index.md"
	oneFoot  = "layouts/_partials/voet.html"
)

// openSmall is a site of one story, with files of a test.
func openSmall(t *testing.T, drafts bool, more map[string]string) *liveSite {
	t.Helper()
	s := &liveSite{t: t, dir: copySite(t, "layouts", "assets", "i18n", "static"), cache: t.TempDir()}
	s.add("content/_index.md", "---\ntitle: Opladers\n---\n")
	s.add("content/zutphen/_index.md", "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	s.add("content/zutphen/verhalen/_index.md", "---\ntitle: Verhalen\ntype: verhaal\n---\n")
	s.add(oneStory, "---\ntitle: Fietsen\nsoort: verhaal\naangekondigd: 2026-11-20\n---\n\nOp het plein.\n")
	for name, text := range more {
		s.add(name, text)
	}
	c, err := config.Load(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	s.Live, _ = NewLive(Options{Config: c, Now: liveNow, Cache: s.cache, Codec: codec(t), Drafts: drafts})
	if err := s.Load(t.Context(), c, liveNow); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// shows checks that a file of the website has a text.
func (s *liveSite) shows(name, text string) {
	s.t.Helper()
	data, err := fs.ReadFile(s.Live, name)
	if err != nil || !strings.Contains(string(data), text) {
		s.t.Errorf("%s has no %q: %d bytes, %v", name, text, len(data), err)
	}
}

const draft = "---\ntitle: Geheim feest\nsoort: verhaal\naangekondigd: 2026-11-20\ndraft: true\n---\n\nNog niet zeggen.\n"

// What visitors do not see yet is shown to who asks for it, and is in public/ at no moment.
func TestLiveDraftsStayInside(t *testing.T) {
	later := "---\ntitle: Geheime wandeling\nsoort: activiteit\nbegin: 2026-12-24T10:00\ndraft: true\n---\n\nNog niet zeggen.\n"
	s := openSmall(t, true, map[string]string{"content/zutphen/verhalen/geheim/index.md": draft, "content/zutphen/agenda/geheim/index.md": later})
	s.shows("zutphen/verhalen/geheim/index.html", "Nog niet zeggen.")
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.shows("zutphen/verhalen/geheim/index.html", "Nog niet zeggen.")
	s.Close() // it is of another moment
	run(t, s.dir, s.cache, false, codec(t))
	for name, data := range files(t, filepath.Join(s.dir, PublicDir)) {
		if strings.Contains(string(data), "Nog niet zeggen.") || strings.Contains(strings.ToLower(string(data)), "geheim") {
			t.Errorf("%s of public/ has a draft", name)
		}
	}
}

// A change that could not be brought in is brought in with the next one.
func TestLiveKeepsChangesAfterAnError(t *testing.T) {
	s := openSmall(t, false, nil)
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	text := s.edit(oneStory, "Op het plein.", "Op de dijk.")
	party := s.add("content/zutphen/agenda/feest/index.md", "---\ntitle: Feest\nsoort: activiteit\nbegin: 2026-12-24T10:00\n---\n\nTaart.\n")
	state := filepath.Join(s.dir, ".opladers", "hugo")
	if err := os.Rename(state, state+"-weg"); err != nil {
		t.Fatal(err)
	}
	write(t, state, []byte("geen map")) // what is worked out cannot be written
	if err := s.Change(t.Context(), []site.Change{text, party}); err == nil {
		t.Fatal("there is no error")
	}
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.") // as it was
	if err := os.Remove(state); err != nil {
		t.Fatal(err)
	}
	s.change("mended", s.edit(oneFoot, "</footer>", "<p>Voet</p></footer>"))
	s.shows("zutphen/verhalen/fiets/index.html", "Op de dijk.")
	s.shows("zutphen/agenda/feest/index.html", "Taart.")
	s.shows("zutphen/agenda/feest/index.html", "<p>Voet</p>")
}

// So many files that the site is read anew, while a template is broken.
func TestLiveManyChangesAtOnce(t *testing.T) {
	s := openSmall(t, false, nil)
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	foot, err := os.ReadFile(filepath.Join(s.dir, oneFoot))
	if err != nil {
		t.Fatal(err)
	}
	changes := []site.Change{s.edit(oneStory, "Op het plein.", "Op de dijk."), s.edit(oneFoot, "</footer>", "{{ if }}</footer>")}
	for i := range manyChanges {
		name := fmt.Sprintf("content/zutphen/verhalen/nieuw-%d/index.md", i)
		changes = append(changes, s.add(name, fmt.Sprintf("---\ntitle: Nieuw %d\nsoort: verhaal\naangekondigd: 2026-11-20\n---\n\nHallo.\n", i)))
	}
	if err := s.Change(t.Context(), changes); err == nil {
		t.Fatal("a broken template is no error")
	}
	s.shows("zutphen/verhalen/fiets/index.html", "Op de dijk.") // all else goes on
	s.change("mended", s.add(oneFoot, string(foot)))
	s.shows("zutphen/verhalen/fiets/index.html", "Op de dijk.")
	s.shows("zutphen/verhalen/nieuw-299/index.html", "Hallo.")
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.same("settled", s.afresh(), true)
}

// A folder with a page of its own in static/ is given also while public/ is of before.
func TestLiveStaticPages(t *testing.T) {
	s := openSmall(t, false, map[string]string{"static/demo/index.html": "<p>Proef</p>"})
	s.shows("demo/index.html", "Proef")
	s.change("a text", s.edit(oneStory, "Op het plein.", "Op de dijk."))
	s.shows("demo/index.html", "Proef")
	s.change("the page", s.edit("static/demo/index.html", "Proef", "Nieuw"))
	s.shows("demo/index.html", "Nieuw")
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.shows("demo/index.html", "Nieuw")
	changes := s.gone("static/demo")
	s.change("gone", changes...)
	if _, err := fs.Stat(s.Live, "demo/index.html"); err == nil {
		t.Error("it is there still")
	}
}

// A page that cannot be read is as it was, and all others go on; also when it cannot be read from the start.
func TestLiveUnreadablePages(t *testing.T) {
	s := openSmall(t, false, nil)
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	broken := s.edit(oneStory, "title: Fietsen", "title: [Fietsen")
	if err := s.Change(t.Context(), []site.Change{broken, s.edit(oneFoot, "</footer>", "<p>Voet</p></footer>")}); err == nil {
		t.Fatal("it is no error")
	}
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	s.shows("zutphen/index.html", "<p>Voet</p>")

	again := openSmall(t, false, nil)
	again.Close()
	again.edit(oneStory, "title: Fietsen", "title: [Fietsen")
	c, err := config.Load(again.dir)
	if err != nil {
		t.Fatal(err)
	}
	again.Live, _ = NewLive(Options{Config: c, Now: liveNow, Cache: again.cache, Codec: codec(t)})
	t.Cleanup(again.Close) // or it holds the clock
	if err := again.Load(t.Context(), c, liveNow); err == nil {
		t.Fatal("it is no error")
	}
	again.shows("zutphen/index.html", "Zutphen")
	again.change("mended", again.edit(oneStory, "title: [Fietsen", "title: Fietsen"))
	again.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
}

// A new page that cannot be read holds up nothing; one that there was stays as it was through what comes after.
func TestLiveGoesOnBesideUnreadablePages(t *testing.T) {
	s := openSmall(t, false, nil)
	s.shows("index.html", "Opladers")
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	for _, c := range []site.Change{
		s.add("content/zutphen/verhalen/nieuw/index.md", "---\ntitle: [Nieuw\n---\n"),
		s.edit(oneStory, "title: Fietsen", "title: [Fietsen"),
		s.edit(oneFoot, "</footer>", "<p>Voet</p></footer>"),
		s.edit("content/zutphen/_index.md", "title: Zutphen", "title: Zutphen aan zee"),
	} {
		if err := s.Change(t.Context(), []site.Change{c}); err == nil {
			t.Fatalf("after %s it is no error", c.Path)
		}
	}
	s.shows("index.html", "<p>Voet</p>")
	s.shows("index.html", "Zutphen aan zee")
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	s.change("mended", s.edit(oneStory, "title: [Fietsen", "title: Fietsen"), s.edit("content/zutphen/verhalen/nieuw/index.md", "title: [Nieuw", "title: Nieuw"))
	s.shows("zutphen/verhalen/fiets/index.html", "<p>Voet</p>")
	s.shows("zutphen/verhalen/nieuw/index.html", "Nieuw")
}

// A template that cannot be read holds up nothing else; one that calls what there is not, only until it is mended.
func TestLiveBrokenTemplates(t *testing.T) {
	s := openSmall(t, false, nil)
	s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	for _, broken := range []string{"{{ if }}", "{{ end }}", "{{ nergens . }}", `{{ partial "nergens.html" . }}`} {
		if err := s.Change(t.Context(), []site.Change{s.edit(oneFoot, "</footer>", broken+"</footer>")}); err == nil {
			err = s.Draw(t.Context(), "zutphen/")
			if err == nil {
				t.Fatalf("%s is no error", broken)
			}
		}
		err := s.Change(t.Context(), []site.Change{s.edit(oneStory, "Op het plein.", "Op de dijk.")})
		if !strings.Contains(broken, "nergens") {
			if n, ok := err.(interface{ Unwrap() error }); !ok || !strings.HasPrefix(n.Unwrap().Error(), oneFoot) {
				t.Errorf("%s: %v", broken, err)
			}
			s.shows("zutphen/verhalen/fiets/index.html", "Op de dijk.")
		}
		if _, err := s.Settle(t.Context()); err == nil {
			t.Errorf("the site is made with %s", broken)
		}
		s.change("mended", s.edit(oneFoot, broken+"</footer>", "</footer>"))
		s.shows("zutphen/verhalen/fiets/index.html", "Op de dijk.")
		s.change("again", s.edit(oneStory, "Op de dijk.", "Op het plein."))
		s.shows("zutphen/verhalen/fiets/index.html", "Op het plein.")
	}
}
