package watch

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// root is a Root at work: one goroutine, so that a drive that does not answer holds up no other.
type root struct {
	Root
	o   *Options
	w   *Watcher
	ctx context.Context
	src source // nil when there are no events

	folders map[string]*folder // that count, by path
	files   int                // in them, as told
	pending map[string]*sign   // what may have changed, by path

	wake  time.Time // when to look at what is pending
	burst bool      // some of it is still changing
	ready int       // how much of it rests
	first time.Time // when the first of that came to rest
	offer bool      // a batch may be taken
	turn  int64     // of Next that took the last

	next    time.Time     // when to compare all
	took    time.Duration // that the last time took
	doubt   time.Duration // to the next time, while we do not know whether there are events
	reading bool          // for the first time: what is there is told
	check   bool          // comparing, to see whether events tell all

	device  uint64 // that has inodes to go by; 0 is none
	missing bool   // the root is not there
	partial bool   // something could not be read
	limited bool   // something could not be watched
	silent  bool   // something changed and no event told
	remote  bool
	moved   bool // watches of folders were taken away
	hurry   bool // compare for another reason than the time
}

// sign is what is known of a file that may have changed.
type sign struct {
	since, last time.Time // of the first and the last hint
	event       bool      // it was named by an event about more than attributes
	silent      bool      // only a comparison found it
	other       bool      // it was gone, or another file, for a while
	seen        stamp     // as it was at the last look, when known
	known       bool

	failed, retry time.Time // when it could not be opened first, and when to try again
	tries         int

	ready bool
	tell  entry // when ready
}

// rest says how long a file is left alone. One that was long in changing may go on after a pause.
func (s *sign) rest(least time.Duration) time.Duration {
	return max(least, min(s.last.Sub(s.since)/2, maxRest))
}

func (s *sign) due(least time.Duration) time.Time {
	switch {
	case !s.retry.IsZero():
		return s.retry
	case s.silent: // its event may be on its way
		return s.since.Add(grace)
	}
	return s.last.Add(s.rest(least))
}

func newRoot(w *Watcher, r Root, o *Options) *root {
	return &root{Root: r, o: o, w: w, ctx: w.ctx, folders: map[string]*folder{}, pending: map[string]*sign{}, doubt: doubtful, reading: true}
}

func (r *root) run(read func()) {
	defer r.close()
	r.compareAll()
	r.reading = false
	read()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		at := r.next
		if !r.wake.IsZero() && r.wake.Before(at) {
			at = r.wake
		}
		timer.Reset(time.Until(at))
		var take chan wish
		if r.offer {
			take = r.w.take
		}
		var heard <-chan struct{}
		if r.src != nil {
			heard = r.src.heard()
		}
		select {
		case <-r.ctx.Done():
			return
		case <-heard:
			r.hear()
		case ask := <-take:
			var b []Change
			if r.turn != ask.turn {
				r.turn, b = ask.turn, r.batch()
			}
			ask.answer <- b
		case <-timer.C:
			r.hear()
			if !time.Now().Before(r.next) {
				r.compareAll()
			}
			r.look()
		}
	}
}

func (r *root) hear() {
	if r.src == nil {
		return
	}
	events, lost := r.src.take()
	if lost {
		r.lost()
		return
	}
	for _, e := range events {
		r.event(e)
	}
}

// event takes a hint. What became of a folder is looked at now, because what happens in a new one is not told before it is watched.
func (r *root) event(e fsnotify.Event) {
	if !r.within(e.Name) {
		return
	}
	moved := e.Has(fsnotify.Create | fsnotify.Remove | fsnotify.Rename)
	if f := r.folders[e.Name]; moved || f != nil && !f.watched {
		r.folderEvent(e, f, moved)
	}
	s := r.sign(e.Name) // that it is a folder is seen when it is looked at
	s.event = s.event || e.Op != fsnotify.Chmod
	s.other = s.other || moved
	s.silent, s.known, s.retry = false, false, time.Time{}
	r.wakeAt(s.due(r.Rest))
}

func (r *root) folderEvent(e fsnotify.Event, f *folder, moved bool) {
	info, err := r.lstat(e.Name)
	isDir := err == nil && info.IsDir()
	if f != nil && moved {
		if e.Op == fsnotify.Create && isDir && f.watched && f.inode != 0 && f.inode == inode(info) {
			return // we were there before the event
		}
		r.forget(e.Name)
	}
	switch {
	case e.Name == r.Path && (isDir || f != nil):
		r.soon(0)
	case isDir && !r.skip(e.Name, true):
		r.compare(e.Name, info)
	}
}

