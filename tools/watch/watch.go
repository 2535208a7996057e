// Package watch tells which files below some folders changed, once they are left alone.
//
// The truth is the disk: a root keeps how each file looked when it was last told (size, time, inode), and a change is a
// difference from that. Events of the system (by way of fsnotify) are only hints where to look, so that it does not
// matter when one is lost, late, double or about a name that is gone by now. Where hints cannot be trusted the whole root
// is compared: after an overflow, every few seconds where there are no events (network drives, synced folders, folders
// for which the system has no watches left), and every five minutes elsewhere. When that finds what no event told, the
// root is one without events too.
//
// A file is told when it rests: no hint came, and its size and time stayed the same, for Root.Rest; or for half of the
// time that it has been changing when that is longer, as for a copy over a slow network (up to maxRest). So a file that is
// written by way of another name, or deleted and made again, is one Written. A file that cannot be opened is tried again,
// told after patience, so that a reader can name the problem, and once more when it can be opened. What went away and
// came back as it was is told too: who worked on a batch may have missed it.
//
// Files that have no meaning of their own (Temporary) do not count, nor do devices and pipes. A symbolic link is told as
// itself and not followed, as collect and Hugo have it; a root may be one.
package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

const (
	maxFiles = 1_000_000             // in a root
	maxQueue = 100_000               // events that were not looked at
	maxRest  = 5 * time.Second       // of a file that was long in changing
	maxHold  = 2 * time.Second       // that a file at rest waits for others that change
	poll     = time.Second           // between comparisons, when Options.Poll is 0
	safety   = 5 * time.Minute       // between comparisons of a root with events
	doubtful = 5 * time.Second       // the first time, where we do not know whether there are events; doubled up to safety
	grace    = time.Second           // for an event, when a comparison found what it tells
	patience = 10 * time.Second      // with a file that cannot be opened
	thrift   = 30                    // a root is compared for one part of its time in so many
	stuck    = time.Second           // that Close waits for a drive that does not answer
	overflow = 50 * time.Millisecond // at least before a comparison after lost events: there will be more
)

// A Root is a folder, or one file, that is watched with all that is in it. Roots are better not below each other: what
// changes in both is told twice.
type Root struct {
	Path string                          // absolute; it need not exist yet
	Rest time.Duration                   // how long a file is left alone before it is told
	Skip func(rel string, dir bool) bool // what does not count, by the path below Path, with slashes; may be nil
}

// Options say what to watch.
type Options struct {
	Roots  []Root
	Poll   time.Duration       // between comparisons of a root without events, and at least that; 0 is a second
	Notice func(notice.Notice) // what a person should know, such as a limit that was reached; one at a time, each once; may be nil

	hooks
}

// hooks are what tests put in the place of the system; zero values are the real ones.
type hooks struct {
	open     func() (source, error)
	kind     func(dir string) kind
	readable func(path string) bool
	safety   time.Duration
	patience time.Duration
	maxFiles int
}

// Op says what became of a file.
type Op string

// What becomes of files.
const (
	Added   Op = "added"
	Written Op = "written"
	Removed Op = "removed"
)

// Change is one file that changed.
type Change struct {
	Path string // absolute, below Root.Path as it was given
	Op   Op
}

// Batch is what changed since the last batch, in order of path.
type Batch struct {
	Changed []Change
}

// Watcher watches roots.
type Watcher struct {
	take   chan chan []Change // where Next asks, and a root with something to tell answers
	ctx    context.Context
	cancel context.CancelFunc
	ended  chan struct{} // closed when all roots have stopped

	mu     sync.Mutex
	notice func(notice.Notice)
	said   map[string]bool
}

// New reads the roots and watches them until ctx ends or Close. What is there now is what changes are told against.
func New(ctx context.Context, o Options) (*Watcher, error) {
	for _, r := range o.Roots {
		if !filepath.IsAbs(r.Path) {
			return nil, fmt.Errorf("watch %q: not an absolute path", r.Path)
		}
	}
	o.Poll = cmp.Or(o.Poll, poll)
	o.safety, o.patience, o.maxFiles = cmp.Or(o.safety, safety), cmp.Or(o.patience, patience), cmp.Or(o.maxFiles, maxFiles)
	if o.open == nil {
		o.open = open
	}
	if o.kind == nil {
		o.kind = kindOf
	}
	if o.readable == nil {
		o.readable = readable
	}
	w := &Watcher{take: make(chan chan []Change), ended: make(chan struct{}), notice: o.Notice, said: map[string]bool{}}
	w.ctx, w.cancel = context.WithCancel(ctx)
	var running, reading sync.WaitGroup
	for _, r := range o.Roots {
		r.Path = filepath.Clean(r.Path)
		reading.Add(1)
		running.Go(func() { newRoot(w, r, &o).run(reading.Done) })
	}
	go func() {
		running.Wait()
		close(w.ended)
	}()
	read := make(chan struct{})
	go func() {
		reading.Wait()
		close(read)
	}()
	select {
	case <-read:
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// Next waits for files that changed and rest now. It fails with the error of ctx, or fs.ErrClosed after Close. What changes while a
// batch is being worked on is in the next.
func (w *Watcher) Next(ctx context.Context) (b Batch, err error) {
	answer := make(chan []Change)
	select {
	case w.take <- answer:
		b.Changed = <-answer
	case <-ctx.Done():
		return b, ctx.Err()
	case <-w.ctx.Done():
		return b, fs.ErrClosed
	}
	for more := b.Changed; len(more) > 0; { // what other roots have too
		select {
		case w.take <- answer:
			more = <-answer
		default:
			more = nil
		}
		b.Changed = append(b.Changed, more...)
	}
	slices.SortFunc(b.Changed, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return b, nil
}

// Close ends all watching. It fails when a drive does not answer: a call to the system cannot be broken off.
func (w *Watcher) Close() error {
	w.cancel()
	select {
	case <-w.ended:
		return nil
	case <-time.After(stuck):
		return errors.New("stop watching: a drive does not answer")
	}
}

// say tells a person something, once.
func (w *Watcher) say(n notice.Notice) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.notice != nil && !w.said[n.Text] {
		w.said[n.Text] = true
		w.notice(n)
	}
}
