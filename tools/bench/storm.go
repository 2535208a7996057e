package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// stormBench is a site that `opladers serve` shows while a lot happens to it.
type stormBench struct {
	dir, site, program string
	rand               *rand.Rand
	server             *server
}

// benchStorm changes files at random while `opladers serve` runs, and checks that it ends as a fresh build.
func benchStorm(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("storm", flag.ExitOnError)
	length := flags.Duration("for", 10*time.Minute, "how long")
	seed := flags.Uint64("seed", 1, "of what is random")
	many := flags.Int("many", 0, "instead: change so many files at once")
	hours := flags.Int("hours", 0, "instead: make the edits of so many hours of work, one in 20 s, as fast as they are shown")
	_ = flags.Parse(args) // it exits
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	s := &stormBench{dir: dir, site: filepath.Join(dir, "site"), program: filepath.Join(dir, "opladers"), rand: rand.New(rand.NewPCG(*seed, 5))}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err = command(ctx, ".", "go", "build", "-o", s.program, "./cmd/opladers"); err == nil {
		switch {
		case *many > 0:
			err = s.many(ctx, *many)
		case *hours > 0:
			err = s.hours(ctx, *hours)
		default:
			err = s.storm(ctx, *length, *seed)
		}
	}
	if err != nil {
		return fmt.Errorf("%w\nWhat happened is in %s", err, dir)
	}
	return os.RemoveAll(dir)
}

// sample copies the site of the project, shows it, and waits until that rests.
func (s *stormBench) sample(ctx context.Context) error {
	if err := copySite(".", s.site); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(filepath.Join(s.site, ".opladers")), s.serve(ctx))
}

// serve makes the site once, and shows it.
func (s *stormBench) serve(ctx context.Context) (err error) {
	if err := s.opladers(ctx, s.site, "build"); err != nil {
		return err
	}
	s.server, err = startServer(ctx, filepath.Join(s.dir, "serve.log"), s.program, "serve", "--site", s.site, "--now", liveNow, "--cache", filepath.Join(s.dir, "cache"), "--port")
	if err != nil {
		return err
	}
	if err := s.server.idle(ctx, 3*time.Second); err != nil {
		return err
	}
	_, err = s.server.footprint() // what it held while it began does not count
	return err
}

// opladers runs a verb on a site. That it refuses a source or finds an error is no failure.
func (s *stormBench) opladers(ctx context.Context, site string, verb ...string) error {
	_, _, err := measured(ctx, append(append([]string{s.program}, verb...), "--site", site, "--now", liveNow, "--cache", filepath.Join(s.dir, "cache"), "--json"))
	if left, ok := errors.AsType[interface {
		error
		ExitCode() int
	}](err); ok && left.ExitCode() == 3 {
		return nil
	}
	return err
}

func (s *stormBench) storm(ctx context.Context, length time.Duration, seed uint64) error {
	if err := s.sample(ctx); err != nil {
		return err
	}
	c, err := s.ask(ctx)
	if err != nil {
		return err
	}
	a := newActor(s.site, s.rand)
	begin := time.Now()
	minute := begin
	for time.Since(begin) < length {
		if !time.Now().Before(minute) {
			if _, err := s.tell(fmt.Sprintf("%4.1f min, %5d changes, %6d pages asked", time.Since(begin).Minutes(), a.total, c.asked.Load())); err != nil {
				return err
			}
			minute = minute.Add(time.Minute)
		}
		for range 1 + s.rand.IntN(20) {
			if err := a.step(); err != nil {
				return err
			}
			time.Sleep(time.Duration(s.rand.Int64N(int64(60 * time.Millisecond))))
		}
		pause := 1500 * time.Millisecond
		if s.rand.IntN(4) == 0 {
			pause = 12 * time.Second
		}
		time.Sleep(time.Duration(s.rand.Int64N(int64(pause))))
	}
	if err := a.mend(); err != nil {
		return err
	}
	wrong := c.stop()
	fmt.Printf("%v, seed %d: %d changes (%s), %d pages asked meanwhile\n", length, seed, a.total, a.kinds(), c.asked.Load())
	return errors.Join(wrong, s.verify(ctx, 2*time.Minute), s.end())
}

func (s *stormBench) tell(what string) (footprint, error) {
	f, err := s.server.footprint()
	fmt.Printf("%s: %v\n", what, f)
	return f, err
}

// end says what the program holds, and stops it in the way that lists its goroutines.
func (s *stormBench) end() error {
	if _, err := s.tell("at the end"); err != nil {
		return err
	}
	if err := s.server.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		return err
	}
	<-s.server.ended // it fails: that is how it lists them
	said, err := os.ReadFile(s.server.log)
	fmt.Printf("%d goroutines at the end\n", bytes.Count(said, []byte("\ngoroutine ")))
	by := map[string]int{}
	for _, m := range createdBy.FindAllSubmatch(said, -1) {
		by[string(m[1])]++
	}
	for name, n := range by {
		if n >= 10 {
			fmt.Printf("%6d of %s\n", n, name)
		}
	}
	return err
}

// createdBy is a line of a stack trace that says which function began a goroutine.
var createdBy = regexp.MustCompile(`(?m)^created by (\S+)`)

// verify waits until the site rests, and compares it with a fresh build of the same files; and its content with what collect makes.
func (s *stormBench) verify(ctx context.Context, limit time.Duration) error {
	start := time.Now()
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for n := 0; ; n++ {
		if err := s.server.settled(bounded, s.site, start); err != nil {
			return err
		}
		rested := time.Since(start)
		fresh := filepath.Join(s.dir, fmt.Sprintf("fresh-%d", n))
		if err := s.fresh(ctx, fresh); err != nil {
			return err
		}
		differs, err := differences(filepath.Join(s.site, "public"), filepath.Join(fresh, "public"))
		if err != nil {
			return err
		}
		if len(differs) == 0 {
			fmt.Printf("after %.1f s at rest, and public/ is as a fresh build makes it, byte for byte\n", rested.Seconds())
			return s.collected(ctx, fresh)
		}
		if time.Since(start) > limit || n == 2 {
			return errors.Join(fmt.Errorf("public/ is not as a fresh build makes it (%s):\n%s", fresh, some(differs)), s.collected(ctx, fresh))
		}
	}
}

// fresh makes the website of the same files elsewhere.
func (s *stormBench) fresh(ctx context.Context, dir string) error {
	if err := copySite(s.site, dir); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(dir, ".opladers", "hugo")), os.RemoveAll(filepath.Join(dir, ".opladers", "gebouwd.json"))); err != nil {
		return err
	}
	return s.opladers(ctx, dir, "build", "--no-collect")
}

// collected checks that collecting changes nothing in a copy of the site.
func (s *stormBench) collected(ctx context.Context, dir string) error {
	if err := s.opladers(ctx, dir, "collect"); err != nil {
		return err
	}
	differs, err := differences(filepath.Join(s.site, "content"), filepath.Join(dir, "content"))
	if err != nil {
		return err
	}
	if len(differs) > 0 {
		return fmt.Errorf("collect makes other content:\n%s", some(differs))
	}
	fmt.Println("content/ is what collect makes of it")
	return nil
}

// some gives the first lines of a list.
func some(list []string) string {
	const most = 25
	if len(list) > most {
		list = append(list[:most:most], fmt.Sprintf("and %d more", len(list)-most))
	}
	return "  " + strings.Join(list, "\n  ")
}
