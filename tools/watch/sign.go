package watch

import (
	"os"
	"time"
)

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
	s.ready, s.tell = true, entry{stamp: is, racy: is.racy(now)}
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
	now := time.Now().UnixNano()
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
		s.tell.at = now
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
