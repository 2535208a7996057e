package queue

import (
	"context"
	"crypto/tls"
	"errors"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"mijnopladers.nl/opladers/tools/notice"
)

// Client is a connection to a queue, for asking and for working. It may be used from several goroutines.
type Client struct {
	nc      *nats.Conn
	js      jetstream.JetStream
	address string // as it may be shown: without name and password
	work    jetstream.Stream
	sources bucket
	results bucket
	refused jetstream.KeyValue
	denied  atomic.Bool // the server forbade something
	pace    pace
}

// pace says how long things may take.
type pace struct {
	call     time.Duration // one question to the server
	patience time.Duration // without a server, or without a worker
	poll     time.Duration // between looks at what word may have missed
	silence  time.Duration // of a worker, before its job goes to another
	job      time.Duration // that a worker works on one job
}

const (
	workAge    = 24 * time.Hour
	resultAge  = 30 * 24 * time.Hour
	refusalAge = time.Hour
)

// Dial connects to the server at address, nats://server:4222 or tls://, with name:password@ or token@ before the server where
// it wants that; several servers of one cluster are joined by commas. Errors are Dutch, and never show name, password or token.
func Dial(ctx context.Context, address string) (*Client, error) {
	shown, err := withoutSecrets(address)
	if err != nil {
		return nil, err
	}
	c := &Client{
		address: shown,
		pace:    pace{call: 10 * time.Second, patience: 2 * time.Minute, poll: 5 * time.Second, silence: 20 * time.Second, job: 10 * time.Minute},
	}
	c.nc, err = nats.Connect(address,
		nats.Name("opladers"), nats.Timeout(5*time.Second), nats.PingInterval(10*time.Second),
		nats.MaxReconnects(-1), nats.ReconnectWait(500*time.Millisecond),
		nats.ErrorHandler(func(nc *nats.Conn, _ *nats.Subscription, err error) {
			if errors.Is(err, nats.ErrPermissionViolation) { // the question itself would never be answered
				c.denied.Store(true)
				nc.Close()
			}
		}))
	if err != nil {
		return nil, c.explain(err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.pace.call)
	defer cancel()
	if err := c.open(ctx); err != nil {
		c.nc.Close()
		if ctx.Err() == context.Canceled {
			return nil, ctx.Err()
		}
		return nil, c.explain(err)
	}
	c.nc.SetReconnectHandler(func(*nats.Conn) {
		go tell(context.Background(), c, c.create) // to a server that may have come back without its disk
	})
	return c, nil
}

// withoutSecrets gives of an address what may be shown. Of one that cannot be understood nothing may: no part of it is sure not to
// be a password.
func withoutSecrets(address string) (string, error) {
	var shown []string
	for a := range strings.SplitSeq(address, ",") {
		u, err := url.Parse(strings.TrimSuffix(strings.TrimSpace(a), "/"))
		if err != nil || u.Scheme != "nats" && u.Scheme != "tls" || u.Hostname() == "" || *u != (url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host}) {
			return "", notice.Refuse("Het adres van de wachtrij klopt niet.",
				"Schrijf het zo: nats://server:4222, of met een wachtwoord: nats://naam:wachtwoord@server:4222. In het wachtwoord schrijft u de tekens # / ? @ als %23 %2F %3F %40.")
		}
		shown = append(shown, u.Scheme+"://"+u.Host)
	}
	return strings.Join(shown, ","), nil
}

// open finds the streams and stores on the server.
func (c *Client) open(ctx context.Context) (err error) {
	if c.js, err = jetstream.New(c.nc); err != nil {
		return err
	}
	if _, err := c.js.AccountInfo(ctx); err != nil {
		return err
	}
	if err := c.create(ctx); err != nil {
		return err
	}
	if c.work, err = c.js.Stream(ctx, workStream); err != nil {
		return err
	}
	if c.sources, err = c.bucket(ctx, sourcesBucket); err != nil {
		return err
	}
	if c.results, err = c.bucket(ctx, resultsBucket); err != nil {
		return err
	}
	c.refused, err = c.js.KeyValue(ctx, refusedBucket)
	return err
}

