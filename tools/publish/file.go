package publish

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"html"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	atom "mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

// File is a file of a website.
type File struct {
	Path  string `json:"path"`            // from the root of the website, with slashes
	Size  int64  `json:"size"`            // in bytes; 0 when a target does not tell it
	Sum   string `json:"sum"`             // by the digest of the target, hexadecimal
	Title string `json:"title,omitempty"` // of a page
	Time  int64  `json:"time,omitempty"`  // when a target wrote it, in nanoseconds since 1970; only a Folder uses it
}

// firstBytes of a page are searched for its title; it is also the size of the buffer that files are read with.
const firstBytes = 256 << 10

// Scan lists the files of a folder, in the order of their paths. What tools/atomic left there unfinished is none of them.
// All is read: a fresh build writes every file anew, so that times and sizes say nothing. With the instructions that processors
// have for it that costs less than remembering would.
func Scan(ctx context.Context, dir string, digest func(size int64) hash.Hash) ([]File, error) {
	var files []File
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != dir && strings.HasPrefix(d.Name(), atom.Prefix):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return ctx.Err()
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if !d.Type().IsRegular() {
			return notice.Notice{
				Level: notice.Error, File: filepath.ToSlash(rel), Text: "Dit is geen gewoon bestand, maar bijvoorbeeld een snelkoppeling. Zo kan het niet online.",
				Hint: "Zet in static/ het bestand zelf, en geen snelkoppeling.",
			}
		}
		files = append(files, File{Path: filepath.ToSlash(rel)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, each(ctx, len(files), func(i int, buf []byte) error { return files[i].read(dir, digest, buf) })
}

// each calls do for 0 to n-1, a few at a time, each time with a buffer that nobody else uses meanwhile.
func each(ctx context.Context, n int, do func(i int, buf []byte) error) error {
	const run = 64 // neighbours, which often share a folder
	g, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range 2 * runtime.GOMAXPROCS(0) { // they wait for the disk
		g.Go(func() error {
			buf := make([]byte, firstBytes)
			for {
				from := int(next.Add(run)) - run
				if from >= n {
					return nil
				}
				for i := from; i < min(from+run, n); i++ {
					if err := errors.Join(ctx.Err(), do(i, buf)); err != nil {
						return err
					}
				}
			}
		})
	}
	return g.Wait()
}

// read fills in what a file holds.
func (f *File) read(dir string, digest func(int64) hash.Hash, buf []byte) error {
	in, err := os.Open(filepath.Join(dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	h := digest(info.Size())
	for first := true; ; first = false {
		n, err := io.ReadFull(in, buf)
		h.Write(buf[:n])
		f.Size += int64(n)
		if first && path.Ext(f.Path) == ".html" {
			f.Title = title(buf[:n])
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", f.Path, err)
		}
	}
	if f.Size != info.Size() {
		return changedMeanwhile(f.Path)
	}
	f.Sum = hex.EncodeToString(h.Sum(nil))
	return nil
}

// changedMeanwhile says that somebody else writes in the folder that is being published.
func changedMeanwhile(file string) error {
	return notice.Notice{
		Level: notice.Error, File: file, Text: "Dit bestand veranderde tijdens het online zetten. De oude site staat er nog.", Hint: "Doe het opnieuw.",
	}
}

var titleTag = regexp.MustCompile(`(?i)<title[^>]*>([^<]{1,1000})</title>`)

// title finds the title of a page.
func title(page []byte) string {
	m := titleTag.FindSubmatch(page)
	if m == nil {
		return ""
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(html.UnescapeString(string(m[1])), "")), " ")
}

// compare fills in what visitors see new, changed and gone.
func (r *Result) compare(old, files []File) {
	r.New, r.Changed, r.Gone, r.Unchanged = []File{}, []File{}, []File{}, 0
	for len(old) > 0 || len(files) > 0 {
		order := 0
		switch {
		case len(old) == 0:
			order = 1
		case len(files) == 0:
			order = -1
		default:
			order = strings.Compare(old[0].Path, files[0].Path)
		}
		switch {
		case order < 0:
			r.Gone = append(r.Gone, old[0])
			old = old[1:]
			continue
		case order > 0:
			r.New = append(r.New, files[0])
		default:
			if old[0].Sum != files[0].Sum {
				r.Changed = append(r.Changed, files[0])
			} else {
				r.Unchanged++
			}
			old = old[1:]
		}
		files = files[1:]
	}
}

// same reports whether visitors see nothing new.
func (r *Result) same() bool { return r.Known && len(r.New)+len(r.Changed)+len(r.Gone) == 0 }

// fresh counts what of files is nowhere in old: what a target that knows files by their content has to get.
func fresh(old, files []File) (n int, bytes int64) {
	has := bySum(old)
	for _, f := range files {
		if _, ok := has[f.Sum]; !ok {
			n++
			bytes += f.Size
		}
	}
	return n, bytes
}

// bySum finds a file by what it holds.
func bySum(files []File) map[string]File {
	out := make(map[string]File, len(files))
	for _, f := range files {
		out[f.Sum] = f
	}
	return out
}

// manifest is a deploy on disk.
type manifest struct {
	Previous string `json:"previous,omitempty"` // the deploy that visitors saw before
	Files    []File `json:"files"`
}

// maxManifest is how much of a manifest is read, in bytes: 100,000 files have about 20 million.
const maxManifest = 256 << 20

func writeManifest(name string, m *manifest) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = atom.WriteFile(name, data)
	return err
}

func readManifest(name string) (*manifest, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxManifest))
	if err != nil {
		return nil, err
	}
	return parseManifest(data)
}

// sumText is what a digest looks like: SHA-1 or SHA-256.
var sumText = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)

// parseManifest reads a manifest, and refuses one that names what is outside a folder: others may write there.
func parseManifest(data []byte) (*manifest, error) {
	m := &manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, err
	}
	return m, m.check()
}

// check puts the files in order, and reports one that cannot be.
func (m *manifest) check() error {
	for _, f := range m.Files {
		if !fs.ValidPath(f.Path) || f.Path == "." || !filepath.IsLocal(filepath.FromSlash(f.Path)) || !sumText.MatchString(f.Sum) || f.Size < 0 {
			return fmt.Errorf("manifest: %q is not a file", f.Path)
		}
	}
	if m.Previous != "" && !deployName.MatchString(m.Previous) {
		return fmt.Errorf("manifest: previous is %q", m.Previous)
	}
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return nil
}
