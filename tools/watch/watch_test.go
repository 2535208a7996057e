package watch

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const rest = 60 * time.Millisecond

// These tests wait more than they work.
func TestMain(m *testing.M) {
	flag.Set("test.parallel", "16") // unless the command says something else
	os.Exit(m.Run())
}

// tree makes files under dir: "a/b.md=text". They are old, so that their times say all.
func tree(t testing.TB, dir string, files ...string) {
	t.Helper()
	for _, f := range files {
		name, text, _ := strings.Cut(f, "=")
		put(t, filepath.Join(dir, name), text)
		at := time.Now().Add(-time.Hour)
		must(t, os.Chtimes(filepath.Join(dir, name), at, at))
	}
}

func put(t testing.TB, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(text), 0o644))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func start(t testing.TB, o Options) *Watcher {
	t.Helper()
	w, err := New(t.Context(), o)
	must(t, err)
	t.Cleanup(func() {
		w.Close()
		select {
		case <-w.ended:
		case <-time.After(20 * time.Second):
			t.Error("it does not end")
		}
	})
	return w
}

// until collects what is told until last is.
func until(t testing.TB, w *Watcher, dir, last string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var got []string
	for {
		b, err := w.Next(ctx)
		if err != nil {
			t.Fatalf("%v; told so far: %q", err, got)
		}
		for _, c := range b.Changed {
			name, err := filepath.Rel(dir, c.Path)
			must(t, err)
			got = append(got, string(c.Op)+" "+filepath.ToSlash(name))
		}
		if slices.ContainsFunc(got, func(s string) bool { _, name, _ := strings.Cut(s, " "); return name == last }) {
			return got
		}
	}
}

// steps are what people and programs do, with paths below the root.
type steps struct{ dir string }

func (s steps) put(name, text string) error {
	return errors.Join(os.MkdirAll(filepath.Dir(s.at(name)), 0o755), os.WriteFile(s.at(name), []byte(text), 0o644))
}
func (s steps) at(name string) string        { return filepath.Join(s.dir, name) }
func (s steps) move(from, to string) error   { return os.Rename(s.at(from), s.at(to)) }
func (s steps) remove(name string) error     { return os.RemoveAll(s.at(name)) }
func (s steps) link(target, at string) error { return os.Symlink(target, s.at(at)) }

