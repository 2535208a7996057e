package build

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
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
	client := onSocket(socket)
	for range 100 {
		if _, err = os.Stat(socket); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Fatalf("nginx does not listen: %s", log.String())
	}
	sendsAsHeadersSay(t, public, client)
}
