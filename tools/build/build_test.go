package build

import (
	"bytes"
	"context"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

const root = "../.."

// sample builds a copy of the sample site as it is committed, and gives the folder of the website.
func sample(t *testing.T, cache string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"content", "layouts", "assets", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(root, config.Name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, config.Name), data, 0o644); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run(context.Background(), Options{
		Config: cfg, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, zone), Cache: cache, Codec: codec(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range result.Notices {
		t.Errorf("the sample has a remark: %v", n)
	}
	return filepath.Join(dir, PublicDir)
}

// files reads a folder, by the paths in it.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	photoAddress = regexp.MustCompile(`/foto/[0-9a-f]{16}-[0-9]+\.(?:jpg|webp)`)
	imgElement   = regexp.MustCompile(`<img [^>]*>`)
	localLink    = regexp.MustCompile(`(?:href|src)="((?:/|#)[^"]*)"`)
	published    = regexp.MustCompile(`\.(html|xml|txt|css|js|ics|json|jpg|webp|svg|png|woff2|webmanifest|ico)$`)
)

func TestSample(t *testing.T) {
	cache := t.TempDir()
	first := files(t, sample(t, cache))

	t.Run("photos and pages agree", func(t *testing.T) {
		named := map[string]bool{}
		for name, data := range first {
			if filepath.Ext(name) != ".html" {
				continue
			}
			for _, address := range photoAddress.FindAllString(string(data), -1) {
				named[address] = true
			}
			for _, img := range imgElement.FindAllString(string(data), -1) {
				for _, attribute := range []string{" alt=", " width=", " height="} {
					if !strings.Contains(img, attribute) {
						t.Errorf("%s: %s has no%s", name, img, attribute)
					}
				}
			}
		}
		if len(named) == 0 {
			t.Error("no page shows a photo")
		}
		for address := range named {
			if first[address[1:]] == nil {
				t.Errorf("a page names %s, which is not there", address)
			}
		}
		for name := range first {
			if strings.HasPrefix(name, PhotoDir+"/") && !named["/"+name] {
				t.Errorf("%s is on the site and on no page", name)
			}
		}
	})

	t.Run("links within the site lead somewhere", func(t *testing.T) {
		for name, data := range first {
			if filepath.Ext(name) != ".html" {
				continue
			}
			for _, m := range localLink.FindAllStringSubmatch(string(data), -1) {
				target, fragment, _ := strings.Cut(html.UnescapeString(m[1]), "#")
				file := name
				if target != "" {
					file = strings.TrimPrefix(target, "/")
				}
				if strings.HasSuffix(target, "/") {
					file += "index.html"
				}
				if first[file] == nil {
					t.Errorf("%s links to %s, which is not there", name, target)
				} else if fragment != "" && !bytes.Contains(first[file], []byte(`id="`+fragment+`"`)) && !bytes.Contains(first[file], []byte("id="+fragment)) {
					t.Errorf("%s links to %s#%s, which is not on that page", name, target, fragment)
				}
			}
		}
	})

	t.Run("only what visitors need is published", func(t *testing.T) {
		for name, data := range first {
			if !published.MatchString(name) || strings.Contains(name, store.ProvenanceName) || strings.Contains(name, "gegevens") {
				t.Errorf("on the site: %s", name)
			}
			if ext := filepath.Ext(name); ext != ".jpg" && ext != ".webp" {
				continue
			}
			for _, mark := range []string{"Exif\x00", "EXIF", "http://ns.adobe.com/xap", "XMP ", "Photoshop 3.0", "ICC_PROFILE"} {
				if bytes.Contains(data, []byte(mark)) {
					t.Errorf("%s holds %q", name, mark)
				}
			}
		}
	})

	t.Run("another folder and time zone give the same bytes", func(t *testing.T) {
		old := time.Local
		time.Local = time.FixedZone("ver weg", -11*3600)
		defer func() { time.Local = old }()
		t.Setenv("TZ", "Pacific/Apia")
		second := files(t, sample(t, cache))
		for name, data := range second {
			if !bytes.Equal(first[name], data) {
				t.Errorf("%s differs", name)
			}
		}
		if len(first) != len(second) {
			t.Errorf("%d files, then %d", len(first), len(second))
		}
	})
}
