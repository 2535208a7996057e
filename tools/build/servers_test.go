package build

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/host"
)

// caddySends has Caddy with docs/Caddyfile send what _headers says, with each file of the sample. Only where Caddy listens and where the files are is changed.
func caddySends(t *testing.T, public string) {
	caddy, err := exec.LookPath("caddy")
	if err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("caddy is not installed (Debian: caddy)")
		}
		t.Skip("caddy is not installed (Debian: caddy)")
	}
	text, err := os.ReadFile("../../docs/Caddyfile")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	socket := filepath.Join(dir, "s")
	for _, change := range [][2]string{
		{`(?m)^mijnopladers.nl \{`, "http://localhost {\n\tbind unix/" + socket}, {`root \* .*`, "root * " + public},
	} {
		pattern := regexp.MustCompile(change[0])
		if !pattern.Match(text) {
			t.Fatalf("no %s", change[0])
		}
		text = pattern.ReplaceAllLiteral(text, []byte(change[1]))
	}
	write(t, filepath.Join(dir, "Caddyfile"), append([]byte("{\n\tadmin off\n\tauto_https off\n}\n"), text...))
	cmd := exec.Command(caddy, "run", "--config", filepath.Join(dir, "Caddyfile"), "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	client := onSocket(socket)
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for range 100 {
		r, getErr := client.Get("http://localhost/")
		if err = getErr; err == nil {
			r.Body.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		t.Fatalf("caddy does not listen: %v, %s", err, log.String())
	}
	sendsAsHeadersSay(t, public, client)
}

// onSocket is a browser that visits a server on a socket.
func onSocket(socket string) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}}}
}

// sendsAsHeadersSay visits each file of a site at a server of our own, and compares what it sends along with _headers.
func sendsAsHeadersSay(t *testing.T, public string, client *http.Client) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(public, host.HeadersFile))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := host.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2", ".webp": "image/webp"}
	seen := 0
	for name := range files(t, public) {
		address := "/" + strings.TrimSuffix(name, "index.html")
		r, err := client.Get("http://localhost" + address)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if slices.Contains([]string{host.HeadersFile, host.RedirectsFile}, name) {
			if r.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s", address, r.Status)
			}
			continue
		}
		if want := kinds[filepath.Ext(name)]; r.StatusCode != http.StatusOK || want != "" && r.Header.Get("Content-Type") != want {
			t.Errorf("%s: %s, %s", address, r.Status, r.Header.Get("Content-Type"))
		}
		for header, want := range rules.For(address) {
			if !slices.Equal(r.Header[header], want) {
				t.Errorf("%s: %s is %q, and in _headers %q", address, header, r.Header[header], want)
			}
		}
		if framed := strings.Contains(address, "/inbedden/"); framed && r.Header.Get("X-Frame-Options") != "" {
			t.Errorf("%s may not stand in a frame", address)
		}
		seen++
	}
	for address, lang := range map[string]string{"/nergens/": "nl", "/ar/nergens/": "ar"} {
		r, err := client.Get("http://localhost" + address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusNotFound || r.Header.Get("Content-Security-Policy") != policy+"; frame-ancestors 'none'" || !regexp.MustCompile(`<html[^>]* lang="?`+lang).Match(body) {
			t.Errorf("%s: %s, %v, %.300s (%v)", address, r.Status, r.Header, body, err)
		}
	}
	if seen < 100 {
		t.Errorf("only %d files", seen)
	}
}