// Each is done twice: with events, and on a drive that has none, nor inodes.
func TestTold(t *testing.T) {
	tests := []struct {
		name string
		do   func(s steps) error
		want string
	}{
		{"nothing", func(s steps) error { return nil }, ""},
		{"saved in place", func(s steps) error { return s.put("a.md", "new") }, "written a.md"},
		{"saved by another name", func(s steps) error { return errors.Join(s.put("a.md.tmp", "new"), s.move("a.md.tmp", "a.md")) }, "written a.md"},
		{"saved by opladers", func(s steps) error {
			return errors.Join(s.put(".opladers-nieuw-a.md-1", "new"), s.move(".opladers-nieuw-a.md-1", "a.md"))
		}, "written a.md"},
		{"saved by GNOME", func(s steps) error {
			return errors.Join(s.put(".goutputstream-X1", "new"), s.move(".goutputstream-X1", "a.md"))
		}, "written a.md"},
		{"saved by vim", func(s steps) error {
			return errors.Join(s.put(".a.md.swp", ""), s.put("4913", ""), s.remove("4913"), s.move("a.md", "a.md~"), s.put("a.md", "new"), s.remove("a.md~"), s.remove(".a.md.swp"))
		}, "written a.md"},
		{"saved by Word", func(s steps) error {
			return errors.Join(s.put("~$w.docx", ""), s.put("~WRD0001.tmp", "new"), s.move("w.docx", "~WRL0002.tmp"), s.move("~WRD0001.tmp", "w.docx"), s.remove("~WRL0002.tmp"))
		}, "written w.docx"},
		{"saved by LibreOffice", func(s steps) error {
			return errors.Join(s.put(".~lock.w.docx#", ""), s.put("lu12ab.tmp", "new"), s.move("lu12ab.tmp", "w.docx"), s.remove(".~lock.w.docx#"))
		}, "written w.docx"},
		{"deleted and made again", func(s steps) error { return errors.Join(s.remove("a.md"), s.put("a.md", "new")) }, "written a.md"},
		{"deleted and put back", func(s steps) error { return errors.Join(s.move("a.md", "../away"), s.move("../away", "a.md")) }, "written a.md"},
		{"deleted", func(s steps) error { return s.remove("a.md") }, "removed a.md"},
		{"made and deleted", func(s steps) error { return errors.Join(s.put("b.md", ""), s.remove("b.md")) }, ""},
		{"renamed", func(s steps) error { return s.move("a.md", "b.md") }, "removed a.md, added b.md"},
		{"replaced by a file with its size", func(s steps) error { return errors.Join(s.put("b.md", "two"), s.move("b.md", "a.md")) }, "written a.md"},
		{"new folders", func(s steps) error { return errors.Join(s.put("x/y/z/1.md", ""), s.put("x/2.md", "")) }, "added x/2.md, added x/y/z/1.md"},
		{"an empty folder", func(s steps) error { return os.Mkdir(s.at("leeg"), 0o755) }, ""},
		{"folder moved in", func(s steps) error { return errors.Join(s.put("../in/1.md", ""), s.move("../in", "in")) }, "added in/1.md"},
		{"folder moved out", func(s steps) error { return errors.Join(s.move("sub", "../out"), s.put("../out/3.md", "")) }, "removed sub/1.md, removed sub/deep/2.md"},
		{"folder renamed", func(s steps) error { return errors.Join(s.move("sub", "bus"), s.put("bus/deep/2.md", "new")) },
			"added bus/1.md, added bus/deep/2.md, removed sub/1.md, removed sub/deep/2.md"},
		{"folder renamed to and fro", func(s steps) error { return errors.Join(s.move("sub", "bus"), s.move("bus", "sub")) }, "written sub/1.md, written sub/deep/2.md"},
		{"folder moved into a new one", func(s steps) error {
			return errors.Join(os.Mkdir(s.at("nieuw"), 0o755), s.move("sub/deep", "nieuw/deep"))
		},
			"added nieuw/deep/2.md, removed sub/deep/2.md"},
		{"folder replaced", func(s steps) error {
			return errors.Join(s.put(".opladers-nieuw-sub/1.md", "new"), s.move("sub", ".opladers-oud-sub"), s.move(".opladers-nieuw-sub", "sub"), s.remove(".opladers-oud-sub"))
		}, "removed sub/deep/2.md, written sub/1.md"},
		{"folder deleted", func(s steps) error { return s.remove("sub") }, "removed sub/1.md, removed sub/deep/2.md"},
		{"file becomes folder", func(s steps) error { return errors.Join(s.remove("a.md"), s.put("a.md/1.md", "")) }, "added a.md/1.md, removed a.md"},
		{"folder becomes file", func(s steps) error { return errors.Join(s.remove("sub"), s.put("sub", "")) }, "added sub, removed sub/1.md, removed sub/deep/2.md"},
		{"a link is not followed", func(s steps) error { return errors.Join(s.link(".", "self"), s.link("a.md", "b.md")) }, "added b.md, added self"},
		{"what does not count", func(s steps) error {
			return errors.Join(s.put("skip/1.md", ""), s.put("a.skip", ""), s.put(".git/1.md", ""))
		}, ""},
		{"only the time", func(s steps) error { return os.Chtimes(s.at("a.md"), time.Time{}, time.Unix(1e9, 0)) }, "written a.md"},
		{"only who may read it", func(s steps) error { return os.Chmod(s.at("a.md"), 0o600) }, ""},
		{"root deleted and made again", func(s steps) error { return errors.Join(s.remove("."), s.put("a.md", "new")) },
			"removed sub/1.md, removed sub/deep/2.md, removed w.docx, written a.md"},
		{"root moved and put back", func(s steps) error { return errors.Join(s.move(".", "../away"), s.move("../away", ".")) },
			"written a.md, written sub/1.md, written sub/deep/2.md, written w.docx"},
	}
	for _, deaf := range []bool{false, true} {
		for _, tt := range tests {
			name := tt.name
			if deaf {
				name += " without events"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := steps{filepath.Join(t.TempDir(), "root")}
				tree(t, s.dir, "a.md=old", "w.docx=old", "sub/1.md=old", "sub/deep/2.md=old")
				o := Options{Poll: 5 * time.Millisecond, Roots: []Root{{Path: s.dir, Rest: rest, Skip: func(rel string, dir bool) bool {
					return rel == "skip" && dir || strings.HasSuffix(rel, ".skip")
				}}}}
				if deaf {
					o.open = losing(always, false)
					o.kind = func(string) kind { return remote }
				}
				w := start(t, o)
				must(t, errors.Join(tt.do(s), s.put("end", "")))
				got := until(t, w, s.dir, "end")
				slices.Sort(got)
				want := append([]string{"added end"}, strings.Split(tt.want, ", ")...)
				want = slices.DeleteFunc(want, func(s string) bool { return s == "" })
				slices.Sort(want)
				unseen := tt.name == "replaced by a file with its size" || strings.Contains(tt.name, "put back") || strings.Contains(tt.name, "to and fro")
				if !slices.Equal(got, want) && !(deaf && unseen) {
					t.Errorf("got %q, want %q", got, want)
				}
				must(t, s.put("a.dir/1.md", "still watched"))
				must(t, s.put("bus/deep/3.md", "still watched"))
				must(t, s.put("end2", ""))
				if got := until(t, w, s.dir, "end2"); len(got) != 3 {
					t.Errorf("afterwards: %q", got)
				}
			})
		}
	}
}

