package live

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const (
	mostAddress = 2000 // bytes
	// beat is how often a stream without news says that it is there: so a browser that went away without a word is noticed.
	beat = 20 * time.Second
	// sending is how long a browser may take to read.
	sending = 10 * time.Second
)

// serveEvents tells a page, now and at each new moment, what it should know. The query says which page it is, as which hash it was
// sent, and at which moment.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	page, hash := query.Get("page"), query.Get("hash")
	if !strings.HasPrefix(page, "/") || len(page) > mostAddress {
		refuse(w, http.StatusBadRequest, "Zeg van welke pagina.")
		return
	}
	id := r.Header.Get("Last-Event-ID") // the browser came back by itself
	if id == "" {
		id = query.Get("version")
	}
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
	default:
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, "Er staan te veel pagina's open. Sluit er een paar.")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := stream{w, http.NewResponseController(w)}
	if r.Method == http.MethodHead || out.SetReadDeadline(time.Time{}) != nil || out.send("retry: 1000\n\n") != nil {
		return
	}
	alive := time.NewTicker(beat)
	defer alive.Stop()
	seen := s.since(id)
	for {
		m := s.moment()
		news := m.news(page)
		now, ok := s.draw(r.Context(), m, page)
		news.Changed = ok && now != hash
		if m.lastGoAt > seen && m.lastGo != page {
			news.Go = m.lastGo
		}
		seen = m.Version
		data, err := json.Marshal(news)
		if err != nil || out.send(fmt.Sprintf("id: %s\ndata: %s\n\n", s.id(m), data)) != nil {
			return
		}
		for waiting := true; waiting; {
			select {
			case <-s.closed:
				return
			case <-r.Context().Done():
				return
			case <-m.next:
				waiting = false
			case <-alive.C:
				if out.send(":\n\n") != nil {
					return
				}
			}
		}
	}
}

type stream struct {
	http.ResponseWriter
	*http.ResponseController
}

func (s stream) send(text string) error {
	if err := s.SetWriteDeadline(time.Now().Add(sending)); err != nil {
		return err
	}
	if _, err := s.Write([]byte(text)); err != nil {
		return err
	}
	return s.ResponseController.Flush()
}
