package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/notice"
)

// attempts is how often a job is tried by workers that fall silent or have trouble.
const attempts = 3

// Do does a job: it gives the results by their keys, all that were asked and no other. A job that cannot be done gives a notice. When
// ctx ends, the worker was stopped and Do may return its error.
type Do func(ctx context.Context, spec, source []byte) (map[string][]byte, error)

// Work takes jobs of a kind from the queue, n at a time, until ctx ends or the server does not answer for two minutes. What it has in hand at
// the end of ctx is finished if do does so, and otherwise given back at once. Spec and source are a stranger's bytes.
func (c *Client) Work(ctx context.Context, kind string, n int, do Do) error {
	w := &worker{Client: c, kind: kind, do: do}
	g, working := errgroup.WithContext(ctx)
	g.Go(func() error { return w.live(working) })
	for range n {
		g.Go(func() error { return w.take(working) })
	}
	err := g.Wait()
	flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.pace.call)
	defer cancel()
	_ = c.nc.FlushWithContext(flush) // acknowledgements that do not arrive cost a repetition
	if ctx.Err() != nil {
		return nil
	}
	return err
}

type worker struct {
	*Client
	kind string
	do   Do

	// alone is held for writing by a job that may be the one that kills workers, and for reading by the others.
	alone sync.RWMutex
}

// live tells clients that there is a worker.
func (w *worker) live(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := w.nc.Publish(aliveSubject+token(w.kind), nil); err != nil {
			return w.explain(err)
		}
		pause(ctx, w.pace.silence/4)
	}
	return ctx.Err()
}

// take does one job after another.
func (w *worker) take(ctx context.Context) error {
	var jobs jetstream.Consumer
	for ctx.Err() == nil {
		var err error
		if jobs == nil {
			jobs, err = ask(ctx, w.Client, func(ctx context.Context) (jetstream.Consumer, error) {
				return w.js.CreateOrUpdateConsumer(ctx, workStream, jetstream.ConsumerConfig{
					Durable: "kind-" + token(w.kind), Description: w.kind, FilterSubject: kindSubject(w.kind) + "*",
					AckPolicy: jetstream.AckExplicitPolicy, AckWait: w.pace.silence,
					MaxAckPending: 1 << 14, MaxWaiting: 1 << 14, // not the server's 1000 and 512: any number of workers
					InactiveThreshold: workAge,
				})
			})
			if err != nil {
				return err
			}
		}
		// One at a time: a worker has nothing waiting that another could do.
		msg, err := jobs.Next(jetstream.FetchContext(ctx))
		switch {
		case err == nil:
			if err := w.handle(ctx, msg); err != nil {
				return err
			}
		case !errors.Is(err, nats.ErrTimeout): // a timeout says that there is nothing to do
			jobs = nil
			pause(ctx, 100*time.Millisecond)
		}
	}
	return ctx.Err()
}

// errSettled is the error for a job that needs no more than to be taken out of the queue.
var errSettled = errors.New("queue: done by another worker")

// handle sees to it that a message of the queue comes to its end. Its error is one of the server.
func (w *worker) handle(ctx context.Context, msg jetstream.Msg) error {
	t, err := parseTask(msg.Subject(), msg.Data())
	if err != nil {
		return w.explain(msg.Term()) // not of a client of ours: none waits for it
	}
	about, err := msg.Metadata()
	if err != nil {
		return w.explain(err)
	}
	busy, quiet := context.WithCancel(context.WithoutCancel(ctx))
	defer quiet()
	go func() {
		for pause(busy, w.pace.silence/4); busy.Err() == nil; pause(busy, w.pace.silence/4) {
			_ = msg.InProgress() // if it does not arrive, another worker repeats the job
		}
	}()
	results, err := w.outcome(ctx, quiet, t, about.NumDelivered)

	// A worker that is stopped has a moment to store what it did, or to give back what it did not.
	saving, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(w.pace.silence, cancel) })()
	own, refused := ownError{}, notice.Notice{}
	switch {
	case err == nil:
		if err := w.store(saving, results); err != nil {
			return err
		}
		return w.finish(saving, msg, t)
	case errors.Is(err, errSettled):
		return w.finish(saving, msg, t)
	case ctx.Err() != nil:
		return w.giveBack(saving, msg, t)
	case !errors.As(err, &own):
		return err
	case errors.As(own.error, &refused), about.NumDelivered >= attempts:
		return w.refuse(saving, msg, t, own.error)
	}
	if err := msg.NakWithDelay(w.pace.silence / 20); err != nil {
		return w.explain(err)
	}
	pause(ctx, w.pace.silence/4) // or one worker with a full disk would have tried everything before the others could
	return nil
}

