package watch

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"mijnopladers.nl/opladers/tools/notice"
)

// lossy is a source that loses events, and may say so.
type lossy struct {
	source
	lose func() bool
	says bool
}

func (l lossy) take() (events []fsnotify.Event, lost bool) {
	events, lost = l.source.take()
	all := len(events)
	events = slices.DeleteFunc(events, func(fsnotify.Event) bool { return l.lose() })
	return events, lost || l.says && len(events) < all
}

func losing(lose func() bool, says bool) func() (source, error) {
	return func() (source, error) {
		src, err := open()
		return lossy{src, lose, says}, err
	}
}

func always() bool { return true }

// full is a source that has watches for so many folders.
type full struct {
	source
	left *atomic.Int64
}

func (f full) Add(dir string) error {
	if f.left.Add(-1) < 0 {
		return syscall.ENOSPC
	}
	return f.source.Add(dir)
}

func TestLimits(t *testing.T) {
	noWatches, someWatches := new(atomic.Int64), new(atomic.Int64)
	someWatches.Store(2)
	for name, tt := range map[string]struct {
		open func() (source, error)
		want string
	}{
		"no watches":   {func() (source, error) { s, err := open(); return full{s, noWatches}, err }, "max_user_watches"},
		"some watches": {func() (source, error) { s, err := open(); return full{s, someWatches}, err }, "max_user_watches"},
		"no instance":  {func() (source, error) { return nil, os.NewSyscallError("inotify_init1", syscall.EMFILE) }, "max_user_instances"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := steps{t.TempDir()}
			tree(t, s.dir, "a/1=x", "b/1=x", "c/1=x")
			told := make(chan notice.Notice, 10)
			w := start(t, Options{Poll: time.Millisecond, Notice: func(n notice.Notice) { told <- n },
				Roots: []Root{{Path: s.dir, Rest: time.Millisecond}, {Path: t.TempDir()}}, hooks: hooks{open: tt.open}})
			for _, name := range []string{"a/1", "b/1", "c/1"} {
				must(t, s.put(name, "new"))
				until(t, w, s.dir, name)
			}
			if len(told) != 1 {
				t.Fatalf("%d notices", len(told))
			}
			if n := <-told; !strings.Contains(n.Hint, "sudo sysctl fs.inotify."+tt.want) {
				t.Error(n)
			}
		})
	}
}

// A drive of which we cannot know that it has no events.
func TestSilentDrive(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	told := make(chan notice.Notice, 10)
	w := start(t, Options{Poll: time.Millisecond, Notice: func(n notice.Notice) { told <- n }, Roots: []Root{{Path: s.dir, Rest: time.Millisecond}},
		hooks: hooks{open: losing(always, false), kind: func(string) kind { return unknown }, safety: 20 * time.Millisecond}})
	must(t, s.put("a", ""))
	until(t, w, s.dir, "a")
	if n := <-told; !strings.Contains(n.Text, s.dir) {
		t.Error(n)
	}
}

// A drive with events is never taken for one without.
func TestSafetyComparison(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	w := start(t, Options{Notice: func(n notice.Notice) { t.Error(n) }, Roots: []Root{{Path: s.dir, Rest: rest}}, hooks: hooks{safety: time.Millisecond}})
	for range 20 {
		must(t, s.put("a", time.Now().String()))
		until(t, w, s.dir, "a")
	}
}

func TestMaxFiles(t *testing.T) {
	t.Parallel()
	s := steps{t.TempDir()}
	tree(t, s.dir, "1", "2", "3")
	told := make(chan notice.Notice, 10)
	w := start(t, Options{Notice: func(n notice.Notice) { told <- n }, Roots: []Root{{Path: s.dir, Rest: time.Millisecond}}, hooks: hooks{maxFiles: 2}})
	if n := <-told; !strings.Contains(n.Text, "meer dan 2 bestanden") {
		t.Error(n)
	}
	must(t, s.put("1", "new"))
	until(t, w, s.dir, "1")
}

// Not side by side with other tests: it counts what the whole process has.
func TestNothingLeaks(t *testing.T) {
	descriptors := func() int {
		e, _ := os.ReadDir("/proc/self/fd")
		return len(e)
	}
	dir := t.TempDir()
	tree(t, dir, "a/1=x", "b/2=x")
	run := func() {
		w, err := New(t.Context(), Options{Roots: []Root{{Path: dir, Rest: time.Millisecond}, {Path: filepath.Join(dir, "none")}}})
		must(t, err)
		put(t, filepath.Join(dir, "a/1"), time.Now().String())
		_, err = w.Next(t.Context())
		must(t, err)
		must(t, w.Close())
	}
	run()
	goroutines, open := runtime.NumGoroutine(), descriptors()
	for range 20 {
		run()
	}
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > goroutines || descriptors() > open; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, was %d; %d descriptors, was %d", runtime.NumGoroutine(), goroutines, descriptors(), open)
		}
	}
}
