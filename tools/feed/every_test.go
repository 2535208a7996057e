package feed

import (
	"io"
	"net/http"
	"testing"
	"time"
)

func TestEvery(t *testing.T) {
	const head, tail = "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\nX-PUBLISHED-TTL:PT1M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	for name, c := range map[string]struct {
		properties, control string
		want                time.Duration
	}{
		"nothing":          {"", "", 0},
		"of the calendar":  {"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\nX-PUBLISHED-TTL:PT1H\r\n", "max-age=60", 4 * time.Hour},
		"of Outlook":       {"x-published-ttl:PT1H30M\r\n", "max-age=60", 90 * time.Minute},
		"of the server":    {"", `public, Max-Age="900"`, 15 * time.Minute},
		"not to be stored": {"", "no-cache, no-store, max-age=0, must-revalidate", 0},
		"a week":           {"REFRESH-INTERVAL;VALUE=DURATION:P1W\r\n", "", longest},
		"far too long":     {"REFRESH-INTERVAL:P99999999W\r\n", "", longest},
		"too many digits":  {"REFRESH-INTERVAL:PT99999999999999999999S\r\n", "max-age=99999999999999999999", 0},
		"backwards":        {"REFRESH-INTERVAL:-PT1H\r\n", "max-age=-5", 0},
		"no duration":      {"REFRESH-INTERVAL:PT\r\nX-PUBLISHED-TTL:elk uur\r\n", "max-age", 0},
	} {
		w := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if c.control != "" {
				w.Header().Set("Cache-Control", c.control)
			}
			io.WriteString(w, head+c.properties+tail)
		})
		if r := w.fetch(t); r.Every != c.want {
			t.Errorf("%s: every %v, want %v", name, r.Every, c.want)
		}
		if r := w.fetch(t); r.Every != c.want { // as when nothing changed
			t.Errorf("%s, again: every %v, want %v", name, r.Every, c.want)
		}
	}
}

func FuzzDuration(f *testing.F) {
	for _, s := range []string{"PT4H", "P1W", "P1DT2H3M4S", "+PT1S", "P", "PTTH", "-P1D"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := duration(s); d < 0 || d > longest {
			t.Errorf("%q: %v", s, d)
		}
	})
}
