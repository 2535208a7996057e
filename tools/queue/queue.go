// Package queue spreads work over machines with NATS JetStream: one client asks, any number of workers do, and the
// results stand in a store that all share. It knows nothing of what the work is.
//
// A [Job] names its results by keys that say what is in them: equal keys, equal bytes. So a result is made once, by
// whichever worker has time, and asking for the same again only reads it. A kind tells which workers can make those bytes;
// the program and its encoders belong in it.
//
// # On the server
//
// Everything is made when it is missing and left as it is otherwise, so that an administrator may change replicas and limits.
//
//	opladers-work     stream, work queue, on disk, 24 hours    opladers.work.<kind>.<id>: what to do
//	opladers-sources  object store, 24 hours                   what to do it with, by the id of the job
//	opladers-results  object store, 30 days                    what came of it, by key
//	opladers-refused  key-value store, 1 hour                  why a job cannot be done, by id
//	opladers.done.<id>, opladers.alive.<kind>                  ordinary messages that nobody keeps
//
// The id of a job is a hash of its kind and keys. A message expects to be the first on its subject, so that a job is in the
// queue once, however many clients ask for it: a window of message ids would also hold back a job that has to be done again.
// Messages are small; all that may be large goes through the object stores, in chunks of half a message. A user of the server
// needs the subjects opladers.>, $JS.API.>, $JS.ACK.>, $O.>, $KV.> and _INBOX.>.
//
// # A job
//
// The client looks for the results. If one is missing it puts the source in the store, then the message in the queue, and waits
// for word on opladers.done.<id>. A worker takes the message, reads the source, does the job, stores the results, acknowledges,
// sends word and deletes the source, in that order: whoever finds the message gone finds the results. Word may get lost, so
// the client also looks every five seconds, and puts a job back that is neither in the queue nor done.
//
// Meanwhile the worker tells the server that it is busy. When it falls silent the job goes to another within twenty seconds. A job
// on which three workers in a row fell silent is refused by the fourth; the third does it alone, so that the jobs beside it are not
// blamed. A job that a stopped worker gives back is new again: stopping is nobody's fault.
//
// A refusal of the job itself is a notice of package notice, which the client receives with its text and hint and which is remembered for
// an hour. Any other error is taken for trouble of that worker, such as a full disk: it takes a rest while another one tries, three times
// at most.
//
// # The stores
//
// Objects have the form of NATS object stores (ADR-20), so that its tools can read them, and are written and read by our own code: Put of
// the client replaces what is there, deleting chunks under a reader, and may leave a name without chunks when the disk is full. Here
// the name is written last, on condition that nobody else did: the second to store a key throws its own chunks away. A reader
// verifies size and digest; what is broken is deleted and made again.
//
// Whoever may write on the server is trusted with what a result shows, not with anything else: sizes are bounded, keys can be no
// path out of a folder, and a client takes only the keys that it asked for.
package queue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"unicode"

	"mijnopladers.nl/opladers/tools/notice"
)

// What one job may be, in bytes and numbers.
const (
	maxSource  = 200 << 20
	maxResult  = 64 << 20
	maxResults = 64
	maxKey     = 256
	maxSpec    = 64 << 10
	maxKind    = 256
	maxText    = 1 << 10 // of a refusal, and as much of its hint
)

// Job is a piece of work with named results.
type Job struct {
	Kind    string                 // who can do it: only workers of the same kind
	Spec    []byte                 // what to do, at most 64 KiB
	Results []string               // keys of all results: letters, digits and -_.=/, as in a path under a folder
	Source  func() ([]byte, error) // what to do it with, at most 200 MB; read when a result is missing
}

// task is the message in the queue.
type task struct {
	Kind    string   `json:"kind"`
	Spec    []byte   `json:"spec"`
	Results []string `json:"results"`
}

var keyForm = regexp.MustCompile(`^[-\w.=/]+$`)

func (t *task) check() error {
	switch {
	case t.Kind == "" || len(t.Kind) > maxKind:
		return errors.New("queue: a job without a kind, or with a long one")
	case len(t.Spec) > maxSpec:
		return fmt.Errorf("queue: a spec of %d bytes", len(t.Spec))
	case len(t.Results) == 0 || len(t.Results) > maxResults:
		return fmt.Errorf("queue: a job with %d results", len(t.Results))
	}
	seen := map[string]bool{}
	for _, key := range t.Results {
		if len(key) > maxKey || !keyForm.MatchString(key) || !fs.ValidPath(key) || key == "." || seen[key] {
			return fmt.Errorf("queue: %.300q is no key, or there twice", key)
		}
		seen[key] = true
	}
	return nil
}

// id names the job by what comes of it.
func (t *task) id() string {
	return token(append([]string{t.Kind}, t.Results...)...)
}

// token makes of texts one word that may stand in a subject.
func token(texts ...string) string {
	h := sha256.New()
	for _, s := range texts {
		fmt.Fprintf(h, "%d %s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Subjects and names on the server.
const (
	workStream    = "opladers-work"
	sourcesBucket = "opladers-sources"
	resultsBucket = "opladers-results"
	refusedBucket = "opladers-refused"

	workSubjects = "opladers.work.*.*"
	doneSubject  = "opladers.done."
	aliveSubject = "opladers.alive."
)

// kindSubject is for the messages of one kind, followed by their ids.
func kindSubject(kind string) string {
	return "opladers.work." + token(kind) + "."
}

func (t *task) subject() string {
	return kindSubject(t.Kind) + t.id()
}

// parseTask reads a message of the queue, which anybody may have written.
func parseTask(subject string, data []byte) (*task, error) {
	var t task
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	if t.subject() != subject {
		return nil, errors.New("queue: a message under the subject of another job")
	}
	return &t, nil
}

// refusal is why a job cannot be done, as it stands in the store.
type refusal struct {
	Text string `json:"text"`
	Hint string `json:"hint,omitempty"`
}

// parseRefusal reads a refusal, which anybody may have written and a terminal will show.
func parseRefusal(data []byte) error {
	var r refusal
	if err := json.Unmarshal(data, &r); err != nil || plain(r.Text) == "" {
		return notice.Refuse("De worker heeft dit geweigerd en zei niet waarom.", "Probeer het over een uur nog eens.")
	}
	return notice.Refuse(plain(r.Text), plain(r.Hint))
}

// plain makes text fit for a line on a screen.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return strings.TrimSpace(s)
}
