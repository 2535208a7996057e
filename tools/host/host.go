// Package host serves a built site as a web host does that reads _headers and _redirects: Netlify's syntax, which several hosts
// know. So what breaks on the web breaks at home, and in the tests. Rules is also how such a file is written.
package host

import (
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	// HeadersFile says what is sent along with each address.
	HeadersFile = "_headers"
	// RedirectsFile says which old address leads where.
	RedirectsFile = "_redirects"
	// NotFound is the page for what is not there.
	NotFound = "404.html"
)

// Headers sends along what _headers in dir says, and leaves the answer to next. The file is read at each request, because another
// run may have put a new site in its place.
func Headers(dir string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if data, err := os.ReadFile(filepath.Join(dir, HeadersFile)); err == nil {
			rules, _ := Parse(data) // a host leaves out the lines that it cannot read
			for name, values := range rules.For(r.URL.Path) {
				w.Header()[name] = values
			}
		}
		next.ServeHTTP(w, r)
	})
}

// Files serves the files of a built site, with its own page for what is not there.
func Files(dir string) http.Handler {
	files := http.FileServerFS(os.DirFS(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to, status := redirected(dir, r.URL.Path); to != "" {
			http.Redirect(w, r, to, status)
			return
		}
		if clean := path.Clean("/" + r.URL.Path); clean != "/"+HeadersFile && clean != "/"+RedirectsFile {
			name := filepath.Join(dir, filepath.FromSlash(clean))
			if info, err := os.Stat(name); err == nil {
				if _, err := os.Stat(filepath.Join(name, "index.html")); err == nil || !info.IsDir() {
					files.ServeHTTP(w, r)
					return
				}
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		if page, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(missing(dir, r.URL.Path)))); err == nil {
			_, _ = w.Write(page)
		}
	})
}

// redirected finds the first line of _redirects for an address, with or without the slash at its end; "" when there is none.
func redirected(dir, address string) (to string, status int) {
	for _, r := range redirects(dir) {
		if r.status < 400 && slash(r.from) == slash((&url.URL{Path: address}).EscapedPath()) {
			return r.to, r.status
		}
	}
	return "", 0
}

// missing is the page for what is not there: of the first line of _redirects with status 404 whose part of the site it is in, such
// as a language.
func missing(dir, address string) string {
	for _, r := range redirects(dir) {
		if part, below := strings.CutSuffix(r.from, "*"); r.status == http.StatusNotFound && below && strings.HasPrefix(address, part) {
			return path.Clean("/" + r.to)
		}
	}
	return NotFound
}

type redirect struct {
	from, to string
	status   int
}

func redirects(dir string) (out []redirect) {
	data, err := os.ReadFile(filepath.Join(dir, RedirectsFile))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) != 3 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		status, err := strconv.Atoi(strings.TrimSuffix(fields[2], "!"))
		if err == nil && (status >= 300 && status < 400 || status == http.StatusNotFound) {
			out = append(out, redirect{fields[0], fields[1], status})
		}
	}
	return out
}

func slash(s string) string { return strings.TrimSuffix(s, "/") + "/" }
