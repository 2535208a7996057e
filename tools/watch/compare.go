package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// compareAll compares the whole root with what was told, and says when to do it again.
func (r *root) compareAll() {
	start := time.Now()
	r.check = !r.reading && !r.hurry && !r.polled()
	r.hurry, r.partial, r.limited = false, false, false
	if r.src == nil {
		src, err := r.o.open()
		if err != nil {
			r.unwatchable(err)
		} else {
			r.src = src
		}
	}
	info, err := os.Stat(r.Path)
	switch {
	case gone(err):
		r.partial = true
		for dir := range r.folders {
			r.forget(dir)
		}
	case err != nil:
		r.partial = true
	case info.IsDir():
		r.known(r.Path, info)
		r.compare(r.Path, info)
	default:
		r.known(r.Path, info)
		r.compareFile(info)
	}
	r.check = false
	r.tellAgain()
	r.took = time.Since(start)
	pause := r.o.safety
	if r.polled() {
		pause = max(r.o.Poll, thrift*r.took)
	} else if r.doubt > 0 {
		pause = min(pause, r.doubt)
		r.doubt *= 2
	}
	r.next = time.Now().Add(pause)
}

// polled says whether events do not tell all.
func (r *root) polled() bool { return r.remote || r.silent || r.partial || r.limited }

// known finds out whether there are events on a device.
func (r *root) known(dir string, info fs.FileInfo) {
	dev, _ := identity(info)
	if dev == r.device && dev != 0 || r.remote {
		return
	}
	switch r.o.kind(dir) {
	case local:
		r.doubt = 0
		if dir == r.Path {
			r.device = dev
		}
	case remote:
		r.remote = true
		r.sayPolled()
	}
}

// compareFile is compareAll of a root that is a file. Its folder is watched: a file that is replaced takes its watch with it.
func (r *root) compareFile(info fs.FileInfo) {
	dir := filepath.Dir(r.Path)
	f := r.folder(dir)
	f.alive = true
	r.partial = r.watch(dir, f) != nil
	if link, err := os.Lstat(r.Path); err != nil || link.Mode()&fs.ModeSymlink != 0 {
		r.partial = true // what happens where it leads to is not seen
	}
	r.differs(r.Path, f.files[filepath.Base(r.Path)].stamp, r.stamp(r.Path, info))
}

// compare watches a folder and all below it, and finds what differs from what was told. It is watched first, so that nothing happens
// unseen after it was read.
func (r *root) compare(dir string, info fs.FileInfo) {
	if r.ctx.Err() != nil {
		return
	}
	f := r.folder(dir)
	if f.watched && f.inode != inode(info) {
		r.unwatch(dir, f)
	}
	f.alive, f.inode = true, inode(info)
	r.known(dir, info)
	err := r.watch(dir, f)
	var entries []fs.DirEntry
	if err == nil {
		entries, err = os.ReadDir(dir)
	}
	if gone(err) {
		r.partial = r.partial || dir == r.Path
		r.forget(dir)
		return
	}
	if err != nil {
		r.partial = r.partial || !errors.Is(err, fs.ErrPermission) // an event tells when it may be read
		return
	}
	here := make(map[string]bool, len(entries)) // true is a folder
	for _, e := range entries {
		name := e.Name()
		if Temporary(name) {
			continue
		}
		path := dir + string(filepath.Separator) + name
		info, err := e.Info()
		switch {
		case err != nil:
			r.partial = r.partial || !gone(err)
		case !info.IsDir():
			here[name] = false
			r.differs(path, f.files[name].stamp, r.stamp(path, info))
		case !r.skip(path, true):
			here[name] = true
			r.compare(path, info)
		}
	}
	for name, told := range f.files {
		if isDir, ok := here[name]; !ok || isDir {
			r.differs(filepath.Join(dir, name), told.stamp, stamp{})
		}
	}
	for name := range f.dirs {
		if !here[name] {
			r.forget(filepath.Join(dir, name))
		}
	}
}

// differs takes a hint when a file is otherwise than it was told.
func (r *root) differs(path string, told, is stamp) {
	told.locked = false // that is being tried again
	s := r.pending[path]
	switch {
	case told == is && (s == nil || !s.ready) || s != nil && s.known && s.seen == is: // what is ready is told otherwise
		return
	case r.reading && r.files == r.o.maxFiles:
		r.full()
		return
	case r.reading:
		r.keep(path, entry{stamp: is, racy: is.racy(time.Now())})
		return
	}
	fresh := s == nil
	if s = r.sign(path); s == nil {
		return
	}
	s.seen, s.known, s.other = is, true, true
	if fresh {
		s.silent = r.check
	}
	r.wakeAt(s.due(r.Rest))
}

// forget takes a folder for gone, with all below it. What was ready to be told of it is looked at once more, but not again
// at each comparison: of two folders that went, one would always keep the other waiting.
func (r *root) forget(dir string) {
	if r.folders[dir] == nil {
		return
	}
	for path, s := range r.pending {
		if !s.ready || !strings.HasPrefix(path, dir+string(filepath.Separator)) {
			continue
		}
		if f := r.folders[filepath.Dir(path)]; f == nil || f.alive {
			r.wakeAt(r.sign(path).due(r.Rest))
		}
	}
	r.leave(dir, r.folders[dir])
}

func (r *root) leave(dir string, f *folder) {
	r.unwatch(dir, f)
	f.alive = false
	for name, told := range f.files {
		r.differs(filepath.Join(dir, name), told.stamp, stamp{})
	}
	for name := range f.dirs {
		path := filepath.Join(dir, name)
		r.leave(path, r.folders[path])
	}
	r.drop(dir)
}

// watch asks for events of a folder, and fails when it is not there. When the system refuses, the root is polled, and asked again the
// next time.
func (r *root) watch(dir string, f *folder) error {
	switch {
	case f.watched || r.src == nil || r.limited:
		return nil
	case perFile && r.files > maxPerFile:
		r.limited = true
		return nil
	}
	r.src.Remove(dir) // a name that fsnotify has, and that is another folder now, it mixes up until it panics
	err := r.src.Add(dir)
	f.watched = err == nil
	if gone(err) {
		return err
	}
	if err != nil && !errors.Is(err, fs.ErrPermission) {
		r.unwatchable(err)
	}
	return nil
}

func (r *root) unwatch(dir string, f *folder) {
	if f.watched {
		r.src.Remove(dir) // fails when the system did it
		f.watched, r.moved = false, true
		r.wakeAt(time.Now().Add(r.Rest))
	}
}

func (r *root) unwatchable(err error) {
	r.limited = true
	if n, ok := limit(r.Path, err); ok {
		r.w.say(n)
	}
}

// rewatch puts right what is watched after folders moved. The system knows a folder by its inode, and fsnotify by the name that it had
// first: a folder that was found under its new name before its move was told is watched under the old one, and no more when
// that is taken away.
func (r *root) rewatch() {
	if r.src == nil {
		return
	}
	have := map[string]bool{}
	for _, dir := range r.src.WatchList() {
		have[dir] = true
		if f := r.folders[dir]; f == nil || !f.watched {
			r.src.Remove(dir)
		}
	}
	for dir, f := range r.folders {
		if !f.watched || have[dir] {
			continue
		}
		f.watched = false
		if info, err := r.lstat(dir); err == nil && info.IsDir() {
			r.compare(dir, info)
		}
	}
}
