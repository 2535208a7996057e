package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// served is a site that is being shown.
type served struct {
	dir, url string
	stop     context.CancelFunc // as Ctrl-C does
	status   chan int

	mu   sync.Mutex
	said strings.Builder // on the screen, after the address
}

// serveSample shows the sample as it is committed, with nothing in its cache yet.
func serveSample(t *testing.T) *served {
	t.Helper()
	return serveSite(t, projectCopy(t, "content", "layouts", "assets", "i18n", "static"), "--no-collect")
}

// projectCopy copies folders of the project, and its configuration, to a new folder.
func projectCopy(t *testing.T, folders ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range folders {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("..", "..", name))); err != nil {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// serveSite shows a site. It comes back when the address is on the screen.
func serveSite(t *testing.T, dir string, args ...string) *served {
	t.Helper()
	s := &served{dir: dir, status: make(chan int, 1)}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	free.Close()
	var ctx context.Context
	ctx, s.stop = context.WithCancel(t.Context())
	screen, out := io.Pipe()
	args = append([]string{"serve", "--now", "2026-11-23T09:00:00+01:00", "--site", s.dir, "--cache", t.TempDir(), "--port", strconv.Itoa(port)}, args...)
	go func() {
		s.status <- run(ctx, args, out, io.Discard)
		out.Close()
	}()
	t.Cleanup(func() {
		s.stop()
		for range s.status { // so that its folders can go
			return
		}
	})
	address := regexp.MustCompile(`http://localhost:(\d+)/`)
	lines := bufio.NewScanner(screen)
	for lines.Scan() {
		if m := address.FindStringSubmatch(lines.Text()); m != nil {
			s.url = "http://127.0.0.1:" + m[1]
			go func() {
				for lines.Scan() {
					s.mu.Lock()
					fmt.Fprintln(&s.said, lines.Text())
					s.mu.Unlock()
				}
			}()
			return s
		}
	}
	t.Fatal("no address on the screen")
	return nil
}

// screen is what is on the screen since the address.
func (s *served) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.String()
}

func (s *served) get(t *testing.T, path string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, body
}

// photos lists the addresses of the photos on a page.
func photosOn(page []byte) []string {
	list := regexp.MustCompile(`/foto/[0-9a-z-]+\.(?:jpg|webp|avif)`).FindAllString(string(page), -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestServe(t *testing.T) {
	s := serveSample(t)
	page, body := s.get(t, "/")
	list := photosOn(body)
	if page.StatusCode != http.StatusOK || len(list) < 4 {
		t.Fatalf("the first page: %s, %d photos", page.Status, len(list))
	}
	if made, _ := filepath.Glob(filepath.Join(s.dir, "public", "foto", "*")); len(made) > 0 {
		t.Errorf("it waited for %d photos", len(made))
	}

	// A photo comes when a page needs it, the same for all who ask.
	kinds := map[string]string{".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif"}
	for _, address := range []string{list[0], list[len(list)-1]} {
		var all sync.WaitGroup
		sums := make([]string, 12)
		for i := range sums {
			all.Go(func() {
				r, err := http.Get(s.url + address)
				if err != nil {
					t.Error(err)
					return
				}
				defer r.Body.Close()
				data, err := io.ReadAll(r.Body)
				if err != nil || r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != kinds[filepath.Ext(address)] {
					t.Errorf("%s: %s, %q, %v", address, r.Status, r.Header.Get("Content-Type"), err)
				}
				sums[i] = fmt.Sprintf("%d bytes, %x", len(data), sha256.Sum256(data))
			})
		}
		all.Wait()
		if slices.Sort(sums); len(slices.Compact(sums)) != 1 {
			t.Errorf("%s: %q", address, sums)
		}
	}

	// What the site has not, nobody gets.
	photo := list[0]
	for _, path := range []string{
		"/foto/", "/foto", "/foto/0000000000000000-480.webp", photo + "/", photo + "%00", "/foto/../config.toml", "/foto/..%2fconfig.toml",
		"/foto/..%2f..%2fconfig.toml", "/foto/%2e%2e/%2e%2e/config.toml", photo + "/../../../config.toml", "/foto/..%5c..%5cconfig.toml", "/foto/%2fetc%2fpasswd", "//etc/passwd",
		"/foto/.opladers-nieuw-1",
	} {
		if status, body := raw(t, s.url, path); !strings.Contains(status, " 404 ") && !strings.Contains(status, " 30") && !strings.Contains(status, " 400 ") || strings.Contains(body, "baseURL") {
			t.Errorf("%s: %s", path, status)
		}
	}
}

// raw asks for a path as it is: a client would tidy it.
func raw(t *testing.T, url, path string) (status, body string) {
	t.Helper()
	host := strings.TrimPrefix(url, "http://")
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host)
	all, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	status, body, _ = strings.Cut(string(all), "\r\n")
	return status, body
}

// Ctrl-C stops it at once, also in the middle of photos.
func TestServeStops(t *testing.T) {
	s := serveSample(t)
	s.get(t, "/")
	s.stop()
	select {
	case status := <-s.status:
		if status != exitDone {
			t.Errorf("status %d", status)
		}
		close(s.status)
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on")
	}
}

// sees waits until a page has a text.
func (s *served) sees(t *testing.T, page, text string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, body := s.get(t, page); strings.Contains(string(body), text) {
			return
		}
	}
	t.Errorf("%s has no %q", page, text)
}

