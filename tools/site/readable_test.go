package site

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFileError(t *testing.T) {
	files := []struct{ name, text, want string }{
		{"layouts/a.html", "a\n{{ if }}", "layouts/a.html, regel 2: De opmaak van de site is niet te lezen: missing value for if. Herstel deze regel."},
		{"layouts/b.html", "{{ eigen hugo.Data.a }}", ""},
		{"layouts/.b.html", "{{", ""},
		{"data/a.toml", "a = 1\nb = [", "data/a.toml, regel 2: De gegevens in dit bestand zijn niet te lezen: toml: array is incomplete. Herstel deze regel, of zet het bestand terug zoals het was."},
		{"data/sub/a.yaml", "a: b\n  c: [\n", "data/sub/a.yaml, regel 1: De gegevens in dit bestand zijn niet te lezen: mapping value is not allowed in this context. Herstel deze regel, of zet het bestand terug zoals het was."},
		{"data/a.json", "{\"a\": 1,\n}", "data/a.json, regel 2: De gegevens in dit bestand zijn niet te lezen: invalid character '}' looking for beginning of object key string. Herstel deze regel, of zet het bestand terug zoals het was."},
		{"data/b.json", `{"a": 1}`, ""},
		{"data/empty.yaml", "", ""},
		{"content/a/index.md", "---\n[", ""},
	}
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(at(f.name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(f.name), []byte(f.text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said := func(name string) string {
		if err := FileError(dir, at(name)); err != nil {
			return err.Error()
		}
		return ""
	}
	for _, f := range files {
		if got := said(f.name); got != f.want {
			t.Errorf("%s: %s", f.name, got)
		}
	}
	if got := said("data/gone.toml"); got != "" {
		t.Errorf("a file that is gone: %s", got)
	}
	if err := os.Remove(at("layouts/b.html")); err != nil {
		t.Fatal(err)
	}
	if got := said("data/a.toml"); got != "" {
		t.Errorf("no template uses it: %s", got)
	}
}
