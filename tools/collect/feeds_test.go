package collect

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// subscribed makes a site that subscribes to a calendar, whose server answers what answer says.
func subscribed(t *testing.T, answer *func(w http.ResponseWriter, r *http.Request)) Options {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*answer)(w, r) }))
	t.Cleanup(server.Close)
	o := newSite(t, nil)
	o.Networks = []string{"127.0.0.1"}
	write(t, o.Site, "content/zutphen/_index.md", fmt.Appendf(nil,
		"---\ntitle: Zutphen\nsoort: gemeente\nfeeds:\n  - url: %s/geheim.ics\n    initiatief: de-huiskamer\n---\n", server.URL))
	write(t, o.Inbox, "zutphen/agenda/_leesmij.txt", nil) // the folder, for the report
	return o
}

func gives(status int, body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func TestAFeedIsASource(t *testing.T) {
	answer := gives(200, string(calendar(four...)))
	o := subscribed(t, &answer)
	r := run(t, o)
	p, _ := shown(t, o, "zutphen/agenda/soep-2026-12-02")
	if len(r.New) != 4 || p.Activity.Initiative != "de-huiskamer" || !strings.HasPrefix(p.Source, "feeds/zutphen/") || strings.Contains(p.Source, "geheim") {
		t.Fatalf("%+v %+v", r, p)
	}
	if !strings.Contains(report(t, o), "de agenda op 127.0.0.1") {
		t.Errorf("the report: %s", report(t, o))
	}
	content := filepath.Join(o.Site, "content")
	before := snapshot(t, content)
	if r := run(t, o); r.Unchanged != 4 || fmt.Sprint(snapshot(t, content)) != fmt.Sprint(before) {
		t.Errorf("the second run: %+v", r)
	}
	answer = gives(200, string(calendar(append(four, event("nieuw", "Nieuw", "20261210T090000"))...)))
	if r := run(t, o); len(r.New) != 1 {
		t.Errorf("a new event: %+v", r)
	}
}

func TestPains26ABrokenFeedChangesNothing(t *testing.T) {
	good := string(calendar(four...))
	for name, broken := range map[string]func(http.ResponseWriter, *http.Request){
		"empty":     gives(200, ""),
		"500":       gives(500, good),
		"HTML":      gives(200, "<!DOCTYPE html><html><head><title>Inloggen</title></head><body><h1>Log in</h1><p>Om de agenda te zien moet u inloggen met uw account van de school of de gemeente.</p></body></html>"),
		"truncated": gives(200, good[:len(good)/2]),
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(good)))
			fmt.Fprint(w, good[:len(good)/2])
		},
	} {
		t.Run(name, func(t *testing.T) {
			answer := gives(200, good)
			o := subscribed(t, &answer)
			run(t, o)
			before := snapshot(t, filepath.Join(o.Site, "content"))
			answer = broken
			r := run(t, o)
			if fmt.Sprint(snapshot(t, filepath.Join(o.Site, "content"))) != fmt.Sprint(before) {
				t.Error("content changed")
			}
			if len(r.Notices) != 1 || !strings.Contains(r.Notices[0].Text, "laatste goede kopie") || r.Unchanged != 4 {
				t.Errorf("%+v", r)
			}
			if !strings.Contains(report(t, o), "laatste goede kopie") {
				t.Errorf("the report: %s", report(t, o))
			}
		})
	}
}

func TestAFeedWithoutEventsIsAskedAbout(t *testing.T) {
	answer := gives(200, string(calendar(four...)))
	o := subscribed(t, &answer)
	run(t, o)
	answer = gives(200, string(calendar()))
	if r := run(t, o); len(r.Questions) != 1 || len(r.Removed) > 0 {
		t.Fatalf("%+v", r)
	}
	fill(t, filepath.Join(o.Inbox, "zutphen/agenda"), map[string]string{"niet meer in de agenda": "Ja, dat gaat niet door"})
	run(t, o)
	if p, _ := shown(t, o, "zutphen/agenda/soep-2026-12-02"); p.Activity.Status != page.StatusCancelled {
		t.Errorf("%+v", p.Activity)
	}
}

func TestAFeedThatIsNotNamedAnyMore(t *testing.T) {
	answer := gives(200, string(calendar(four...)))
	o := subscribed(t, &answer)
	run(t, o)
	write(t, o.Site, "content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
	r := run(t, o)
	if len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "staat niet meer bij feeds van de gemeente") || count(t, o) != 4 {
		t.Errorf("%+v", r)
	}
}

// report reads what stands in the inbox for people.
func report(t *testing.T, o Options) string {
	t.Helper()
	data, err := readBounded(filepath.Join(o.Inbox, "zutphen/agenda", reportName), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(data)), " ")
}

func TestTheAddressOfAFeedMayBeSecret(t *testing.T) {
	answer := gives(200, string(calendar(four...)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r) }))
	defer server.Close()
	o := newSite(t, nil)
	o.Networks = []string{"127.0.0.1"}
	write(t, o.Site, "content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\nfeeds:\n  - url: ${OPLADERS_AGENDA_ZUTPHEN}\n  - url: ${OPLADERS_POSTBUS_REDACTIE}\n---\n"))
	if r := run(t, o); len(r.Refused) != 2 || !strings.Contains(r.Refused[0].Text+r.Refused[1].Text, "OPLADERS_AGENDA_ZUTPHEN") {
		t.Errorf("%+v", r)
	}
	o.Getenv = func(name string) string {
		if name != "OPLADERS_AGENDA_ZUTPHEN" {
			t.Errorf("%s was asked for", name)
		}
		return server.URL
	}
	if r := run(t, o); len(r.New) != 4 || len(r.Refused) != 1 {
		t.Errorf("%+v", r)
	}
}
