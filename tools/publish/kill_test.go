package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// killed is how often a publisher is killed in a test; OPLADERS_KILLS changes it.
const killed = 10

// The test binary publishes when it is asked to, so that it can be killed.
func TestMain(m *testing.M) {
	dir, folder := os.Getenv("OPLADERS_TEST_PUBLISH"), os.Getenv("OPLADERS_TEST_TO")
	if dir == "" {
		os.Exit(m.Run())
	}
	state, err := os.MkdirTemp(filepath.Dir(folder), "state")
	if err == nil {
		o := Options{Dir: dir, State: state, Target: &Folder{Path: folder}, Now: moment}
		_, err = Run(context.Background(), o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const pages = 300

// version writes a website of which every page carries its version and the digest of what it holds, and the front page lists all.
func version(t *testing.T, dir string, n int) {
	t.Helper()
	var list strings.Builder
	for i := range pages {
		of := n
		if i%3 == 0 {
			of = 0 // never changes
		}
		text := fmt.Sprintf("versie %d pagina %d %s", of, i, strings.Repeat("tekst ", 500+i))
		name := fmt.Sprintf("map-%d/pagina-%d.txt", i%20, i)
		if i%10 == 1 {
			name = fmt.Sprintf("v%d/pagina-%d.txt", n, i) // comes and goes
		}
		write(t, filepath.Join(dir, name), text)
		fmt.Fprintf(&list, "%s %x\n", name, sha256.Sum256([]byte(text)))
	}
	write(t, filepath.Join(dir, "index.txt"), fmt.Sprintf("%d\n%s", n, list.String()))
}

// visitor reads the whole site, as a browser, until it is stopped. When the front page is the same after as before, all that it lists was of one version.
type visitor struct {
	client *http.Client
	url    string
	whole  atomic.Int64 // rounds in which the site did not change
	moved  atomic.Int64
}

func (v *visitor) get(name string) (string, error) {
	r, err := v.client.Get(v.url + "/" + name)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", name, r.Status)
	}
	return string(data), err
}

func (v *visitor) round() error {
	front, err := v.get("index.txt")
	if err != nil {
		return err // the front page is always there
	}
	lines := strings.Split(strings.TrimSpace(front), "\n")
	if len(lines) != pages+1 {
		return fmt.Errorf("the front page has %d lines", len(lines))
	}
	var wrong error
	for _, i := range rand.Perm(pages)[:40] {
		name, sum, _ := strings.Cut(lines[i+1], " ")
		text, err := v.get(name)
		h := sha256.Sum256([]byte(text))
		if err == nil && hex.EncodeToString(h[:]) != sum {
			err = fmt.Errorf("version %s: %s holds %.40q", lines[0], name, text)
		}
		if err != nil {
			wrong = err
			break
		}
	}
	again, err := v.get("index.txt")
	switch {
	case err != nil:
		return err
	case again != front: // what was asked for in between may be of either
		v.moved.Add(1)
		return nil
	}
	v.whole.Add(1)
	return wrong
}

// Publishers are killed at any moment; visitors see one whole site all the time, and the next publisher goes on.
func TestKills(t *testing.T) {
	kills := killed
	if s := os.Getenv("OPLADERS_KILLS"); s != "" {
		var err error
		if kills, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	root := t.TempDir()
	folder := filepath.Join(root, "www")
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(folder, LiveName))))
	defer server.Close()
	v := &visitor{client: server.Client(), url: server.URL}
	publisher := func(dir string) *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "OPLADERS_TEST_PUBLISH="+dir, "OPLADERS_TEST_TO="+folder)
		cmd.Stderr = os.Stderr
		return cmd
	}
	site := filepath.Join(root, "public")
	build := func(n int) {
		if err := os.RemoveAll(site); err != nil {
			t.Fatal(err)
		}
		version(t, site, n)
	}
	build(1)
	if err := publisher(site).Run(); err != nil {
		t.Fatal(err)
	}
	build(2)
	start := time.Now()
	if err := publisher(site).Run(); err != nil {
		t.Fatal(err)
	}
	full := time.Since(start)
	stop, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		defer close(failed)
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := v.round(); err != nil {
				failed <- err
				return
			}
		}
	}()
	random := rand.New(rand.NewPCG(1, 2))
	before, hit, tries := 0, 0, 0
	f := &Folder{Path: folder}
	for ; hit < kills && tries < 10*kills; tries++ {
		build(tries + 3)
		old, err := f.Live(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		cmd := publisher(site)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Float64() * 3 * float64(full)))
		_ = cmd.Process.Kill() // it may be done
		if cmd.Wait() == nil {
			continue // too late
		}
		hit++
		now, err := f.Live(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if now == old {
			before++
		}
		moved := v.moved.Load()
		if err := v.round(); err != nil {
			t.Fatalf("after kill %d: %v", hit, err)
		}
		if v.moved.Load() > moved+1 {
			t.Errorf("the site changes while nobody publishes")
		}
	}
	build(tries + 3)
	if err := publisher(site).Run(); err != nil {
		t.Fatal(err)
	}
	close(stop)
	if err := <-failed; err != nil {
		t.Errorf("a visitor: %v", err)
	}
	if front, err := v.get("index.txt"); err != nil || !strings.HasPrefix(front, fmt.Sprintf("%d\n", tries+3)) {
		t.Errorf("at the end visitors see %.20q (%v)", front, err)
	}
	entries, err := os.ReadDir(filepath.Join(folder, versionsDir))
	if err != nil || len(entries) > 2*keep+1 {
		t.Errorf("left behind: %v (%v)", entries, err)
	}
	t.Logf("%d publishers, %d killed, %d of them with the old site still live; a visitor saw %d whole sites and %d that changed meanwhile", tries, hit, before, v.whole.Load(), v.moved.Load())
	if hit < kills || v.whole.Load() < int64(kills) {
		t.Errorf("the visitor looked %d times only", v.whole.Load())
	}
}
