package host

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestRulesFitAsAtNetlify(t *testing.T) {
	tests := []struct {
		rule, address string
		want          bool
	}{
		{"/*", "/", true},
		{"/*", "/zutphen/agenda/", true},
		{"/", "/", true},
		{"/", "/zutphen/", false},
		{"/zutphen/", "/zutphen", true},
		{"/zutphen/", "/zutphen/agenda/", false},
		{"/Zutphen/", "/zutphen/", true},
		{"/zutphen/agenda/*", "/zutphen/agenda", true},
		{"/zutphen/agenda/*", "/zutphen/agenda/koffie/agenda.ics", true},
		{"/en/*", "/enschede/", true}, // a surprise
		{"/en/:deel/*", "/enschede/agenda/", false},
		{"/en/:deel/*", "/en/agenda/koffie/", true},
		{"/en/:deel/*", "/en/agenda/", true},
		{"/en/:deel/*", "/en/", false},
		{"/*.ics", "/zutphen/agenda.ics", true},
		{"/*.ics", "/zutphen/xics", false},
		{"/foto/:bestand", "/foto/1f.jpg", true},
		{"/foto/:bestand", "/fotoboek/1f.jpg", false},
		{"/foto/:bestand", "/foto/a/b", false},
		{"/a+b/", "/aab/", false},
	}
	for _, test := range tests {
		if got := (Rule{Path: test.rule}).pattern().MatchString(test.address); got != test.want {
			t.Errorf("%s fits %s: %v", test.rule, test.address, got)
		}
	}
}

func TestParse(t *testing.T) {
	rules, err := Parse([]byte("# remark\n/*\n  X-A: 1\n\tx-b:  a: b \r\n\n/b/\n  X-A: 2\n"))
	want := Rules{{"/*", []Header{{"X-A", "1"}, {"x-b", "a: b"}}}, {"/b/", []Header{{"X-A", "2"}}}}
	if err != nil || !reflect.DeepEqual(rules, want) {
		t.Errorf("%v, %v", rules, err)
	}
	if got := rules.For("/b/"); !reflect.DeepEqual(got, http.Header{"X-A": {"1", "2"}, "X-B": {"a: b"}}) {
		t.Error(got)
	}
	for _, bad := range []string{"X-A: 1", "/*\nno colon", "/*\nX A: 1", "/*\nX-A:", "/*\nX-A: a\x00b"} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q is a file", bad)
		}
	}
}

// Whatever stands in the file, what was read is written and read the same, and what is sent is HTTP.
func FuzzParse(f *testing.F) {
	f.Add("/*\n  X-A: 1\n# remark\n/a/:b/*.ics\n  X-B: a: b\n")
	f.Add("/\xff*[(\nX-A: \xff\n/**/*\n:\n")
	f.Fuzz(func(t *testing.T, text string) {
		rules, _ := Parse([]byte(text))
		again, err := Parse(rules.Bytes())
		if err != nil || !reflect.DeepEqual(rules, again) {
			t.Fatalf("%q: read %v, then %v, %v", text, rules, again, err)
		}
		var b strings.Builder
		if err := rules.For("/zutphen/").Write(&b); err != nil || strings.Contains(b.String(), "\n\n") {
			t.Fatalf("%q: sends %q (%v)", text, b.String(), err)
		}
	})
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		HeadersFile: "/*\n  X-A: overal\n/b/*\n  Content-Type: text/proef\n", RedirectsFile: "# old\n/oud/ /b/ 301!\n/caf%C3%A9/ /b/ 301!\n/fout/ /b/ 200\n/ar/* /ar/404.html 404\n/c/* /../geheim 404\n",
		"ar/404.html": "weg in het Arabisch",
		"index.html":  "thuis", "404.html": "weg", "b/index.html": "b", "b/c.txt": "c", "leeg/x/y.txt": "y", "oud/index.html": "alias",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(Headers(os.DirFS(dir), Files(os.DirFS(dir))))
	defer server.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, test := range []struct {
		path   string
		status int
		body   string // or where it leads
		kind   string
	}{
		{"/", 200, "thuis", "text/html; charset=utf-8"},
		{"/b/", 200, "b", "text/proef"},
		{"/b/c.txt", 200, "c", "text/proef"},
		{"/oud", 301, "/b/", ""},
		{"/oud/", 301, "/b/", ""},
		{"/caf%C3%A9/", 301, "/b/", ""},
		{"/fout/", 404, "weg", "text/html; charset=utf-8"},
		{"/ar/niets/", 404, "weg in het Arabisch", "text/html; charset=utf-8"},
		{"/ar/404.html", 200, "weg in het Arabisch", "text/html; charset=utf-8"},
		{"/aruba/", 404, "weg", "text/html; charset=utf-8"},
		{"/c/", 404, "", "text/html; charset=utf-8"},
		{"/b", 301, "b/", ""},
		{"/b/index.html", 301, "./", ""},
		{"/b/c.txt/", 301, "../c.txt", ""},
		{"/b/c.txt/d", 404, "weg", "text/html; charset=utf-8"},
		{"/b%00/", 404, "weg", "text/html; charset=utf-8"},
		{"/leeg/x/", 404, "weg", "text/html; charset=utf-8"},
		{"/_headers", 404, "weg", "text/html; charset=utf-8"},
		{"/b/../_redirects", 404, "weg", "text/html; charset=utf-8"},
	} {
		r, err := client.Get(server.URL + test.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		got := string(body)
		if r.StatusCode == http.StatusMovedPermanently {
			got = r.Header.Get("Location")
		}
		if err != nil || r.StatusCode != test.status || got != test.body || test.kind != "" && r.Header.Get("Content-Type") != test.kind || r.Header.Get("X-A") != "overal" {
			t.Errorf("%s: %s, %q, %v (%v)", test.path, r.Status, got, r.Header, err)
		}
	}
}

// counted is a site that draws its pages when they are opened. One of them it cannot draw.
type counted struct {
	fs.FS
	opened map[string]int
}

func (c counted) Open(name string) (fs.File, error) {
	c.opened[name]++
	if name == "stuk/index.html" {
		return nil, errors.New("regel 3: een fout in de opmaak")
	}
	return c.FS.Open(name)
}

func TestAPageIsDrawnOnce(t *testing.T) {
	site := counted{fstest.MapFS{
		"index.html": {Data: []byte("thuis")}, "404.html": {Data: []byte("weg")}, "b/index.html": {Data: []byte("b")}, "stuk/index.html": {}, RedirectsFile: {Data: []byte("/oud/ /b/ 301\n")},
	}, map[string]int{}}
	handler := Headers(site, Files(site))
	for _, test := range []struct {
		path   string
		status int
		opened string // of the pages
	}{
		{"/", 200, "index.html"}, {"/b/", 200, "b/index.html"}, {"/b", 301, ""}, {"/oud/", 301, ""}, {"/niets/", 404, "404.html"}, {"/stuk/", 500, "stuk/index.html"},
	} {
		clear(site.opened)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, test.path, nil))
		var opened []string
		for name, n := range site.opened {
			if path.Ext(name) == ".html" {
				opened = append(opened, slices.Repeat([]string{name}, n)...)
			}
		}
		if w.Code != test.status || strings.Join(opened, " ") != test.opened || strings.Contains(w.Body.String(), "regel 3") {
			t.Errorf("%s: %d %q, opened %v", test.path, w.Code, w.Body, opened)
		}
	}
}
