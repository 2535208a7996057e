package check

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/check/source"
	"mijnopladers.nl/opladers/tools/config"
)

// cache remembers what files were found to say, for one program. It may be thrown away.
type cache struct {
	Program string
	BaseURL string            // that the files of the site were checked for
	Files   map[string]*entry // by content/… and public/…
	Words   []string          // that entries name by number

	mu      sync.Mutex
	numbers map[string]uint32 // of Words
	next    map[string]*entry // of this run
	checked int               // of next, those that were not in Files
	changed bool              // it is not what stands on disk
	compact int               // how many words there were when they were last numbered
}

// entry is what one file was found to say.
type entry struct {
	Size, Time int64 // bytes, nanoseconds since 1970
	At         int64 // when it was read
	Hash       [sha256.Size]byte
	Findings   []rule.Finding
	Page       *source.Facts // of a page under content/
	Sheet      *sheet        // of an HTML file of the site
	Links      []uint32      // of another file of the site: addresses, by number
}

// racy is how long after it was written a file can change without a new time: the coarsest file systems count in 2 seconds.
const racy = 2 * time.Second

// load reads the memory of earlier runs.
func load(file string) *cache {
	c := &cache{}
	data, err := os.ReadFile(file)
	if err != nil || gob.NewDecoder(bytes.NewReader(data)).Decode(c) != nil || c.Program != config.Program() || !c.sound() {
		c = &cache{Program: config.Program()}
	}
	c.count()
	return c
}

// count numbers the words anew.
func (c *cache) count() {
	c.numbers = make(map[string]uint32, len(c.Words))
	for i, w := range c.Words {
		c.numbers[w] = uint32(i)
	}
	c.compact = len(c.Words)
}

// begin makes it ready for a run. What was found in a file of the site does not hold for a site at another address.
func (c *cache) begin(baseURL string) {
	if c.BaseURL != baseURL {
		maps.DeleteFunc(c.Files, func(key string, _ *entry) bool { return strings.HasPrefix(key, publicName) })
		c.BaseURL = baseURL
	}
	c.next, c.checked = map[string]*entry{}, 0
}

// settle takes over what a run found.
func (c *cache) settle() {
	c.changed = c.changed || c.checked > 0 || len(c.next) != len(c.Files)
	c.Files, c.next = c.next, nil
	if len(c.Words) > 2*c.compact+1000 { // in a long day of editing most words are of what pages said before
		c.drop()
	}
}

// ofSite gives what is remembered of files of the site.
func (c *cache) ofSite() iter.Seq2[string, *entry] {
	return func(yield func(string, *entry) bool) {
		for key, e := range c.Files {
			if strings.HasPrefix(key, publicName) && !yield(key, e) {
				return
			}
		}
	}
}

// sound reports whether what was read can be used: a disk can damage a file in ways that still decode.
func (c *cache) sound() bool {
	for key, e := range c.Files {
		ok := e != nil && (e.Page != nil || !strings.HasSuffix(key, ".md") || strings.HasPrefix(key, publicName)) &&
			(e.Sheet == nil || len(e.Sheet.Lines) == len(e.Sheet.Links))
		if !ok {
			return false
		}
		e.words(func(n *uint32) { ok = ok && int(*n) < len(c.Words) })
		if !ok {
			return false
		}
	}
	return true
}

// save writes what the last run found, when that is not what stands there.
func (c *cache) save(file string) error {
	if !c.changed {
		return nil
	}
	c.drop()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(c); err != nil {
		return err
	}
	_, err := atomic.WriteFile(file, b.Bytes())
	c.changed = err != nil
	return err
}

// drop forgets the words that no entry names.
func (c *cache) drop() {
	used := make([]bool, len(c.Words))
	for _, e := range c.Files {
		e.words(func(n *uint32) { used[*n] = true })
	}
	var words []string
	to := make([]uint32, len(c.Words))
	for n, w := range c.Words {
		if used[n] {
			to[n] = uint32(len(words))
			words = append(words, w)
		}
	}
	for _, e := range c.Files {
		e.words(func(n *uint32) { *n = to[*n] })
	}
	c.Words = words
	c.count()
}

// words calls f with each word that an entry names.
func (e *entry) words(f func(*uint32)) {
	list := [][]uint32{e.Links}
	if e.Sheet != nil {
		list = append(list, e.Sheet.Links, e.Sheet.IDs, e.Sheet.Loads, e.Sheet.Alternates)
	}
	for _, l := range list {
		for i := range l {
			f(&l[i])
		}
	}
}

// number gives the number of a word.
func (c *cache) number(word string) uint32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, ok := c.numbers[word]
	if !ok {
		n = uint32(len(c.Words))
		c.Words, c.numbers[word] = append(c.Words, word), n
	}
	return n
}

// look gives what a file says: as it is remembered, or as check finds it. The key names the file for the cache. By time alone means that
// the name of the file stands for its bytes, so that they need not be read to see that nothing changed.
func (c *cache) look(key, path string, byTime bool, check func(data []byte) *entry) (*entry, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	was := c.Files[key]
	same := was != nil && was.Size == info.Size() && was.Time == info.ModTime().UnixNano()
	if same && (byTime || was.At-was.Time > int64(racy)) {
		c.keep(key, was, false)
		return was, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	at := time.Now().UnixNano()
	hash := sha256.Sum256(data)
	e := was
	if fresh := was == nil || was.Hash != hash; fresh {
		e = check(data)
		c.keep(key, e, true)
	} else {
		c.keep(key, e, false)
	}
	e.Size, e.Time, e.At, e.Hash = info.Size(), info.ModTime().UnixNano(), at, hash
	return e, nil
}

func (c *cache) keep(key string, e *entry, fresh bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next[key] = e
	if fresh {
		c.checked++
	}
}

// files lists the files below a folder, by slashes, without those of which the name begins with hidden. A folder that is not there has none. Its
// folders are read side by side: most of a site is folders.
func files(root, hidden string) ([]string, error) {
	entries, err := os.ReadDir(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	lists := make([][]string, len(entries))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range entries {
		g.Go(func() error {
			return filepath.WalkDir(filepath.Join(root, e.Name()), func(path string, d fs.DirEntry, err error) error {
				switch {
				case err != nil:
					return err
				case strings.HasPrefix(d.Name(), hidden) && d.IsDir():
					return fs.SkipDir
				case strings.HasPrefix(d.Name(), hidden), !d.Type().IsRegular():
					return nil
				}
				name, err := filepath.Rel(root, path)
				lists[i] = append(lists[i], filepath.ToSlash(name))
				return err
			})
		})
	}
	err = g.Wait()
	return slices.Concat(lists...), err
}
