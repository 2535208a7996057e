package build

import (
	"fmt"
	"io/fs"
	"testing"

	"mijnopladers.nl/opladers/tools/site"
)

// What TestLiveRandom found.

const oneParty = "content/zutphen/agenda/feest/index.md"

const party = "---\ntitle: Feest\nsoort: activiteit\naangekondigd: 2026-11-20\nbegin: 2026-12-24T10:00\n---\n\nTaart.\n"

// Hugo has a front page in each language, also when nobody wrote one.
func TestLiveFrontPagesOfLanguages(t *testing.T) {
	s := openSmall(t, false, nil)
	s.shows("en/index.html", `lang="en"`)
	s.change("a title", s.edit("content/zutphen/_index.md", "title: Zutphen", "title: Zutphen aan zee"))
	s.shows("en/index.html", "Zutphen aan zee")
}

// A page that is gone is gone, also beside one that cannot be read; that one stays in all languages, also when the site is read anew.
func TestLiveGoneBesideUnreadablePages(t *testing.T) {
	s := openSmall(t, false, map[string]string{oneParty: party})
	for _, name := range []string{"zutphen/agenda/feest/index.html", "en/zutphen/agenda/feest/index.html", "zutphen/verhalen/fiets/index.html"} {
		s.shows(name, "")
	}
	if err := s.Change(t.Context(), append(s.gone("content/zutphen/verhalen/fiets"), s.edit(oneParty, "title: Feest", "title: [Feest"))); err == nil {
		t.Fatal("it is no error")
	}
	if _, err := fs.Stat(s.Live, "zutphen/verhalen/fiets/index.html"); err == nil {
		t.Error("it is there still")
	}
	var changes []site.Change
	for i := range manyChanges + 1 {
		changes = append(changes, s.add(fmt.Sprintf("content/zutphen/verhalen/proef-%d.txt", i), ""))
	}
	if err := s.Change(t.Context(), changes); err == nil {
		t.Fatal("it is no error")
	}
	s.shows("zutphen/agenda/feest/index.html", "Taart.")
	s.shows("en/zutphen/agenda/feest/index.html", "Taart.")
	if _, err := fs.Stat(s.Live, "zutphen/verhalen/fiets/index.html"); err == nil {
		t.Error("it is there still after reading anew")
	}
}

// Hugo does not look in a folder that was not there when it read the site.
func TestLiveNewFolders(t *testing.T) {
	s := openSmall(t, false, nil)
	s.change("a part", s.edit(oneFoot, "</footer>", "{{ with hugo.Data.proef }}{{ .woord }}{{ end }}</footer>"))
	s.change("data", s.add("data/proef.toml", "woord = 'Appels'\n"))
	s.shows("zutphen/index.html", "Appels")
	s.change("other data", s.edit("data/proef.toml", "Appels", "Peren"))
	s.shows("zutphen/index.html", "Peren")
}

// Static files ask for no Hugo: they are there also while a template is broken.
func TestLiveStaticPagesAfterAnError(t *testing.T) {
	s := openSmall(t, false, nil)
	s.change("a page", s.add("static/demo/index.html", "<p>Proef</p>"))
	s.shows("demo/index.html", "Proef")
	if err := s.Change(t.Context(), []site.Change{s.edit(oneFoot, "</footer>", "{{ if }}</footer>")}); err == nil {
		t.Fatal("it is no error")
	}
	s.shows("demo/index.html", "Proef")
}

// Another run, or a Settle that a change overtakes, may have worked out dates before Change hears of the file.
func TestLiveBesideAnotherRun(t *testing.T) {
	s := openSmall(t, false, map[string]string{oneParty: party})
	s.shows("en/zutphen/agenda/feest/index.html", "24 December 2026")
	moved := s.edit(oneParty, "2026-12-24", "2026-12-27")
	o := s.o
	if _, err := Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	s.change("the date", moved)
	s.same("beside another run", s.afresh(), false)
	s.shows("en/zutphen/agenda/feest/index.html", "27 December 2026")
}

// Hugo keeps the list of a section that nobody wrote after its last page went, until it reads the site anew.
func TestLiveLastPageOfASection(t *testing.T) {
	s := openSmall(t, false, map[string]string{
		"content/aalten/verhalen/soep/index.md": "---\ntitle: Soep\nsoort: verhaal\n---\n\nVan pompoen.\n", "content/aalten/verhalen/soep/briefje.txt": "",
	})
	s.shows("aalten/index.html", "Soep")
	s.change("the last page", s.gone("content/aalten")...)
	if _, err := fs.Stat(s.Live, "aalten/index.html"); err == nil {
		t.Error("its list is there still")
	}
}

