package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// small is a site of a few pages.
func small(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	base := map[string]string{
		"config.toml":         "baseURL = 'https://example.org/'\n[outputs]\nhome = ['html']\nsection = ['html']\npage = ['html']\n[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n[[module.mounts]]\nsource = 'layouts'\ntarget = 'layouts'\n",
		"layouts/page.html":   "<h1>{{ .Title }}</h1>{{ .Content }}",
		"layouts/list.html":   "<ul>{{ range .RegularPages }}<li>{{ .Title }}</li>{{ end }}</ul>",
		"content/_index.md":   "---\ntitle: Thuis\n---\n",
		"content/a/index.md":  "---\ntitle: Eén\n---\n\nTekst.\n",
		"content/b/index.md":  "---\ntitle: Twee\n---\n",
		"content/c/_index.md": "---\ntitle: Lijst\n---\n",
	}
	for _, list := range []map[string]string{base, files} {
		for name, text := range list {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func TestSessionLeavesOutHiddenFiles(t *testing.T) {
	dir := small(t, map[string]string{"content/b/index.md": "---\ntitle: [Twee\n---\n"})
	o := Options{Dir: dir, Config: "config.toml", Now: now}
	if _, err := Open(t.Context(), o); err == nil {
		t.Fatal("a page that cannot be read is read")
	}
	o.Hidden = map[string]bool{filepath.Join(dir, "content", "b", "index.md"): true}
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if html, ok, err := s.Draw(t.Context(), "a/"); err != nil || !ok || !strings.Contains(string(html), "Tekst.") {
		t.Errorf("%s %v %v", html, ok, err)
	}
	if s.Has("b/") {
		t.Error("the hidden page is there")
	}
}
