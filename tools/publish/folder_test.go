package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

func seeFolder(dir string) func(string) string {
	return func(path string) string {
		data, _ := os.ReadFile(filepath.Join(dir, LiveName, filepath.FromSlash(path)))
		return string(data)
	}
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nog", "niet")
	cycle(t, &Folder{Path: dir}, seeFolder(dir))
}

func publishFolder(t *testing.T, target *Folder, dir string) *Result {
	t.Helper()
	r, err := Run(t.Context(), Options{Dir: dir, State: t.TempDir(), Target: target, Now: moment})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What did not change is linked, and a link is never written through: an older deploy keeps its bytes whatever comes.
func TestFolderLinks(t *testing.T) {
	one, two, _ := three(t)
	f := &Folder{Path: t.TempDir()}
	first := publishFolder(t, f, one)
	before := tree(t, f.version(first.Deploy))
	second := publishFolder(t, f, two)
	a, err := os.Stat(f.file(first.Deploy, "css/x.css"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.Stat(f.file(second.Deploy, "css/x.css"))
	if err != nil || !os.SameFile(a, b) {
		t.Errorf("css/x.css is written again (%v)", err)
	}
	write(t, filepath.Join(two, "css/x.css"), "q{}") // as long as before
	third := publishFolder(t, f, two)
	if third.Uploaded != 1 || paths(third.Changed) != "css/x.css" {
		t.Errorf("%+v", third)
	}
	for name, text := range tree(t, f.version(first.Deploy)) {
		if before[name] != text {
			t.Errorf("%s of the first deploy is now %q", name, text)
		}
	}
	info, err := os.Stat(f.version(third.Deploy))
	if err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// A file that somebody changed in a deploy is not linked to, and is mended by publishing again.
func TestFolderMendsWhatWasTouched(t *testing.T) {
	one, two, _ := three(t)
	f := &Folder{Path: t.TempDir()}
	state := t.TempDir()
	run := func(dir string) *Result {
		r, err := Run(t.Context(), Options{Dir: dir, State: state, Target: f, Now: moment})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := run(one)
	write(t, f.file(first.Deploy, "weg/index.html"), "kapot")
	if r := run(one); r.Uploaded != 1 || paths(r.New) != "weg/index.html" || seeFolder(f.Path)("weg/index.html") != page("Weg") {
		t.Errorf("%+v", r)
	}
	// Only its time is another, as after a backup was put back: it is linked as before.
	live, _ := f.Live(t.Context())
	if err := os.Chtimes(f.file(live, "css/x.css"), moment, moment); err != nil {
		t.Fatal(err)
	}
	if r := run(one); r.Deploy != live {
		t.Errorf("%+v", r)
	}
	if r := run(two); r.Uploaded != 2 || r.Unchanged != 4 {
		t.Errorf("%+v", r)
	}
	live, _ = f.Live(t.Context())
	m, err := readManifest(f.manifest(live))
	if err != nil {
		t.Fatal(err)
	}
	write(t, f.file(m.Previous, "index.html"), "kapot")
	var n notice.Notice
	if _, err := Rollback(t.Context(), Options{State: state, Target: f}); !errors.As(err, &n) || n.File != "index.html" || seeFolder(f.Path)("index.html") != page("Thuis 2") {
		t.Errorf("back to what is broken: %v", err)
	}
}

// Five deploys stay, and no leftovers of killed runs.
func TestFolderClearsUp(t *testing.T) {
	f := &Folder{Path: t.TempDir()}
	dir := website(t, map[string]string{"a.txt": "a"})
	for range 7 {
		data, _ := os.ReadFile(filepath.Join(dir, "a.txt"))
		write(t, filepath.Join(dir, "a.txt"), string(data)+"a")
		publishFolder(t, f, dir)
	}
	versions := filepath.Join(f.Path, versionsDir)
	for _, name := range []string{".opladers-nieuw-000009-0123456789ab/a.txt", "000009-0123456789ab/a.txt", "000010-0123456789ab.json"} {
		write(t, filepath.Join(versions, name), "half")
	}
	write(t, filepath.Join(f.Path, "eigen/index.html"), "van iemand anders")
	write(t, filepath.Join(dir, "a.txt"), "b")
	publishFolder(t, f, dir)
	entries, err := os.ReadDir(versions)
	if err != nil || len(entries) != 2*keep+1 { // and the lock
		t.Errorf("%v, %v", entries, err)
	}
	if _, err := os.Stat(filepath.Join(f.Path, "eigen/index.html")); err != nil {
		t.Error(err)
	}
}

func TestFolderRefuses(t *testing.T) {
	dir := website(t, map[string]string{"a.txt": "a"})
	f := &Folder{Path: t.TempDir()}
	write(t, filepath.Join(f.Path, LiveName, "index.html"), "van iemand anders")
	if _, err := Run(t.Context(), Options{Dir: dir, State: t.TempDir(), Target: f}); err == nil || !strings.Contains(err.Error(), "niet van opladers") {
		t.Errorf("a folder of somebody else: %v", err)
	}
	f = &Folder{Path: filepath.Join(dir, "a.txt", "site")}
	if _, err := Run(t.Context(), Options{Dir: dir, State: t.TempDir(), Target: f}); err == nil || !strings.Contains(err.Error(), "geen map") {
		t.Errorf("a folder in a file: %v", err)
	}
	f = &Folder{Path: t.TempDir()}
	files, err := Scan(t.Context(), dir, f.Digest)
	if err != nil {
		t.Fatal(err)
	}
	publishFolder(t, f, dir)
	before := tree(t, f.Path)
	if _, err := f.Ship(t.Context(), Shipment{Dir: dir, Files: files, Progress: func(int, int) {}}); err == nil || !strings.Contains(err.Error(), "intussen") {
		t.Errorf("somebody else published meanwhile: %v", err)
	}
	live, _ := f.Live(t.Context())
	write(t, filepath.Join(dir, "a.txt"), "b")
	if _, err := f.Ship(t.Context(), Shipment{Dir: dir, Files: []File{{Path: "a.txt", Size: 1, Sum: strings.Repeat("0", 64)}}, Live: live, Progress: func(int, int) {}}); err == nil || !strings.Contains(err.Error(), "veranderde tijdens") {
		t.Errorf("a file that changes meanwhile: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Ship(ctx, Shipment{Dir: dir, Files: files, Live: live, Progress: func(int, int) {}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	after := tree(t, f.Path)
	if len(before) != len(after) {
		t.Errorf("%d files, then %d", len(before), len(after))
	}
}

// The folder may be on another disk than the site.
func TestFolderOnAnotherDisk(t *testing.T) {
	dir, err := os.MkdirTemp("/dev/shm", "opladers-")
	if err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("no other disk")
		}
		t.Skip("no other disk")
	}
	defer os.RemoveAll(dir)
	cycle(t, &Folder{Path: dir}, seeFolder(dir))
}

// Two publishers at a time: each is done or refused, and what visitors see is one of both, whole.
func TestFolderTwoAtATime(t *testing.T) {
	one, two, third := three(t)
	f := &Folder{Path: t.TempDir()}
	publishFolder(t, f, one)
	failed := make(chan error, 2)
	for _, dir := range []string{two, third} {
		state := t.TempDir()
		go func() {
			_, err := Run(t.Context(), Options{Dir: dir, State: state, Target: f, Now: moment})
			failed <- err
		}()
	}
	refused := 0
	for range 2 {
		if err := <-failed; err != nil {
			if refused++; !strings.Contains(err.Error(), "intussen") {
				t.Error(err)
			}
		}
	}
	live := tree(t, filepath.Join(f.Path, LiveName)+"/.")
	if refused > 1 || len(live) != 6 && len(live) != 2 {
		t.Errorf("%d refused, visitors see %v", refused, live)
	}
}
