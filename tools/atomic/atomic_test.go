package atomic

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if _, err := WriteFile(path, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWriteFileLeavesEqualFileAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b.md")
	write(t, path, "een")
	before, _ := os.Stat(path)
	if written, err := WriteFile(path, []byte("een")); written || err != nil {
		t.Errorf("equal bytes: written %v, %v", written, err)
	}
	if after, _ := os.Stat(path); !os.SameFile(before, after) {
		t.Error("file was replaced")
	}
	write(t, path, "twee")
	if got := read(t, path); got != "twee" {
		t.Errorf("got %q", got)
	}
}

func TestReplaceDir(t *testing.T) {
	dir := t.TempDir()
	dst := filepath.Join(dir, "public")
	for _, text := range []string{"een", "twee"} { // first to nothing, then over the first
		tmp, err := TempDir(dst)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(tmp, text), text)
		if err := ReplaceDir(dst, tmp); err != nil {
			t.Fatal(err)
		}
		if got := read(t, filepath.Join(dst, text)); got != text {
			t.Errorf("got %q", got)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("left behind: %v", entries)
		}
	}
	if entries, _ := os.ReadDir(dst); len(entries) != 1 {
		t.Errorf("the old folder's files are still there: %v", entries)
	}
}

// The state between the two renames, as a kill leaves it where the system has no exchange.
func TestRecover(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, old+"fiets", "index.md"), "goed")
	write(t, filepath.Join(dir, fresh+"fiets", "index.md"), "half")
	write(t, filepath.Join(dir, old+"soep", "index.md"), "oud")
	write(t, filepath.Join(dir, "soep", "index.md"), "nieuw")
	if err := Recover(dir); err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(dir, "fiets", "index.md")); got != "goed" {
		t.Errorf("fiets: %q", got)
	}
	if got := read(t, filepath.Join(dir, "soep", "index.md")); got != "nieuw" {
		t.Errorf("soep: %q", got)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestUnlessHeld(t *testing.T) {
	held, other := errors.New("held"), errors.New("other")
	isHeld := func(err error) bool { return err == held }
	for name, c := range map[string]struct {
		answers []error
		want    error
		times   int
	}{
		"free":         {[]error{nil}, nil, 1},
		"let go of":    {[]error{held, held, nil}, nil, 3},
		"another":      {[]error{other, nil}, other, 1},
		"then another": {[]error{held, other}, other, 2},
	} {
		times := 0
		err := unlessHeld(func() error { times++; return c.answers[times-1] }, isHeld)
		if err != c.want || times != c.times {
			t.Errorf("%s: %v after %d times", name, err, times)
		}
	}
	if err := unlessHeld(func() error { return held }, isHeld); err != held {
		t.Errorf("held for ever: %v", err)
	}
}
