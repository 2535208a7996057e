package publish

import (
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
)

// writer makes one deploy in a Folder.
type writer struct {
	*Folder
	from Shipment
	dir  string          // where it is made, under versies/
	old  map[string]File // the untouched files of the deploy that visitors see, by what they hold

	masked bool // the umask takes away what a web server needs

	mu      sync.Mutex
	done    int
	written int
	bytes   int64
}

// write makes all files, and gives them with the times that they got.
func (w *writer) write(ctx context.Context) ([]File, error) {
	root, seen := w.version(w.dir), map[string]bool{}
	if err := os.Mkdir(root, 0o755); err != nil {
		return nil, err
	}
	info, err := os.Stat(root)
	if err != nil {
		return nil, err
	}
	w.masked = info.Mode().Perm() != 0o755
	if w.masked {
		if err := os.Chmod(root, 0o755); err != nil {
			return nil, err
		}
	}
	for _, file := range w.from.Files {
		if err := w.folder(root, path.Dir(file.Path), seen); err != nil {
			return nil, err
		}
	}
	files := slices.Clone(w.from.Files)
	return files, each(ctx, len(files), func(i int, buf []byte) error { return w.one(&files[i], buf) })
}

// folder makes a folder and those above it, each once.
func (w *writer) folder(root, dir string, seen map[string]bool) error {
	if dir == "." || seen[dir] {
		return nil
	}
	if err := w.folder(root, path.Dir(dir), seen); err != nil {
		return err
	}
	seen[dir] = true
	name := filepath.Join(root, filepath.FromSlash(dir))
	err := os.Mkdir(name, 0o755)
	if err == nil && w.masked {
		err = os.Chmod(name, 0o755)
	}
	return err
}

// one links a file that the deploy before has, and writes any other.
func (w *writer) one(file *File, buf []byte) error {
	to := w.file(w.dir, file.Path)
	old, ok := w.old[file.Sum]
	linked := ok && os.Link(w.file(w.from.Live, old.Path), to) == nil
	file.Time = old.Time
	if !linked {
		if err := w.copy(*file, to, buf); err != nil {
			return err
		}
		info, err := os.Lstat(to)
		if err != nil {
			return err
		}
		file.Time = info.ModTime().UnixNano()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done++
	if !linked {
		w.written++
		w.bytes += file.Size
	}
	w.from.Progress(w.done, len(w.from.Files))
	return nil
}

// copy writes a file anew and reads it back.
func (w *writer) copy(file File, to string, buf []byte) error {
	in, err := os.Open(filepath.Join(w.from.Dir, filepath.FromSlash(file.Path)))
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in) // by the system, where it can
	if err = errors.Join(err, out.Chmod(0o644), out.Close()); err != nil {
		return err
	}
	if !w.equal(w.dir, file, buf) {
		return changedMeanwhile(file.Path)
	}
	return nil
}
