package collect

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/merge"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
)

// ledgerName is the file in the state folder that remembers what came of each source. It may be thrown away: then every
// source is read once more.
const ledgerName = "inbox.json"

// stamp is how a file looked when it was read. A file with the same size and time is taken to be the same.
type stamp struct {
	Size int64  `json:"g"`           // bytes
	Time int64  `json:"t"`           // nanoseconds since 1970
	Path string `json:"p,omitempty"` // of a page under content/, of a photo under the inbox
}

func stampOf(info fs.FileInfo) stamp {
	return stamp{Size: info.Size(), Time: info.ModTime().UnixNano()}
}

// ledger is what came of each source, so that one that did not change need not be read again.
type ledger struct {
	For       string           `json:"voor"` // the program and the municipalities that it holds for
	Documents map[string]*seen `json:"bestanden"`
	Sheets    map[string]stamp `json:"vragen"` // lists of questions as they were last read or written, by folder
	Rest      []stamp          `json:"rust"`   // of what says that there is nothing to look into beside the sources; nil when there is

	file  string
	start int64            // when sources began to be read
	next  map[string]*seen // of this run
	fresh []*seen          // those of next that are new

	sheets bool // Sheets is new
}

// add notes what came of a source that was read. What it gave is looked at when the run is over.
func (l *ledger) add(name string, was *seen) {
	l.next[name] = was
	l.fresh = append(l.fresh, was)
}

// seen is what came of one source.
type seen struct {
	Files   []stamp         `json:"f"`           // the document and its photos
	At      int64           `json:"o"`           // when they were read
	Day     string          `json:"d"`           // of the run, and
	Until   string          `json:"u,omitempty"` // the last day on which the same would come of it
	Content []stamp         `json:"c"`           // what it gave under content/: bundles, pages and provenance
	Pages   []seenPage      `json:"p,omitempty"`
	Notices []seenNotice    `json:"n,omitempty"`
	Whole   bool            `json:"w,omitempty"`
	Left    map[string]bool `json:"l,omitempty"` // of an outcome
	Outcome string          `json:"r"`           // as the report to its folder told it, on the day
	Since   string          `json:"s"`

	keys map[string]bool // of Pages
}

type seenPage struct {
	Key    string       `json:"k,omitempty"`
	Path   string       `json:"p"` // of index.md, under content/
	Title  string       `json:"t"`
	Edits  []merge.Edit `json:"e,omitempty"`
	Absent bool         `json:"a,omitempty"` // removed for good: there is no page
}

type seenNotice struct {
	notice.Notice
	Ask *notice.Ask `json:"ask,omitempty"`
}

// lasts reports an outcome that is still told when a later run has nothing new to tell.
func (s *seen) lasts() bool {
	return s.Outcome != reply.Waiting && s.Outcome != reply.Refused && !slices.ContainsFunc(s.Pages, func(p seenPage) bool { return p.Absent })
}

// openLedger reads what earlier runs saw. What cannot be read counts as nothing seen.
func openLedger(o *Options, s *store.Store) *ledger {
	l := &ledger{file: filepath.Join(o.Site, store.StateDir, ledgerName)}
	if data, err := os.ReadFile(l.file); err == nil && json.Unmarshal(data, l) != nil {
		*l = ledger{file: l.file}
	}
	if id := validFor(s); l.For != id {
		*l = ledger{file: l.file, For: id}
	}
	if l.Sheets == nil {
		l.Sheets = map[string]stamp{}
	}
	l.next = map[string]*seen{}
	return l
}

