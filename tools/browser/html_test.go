package browser

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// nuMessage is what the Nu HTML checker says about a file.
type nuMessage struct {
	Type, URL, Message, Extract string
	LastLine                    int
}

// nu has the Nu HTML checker read files, in one run, and gives the errors. Its warnings are advice.
func nu(t *testing.T, files []string) []nuMessage {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		missing(t, "java is not on this machine")
	}
	const jar = "node_modules/vnu-jar/build/dist/vnu.jar"
	if _, err := os.Stat(jar); err != nil {
		missing(t, "the Nu HTML checker is not here: run npm ci in tools/browser")
	}
	cmd := exec.Command(java, append([]string{"-Xss1m", "-jar", jar, "--format", "json", "--exit-zero-always", "--also-check-svg"}, files...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr // where it reports
	if out, err := cmd.Output(); err != nil {
		t.Fatalf("%v: %s%s", err, out, stderr.Bytes())
	}
	var report struct{ Messages []nuMessage }
	if err := json.Unmarshal(stderr.Bytes(), &report); err != nil {
		t.Fatalf("%v: %s", err, stderr.Bytes())
	}
	var wrong []nuMessage
	for _, m := range report.Messages {
		if m.Type != "info" {
			wrong = append(wrong, m)
		}
	}
	return wrong
}

// Each template in each language, and each drawing that is a file of its own.
func TestHTML(t *testing.T) {
	public := samplePublic(t)
	var files []string
	for _, p := range examples(inventory(t, public)) {
		name := filepath.FromSlash(strings.TrimPrefix(p.path, "/"))
		if strings.HasSuffix(p.path, "/") {
			name = filepath.Join(name, "index.html")
		}
		files = append(files, filepath.Join(public, name))
	}
	drawings, err := filepath.Glob(filepath.Join(public, "*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range nu(t, append(files, drawings...)) {
		t.Errorf("%s, line %d: %s\n%s", strings.TrimPrefix(m.URL, "file:"+public), m.LastLine, m.Message, strings.TrimSpace(m.Extract))
	}
}

// The checker is told of mistakes, and not only asked.
func TestTheCheckerFindsMistakes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "fout.html")
	if err := os.WriteFile(file, []byte(`<!DOCTYPE html><html lang="nl"><title>Fout</title><p id="a"><p id="a"><img src="a.png">`), 0o644); err != nil {
		t.Fatal(err)
	}
	found := nu(t, []string{file})
	if len(found) < 2 || !strings.Contains(found[0].Message, "Duplicate ID") || !strings.Contains(found[len(found)-1].Message, "alt") {
		t.Errorf("%+v", found)
	}
}
