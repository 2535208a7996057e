package watch

import (
	"slices"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// still is a root in which everything happens when the test says so. It is polled, so that no comparison waits for an event.
type still struct {
	*root
	t *testing.T
}

func newStill(t *testing.T, s steps) still {
	r := newRoot(start(t, Options{}), Root{Path: s.dir}, &Options{hooks: hooks{
		open: open, kind: func(string) kind { return remote }, readable: readable, safety: safety, patience: patience, maxFiles: maxFiles,
	}})
	t.Cleanup(r.close)
	r.compareAll()
	r.reading = false
	return still{r, t}
}

// rest is over for all that changed.
func (r still) rest() {
	for r.burst {
		r.look()
	}
}

func (r still) tells(want ...string) {
	r.t.Helper()
	var got []string
	for _, c := range r.batch() {
		name, _ := r.rel(c.Path)
		got = append(got, string(c.Op)+" "+name)
	}
	if !slices.Equal(got, want) {
		r.t.Errorf("got %q, want %q", got, want)
	}
}

// What a comparison finds as it was told is no reason to tell that it went.
func TestBackBeforeTold(t *testing.T) {
	s := steps{t.TempDir()}
	tree(t, s.dir, "a=x")
	r := newStill(t, s)
	must(t, s.move("a", ".away"))
	r.compareAll()
	r.rest()
	must(t, s.move(".away", "a"))
	r.compareAll()
	r.rest()
	r.tells("written a")
}

// What is ready stays so when a comparison finds nothing new.
func TestFolderGoneAtEachComparison(t *testing.T) {
	s := steps{t.TempDir()}
	tree(t, s.dir, "sub/deep/1=x")
	r := newStill(t, s)
	must(t, s.remove("sub"))
	r.compareAll()
	r.rest()
	r.compareAll()
	r.tells("removed sub/deep/1")
}

// What is told after events were lost, and before they come again, may be away for a while without a sign of it.
func TestToldWithoutEvents(t *testing.T) {
	s := steps{t.TempDir()}
	tree(t, s.dir, "a=x")
	r := newStill(t, s)
	must(t, s.put("a", "new"))
	r.event(fsnotify.Event{Name: s.at("a"), Op: fsnotify.Write})
	r.lost()
	r.rest()
	r.tells("written a")
	r.compareAll()
	r.rest()
	r.tells("written a")
	r.compareAll()
	r.rest()
	r.tells()
}
