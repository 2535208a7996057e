package build

import (
	"context"
	"fmt"
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

// nginxSends has nginx with docs/nginx.conf send what _headers says, with each file of the sample. Only where nginx listens and where the files are is changed.
func nginxSends(t *testing.T, public string) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		nginx, err = exec.LookPath("/usr/sbin/nginx")
	}
	if err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("nginx is not installed (Debian: nginx-light)")
		}
		t.Skip("nginx is not installed (Debian: nginx-light)")
	}
	if err := os.Chmod(filepath.Dir(filepath.Dir(public)), 0o755); err != nil { // its workers may be another user
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	socket := filepath.Join(dir, "s")
	for _, change := range [][2]string{
		{`listen 443 ssl http2;`, "listen unix:" + socket + ";"}, {`ssl_certificate[^;]*;`, ""}, {`root [^;]*;`, "root " + public + ";"}, {`(?s)# Whoever comes.*`, ""},
	} {
		pattern := regexp.MustCompile(change[0])
		if !pattern.Match(text) {
			t.Fatalf("no %s", change[0])
		}
		text = pattern.ReplaceAllLiteral(text, []byte(change[1]))
	}
	paths := ""
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		paths += fmt.Sprintf("%s_temp_path %s; ", kind, filepath.Join(dir, kind))
	}
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;"
	}
	conf := fmt.Sprintf("%s daemon off; master_process off; pid %s; error_log stderr; events {} http { access_log off; %s %s }", user, filepath.Join(dir, "pid"), paths, text)
	write(t, filepath.Join(dir, "nginx.conf"), []byte(conf))
	cmd := exec.Command(nginx, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"), "-e", "stderr")
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}}}
	for range 100 {
		if _, err = os.Stat(socket); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Fatalf("nginx does not listen: %s", log.String())
	}

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
