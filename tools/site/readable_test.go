package site

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFileError(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ text, want string }{
		"layouts/a.html":     {"a\n{{ if }}", "layouts/a.html, regel 2: De opmaak van de site is niet te lezen: missing value for if. Herstel deze regel."},
		"layouts/b.html":     {"{{ eigen hugo.Data.a }}", ""},
		"layouts/.b.html":    {"{{", ""},
		"data/a.toml":        {"a = 1\nb = [", "data/a.toml, regel 2: De gegevens in dit bestand zijn niet te lezen: toml: array is incomplete. Herstel deze regel, of zet het bestand terug zoals het was."},
		"data/sub/a.yaml":    {"a: b\n  c: [\n", "data/sub/a.yaml, regel 1: De gegevens in dit bestand zijn niet te lezen: mapping value is not allowed in this context. Herstel deze regel, of zet het bestand terug zoals het was."},
		"data/a.json":        {"{\"a\": 1,\n}", "data/a.json, regel 2: De gegevens in dit bestand zijn niet te lezen: invalid character '}' looking for beginning of object key string. Herstel deze regel, of zet het bestand terug zoals het was."},
		"data/b.json":        {`{"a": 1}`, ""},
		"data/empty.yaml":    {"", ""},
		"content/a/index.md": {"---\n[", ""},
		"data/gone.toml":     {"-", ""},
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if name == "data/gone.toml" {
			_ = os.Remove(file)
		}
		got := ""
		if err := FileError(dir, file); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
