package collect

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/store"
)

// newClock gives the options a memory with a clock that a test moves.
func newClock(o *Options, every time.Duration) *time.Time {
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	o.Memory = &Memory{Every: every, clock: func() time.Time { return at }}
	return &at
}

func TestAFeedIsAskedOnItsInterval(t *testing.T) {
	for name, c := range map[string]struct {
		properties string
		want       time.Duration
	}{
		"ours":   {"", 15 * time.Minute},
		"longer": {"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n", 4 * time.Hour},
		"sooner": {"X-PUBLISHED-TTL:PT1M\r\n", 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			requests := 0
			good := strings.Replace(string(calendar(four...)), "BEGIN:VEVENT", c.properties+"BEGIN:VEVENT", 1)
			answer := gives(200, good)
			counted := func(w http.ResponseWriter, r *http.Request) { requests++; answer(w, r) }
			o := subscribed(t, &counted)
			at := newClock(&o, 15*time.Minute)
			if r := run(t, o); len(r.New) != 4 || requests != 1 || !o.Memory.Due().Equal(at.Add(c.want)) {
				t.Fatalf("%d requests, due %v, %+v", requests, o.Memory.Due(), r)
			}
			before, told := snapshot(t, filepath.Join(o.Site, "content")), report(t, o)
			answer = gives(200, string(calendar(append(four, event("nieuw", "Nieuw", "20261210T090000"))...)))
			*at = at.Add(c.want - time.Second)
			r := run(t, o)
			if r.Unchanged != 4 || requests != 1 || report(t, o) != told || fmt.Sprint(snapshot(t, filepath.Join(o.Site, "content"))) != fmt.Sprint(before) {
				t.Errorf("before it is due: %d requests, %+v", requests, r)
			}
			*at = at.Add(time.Second)
			if r := run(t, o); len(r.New) != 1 || requests != 2 {
				t.Errorf("when it is due: %d requests, %+v", requests, r)
			}
			if err := os.RemoveAll(filepath.Join(o.Site, store.StateDir, "feeds")); err != nil {
				t.Fatal(err)
			}
			if r := run(t, o); r.Unchanged != 5 || requests != 3 {
				t.Errorf("without its copy: %d requests, %+v", requests, r)
			}
			write(t, o.Site, "content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
			if run(t, o); !o.Memory.Due().IsZero() {
				t.Errorf("it is gone, and due %v", o.Memory.Due())
			}
		})
	}
}

// What fails is asked again after pauses that grow, and what is said of it stays meanwhile.
func TestAFailingFeedIsLeftAloneLonger(t *testing.T) {
	requests := 0
	answer := gives(200, string(calendar(four...)))
	counted := func(w http.ResponseWriter, r *http.Request) { requests++; answer(w, r) }
	o := subscribed(t, &counted)
	at := newClock(&o, 15*time.Minute)
	run(t, o)
	answer = gives(500, "")
	var pauses []time.Duration
	for range 6 {
		*at = o.Memory.Due()
		run(t, o)
		pauses = append(pauses, o.Memory.Due().Sub(*at))
		r := run(t, o) // at once
		if len(r.Notices) != 1 || !strings.Contains(r.Notices[0].Text, "laatste goede kopie") || r.Unchanged != 4 || !strings.Contains(report(t, o), "laatste goede kopie") {
			t.Fatalf("%+v", r)
		}
	}
	if want := "[5m0s 10m0s 20m0s 40m0s 1h0m0s 1h0m0s]"; fmt.Sprint(pauses) != want || requests != 7 {
		t.Errorf("pauses %v, want %s; %d requests", pauses, want, requests)
	}
	answer = gives(200, string(calendar(four...)))
	*at = o.Memory.Due()
	if r := run(t, o); len(r.Notices) != 0 || o.Memory.Due().Sub(*at) != 15*time.Minute {
		t.Errorf("mended: due %v, %+v", o.Memory.Due(), r)
	}
}

func TestAMailboxIsAskedOnItsInterval(t *testing.T) {
	o, s := newPost(t)
	at := newClock(&o, 10*time.Minute)
	s.Deliver(letterWith("een@voorbeeld.nl", "Ans <ans@voorbeeld.nl>", soup, picture(t, 10)))
	if r := run(t, o); len(r.New) != 1 || len(s.Post.Taken()) != 1 {
		t.Fatalf("%+v", r)
	}
	s.Deliver(letterWith("twee@voorbeeld.nl", "Ans <ans@voorbeeld.nl>", strings.ReplaceAll(soup, "soep", "pannenkoeken"), picture(t, 20)))
	if r := run(t, o); r.Unchanged != 1 || len(r.New) > 0 || len(s.Post.Taken()) != 1 || !o.Memory.Due().Equal(at.Add(10*time.Minute)) {
		t.Errorf("before it is due: %d sent, due %v, %+v", len(s.Post.Taken()), o.Memory.Due(), r)
	}
	*at = at.Add(10 * time.Minute)
	if r := run(t, o); len(s.Post.Taken()) != 2 {
		t.Errorf("when it is due: %d sent, %+v", len(s.Post.Taken()), r)
	}
}

// What people change in content/ themselves is seen, also when it was looked at before.
func TestAnActivityByHandIsNumberedFromMemory(t *testing.T) {
	o := newSite(t, nil)
	o.Memory = &Memory{}
	const dir = "content/zutphen/agenda/koffie"
	for i, begin := range []string{"2026-12-01T10:00", "2026-12-01T10:00", "2026-12-02T10:00", "2026-12-03T10:00"} {
		write(t, o.Site, dir+"/index.md", []byte("---\ntitle: Koffie\nsoort: activiteit\nbegin: "+begin+"\n---\n"))
		for range 2 {
			run(t, o)
		}
		if c := store.CalendarOf(filepath.Join(o.Site, dir)); c.Begin != begin || c.Sequence != max(0, i-1) {
			t.Errorf("%s: %+v", begin, c)
		}
	}
	if len(o.Memory.numbered) != 1 {
		t.Errorf("%d activities are remembered", len(o.Memory.numbered))
	}
}
