package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// newSite makes a site with the municipality Zutphen.
func newSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "content/zutphen/_index.md"), "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	write(t, filepath.Join(dir, "content/over/_index.md"), "---\ntitle: Over ons\n---\n")
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func story(title, body string, photos ...ImportPhoto) *Import {
	p := &page.Page{Common: page.Common{Title: title, Kind: page.KindStory}, Body: body}
	for _, ph := range photos {
		p.Photos = append(p.Photos, &page.Photo{File: ph.File, NoPersons: true})
	}
	return &Import{Municipality: "zutphen", Source: "zutphen/verhalen/" + title + ".docx", Page: p, Photos: photos, Day: "2026-11-21"}
}

// put opens the site anew, as each run does, and puts the import in.
func put(t *testing.T, site string, in *Import) (*Result, string) {
	t.Helper()
	s := open(t, site)
	r, err := s.Put(in)
	if err != nil {
		t.Fatal(err)
	}
	return r, filepath.Join(site, "content", r.Path)
}

func open(t *testing.T, site string) *Store {
	t.Helper()
	s, err := Open(site)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnEditStaysAndTheRestFollowsTheSource(t *testing.T) {
	site := newSite(t)
	steps := []struct {
		summary, body, edit string
		want                Outcome
		edits               []string // fields
	}{
		{"kort", "een", "", New, nil},
		{"kort", "een", "", Unchanged, nil},
		{"kort", "twee", "", Changed, nil},
		{"kort", "twee", "met de hand", Unchanged, []string{"tekst"}},
		{"kort", "drie", "", Unchanged, []string{"tekst"}},
		{"langer", "drie", "", Changed, []string{"tekst"}},
		{"langer", "drie", "", Unchanged, []string{"tekst"}},
	}
	for i, step := range steps {
		in := story("Soep", step.body)
		in.Page.Summary = step.summary
		if step.edit != "" {
			_, at := put(t, site, in)
			write(t, at, strings.Replace(read(t, at), step.body, step.edit, 1))
		}
		r, at := put(t, site, in)
		var edits []string
		for _, e := range r.Edits {
			edits = append(edits, e.Field)
		}
		if r.Outcome != step.want || !slices.Equal(edits, step.edits) {
			t.Errorf("step %d: %s and %q, want %s and %q", i, r.Outcome, edits, step.want, step.edits)
		}
		if at != filepath.Join(site, "content/zutphen/verhalen/soep/index.md") {
			t.Errorf("step %d: stored at %s", i, at)
		}
		if text := read(t, at); !strings.Contains(text, "samenvatting: "+step.summary) {
			t.Errorf("step %d:\n%s", i, text)
		}
	}
}

func TestAnAdoptedPageFollowsItsNewSource(t *testing.T) {
	site := newSite(t)
	_, first := put(t, site, story("Soep", "een"))
	write(t, first, read(t, first)+"\nmet de hand\n")
	store := open(t, site)
	was := store.Imported()["zutphen/verhalen/Soep.docx"][0]
	in := story("Soep", "een")
	in.Source, in.Page.Source = "zutphen/verhalen/nieuw.docx", "zutphen/verhalen/nieuw.docx"
	if !store.Adopt(was, in) || store.Adopt(was, story("Kaas", "een")) {
		t.Error("a page is adopted once")
	}
	if r, err := store.Put(in); err != nil || filepath.Join(site, "content", r.Path) != first {
		t.Errorf("%+v, %v", r, err)
	}
	if text := read(t, first); !strings.Contains(text, "bron: "+in.Source) || !strings.Contains(text, "met de hand") {
		t.Error(text)
	}
}

func TestARemovedPageStaysAway(t *testing.T) {
	site := newSite(t)
	in := story("Soep", "een")
	in.Identity = "soep"
	_, at := put(t, site, in)
	if err := open(t, site).Remove("zutphen/verhalen/soep", "2026-11-21"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(at)); err == nil {
		t.Fatal("the page is still there")
	}
	changed, renamed, elsewhere, other := *in, *in, *in, *in
	changed.Identity = "andere soep"
	renamed.Source = "zutphen/verhalen/x.docx"
	elsewhere.Source, elsewhere.Municipality = "lochem/verhalen/x.docx", "lochem"
	other.Source, other.Identity = "zutphen/verhalen/x.docx", "kaas"
	for _, c := range []struct {
		in            *Import
		away, changed bool
	}{{in, true, false}, {&changed, true, true}, {&renamed, true, false}, {&elsewhere, false, false}, {&other, false, false}} {
		if gone, changed := open(t, site).Removal(c.in); (gone != nil) != c.away || c.away && changed != c.changed {
			t.Errorf("%s, %s: %+v, %v", c.in.Source, c.in.Identity, gone, changed)
		}
	}
	if u, err := open(t, site).Undo(); !errors.Is(err, ErrNothing) {
		t.Errorf("what was removed for good came back: %+v", u)
	}
	s := open(t, site)
	gone, _ := s.Removal(&changed)
	if err := s.Readmit(gone, &changed, true); err != nil {
		t.Fatal(err)
	}
	if gone, _ := open(t, site).Removal(&changed); gone != nil {
		t.Errorf("%+v", gone)
	}
	if err := open(t, site).Restore("zutphen/verhalen/soep"); err != nil {
		t.Fatal(err)
	}
}

func TestAnUnchangedPageIsNotTouched(t *testing.T) {
	site := newSite(t)
	_, at := put(t, site, story("Soep", "een"))
	before, _ := os.Stat(filepath.Dir(at))
	put(t, site, story("Soep", "een"))
	if after, _ := os.Stat(filepath.Dir(at)); !os.SameFile(before, after) || before.ModTime() != after.ModTime() {
		t.Error("the bundle was written again")
	}
}

func TestPagesNeverTakeEachOthersPlace(t *testing.T) {
	site := newSite(t)
	write(t, filepath.Join(site, "content/zutphen/verhalen/soep/index.md"), "met de hand gemaakt")
	_, first := put(t, site, story("Soep", "uit Word"))
	other := story("Soep", "van iemand anders")
	other.Source = "zutphen/verhalen/map/soep.docx"
	_, second := put(t, site, other)
	if filepath.Base(filepath.Dir(first)) != "soep-2" || filepath.Base(filepath.Dir(second)) != "soep-3" {
		t.Errorf("stored at %s and %s", first, second)
	}
}

func TestPhotosWithoutConsentStayOut(t *testing.T) {
	site := newSite(t)
	photo := ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "0123456789abcdef.jpg", Width: 10}}, Data: []byte("pixels")}
	_, at := put(t, site, story("Soep", "een", photo))
	master := filepath.Join(filepath.Dir(at), photo.File)
	if read(t, master) != "pixels" {
		t.Fatal("the photo is not in the bundle")
	}
	write(t, filepath.Join(filepath.Dir(at), "notitie.txt"), "van een mens")

	// Consent is taken back: the master leaves the bundle, what a person added stays.
	refused := story("Soep", "een", photo)
	refused.Page.Photos[0].NoPersons = false
	if r, _ := put(t, site, refused); r.Outcome != Changed {
		t.Errorf("got %s", r.Outcome)
	}
	if _, err := os.Stat(master); err == nil {
		t.Error("the photo is still in the bundle")
	}
	if read(t, filepath.Join(site, StateDir, "quarantaine", photo.File)) != "pixels" {
		t.Error("the photo is not in quarantine")
	}
	if read(t, filepath.Join(filepath.Dir(at), "notitie.txt")) != "van een mens" {
		t.Error("a file that a person added is gone")
	}

	// And given again: it comes back.
	put(t, site, story("Soep", "een", photo))
	if read(t, master) != "pixels" {
		t.Error("the photo did not come back")
	}
}

func TestAPhotoThatAPersonKeptStays(t *testing.T) {
	site := newSite(t)
	photo := ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "0123456789abcdef.jpg"}}, Data: []byte("pixels")}
	with := story("Soep", "een\n\n![](0123456789abcdef.jpg)", photo)
	_, at := put(t, site, with)
	write(t, at, strings.Replace(read(t, at), "![](", "![Een pan soep](", 1))
	for range 2 {
		put(t, site, story("Soep", "een"))
	}
	if text := read(t, at); !strings.Contains(text, "![Een pan soep](") || read(t, filepath.Join(filepath.Dir(at), photo.File)) != "pixels" {
		t.Error(text)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	site := newSite(t)
	s := open(t, site)
	s.DryRun = true
	if r, err := s.Put(story("Soep", "een")); err != nil || r.Outcome != New {
		t.Errorf("%+v, %v", r, err)
	}
	if err := s.EnsureSections(); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(filepath.Join(site, "content/zutphen")); len(entries) != 1 {
		t.Errorf("written: %v", entries)
	}
}
