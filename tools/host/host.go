// Package host serves a built site as a web host does that reads _headers and _redirects: Netlify's syntax, which several hosts
// know. So what breaks on the web breaks at home, and in the tests. Rules is also how such a file is written.
package host

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"syscall"
)

const (
	// HeadersFile says what is sent along with each address.
	HeadersFile = "_headers"
	// RedirectsFile says which old address leads where.
	RedirectsFile = "_redirects"
	// NotFound is the page for what is not there.
	NotFound = "404.html"

	index = "index.html"
)

// Headers sends along what _headers of a site says, and leaves the answer to next. The file is read at each request, because another
// run may have put a new site in its place.
func Headers(site fs.FS, next http.Handler) http.Handler {
	var last latest
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if data, err := fs.ReadFile(site, HeadersFile); err == nil {
			for name, values := range last.read(data).headers(r.URL.Path) {
				w.Header()[name] = values
			}
		}
		next.ServeHTTP(w, r)
	})
}

// Files serves the files of a built site, with its own page for what is not there. It opens a page once a request: a site may draw it
// at that moment. An error of the site that does not mean that a file is not there is answered with status 500.
func Files(site fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		list := redirects(site)
		if to, status := redirected(list, r.URL.Path); to != "" {
			http.Redirect(w, r, to, status)
			return
		}
		err := serve(w, r, site)
		switch {
		case err == nil:
		case !isMissing(err):
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			if page, err := fs.ReadFile(site, missing(list, r.URL.Path)); err == nil {
				_, _ = w.Write(page)
			}
		}
	})
}

// serve answers with the file at the address of r, if it is there. A page has one address: that of its folder, with a slash.
func serve(w http.ResponseWriter, r *http.Request, site fs.FS) error {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	switch {
	case name == HeadersFile || name == RedirectsFile:
		return fs.ErrNotExist
	case strings.HasSuffix(r.URL.Path, "/"+index):
		move(w, r, "./")
		return nil
	case name == "":
		return send(w, r, site, index)
	}
	file, err := site.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	slashed := strings.HasSuffix(r.URL.Path, "/")
	switch {
	case err != nil:
		return err
	case info.IsDir() && slashed:
		return send(w, r, site, path.Join(name, index))
	case info.IsDir():
		move(w, r, path.Base(name)+"/")
		return nil
	case slashed:
		move(w, r, "../"+path.Base(name))
		return nil
	}
	return content(w, r, file, info)
}

func send(w http.ResponseWriter, r *http.Request, site fs.FS, name string) error {
	file, err := site.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return err
	}
	return content(w, r, file, info)
}

func content(w http.ResponseWriter, r *http.Request, file fs.File, info fs.FileInfo) error {
	seeker, ok := file.(io.ReadSeeker)
	if !ok {
		data, err := io.ReadAll(file)
		if err != nil {
			return err
		}
		seeker = bytes.NewReader(data)
	}
	http.ServeContent(w, r, info.Name(), info.ModTime(), seeker)
	return nil
}

// move redirects to an address beside that of r.
func move(w http.ResponseWriter, r *http.Request, to string) {
	to = (&url.URL{Path: to, RawQuery: r.URL.RawQuery}).String()
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusMovedPermanently)
}

// isMissing reports whether an error of Open means that there is no such file: also a name that no file can have, and one below a file.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) || errors.Is(err, syscall.ENOTDIR)
}

// redirected finds the first line of _redirects for an address, with or without the slash at its end; "" when there is none.
func redirected(list []redirect, address string) (to string, status int) {
	for _, r := range list {
		if r.status < 400 && slash(r.from) == slash((&url.URL{Path: address}).EscapedPath()) {
			return r.to, r.status
		}
	}
	return "", 0
}

// missing is the page for what is not there: of the first line of _redirects with status 404 whose part of the site it is in, such
// as a language.
func missing(list []redirect, address string) string {
	for _, r := range list {
		if part, below := strings.CutSuffix(r.from, "*"); r.status == http.StatusNotFound && below && strings.HasPrefix(address, part) {
			return strings.TrimPrefix(path.Clean("/"+r.to), "/")
		}
	}
	return NotFound
}

type redirect struct {
	from, to string
	status   int
}

func redirects(site fs.FS) (out []redirect) {
	data, err := fs.ReadFile(site, RedirectsFile)
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
