package queue

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// BenchmarkJob is the cost of the queue itself: jobs that are no work, with a source of 100 kB and eight results of 50 kB.
func BenchmarkJob(b *testing.B) {
	port := freePort(b)
	serveApart(b, port, b.TempDir())
	c, w := dial(b, "nats://127.0.0.1:"+port), dial(b, "nats://127.0.0.1:"+port)
	source, result := noise("source", 100_000), noise("result", 50_000)
	keys := func(spec string) (out []string) {
		for i := range 8 {
			out = append(out, fmt.Sprintf("%s-%d", spec, i))
		}
		return out
	}
	work(b, w, 4, func(_ context.Context, spec, _ []byte) (map[string][]byte, error) {
		out := map[string][]byte{}
		for _, key := range keys(string(spec)) {
			out[key] = result
		}
		return out, nil
	})
	run := func(b *testing.B, name string, size int) {
		jobs := func(yield func(Job) bool) {
			for i := range size {
				spec := fmt.Sprintf("%s-%d", name, i)
				if !yield(Job{Kind: kind, Spec: []byte(spec), Results: keys(spec), Source: func() ([]byte, error) { return source, nil }}) {
					return
				}
			}
		}
		if err := c.Run(context.Background(), jobs, func(_ int, _ map[string][]byte, err error) error { return err }); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("cold", func(b *testing.B) { run(b, fmt.Sprintf("cold%d", time.Now().UnixNano()), b.N) })
	run(b, "warm", 1000)
	b.Run("warm", func(b *testing.B) {
		for done := 0; done < b.N; done += 1000 {
			run(b, "warm", min(1000, b.N-done))
		}
	})
}
