package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

const (
	// LiveName is the symbolic link in a Folder that a web server serves.
	LiveName = "site"
	// versionsDir is the folder in it that holds the deploys, each whole, with its manifest beside it (<id>.json).
	versionsDir = "versies"
	// keep is how many deploys stay, with the one that visitors see.
	keep = 5
)

// Folder is a Target on a disk: versies/<id>/ are whole deploys, and site is a symbolic link to the one that visitors see, which is replaced
// in one step. A web server opens each file by way of the link, so that no answer is of two deploys.
//
// A file that did not change is a hard link to that of the deploy before, or a copy where links do not work. What was written once is
// never written again, because a link would change older deploys too. What is linked still has the size and time with
// which it was written, and what was written is read back and compared, before the link moves. Path may be on another disk than the site. No file is flushed
// to the disk, so a power cut can lose what a kill cannot.
type Folder struct {
	Path string // absolute
}

// versionName is the id of a deploy: a number that counts up, and how the digest of all of it begins.
var versionName = regexp.MustCompile(`^([0-9]{6,9})-[0-9a-f]{12}$`)

// Digest is SHA-256.
func (f *Folder) Digest(int64) hash.Hash { return sha256.New() }

// Live follows the link.
func (f *Folder) Live(context.Context) (string, error) {
	name := filepath.Join(f.Path, LiveName)
	to, err := os.Readlink(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case errors.Is(err, syscall.ENOTDIR):
		return "", notice.Refuse(fmt.Sprintf("%s is geen map, of staat in iets dat geen map is.", f.Path), "Kies bij pad in config.toml een map.")
	case errors.Is(err, fs.ErrPermission):
		return "", err
	}
	id := path.Base(filepath.ToSlash(to))
	if err != nil || filepath.ToSlash(to) != versionsDir+"/"+id || !versionName.MatchString(id) {
		return "", notice.Refuse(fmt.Sprintf("In %s staat al iets dat %s heet, en dat niet van opladers is.", f.Path, LiveName),
			"Haal het daar weg, of kies bij pad in config.toml een lege map.")
	}
	return id, nil
}

func (f *Folder) version(id string) string  { return filepath.Join(f.Path, versionsDir, id) }
func (f *Folder) manifest(id string) string { return f.version(id) + ".json" }

// Files reads the manifest of a deploy, without the files that are no longer as they were written.
func (f *Folder) Files(ctx context.Context, id string) ([]File, error) {
	m, err := readManifest(f.manifest(id))
	if err != nil { // not there, or not ours: then all is written anew
		return nil, nil
	}
	err = each(ctx, len(m.Files), func(i int, buf []byte) error {
		if file := &m.Files[i]; !f.untouched(id, *file) {
			info, err := os.Lstat(f.file(id, file.Path))
			if err != nil || !info.Mode().IsRegular() || !f.equal(id, *file, buf) {
				file.Sum = ""
				return nil
			}
			file.Time = info.ModTime().UnixNano() // as after a backup was put back
		}
		return nil
	})
	return slices.DeleteFunc(m.Files, func(file File) bool { return file.Sum == "" }), err
}

// Previous reads which deploy came before, and looks whether it is still whole.
func (f *Folder) Previous(ctx context.Context, live string) (string, error) {
	m, err := readManifest(f.manifest(live))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !versionName.MatchString(m.Previous) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the manifest of %s: %w", live, err)
	}
	before, err := readManifest(f.manifest(m.Previous))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the manifest of %s: %w", m.Previous, err)
	}
	return m.Previous, f.whole(ctx, m.Previous, before.Files)
}

// whole reports a file of a deploy that is not as it was written.
func (f *Folder) whole(ctx context.Context, id string, files []File) error {
	return each(ctx, len(files), func(i int, buf []byte) error {
		if file := files[i]; !f.untouched(id, file) && !f.equal(id, file, buf) {
			return notice.Notice{
				Level: notice.Error, File: file.Path, Text: "De vorige versie is niet meer heel: dit bestand is er veranderd of weg. De site is niet veranderd.",
				Hint: "Herstel de pagina's en zet de site opnieuw online met `opladers publish`.",
			}
		}
		return nil
	})
}

// untouched reports whether a file of a deploy has the size and time with which it was written.
func (f *Folder) untouched(id string, file File) bool {
	info, err := os.Lstat(f.file(id, file.Path))
	return err == nil && info.Mode().IsRegular() && info.Size() == file.Size && info.ModTime().UnixNano() == file.Time
}

// equal reports whether a file of a deploy holds what it should.
func (f *Folder) equal(id string, file File, buf []byte) bool {
	in, err := os.Open(f.file(id, file.Path))
	if err != nil {
		return false
	}
	defer in.Close()
	h := sha256.New()
	_, err = io.CopyBuffer(h, onlyReader{in}, buf)
	return err == nil && hex.EncodeToString(h.Sum(nil)) == file.Sum
}

func (f *Folder) file(id, name string) string {
	return filepath.Join(f.version(id), filepath.FromSlash(name))
}

// onlyReader hides how else a file can be copied, so that the buffer is used.
type onlyReader struct{ io.Reader }

// Restore moves the link back.
func (f *Folder) Restore(ctx context.Context, s Shipment, previous string) (*Shipped, error) {
	unlock, err := f.open(ctx, s)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return &Shipped{ID: previous}, f.show(previous)
}

