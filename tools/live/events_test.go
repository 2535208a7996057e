package live

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/notice"
)

// events is what one page hears.
type events struct {
	t     *testing.T
	lines *bufio.Scanner
	id    string
	end   context.CancelFunc
}

// listen opens the stream of a page as it was sent.
func listen(t *testing.T, url, sent string, header ...string) *events {
	t.Helper()
	m := script.FindStringSubmatch(sent)
	ctx, end := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(end)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/_opladers/events?page="+m[1]+"&hash="+m[2]+"&version="+m[3], nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(answer.Status)
	}
	return &events{t, bufio.NewScanner(answer.Body), "", end}
}

func (e *events) next() (n news) {
	e.t.Helper()
	for e.lines.Scan() {
		if id, ok := strings.CutPrefix(e.lines.Text(), "id: "); ok {
			e.id = id
		}
		if data, ok := strings.CutPrefix(e.lines.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(data), &n); err != nil {
				e.t.Fatal(err)
			}
			return n
		}
	}
	e.t.Fatal("the stream ended: ", e.lines.Err())
	return n
}

func TestOnlyWhoHasAnotherPageIsTold(t *testing.T) {
	site, s, url := serve(t)
	s.Set(State{Version: 1})
	_, sentA := get(t, url+"/a/")
	_, sentB := get(t, url+"/b/")
	_, sentNone := get(t, url+"/nieuw/")
	a, b, none := listen(t, url, sentA), listen(t, url, sentB), listen(t, url, sentNone)
	for _, e := range []*events{a, b, none} {
		if n := e.next(); n.Changed || n.Go != "" || n.Checked {
			t.Errorf("at the start: %+v", n)
		}
	}

	site.put("a/index.html", page("anders"))
	s.Set(State{Version: 2, Go: "/a/"})
	if n := a.next(); !n.Changed || n.Go != "" {
		t.Errorf("the page itself: %+v", n)
	}
	if n := b.next(); n.Changed || n.Go != "/a/" {
		t.Errorf("another page: %+v", n)
	}
	if n := none.next(); n.Changed {
		t.Errorf("a page that is not there: %+v", n)
	}

	site.put("nieuw/index.html", page("nieuw"))
	s.Set(State{Version: 3})
	if n := none.next(); !n.Changed {
		t.Error("a page that is there now")
	}
	if n := b.next(); n.Changed || n.Go != "" {
		t.Errorf("gone to again: %+v", n)
	}
	s.Set(State{Version: 4, Marks: map[string]string{"/b/": "Concept"}})
	if n := b.next(); !n.Changed {
		t.Error("a mark is a change")
	}
	for _, e := range []*events{a, b, none} {
		e.end()
	}
	for len(s.places) > 0 {
		time.Sleep(time.Millisecond)
	}
	_, sentB = get(t, url+"/b/")
	b = listen(t, url, sentB)
	b.next()
	site.mu.Lock()
	opened := site.opened
	site.mu.Unlock()
	s.Set(State{Version: 4, Findings: map[string][]rule.Finding{}})
	if n := b.next(); n.Changed || !n.Checked {
		t.Errorf("news without a change: %+v", n)
	}
	site.mu.Lock()
	if site.opened != opened {
		t.Error("findings have pages drawn again")
	}
	site.mu.Unlock()
	s.Set(State{Version: 5, Assets: 1})
	if n := b.next(); !n.Changed {
		t.Error("a picture in static/ is a change")
	}
}

func TestAPageThatWasAwayIsTold(t *testing.T) {
	site, s, url := serve(t)
	s.Set(State{Version: 1})
	_, sent := get(t, url+"/a/")
	b := func() string { _, sent := get(t, url+"/b/"); return sent }()
	site.put("a/index.html", page("anders"))
	s.Set(State{Version: 2, Go: "/a/"})
	s.Set(State{Version: 3})
	if n := listen(t, url, sent).next(); !n.Changed {
		t.Error("it missed two versions, and is not told")
	}
	e := listen(t, url, b)
	if n := e.next(); n.Changed || n.Go != "/a/" {
		t.Errorf("another page: %+v", n)
	}
	if n := listen(t, url, b, "Last-Event-ID", e.id).next(); n.Changed || n.Go != "" {
		t.Errorf("a stream that came back: %+v", n)
	}

	// Of another server, which may have had any version.
	again := New(site, Options{})
	again.Set(State{Version: 1, Go: "/a/"})
	server := httptest.NewServer(again)
	defer server.Close()
	defer again.Close()
	if n := listen(t, server.URL, sent).next(); !n.Changed || n.Go != "" {
		t.Errorf("after a new start: %+v", n)
	}
	if n := listen(t, server.URL, b).next(); n.Changed || n.Go != "" {
		t.Errorf("after a new start, without a change: %+v", n)
	}
}

