// Package publish ships a finished website to where visitors see it, and takes that back.
//
// It knows nothing of how a website is made: it gets a folder. Run compares the folder with what visitors see now, by the digests of
// the files, and has a Target ship what is new; what did not change stays or is linked. Every Target shows visitors either the old site or the
// new one, whole: a run that fails or is killed at any moment leaves the old one. There are three:
//
//   - Folder: a folder on this machine or a disk of another, with a symbolic link that a web server follows;
//   - Netlify: its deploy API;
//   - Git: a branch of a repository, from which a host such as GitHub Pages or GitLab Pages serves.
//
// A deploy knows which one visitors saw before it. Rollback goes there, and once more goes one further back: never to a deploy that was
// taken back itself. There is no way forward but to publish again.
package publish

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

// Target is a place where visitors see a website. A deploy has an id, and never changes. The errors of a Target that a person can mend are notices
// in Dutch.
type Target interface {
	// Digest gives the hash that the target knows a file of size bytes by.
	Digest(size int64) hash.Hash
	// Live gives the deploy that visitors see; "" when nothing was published.
	Live(ctx context.Context) (id string, err error)
	// Files lists a deploy, in the order of the paths; nil when the target does not know.
	Files(ctx context.Context, id string) ([]File, error)
	// Previous gives the deploy that visitors saw before live; "" when there is none to go back to.
	Previous(ctx context.Context, live string) (id string, err error)
	// Ship makes a folder the deploy that visitors see.
	Ship(ctx context.Context, s Shipment) (*Shipped, error)
	// Restore shows visitors a deploy that Previous gave, in the place of s.Live. It may get another id.
	Restore(ctx context.Context, s Shipment, previous string) (*Shipped, error)
	// Forget throws away every deploy but s.Live, and gives what that has as its id from then on, and how many went.
	Forget(ctx context.Context, s Shipment) (id string, n int, err error)
}

// Shipment is what a Target needs to make a deploy live.
type Shipment struct {
	Dir      string // the finished website
	Files    []File // in it, in the order of their paths
	Live     string // the deploy that visitors see; "" when there is none
	Now      time.Time
	Progress func(done, total int) // of files
	Waiting  func()                // called when another run has to end first; may be nil
}

// Shipped says what a Target did.
type Shipped struct {
	ID       string
	Uploaded int   // files that were sent or written
	Bytes    int64 // of these
	Held     bool  // the target has the deploy, and does not show it to visitors
}

// Options say what to publish, and where.
type Options struct {
	Dir      string // the finished website; nobody else may change it meanwhile
	State    string // a folder that remembers what was published, for this target alone; it may be thrown away
	Target   Target
	Now      time.Time
	DryRun   bool
	Progress func(done, total int) // of files; may be nil
	Waiting  func()                // called when another run has to end first; may be nil
	// May is asked before Rollback shows visitors an earlier deploy. Its files are nil when they are not known. May be nil.
	May func(files []File) error
}

// Result says what came of it. The lists are in the order of their paths.
type Result struct {
	Deploy    string // that visitors see, or that waits when Live is false
	Previous  string // that they saw before; "" when nothing was published
	Live      bool   // visitors see the deploy
	Known     bool   // it is known what visitors saw before; else New holds every file
	Files     int
	Uploaded  int // files that were sent or written; in a dry run, those that would be
	Bytes     int64
	Unchanged int
	New       []File
	Changed   []File
	Gone      []File
	Seconds   float64
}

// Run publishes a folder. What visitors see already is not published again.
func Run(ctx context.Context, o Options) (*Result, error) {
	start := time.Now()
	unlock, err := o.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	files, err := Scan(ctx, o.Dir, o.Target.Digest)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, notice.Refuse("Er is geen site om online te zetten: de map is leeg.", "Bouw eerst de site met `opladers build`.")
	}
	live, err := o.Target.Live(ctx)
	if err != nil {
		return nil, err
	}
	r := &Result{Deploy: live, Previous: live, Live: true, Known: true, Files: len(files)}
	var old []File
	if live != "" {
		if old, err = o.files(ctx, live); err != nil {
			return nil, err
		}
		r.Known = old != nil
	}
	r.compare(old, files)
	if live != "" && r.same() {
		told, err := o.Target.Files(ctx, live) // what we remember is no proof that it is still there
		if err != nil {
			return nil, err
		}
		if told != nil {
			old = told
			r.compare(old, files)
		}
		if r.same() {
			r.Seconds = time.Since(start).Seconds()
			return r, nil
		}
	}
	if o.DryRun {
		r.Uploaded, r.Bytes = fresh(old, files)
		r.Live, r.Seconds = false, time.Since(start).Seconds()
		return r, nil
	}
	shipped, err := o.Target.Ship(ctx, o.shipment(files, live))
	if err != nil {
		return nil, err
	}
	r.Deploy, r.Uploaded, r.Bytes, r.Live = shipped.ID, shipped.Uploaded, shipped.Bytes, !shipped.Held
	err = o.remember(shipped.ID, files)
	r.Seconds = time.Since(start).Seconds()
	return r, err
}