// create makes what the server lacks.
func (c *Client) create(ctx context.Context) error {
	_, work := c.js.CreateStream(ctx, jetstream.StreamConfig{
		Name: workStream, Subjects: []string{workSubjects}, Retention: jetstream.WorkQueuePolicy, MaxAge: workAge, AllowDirect: true,
	})
	_, sources := c.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: sourcesBucket, TTL: workAge})
	_, results := c.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: resultsBucket, TTL: resultAge})
	_, refused := c.js.CreateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: refusedBucket, TTL: refusalAge, MaxValueSize: 16 * maxText})
	for _, err := range []error{work, sources, results, refused} {
		if err != nil && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) && !errors.Is(err, jetstream.ErrBucketExists) {
			return err
		}
	}
	return nil
}

// Close ends the connection.
func (c *Client) Close() {
	c.nc.Close()
}

// ask has the server answer, through restarts and lost connections, for as long as patience lasts. Its errors are Dutch, apart
// from those that are an answer.
func ask[T any](ctx context.Context, c *Client, question func(ctx context.Context) (T, error)) (T, error) {
	start := time.Now()
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		one, cancel := context.WithTimeout(ctx, c.pace.call)
		answer, err := question(one)
		cancel()
		switch {
		case err == nil || isAnswer(err):
			return answer, err
		case ctx.Err() != nil:
			return answer, ctx.Err()
		case !passes(err) || time.Since(start) > c.pace.patience:
			return answer, c.explain(err)
		}
		pause(ctx, wait)
	}
}

// tell is ask for what has no answer.
func tell(ctx context.Context, c *Client, message func(ctx context.Context) error) error {
	_, err := ask(ctx, c, func(ctx context.Context) (struct{}, error) { return struct{}{}, message(ctx) })
	return err
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func isAnswer(err error) bool {
	return errors.Is(err, jetstream.ErrMsgNotFound) || errors.Is(err, jetstream.ErrKeyNotFound) || taken(err)
}

// taken reports whether a message was not stored because its subject had one already.
func taken(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) &&
		(api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant)
}

// passes reports whether waiting may help.
func passes(err error) bool {
	const unavailable = 10008 // "JetStream system temporarily unavailable"
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.ErrorCode == unavailable || api.ErrorCode == jetstream.JSErrCodeStreamNotFound || api.ErrorCode == jetstream.JSErrCodeJetStreamNotEnabled
	}
	return !errors.Is(err, nats.ErrConnectionClosed)
}

// explain says in Dutch what is wrong with the server. It shows nothing of the client's own errors, which could name the address.
func (c *Client) explain(err error) error {
	var api *jetstream.APIError
	var certificate *tls.CertificateVerificationError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, nats.ErrAuthorization):
		return notice.Refuse("De wachtrij "+c.address+" laat ons niet binnen.", "Kijk of naam en wachtwoord in het adres kloppen: nats://naam:wachtwoord@server:4222.")
	case c.denied.Load():
		return notice.Refuse("De gebruiker uit het adres van de wachtrij "+c.address+" mag daar te weinig.",
			"Geef hem op de server de onderwerpen opladers.>, $JS.API.>, $JS.ACK.>, $O.>, $KV.> en _INBOX.>.")
	case errors.As(err, &certificate), errors.Is(err, nats.ErrSecureConnWanted), errors.Is(err, nats.ErrSecureConnRequired):
		return notice.Refuse("De verbinding met de wachtrij "+c.address+" is niet te beveiligen.",
			"Heeft de server een geldig certificaat? Zonder certificaat begint het adres met nats:// en niet met tls://.")
	case errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		return notice.Refuse("Op de wachtrij "+c.address+" staat JetStream uit.", "Start de server met JetStream: nats-server -js")
	case errors.As(err, &api):
		return notice.Refuse("De wachtrij "+c.address+" weigert: "+plain(api.Description)+".", "Is er op de server nog plaats op de schijf? Kijk ook naar de grenzen in zijn instellingen.")
	}
	return notice.Refuse("De wachtrij "+c.address+" antwoordt niet.", "Is het adres goed? Start daar zo nodig een server: nats-server -js. Wat klaar was, is bewaard.")
}
