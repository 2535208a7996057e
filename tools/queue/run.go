package queue

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/notice"
)

// How much of a run goes on at a time. Jobs wait on the server, not in memory, so that only what is on its way costs memory.
const (
	window    = 512 // jobs that were asked for and are not done
	uploads   = 4   // sources on their way to the server
	downloads = 16  // jobs whose results are on their way from it
	offers    = 3   // times that a job is put in the queue
)

// Run has the jobs done and gives got the results of each, in the order in which they come, one call at a time; i counts the
// jobs from 0. Of a job that cannot be done got receives the error: of its Source, or the notice of the worker that refused it. Run ends when
// all jobs were given to got, or with an error of got's or one that stops everything: a server that does not answer, no worker of the kind,
// the end of ctx. Then what is in the queue still gets done, and a next Run finds the results.
func (c *Client) Run(ctx context.Context, jobs iter.Seq[Job], got func(i int, results map[string][]byte, err error) error) error {
	r := &run{
		Client: c, got: got, waiting: map[string][]chan struct{}{}, alive: map[string]time.Time{},
		uploads: make(chan struct{}, uploads), downloads: make(chan struct{}, downloads),
	}
	for subject, hear := range map[string]func(string){doneSubject: r.done, aliveSubject: r.living} {
		sub, err := c.nc.Subscribe(subject+"*", func(m *nats.Msg) { hear(strings.TrimPrefix(m.Subject, subject)) })
		if err != nil {
			return c.explain(err)
		}
		defer sub.Unsubscribe()
	}
	g, running := errgroup.WithContext(ctx)
	g.SetLimit(window)
	n := 0
	for job := range jobs {
		if running.Err() != nil {
			break
		}
		i := n
		g.Go(func() error { return r.job(running, i, job) })
		n++
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

type run struct {
	*Client
	uploads, downloads chan struct{}

	giving sync.Mutex // around got
	got    func(i int, results map[string][]byte, err error) error

	mu      sync.Mutex
	waiting map[string][]chan struct{} // by id
	alive   map[string]time.Time       // when a worker was last heard of, by token of its kind
}

// done wakes who waits for a job.
func (r *run) done(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, woken := range r.waiting[id] {
		select {
		case woken <- struct{}{}:
		default: // was told already
		}
	}
}

// living remembers that there is a worker of the kind.
func (r *run) living(kind string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.alive[kind] = time.Now()
}

// await gives a channel that hears of the job until forget is called.
func (r *run) await(id string) (woken chan struct{}, forget func()) {
	woken = make(chan struct{}, 1)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting[id] = append(r.waiting[id], woken)
	return woken, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		rest := r.waiting[id]
		for i := range rest {
			if rest[i] == woken {
				rest = append(rest[:i], rest[i+1:]...)
				break
			}
		}
		if r.waiting[id] = rest; len(rest) == 0 {
			delete(r.waiting, id)
		}
	}
}

// ownError is an error of one job, which leaves the others be.
type ownError struct{ error }

// job sees one job through.
func (r *run) job(ctx context.Context, i int, job Job) error {
	t := &task{job.Kind, job.Spec, job.Results}
	if err := t.check(); err != nil {
		return r.give(i, nil, err)
	}
	woken, forget := r.await(t.id())
	defer forget()
	look := time.NewTicker(r.pace.poll)
	defer look.Stop()
	queued, offered := false, 0
	var since time.Time
	for {
		if given, err := r.settle(ctx, i, t); given || err != nil {
			return err
		}
		if !queued {
			if offered++; offered > offers {
				return r.give(i, nil, notice.Refuse("Dit raakte steeds zoek tussen de wachtrij en de workers.", "Probeer het opnieuw. Ruimt op de server iets anders de opslag op?"))
			}
			err := r.offer(ctx, t, job.Source)
			if own := (ownError{}); errors.As(err, &own) {
				return r.give(i, nil, own.error)
			}
			if err != nil {
				return err
			}
			queued, since = true, time.Now()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-woken:
		case <-look.C:
			if err := r.staffed(t.Kind, since); err != nil {
				return err
			}
			// Before the look at the results: what left the queue by now has them there.
			var err error
			if queued, err = r.queued(ctx, t); err != nil {
				return err
			}
		}
	}
}

// settle gives a job to got if its results are in the store, or if it was refused.
func (r *run) settle(ctx context.Context, i int, t *task) (bool, error) {
	free, err := acquire(ctx, r.downloads)
	if err != nil {
		return false, err
	}
	defer free()
	results := make(map[string][]byte, len(t.Results))
	for _, key := range t.Results {
		data, err := r.results.get(ctx, key, maxResult)
		if errors.Is(err, errAbsent) {
			refused, err := r.refusal(ctx, t)
			if refused == nil || err != nil {
				return false, err
			}
			return true, r.give(i, nil, refused)
		}
		if err != nil {
			return false, err
		}
		results[key] = data
	}
	return true, r.give(i, results, nil)
}

func (r *run) give(i int, results map[string][]byte, err error) error {
	r.giving.Lock()
	defer r.giving.Unlock()
	return r.got(i, results, err)
}

// offer puts a job in the queue, with its source in the store.
func (r *run) offer(ctx context.Context, t *task, source func() ([]byte, error)) error {
	free, err := acquire(ctx, r.uploads)
	if err != nil {
		return err
	}
	defer free()
	err = r.sources.put(ctx, t.id(), func() ([]byte, error) {
		data, err := source()
		if err == nil && len(data) > maxSource {
			err = notice.Refuse("Dit bestand is groter dan 200 MB.", "Maak het kleiner.")
		}
		if err != nil {
			return nil, ownError{err}
		}
		return data, nil
	})
	if err != nil {
		return err
	}
	return r.enqueue(ctx, t)
}

// staffed gives an error when nobody was heard of lately who could do a job of the kind.
func (r *run) staffed(kind string, since time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if alive := r.alive[token(kind)]; alive.After(since) {
		since = alive
	}
	if time.Since(since) < r.pace.patience+r.pace.silence { // longer than a connection may be gone, in which nobody is heard
		return nil
	}
	return notice.Refuse("Er is geen worker die dit werk kan doen bij de wachtrij "+r.address+".",
		"Start op een of meer machines: opladers worker --queue en het adres. Gebruik daar dezelfde versie van opladers.")
}

// enqueue puts a job in the queue, unless it is there already.
func (c *Client) enqueue(ctx context.Context, t *task) error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	err = tell(ctx, c, func(ctx context.Context) error {
		_, err := c.js.Publish(ctx, t.subject(), data, jetstream.WithExpectLastSequencePerSubject(0))
		return err
	})
	if taken(err) {
		return nil
	}
	return err
}

// queued reports whether a job waits in the queue or is in the hands of a worker.
func (c *Client) queued(ctx context.Context, t *task) (bool, error) {
	_, err := ask(ctx, c, func(ctx context.Context) (*jetstream.RawStreamMsg, error) {
		return c.work.GetLastMsgForSubject(ctx, t.subject())
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return false, nil
	}
	return err == nil, err
}

// refusal gives the notice with which the job was refused lately, or nil.
func (c *Client) refusal(ctx context.Context, t *task) (refused, err error) {
	entry, err := ask(ctx, c, func(ctx context.Context) (jetstream.KeyValueEntry, error) { return c.refused.Get(ctx, t.id()) })
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseRefusal(entry.Value()), nil
}

// acquire takes one of the places, until free is called.
func acquire(ctx context.Context, places chan struct{}) (free func(), err error) {
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
