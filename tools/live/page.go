package live

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// answer holds an answer with HTML back until it is whole, and lets everything else through.
type answer struct {
	http.ResponseWriter
	status int
	held   bool
	body   bytes.Buffer
}

func (a *answer) WriteHeader(status int) {
	if a.status != 0 {
		return
	}
	a.status = status
	media, _, _ := mime.ParseMediaType(a.Header().Get("Content-Type"))
	isPage := media == "text/html" && (status == http.StatusOK || status == http.StatusNotFound) && a.Header().Get("Content-Encoding") == ""
	if a.held = isPage || status >= http.StatusInternalServerError; !a.held {
		a.ResponseWriter.WriteHeader(status)
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	if a.held {
		return a.body.Write(p)
	}
	return a.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// conditions are the headers with which a browser asks for less than all.
var conditions = []string{"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range"}

// servePage answers with what the site has. A page gets what it needs to stay up to date.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if slices.Contains([]string{"", ".html"}, path.Ext(r.URL.Path)) { // it may be a page: what the browser has is not what it gets
		r = r.Clone(r.Context())
		for _, name := range conditions {
			r.Header.Del(name)
		}
	}
	m := s.moment() // before the page is drawn: what changes meanwhile, the page is told later
	w.Header().Set("Cache-Control", "no-cache")
	a := &answer{ResponseWriter: w}
	s.files.ServeHTTP(a, r)
	if !a.held {
		return
	}
	header := w.Header()
	for _, name := range []string{"Etag", "Last-Modified", "Accept-Ranges", "Content-Length"} {
		header.Del(name)
	}
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Type", "text/html; charset=utf-8")
	if r.Method == http.MethodHead {
		w.WriteHeader(a.status)
		return
	}
	body := a.body.Bytes()
	hash := m.hash(r.URL.Path, body)
	switch {
	case a.status >= http.StatusInternalServerError:
		body, hash = s.own.instead(header, "Deze pagina kan nu niet gemaakt worden", m.Problem), ""
	case len(body) == 0:
		body = s.own.instead(header, "Hier is nog geen pagina", m.Problem)
	}
	if hash != "" {
		m.sent.put(r.URL.Path, hash)
	}
	body = s.inject(body, m, r.URL.Path, hash, a.status == http.StatusNotFound)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(body)
}

// inject adds to a page what it needs to stay up to date: a stylesheet and a script in its head, which know what the page is, whether it
// is one, and of which moment, and at the top of its body the mark.
func (s *Server) inject(page []byte, m *moment, address, hash string, missing bool) []byte {
	head := fmt.Sprintf("<link rel=\"stylesheet\" href=\"%[1]spage.css\">\n<script type=\"module\" src=\"%[1]slive.js\" data-page=\"%[2]s\" data-hash=\"%[3]s\" data-version=\"%[4]s\" data-missing=\"%[5]t\"></script>\n",
		s.own.dir, template.HTMLEscapeString(address), hash, s.id(m), missing)
	top := ""
	if mark := m.Marks[address]; mark != "" {
		top = fmt.Sprintf("\n<p class=\"opladers-merk\" lang=\"nl\" dir=\"ltr\"><strong>%s.</strong> Bezoekers zien deze pagina nog niet.</p>", template.HTMLEscapeString(mark))
	}
	inHead, inBody := places(page)
	return slices.Concat(page[:inHead], []byte(head), page[inHead:inBody], []byte(top), page[inBody:])
}

// places finds where the head of a page ends and where its body begins.
func places(page []byte) (head, body int) {
	head = -1
	z := html.NewTokenizer(bytes.NewReader(page))
	for at := 0; ; at += len(z.Raw()) {
		kind := z.Next()
		name, _ := z.TagName()
		switch {
		case kind == html.ErrorToken:
			if head < 0 {
				head = len(page)
			}
			return head, len(page)
		case kind == html.EndTagToken && string(name) == "head" && head < 0:
			head = at
		case kind == html.StartTagToken && string(name) == "body":
			if head < 0 {
				head = at
			}
			return head, at + len(z.Raw())
		}
	}
}

// hash tells a page as it is sent from the same page at another moment.
func (m *moment) hash(address string, body []byte) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %q ", m.Assets, m.Marks[address])
	sum.Write(body)
	return fmt.Sprintf("%x", sum.Sum(nil)[:12])
}

// draw gives the hash of a page as it is sent at a moment, "" when there is none; ok says that it could be drawn.
func (s *Server) draw(ctx context.Context, m *moment, address string) (hash string, ok bool) {
	if hash, ok = m.sent.get(address); ok {
		return hash, true
	}
	r := (&http.Request{Method: http.MethodGet, URL: &url.URL{Path: address}, Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	a := &answer{ResponseWriter: nowhere{}}
	s.files.ServeHTTP(a, r)
	switch {
	case a.status >= http.StatusInternalServerError:
		return "", false
	case a.held:
		hash = m.hash(address, a.body.Bytes())
	}
	m.sent.put(address, hash)
	return hash, true
}

// hashes are those of pages by their address. It holds few: as many as there are streams, and some more.
type hashes struct {
	sync.Mutex
	of map[string]string
}

func (h *hashes) get(address string) (hash string, ok bool) {
	h.Lock()
	defer h.Unlock()
	hash, ok = h.of[address]
	return hash, ok
}

func (h *hashes) put(address, hash string) {
	h.Lock()
	defer h.Unlock()
	if h.of == nil || len(h.of) > 10*mostStreams {
		h.of = map[string]string{}
	}
	h.of[address] = hash
}

// nowhere is where answers go that nobody reads.
type nowhere http.Header

func (n nowhere) Header() http.Header         { return http.Header(n) }
func (n nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (n nowhere) WriteHeader(int)             {}

// id is the name of a moment, for a page that comes back later.
func (s *Server) id(m *moment) string { return fmt.Sprintf("%s.%d", s.run, m.Version) }

// since gives the version of an id. Of another server's it is the version now.
func (s *Server) since(id string) uint64 {
	number, ok := strings.CutPrefix(id, s.run+".")
	version, err := strconv.ParseUint(number, 10, 64)
	if !ok || err != nil {
		return s.moment().Version
	}
	return version
}