func TestNews(t *testing.T) {
	_, s, url := serve(t)
	find := func(level notice.Level, file string, line int) rule.Finding {
		return rule.Finding{Rule: "lange-zin", Level: level, File: file, Line: line, Text: "Lang.", Why: "Waarom.", Hint: "Korter.", Quoted: []string{"geheim"}}
	}
	s.Set(State{
		Version: 1, Files: map[string]string{"/a/": "a/index.md", "/b/": "b/index.md", "/b/2/": "b/index.md"}, Titles: map[string]string{"/b/": "Bij"},
		Sources: map[string]string{"/a/": "inbox/A.xlsx", "/b/": "inbox/B.docx"},
		Findings: map[string][]rule.Finding{
			"a/index.md":      {find(notice.Advice, "a/index.md", 2), find(notice.Error, "a/index.md", 9), find(notice.Error, "a/index.md", 4)},
			"b/index.md":      {find(notice.Advice, "b/index.md", 1)},
			"public/feed.xml": {find(notice.Warning, "public/feed.xml", 0), find(notice.Advice, "public/feed.xml", 0)},
			"c/index.md":      {},
			"inbox/A.xlsx":    {find(notice.Question, "inbox/A.xlsx", 5)},
		},
		Problem: &notice.Notice{Level: notice.Error, File: "config.toml", Line: 7, Text: "Fout.", Hint: "Herstel."},
	})
	_, sent := get(t, url+"/a/")
	n := listen(t, url, sent).next()
	if n.Count != 4 || len(n.Findings) != 4 || n.Findings[0].Line != 4 || n.Findings[1].Line != 9 || n.Findings[2].File != "inbox/A.xlsx" || n.Findings[3].Level != notice.Advice || n.File != "a/index.md" || !n.Checked {
		t.Errorf("here: %+v", n)
	}
	if e := n.Elsewhere; n.Total != 3 || n.Files != 2 || e[0].File != "public/feed.xml" || e[0].Level != notice.Warning || e[0].Count != 2 || len(e[0].Findings) != 2 || e[1].Page != "/b/" || e[1].Title != "Bij" || e[1].Findings != nil {
		t.Errorf("elsewhere: %+v", n)
	}
	if n.Problem == nil || n.Problem.Line != 7 {
		t.Errorf("the problem: %+v", n.Problem)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	_, s, url := serve(t)
	_, sent := get(t, url+"/a/")
	var open []*events
	for range mostStreams {
		open = append(open, listen(t, url, sent))
	}
	if answer, _ := get(t, url+"/_opladers/events?page=/a/"); answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one more: %s", answer.Status)
	}
	open[0].end()
	for i := 0; len(s.places) == mostStreams && i < 100; i++ {
		time.Sleep(20 * time.Millisecond)
	}
	listen(t, url, sent).next()
}

// A list is told of all sources below its folder, a page of its own.
func TestNewsOfSources(t *testing.T) {
	find := func(file string) []rule.Finding {
		return []rule.Finding{{Level: notice.Question, File: file, Text: "Niet te lezen."}}
	}
	m := &moment{State: State{
		Sources:  map[string]string{"/z/agenda/": "inbox/z/agenda/", "/z/agenda/a/": "inbox/z/agenda/A.xlsx"},
		Findings: map[string][]rule.Finding{"inbox/z/agenda/A.xlsx": find("A"), "inbox/z/agenda/B.xlsx": find("B"), "inbox/z/agenda-oud.xlsx": find("C")},
	}}
	for page, want := range map[string]news{
		"/z/agenda/":   {Count: 2, Total: 1},
		"/z/agenda/a/": {Count: 1, Total: 2, Source: "inbox/z/agenda/A.xlsx"},
		"/z/":          {Count: 0, Total: 3},
	} {
		if n := m.news(page); n.Count != want.Count || n.Total != want.Total || n.Source != want.Source {
			t.Errorf("%s: %+v", page, n)
		}
	}
}
