package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/live"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// What collecting failed on is a page; when that is mended nobody has to save the source again.
func TestServeCollectsWhenAPageIsMended(t *testing.T) {
	s := &served{dir: projectCopy(t, "layouts", "assets", "i18n", "static")}
	s.write(t, "content/_index.md", "---\ntitle: Opladers\n---\n")
	s.write(t, "content/zutphen/_index.md", "---\ntitle: [Zutphen\nsoort: gemeente\n---\n")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van pompoen."))
	s = serveSite(t, s.dir)
	s.says(t, "inbox → nog niet te zien")
	s.write(t, "content/zutphen/_index.md", "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	s.sees(t, "/zutphen/verhalen/soep/", "Van pompoen.")
}

// following is a follower of a small site that nobody looks at, and what it says.
func following(t *testing.T) (*follower, *strings.Builder) {
	s := &served{dir: projectCopy(t, "layouts", "assets", "i18n", "static")}
	s.write(t, "content/_index.md", "---\ntitle: Opladers\n---\n")
	s.write(t, "content/zutphen/_index.md", "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	for _, name := range []string{"a", "b"} {
		s.write(t, "content/zutphen/verhalen/"+name+"/index.md", "---\ntitle: "+name+"\nsoort: verhaal\naangekondigd: 2026-11-20\n---\n\nTekst.\n")
	}
	cfg, err := config.Load(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	f := &follower{app: &app{now: now, stdout: &said}, cfg: cfg, overtake: func() {}}
	f.live, _ = build.NewLive(build.Options{Config: cfg, Now: now, Cache: t.TempDir()})
	t.Cleanup(f.live.Close)
	f.server = live.New(f.live, live.Options{})
	return f, &said
}

// A check that was broken off is done again, though the site was made; and after an error it is known still which pages there are.
func TestFollowerChecksWhatItMade(t *testing.T) {
	f, _ := following(t)
	made, err := build.Run(t.Context(), build.Options{Config: f.cfg, Now: f.now, Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	f.known.site = map[string][]rule.Finding{} // of before
	f.live, _ = build.NewLive(build.Options{Config: f.cfg, Now: f.now, Cache: t.TempDir()})
	if !f.tell(t.Context(), settled{made: made.Record, err: context.Canceled}) {
		t.Fatal("it was not overtaken")
	}
	got := make(chan settled, 1)
	f.settle(t.Context(), got)
	if s := <-got; s.err != nil || s.found == nil {
		t.Errorf("it was not checked: %v", s.err)
	}

	f.state.Files = map[string]string{"/zutphen/": "zutphen/_index.md"}
	f.pages(t.Context())
	if len(f.state.Files) == 0 {
		t.Error("nothing was read, and the pages are forgotten")
	}
}

// What was made of before a change says nothing of what is wrong since.
func TestFollowerKeepsNewerProblems(t *testing.T) {
	f, _ := following(t)
	f.state.Version = 2
	f.wrong[inPages] = &notice.Notice{Text: "Kapot."}
	if again := f.tell(t.Context(), settled{result: &build.Result{}, version: 1}); !again {
		t.Error("nobody makes what came since")
	}
	if f.wrong[inPages] == nil {
		t.Error("the problem is forgotten")
	}
	f.overtake, f.unchecked = func() {}, &build.Record{}
	f.tell(t.Context(), settled{made: f.unchecked, version: f.state.Version})
	if f.wrong[inPages] == nil {
		t.Error("it was only checked, and the problem is forgotten")
	}
	f.overtake = func() {}
	f.tell(t.Context(), settled{result: &build.Result{}, version: f.state.Version})
	if f.wrong[inPages] != nil {
		t.Error("it was made, and the problem stays")
	}
}

// Of files that change at once each that cannot be read is said, and what stands beside it is not to be seen either.
func TestFollowerSaysWhatIsHeldUp(t *testing.T) {
	f, said := following(t)
	if err := f.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := &served{dir: f.cfg.Dir}
	var changes []site.Change
	for name, text := range map[string]string{"a/index.md": "---\ntitle: [a\n---\n", "b/index.md": "---\ntitle: [b\n---\n", "b/foto.txt": "", "c/index.md": "---\ntitle: c\nsoort: verhaal\naangekondigd: 2026-11-20\n---\n"} {
		s.write(t, "content/zutphen/verhalen/"+name, text)
		changes = append(changes, site.Change{Path: filepath.Join(f.cfg.Dir, "content/zutphen/verhalen", filepath.FromSlash(name)), Added: name != "a/index.md" && name != "b/index.md"})
	}
	slices.SortFunc(changes, func(a, b site.Change) int { return strings.Compare(a.Path, b.Path) })
	f.bring(t.Context(), time.Now(), "", changes)
	for i, want := range []string{
		"a/index.md, regel 2: Achter de lijst ontbreekt het haakje ].", "b/index.md, regel 2: Achter de lijst",
		"c/index.md → /zutphen/verhalen/c/  (",
	} {
		if lines := strings.Split(said.String(), "\n"); len(lines) != 4 || !strings.Contains(lines[i], want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if f.state.Go != "/zutphen/verhalen/c/" {
		t.Errorf("browsers go to %q", f.state.Go)
	}
}
