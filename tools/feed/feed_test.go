package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

const (
	calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Koffie\r\nEND:VCALENDAR\r\n"
	newer    = "BEGIN:VCALENDAR\r\nSUMMARY:Soep\r\nEND:VCALENDAR\r\n"
	secret   = "s3cr3t" // in every URL, in no notice and no file
)

var now = time.Date(2026, 10, 3, 9, 30, 0, 0, time.FixedZone("", 7200))

// check is a reader of calendars.
func check(data []byte) error {
	if !bytes.HasPrefix(data, []byte("BEGIN:VCALENDAR")) || !bytes.HasSuffix(data, []byte("END:VCALENDAR\r\n")) {
		return notice.Refuse("Dit is geen agenda.", "")
	}
	return nil
}

// web is a server whose answer a test changes, and a request for its calendar.
type web struct {
	Request
	host *httptest.Server

	mu     sync.Mutex
	answer http.HandlerFunc
	heads  []http.Header
}

func serve(t *testing.T, answer http.HandlerFunc) *web { return start(t, httptest.NewServer, answer) }

func start(t *testing.T, kind func(http.Handler) *httptest.Server, answer http.HandlerFunc) *web {
	t.Helper()
	w := &web{answer: answer}
	w.host = kind(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		w.mu.Lock()
		w.heads = append(w.heads, req.Header)
		answer := w.answer
		w.mu.Unlock()
		answer(rw, req)
	}))
	t.Cleanup(w.host.Close)
	w.Request = Request{
		Name: "Zutphen", URL: w.host.URL + "/" + secret + "/basic.ics?token=" + secret, Spool: filepath.Join(t.TempDir(), "zutphen"),
		Allowed: []string{"127.0.0.0/8"}, Check: check, Now: now, Version: "1.2",
	}
	return w
}

// set gives the server another answer.
func (w *web) set(answer http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answer, w.heads = answer, nil
}

// asked gives the headers of the requests since the last set.
func (w *web) asked() []http.Header {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.heads
}

// fetch fetches, and sees that nothing that is told or kept holds the URL.
func (w *web) fetch(t *testing.T) Result {
	t.Helper()
	result, err := Fetch(context.Background(), w.Request)
	if err != nil {
		t.Fatal(err)
	}
	state, err := os.ReadFile(stateFile(w.Spool))
	if err != nil {
		t.Fatal(err)
	}
	if told := fmt.Sprintf("%+v %s", result.Notices, state); strings.Contains(told, secret) {
		t.Errorf("the secret is told: %s", told)
	}
	for _, n := range result.Notices {
		if n.Hint == "" || !strings.HasPrefix(n.Text, "De agenda van Zutphen") || (n.Level == notice.Warning) != (result.File != "") {
			t.Errorf("%+v", n)
		}
	}
	return result
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, calendar, code) }
}

