package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/photo/alike"
)

var (
	lesser = ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "0123456789abcdef.jpg", Width: 700, Height: 500, Colour: "#101010"}}, Data: []byte("few pixels")}
	best   = ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "fedcba9876543210.jpg", Width: 1400, Height: 1000, Colour: "#202020"}}, Data: []byte("many pixels")}
)

// soup is a story with a photo, as its source has it.
func soup(text string, photo ImportPhoto, noPersons bool) *Import {
	in := story("Soep", text+"\n\n![]("+photo.File+")\n\nTot slot.", photo)
	ph := in.Page.Photos[0]
	ph.Width, ph.Height, ph.Colour, ph.Alt, ph.NoPersons = photo.Width, photo.Height, photo.Colour, "Een pan", noPersons
	in.Answers = map[string]string{"alt/" + photo.File: "Een pan"}
	return in
}

func exchange(t *testing.T, site string) bool {
	t.Helper()
	s := open(t, site)
	on := s.WithPhoto(lesser.File)
	if len(on) != 1 {
		t.Fatalf("%d pages", len(on))
	}
	changed, err := s.Exchange(on[0], lesser.File, best, "2026-11-21")
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func TestExchangeIsAsIfTheSourceHadTheOtherPhoto(t *testing.T) {
	for name, edit := range map[string]func(string) string{
		"untouched":              func(s string) string { return s },
		"on Windows":             func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"the description":        func(s string) string { return strings.Replace(s, "alt: Een pan", "alt: Een ketel # van mij", 1) },
		"the text":               func(s string) string { return strings.Replace(s, "Tot slot.", "Eet smakelijk.", 1) },
		"where the photo stands": func(s string) string { return strings.Replace(s, "![](", "Kijk:\n![Soep](", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			site := newSite(t)
			_, at := put(t, site, soup("Een.", lesser, true))
			edited := edit(read(t, at))
			write(t, at, edited)
			before := tree(t, site)
			if !exchange(t, site) {
				t.Fatal("nothing changed")
			}
			undo(t, open(t, site).Undo)
			if !maps.Equal(tree(t, site), before) {
				t.Error("undo does not give back what was")
			}
			undo(t, open(t, site).Redo)
			want := strings.NewReplacer(lesser.File, best.File, "breedte: 700", "breedte: 1400", "hoogte: 500", "hoogte: 1000", "#101010", "#202020").Replace(edited)
			if got := read(t, at); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if read(t, filepath.Join(filepath.Dir(at), best.File)) != "many pixels" {
				t.Error("the photo is not in the bundle")
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(at), lesser.File)); err == nil {
				t.Error("the other photo is in the bundle still")
			}
			// A later import says the same of the photo that is shown, and what a person wrote is no more and no less an edit.
			in := soup("Een.", best, true)
			in.Photos[0].For = []string{"0123456789abcdef"}
			r, _ := put(t, site, in)
			if r.Outcome != Unchanged || (len(r.Edits) > 0) != (name != "untouched" && name != "on Windows") {
				t.Errorf("%+v", r)
			}
			if got := read(t, at); got != want {
				t.Errorf("after an import of the same %q, want %q", got, want)
			}
			put(t, site, soup("Twee.", best, true))
			if text := read(t, at); !strings.Contains(text, "Twee.") || strings.Count(text, best.File) != strings.Count(want, best.File) {
				t.Error(text)
			}
		})
	}
}

func TestAPhotoThatIsWithheldIsExchangedInQuarantine(t *testing.T) {
	site := newSite(t)
	_, at := put(t, site, soup("Een.", lesser, false))
	if !exchange(t, site) {
		t.Error("nothing changed")
	}
	masters, _ := filepath.Glob(filepath.Join(site, StateDir, "quarantaine", "*"))
	if len(masters) != 1 || filepath.Base(masters[0]) != best.File || !strings.Contains(read(t, at), best.File) {
		t.Errorf("%q", masters)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(at), best.File)); err == nil {
		t.Error("the photo is on the page")
	}
	if on := open(t, site).WithPhoto(best.File); len(on) != 1 || on[0].Answers["alt/"+best.File] == "" || !slices.Equal(on[0].Photos[0].For, []string{"0123456789abcdef"}) {
		t.Errorf("%+v", on)
	}
}

func TestWhatIsNotExchanged(t *testing.T) {
	site := newSite(t)
	_, at := put(t, site, story("Soep", "Een.", lesser, best))
	if exchange(t, site) {
		t.Error("a page that has both")
	}
	put(t, site, soup("Een.", lesser, true))
	write(t, at, "---\ntitle: [\n---\n")
	if exchange(t, site) {
		t.Error("a page that cannot be read")
	}
}

func TestImprint(t *testing.T) {
	site := newSite(t)
	put(t, site, soup("Een.", lesser, true))
	before := tree(t, site)
	made := 0
	print := func(master []byte) (*alike.Print, error) {
		made++
		return &alike.Print{uint64(len(master)), 1}, nil
	}
	stop := errors.New("stop")
	if err := open(t, site).Imprint(func([]byte) (*alike.Print, error) { return nil, stop }); !errors.Is(err, stop) || !maps.Equal(tree(t, site), before) {
		t.Errorf("a run that stops: %v", err)
	}
	for range 2 {
		if err := open(t, site).Imprint(print); err != nil {
			t.Fatal(err)
		}
	}
	if p := open(t, site).Photos(); made != 1 || len(p) != 1 || *p[0].Print != (alike.Print{10, 1}) {
		t.Errorf("made %d times: %+v", made, p)
	}
}
