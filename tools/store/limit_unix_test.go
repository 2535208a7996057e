//go:build unix

package store

import (
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// limitFiles lets no file grow beyond size bytes for the rest of the test.
func limitFiles(t *testing.T, size uint64) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old) })
}

// A limit on the size of files stands in for a full disk: the write fails halfway.
func TestAFailedWriteLeavesTheLastGoodPage(t *testing.T) {
	site := newSite(t)
	_, at := put(t, site, story("Soep", "een"))
	before := read(t, at)

	limitFiles(t, 512<<10) // more than what the test itself logs
	s, err := Open(site)
	if err != nil {
		t.Fatal(err)
	}
	big := ImportPhoto{PagePhoto: PagePhoto{Photo: Photo{File: "0123456789abcdef.jpg"}}, Data: make([]byte, 1<<20)}
	if _, err := s.Put(story("Soep", "twee", big)); !errors.Is(err, syscall.EFBIG) {
		t.Fatalf("got %v", err)
	}
	if read(t, at) != before {
		t.Error("the page changed")
	}
	if entries, _ := os.ReadDir(filepath.Dir(filepath.Dir(at))); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}