func contents(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What is no calendar is fetched with the same care, and the notices do not speak of one.
func TestGet(t *testing.T) {
	w := serve(t, text(newer))
	w.Name = ""
	if data, err := Get(t.Context(), w.Request, len(newer)); string(data) != newer || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	for _, test := range []struct {
		limit   int
		allowed []string
		answer  http.HandlerFunc
		want    string
	}{
		{len(newer) - 1, w.Allowed, text(newer), "is groter dan"},
		{1000, w.Allowed, status(http.StatusNotFound), "staat niet meer op dat adres (code 404). Kijk of er internet is"},
		{1000, nil, text(newer), "staat in een eigen netwerk en niet op internet. Klopt het adres? Laat de beheerder 127.0.0.1 dan in config.toml zetten"},
	} {
		w.set(test.answer)
		w.Allowed = test.allowed
		data, err := Get(t.Context(), w.Request, test.limit)
		if data != nil || err == nil || !strings.HasPrefix(err.Error(), "Het bestand op 127.0.0.1:") || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%q, %v", data, err)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Get(stopped, w.Request, 1000); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// snapshot gives the names, sizes and times of all that is in a folder, and the folder's own.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			fmt.Fprintln(&b, path, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFetch(t *testing.T) {
	w := serve(t, text(calendar))
	first := w.fetch(t)
	if !first.Changed || first.Notices != nil || contents(t, first.File) != calendar || first.File != filepath.Join(w.Spool, "agenda.ics") {
		t.Errorf("first: %+v", first)
	}
	if agent := w.asked()[0].Get("User-Agent"); agent != "opladers/1.2 (+https://mijnopladers.nl)" {
		t.Error(agent)
	}
	before := snapshot(t, w.Spool)
	if again := w.fetch(t); again.Changed || again.File != first.File || snapshot(t, w.Spool) != before {
		t.Errorf("the same bytes: %+v", again)
	}
	for i, same := range []bool{false, true, false} { // Google renews DTSTAMP in each answer
		before = snapshot(t, w.Spool)
		w.set(text(strings.Replace(calendar, "SUMMARY:", fmt.Sprintf("DTSTAMP:2026100%dT000000Z\r\nSUMMARY:%d ", i, i/2), 1)))
		if r := w.fetch(t); r.Changed == same || (snapshot(t, w.Spool) == before) != same {
			t.Errorf("DTSTAMP %d: %+v", i, r)
		}
	}
	w.set(text(newer))
	if r := w.fetch(t); !r.Changed || contents(t, r.File) != newer {
		t.Errorf("other bytes: %+v", r)
	}
	w.URL += "&andere=1"
	w.set(status(500))
	if r := w.fetch(t); r.File != "" || r.Notices[0].Level != notice.Error {
		t.Errorf("another URL has the copy of the first: %+v", r)
	}
}

func TestConditionalRequests(t *testing.T) {
	for header, condition := range map[string]string{"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"} {
		t.Run(header, func(t *testing.T) {
			const value = "Sat, 03 Oct 2026 07:00:00 GMT"
			w := serve(t, nil)
			w.set(func(rw http.ResponseWriter, req *http.Request) {
				if req.Header.Get(condition) == value {
					rw.WriteHeader(http.StatusNotModified)
					return
				}
				rw.Header().Set(header, value)
				io.WriteString(rw, calendar)
			})
			first := w.fetch(t)
			before := snapshot(t, w.Spool)
			w.Now = now.Add(time.Hour)
			if r := w.fetch(t); r.Changed || r.Notices != nil || r.File != first.File || snapshot(t, w.Spool) != before {
				t.Errorf("304: %+v", r)
			}
			if len(w.asked()) != 2 || w.asked()[0].Get(condition) != "" {
				t.Errorf("%v", w.asked())
			}
			// Nothing may say "unchanged" about a copy that is not there, or is another one.
			if err := os.Remove(first.File); err != nil {
				t.Fatal(err)
			}
			if r := w.fetch(t); !r.Changed || contents(t, r.File) != calendar {
				t.Errorf("after the copy was lost: %+v", r)
			}
		})
	}
	t.Run("304 to no condition", func(t *testing.T) {
		w := serve(t, status(http.StatusNotModified))
		if r := w.fetch(t); r.File != "" || len(r.Notices) != 1 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("an ETag that is another one each time", func(t *testing.T) {
		w, n := serve(t, nil), 0
		w.set(func(rw http.ResponseWriter, _ *http.Request) {
			n++
			rw.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(n)))
			io.WriteString(rw, calendar)
		})
		w.fetch(t)
		before := snapshot(t, w.Spool)
		if r := w.fetch(t); n != 2 || r.Changed || snapshot(t, w.Spool) != before {
			t.Errorf("%+v", r)
		}
	})
	t.Run("validators of the place that redirects elsewhere now", func(t *testing.T) {
		place := "/een"
		w := serve(t, nil)
		w.set(func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path != place {
				http.Redirect(rw, req, place, http.StatusFound)
				return
			}
			rw.Header().Set("ETag", `"1"`)
			http.ServeContent(rw, req, "", time.Time{}, strings.NewReader(map[string]string{"/een": calendar, "/twee": newer}[place]))
		})
		w.fetch(t)
		if r := w.fetch(t); r.Changed || w.asked()[len(w.asked())-1].Get("If-None-Match") == "" {
			t.Errorf("%+v", r)
		}
		place = "/twee"
		if r := w.fetch(t); contents(t, r.File) != newer {
			t.Error("the copy of another place")
		}
	})
}

func TestRetry(t *testing.T) {
	w := serve(t, nil)
	w.set(func(rw http.ResponseWriter, _ *http.Request) {
		if len(w.asked()) == 1 {
			panic(http.ErrAbortHandler)
		}
		io.WriteString(rw, calendar)
	})
	if r := w.fetch(t); !r.Changed || r.Notices != nil {
		t.Errorf("one break: %+v", r)
	}
	w.set(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if w.fetch(t); len(w.asked()) != 2 {
		t.Errorf("asked %d times", len(w.asked()))
	}
	for _, code := range []int{429, 500, 503} {
		w.set(status(code))
		if w.fetch(t); len(w.asked()) != 1 {
			t.Errorf("%d: asked %d times", code, len(w.asked()))
		}
	}
}

func TestKill(t *testing.T) {
	half := atomic.Prefix + "nieuw-agenda.ics-1"
	t.Run("while writing", func(t *testing.T) {
		w := serve(t, text(calendar))
		w.fetch(t)
		write(t, filepath.Join(w.Spool, half), calendar[:20])
		if r := w.fetch(t); r.Changed || contents(t, r.File) != calendar {
			t.Errorf("%+v", r)
		}
		if entries, _ := os.ReadDir(w.Spool); len(entries) != 2 {
			t.Errorf("left behind: %v", entries)
		}
	})
	for name, test := range map[string]struct {
		copy string
		good bool
	}{"between the two files": {newer, true}, "of the machine": {"\x00\x00\x00", false}} {
		t.Run(name, func(t *testing.T) {
			w := serve(t, func(rw http.ResponseWriter, req *http.Request) {
				rw.Header().Set("ETag", `"1"`)
				http.ServeContent(rw, req, "", time.Time{}, strings.NewReader(calendar))
			})
			w.fetch(t)
			write(t, w.file(), test.copy)
			good := w.answer
			w.set(status(500))
			for range 2 {
				if r := w.fetch(t); (r.File != "") != test.good || test.good && !strings.Contains(r.Notices[0].Text, "Sinds 3 oktober") {
					t.Errorf("down: %+v", r)
				}
				w.Now = w.Now.AddDate(0, 0, 1)
			}
			w.set(good)
			if r := w.fetch(t); !r.Changed || r.Notices != nil || contents(t, r.File) != calendar {
				t.Errorf("%+v", r)
			}
		})
	}
}

func write(t *testing.T, file, data string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCancelled(t *testing.T) {
	w := serve(t, text(calendar))
	w.fetch(t)
	before := snapshot(t, w.Spool)
	ctx, cancel := context.WithCancel(context.Background())
	w.set(func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	if r, err := Fetch(ctx, w.Request); !errors.Is(err, context.Canceled) || r.File == "" || r.Notices != nil || snapshot(t, w.Spool) != before {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestNoPlaceForTheCopy(t *testing.T) {
	w := serve(t, text(calendar))
	write(t, w.Spool, "a file in the place of the folder")
	if r, err := Fetch(context.Background(), w.Request); notice.From(err, "").Hint == "" || strings.Contains(err.Error(), w.Spool) || r.File != "" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestParallel(t *testing.T) {
	w := serve(t, text(calendar))
	var g sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		r := w.Request
		r.Spool = cmp.Or(t.TempDir(), r.Spool)
		g.Go(func() {
			result, err := Fetch(context.Background(), r)
			if errs[i] = err; err == nil && !result.Changed {
				errs[i] = fmt.Errorf("%+v", result)
			}
		})
	}
	g.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}