// outcome gives the results of a job, an ownError when there are none, or errSettled.
func (w *worker) outcome(ctx context.Context, quiet func(), t *task, delivered uint64) (map[string][]byte, error) {
	if done, err := w.known(ctx, t); err != nil {
		return nil, err
	} else if done {
		return nil, errSettled
	}
	if delivered > attempts {
		return nil, ownError{notice.Refuse("Het programma viel hierop steeds stil, bij drie workers.",
			"Is dit bestand goed te openen? Bewaar het opnieuw, of kleiner, en lever het dan weer aan.")}
	}
	source, err := w.sources.get(ctx, t.id(), maxSource)
	if errors.Is(err, errAbsent) {
		return nil, errSettled // the client sees that nothing came of it, and asks again
	}
	if err != nil {
		return nil, err
	}
	results, err := w.attempt(ctx, quiet, t, source, delivered == attempts)
	if err != nil {
		return nil, ownError{err}
	}
	return results, nil
}

// attempt does a job, alone if need be, and checks what comes of it. One that takes too long is given up: quiet has the server think
// that this worker is dead.
func (w *worker) attempt(ctx context.Context, quiet func(), t *task, source []byte, alone bool) (map[string][]byte, error) {
	if alone {
		w.alone.Lock()
		defer w.alone.Unlock()
	} else {
		w.alone.RLock()
		defer w.alone.RUnlock()
	}
	ctx, cancel := context.WithTimeout(ctx, w.pace.job)
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			quiet()
		}
	})()
	results, err := w.do(ctx, t.Spec, source)
	if err != nil {
		return nil, err
	}
	for _, key := range t.Results {
		switch data, ok := results[key]; {
		case !ok:
			return nil, fmt.Errorf("queue: no result %q", key)
		case len(data) > maxResult:
			return nil, notice.Refuse("Het resultaat is groter dan 64 MB.", "Maak het bestand kleiner.")
		}
	}
	if len(results) != len(t.Results) {
		return nil, fmt.Errorf("queue: %d results of a job with %d", len(results), len(t.Results))
	}
	return results, nil
}

// known reports whether a job has its results or its refusal already.
func (w *worker) known(ctx context.Context, t *task) (bool, error) {
	for _, key := range t.Results {
		info, _, err := w.results.find(ctx, key)
		if err != nil {
			return false, err
		}
		if info == nil {
			refused, err := w.refusal(ctx, t)
			return refused != nil, err
		}
	}
	return true, nil
}

func (w *worker) store(ctx context.Context, results map[string][]byte) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(uploads)
	for key, data := range results {
		g.Go(func() error {
			return w.results.put(ctx, key, func() ([]byte, error) { return data, nil })
		})
	}
	return g.Wait()
}

// refuse remembers why a job cannot be done.
func (w *worker) refuse(ctx context.Context, msg jetstream.Msg, t *task, why error) error {
	n := notice.From(why, "")
	data, err := json.Marshal(refusal{plain(n.Text), plain(n.Hint)})
	if err != nil {
		return err
	}
	err = tell(ctx, w.Client, func(ctx context.Context) error {
		_, err := w.refused.Put(ctx, t.id(), data)
		return err
	})
	if err != nil {
		return err
	}
	return w.finish(ctx, msg, t)
}

// finish takes a job out of the queue and tells who waits for it. The source goes last: another client that asks for the same now
// either finds the job done, or brings a source for a message of its own, with which a worker comes here again.
func (w *worker) finish(ctx context.Context, msg jetstream.Msg, t *task) error {
	if err := msg.DoubleAck(ctx); err != nil {
		return nil // the message comes back, and is found done
	}
	if err := w.nc.Publish(doneSubject+t.id(), nil); err != nil {
		return w.explain(err)
	}
	return w.sources.remove(ctx, t.id())
}

// giveBack puts a job in the queue as if nobody had tried it: this worker did not fall silent. If it does so in between, the client
// misses the job and asks again.
func (w *worker) giveBack(ctx context.Context, msg jetstream.Msg, t *task) error {
	if err := msg.DoubleAck(ctx); err != nil {
		return w.explain(err)
	}
	return w.enqueue(ctx, t)
}
