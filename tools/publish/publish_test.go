package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var moment = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// website writes a website of one version: a front page that says which, pages, and a file that never changes.
func website(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func page(title string) string { return "<!DOCTYPE html><title>" + title + "</title><p>" + title }

// three are three versions of a website: a page changes, one goes and one comes.
func three(t *testing.T) (one, two, third string) {
	one = website(t, map[string]string{"index.html": page("Thuis 1"), "a/index.html": page("A &amp; B"), "weg/index.html": page("Weg"), "css/x.css": "p{}", "a/dubbel.css": "p{}", ".well-known/security.txt": "x"})
	two = website(t, map[string]string{"index.html": page("Thuis 2"), "a/index.html": page("A &amp; B"), "nieuw/café 1.html": page("Nieuw"), "css/x.css": "p{}", "a/dubbel.css": "p{}", ".well-known/security.txt": "x"})
	third = website(t, map[string]string{"index.html": page("Thuis 3"), "leeg.txt": ""})
	return
}

func paths(list []File) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Path)
	}
	return strings.Join(out, " ")
}

// cycle publishes, changes, publishes and goes back, at any target. see gives what visitors see at a path; "" is nothing.
func cycle(t *testing.T, target Target, see func(path string) string) {
	t.Helper()
	one, two, third := three(t)
	state := t.TempDir()
	run := func(dir string, dry bool) *Result {
		t.Helper()
		r, err := Run(t.Context(), Options{Dir: dir, State: state, Target: target, Now: moment, DryRun: dry})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	back := func() *Result {
		t.Helper()
		r, err := Rollback(t.Context(), Options{State: state, Target: target, Now: moment})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	look := func(want string) {
		t.Helper()
		if got := see("index.html"); got != page(want) {
			t.Fatalf("visitors see %q, want %q", got, want)
		}
	}
	if _, err := Rollback(t.Context(), Options{State: state, Target: target, Now: moment}); err == nil || !strings.Contains(err.Error(), "nog niets online") {
		t.Errorf("back from nothing: %v", err)
	}
	if r := run(one, true); r.Live || r.Uploaded != 6 || see("index.html") != "" {
		t.Errorf("dry run: %+v", r)
	}
	first := run(one, false)
	if !first.Live || first.Files != 6 || len(first.New) != 6 || first.Previous != "" || first.Deploy == "" {
		t.Errorf("first: %+v", first)
	}
	look("Thuis 1")
	if r := run(one, false); !r.Live || r.Uploaded+len(r.New)+len(r.Changed)+len(r.Gone) != 0 || r.Deploy != first.Deploy || r.Unchanged != 6 {
		t.Errorf("the same again: %+v", r)
	}
	second := run(two, false)
	if paths(second.New) != "nieuw/café 1.html" || paths(second.Changed) != "index.html" || paths(second.Gone) != "weg/index.html" || second.Uploaded != 2 || second.Previous != first.Deploy || second.Unchanged != 4 {
		t.Errorf("second: %+v", second)
	}
	if want := int64(len(page("Thuis 2")) + len(page("Nieuw"))); second.Bytes != want {
		t.Errorf("%d bytes travelled, want %d", second.Bytes, want)
	}
	if second.Gone[0].Title != "Weg" || second.New[0].Title != "Nieuw" {
		t.Errorf("titles: %+v", second)
	}
	look("Thuis 2")
	if see("weg/index.html") != "" || see("nieuw/café 1.html") != page("Nieuw") || see(".well-known/security.txt") != "x" {
		t.Error("not the second site")
	}
	gone := back()
	if paths(gone.New) != "weg/index.html" || paths(gone.Changed) != "index.html" || paths(gone.Gone) != "nieuw/café 1.html" || gone.Previous != second.Deploy || !gone.Live {
		t.Errorf("back: %+v", gone)
	}
	look("Thuis 1")
	if see("weg/index.html") != page("Weg") {
		t.Error("the page did not come back")
	}
	if _, err := Rollback(t.Context(), Options{State: state, Target: target, Now: moment}); err == nil || !strings.Contains(err.Error(), "geen eerdere versie") {
		t.Errorf("back from the first: %v", err)
	}
	look("Thuis 1")
	// What was taken back is not where one goes back to.
	run(third, false)
	look("Thuis 3")
	if see("leeg.txt") != "" || see("css/x.css") != "" {
		t.Error("not the third site")
	}
	back()
	look("Thuis 1")
	// Another machine knows the same.
	state = t.TempDir()
	if r := run(two, false); paths(r.New) != "nieuw/café 1.html" || paths(r.Gone) != "weg/index.html" || !r.Known {
		t.Errorf("from another machine: %+v", r)
	}
	look("Thuis 2")
	state = t.TempDir()
	back()
	look("Thuis 1")
	may, err := Rollback(t.Context(), Options{State: state, Target: target, Now: moment, May: func([]File) error { return fmt.Errorf("mag niet") }})
	if err == nil {
		t.Errorf("it may not return: %+v", may)
	}
	look("Thuis 1")
	// What was withdrawn is in no earlier deploy either.
	run(two, false)
	if n, err := Forget(t.Context(), Options{State: state, Target: target, Now: moment}); err != nil || n < 1 {
		t.Errorf("forgot %d, %v", n, err)
	}
	look("Thuis 2")
	if _, err := Rollback(t.Context(), Options{State: state, Target: target, Now: moment}); err == nil || !strings.Contains(err.Error(), "geen eerdere versie") {
		t.Errorf("back to what is forgotten: %v", err)
	}
	if r := run(two, false); len(r.New)+len(r.Changed)+len(r.Gone) > 0 {
		t.Errorf("it is still live: %+v", r)
	}
	run(third, false)
	look("Thuis 3")
	run(one, false)
	look("Thuis 1")
}

// tree reads a folder, with what is linked to what.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestScanRefusesWhatIsNoFile(t *testing.T) {
	dir := website(t, map[string]string{"index.html": page("Thuis"), ".opladers-nieuw-x/half": "half", ".opladers-nieuw-y": "half"})
	files, err := Scan(t.Context(), dir, new(Folder).Digest)
	if err != nil || paths(files) != "index.html" || files[0].Title != "Thuis" || files[0].Size != int64(len(page("Thuis"))) {
		t.Errorf("%+v, %v", files, err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "geheim.txt")); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if _, err := Scan(t.Context(), dir, new(Folder).Digest); err == nil || !strings.Contains(err.Error(), "geheim.txt") {
		t.Errorf("a symbolic link: %v", err)
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"<html><TITLE>\n A &amp;\tB </TITLE>": "A & B", "<title></title>": "", "<title>" + strings.Repeat("x", 2000) + "</title>": "", "<title data-x=1>Ja</title><title>Nee</title>": "Ja", "\xff<title>\xffJa</title>": "Ja",
	} {
		if got := title([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Whatever stands in a manifest, which others may write: no path leads out of a folder, and all are in order.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"previous":"000001-0123456789ab","files":[{"path":"a/b.html","size":1,"sum":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}]}`))
	f.Add([]byte(`{"files":[{"path":"../b.html","size":1,"sum":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}]}`))
	f.Add([]byte(`{"previous":"../../x"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(data)
		if err != nil {
			return
		}
		for _, f := range m.Files {
			if !filepath.IsLocal(f.Path) || strings.Contains(f.Path, "..") && !fs.ValidPath(f.Path) {
				t.Errorf("%q", f.Path)
			}
		}
		if !slices.IsSortedFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) || strings.ContainsAny(m.Previous, `/\`) {
			t.Errorf("%+v", m)
		}
	})
}
