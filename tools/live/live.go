// Package live shows a site to the people who edit it, while it changes: a browser that has a page open sees a new one as soon as it
// is there, and what is wrong with it beside it.
//
// It serves a website that is an fs.FS, and adds to every page, at the moment it is sent, a script (web/live.js) and, when visitors do
// not see the page yet, a line that says so. The website itself has nothing of it, and its Content-Security-Policy holds. The script
// listens to server-sent events (the HTML standard, chapter 9.2). At each new State the server draws the page that a browser has and
// holds its hash against that of what it sent: only who has another page is told to load it again. So what a page is made of need not
// be known here, and a browser that was away for an hour is told all the same.
//
// Who may ask: browsers on this computer, or on the network where Serve listens, under an address of numbers or localhost. Any other
// name is refused, because a website elsewhere can point its own name at this computer (DNS rebinding). No other site may read what
// stands below /_opladers/. While the server runs no service worker stands between the browser and the site: whatever script of a worker
// a browser asks for, it gets one that takes itself away.
package live

import (
	"context"
	"crypto/rand"
	"io/fs"
	"net"
	"net/http"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/notice"
)

// State is what browsers are told of the site at one moment. Nobody changes it once it is set.
type State struct {
	Version  uint64                    // grows with each change of the site
	Assets   uint64                    // changes with a file that pages use without saying which version (static/): all pages load anew
	Go       string                    // address of the page that the change made or changed; "" is none
	Problem  *notice.Notice            // why the last change is not to be seen; nil when all is well
	Findings map[string][]rule.Finding // what check found, by file under content/ or by source; nil when it has not looked yet
	Files    map[string]string         // address of each page (/zutphen/verhalen/x/) -> its file under content/
	Titles   map[string]string         // address of a page -> its title
	Sources  map[string]string         // address of a page -> what Findings call the source that it was made of; of a list, the folder of its sources, with a slash at the end
	Marks    map[string]string         // address of a page that visitors do not see yet -> why, in Dutch: "Concept"
}

// Options of New.
type Options struct {
	Files   http.Handler // answers for the site; nil is what package host makes of it
	Explain string       // Markdown of rule.Docs, a section with a heading for each rule; "" is none
}

// Server serves a site and tells browsers when it changes. It is an http.Handler. It may be used by many goroutines at once.
type Server struct {
	files  http.Handler
	own    own
	run    string        // tells this server from the one that was here before
	places chan struct{} // one for each stream of events
	closed chan struct{}
	close  sync.Once

	mu  sync.Mutex
	now *moment
}

// moment is a State, until the next one.
type moment struct {
	State
	lastGo   string        // the last address to go to
	lastGoAt uint64        // its version
	sent     *hashes       // of pages of this version
	next     chan struct{} // closed when there is another
}

const (
	mostStreams = 100
	// grace is how long answers may take that are under way when the server stops.
	grace = 700 * time.Millisecond
)

// New makes the server of a site.
func New(site fs.FS, o Options) *Server {
	if o.Files == nil {
		o.Files = host.Headers(site, host.Files(site))
	}
	return &Server{
		files: o.Files, own: newOwn(o.Explain), run: rand.Text(), places: make(chan struct{}, mostStreams), closed: make(chan struct{}),
		now: &moment{sent: &hashes{}, next: make(chan struct{})},
	}
}

// Set tells the browsers what the site is now. The site itself is so already. A state with the version that is there brings news of
// findings and problems only: no page is looked at again.
func (s *Server) Set(state State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &moment{State: state, lastGo: s.now.lastGo, lastGoAt: s.now.lastGoAt, sent: s.now.sent, next: make(chan struct{})}
	if state.Version != s.now.Version {
		m.sent = &hashes{}
		if state.Go != "" {
			m.lastGo, m.lastGoAt = state.Go, state.Version
		}
	}
	close(s.now.next)
	s.now = m
}

func (s *Server) moment() *moment {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Close ends the streams of events, and takes no more.
func (s *Server) Close() { s.close.Do(func() { close(s.closed) }) }

// Serve answers on the listeners until ctx ends or one of them fails. It comes back within a second of the end of ctx; what is still
// open then is cut off.
func (s *Server) Serve(ctx context.Context, listeners ...net.Listener) error {
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 2 * time.Minute,
		IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10,
	}
	ended := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { ended <- server.Serve(l) }()
	}
	var err error
	running := len(listeners)
	select {
	case <-ctx.Done():
	case err = <-ended:
		running--
	}
	s.Close()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if server.Shutdown(end) != nil {
		server.Close()
	}
	for range running {
		<-ended
	}
	return err
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !hostAllowed(r):
		refuse(w, http.StatusForbidden, "Dit adres kent opladers niet. Gebruik het adres dat opladers serve in het venster zet, zoals http://localhost:1313/.")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "Hier kunt u alleen kijken.")
	case isBelow(r.URL.Path) && !sameOrigin(r):
		refuse(w, http.StatusForbidden, "Een andere site mag dit niet lezen.")
	case isBelow(r.URL.Path):
		s.serveOwn(w, r)
	case r.Header.Get("Service-Worker") == "script": // as browsers send along (Service Workers, chapter "Update")
		w.Header().Set("Service-Worker-Allowed", "/")
		file := s.own.files["worker.js"]
		file.keep = "no-cache"
		file.ServeHTTP(w, r)
	default:
		s.servePage(w, r)
	}
}

func refuse(w http.ResponseWriter, status int, text string) { http.Error(w, text, status) }
