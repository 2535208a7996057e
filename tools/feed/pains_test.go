package feed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// bad are answers that are no calendar, with what is said of them.
func bad() map[string]struct {
	answer http.HandlerFunc
	want   string
} {
	type answer = struct {
		answer http.HandlerFunc
		want   string
	}
	packed := func(n int64) []byte {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		io.WriteString(z, "BEGIN:VCALENDAR\r\n")
		io.CopyN(z, zeros{}, n)
		io.WriteString(z, "END:VCALENDAR\r\n")
		z.Close()
		return b.Bytes()
	}
	zipped := func(data []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(data)
		}
	}
	bomb := packed(MaxSize)
	return map[string]answer{
		"500":       {status(500), "code 500"},
		"503":       {status(503), "te druk (code 503)"},
		"429":       {status(429), "te druk (code 429)"},
		"404":       {status(404), "niet meer op dat adres (code 404)"},
		"410":       {status(410), "niet meer op dat adres (code 410)"},
		"401":       {status(401), "niet voor iedereen"},
		"206":       {status(206), "code 206"},
		"redirect":  {status(302), "het ontbreekt"},
		"no answer": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "brak af"},
		"silence":   {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "niet op tijd"},
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				io.WriteString(w, calendar)
				w.(http.Flusher).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		}, "niet op tijd"},
		"empty":      {text(""), "helemaal leeg"},
		"blank":      {text(" \r\n"), "helemaal leeg"},
		"HTML":       {text("<!doctype html><title>Inloggen</title>" + calendar), "Dit is geen agenda."},
		"half":       {text(calendar[:30]), "Dit is geen agenda."},
		"gzip bomb":  {zipped(bomb), "groter dan 32 MB"},
		"too large":  {func(w http.ResponseWriter, _ *http.Request) { io.CopyN(w, zeros{}, MaxSize+1) }, "groter dan 32 MB"},
		"half a zip": {zipped(bomb[:100]), "brak af"},
		"bad zip":    {zipped([]byte("geen zip, wel lang")), "antwoordt niet goed"},
		"truncated": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(calendar)+10))
			io.WriteString(w, calendar)
		}, "brak af"},
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestPains26(t *testing.T) {
	for name, test := range bad() {
		t.Run("pains 26: "+name, func(t *testing.T) {
			w := serve(t, test.answer)
			if strings.Contains(test.want, "op tijd") {
				w.patience = 50 * time.Millisecond
			}
			if r := w.fetch(t); r.File != "" || r.Changed || len(r.Notices) != 1 || !strings.Contains(r.Notices[0].Text, test.want) {
				t.Errorf("without a copy: %+v", r)
			}
			w.set(text(calendar))
			if r := w.fetch(t); !r.Changed || r.Notices != nil {
				t.Fatalf("%+v", r)
			}
			good, err := os.Stat(w.file())
			if err != nil {
				t.Fatal(err)
			}
			w.Now = now.Add(time.Hour)
			w.set(test.answer)
			r := w.fetch(t)
			if r.File != w.file() || r.Changed || len(r.Notices) != 1 || !strings.Contains(r.Notices[0].Text, test.want) ||
				!strings.Contains(r.Notices[0].Text, "Sinds 3 oktober 2026, 10.30 uur wordt de laatste goede kopie gebruikt.") {
				t.Errorf("with a copy: %+v", r)
			}
			if info, err := os.Stat(w.file()); err != nil || contents(t, w.file()) != calendar || !info.ModTime().Equal(good.ModTime()) {
				t.Error("the last good copy was touched")
			}
			before := snapshot(t, w.Spool)
			w.Now = now.Add(25 * time.Hour)
			if r := w.fetch(t); !strings.Contains(r.Notices[0].Text, "Sinds 3 oktober 2026, 10.30 uur") || snapshot(t, w.Spool) != before {
				t.Errorf("still wrong: %+v", r)
			}
			w.set(text(calendar))
			if r := w.fetch(t); r.Notices != nil || r.Changed {
				t.Errorf("well again: %+v", r)
			}
			w.Now = now.Add(48 * time.Hour)
			w.set(test.answer)
			if r := w.fetch(t); !strings.Contains(r.Notices[0].Text, "Sinds 5 oktober 2026, 9.30 uur") {
				t.Errorf("wrong again: %+v", r)
			}
		})
	}
}