// Rollback shows visitors the deploy again that they saw before the one that they see now.
func Rollback(ctx context.Context, o Options) (*Result, error) {
	start := time.Now()
	unlock, err := o.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	live, err := o.Target.Live(ctx)
	if err != nil {
		return nil, err
	}
	if live == "" {
		return nil, notice.Refuse("Er is hier nog niets online gezet. Er is dus niets om naar terug te gaan.", "Zet de site online met `opladers publish`.")
	}
	previous, err := o.Target.Previous(ctx, live)
	if err != nil {
		return nil, err
	}
	if previous == "" {
		return nil, notice.Refuse("Er is geen eerdere versie om naar terug te gaan. De site is niet veranderd.", "Herstel de pagina's en zet de site opnieuw online met `opladers publish`.")
	}
	old, err := o.files(ctx, live)
	if err != nil {
		return nil, err
	}
	files, err := o.files(ctx, previous)
	if err != nil {
		return nil, err
	}
	r := &Result{Deploy: previous, Previous: live, Live: true, Files: len(files), Known: old != nil && files != nil}
	if r.Known {
		r.compare(old, files)
	}
	if o.May != nil {
		if err := o.May(files); err != nil {
			return nil, err
		}
	}
	if o.DryRun {
		r.Live, r.Seconds = false, time.Since(start).Seconds()
		return r, nil
	}
	shipped, err := o.Target.Restore(ctx, o.shipment(files, live), previous)
	if err != nil {
		return nil, err
	}
	r.Deploy, r.Live = shipped.ID, !shipped.Held
	if files != nil {
		err = o.remember(shipped.ID, files)
	}
	r.Seconds = time.Since(start).Seconds()
	return r, err
}

// Forget throws away every deploy but the one that visitors see: what was withdrawn since may stand in them. There is no way back to them. It
// says how many went.
func Forget(ctx context.Context, o Options) (n int, err error) {
	unlock, err := o.lock(ctx)
	if err != nil {
		return 0, err
	}
	defer unlock()
	live, err := o.Target.Live(ctx)
	if err != nil || live == "" || o.DryRun {
		return 0, err
	}
	files, err := o.files(ctx, live)
	if err != nil {
		return 0, err
	}
	id, n, err := o.Target.Forget(ctx, o.shipment(files, live))
	if err != nil {
		return n, err
	}
	names, err := filepath.Glob(filepath.Join(o.State, "*.json")) // they hold titles
	for _, name := range names {
		err = errors.Join(err, os.Remove(name))
	}
	if err == nil && files != nil {
		err = o.remember(id, files)
	}
	return n, err
}

func (o *Options) lock(ctx context.Context) (unlock func(), err error) {
	if err := os.MkdirAll(o.State, 0o755); err != nil {
		return nil, err
	}
	return atomic.Lock(ctx, filepath.Join(o.State, "slot"), o.Waiting)
}

func (o *Options) shipment(files []File, live string) Shipment {
	progress := o.Progress
	if progress == nil {
		progress = func(int, int) {}
	}
	return Shipment{Dir: o.Dir, Files: files, Live: live, Now: o.Now, Progress: progress, Waiting: o.Waiting}
}

// memory is how many deploys a State remembers the files of.
const memory = 10

// deployName is what the id of a deploy looks like at any target; what does not is not used as the name of a file.
var deployName = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z-]{0,80}$`)

// remember keeps the files of a deploy, with the titles of pages: targets do not know these.
func (o *Options) remember(id string, files []File) error {
	if !deployName.MatchString(id) {
		return fmt.Errorf("deploy %q: not a name", id)
	}
	names, err := filepath.Glob(filepath.Join(o.State, "*.json"))
	if err != nil {
		return err
	}
	if len(names) >= memory { // the oldest goes
		oldest, at := "", time.Time{}
		for _, name := range names {
			if info, err := os.Stat(name); err == nil && (oldest == "" || info.ModTime().Before(at)) {
				oldest, at = name, info.ModTime()
			}
		}
		if err := os.Remove(oldest); err != nil {
			return err
		}
	}
	return writeManifest(filepath.Join(o.State, id+".json"), &manifest{Files: files})
}

// files lists a deploy: as it is remembered, with the titles of its pages, else as the target knows it.
func (o *Options) files(ctx context.Context, id string) ([]File, error) {
	if deployName.MatchString(id) {
		if m, err := readManifest(filepath.Join(o.State, id+".json")); err == nil {
			return m.Files, nil
		}
	}
	return o.Target.Files(ctx, id)
}
