package build

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/atomic"
)

const (
	// workerName is the service worker of the site. Its address never changes: browsers ask for it again at each visit.
	workerName = "sw.js"
	// offlineDir is the folder of the page that the worker keeps.
	offlineDir = "offline"
)

var (
	//go:embed sw.js
	workerScript []byte
	//go:embed sw-off.js
	workerOff []byte
)

// asset is a file of the site that a page needs.
var asset = regexp.MustCompile(`(?:href|src)="?([^" >]+\.(?:css|js|svg|woff2))[" >]`)

// offlinePage is the page that the worker shows below an address.
type offlinePage struct {
	Root    string `json:"root"`
	Address string `json:"address"`
	file    string
}

// writeWorker writes the service worker of the website in out, whose address has the path base. Its version is a hash of all that it
// keeps, so that a browser fetches these again when one changed, and only then. When it is turned off, or there is no page to
// keep, it is one that removes itself: a browser that has an older one goes on with that as long as it finds no other.
func writeWorker(out, base string, on bool) error {
	pages := offlinePages(out, base)
	script := workerOff
	if on && len(pages) > 0 {
		var err error
		if script, err = worker(out, base, pages); err != nil {
			return err
		}
	}
	_, err := atomic.WriteFile(filepath.Join(out, workerName), script)
	return err
}

// offlinePages finds the page of each language: that of the longest address first, because the first that fits is taken.
func offlinePages(out, base string) []offlinePage {
	var pages []offlinePage
	for _, pattern := range []string{"??", "."} {
		found, _ := filepath.Glob(filepath.Join(out, pattern, offlineDir, "index.html"))
		for _, file := range found {
			root := base
			if pattern != "." {
				root += filepath.Base(filepath.Dir(filepath.Dir(file))) + "/"
			}
			pages = append(pages, offlinePage{Root: root, Address: root + offlineDir + "/", file: file})
		}
	}
	return pages
}

func worker(out, base string, pages []offlinePage) ([]byte, error) {
	sum := sha256.New()
	sum.Write(workerScript)
	var files []string
	for _, p := range pages {
		html, err := os.ReadFile(p.file)
		if err != nil {
			return nil, err
		}
		sum.Write(html)
		for _, m := range asset.FindAllSubmatch(html, -1) {
			if address := string(m[1]); strings.HasPrefix(address, base) && !slices.Contains(files, address) {
				files = append(files, address)
			}
		}
	}
	slices.Sort(files)
	for _, address := range files {
		name, err := url.PathUnescape(strings.TrimPrefix(address, base))
		if err != nil {
			return nil, fmt.Errorf("%s on the page without internet: %w", address, err)
		}
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(path.Clean("/"+name))))
		if err != nil {
			return nil, fmt.Errorf("the page without internet needs %s: %w", address, err)
		}
		sum.Write(data)
	}
	var b bytes.Buffer
	for _, constant := range []struct {
		name  string
		value any
	}{{"version", fmt.Sprintf("%x", sum.Sum(nil)[:8])}, {"pages", pages}, {"files", files}} {
		value, err := json.Marshal(constant.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "const %s = %s;\n", constant.name, value)
	}
	b.Write(workerScript)
	return b.Bytes(), nil
}
