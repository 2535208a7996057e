//go:build unix

package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Hugo drops symbolic links in content: a linked story would vanish without a word.
func TestSymbolicLinksAreDropped(t *testing.T) {
	dir := newSite(t, nil)
	elsewhere := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(elsewhere, []byte("---\ntitle: Elders\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, "content", "a.md")); err != nil {
		t.Fatal(err)
	}
	out, _, err := render(t, dir, nil)
	if err != nil || strings.Contains(out["index.html"], "/a") {
		t.Errorf("%q %v", out["index.html"], err)
	}
}