// Forget throws away what was remembered of the sources of a site, so that nothing of a removed page stays in it.
func Forget(site string) error {
	err := os.Remove(filepath.Join(site, store.StateDir, ledgerName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// validFor changes when the same source could give something else: with another program or other municipalities.
func validFor(s *store.Store) string {
	h := sha256.New()
	fmt.Fprintln(h, config.Program())
	for _, m := range s.Municipalities {
		own := m.Page.Municipality
		fmt.Fprintf(h, "%q %q %q %q %v %v %v\n", m.Slug, m.Page.Title, own.Villages, own.Senders, own.Feeds, m.Page.Sample, own.Privacy.RetentionOfPhotos())
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// unchanged gives what came of a document when the same would come of it today, else nil.
func (l *ledger) unchanged(d document, day string, content func(string) string) *seen {
	e := l.Documents[d.name]
	if e == nil || day < e.Day || e.Until != "" && day > e.Until {
		return nil
	}
	files := d.stamps()
	if len(files) != len(e.Files) {
		return nil
	}
	for i, f := range files {
		if f != e.Files[i] || racy(f, e.At) || e.refused() && recent(f, e.At) {
			return nil
		}
	}
	for _, c := range e.Content {
		if contentStamp(content, c.Path) != c {
			return nil
		}
	}
	return e
}

// racy reports a file that may have changed after it was read without another size or time, because it had been written
// only just before. Some file systems count time in steps of two seconds.
func racy(f stamp, at int64) bool {
	step := int64(10 * time.Millisecond)
	if f.Time%int64(time.Second) == 0 {
		step = int64(2 * time.Second)
	}
	return f.Time+step > at && f.Time < at+int64(time.Hour) // a time far ahead is that of another clock
}

// copying is how long after it changed a file may still be on its way into the inbox. A program that copies may give it its size first, and its
// time last.
const copying = time.Minute

// recent reports a file that may have been half a file when it was read.
func recent(f stamp, at int64) bool {
	return f.Time+int64(copying) > at && f.Time < at+int64(time.Hour)
}

// refused reports a source of which something could not be used.
func (s *seen) refused() bool {
	return slices.ContainsFunc(s.Notices, func(n seenNotice) bool { return n.Level == notice.Error })
}

func (d document) stamps() []stamp {
	out := []stamp{d.stamp}
	for _, p := range d.photos {
		out = append(out, p.stamp)
	}
	return out
}

// contentStamp is how something under content/ looks now. Of what is not there, only the path is set.
func contentStamp(content func(string) string, path string) stamp {
	s := stamp{Path: path}
	if info, err := os.Lstat(content(path)); err == nil {
		s.Size, s.Time = info.Size(), info.ModTime().UnixNano()
	}
	return s
}

// settled reports that nothing was left to say of pages and sources after the last run, and that since then no source went
// away and no page came, went or was changed by hand. Then the pages of the site need not be looked into.
func (l *ledger) settled(c *collector) bool {
	for name := range l.Documents {
		if !c.here[name] {
			return false
		}
	}
	for _, s := range l.Rest {
		if contentStamp(c.store.File, s.Path) != s {
			return false
		}
	}
	return l.Rest != nil
}

// save writes the ledger when something in it is new. rest is what it takes to be settled; its stamps are filled in.
func (l *ledger) save(content func(string) string, rest []stamp) error {
	for _, was := range l.fresh {
		for i, c := range was.Content {
			was.Content[i] = contentStamp(content, c.Path)
		}
	}
	for i, c := range rest {
		rest[i] = contentStamp(content, c.Path)
	}
	if len(l.fresh) == 0 && len(l.next) == len(l.Documents) && !l.sheets && slices.Equal(l.Rest, rest) {
		return nil
	}
	l.Documents, l.Rest = l.next, rest
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	_, err = atomic.WriteFile(l.file, data)
	return err
}

// noteSheet notes how a list of questions is now; nil when there is none.
func (l *ledger) noteSheet(folder string, info fs.FileInfo) {
	was, had := l.Sheets[folder]
	if info == nil {
		delete(l.Sheets, folder)
	} else {
		l.Sheets[folder] = stampOf(info)
	}
	now, has := l.Sheets[folder]
	l.sheets = l.sheets || had != has || was != now
}
