package watch

import (
	"context"
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

	wake  time.Time     // when to look at what is pending
	burst bool          // some of it is still changing
	ready int           // how much of it rests
	first time.Time     // when the first of that came to rest
	offer bool          // a batch may be taken
	asked chan []Change // where the last batch went

	next    time.Time     // when to compare all
	took    time.Duration // that the last time took
	doubt   time.Duration // to the next time, while we do not know whether there are events
	deaf    time.Time     // since when there are no events, because some were lost
	reading bool          // for the first time: what is there is told
	check   bool          // comparing, to see whether events tell all

	device  uint64 // that has inodes to go by; 0 is none
	partial bool   // something could not be read, or the root is not there
	limited bool   // something could not be watched
	silent  bool   // something changed and no event told
	remote  bool   // others can change files without an event here
	moved   bool   // watches of folders were taken away
	hurry   bool   // compare for another reason than the time
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
		var take chan chan []Change
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
		case answer := <-take:
			var b []Change
			if answer != r.asked { // a batch has a file once
				r.asked, b = answer, r.batch()
			}
			answer <- b
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
	if r.skip(e.Name, false) {
		return
	}
	s := r.sign(e.Name) // that it is a folder is seen when it is looked at
	if s == nil {
		return
	}
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

// sign gives what is known of a file of which something was heard now. It gives nil when there are too many files.
func (r *root) sign(path string) *sign {
	now := time.Now()
	s := r.pending[path]
	switch {
	case s == nil && r.files+len(r.pending) >= r.o.maxFiles && !r.told(path).exists:
		r.full()
		return nil
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
	if r.deaf.IsZero() {
		r.deaf = time.Now()
	}
	r.soon(max(overflow, 5*r.took))
}

// tellAgain tells what was told shortly before events were lost, and until they came again: it may have been away when somebody went
// to read it.
func (r *root) tellAgain() {
	if r.deaf.IsZero() {
		return
	}
	from := r.deaf.Add(-patience).UnixNano()
	r.deaf = time.Time{}
	for dir, f := range r.folders {
		for name, told := range f.files {
			if told.at > from {
				s := r.sign(filepath.Join(dir, name))
				s.other, s.known = true, false
				r.wakeAt(s.due(r.Rest))
			}
		}
	}
}

func (r *root) close() {
	if r.src != nil {
		r.src.Close()
		r.src = nil
	}
}
