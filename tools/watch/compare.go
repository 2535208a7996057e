package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// stamp is how a file looked. The zero stamp is no file.
type stamp struct {
	size, time int64 // time in nanoseconds since 1970
	inode      uint64
	mode       fs.FileMode // type
	exists     bool
	locked     bool // it could not be opened
}

// entry is a file as it was told. When it is racy, it may have changed after that without another stamp.
type entry struct {
	stamp
	racy bool
}

// racy says whether a file was written so shortly before now that the clock of its file system may not have moved on. Some count
// in steps of two seconds.
func (s stamp) racy(now time.Time) bool {
	step := int64(20 * time.Millisecond)
	if s.time%int64(time.Second) == 0 {
		step = int64(2 * time.Second)
	}
	at := now.UnixNano()
	return s.exists && s.time+step > at && s.time < at+int64(time.Hour) // a time far ahead is that of another clock
}

// folder is a folder as it was told.
type folder struct {
	files   map[string]entry // by name
	dirs    map[string]bool
	inode   uint64
	alive   bool // it is on the disk
	watched bool
}

// folder gives a folder, and makes it with those that it is in, up to the root: so that forget finds it.
func (r *root) folder(dir string) *folder {
	f := r.folders[dir]
	if f == nil {
		f = &folder{files: map[string]entry{}, dirs: map[string]bool{}}
		r.folders[dir] = f
		if _, below := r.rel(dir); below {
			r.folder(filepath.Dir(dir)).dirs[filepath.Base(dir)] = true
		}
	}
	return f
}

// drop lets go of a folder that is gone and of which everything has been told.
func (r *root) drop(dir string) {
	f := r.folders[dir]
	if f == nil || f.alive || len(f.files)+len(f.dirs) > 0 {
		return
	}
	delete(r.folders, dir)
	if up := r.folders[filepath.Dir(dir)]; up != nil {
		delete(up.dirs, filepath.Base(dir))
		r.drop(filepath.Dir(dir))
	}
}

func (r *root) told(path string) entry {
	if f := r.folders[filepath.Dir(path)]; f != nil {
		return f.files[filepath.Base(path)]
	}
	return entry{}
}

func (r *root) keep(path string, e entry) {
	dir, name := filepath.Dir(path), filepath.Base(path)
	f := r.folder(dir)
	r.files -= len(f.files)
	if e.exists {
		f.files[name] = e
	} else {
		delete(f.files, name)
	}
	r.files += len(f.files)
	r.drop(dir)
}

// stat looks at a file. What does not count is not there, and neither is a folder.
func (r *root) stat(path string) (stamp, error) {
	info, err := r.lstat(path)
	switch {
	case gone(err):
		return stamp{}, nil
	case err != nil:
		return stamp{}, err
	}
	return r.stamp(path, info), nil
}

func (r *root) lstat(path string) (fs.FileInfo, error) {
	if path == r.Path { // it may be a link
		return os.Stat(path)
	}
	return os.Lstat(path)
}

func (r *root) stamp(path string, info fs.FileInfo) stamp {
	mode := info.Mode().Type()
	if mode&^fs.ModeSymlink != 0 || r.skip(path, false) {
		return stamp{}
	}
	s := stamp{size: info.Size(), time: info.ModTime().UnixNano(), mode: mode, exists: true}
	if dev, inode := identity(info); dev == r.device {
		s.inode = inode
	}
	return s
}

func (r *root) rel(path string) (string, bool) {
	sep := string(filepath.Separator)
	return strings.CutPrefix(path, strings.TrimSuffix(r.Path, sep)+sep)
}

func (r *root) skip(path string, dir bool) bool {
	rel, below := r.rel(path)
	return below && r.Skip != nil && r.Skip(filepath.ToSlash(rel), dir)
}

// compareAll compares the whole root with what was told, and says when to do it again.
func (r *root) compareAll() {
	start := time.Now()
	r.check = !r.reading && !r.hurry && !r.polled()
	r.hurry, r.missing, r.partial, r.limited = false, false, false, false
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
		r.missing = true
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
func (r *root) polled() bool { return r.remote || r.silent || r.missing || r.partial || r.limited }

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
	r.missing = r.watch(dir, f) != nil
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
		r.missing = r.missing || dir == r.Path
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
	case told == is || s != nil && s.known && s.seen == is:
		return
	case !told.exists && s == nil && r.files+len(r.pending) >= r.o.maxFiles:
		r.full()
		return
	case r.reading:
		r.keep(path, entry{is, is.racy(time.Now())})
		return
	}
	fresh := s == nil
	s = r.sign(path)
	s.seen, s.known, s.other = is, true, true
	if fresh {
		s.silent = r.check
	}
	r.wakeAt(s.due(r.Rest))
}

// forget takes a folder for gone, with all below it.
func (r *root) forget(dir string) {
	f := r.folders[dir]
	if f == nil {
		return
	}
	r.unwatch(dir, f)
	f.alive = false
	for name, told := range f.files {
		r.differs(filepath.Join(dir, name), told.stamp, stamp{})
	}
	for name := range f.dirs {
		r.forget(filepath.Join(dir, name))
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

func (r *root) sayPolled() {
	r.w.say(notice.Notice{
		Level: notice.Advice, File: r.Path,
		Text: fmt.Sprintf("De schijf van %s meldt niet wat er verandert, zoals een netwerkschijf of een gedeelde map. opladers kijkt zelf steeds of er iets nieuws is. Wat u daar opslaat, is enkele seconden later te zien.", r.Path),
	})
}

func (r *root) full() {
	r.w.say(notice.Notice{
		Level: notice.Error, File: r.Path,
		Text: fmt.Sprintf("In %s staan meer dan %d bestanden. opladers volgt er niet meer.", r.Path, r.o.maxFiles),
		Hint: "Kijk of hier de goede map staat, en haal weg wat er niet in hoort.",
	})
}

func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

func inode(info fs.FileInfo) uint64 {
	_, n := identity(info)
	return n
}
