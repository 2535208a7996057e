package queue

import (
	"context"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// Three workers, of which one is killed in the middle of a job and one comes late: nothing is lost and nothing is stored twice.
func TestWorkers(t *testing.T) {
	t.Parallel()
	address := serve(t)
	c := dial(t, address)
	workers := []*process{startWorker(t, address, 3), startWorker(t, address, 0)}
	jobs, read := makeJobs("foto", 60, 100_000)
	ran := make(chan map[string]error)
	go func() { ran <- runAll(t, c, jobs, 100_000) }()

	eventually(t, "the first is in the middle of its third job", func() bool { return len(workers[0].said("starts")) == 3 })
	workers[0].Process.Kill()
	eventually(t, "the second has done eight", func() bool { return len(workers[1].said("made")) == 8 })
	workers = append(workers, startWorker(t, address, 0))
	if failed := <-ran; len(failed) != 0 {
		t.Error(failed)
	}

	var made []string
	for i, w := range workers {
		said := w.said("made")
		if made = append(made, said...); len(said) < 2 || i == 0 && len(said) != 2 {
			t.Errorf("worker %d started %v and made %v", i, w.said("starts"), said)
		}
	}
	if slices.Sort(made); len(made) != 60 || len(slices.Compact(made)) != 60 {
		t.Errorf("%d jobs were done: %v", len(made), made)
	}
	leftOver(t, c, 120)

	t.Run("a second run queues nothing and reads no source", func(t *testing.T) {
		before := read.Swap(0)
		was, err := c.work.Info(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if failed := runAll(t, c, jobs, 100_000); len(failed) != 0 {
			t.Error(failed)
		}
		is, err := c.work.Info(context.Background())
		if err != nil || is.State.LastSeq != was.State.LastSeq || read.Load() != 0 || before != 60 {
			t.Errorf("%d sources read, then %d; %d messages queued, then %d; %v", before, read.Load(), was.State.LastSeq, is.State.LastSeq, err)
		}
	})
}

func TestTwoClients(t *testing.T) {
	t.Parallel()
	address := serve(t)
	var done atomic.Int32
	w := dial(t, address)
	w.pace.silence = 20 * time.Second // or a slow machine does a job again
	work(t, w, 2, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
		done.Add(1)
		time.Sleep(5 * time.Millisecond)
		return double(ctx, spec, source)
	})
	ran := make(chan map[string]error)
	for range 2 {
		c := dial(t, address)
		jobs, _ := makeJobs("foto", 50, 1000)
		jobs = append(jobs, jobs[:10]...) // and one client may ask the same twice
		go func() { ran <- runAll(t, c, jobs, 1000) }()
	}
	for range 2 {
		if failed := <-ran; len(failed) != 0 {
			t.Error(failed)
		}
	}
	if done.Load() != 50 {
		t.Errorf("50 jobs were done %d times", done.Load())
	}
	leftOver(t, dial(t, address), 100)
}

// A worker that is stopped gives back what it has, without waiting until the server misses it, and however often that happens.
func TestStop(t *testing.T) {
	t.Parallel()
	address := serve(t)
	c := dial(t, address)
	jobs, _ := makeJobs("foto", 1, 1000)
	ran := make(chan map[string]error)
	go func() { ran <- runAll(t, c, jobs, 1000) }()
	w := dial(t, address)
	w.pace.silence = 20 * time.Second
	for range attempts + 1 {
		started := make(chan bool)
		stop := work(t, w, 1, func(ctx context.Context, _, _ []byte) (map[string][]byte, error) {
			started <- true
			<-ctx.Done()
			return nil, ctx.Err()
		})
		<-started
		stop()
	}
	t.Run("or finishes it", func(t *testing.T) {
		started := make(chan bool)
		stop := work(t, w, 1, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
			started <- true
			<-ctx.Done()
			return double(ctx, spec, source)
		})
		<-started
		stop()
		if failed := <-ran; len(failed) != 0 {
			t.Error(failed)
		}
		leftOver(t, c, 2)
	})
}

// A job that kills workers ends as an error of that job; the ones beside it are done.
func TestPoison(t *testing.T) {
	t.Parallel()
	address := serve(t)
	c := dial(t, address)
	jobs, _ := makeJobs("foto", 8, 1000)
	jobs[2].Spec, jobs[2].Results = []byte("poison"), keys("poison")
	ran := make(chan map[string]error)
	go func() { ran <- runAll(t, c, jobs, 1000) }()
	dead := 0
	for w := startWorker(t, address, 0); ; {
		select {
		case <-w.ended:
			dead++
			w = startWorker(t, address, 0)
			continue
		case failed := <-ran:
			if dead != attempts || len(failed) != 1 || !refuses(failed["poison"], "viel hierop steeds stil", "Bewaar het opnieuw") {
				t.Errorf("%d workers died: %v", dead, failed)
			}
		}
		break
	}
	leftOver(t, c, 14)
}

