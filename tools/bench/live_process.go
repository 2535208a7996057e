package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/store"
)

// server is a program that shows a site.
type server struct {
	url   string // of the site, without a slash at the end
	log   string // what it prints
	cmd   *exec.Cmd
	ended chan error
	told  int // of the log, when footprint looked last
}

// address is in what a program prints when it has something to show.
var address = regexp.MustCompile(`http://localhost:\d+`)

// startServer starts a program, that takes the port in its last argument, and waits until it shows the site. The runtime of Go writes each
// collection of garbage to log too, and at the end all goroutines.
func startServer(ctx context.Context, log string, args ...string) (*server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close() // the program has it
	s := &server{log: log, cmd: exec.CommandContext(ctx, args[0], append(args[1:], strconv.Itoa(port))...), ended: make(chan error, 1)}
	s.cmd.Stdout, s.cmd.Stderr = out, out
	s.cmd.Env = append(os.Environ(), "GOTRACEBACK=all", "GODEBUG=gctrace=1")
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { s.ended <- s.cmd.Wait() }()
	for {
		said, err := os.ReadFile(log)
		if err != nil {
			return nil, err
		}
		if s.url = address.FindString(string(said)); s.url != "" {
			return s, nil
		}
		select {
		case err := <-s.ended:
			return nil, fmt.Errorf("%q: %w\n%s", args, err, said)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// stop is Ctrl-C; it says how long the program took to end.
func (s *server) stop() (time.Duration, error) {
	start := time.Now()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return 0, err
	}
	select {
	case err := <-s.ended:
		return time.Since(start), err
	case <-time.After(20 * time.Second):
		return time.Since(start), errors.Join(errors.New("it does not stop"), s.cmd.Process.Kill())
	}
}

// processor says how many seconds of processor time the program used (proc_pid_stat(5), fields 14 and 15, in hundredths).
func (s *server) processor() (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	user, err := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return float64(user+system) / 100, errors.Join(err, err2)
}

// idle waits until the program did next to nothing for a while.
func (s *server) idle(ctx context.Context, while time.Duration) error {
	since, at := 0.0, time.Time{}
	for ctx.Err() == nil {
		now, err := s.processor()
		if err != nil {
			return err
		}
		if at.IsZero() || now-since > 0.03*max(1, while.Seconds()) {
			since, at = now, time.Now()
		}
		if time.Since(at) > while {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return ctx.Err()
}

// settled waits until the site was made as a whole since a moment, and the program that shows it rests. It is the program that
// says in .opladers/gebouwd.json that public/ is made; a change that comes meanwhile makes it begin again, so that the last one is in it.
func (s *server) settled(ctx context.Context, site string, since time.Time) error {
	for {
		if err := s.idle(ctx, time.Second); err != nil {
			return fmt.Errorf("it does not come to rest: %w", err)
		}
		record, err := os.Stat(filepath.Join(site, store.StateDir, "gebouwd.json"))
		if err == nil && !record.ModTime().Before(since) {
			return nil
		}
	}
}

// footprint is what a process holds. Its heap is what tells whether it holds on to more and more: Go gives memory back when it likes.
type footprint struct {
	memory      int // MiB, resident
	peak        int // MiB
	descriptors int
	threads     int
	heap        int // MiB, in use after the last collections of garbage: the least of them
}

func (s *server) footprint() (f footprint, err error) {
	dir := fmt.Sprintf("/proc/%d", s.cmd.Process.Pid)
	status, err := os.ReadFile(filepath.Join(dir, "status"))
	if err != nil {
		return f, err
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		var n int
		fmt.Sscan(value, &n) //nolint:errcheck // other lines hold no number
		switch name {
		case "VmRSS":
			f.memory = n >> 10
		case "VmHWM":
			f.peak = n >> 10
		case "Threads":
			f.threads = n
		}
	}
	open, err := os.ReadDir(filepath.Join(dir, "fd"))
	f.descriptors = len(open)
	said, err2 := os.ReadFile(s.log)
	for _, m := range collection.FindAllSubmatch(said[min(s.told, len(said)):], -1) {
		if n, _ := strconv.Atoi(string(m[1])); f.heap == 0 || n < f.heap {
			f.heap = n
		}
	}
	s.told = len(said)
	return f, errors.Join(err, err2)
}

// collection is a line on garbage, with what is left (package runtime, gctrace).
var collection = regexp.MustCompile(`(?m)^gc .* \d+->\d+->(\d+) MB`)

func (f footprint) String() string {
	return fmt.Sprintf("%d MiB (most %d), heap in use %d MiB, %d open descriptors, %d threads", f.memory, f.peak, f.heap, f.descriptors, f.threads)
}