// open takes the lock of the folder, clears up after killed runs, and makes sure that visitors still see what they saw.
func (f *Folder) open(ctx context.Context, s Shipment) (unlock func(), err error) {
	if runtime.GOOS == "windows" {
		return nil, notice.Refuse("Op Windows kan opladers niet in één stap van site wisselen. Daarom gaat het niet naar een map.",
			"Kies in config.toml soort = 'netlify' of 'git', of publiceer vanaf een computer met Linux.")
	}
	versions := filepath.Join(f.Path, versionsDir)
	if err := readable(f.Path, versions); err != nil {
		return nil, err
	}
	if unlock, err = atomic.Lock(ctx, filepath.Join(versions, ".slot"), s.Waiting); err != nil {
		return nil, err
	}
	now, err := f.Live(ctx)
	if err == nil && now != s.Live {
		err = movedMeanwhile()
	}
	if err == nil {
		err = errors.Join(atomic.Recover(f.Path), atomic.Recover(versions), f.sweep(now))
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// movedMeanwhile says that another run published between our first look and now.
func movedMeanwhile() error {
	return notice.Refuse("Iemand anders heeft intussen een andere versie online gezet. Die staat er nog.", "Doe het opnieuw als uw versie de goede is.")
}

// readable makes folders that a web server, which is another user, can look into.
func readable(dirs ...string) error {
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err == nil {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.Chmod(dir, 0o755); err != nil { // whatever the umask is
			return err
		}
	}
	return nil
}

// sweep removes half a deploy: a folder without a manifest or the reverse, as a kill leaves it.
func (f *Folder) sweep(live string) error {
	entries, err := os.ReadDir(filepath.Join(f.Path, versionsDir))
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
	}
	for name := range names {
		id := strings.TrimSuffix(name, ".json")
		if versionName.MatchString(id) && id != live && !(names[id] && names[id+".json"]) {
			err = errors.Join(err, atomic.Remove(filepath.Join(f.Path, versionsDir, name)))
		}
	}
	return err
}

// Ship writes a deploy beside the others and moves the link to it.
func (f *Folder) Ship(ctx context.Context, s Shipment) (*Shipped, error) {
	unlock, err := f.open(ctx, s)
	if err != nil {
		return nil, err
	}
	defer unlock()
	id, err := f.next(s.Files)
	if err != nil {
		return nil, err
	}
	w := &writer{Folder: f, from: s, dir: atomic.Prefix + "nieuw-" + id}
	old, err := f.Files(ctx, s.Live)
	if err != nil {
		return nil, err
	}
	w.old = bySum(old)
	m := &manifest{Previous: s.Live}
	if m.Files, err = w.write(ctx); err == nil {
		err = writeManifest(f.manifest(id), m)
	}
	if err == nil {
		err = os.Rename(f.version(w.dir), f.version(id))
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(f.version(w.dir)))
	}
	if err := f.show(id); err != nil {
		return nil, err
	}
	_, _ = f.prune(id) // visitors see the new site; what stays now goes the next time
	return &Shipped{ID: id, Uploaded: w.written, Bytes: w.bytes}, nil
}

// next names the deploy that comes now.
func (f *Folder) next(files []File) (string, error) {
	entries, err := os.ReadDir(filepath.Join(f.Path, versionsDir))
	if err != nil {
		return "", err
	}
	last := 0
	for _, e := range entries {
		if m := versionName.FindStringSubmatch(strings.TrimSuffix(e.Name(), ".json")); m != nil {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return "", err
			}
			last = max(last, n)
		}
	}
	h := sha256.New()
	for _, file := range files {
		fmt.Fprintf(h, "%s %s\n", file.Sum, file.Path)
	}
	return fmt.Sprintf("%06d-%.6x", last+1, h.Sum(nil)), nil
}

// Forget removes the other deploys, after their successor no longer names them.
func (f *Folder) Forget(ctx context.Context, s Shipment) (string, int, error) {
	unlock, err := f.open(ctx, s)
	if err != nil {
		return "", 0, err
	}
	defer unlock()
	m, err := readManifest(f.manifest(s.Live))
	if err != nil {
		return "", 0, fmt.Errorf("read the manifest of %s: %w", s.Live, err)
	}
	m.Previous = ""
	if err := writeManifest(f.manifest(s.Live), m); err != nil {
		return "", 0, err
	}
	n, err := f.prune(s.Live)
	return s.Live, n, err
}

// show moves the link, in one step.
func (f *Folder) show(id string) error {
	fresh := filepath.Join(f.Path, atomic.Prefix+"nieuw-"+LiveName)
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(versionsDir+"/"+id, fresh); err != nil {
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
			return notice.Refuse(fmt.Sprintf("In %s kan geen snelkoppeling (symbolic link) gemaakt worden. De oude site staat er nog.", f.Path),
				"Kies bij pad een map op een schijf waar dat wel kan, zoals een gewone schijf van Linux.")
		}
		return err
	}
	return os.Rename(fresh, filepath.Join(f.Path, LiveName))
}

// prune removes the deploys that nobody can go back to: those that live does not follow on, and what is more than keep ago. It says how many.
func (f *Folder) prune(live string) (n int, err error) {
	var stay []string
	for id := live; id != "" && len(stay) < keep && !slices.Contains(stay, id); {
		stay = append(stay, id)
		m, err := readManifest(f.manifest(id))
		if err != nil {
			break
		}
		id = m.Previous
	}
	entries, err := os.ReadDir(filepath.Join(f.Path, versionsDir))
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if id := strings.TrimSuffix(e.Name(), ".json"); versionName.MatchString(id) && !slices.Contains(stay, id) {
			err = errors.Join(err, atomic.Remove(filepath.Join(f.Path, versionsDir, e.Name())))
			if e.IsDir() {
				n++
			}
		}
	}
	return n, err
}
