package feed

import (
	"net/http"
	"testing"
	"time"
)

// pains 26: a server that lets its answer drip does not hold up the others.
func TestASlowAnswerEnds(t *testing.T) {
	w := serve(t, func(rw http.ResponseWriter, req *http.Request) {
		for req.Context().Err() == nil {
			rw.Write([]byte("B"))
			rw.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	})
	w.patience = 200 * time.Millisecond
	begin := time.Now()
	r := w.fetch(t)
	if took := time.Since(begin); took > 2*w.patience || len(r.Notices) != 1 {
		t.Errorf("%+v after %s", r, took)
	}
}
