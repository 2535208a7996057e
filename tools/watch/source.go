package watch

import (
	"errors"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// source gives hints. Tests have sources that fail, lose all and overflow.
type source interface {
	Add(dir string) error
	Remove(dir string) error
	WatchList() []string
	Close() error
	heard() <-chan struct{}                     // has something when there is something to take
	take() (events []fsnotify.Event, lost bool) // lost: there were more
}

// system is fsnotify, read without pause. Its methods may wait for a reader of its channels, and would wait for ever when that is who
// calls them; and the queue of the system is short.
type system struct {
	*fsnotify.Watcher
	signal chan struct{}

	mu    sync.Mutex
	queue []fsnotify.Event
	lost  bool
}

func open() (source, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	s := &system{Watcher: w, signal: make(chan struct{}, 1)}
	go s.listen()
	return s, nil
}

func (s *system) heard() <-chan struct{} { return s.signal }

func (s *system) take() (events []fsnotify.Event, lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	events, lost = s.queue, s.lost
	s.queue, s.lost = nil, false
	return events, lost
}

func (s *system) listen() {
	for {
		select {
		case e, ok := <-s.Events:
			if !ok {
				return
			}
			s.add(e, nil)
		case err, ok := <-s.Errors:
			if !ok {
				return
			}
			s.add(fsnotify.Event{}, err)
		}
	}
}

func (s *system) add(e fsnotify.Event, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case errors.Is(err, syscall.EINVAL): // a folder that moved was not watched any more
		return
	case err != nil, len(s.queue) == maxQueue:
		s.queue, s.lost = nil, true
	default:
		s.queue = append(s.queue, e)
	}
	select {
	case s.signal <- struct{}{}:
	default:
	}
}
