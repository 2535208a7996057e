package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree gives the files under content/ with their bytes, and the folders.
func tree(t *testing.T, site string) map[string]string {
	t.Helper()
	out := map[string]string{}
	root := filepath.Join(site, "content")
	err := filepath.WalkDir(root, func(file string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, file)
		if out[rel] = "folder"; !d.IsDir() {
			out[rel] = read(t, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// run is a collect of these imports.
func runOf(t *testing.T, site string, imports ...*Import) {
	t.Helper()
	s := open(t, site)
	if err := s.EnsureSections(); err != nil {
		t.Fatal(err)
	}
	for _, in := range imports {
		if _, err := s.Put(in); err != nil {
			t.Fatal(err)
		}
	}
}

func undo(t *testing.T, step func() (*Undone, error), kept ...string) {
	t.Helper()
	u, err := step()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(u.Kept, kept) && len(u.Kept)+len(kept) > 0 {
		t.Errorf("kept %q, want %q", u.Kept, kept)
	}
}

func TestUndoAndRedoRestoreEveryByte(t *testing.T) {
	site := newSite(t)
	photo := ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "0123456789abcdef.jpg"}}, Data: []byte("pixels")}
	states := []map[string]string{tree(t, site)}
	for _, run := range [][]*Import{
		{story("Soep", "een", photo), story("Brood", "een")},
		{story("Soep", "twee"), story("Kaas", "een")}, // without its photo
	} {
		runOf(t, site, run...)
		states = append(states, tree(t, site))
		runOf(t, site, run...) // a run that changes nothing is none
	}
	for i := len(states) - 2; i >= 0; i-- {
		undo(t, open(t, site).Undo)
		if got := tree(t, site); !maps.Equal(got, states[i]) {
			t.Errorf("undo to state %d: got %v", i, got)
		}
	}
	if _, err := open(t, site).Undo(); !errors.Is(err, ErrNothing) {
		t.Errorf("undo of nothing: %v", err)
	}
	for i := 1; i < len(states); i++ {
		undo(t, open(t, site).Redo)
		if got := tree(t, site); !maps.Equal(got, states[i]) {
			t.Errorf("redo to state %d: got %v", i, got)
		}
	}
	if _, err := open(t, site).Redo(); !errors.Is(err, ErrNothing) {
		t.Errorf("redo of nothing: %v", err)
	}
}

func TestUndoKeepsWhatWasEditedSince(t *testing.T) {
	site := newSite(t)
	runOf(t, site, story("Soep", "een"), story("Brood", "een"))
	runOf(t, site, story("Soep", "twee"), story("Brood", "twee"))
	soup := filepath.Join(site, "content/zutphen/verhalen/soep/index.md")
	bread := filepath.Join(site, "content/zutphen/verhalen/brood/index.md")
	edited := read(t, soup) + "met de hand\n"
	write(t, soup, edited)
	undo(t, open(t, site).Undo, "zutphen/verhalen/soep")
	if read(t, soup) != edited {
		t.Error("the edit is gone")
	}
	was := read(t, bread)
	undo(t, open(t, site).Redo, "zutphen/verhalen/soep")
	if read(t, soup) != edited || read(t, bread) == was {
		t.Error("redo took the edit, or did nothing")
	}
}

func TestANewRunEndsRedo(t *testing.T) {
	site := newSite(t)
	runOf(t, site, story("Soep", "een"))
	runOf(t, site, story("Soep", "twee"))
	undo(t, open(t, site).Undo)
	runOf(t, site, story("Soep", "drie"))
	if _, err := open(t, site).Redo(); !errors.Is(err, ErrNothing) {
		t.Errorf("got %v", err)
	}
	undo(t, open(t, site).Undo)
	undo(t, open(t, site).Undo)
	if _, err := os.Stat(filepath.Join(site, "content/zutphen/verhalen")); err == nil {
		t.Error("a folder was left behind")
	}
}

// A run that was killed before a change it had noted leaves a note of something that did not happen.
func TestUndoOfAKilledRun(t *testing.T) {
	site := newSite(t)
	runOf(t, site, story("Soep", "een"))
	before := tree(t, site)
	s := open(t, site)
	if err := s.journal.change("zutphen/verhalen/soep", s.file("zutphen/verhalen/soep"), "nooit geschreven"); err != nil {
		t.Fatal(err)
	}
	undo(t, open(t, site).Undo)
	if !maps.Equal(tree(t, site), before) {
		t.Error("undo changed something")
	}
}

func TestUndoDoesNotPublishWithdrawnPhotos(t *testing.T) {
	site := newSite(t)
	photo := ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "0123456789abcdef.jpg"}}, Data: []byte("pixels")}
	runOf(t, site, story("Soep", "een", photo))
	withdrawn := story("Soep", "een", photo)
	withdrawn.Page.Photos[0].NoPersons = false
	runOf(t, site, withdrawn)
	undo(t, open(t, site).Undo)
	bundle := filepath.Join(site, "content/zutphen/verhalen/soep")
	if _, err := os.Stat(filepath.Join(bundle, photo.File)); err == nil {
		t.Error("undo brought back a photo without consent")
	}
	if _, err := os.Stat(filepath.Join(bundle, "index.md")); err != nil {
		t.Error(err)
	}
}

func TestAPageThatWasUndoneCanBeRemovedForGood(t *testing.T) {
	site := newSite(t)
	runOf(t, site, story("Soep", "geheim"))
	undo(t, open(t, site).Undo)
	if err := open(t, site).Remove("zutphen/verhalen/soep", "2026-11-21"); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(site, func(file string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(read(t, file), "geheim") {
			t.Errorf("%s still has the text", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