func TestFileRoot(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	w := start(t, Options{Poll: 5 * time.Millisecond, Roots: []Root{{Path: s.at("config.toml"), Rest: rest}}})
	for _, step := range []struct {
		do   func() error
		want string
	}{
		{func() error { return errors.Join(s.put("other", ""), s.put("config.toml", "a")) }, "added config.toml"},
		{func() error { return errors.Join(s.put("other", "1"), s.put("x", "bb"), s.move("x", "config.toml")) }, "written config.toml"},
		{func() error { return s.put("config.toml", "ccc") }, "written config.toml"},
		{func() error { return s.remove("config.toml") }, "removed config.toml"},
		{func() error { return s.put("config.toml", "dddd") }, "added config.toml"},
	} {
		must(t, step.do())
		if got := until(t, w, s.dir, "config.toml"); !slices.Equal(got, []string{step.want}) {
			t.Errorf("got %q, want %q", got, step.want)
		}
	}
}

func TestRootComesAndGoes(t *testing.T) {
	t.Parallel()
	s := steps{filepath.Join(t.TempDir(), "not", "yet")}
	w := start(t, Options{Poll: 5 * time.Millisecond, Roots: []Root{{Path: s.dir, Rest: rest}}})
	for range 2 {
		must(t, s.put("sub/a.md", ""))
		if got := until(t, w, s.dir, "sub/a.md"); !slices.Equal(got, []string{"added sub/a.md"}) {
			t.Errorf("made: %q", got)
		}
		must(t, s.remove(".."))
		if got := until(t, w, s.dir, "sub/a.md"); !slices.Equal(got, []string{"removed sub/a.md"}) {
			t.Errorf("deleted: %q", got)
		}
	}
}