// sign gives what is known of a file of which something was heard now.
func (r *root) sign(path string) *sign {
	now := time.Now()
	s := r.pending[path]
	switch {
	case s == nil:
		s = &sign{since: now}
		r.pending[path] = s
	case s.ready:
		s.ready, s.since = false, now
		r.ready--
	}
	s.last = now
	r.burst = true
	r.settle(now)
	return s
}

func (r *root) wakeAt(t time.Time) {
	if r.wake.IsZero() || t.Before(r.wake) {
		r.wake = t
	}
}

// settle decides whether what rests is told now, or waits for what still changes.
func (r *root) settle(now time.Time) {
	r.offer = r.ready > 0 && (!r.burst || now.Sub(r.first) >= maxHold)
	if r.ready > 0 && !r.offer {
		r.wakeAt(r.first.Add(maxHold))
	}
}

// look looks at the files whose rest is over.
func (r *root) look() {
	now := time.Now()
	r.wake, r.burst = time.Time{}, false
	if r.moved {
		r.moved = false
		r.rewatch()
	}
	for path, s := range r.pending {
		if !s.ready && !s.due(r.Rest).After(now) {
			r.lookAt(path, s, now)
		}
		if s = r.pending[path]; s != nil && !s.ready {
			r.wakeAt(s.due(r.Rest))
			r.burst = r.burst || s.failed.IsZero() && now.Sub(s.since) < maxHold
		}
	}
	r.settle(now)
	if took := time.Since(now); r.wake.Before(now.Add(10*took)) && !r.wake.IsZero() { // many files: not all of them for each
		r.wake = now.Add(10 * took)
	}
}

// lookAt compares a file with what was told.
func (r *root) lookAt(path string, s *sign, now time.Time) {
	is, err := r.stat(path)
	told := r.told(path)
	if err != nil {
		is = told.stamp
		is.exists = true
	}
	s.retry = time.Time{}
	if s.known && is != s.seen || !s.known && is.time < now.UnixNano() && is.time > now.Add(-r.Rest).UnixNano() {
		s.seen, s.known, s.last = is, true, now
		return
	}
	s.seen, s.known = is, true
	if err != nil || is.exists && is.mode.IsRegular() && !r.o.readable(path) {
		if s.failed.IsZero() {
			s.failed = now
		}
		s.tries++
		s.retry = now.Add(min(max(r.Rest, time.Millisecond)<<min(s.tries, 20), maxRest))
		is.locked = true
		if is == told.stamp || now.Sub(s.failed) < r.o.patience {
			return
		}
	}
	if is == told.stamp && !(s.event && told.racy) && !(s.other && told.exists) {
		delete(r.pending, path)
		return
	}
	if s.silent && !r.silent {
		r.silent = true
		r.sayPolled()
	}
	if r.ready == 0 {
		r.first = now
	}
	r.ready++
	s.ready, s.tell = true, entry{is, is.racy(now)}
}

func readable(path string) bool {
	f, err := os.Open(path)
	if err == nil {
		f.Close()
	}
	return err == nil || gone(err)
}

// batch gives what rests, and takes it as told.
func (r *root) batch() (out []Change) {
	for path, s := range r.pending {
		if !s.ready {
			continue
		}
		c := Change{Path: path, Op: Written}
		switch told := r.told(path); {
		case s.tell.stamp == stamp{}:
			c.Op = Removed
			if path == r.Path {
				r.soon(0)
			}
		case told.stamp == stamp{}:
			c.Op = Added
		}
		out = append(out, c)
		r.keep(path, s.tell)
		delete(r.pending, path)
		if s.tell.locked { // until it can be opened
			*s = sign{since: s.since, last: s.last, seen: s.seen, known: true, failed: s.failed, tries: s.tries, retry: s.retry}
			r.pending[path] = s
			r.wakeAt(s.retry)
		}
	}
	r.ready, r.offer = 0, false
	return out
}

// soon has all compared, for another reason than the time.
func (r *root) soon(after time.Duration) {
	if at := time.Now().Add(after); at.Before(r.next) {
		r.next = at
	}
	r.hurry = true
}

// lost starts again with events after some did not come: a folder that moved may still be watched under its old name.
func (r *root) lost() {
	r.close()
	for _, f := range r.folders {
		f.watched = false
	}
	r.soon(max(overflow, 5*r.took))
}

func (r *root) close() {
	if r.src != nil {
		r.src.Close()
		r.src = nil
	}
}

// within says whether a path is the root or counts in it.
func (r *root) within(path string) bool {
	if path == r.Path {
		return true
	}
	_, below := r.rel(path)
	return below && !Temporary(filepath.Base(path))
}