func (s *served) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestServeFollows(t *testing.T) {
	s := serveSample(t)
	story := func(more string) string { return "---\n" + more + "soort: verhaal\naangekondigd: 2026-11-20\n---\n\n" }
	const file, page = "content/zutphen/verhalen/nieuw/index.md", "/zutphen/verhalen/nieuw/"

	s.write(t, file, story("title: Een feest\n")+"Eén zin.\n")
	s.sees(t, page, "Eén zin.")
	s.sees(t, "/zutphen/verhalen/", "Een feest")
	s.sees(t, "/", "/_opladers/")

	// What cannot be read leaves the page as it was, and says so; the rest goes on.
	s.write(t, file, story("title: [Een feest\n")+"Stuk.\n")
	s.write(t, "content/zutphen/verhalen/ander/index.md", story("title: Ander\n")+"Gewoon.\n")
	s.sees(t, "/zutphen/verhalen/ander/", "Gewoon.")
	s.says(t, file+", regel 2: ")
	s.says(t, "content/zutphen/verhalen/ander/index.md → /zutphen/verhalen/ander/  (")
	s.sees(t, page, "Eén zin.")
	s.write(t, file, story("title: Een feest\n")+"Heel.\n")
	s.sees(t, page, "Heel.")

	// A template that cannot be read, and then can.
	foot, err := os.ReadFile(filepath.Join(s.dir, "layouts/_partials/voet.html"))
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, "layouts/_partials/voet.html", "{{ if }}")
	time.Sleep(300 * time.Millisecond)
	s.sees(t, page, "Heel.")
	s.write(t, "layouts/_partials/voet.html", string(foot)+"<p>Nieuwe voet</p>\n")
	s.sees(t, page, "Nieuwe voet")

	// What is gone is gone, and public/ follows when it is quiet.
	if err := os.RemoveAll(filepath.Join(s.dir, "content/zutphen/verhalen/ander")); err != nil {
		t.Fatal(err)
	}
	for {
		if r, _ := s.get(t, "/zutphen/verhalen/ander/"); r.StatusCode == http.StatusNotFound {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	made := filepath.Join(s.dir, "public", "zutphen", "verhalen", "nieuw", "index.html")
	for {
		data, err := os.ReadFile(made)
		if err == nil && strings.Contains(string(data), "_opladers") {
			t.Fatal("public/ has the script of serve")
		}
		if err == nil && strings.Contains(string(data), "Nieuwe voet") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
}