func TestNextBatch(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	w := start(t, Options{Roots: []Root{{Path: s.dir, Rest: rest}}})
	must(t, s.put("a", "1"))
	until(t, w, s.dir, "a")
	for _, text := range []string{"22", "333"} { // while the first is worked on
		must(t, s.put("a", text))
		time.Sleep(2 * rest)
	}
	must(t, s.put("b", ""))
	if got := until(t, w, s.dir, "b"); !slices.Equal(got, []string{"written a", "added b"}) {
		t.Errorf("got %q", got)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	const n = 3000
	s := steps{t.TempDir()}
	w := start(t, Options{Roots: []Root{{Path: s.dir, Rest: rest}}})
	for i := range n {
		must(t, s.put(filepath.Join(string(rune('a'+i%26)), string(rune('a'+i/26%26)), string(rune('a'+i/676))), ""))
	}
	all, batches := map[string]bool{}, 0
	for len(all) < n {
		b, err := w.Next(t.Context())
		must(t, err)
		batches++
		for _, c := range b.Changed {
			if all[c.Path] {
				t.Errorf("%s is told twice", c.Path)
			}
			all[c.Path] = true
		}
	}
	if batches > n/100 {
		t.Errorf("%d batches", batches)
	}
}

// The clock of the file system may not move on between two saves.
func TestSameSizeAndTime(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	must(t, s.put("a.md", "one"))
	at := time.Now().Truncate(time.Second)
	must(t, os.Chtimes(s.at("a.md"), at, at))
	w := start(t, Options{Roots: []Root{{Path: s.dir, Rest: time.Millisecond}}})
	must(t, s.put("a.md", "two"))
	must(t, os.Chtimes(s.at("a.md"), at, at))
	until(t, w, s.dir, "a.md")
}

func TestLocked(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	var open atomic.Bool
	w := start(t, Options{Roots: []Root{{Path: s.dir, Rest: time.Millisecond}}, hooks: hooks{
		patience: 5 * time.Millisecond,
		readable: func(path string) bool { return open.Load() || filepath.Base(path) != "w.docx" },
	}})
	must(t, s.put("w.docx", "text"))
	until(t, w, s.dir, "w.docx") // so that a reader names the problem
	must(t, s.put("other", ""))
	if got := until(t, w, s.dir, "other"); len(got) > 1 {
		t.Errorf("while it is locked: %q", got)
	}
	open.Store(true)
	if got := until(t, w, s.dir, "w.docx"); !slices.Equal(got, []string{"written w.docx"}) {
		t.Errorf("when it can be opened: %q", got)
	}
}

func TestRest(t *testing.T) {
	begin := time.Now()
	for changing, want := range map[time.Duration]time.Duration{
		0: rest, rest: rest, 10 * rest: 5 * rest, time.Hour: maxRest,
	} {
		s := sign{since: begin, last: begin.Add(changing)}
		if got := s.rest(rest); got != want {
			t.Errorf("changing for %v: rest %v, want %v", changing, got, want)
		}
	}
}

func TestTemporary(t *testing.T) {
	for name, want := range map[string]bool{
		"index.md": false, "_index.md": false, "_vragen.xlsx": false, "_": false, "Fietsen met Ans.docx": false, "tmp": false, "part": false,
		"20261008": false, ".well-known": false, "a.parts": false, "#1.md": false,
		"~$w.docx": true, ".~lock.w.docx#": true, "~WRL0001.tmp": true, "lu1234.tmp": true, "x.TMP": true, "x.crdownload": true, "x.part": true,
		"4913": true, ".x.swp": true, "x.md~": true, "#x.md#": true, ".#x.md": true, ".DS_Store": true, "Thumbs.db": true, "desktop.ini": true,
		".git": true, ".opladers-nieuw-x": true, ".goutputstream-ABC": true,
	} {
		if got := Temporary(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestEnd(t *testing.T) {
	t.Parallel()
	if _, err := New(t.Context(), Options{Roots: []Root{{Path: "relative"}}}); err == nil {
		t.Error("a relative path is no root")
	}
	w := start(t, Options{Roots: []Root{{Path: t.TempDir()}}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	must(t, w.Close())
	if _, err := w.Next(t.Context()); !errors.Is(err, fs.ErrClosed) {
		t.Error(err)
	}
	must(t, w.Close())
}

// files reads all files that count.
func files(dir string) map[string]string {
	out := map[string]string{}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return nil
		}
		if Temporary(d.Name()) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() {
			out[path] = content(path)
		}
		return nil
	})
	return out
}

func content(path string) string {
	if target, err := os.Readlink(path); err == nil {
		return "-> " + target
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
