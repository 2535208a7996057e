package watch

import (
	"errors"
	"fmt"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"mijnopladers.nl/opladers/tools/notice"
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

// limit makes a notice of an error that says that the system has no watches left.
func limit(root string, err error) (n notice.Notice, ok bool) {
	setting := ""
	switch {
	case errors.Is(err, syscall.ENOSPC): // inotify_add_watch(2)
		setting = "fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE): // inotify_init(2)
		setting = "fs.inotify.max_user_instances=1024"
	default:
		return n, false
	}
	return notice.Notice{
		Level: notice.Warning, File: root,
		Text: "Het systeem staat niet toe dat opladers nog meer mappen volgt. Wat u opslaat, is daardoor enkele seconden later te zien.",
		Hint: fmt.Sprintf("Sta meer toe met: sudo sysctl %s. Om dat te bewaren: echo %s | sudo tee /etc/sysctl.d/60-opladers.conf", setting, setting),
	}, true
}
