package queue

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"mijnopladers.nl/opladers/tools/notice"
)

// A test runs itself as another process: as the server, so that its memory is not ours and it can be killed, or as a worker.
const (
	serverEnv = "OPLADERS_QUEUE_TEST_SERVER" // "host:port folder"
	workerEnv = "OPLADERS_QUEUE_TEST_WORKER" // "address n": it stops in the middle of its n-th job
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(serverEnv) != "":
		var port int
		var dir string
		fmt.Sscan(os.Getenv(serverEnv), &port, &dir)
		s, err := server.NewServer(options(port, dir))
		if err != nil {
			panic(err)
		}
		s.Start()
		select {}
	case os.Getenv(workerEnv) != "":
		var address string
		var last int
		fmt.Sscan(os.Getenv(workerEnv), &address, &last)
		c, err := Dial(context.Background(), address)
		if err != nil {
			panic(err)
		}
		c.pace = fast
		panic(c.Work(context.Background(), kind, 1, func(ctx context.Context, spec, source []byte) (map[string][]byte, error) {
			fmt.Println("starts", string(spec))
			if string(spec) == "poison" {
				os.Exit(3)
			}
			if last--; last == 0 {
				select {}
			}
			time.Sleep(40 * time.Millisecond)
			made, err := double(ctx, spec, source)
			fmt.Println("made", string(spec))
			return made, err
		}))
	}
	os.Exit(m.Run())
}

const kind = "doubler 1"

// fast is the pace of tests.
var fast = pace{call: 2 * time.Second, patience: 10 * time.Second, poll: 300 * time.Millisecond, silence: time.Second, job: 10 * time.Second}

func options(port int, dir string) *server.Options {
	return &server.Options{Host: "127.0.0.1", Port: port, JetStream: dir != "", StoreDir: dir, NoLog: true, NoSigs: true}
}

// serve starts a server and gives its address. With OPLADERS_NATS_SERVER=/usr/sbin/nats-server it is that program.
func serve(t testing.TB) string {
	t.Helper()
	if os.Getenv("OPLADERS_NATS_SERVER") == "" {
		return serveWith(t, options(-1, t.TempDir()))
	}
	port := freePort(t)
	serveApart(t, port, t.TempDir())
	address := "nats://127.0.0.1:" + port
	dial(t, address)
	return address
}

// serveWith starts a server in this process.
func serveWith(t testing.TB, o *server.Options) string {
	t.Helper()
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
	}
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s.ClientURL()
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
}

// serveApart starts a server as a process of its own and gives what kills it.
func serveApart(t testing.TB, port, dir string) (kill func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	if program := os.Getenv("OPLADERS_NATS_SERVER"); program != "" {
		cmd = exec.Command(program, "-js", "-a", "127.0.0.1", "-p", port, "-sd", dir)
	}
	cmd.Env = append(os.Environ(), serverEnv+"="+port+" "+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() { cmd.Process.Kill(); cmd.Wait() })
	t.Cleanup(kill)
	return kill
}

// dial connects, if need be to a server that is still starting.
func dial(t testing.TB, address string) *Client {
	t.Helper()
	var c *Client
	var err error
	for range 100 {
		if c, err = Dial(context.Background(), address); err == nil {
			c.pace = fast
			t.Cleanup(c.Close)
			return c
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(err)
	return nil
}

// process is a worker.
type process struct {
	*exec.Cmd
	mu    sync.Mutex
	lines []string
	ended chan struct{}
}

// startWorker starts a worker as a process of its own, which stops in the middle of the last job, unless that is 0.
func startWorker(t testing.TB, address string, last int) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0]), ended: make(chan struct{})}
	p.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", workerEnv, address, last))
	p.Stderr = io.Discard
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			p.mu.Lock()
			p.lines = append(p.lines, s.Text())
			p.mu.Unlock()
		}
		p.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() { p.Process.Kill(); <-p.ended })
	return p
}

// said gives the jobs of which the worker said so.
func (p *process) said(what string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, line := range p.lines {
		if spec, ok := strings.CutPrefix(line, what+" "); ok {
			out = append(out, spec)
		}
	}
	return out
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain: ", what)
		}
	}
}

// keys are the results of the job with this spec.
func keys(spec string) []string {
	return []string{"q75/" + spec + "-1.webp", "q75/" + spec + "-2.jpg"}
}

// double is the work of these tests.
func double(_ context.Context, spec, source []byte) (map[string][]byte, error) {
	k := keys(string(spec))
	return map[string][]byte{k[0]: slices.Concat(source, source), k[1]: slices.Concat(spec, source)}, nil
}

// noise gives size bytes that belong to name.
func noise(name string, size int) []byte {
	out := make([]byte, size)
	_, _ = rand.NewChaCha8(sha256.Sum256([]byte(name))).Read(out)
	return out
}

// makeJobs makes n jobs with sources of this size, and counts how many sources are read.
func makeJobs(name string, n, size int) (jobs []Job, read *atomic.Int32) {
	read = new(atomic.Int32)
	for i := range n {
		spec := fmt.Sprintf("%s%d", name, i)
		jobs = append(jobs, Job{Kind: kind, Spec: []byte(spec), Results: keys(spec), Source: func() ([]byte, error) {
			read.Add(1)
			return noise(spec, size), nil
		}})
	}
	return jobs, read
}

// runAll runs jobs, checks the results of those that succeed byte for byte, and gives the errors of the others.
func runAll(t testing.TB, c *Client, jobs []Job, size int) map[string]error {
	t.Helper()
	failed, seen := map[string]error{}, map[int]bool{}
	err := c.Run(context.Background(), slices.Values(jobs), func(i int, results map[string][]byte, err error) error {
		spec := string(jobs[i].Spec)
		if seen[i] {
			t.Errorf("%s was given twice", spec)
		}
		seen[i] = true
		if err != nil {
			failed[spec] = err
			return nil
		}
		want, _ := double(context.Background(), jobs[i].Spec, noise(spec, size))
		for _, key := range jobs[i].Results {
			if string(results[key]) != string(want[key]) {
				t.Errorf("%s is not what it should be", key)
			}
		}
		if len(results) != len(want) {
			t.Errorf("%s: %d results", spec, len(results))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if len(seen) != len(jobs) {
		t.Errorf("%d of %d jobs were given", len(seen), len(jobs))
	}
	return failed
}

// messages counts what is in a stream.
func messages(t testing.TB, c *Client, stream string) int {
	t.Helper()
	s, err := c.js.Stream(context.Background(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return int(s.CachedInfo().State.Msgs)
}

// leftOver fails the test unless the store has n results, each in one chunk and stored once, and nothing waits.
func leftOver(t testing.TB, c *Client, n int) {
	t.Helper()
	eventually(t, "the queue is empty", func() bool { return messages(t, c, workStream) == 0 })
	eventually(t, "no source is left", func() bool { return messages(t, c, "OBJ_"+sourcesBucket) == 0 })
	if got := messages(t, c, "OBJ_"+resultsBucket); got != 2*n {
		t.Errorf("the store has %d messages; want %d, a chunk and a name for each result", got, 2*n)
	}
}

// work has a worker in this process until stop is called.
func work(t testing.TB, c *Client, n int, do Do) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- c.Work(ctx, kind, n, do) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// refuses reports whether err is the notice with this text and hint.
func refuses(err error, text, hint string) bool {
	var n notice.Notice
	return errors.As(err, &n) && n.Level == notice.Error && strings.Contains(n.Text, text) && strings.Contains(n.Hint, hint)
}
