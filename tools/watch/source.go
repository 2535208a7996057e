package watch

import (
	"errors"
	"fmt"
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
	events() <-chan fsnotify.Event
	errors() <-chan error
}

// system is fsnotify, read without pause: its methods may wait for a reader of its channels, and would wait for ever when that is who
// calls them.
type system struct {
	*fsnotify.Watcher
	out  chan fsnotify.Event
	errs chan error // of which one is enough
}

func (s system) events() <-chan fsnotify.Event { return s.out }
func (s system) errors() <-chan error          { return s.errs }

func open() (source, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	s := system{w, make(chan fsnotify.Event), make(chan error, 1)}
	go s.pump()
	return s, nil
}

func (s system) pump() {
	var queue []fsnotify.Event
	lost := func(err error) {
		queue = nil
		select {
		case s.errs <- err:
		default:
		}
	}
	for {
		var out chan fsnotify.Event
		var first fsnotify.Event
		if len(queue) > 0 {
			out, first = s.out, queue[0]
		}
		select {
		case e, ok := <-s.Events:
			if !ok {
				return
			}
			queue = append(queue, e)
			if len(queue) > maxQueue {
				lost(fsnotify.ErrEventOverflow)
			}
		case err, ok := <-s.Errors:
			if !ok {
				return
			}
			if !errors.Is(err, syscall.EINVAL) { // a folder that moved was not watched any more
				lost(err)
			}
		case out <- first:
			queue = queue[1:]
		}
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
