package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
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
	at   int64 // when it was told, in nanoseconds since 1970; 0 is by New
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

// within says whether a path is the root or counts in it.
func (r *root) within(path string) bool {
	if path == r.Path {
		return true
	}
	_, below := r.rel(path)
	return below && !Temporary(filepath.Base(path))
}

func (r *root) rel(path string) (string, bool) {
	sep := string(filepath.Separator)
	return strings.CutPrefix(path, strings.TrimSuffix(r.Path, sep)+sep)
}

func (r *root) skip(path string, dir bool) bool {
	rel, below := r.rel(path)
	return below && r.Skip != nil && r.Skip(filepath.ToSlash(rel), dir)
}

func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

func inode(info fs.FileInfo) uint64 {
	_, n := identity(info)
	return n
}