func TestErrors(t *testing.T) {
	t.Parallel()
	address := serve(t)
	var tried atomic.Int32
	bad := notice.Notice{Level: notice.Error, Text: "Deze foto is stuk.\x1b[2J", Hint: "Lever hem opnieuw aan."} // with what clears a screen
	work(t, dial(t, address), 2, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
		switch string(spec) {
		case "foto1":
			tried.Add(1)
			return nil, bad
		case "foto2":
			return nil, errors.New("disk full: " + strings.Repeat("<&>", 1000))
		case "foto3":
			return map[string][]byte{"../../elders": source}, nil
		case "foto4":
			return map[string][]byte{keys("foto4")[0]: make([]byte, maxResult+1), keys("foto4")[1]: nil}, nil
		}
		return double(ctx, spec, source)
	})
	jobs, _ := makeJobs("foto", 11, 1000)
	jobs[5].Source = func() ([]byte, error) { return nil, os.ErrNotExist }
	jobs[6].Source = func() ([]byte, error) { return make([]byte, maxSource+1), nil }
	jobs[7].Results = []string{"a/../../b"}
	jobs[8].Spec = make([]byte, maxSpec+1)
	jobs[9].Results = nil
	c := dial(t, address)
	failed := runAll(t, c, jobs, 1000)
	switch {
	case len(failed) != 9:
		t.Errorf("%d failed", len(failed))
	case !reflect.DeepEqual(failed["foto1"], notice.Refuse("Deze foto is stuk. [2J", bad.Hint)):
		t.Errorf("%#v", failed["foto1"])
	case !refuses(failed["foto2"], "disk full", ""), !refuses(failed["foto3"], "no result", ""), !refuses(failed["foto4"], "groter dan 64 MB", "kleiner"):
		t.Error(failed)
	case !errors.Is(failed["foto5"], os.ErrNotExist), !refuses(failed["foto6"], "groter dan 200 MB", "kleiner"):
		t.Error(failed)
	}

	t.Run("are remembered for a while", func(t *testing.T) {
		other := dial(t, address)
		if again := runAll(t, other, jobs[1:2], 1000); !reflect.DeepEqual(again["foto1"], failed["foto1"]) || tried.Load() != 1 {
			t.Errorf("%v after %d times", again, tried.Load())
		}
		task := task{jobs[1].Kind, jobs[1].Spec, jobs[1].Results}
		if err := c.refused.Purge(context.Background(), task.id()); err != nil {
			t.Fatal(err)
		}
		if again := runAll(t, other, jobs[1:2], 1000); !reflect.DeepEqual(again["foto1"], failed["foto1"]) || tried.Load() != 2 {
			t.Errorf("%v after %d times", again, tried.Load())
		}
	})
}

func TestNoWorker(t *testing.T) {
	t.Parallel()
	address := serve(t)
	c := dial(t, address)
	c.pace.patience = time.Second
	jobs, _ := makeJobs("foto", 3, 1000)
	err := c.Run(context.Background(), slices.Values(jobs), func(int, map[string][]byte, error) error { return nil })
	if !refuses(err, "geen worker", "opladers worker") {
		t.Error(err)
	}

	t.Run("a slow one is one", func(t *testing.T) {
		work(t, dial(t, address), 1, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
			time.Sleep(1500 * time.Millisecond) // longer than the server waits for a worker that fell silent
			return double(ctx, spec, source)
		})
		if failed := runAll(t, c, jobs, 1000); len(failed) != 0 {
			t.Error(failed)
		}
	})
	t.Run("what got says stops a run", func(t *testing.T) {
		full := errors.New("disk full")
		if err := c.Run(context.Background(), slices.Values(jobs), func(int, map[string][]byte, error) error { return full }); err != full {
			t.Error(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := c.Run(ctx, slices.Values(jobs), func(int, map[string][]byte, error) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// The server is killed in the middle and comes back, once with its disk and once without.
func TestRestart(t *testing.T) {
	t.Parallel()
	for name, wiped := range map[string]bool{"with its disk": false, "without its disk": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			port, dir := freePort(t), t.TempDir()
			address := "nats://127.0.0.1:" + port
			kill := serveApart(t, port, dir)
			c := dial(t, address)
			var done atomic.Int32
			work(t, dial(t, address), 2, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
				done.Add(1)
				time.Sleep(10 * time.Millisecond)
				return double(ctx, spec, source)
			})
			jobs, _ := makeJobs("foto", 100, 10_000)
			ran := make(chan map[string]error)
			go func() { ran <- runAll(t, c, jobs, 10_000) }()
			eventually(t, "a third is done", func() bool { return done.Load() > 33 })
			kill()
			time.Sleep(200 * time.Millisecond)
			if wiped {
				dir = t.TempDir()
			}
			serveApart(t, port, dir)
			if failed := <-ran; len(failed) != 0 {
				t.Error(failed)
			}
			t.Logf("100 jobs were done %d times", done.Load())
		})
	}
}
