package build

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/store"
)

// recordName is the file in the state folder that says what public/ was made of. It may be thrown away.
const recordName = "gebouwd.json"

// Record is what is known of a built site besides its files.
type Record struct {
	BaseURL   string            `json:"adres"`
	Notices   []notice.Notice   `json:"opmerkingen"`
	Addresses map[string]string `json:"paginas"` // of pages on the site (/zutphen/): their files under content/

	Stamp string `json:"stempel"` // of all that it was made of
	Made  int64  `json:"gemaakt"` // when its front page was written, in nanoseconds since 1970
}

// Last gives the record of the site in public/ when it is as building it now would make it; false when it is older, or not there.
func Last(c *config.Config, now time.Time) (*Record, bool) {
	var r Record
	data, err := os.ReadFile(filepath.Join(c.Dir, store.StateDir, recordName))
	if err != nil || json.Unmarshal(data, &r) != nil {
		return nil, false
	}
	made, err := written(filepath.Join(c.Dir, PublicDir))
	if err != nil || made != r.Made {
		return nil, false
	}
	stamp, err := stampOf(c, now)
	return &r, err == nil && stamp == r.Stamp
}

// record keeps what is known of the site that was put in public/. The stamp is of before it was built.
func (r *Record) write(c *config.Config) (err error) {
	if r.Made, err = written(filepath.Join(c.Dir, PublicDir)); err != nil {
		return err
	}
	data, err := json.Marshal(r)
	if err == nil {
		_, err = atomic.WriteFile(filepath.Join(c.Dir, store.StateDir, recordName), data)
	}
	return err
}

// newRecord gathers what is known of a site that was rendered.
func newRecord(rendered *site.Result, dir, stamp string, notices []notice.Notice) *Record {
	r := &Record{BaseURL: rendered.BaseURL, Notices: notices, Addresses: map[string]string{}, Stamp: stamp}
	content := filepath.Join(dir, "content") + string(filepath.Separator)
	for _, p := range rendered.Pages {
		if file, ok := strings.CutPrefix(p.File, content); ok && p.Address != "" {
			r.Addresses[p.Address] = filepath.ToSlash(file)
		}
	}
	return r
}

// written says when the front page of a site was written.
func written(public string) (int64, error) {
	info, err := os.Stat(filepath.Join(public, "index.html"))
	if err != nil {
		return 0, err
	}
	return info.ModTime().UnixNano(), nil
}

// stampOf changes with everything that a site is made of: its files by size and time, the program, and the day.
func stampOf(c *config.Config, now time.Time) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, config.Program(), now.Format(time.DateOnly))
	for _, name := range append([]string{config.Name}, Folders...) {
		root := filepath.Join(c.Dir, name)
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(c.Dir, file)
			fmt.Fprintln(h, path.Clean(filepath.ToSlash(rel)), info.Size(), info.ModTime().UnixNano())
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
