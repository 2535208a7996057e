package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/site"
)

// sharpFiles is what npm needs to fetch sharp in the version that is measured, and the program that uses it.
//
//go:embed photos/package.json photos/package-lock.json photos/sharp.mjs
var sharpFiles embed.FS

// made says where the files are that a program made: by photo, then by width and extension, such as 800.webp.
type made map[string]map[string]string

// result is a run of a program and what it made.
type result struct {
	usage
	made
}

// key names a derivative among those of its photo.
func key(width int, format string) string { return fmt.Sprintf("%d.%s", width, format) }

// check makes sure that a program made all files of all photos.
func (m made) check(photos int) error {
	if len(m) != photos {
		return fmt.Errorf("%d of %d photos are made", len(m), photos)
	}
	for photo, files := range m {
		for _, width := range photoWidths {
			for _, format := range photoFormats {
				if files[key(width, format)] == "" {
					return fmt.Errorf("%s: %s is not made", photo, key(width, format))
				}
				if _, err := os.Stat(files[key(width, format)]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// opladers makes the derivatives of files with a program of ours, in the folders out and cache.
func opladers(ctx context.Context, program, out, cache string, files ...string) (result, error) {
	args := append([]string{program, "photos"}, files...)
	u, printed, err := measured(ctx, append(args, "--out", out, "--widths", commas(photoWidths),
		"--formats", "webp,jpeg", "--quality", fmt.Sprint(quality), "--cache", cache, "--json"))
	if err != nil {
		return result{}, err
	}
	var said struct {
		Photos []struct {
			Source string `json:"source"`
			Files  []struct {
				File  string `json:"file"`
				Width int    `json:"width"`
			} `json:"files"`
		} `json:"photos"`
	}
	if err := json.Unmarshal(printed, &said); err != nil {
		return result{}, err
	}
	m := made{}
	for _, p := range said.Photos {
		m[p.Source] = map[string]string{}
		for _, f := range p.Files {
			m[p.Source][key(f.Width, strings.TrimPrefix(filepath.Ext(f.File), "."))] = filepath.Join(out, f.File)
		}
	}
	return result{u, m}, nil
}

func commas(widths []int) string {
	var out []string
	for _, w := range widths {
		out = append(out, fmt.Sprint(w))
	}
	return strings.Join(out, ",")
}

// fetchSharp puts sharp into its folder.
func (b *photoBench) fetchSharp(ctx context.Context) error {
	dir := filepath.Join(b.dir, "photos")
	files, err := fs.Sub(sharpFiles, "photos")
	if err != nil {
		return err
	}
	return errors.Join(os.CopyFS(dir, files), command(ctx, dir, "npm", "ci", "--no-audit", "--no-fund"))
}

// sharpVersion is the version that photos/package.json asks for.
func sharpVersion() (string, error) {
	data, err := sharpFiles.ReadFile("photos/package.json")
	if err != nil {
		return "", err
	}
	var p struct {
		Dependencies struct{ Sharp string }
	}
	err = json.Unmarshal(data, &p)
	return p.Dependencies.Sharp, err
}

// sharpWay is how sharp is used: what of photos/sharp.mjs, with how many threads for a photo.
type sharpWay struct {
	Way     string `json:"way"`
	Threads int    `json:"threads"`
}

// sharp makes the derivatives of files in the folder out. The time is without the start of node, about a tenth of a second.
func (b *photoBench) sharp(ctx context.Context, way sharpWay, out string, files ...string) (result, error) {
	task, err := json.Marshal(struct {
		sharpWay
		Files   []string `json:"files"`
		Out     string   `json:"out"`
		Widths  []int    `json:"widths"`
		Quality int      `json:"quality"`
	}{way, files, out, photoWidths, quality})
	if err := errors.Join(err, os.MkdirAll(out, 0o755)); err != nil {
		return result{}, err
	}
	u, printed, err := measured(ctx, []string{"node", filepath.Join(b.dir, "photos", "sharp.mjs"), string(task)})
	if err != nil {
		return result{}, err
	}
	var said struct {
		Seconds float64 `json:"seconds"`
	}
	err = json.Unmarshal(printed, &said)
	u.wall = said.Seconds
	m := made{}
	for _, file := range files {
		m[file] = map[string]string{}
		for _, width := range photoWidths {
			for _, format := range photoFormats {
				name := strings.TrimSuffix(filepath.Base(file), ".jpg")
				m[file][key(width, format)] = filepath.Join(out, fmt.Sprintf("%s-%d.%s", name, width, format))
			}
		}
	}
	return result{u, m}, err
}

// fastest finds the number of threads with which a way of using sharp is fastest, over some of the photos.
func (b *photoBench) fastest(ctx context.Context, way string) (sharpWay, error) {
	var ways []sharpWay
	var took []float64
	for _, threads := range []int{1, 2} {
		w := sharpWay{way, threads}
		out := filepath.Join(b.dir, "warm")
		r, err := b.sharp(ctx, w, out, b.files[:8]...)
		if err := errors.Join(err, os.RemoveAll(out)); err != nil {
			return w, err
		}
		ways, took = append(ways, w), append(took, r.wall)
	}
	return ways[slices.Index(took, slices.Min(took))], nil
}

// hugoTemplate resizes the photos of a page as Hugo does by itself.
const hugoTemplate = `{{ range $photo := .Resources.ByType "image" }}{{ range $width := (slice %s) }}
{{ ($photo.Resize (printf "%%dx webp q%d" $width)).RelPermalink }} {{ ($photo.Resize (printf "%%dx jpg q%d" $width)).RelPermalink }}
{{ end }}{{ end }}`

// fetchHugo compiles plain Hugo.
func (b *photoBench) fetchHugo(ctx context.Context) error {
	return install(ctx, b.dir, "github.com/gohugoio/hugo@v"+site.HugoVersion())
}

// hugoRun makes the derivatives of files with a bare site: a page for each photo, so that Hugo works on as many photos at a time as there are
// cores, and nothing in its cache. filter is that of its imaging configuration: Box is its own choice, and Lanczos is ours.
func (b *photoBench) hugoRun(ctx context.Context, filter string, files ...string) (usage, error) {
	dir := filepath.Join(b.dir, "hugo-site")
	defer os.RemoveAll(dir)
	g := &generator{dir: dir}
	g.file("hugo.toml", []byte("disableKinds = ['home', 'section', 'taxonomy', 'term', 'rss', 'sitemap', '404']\ntimeout = '1h'\n[imaging]\nresampleFilter = '"+filter+"'\n"))
	g.file("layouts/page.html", fmt.Appendf(nil, hugoTemplate, strings.ReplaceAll(commas(photoWidths), ",", " "), quality, quality))
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return usage{}, err
		}
		g.file(fmt.Sprintf("content/foto-%d/index.md", i), []byte("---\ntitle: Foto\nbuild: {publishResources: false}\n---\n"))
		g.file(fmt.Sprintf("content/foto-%d/foto.jpg", i), data)
	}
	if g.err != nil {
		return usage{}, g.err
	}
	u, _, err := measured(ctx, []string{b.hugo, "--source", dir, "--cacheDir", filepath.Join(dir, "cache"), "--noBuildLock", "--quiet"})
	if err != nil {
		return usage{}, err
	}
	count := 0
	for _, format := range photoFormats {
		names, err := filepath.Glob(filepath.Join(dir, "public", "foto-*", "*."+format))
		if err != nil {
			return usage{}, err
		}
		count += len(names)
	}
	if want := len(files) * len(photoWidths) * len(photoFormats); count != want {
		return usage{}, fmt.Errorf("hugo made %d files of %d", count, want)
	}
	return u, nil
}
