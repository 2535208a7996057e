package live

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/notice"
)

// changing is a site that changes, and one page of which may be beyond drawing.
type changing struct {
	mu     sync.Mutex
	files  fstest.MapFS
	broken string
	opened int
}

func (c *changing) Open(name string) (fs.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opened++
	if name == c.broken {
		return nil, errors.New("regel 3")
	}
	return c.files.Open(name)
}

func (c *changing) put(name, text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1, 0)}
}

const policyOfSite = "default-src 'none'; script-src 'self'"

func page(text string) string {
	return "<!DOCTYPE html><html><head><title>a<body></title></head><body class=x><main>" + text + "</main></body></html>"
}

// serve serves a small site at two pages.
func serve(t *testing.T) (*changing, *Server, string) {
	t.Helper()
	site := &changing{files: fstest.MapFS{}}
	site.put(host.HeadersFile, "/a/*\n  Content-Security-Policy: "+policyOfSite+"\n  Cache-Control: public, max-age=60\n")
	site.put("index.html", page("thuis"))
	site.put("404.html", page("weg"))
	site.put("a/index.html", page("een"))
	site.put("b/index.html", page("twee"))
	site.put("a/c.txt", "tekst")
	site.put("los.html", "<p>zonder kop")
	s := New(site, Options{Explain: "# Uitleg\n\n### lange-zin\n\nMaak <script>twee</script> [zinnen](#lange-zin).\n"})
	server := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); server.Close() })
	return site, s, strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	return ask(t, http.MethodGet, url, header...)
}

func ask(t *testing.T, method, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if r.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

var script = regexp.MustCompile(`<script type="module" src="/_opladers/[0-9a-f]+/live.js" data-page="([^"]*)" data-hash="([0-9a-f]*)" data-version="([^"]*)" data-missing="(?:true|false)"></script>\n`)

func TestPagesGetTheScriptAndNothingElseChanges(t *testing.T) {
	site, s, url := serve(t)
	s.Set(State{Version: 1, Marks: map[string]string{"/b/": "Online vanaf 3 december <2026>"}})
	for _, test := range []struct {
		path, body string // without the script
		status     int
	}{
		{"/a/", page("een"), 200},
		{"/los.html", "<p>zonder kop", 200},
		{"/niets/", page("weg"), 404},
		{"/b/", strings.Replace(page("twee"), "<body class=x>", "<body class=x>\n<p class=\"opladers-merk\" lang=\"nl\" dir=\"ltr\"><strong>Online vanaf 3 december &lt;2026&gt;.</strong> Bezoekers zien deze pagina nog niet.</p>", 1), 200},
	} {
		old := time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)
		answer, body := get(t, url+test.path, "If-Modified-Since", old, "Range", "bytes=0-3")
		m := script.FindStringSubmatch(body)
		if m == nil || m[1] != test.path || m[2] == "" {
			t.Fatalf("%s: %s", test.path, body)
		}
		body = regexp.MustCompile(`<link rel="stylesheet" href="/_opladers/[0-9a-f]+/page.css">\n`).ReplaceAllString(script.ReplaceAllString(body, ""), "")
		if h := answer.Header; body != test.body || answer.StatusCode != test.status || h.Get("Cache-Control") != "no-store" || h.Get("Last-Modified")+h.Get("Accept-Ranges") != "" {
			t.Errorf("%s: %s %v\n%s", test.path, answer.Status, h, body)
		}
		if test.path == "/a/" && answer.Header.Get("Content-Security-Policy") != policyOfSite {
			t.Errorf("the policy is %q", answer.Header.Get("Content-Security-Policy"))
		}
	}
	if _, body := get(t, url+"/a/"); !strings.Contains(body, "</script>\n</head><body") {
		t.Errorf("the script does not end the head: %s", body)
	}

	answer, body := get(t, url+"/a/c.txt")
	if body != "tekst" || answer.Header.Get("Cache-Control") != "public, max-age=60" || answer.Header.Get("Last-Modified") == "" {
		t.Errorf("a file: %q %v", body, answer.Header)
	}
	if answer, _ := get(t, url+"/a/c.txt", "If-Modified-Since", answer.Header.Get("Last-Modified")); answer.StatusCode != http.StatusNotModified {
		t.Errorf("a file that the browser has: %s", answer.Status)
	}
	if answer, _ := get(t, url+"/b"); answer.StatusCode != 301 || answer.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("without its slash: %s %v", answer.Status, answer.Header)
	}
	if answer, body := ask(t, http.MethodHead, url+"/a/"); answer.StatusCode != 200 || body != "" || answer.ContentLength > 0 {
		t.Errorf("HEAD: %v %d", answer.Header, answer.ContentLength)
	}

	site.mu.Lock()
	site.opened = 0
	site.mu.Unlock()
	get(t, url+"/a/")
	site.mu.Lock()
	defer site.mu.Unlock()
	if site.opened != 4 { // _headers, _redirects, the folder, the page
		t.Errorf("%d files opened", site.opened)
	}
}

