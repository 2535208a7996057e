package publish

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func gitOut(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// remote makes an empty repository to push to.
func remote(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("no git")
		}
		t.Skip("no git")
	}
	dir := filepath.Join(t.TempDir(), "ver.git")
	gitOut(t, t.TempDir(), "init", "-q", "--bare", dir)
	gitOut(t, dir, "config", "uploadpack.allowFilter", "true")
	return dir
}

func TestGit(t *testing.T) {
	far := remote(t)
	g := &Git{Dir: filepath.Join(t.TempDir(), "eigen.git"), Remote: "file://" + far, Branch: "gh-pages", Domain: "www.example.org"}
	see := func(path string) string {
		out, _ := exec.Command("git", "-C", far, "cat-file", "blob", "gh-pages:"+path).Output()
		return string(out)
	}
	cycle(t, g, see)
	if see("CNAME") != "www.example.org\n" || !strings.Contains(gitOut(t, far, "ls-tree", "--name-only", "gh-pages"), ".nojekyll") {
		t.Errorf("what GitHub Pages needs is not there: %s", gitOut(t, far, "ls-tree", "gh-pages"))
	}
	if log := gitOut(t, far, "log", "--format=%an %ad %s", "--date=iso-strict", "gh-pages"); !strings.Contains(log, "opladers 2026-11-23T09:00:00+00:00 Site van 2026-11-23 09:00\n") || strings.Count(log, "\n") != 3 {
		t.Errorf("the log:\n%s", log)
	}
	// A machine that never published has trees, and not the files.
	fresh := &Git{Dir: filepath.Join(t.TempDir(), "ander.git"), Remote: "file://" + far, Branch: "gh-pages"}
	_, two, _ := three(t)
	r, err := Run(t.Context(), Options{Dir: two, State: t.TempDir(), Target: fresh, Now: moment})
	if err != nil || paths(r.Changed) != "index.html" || see("index.html") != page("Thuis 2") {
		t.Errorf("%+v, %v", r, err)
	}
	if out := gitOut(t, fresh.Dir, "rev-list", "--objects", "--all", "--missing=print"); !strings.Contains(out, "?") {
		t.Errorf("all files were fetched:\n%s", out)
	}
	if _, err := Rollback(t.Context(), Options{State: t.TempDir(), Target: fresh, Now: moment}); err != nil || see("index.html") != page("Thuis 1") {
		t.Errorf("back: %v", err)
	}
	gitOut(t, far, "fsck", "--strict")
}

// Nobody's repository, index, working tree or hook is touched, and no setting changes a byte.
func TestGitTouchesNothing(t *testing.T) {
	far := remote(t)
	site := t.TempDir()
	gitOut(t, site, "init", "-q")
	write(t, filepath.Join(site, "README"), "x")
	write(t, filepath.Join(site, ".git/hooks/pre-push"), "#!/bin/sh\ntouch "+site+"/gehaakt\nexit 1\n")
	if err := os.Chmod(filepath.Join(site, ".git/hooks/pre-push"), 0o755); err != nil {
		t.Fatal(err)
	}
	gitOut(t, site, "add", "README")
	before := gitOut(t, site, "status", "--porcelain")
	home := t.TempDir()
	write(t, filepath.Join(home, ".gitconfig"), "[core]\n\tautocrlf = true\n\thooksPath = "+site+"/.git/hooks\n\texcludesFile = "+home+"/ignore\n\tattributesFile = "+home+"/attributes\n[commit]\n\tgpgSign = true\n")
	write(t, filepath.Join(home, "ignore"), "*.html\n")
	write(t, filepath.Join(home, "attributes"), "* text eol=crlf\n")
	t.Setenv("HOME", home)
	t.Setenv("GIT_DIR", filepath.Join(site, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(site, ".git/index"))
	dir := website(t, map[string]string{"index.html": "a\r\nb\n", ".gitignore": "*\n", ".gitattributes": "* text\n"})
	g := &Git{Dir: filepath.Join(site, ".opladers", "x.git"), Remote: far, Branch: "gh-pages"}
	if _, err := Run(t.Context(), Options{Dir: dir, State: t.TempDir(), Target: g, Now: moment}); err != nil {
		t.Fatal(err)
	}
	os.Unsetenv("GIT_DIR")
	os.Unsetenv("GIT_INDEX_FILE")
	if got := gitOut(t, far, "cat-file", "blob", "gh-pages:index.html"); got != "a\r\nb\n" {
		t.Errorf("published as %q", got)
	}
	if after := gitOut(t, site, "status", "--porcelain"); strings.ReplaceAll(after, "?? .opladers/\n", "") != before {
		t.Errorf("%q became %q", before, after)
	}
	if _, err := os.Stat(filepath.Join(site, "gehaakt")); err == nil {
		t.Error("a hook ran")
	}
}

// A branch that somebody else moved is not overwritten.
func TestGitLease(t *testing.T) {
	far := remote(t)
	one, two, third := three(t)
	publish := func(name, dir string) (*Git, error) {
		g := &Git{Dir: filepath.Join(t.TempDir(), name), Remote: far, Branch: "b"}
		_, err := Run(t.Context(), Options{Dir: dir, State: t.TempDir(), Target: g, Now: moment})
		return g, err
	}
	g, err := publish("a.git", one)
	if err != nil {
		t.Fatal(err)
	}
	live, err := g.Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := publish("b.git", two); err != nil {
		t.Fatal(err)
	}
	files, err := Scan(t.Context(), third, g.Digest)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Ship(t.Context(), Shipment{Dir: third, Files: files, Live: live, Now: moment, Progress: func(int, int) {}}); err == nil || !strings.Contains(err.Error(), "intussen") {
		t.Errorf("%v", err)
	}
	if got := gitOut(t, far, "cat-file", "blob", "b:index.html"); got != page("Thuis 2") {
		t.Errorf("visitors see %q", got)
	}
}

func TestGitExplains(t *testing.T) {
	one, _, _ := three(t)
	g := &Git{Dir: filepath.Join(t.TempDir(), "a.git"), Remote: "file://iemand:geheim@/nergens.git", Branch: "b"}
	_, err := Run(t.Context(), Options{Dir: one, State: t.TempDir(), Target: g, Now: moment})
	if err == nil || !strings.Contains(err.Error(), "Git k") || strings.Contains(err.Error(), "geheim") {
		t.Errorf("%v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := g.Live(t.Context()); err == nil || !strings.Contains(err.Error(), "Het programma git is er niet") {
		t.Errorf("%v", err)
	}
}
