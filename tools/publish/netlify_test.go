package publish

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/publish/netlifytest"
)

func standIn(t *testing.T) (*netlifytest.Server, *Netlify) {
	t.Helper()
	s := netlifytest.New()
	t.Cleanup(s.Close)
	return s, &Netlify{Site: netlifytest.SiteName, Token: netlifytest.Token, API: s.API, Wait: time.Millisecond}
}

func TestNetlify(t *testing.T) {
	s, n := standIn(t)
	cycle(t, n, func(path string) string { return s.Page("/" + strings.ReplaceAll(path, " ", "%20")) })
}

// Only what Netlify never had travels; also when it is busy or fails now and then.
func TestNetlifyTriesAgain(t *testing.T) {
	s, n := standIn(t)
	var asked atomic.Int64
	statuses := []int{429, 500, 0, 502, 0, 0, 503}
	s.SetFail(func(r *http.Request) int {
		i := asked.Add(1)
		if r.Method == http.MethodPut && i%5 == 0 {
			return http.StatusUnauthorized // as the real one does at random
		}
		return statuses[int(i)%len(statuses)]
	})
	one, two, _ := three(t)
	state := t.TempDir()
	for i, dir := range []string{one, two} {
		r, err := Run(t.Context(), Options{Dir: dir, State: state, Target: n, Now: moment})
		if err != nil || !r.Live {
			t.Fatalf("%+v, %v", r, err)
		}
		got := s.Uploads()
		slices.Sort(got)
		if want := "/index.html /nieuw/café 1.html"; i == 1 && strings.Join(got, " ") != want {
			t.Errorf("travelled: %q, want %q", got, want)
		}
	}
	if s.Page("/") != page("Thuis 2") {
		t.Errorf("visitors see %q", s.Page("/"))
	}
}

// An upload that fails for good, at whichever file, leaves the old site, and the deploy is cancelled.
func TestNetlifyFails(t *testing.T) {
	one, two, _ := three(t)
	for k := 1; k <= 2; k++ {
		s, n := standIn(t)
		state := t.TempDir()
		if _, err := Run(t.Context(), Options{Dir: one, State: state, Target: n, Now: moment}); err != nil {
			t.Fatal(err)
		}
		var puts atomic.Int64
		s.SetFail(func(r *http.Request) int {
			if r.Method == http.MethodPut && puts.Add(1) >= int64(k) {
				return http.StatusUnprocessableEntity
			}
			return 0
		})
		_, err := Run(t.Context(), Options{Dir: two, State: state, Target: n, Now: moment})
		if err == nil || !strings.Contains(err.Error(), "De oude site staat er nog") || strings.Contains(err.Error(), netlifytest.Token) {
			t.Errorf("file %d fails: %v", k, err)
		}
		if s.Page("/") != page("Thuis 1") || !slices.Equal(s.States(), []string{"ready", "error"}) {
			t.Errorf("file %d fails: visitors see %q, deploys are %v", k, s.Page("/"), s.States())
		}
		s.SetFail(nil)
		if r, err := Run(t.Context(), Options{Dir: two, State: state, Target: n, Now: moment}); err != nil || s.Page("/") != page("Thuis 2") {
			t.Errorf("and then: %+v, %v", r, err)
		}
	}
}

