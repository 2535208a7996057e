// Package netlifytest is a stand-in for Netlify in tests: its deploy API as far as package publish speaks it, and the website that
// visitors see.
//
// It holds to what the real one is known to do (https://open-api.netlify.com, and Netlify's own command line): a deploy made with
// "async" is preparing at first, and lists what it lacks only when it is prepared; files are asked for by their SHA-1, also those that another
// deploy of the site had; a file that does not have the SHA-1 that was promised for its path is refused with 422; a deploy becomes ready a moment after its last
// file, and is published then, unless the site is locked; an older deploy can be restored. Content is kept for ever.
package netlifytest

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Site and Token are what the stand-in knows.
const (
	SiteID   = "0a1b2c3d-0000-4000-8000-000000000001"
	SiteName = "proef"
	Token    = "geheim-van-de-proef"
)

// Server is a running stand-in. Its fields may be set before it is used, and Fail at any time by way of SetFail.
type Server struct {
	API    string // address of the API
	Locked bool   // deploys are not published by themselves

	mu      sync.Mutex
	fail    func(*http.Request) int
	deploys []*deploy
	made    int
	live    string
	content map[string][]byte // by SHA-1
	uploads []string          // paths, in the order in which they came
	clock   time.Time
	closers []func()
}

type deploy struct {
	ID       string            `json:"id"`
	State    string            `json:"state"`
	Context  string            `json:"context"`
	Title    string            `json:"title"`
	Error    string            `json:"error_message,omitempty"`
	Created  time.Time         `json:"created_at"`
	Required []string          `json:"required"`
	files    map[string]string // SHA-1 by path, with a slash first
	asked    int
}

// New starts a server, which Close ends.
func New() *Server {
	s := &Server{content: map[string][]byte{}, clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	api := httptest.NewServer(http.HandlerFunc(s.serve))
	s.API = api.URL + "/api/v1"
	s.closers = append(s.closers, api.Close)
	return s
}

// Close ends the server.
func (s *Server) Close() {
	for _, end := range s.closers {
		end()
	}
}

// SetFail has the server answer requests for which f gives a status with that, and do nothing. The header of 429 asks for a second of patience.
func (s *Server) SetFail(f func(*http.Request) int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = f
}

// Uploads gives the paths that were uploaded since the last call.
func (s *Server) Uploads() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.uploads
	s.uploads = nil
	return out
}

// States gives the state of each deploy, oldest first.
func (s *Server) States() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, d := range s.deploys {
		out = append(out, d.State)
	}
	return out
}

// Visit serves the website that visitors see.
func (s *Server) Visit(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := path.Clean("/" + r.URL.Path)
	d := s.find(s.live)
	if d == nil {
		http.NotFound(w, r)
		return
	}
	for _, try := range []string{name, path.Join(name, "index.html")} {
		if sum, ok := d.files[try]; ok {
			w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(try)))
			_, _ = w.Write(s.content[sum])
			return
		}
	}
	http.NotFound(w, r)
}

// Page gives what visitors see at an address; "" when there is nothing.
func (s *Server) Page(address string) string {
	w := httptest.NewRecorder()
	s.Visit(w, httptest.NewRequest(http.MethodGet, address, nil))
	if w.Code != http.StatusOK {
		return ""
	}
	return w.Body.String()
}

func (s *Server) find(id string) *deploy {
	i := slices.IndexFunc(s.deploys, func(d *deploy) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return s.deploys[i]
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 64<<20))
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+Token {
		refuse(w, http.StatusUnauthorized, "Access Denied")
		return
	}
	if s.fail != nil {
		if status := s.fail(r); status != 0 {
			if status == http.StatusTooManyRequests {
				w.Header().Set("X-RateLimit-Reset", fmt.Sprint(time.Now().Unix()))
			}
			refuse(w, status, "for the test")
			return
		}
	}
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/api/v1/"), "/", 4) // URL.Path is unescaped
	switch {
	case parts[0] == "sites" && len(parts) > 1 && parts[1] != SiteID && parts[1] != SiteName:
		refuse(w, http.StatusNotFound, "Not Found")
	case parts[0] == "sites" && len(parts) == 2 && r.Method == http.MethodGet:
		answer(w, map[string]any{"id": SiteID, "name": SiteName, "published_deploy": s.find(s.live)})
	case parts[0] == "sites" && len(parts) == 3 && parts[2] == "deploys" && r.Method == http.MethodGet:
		list := slices.Clone(s.deploys)
		slices.Reverse(list)
		answer(w, list)
	case parts[0] == "sites" && len(parts) == 3 && parts[2] == "deploys" && r.Method == http.MethodPost:
		s.create(w, body, r.URL.Query().Get("title"))
	case parts[0] == "sites" && len(parts) == 4 && r.Method == http.MethodPost && strings.HasSuffix(parts[3], "/restore"):
		s.restore(w, strings.TrimSuffix(parts[3], "/restore"))
	case parts[0] == "deploys" && len(parts) > 1:
		s.deploy(w, r, s.find(parts[1]), parts[2:], body)
	default:
		refuse(w, http.StatusNotFound, "Not Found")
	}
}

