//go:build unix

package publish

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A web server, which is another user, can read what a careful user publishes.
func TestFolderWhateverTheUmask(t *testing.T) {
	one, _, _ := three(t)
	f := &Folder{Path: filepath.Join(t.TempDir(), "www")}
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	publishFolder(t, f, one)
	for name, want := range map[string]os.FileMode{"": 0o755, "a": 0o755, "a/index.html": 0o644} {
		if info, err := os.Stat(filepath.Join(f.Path, LiveName, name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v", name, info.Mode(), err)
		}
	}
	if info, err := os.Stat(filepath.Join(f.Path, versionsDir)); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