func TestNetlifyStops(t *testing.T) {
	s, n := standIn(t)
	one, _, _ := three(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.SetFail(func(r *http.Request) int {
		if r.Method == http.MethodPut {
			cancel()
			return http.StatusServiceUnavailable
		}
		return 0
	})
	if _, err := Run(ctx, Options{Dir: one, State: t.TempDir(), Target: n, Now: moment}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if !slices.Equal(s.States(), []string{"error"}) || s.Page("/") != "" {
		t.Errorf("deploys are %v", s.States())
	}
}

// A site that publishes nothing by itself keeps what visitors see, and we say so.
func TestNetlifyHolds(t *testing.T) {
	s, n := standIn(t)
	s.Locked = true
	one, _, _ := three(t)
	r, err := Run(t.Context(), Options{Dir: one, State: t.TempDir(), Target: n, Now: moment})
	if err != nil || r.Live || r.Deploy == "" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestNetlifyRefuses(t *testing.T) {
	s, n := standIn(t)
	one, _, _ := three(t)
	try := func(n Netlify, dir string) string {
		_, err := Run(t.Context(), Options{Dir: dir, State: t.TempDir(), Target: &n, Now: moment})
		if err == nil {
			return ""
		}
		return err.Error()
	}
	wrong := *n
	wrong.Token = "verkeerd-en-geheim"
	if got := try(wrong, one); !strings.Contains(got, "OPLADERS_NETLIFY") || strings.Contains(got, "geheim") {
		t.Errorf("a wrong token: %s", got)
	}
	wrong = *n
	wrong.Site = "nergens"
	if got := try(wrong, one); !strings.Contains(got, "kent deze site") {
		t.Errorf("a wrong site: %s", got)
	}
	if got := try(*n, website(t, map[string]string{"a#b.html": "x"})); !strings.Contains(got, "a#b.html") {
		t.Errorf("a name with #: %s", got)
	}
	s.Close()
	if got := try(*n, one); !strings.Contains(got, "niet te bereiken") || strings.Contains(got, "127.0.0.1") && strings.Contains(got, "api/v1") {
		t.Errorf("nobody there: %s", got)
	}
}

// A redirect is not followed: the token is for one host.
func TestNetlifyFollowsNobody(t *testing.T) {
	var seen atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { seen.Add(1) }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	n := &Netlify{Site: "a", Token: "t", API: server.URL, Wait: time.Millisecond}
	if _, err := n.Live(t.Context()); err == nil || seen.Load() > 0 {
		t.Errorf("%v, %d", err, seen.Load())
	}
}

func TestAskedToWait(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		header, value string
		want          time.Duration
	}{
		{"Retry-After", "7", 7 * time.Second}, {"Retry-After", "Mon, 23 Nov 2026 09:00:30 GMT", 30 * time.Second}, {"Retry-After", "-7", 0}, {"Retry-After", "morgen", 0},
		{"X-RateLimit-Reset", "1795424410", 10 * time.Second}, {"X-RateLimit-Reset", "2026-11-23 09:00:05 UTC", 5 * time.Second}, {"X-RateLimit-Reset", "1", 0},
	} {
		if got := askedToWait(http.Header{http.CanonicalHeaderKey(test.header): {test.value}}, now); got != test.want {
			t.Errorf("%s: %s is %v, want %v", test.header, test.value, got, test.want)
		}
	}
}

// Whatever a server answers: an error or a value, no panic, no control characters and no token in the message.
func FuzzNetlifyAnswers(f *testing.F) {
	f.Add(200, `{"id":"a","published_deploy":{"id":"b","state":"ready","title":"opladers, na c"}}`)
	f.Add(200, `[{"id":"b","state":"ready","path":"../x","sha":"x"}]`)
	f.Add(422, `{"message":"a\u0000b\u001b[31m"}`)
	f.Add(301, `{`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		n := &Netlify{Site: "a", Token: "GEHEIM-TOKEN", API: "http://proef", Wait: 1, Client: &http.Client{Transport: answers(func(*http.Request) *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			w.WriteHeader(200 + max(status, -status)%400)
			w.Body.WriteString(body)
			return w
		})}}
		live, err := n.Live(t.Context())
		said := ""
		if err != nil {
			said = err.Error()
		}
		if previous, err := n.Previous(t.Context(), live); err != nil {
			said += err.Error()
		} else if strings.ContainsAny(previous, "/?#") {
			t.Errorf("previous is %q", previous)
		}
		files, err := n.Files(t.Context(), "a")
		if err != nil {
			said += err.Error()
		}
		for _, f := range files {
			if strings.HasPrefix(f.Path, "/") || strings.HasPrefix(f.Path, "..") {
				t.Errorf("%q", f.Path)
			}
		}
		if strings.ContainsAny(live, "/?#") || strings.ContainsAny(said, "\x00\x1b\n") || strings.Contains(said, "GEHEIM-TOKEN") && !strings.Contains(body, "GEHEIM-TOKEN") {
			t.Errorf("live %q, says %q", live, said)
		}
	})
}

type answers func(*http.Request) *httptest.ResponseRecorder

func (f answers) RoundTrip(r *http.Request) (*http.Response, error) { return f(r).Result(), nil }
