package main

import (
	"context"
	"io"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/config"
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

// A check that was broken off is done again, though the site was made; and after an error it is known still which pages there are.
func TestFollowerChecksWhatItMade(t *testing.T) {
	s := &served{dir: projectCopy(t, "layouts", "assets", "i18n", "static")}
	s.write(t, "content/_index.md", "---\ntitle: Opladers\n---\n")
	s.write(t, "content/zutphen/_index.md", "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	cfg, err := config.Load(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	f := &follower{app: &app{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), stdout: io.Discard}, cfg: cfg, overtake: func() {}}
	o := build.Options{Config: cfg, Now: f.now, Cache: t.TempDir()}
	made, err := build.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	f.live, _ = build.NewLive(o)
	f.known.site = map[string][]rule.Finding{} // of before
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
