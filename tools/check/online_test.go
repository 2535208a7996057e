package check

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
)

// links is a site with one page that links to addresses, each on a line of its own from line 5 on.
func links(t *testing.T, addresses ...string) Options {
	c := &corpus{t: t, dir: t.TempDir()}
	var text strings.Builder
	text.WriteString("---\ntitle: Links\n---\n\n")
	for i, a := range addresses {
		fmt.Fprintf(&text, "- [plek %d](%s)\n", i, a)
	}
	c.write("content/links/index.md", []byte(text.String()))
	c.write("content/concept/index.md", []byte("---\ntitle: Niet af\ndraft: true\n---\n[plek](http://nergens.invalid/)\n"))
	return Options{Config: &config.Config{Dir: c.dir}, BaseURL: baseURL, Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)}
}

func TestOnline(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]int{}
	var at atomic.Int32
	var together atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/traag" { // who asked for it has left before it ends
			if at.Add(1) > 1 {
				together.Store(true)
			}
			defer at.Add(-1)
		}
		mu.Lock()
		defer mu.Unlock()
		asked[r.Method+" "+r.URL.RequestURI()]++
		if r.Header.Get("Referer") != "" || !strings.HasPrefix(r.UserAgent(), "opladers/9") {
			t.Errorf("%s is asked with Referer %q by %q", r.URL, r.Referer(), r.UserAgent())
		}
		switch r.URL.Path {
		case "/404", "/403", "/410", "/429", "/500":
			var status int
			fmt.Sscan(r.URL.Path[1:], &status)
			w.WriteHeader(status)
		case "/verhuisd":
			http.Redirect(w, r, "/nieuw", http.StatusMovedPermanently)
		case "/even":
			http.Redirect(w, r, "/nieuw", http.StatusFound)
		case "/verhuisd-en-even":
			http.Redirect(w, r, "/even", http.StatusPermanentRedirect)
		case "/verhuisd-naar-niets":
			http.Redirect(w, r, "/404", http.StatusMovedPermanently)
		case "/rondjes":
			http.Redirect(w, r, "/rondjes", http.StatusFound)
		case "/geen-head":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		case "/traag":
			mu.Unlock()
			<-r.Context().Done()
			mu.Lock()
		}
	}))
	defer server.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	nowhere := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if strings.HasPrefix(addr, "nergens.") {
			return nil, &net.DNSError{Err: "no such host", Name: addr, IsNotFound: true}
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}}

	tests := []struct {
		to    string
		level notice.Level // "" is nothing
		says  string
	}{
		{"/goed", "", ""},
		{"/404", notice.Warning, "is er niet meer"},
		{"/410", notice.Warning, "is er niet meer"},
		{"/403", "", ""},
		{"/429", "", ""},
		{"/500", notice.Advice, "gaf een fout (500)"},
		{"/verhuisd", notice.Advice, "voorgoed verhuisd"},
		{"/even", "", ""},
		{"/verhuisd-en-even", "", ""},
		{"/verhuisd-naar-niets", notice.Warning, "is er niet meer"},
		{"/rondjes", notice.Advice, "geen antwoord"},
		{"/geen-head", "", ""},
		{"/traag", notice.Advice, "geen antwoord"},
		{"/goed#plek", "", ""},
		{"/404", notice.Warning, "is er niet meer"}, // on a second line
		{gone.URL + "/", notice.Advice, "geen antwoord"},
		{"http://nergens.invalid/", notice.Warning, "bestaat niet"},
		{baseURL + "weg/", "", ""}, // of this site: looked at without network
		{"mailto:info@voorbeeld.example", "", ""},
	}
	var addresses []string
	for i := range tests {
		if strings.HasPrefix(tests[i].to, "/") {
			tests[i].to = server.URL + tests[i].to
		}
		addresses = append(addresses, tests[i].to)
	}
	o := links(t, addresses...)
	o.Online = &Online{Transport: nowhere, Version: "9", patience: 300 * time.Millisecond}
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range tests {
		found := false
		for _, f := range r.Findings {
			if f.Rule != "link-elders-kapot" || f.Line != 5+i {
				continue
			}
			found = true
			if f.Level != want.level || !strings.Contains(f.Text, want.says) || f.File != "links/index.md" || f.Hint == "" {
				t.Errorf("%s: %s %s", want.to, f.Level, f.Text)
			}
			if strings.HasSuffix(want.to, "/verhuisd") && !strings.Contains(f.Hint, server.URL+"/nieuw") {
				t.Errorf("%s does not say where to: %s", want.to, f.Hint)
			}
		}
		if found != (want.level != "") {
			t.Errorf("%s: found %v", want.to, found)
		}
	}
	if together.Load() {
		t.Error("one site was asked two things at a time")
	}
	mu.Lock()
	defer mu.Unlock()
	for what, n := range map[string]int{"HEAD /goed": 1, "GET /goed": 0, "GET /geen-head": 1, "HEAD /429": 1, "GET /429": 0, "GET /404": 2} { // 404: once for itself, once behind /verhuisd-naar-niets
		if asked[what] != n {
			t.Errorf("%s: asked %d times, want %d", what, asked[what], n)
		}
	}
}

// Who stops a check that waits for other sites, does not wait.
func TestOnlineStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { stop(); <-r.Context().Done() }))
	defer server.Close()
	o := links(t, server.URL+"/een", server.URL+"/twee")
	o.Online = &Online{Transport: http.DefaultTransport}
	if _, err := Run(ctx, o); err == nil {
		t.Error("nothing says that it was stopped")
	}
}

// The rest of a check asks nothing of other sites.
func TestOfflineAsksNothing(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("asked for %s", r.URL) }))
	defer server.Close()
	o := links(t, server.URL+"/een")
	o.Public = filepath.Join(o.Config.Dir, "public")
	if err := os.MkdirAll(o.Public, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
}