func TestAPageThatCannotBeDrawn(t *testing.T) {
	site, s, url := serve(t)
	site.mu.Lock()
	site.broken = "b/index.html"
	site.mu.Unlock()
	s.Set(State{Version: 1, Problem: &notice.Notice{File: "layouts/baseof.html", Line: 3, Text: "Fout <in> de opmaak.", Hint: "Herstel regel 3."}})
	answer, body := get(t, url+"/b/")
	if answer.StatusCode != 500 || !script.MatchString(body) || !strings.Contains(body, "layouts/baseof.html, regel 3: Fout &lt;in&gt; de opmaak. Herstel regel 3.") || answer.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("%s %s", answer.Status, body)
	}
	e := listen(t, url, body)
	if n := e.next(); n.Changed {
		t.Error("a page that still cannot be drawn is loaded again")
	}
	site.mu.Lock()
	site.broken = ""
	site.mu.Unlock()
	s.Set(State{Version: 2})
	if n := e.next(); !n.Changed {
		t.Error("nobody is told that the page is there")
	}
}

func TestWhoMayAsk(t *testing.T) {
	_, _, url := serve(t)
	port := url[strings.LastIndex(url, ":"):]
	for name, want := range map[string]int{
		"localhost" + port: 200, "LOCALHOST" + port: 200, "127.0.0.1" + port: 200, "[::1]" + port: 200,
		"localhost": 403, "localhost:1": 403, "kwaad.example" + port: 403, "localhost.kwaad.example" + port: 403, "10.1.2.3" + port: 403, "": 403, "[::1": 403,
	} {
		if name == "" {
			name = " "
		}
		conn, err := net.Dial("tcp", "127.0.0.1"+port)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, "GET /a/ HTTP/1.1\r\nHost: "+name+"\r\nConnection: close\r\n\r\n")
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		conn.Close()
		if answer.StatusCode != want && (want != 403 || answer.StatusCode != 400) || want == 403 && strings.Contains(string(body), "een") {
			t.Errorf("%q: %s", name, answer.Status)
		}
	}
	for _, test := range []struct {
		path, header, value string
		status              int
	}{
		{"/_opladers/uitleg", "Origin", "http://localhost:9", 403},
		{"/_opladers/uitleg", "Origin", "null", 403},
		{"/_opladers/uitleg", "Origin", url, 200},
		{"/_opladers/uitleg", "Sec-Fetch-Site", "cross-site", 403},
		{"/_opladers/uitleg", "Sec-Fetch-Site", "same-site", 403},
		{"/_opladers/uitleg", "Sec-Fetch-Site", "same-origin", 200},
		{"/_opladers/uitleg", "Sec-Fetch-Site", "none", 200},
		{"/_opladers/events?page=/a/", "Origin", "http://kwaad.example", 403},
		{"/_opladers/events?page=a", "Origin", url, 400},
		{"/_opladers/../_opladers/events?page=/a/", "Sec-Fetch-Site", "cross-site", 403},
		{"/_opladers/niets", "Origin", url, 404},
		{"/_opladers/", "Origin", url, 404},
		{"/a/", "Sec-Fetch-Site", "cross-site", 200}, // a link in a mail
	} {
		answer, body := get(t, url+test.path, test.header, test.value)
		if answer.StatusCode != test.status || answer.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s of %s %s: %s %s", test.path, test.header, test.value, answer.Status, body)
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodOptions, http.MethodDelete} {
		if answer, _ := ask(t, method, url+"/a/"); answer.StatusCode != 405 || answer.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %s", method, answer.Status)
		}
	}
}

func TestOwnFiles(t *testing.T) {
	_, s, url := serve(t)
	for name := range s.own.files {
		dir, keep := s.own.dir, "max-age=31536000, immutable"
		if name == "uitleg" {
			dir, keep = "/_opladers/", "no-cache"
		}
		answer, body := get(t, url+dir+name)
		if answer.StatusCode != 200 || body == "" || answer.Header.Get("Cache-Control") != keep || answer.Header.Get("X-Content-Type-Options") != "nosniff" || strings.HasPrefix(answer.Header.Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %s %v", name, answer.Status, answer.Header)
		}
	}
	if _, body := get(t, url+"/_opladers/uitleg"); !strings.Contains(body, `<h3 id="lange-zin">`) || strings.Contains(body, "<script>") {
		t.Error(body)
	}
	answer, body := get(t, url+"/een/andere/werker.js", "Service-Worker", "script")
	if answer.StatusCode != 200 || !strings.Contains(body, "registration.unregister()") || answer.Header.Get("Service-Worker-Allowed") != "/" {
		t.Errorf("%s %s", answer.Status, body)
	}
}

// Ctrl-C ends it, whoever is listening, and nothing stays behind.
func TestServeStops(t *testing.T) {
	before := runtime.NumGoroutine()
	site := &changing{files: fstest.MapFS{}}
	site.put("a/index.html", page("een"))
	started, release := make(chan struct{}), make(chan struct{})
	s := New(site, Options{Files: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/traag" {
			close(started)
			<-release
		}
		host.Files(site).ServeHTTP(w, r)
	})})
	four, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	another, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, four, another) }()
	client := &http.Client{Transport: &http.Transport{}}
	url := "http://" + another.Addr().String()
	_, sent := get(t, "http://"+four.Addr().String()+"/a/")
	e := listen(t, url, sent)
	e.next()
	go func() {
		if r, err := client.Get(url + "/traag"); err == nil {
			r.Body.Close()
		}
	}()
	<-started
	start := time.Now()
	stop()
	select {
	case err := <-ended:
		if took := time.Since(start); err != nil || took > time.Second {
			t.Errorf("%v, after %v", err, took)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it goes on")
	}
	if e.lines.Scan(); e.lines.Scan() {
		t.Error("the stream goes on")
	}
	close(release)
	e.end()
	client.CloseIdleConnections()
	http.DefaultClient.CloseIdleConnections()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}
