package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/host"
)

// lighthouseVersion is the last one that runs on Node.js 20.
const lighthouseVersion = "12.8.2"

// bars are what each page must reach, of 100.
var bars = []struct {
	category string
	least    float64
}{{"performance", 98}, {"accessibility", 100}, {"best-practices", 100}, {"seo", 100}}

// lighthousePages are the pages that are measured; a pattern means its first page.
var lighthousePages = []string{"/", "/zutphen/", "/zutphen/agenda/", "/zutphen/agenda/*-20*/", "/zutphen/verhalen/*/", "/zoeken/"}

// benchLighthouse measures pages of the sample as Lighthouse sees them on a phone of the middle class, with a slow network.
func benchLighthouse(ctx context.Context, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String()
	public, err := buildSample(ctx, dir, address+"/")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: host.Headers(os.DirFS(public), gzipped(host.Files(os.DirFS(public)))), ReadHeaderTimeout: time.Minute}
	defer server.Close()
	go server.Serve(listener) //nolint:errcheck // it ends with Close
	if err := command(ctx, dir, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "lighthouse@"+lighthouseVersion); err != nil {
		return err
	}
	fmt.Printf("Lighthouse %s, mobile, medians of %d:\n%-60s", lighthouseVersion, rounds, "")
	for _, bar := range bars {
		fmt.Printf("  %s (%.0f)", bar.category, bar.least)
	}
	fmt.Println()
	low := false
	for _, pattern := range lighthousePages {
		pages, err := filepath.Glob(filepath.Join(public, filepath.FromSlash(pattern), "index.html"))
		if err != nil {
			return err
		}
		if len(pages) == 0 {
			continue
		}
		rel, err := filepath.Rel(public, filepath.Dir(pages[0]))
		if err != nil {
			return err
		}
		page := strings.TrimSuffix(path.Join("/", filepath.ToSlash(rel)), "/") + "/"
		scores, missed, err := lighthouse(ctx, dir, address+page, rounds)
		if err != nil {
			return err
		}
		fmt.Printf("%-60s", page)
		for _, bar := range bars {
			got := median(scores[bar.category])
			low = low || got < bar.least
			fmt.Printf("  %*.0f", len(bar.category)+len(fmt.Sprintf(" (%.0f)", bar.least)), got)
		}
		fmt.Println()
		for _, m := range missed {
			fmt.Println("    " + m)
		}
	}
	if low {
		return errors.New("that is below the bar")
	}
	return nil
}

// buildSample builds the sample in dir for an address, and gives the folder of the website.
func buildSample(ctx context.Context, dir, address string) (string, error) {
	program, copied := filepath.Join(dir, "opladers"), filepath.Join(dir, "site")
	err := command(ctx, ".", "go", "build", "-o", program, "./cmd/opladers")
	for _, name := range []string{"content", "layouts", "assets", "i18n", "static"} {
		err = errors.Join(err, os.CopyFS(filepath.Join(copied, name), os.DirFS(name)))
	}
	data, readErr := os.ReadFile(config.Name)
	if err := errors.Join(err, readErr, os.WriteFile(filepath.Join(copied, config.Name), data, 0o644)); err != nil {
		return "", err
	}
	args := []string{program, "build", "--no-collect", "--site", copied, "--base-url", address, "--cache", filepath.Join(dir, "cache"), "--json"}
	return filepath.Join(copied, build.PublicDir), command(ctx, ".", args...)
}

// lighthouse measures a page some times: its scores by category, and the audits that cost points in the last round.
func lighthouse(ctx context.Context, dir, address string, rounds int) (scores map[string][]float64, missed []string, err error) {
	scores = map[string][]float64{}
	for range rounds {
		out := filepath.Join(dir, "report.json")
		cmd := exec.CommandContext(ctx, filepath.Join(dir, "node_modules", ".bin", "lighthouse"), address, "--quiet", "--output=json", "--output-path="+out,
			"--only-categories=performance,accessibility,best-practices,seo", "--chrome-flags=--headless=new --no-sandbox --disable-component-update")
		if path, err := exec.LookPath("chromium"); err == nil {
			cmd.Env = append(os.Environ(), "CHROME_PATH="+path)
		}
		if text, err := cmd.CombinedOutput(); err != nil {
			return nil, nil, fmt.Errorf("lighthouse %s: %w\n%s", address, err, text)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			return nil, nil, err
		}
		var report struct {
			Categories map[string]struct {
				Score     float64
				AuditRefs []struct {
					ID     string
					Weight float64
				}
			}
			Audits map[string]struct {
				Score        *float64
				Title        string
				DisplayValue string
			}
		}
		if err := json.Unmarshal(data, &report); err != nil {
			return nil, nil, fmt.Errorf("lighthouse %s: %w", address, err)
		}
		missed = nil
		for name, category := range report.Categories {
			scores[name] = append(scores[name], category.Score*100)
			for _, ref := range category.AuditRefs {
				if audit := report.Audits[ref.ID]; ref.Weight > 0 && audit.Score != nil && *audit.Score < 0.995 {
					missed = append(missed, fmt.Sprintf("%s: %s %s (%.2f)", name, audit.Title, audit.DisplayValue, *audit.Score))
				}
			}
		}
		slices.Sort(missed)
	}
	return scores, missed, nil
}

// gzipped packs text on its way, as web hosts do.
func gzipped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ext := path.Ext(r.URL.Path)
		if !slices.Contains([]string{"", ".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest"}, ext) || r.Header.Get("Range") != "" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		next.ServeHTTP(packed{w, z}, r)
		_ = z.Close() // who went away needs no end
	})
}

// packed writes an answer through gzip.
type packed struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (p packed) Write(data []byte) (int, error) { return p.z.Write(data) }

// WriteHeader takes away the length of what is not packed.
func (p packed) WriteHeader(status int) {
	p.Header().Del("Content-Length")
	p.ResponseWriter.WriteHeader(status)
}
