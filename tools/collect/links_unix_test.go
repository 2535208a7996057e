//go:build unix

package collect

import (
	"os"
	"path/filepath"
	"testing"
)

func TestNoWayOutOfTheInbox(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/s.md": []byte("Soep.")})
	secret := filepath.Join(t.TempDir(), "geheim.md")
	write(t, filepath.Dir(secret), "geheim.md", []byte("geheim"))
	for name, target := range map[string]string{"lus": ".", "buiten.md": secret} {
		if err := os.Symlink(target, filepath.Join(o.Inbox, "zutphen/verhalen", name)); err != nil {
			t.Fatal(err)
		}
	}
	if r := run(t, o); len(r.New) != 1 || len(r.Refused) != 2 {
		t.Errorf("%+v", r)
	}
}
