package store

import (
	"errors"
	"os"
	"path/filepath"
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
	return &Import{Municipality: "zutphen", Source: "zutphen/verhalen/" + title + ".docx", Page: p, Photos: photos}
}

// put opens the site anew, as each run does, and puts the import in.
func put(t *testing.T, site string, in *Import) (Outcome, string) {
	t.Helper()
	s, err := Open(site)
	if err != nil {
		t.Fatal(err)
	}
	outcome, at, err := s.Put(in)
	if err != nil {
		t.Fatal(err)
	}
	return outcome, filepath.Join(site, "content", at)
}

func TestAPageFollowsItsSourceUntilAPersonEditsIt(t *testing.T) {
	site := newSite(t)
	steps := []struct {
		body, edit string
		want       Outcome
	}{
		{"een", "", New},
		{"een", "", Unchanged},
		{"twee", "", Changed},
		{"twee", "met de hand", Kept},
		{"drie", "", Kept},
	}
	for i, step := range steps {
		if step.edit != "" {
			_, at := put(t, site, story("Soep", step.body))
			write(t, at, read(t, at)+step.edit)
		}
		outcome, at := put(t, site, story("Soep", step.body))
		if outcome != step.want {
			t.Errorf("step %d: %s, want %s", i, outcome, step.want)
		}
		if at != filepath.Join(site, "content/zutphen/verhalen/soep/index.md") {
			t.Errorf("step %d: stored at %s", i, at)
		}
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
	photo := ImportPhoto{Photo: Photo{File: "0123456789abcdef.jpg", Width: 10}, Data: []byte("pixels"), Publish: true}
	_, at := put(t, site, story("Soep", "een", photo))
	master := filepath.Join(filepath.Dir(at), photo.File)
	if read(t, master) != "pixels" {
		t.Fatal("the photo is not in the bundle")
	}
	write(t, filepath.Join(filepath.Dir(at), "notitie.txt"), "van een mens")

	// Consent is taken back: the master leaves the bundle, what a person added stays.
	photo.Publish = false
	if outcome, _ := put(t, site, story("Soep", "een", photo)); outcome != Changed {
		t.Errorf("got %s", outcome)
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
	photo.Publish = true
	put(t, site, story("Soep", "een", photo))
	if read(t, master) != "pixels" {
		t.Error("the photo did not come back")
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	site := newSite(t)
	s, err := Open(site)
	if err != nil {
		t.Fatal(err)
	}
	s.DryRun = true
	if outcome, _, err := s.Put(story("Soep", "een")); outcome != New || err != nil {
		t.Errorf("%s, %v", outcome, err)
	}
	if err := s.EnsureSections(); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(filepath.Join(site, "content/zutphen")); len(entries) != 1 {
		t.Errorf("written: %v", entries)
	}
}