// A page that was not looked at since public/ was made, and cannot be read then, is as in public/.
func TestLiveUnreadableAfterSettling(t *testing.T) {
	s := openSmall(t, false, map[string]string{oneParty: party})
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.shows("en/zutphen/agenda/feest/index.html", "24 December 2026")
	if err := s.Change(t.Context(), []site.Change{s.edit(oneParty, "title: Feest", "title: [Feest")}); err == nil {
		t.Fatal("it is no error")
	}
	s.shows("zutphen/agenda/feest/index.html", "24 december 2026")
}

// Of data that it cannot read Hugo says nothing, and draws pages without.
func TestLiveUnreadableData(t *testing.T) {
	s := openSmall(t, false, map[string]string{"data/proef.toml": "woord = 'Appels'\n"})
	s.change("a part", s.edit(oneFoot, "</footer>", "{{ with hugo.Data.proef }}{{ .woord }}{{ end }}</footer>"))
	s.shows("zutphen/index.html", "Appels")
	if err := s.Change(t.Context(), []site.Change{s.edit("data/proef.toml", "'Appels'", "[")}); err == nil {
		t.Fatal("it is no error")
	}
	if err := s.Change(t.Context(), []site.Change{s.add("content/zutphen/agenda/feest/index.md", party)}); err == nil {
		t.Fatal("all is well")
	}
	s.shows("zutphen/index.html", "Appels")
	s.change("mended", s.edit("data/proef.toml", "[", "'Peren'"))
	s.shows("zutphen/agenda/feest/index.html", "Peren")

	s.change("a file that no template uses", s.edit(oneFoot, "{{ with hugo.Data.proef }}{{ .woord }}{{ end }}", ""))
	s.change("it breaks", s.edit("data/proef.toml", "'Peren'", "["))
	if err := s.Change(t.Context(), []site.Change{s.edit(oneFoot, "</footer>", "{{ with hugo.Data.proef }}{{ .woord }}{{ end }}</footer>")}); err == nil {
		t.Error("a template that begins to use it is no error")
	}
}

// What cannot be read when the site is read first is as in public/.
func TestLiveUnreadableAtTheStart(t *testing.T) {
	s := openSmall(t, false, map[string]string{oneParty: party})
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	_ = s.edit(oneParty, "title: Feest", "title: [Feest")
	again, _ := NewLive(s.o)
	t.Cleanup(again.Close)
	if err := again.Load(t.Context(), s.o.Config, s.o.Now); err == nil {
		t.Fatal("it is no error")
	}
	s.Live = again
	s.shows("en/zutphen/agenda/feest/index.html", "24 December 2026")
	if err := s.Change(t.Context(), s.gone("content/zutphen/verhalen/fiets")); err == nil {
		t.Fatal("all is well")
	}
	if _, err := fs.Stat(s.Live, "zutphen/verhalen/fiets/index.html"); err == nil {
		t.Error("what went then is there still")
	}
}

// A page that cannot be read is not drawn over what is kept of it, though Hugo can draw something.
func TestLiveKeepsWhatCannotBeRead(t *testing.T) {
	s := openSmall(t, false, map[string]string{"content/_index.md": "---\ntitle: Opladers\nsamenvatting: Van ouders, voor ouders.\n---\n"})
	s.shows("index.html", "Van ouders, voor ouders.")
	if err := s.Change(t.Context(), []site.Change{s.edit("content/_index.md", "title: ", "title: [")}); err == nil {
		t.Fatal("it is no error")
	}
	if err := s.Load(t.Context(), s.o.Config, s.o.Now); err == nil {
		t.Fatal("it is no error")
	}
	if err := s.Draw(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	s.shows("index.html", "Van ouders, voor ouders.")
}

// With a template that cannot be read nothing is read anew, and all else goes on.
func TestLiveReadsAnewWhenItCan(t *testing.T) {
	s := openSmall(t, false, map[string]string{"content/aalten/verhalen/soep/index.md": "---\ntitle: Soep\nsoort: verhaal\n---\n\nVan pompoen.\n"})
	foot := s.edit(oneFoot, "</footer>", "{{ if }}</footer>")
	if err := s.Change(t.Context(), append(s.gone("content/aalten"), foot)); err == nil {
		t.Fatal("it is no error")
	}
	if err := s.Change(t.Context(), []site.Change{s.add("content/zutphen/agenda/feest/index.md", party)}); err == nil {
		t.Fatal("all is well")
	}
	s.shows("zutphen/agenda/feest/index.html", "Taart.")
	s.change("mended", s.edit(oneFoot, "{{ if }}</footer>", "</footer>"))
	if _, err := fs.Stat(s.Live, "aalten/index.html"); err == nil {
		t.Error("its list is there still")
	}
}