func (s *Server) create(w http.ResponseWriter, body []byte, title string) {
	var in struct {
		Files map[string]string `json:"files"`
		Async bool              `json:"async"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	s.clock, s.made = s.clock.Add(time.Minute), s.made+1
	d := &deploy{ID: fmt.Sprintf("%024x", 0x65a0+s.made), State: "preparing", Context: "production", Title: title, Created: s.clock, files: map[string]string{}}
	for name, sum := range in.Files {
		d.files["/"+strings.TrimPrefix(name, "/")] = sum
	}
	s.deploys = append(s.deploys, d)
	if !in.Async {
		s.prepare(d)
	}
	answer(w, d)
}

// prepare works out what a deploy lacks.
func (s *Server) prepare(d *deploy) {
	lacks := map[string]bool{}
	for _, sum := range d.files {
		if _, ok := s.content[sum]; !ok {
			lacks[sum] = true
		}
	}
	d.Required, d.State = slices.Sorted(maps.Keys(lacks)), "prepared"
}

// complete reports whether all that was asked for has come.
func (s *Server) complete(d *deploy) bool {
	return !slices.ContainsFunc(d.Required, func(sum string) bool { _, ok := s.content[sum]; return !ok })
}

// deploy answers for one deploy. Time goes by one step with each question about it.
func (s *Server) deploy(w http.ResponseWriter, r *http.Request, d *deploy, parts []string, body []byte) {
	switch {
	case d == nil:
		refuse(w, http.StatusNotFound, "Not Found")
	case len(parts) == 0 && r.Method == http.MethodGet:
		switch d.asked++; d.State {
		case "preparing":
			if d.asked > 1 {
				s.prepare(d)
			}
		case "prepared", "uploading":
			if s.complete(d) {
				d.State = "processing"
			}
		case "processing":
			d.State = "ready"
			if !s.Locked {
				s.live = d.ID
			}
		}
		answer(w, d)
	case len(parts) == 0 && r.Method == http.MethodDelete:
		s.deploys = slices.DeleteFunc(s.deploys, func(other *deploy) bool { return other == d })
		w.WriteHeader(http.StatusNoContent)
	case len(parts) == 1 && parts[0] == "cancel" && r.Method == http.MethodPost:
		if d.State != "ready" {
			d.State, d.Error = "error", "Canceled"
		}
		answer(w, d)
	case len(parts) == 1 && parts[0] == "files" && r.Method == http.MethodGet:
		list := []map[string]any{}
		for name, sum := range d.files {
			list = append(list, map[string]any{"id": name, "path": name, "sha": sum, "size": len(s.content[sum])})
		}
		answer(w, list)
	case len(parts) == 2 && parts[0] == "files" && r.Method == http.MethodPut:
		s.upload(w, d, "/"+parts[1], body)
	default:
		refuse(w, http.StatusNotFound, "Not Found")
	}
}

func (s *Server) upload(w http.ResponseWriter, d *deploy, name string, body []byte) {
	sum := sha1.Sum(body)
	id := hex.EncodeToString(sum[:])
	if d.State != "prepared" && d.State != "uploading" || d.files[name] != id || !slices.Contains(d.Required, id) {
		refuse(w, http.StatusUnprocessableEntity, "Uploaded file "+name+" did not match deploy")
		return
	}
	d.State = "uploading"
	s.content[id] = body
	s.uploads = append(s.uploads, name)
	answer(w, map[string]any{"id": name, "path": name, "sha": id, "size": len(body)})
}

func (s *Server) restore(w http.ResponseWriter, id string) {
	d := s.find(id)
	if d == nil || d.State != "ready" {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	s.live = d.ID
	answer(w, d)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v) // the client may be gone
}

func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"code": status, "message": message})
}
