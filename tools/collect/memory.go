package collect

import (
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/feed"
	"mijnopladers.nl/opladers/tools/store"
)

// Memory is what a process that collects again and again keeps from one run to the next, as `opladers serve` does. A run with it makes the same of
// the same sources as one without: it only asks the web less often and reads fewer files. The zero Memory is ready for use. It is for one site, and
// one run at a time.
type Memory struct {
	// Every is how long a calendar on the web or a mailbox is left alone after it was asked; a calendar that asks to be left alone longer is. Until
	// then its copy is the source, with what was said of it. 0 is: ask at each run.
	Every time.Duration

	numbered map[string]store.Numbered

	mu    sync.Mutex
	asked map[string]asked // by name of the source
	again time.Time        // when to read again what could not be read
	clock func() time.Time // for tests
}

// After a failure there is a pause, which doubles each time until it is the longest; or until it is the time that is kept anyway, when that is
// longer.
const (
	firstPause   = 5 * time.Minute
	longestPause = time.Hour
)

// asked is what came of asking the web.
type asked struct {
	at     time.Time
	wait   time.Duration // until it is asked again
	failed int           // times, one after the other
	feed   feed.Result   // of a calendar
	err    error         // of a mailbox, or of the copy of a calendar
}

// now is the time of the clock on the wall: other than a monotonic one, it goes on while a laptop sleeps.
func (m *Memory) now() time.Time {
	if m.clock != nil {
		return m.clock()
	}
	return time.Now().Round(0)
}

// Due gives the moment from which a run is of use though nothing changed in the inbox: a calendar on the web or a mailbox is to be asked again, or a
// file could not be read that may have been locked or half a file. It is the zero Time when there is none. It may be called beside a run.
func (m *Memory) Due() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	due := m.again
	for _, a := range m.asked {
		if at := a.at.Add(a.wait); due.IsZero() || at.Before(due) {
			due = at
		}
	}
	return due
}

// last gives what came of asking a source, when it need not be asked yet.
func (m *Memory) last(name string) (asked, bool) {
	if m == nil || m.Every == 0 {
		return asked{}, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.asked[name]
	since := m.now().Sub(a.at)
	return a, ok && since >= 0 && since < a.wait
}

// note notes what came of asking a source just now.
func (m *Memory) note(name string, a asked, failed bool) {
	if m == nil || m.Every == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	a.at, a.wait = m.now(), max(m.Every, a.feed.Every)
	if failed {
		a.failed = m.asked[name].failed + 1
		a.wait = min(firstPause<<min(a.failed-1, 10), max(longestPause, a.wait))
	}
	if m.asked == nil {
		m.asked = map[string]asked{}
	}
	m.asked[name] = a
}

// lend gives a store what is known of its pages.
func (m *Memory) lend(s *store.Store) {
	if m == nil {
		return
	}
	if m.numbered == nil {
		m.numbered = map[string]store.Numbered{}
	}
	s.Numbered = m.numbered
}

// retry notes whether a file is to be read again.
func (m *Memory) retry(again bool) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.again = (time.Time{}); again {
		m.again = m.now().Add(copying)
	}
}

// only forgets the sources that there are no more, so that nobody waits for them.
func (m *Memory) only(names map[string]bool) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.asked {
		if !names[name] {
			delete(m.asked, name)
		}
	}
}
