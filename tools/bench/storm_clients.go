package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// clients ask for pages all the time, and look whether each is whole.
type clients struct {
	asked  atomic.Int64
	cancel context.CancelFunc
	all    sync.WaitGroup

	mu    sync.Mutex
	wrong []string
}

// ask starts two clients.
func (s *stormBench) ask(ctx context.Context) (*clients, error) {
	files, err := tree(filepath.Join(s.site, "public"))
	if err != nil {
		return nil, err
	}
	addresses := []string{"/bestaat-niet/"}
	for name := range files {
		if path.Base(name) == "index.html" {
			addresses = append(addresses, strings.TrimSuffix("/"+filepath.ToSlash(name), "index.html"))
		}
	}
	c := &clients{}
	ctx, c.cancel = context.WithCancel(ctx)
	for i := range 2 {
		r := rand.New(rand.NewPCG(uint64(i), 6))
		c.all.Go(func() {
			for ctx.Err() == nil {
				address := addresses[r.IntN(len(addresses))]
				if wrong := lookAt(ctx, s.server.url+address); wrong != "" && ctx.Err() == nil {
					c.mu.Lock()
					c.wrong = append(c.wrong, fmt.Sprintf("%s %s: %s", time.Now().Format(time.TimeOnly), address, wrong))
					c.mu.Unlock()
				}
				c.asked.Add(1)
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
	return c, nil
}

// lookAt asks for a page and says what is wrong with the answer.
func lookAt(ctx context.Context, url string) string {
	status, body, err := get(ctx, url)
	switch {
	case err != nil:
		return err.Error()
	case status != http.StatusOK && status != http.StatusNotFound:
		return fmt.Sprintf("status %d: %.300q", status, body)
	case !strings.HasSuffix(strings.TrimSpace(body), "</html>"):
		return fmt.Sprintf("it is not whole: %d bytes that end in %q", len(body), body[max(0, len(body)-80):])
	}
	return ""
}

func get(ctx context.Context, url string) (status int, body string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, "", err
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer a.Body.Close()
	data, err := io.ReadAll(a.Body)
	return a.StatusCode, string(data), err
}

// stop ends the clients, and says what was wrong.
func (c *clients) stop() error {
	c.cancel()
	c.all.Wait()
	if len(c.wrong) == 0 {
		return nil
	}
	return errors.New("these answers were wrong:\n" + some(c.wrong))
}
