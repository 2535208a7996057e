package queue

import (
	"context"
	"errors"
	"net"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

func TestDialErrors(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	web := httptest.NewTLSServer(nil) // has a certificate that it signed itself
	web.Close()
	locked := options(-1, t.TempDir())
	locked.Users = []*server.User{
		{Username: "piet", Password: "g3heim#"},
		{Username: "jan", Password: "g3heim", Permissions: &server.Permissions{Publish: &server.SubjectPermission{Allow: []string{"$JS.API.INFO"}}}},
	}
	secured := options(-1, t.TempDir())
	secured.TLS, secured.TLSConfig = true, web.TLS
	host := func(address string) string { return address[strings.Index(address, "://")+3:] }
	closed := "127.0.0.1:" + freePort(t)
	off, on, withUsers, ownCertificate := host(serveWith(t, options(-1, ""))), host(serveWith(t, options(-1, t.TempDir()))), host(serveWith(t, locked)), host(serveWith(t, secured))
	for _, c := range []struct{ name, address, text, hint string }{
		{"nothing", "", "klopt niet", "nats://server:4222"},
		{"no scheme", "piet:g3heim@" + on, "klopt niet", "nats://server:4222"},
		{"another scheme", "https://piet:g3heim@" + on, "klopt niet", "nats://server:4222"},
		{"no server", "nats://piet:g3heim@", "klopt niet", "nats://server:4222"},
		{"a slash in the password", "nats://piet:g3/heim@" + on, "klopt niet", "%2F"},
		{"a number sign in the token", "nats://g3#heim@" + on, "klopt niet", "%23"},
		{"a question mark in the password", "nats://piet:?g3heim@" + on, "klopt niet", "%3F"},
		{"a percent sign in the password", "nats://piet:g3%heim@" + on, "klopt niet", "nats://server:4222"},
		{"one of two is wrong", "nats://piet:g3heim@" + on + ",g3heim", "klopt niet", "nats://server:4222"},
		{"nobody listens", "nats://piet:g3heim@" + closed, "wachtrij nats://" + closed + " antwoordt niet", "nats-server -js"},
		{"nobody answers", "nats://piet:g3heim@" + silent.Addr().String(), "antwoordt niet", "nats-server -js"},
		{"no such server", "nats://piet:g3heim@bestaat-niet.invalid", "nats://bestaat-niet.invalid antwoordt niet", "adres goed"},
		{"a wrong password", "nats://piet:g3heim@" + withUsers, "nats://" + withUsers + " laat ons niet binnen", "wachtwoord"},
		{"a wrong token", "nats://g3heim@" + withUsers, "laat ons niet binnen", "wachtwoord"},
		{"no password", "nats://" + withUsers, "laat ons niet binnen", "wachtwoord"},
		{"too few rights", "nats://jan:g3heim@" + withUsers, "mag daar te weinig", "$JS.API.>"},
		{"no TLS", "tls://piet:g3heim@" + on, "niet te beveiligen", "nats://"},
		{"a certificate of nobody", "tls://piet:g3heim@" + ownCertificate, "niet te beveiligen", "geldig certificaat"},
		{"no JetStream", "nats://piet:g3heim@" + off, "JetStream uit", "nats-server -js"},
		{"the right password", "nats://piet:g3heim%23@" + withUsers + "/", "", ""},
		{"the second of two", "nats://" + closed + ", nats://" + on, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			client, err := Dial(context.Background(), c.address)
			if c.text == "" {
				if err != nil {
					t.Fatal(err)
				}
				client.Close()
				return
			}
			if !refuses(err, c.text, c.hint) || strings.Contains(err.Error(), "g3") || strings.Contains(err.Error(), "heim") || strings.Contains(err.Error(), "piet") {
				t.Error(err)
			}
			if took := time.Since(start); took > 12*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestServerGone(t *testing.T) {
	t.Parallel()
	port := freePort(t)
	kill := serveApart(t, port, t.TempDir())
	c, w := dial(t, "nats://piet:g3heim@127.0.0.1:"+port), dial(t, "nats://piet:g3heim@127.0.0.1:"+port)
	for _, one := range []*Client{c, w} {
		one.pace.call, one.pace.patience = 200*time.Millisecond, time.Second
	}
	worked := make(chan error)
	go func() { worked <- w.Work(context.Background(), kind, 3, double) }()
	jobs, _ := makeJobs("foto", 1000, 1000)
	n := 0
	err := c.Run(context.Background(), slices.Values(jobs), func(_ int, _ map[string][]byte, err error) error {
		if n++; n == 5 {
			kill()
		}
		return err
	})
	for _, err := range []error{err, <-worked} {
		if !refuses(err, "wachtrij nats://127.0.0.1:"+port+" antwoordt niet", "Wat klaar was, is bewaard") || strings.Contains(err.Error(), "g3heim") {
			t.Error(err)
		}
	}
	if n == len(jobs) {
		t.Error("all was done without a server")
	}
}

// The rights that the package comment names are enough.
func TestRights(t *testing.T) {
	t.Parallel()
	allowed := &server.SubjectPermission{Allow: []string{"opladers.>", "$JS.API.>", "$JS.ACK.>", "$O.>", "$KV.>", "_INBOX.>"}}
	o := options(-1, t.TempDir())
	o.Users = []*server.User{{Username: "piet", Password: "g3heim", Permissions: &server.Permissions{Publish: allowed, Subscribe: allowed}}}
	address := strings.Replace(serveWith(t, o), "nats://", "nats://piet:g3heim@", 1)
	work(t, dial(t, address), 1, double)
	jobs, _ := makeJobs("foto", 3, 600_000)
	if failed := runAll(t, dial(t, address), jobs, 600_000); len(failed) != 0 {
		t.Error(failed)
	}
}

func TestServerFull(t *testing.T) {
	t.Parallel()
	o := options(-1, t.TempDir())
	o.JetStreamMaxStore = 1 << 20
	c := dial(t, serveWith(t, o))
	jobs, _ := makeJobs("foto", 20, 200_000)
	err := c.Run(context.Background(), slices.Values(jobs), func(_ int, _ map[string][]byte, err error) error { return err })
	if !refuses(err, "weigert", "plaats op de schijf") {
		t.Error(err)
	}
}

// Jobs wait on the server and not in memory, at the client nor at the worker. The server is a process of its own.
func TestMemory(t *testing.T) {
	const n, size = 500, 1_000_000
	port := freePort(t)
	serveApart(t, port, t.TempDir())
	c, w := dial(t, "nats://127.0.0.1:"+port), dial(t, "nats://127.0.0.1:"+port)
	work(t, w, 4, func(_ context.Context, spec, source []byte) (map[string][]byte, error) {
		return map[string][]byte{string(spec): source[:size/10]}, nil
	})
	jobs, _ := makeJobs("foto", n, size)
	var most uint64
	total := 0
	err := c.Run(context.Background(), func(yield func(Job) bool) {
		for _, job := range jobs {
			if job.Results = []string{string(job.Spec)}; !yield(job) {
				return
			}
		}
	}, func(_ int, results map[string][]byte, err error) error {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
		for _, data := range results {
			total += len(data)
		}
		return err
	})
	if err != nil || total != n*size/10 {
		t.Errorf("%d bytes, %v", total, err)
	}
	if t.Logf("%d MB at most", most>>20); most > 160<<20 {
		t.Errorf("%d MB for jobs of 1 MB", most>>20)
	}
}

// What is in the queue and not of a client of ours is thrown away.
func TestStrangers(t *testing.T) {
	t.Parallel()
	address := serve(t)
	c := dial(t, address)
	of := kindSubject(kind)
	good := &task{kind, nil, []string{"a"}}
	for subject, data := range map[string]string{
		of + "1":             "",
		of + "2":             "{",
		of + "3":             `{"kind":"doubler 1","results":["a"]}`,
		good.subject() + "x": `{"kind":"doubler 1","results":["a"]}`,
		of + (&task{kind, nil, []string{"../a"}}).id(): `{"kind":"doubler 1","results":["../a"]}`,
		of + (&task{"x", nil, []string{"a"}}).id():     `{"kind":"x","results":["a"]}`,
		good.subject(): `{"kind":"doubler 1","results":["a"]}`, // is a job, without a source
	} {
		if _, err := c.js.Publish(context.Background(), subject, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	work(t, dial(t, address), 1, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
		if !strings.HasPrefix(string(spec), "foto") {
			return nil, errors.New("a worker did what nobody asked")
		}
		return double(ctx, spec, source)
	})
	jobs, _ := makeJobs("foto", 3, 1000)
	if failed := runAll(t, c, jobs, 1000); len(failed) != 0 {
		t.Error(failed)
	}
	leftOver(t, c, 6)
}
