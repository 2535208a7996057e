// Package readtest is what the tests of readers share: golden files, in one form for all formats and for good and bad
// input alike, and archives to read.
//
// A golden file stands beside its input and holds the pages as the store would write them, then the notices, then the
// refusal. `go test ./tools/read/docx -update` writes them anew: look at the difference.
package readtest

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Golden reads every file that matches pattern and compares the result with its golden file.
func Golden(t *testing.T, pattern string, read func(file string, data []byte) ([]*page.Page, []notice.Notice, error)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no input matches %s: %v", pattern, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := Dump(read(file, data))
		golden := strings.TrimSuffix(file, filepath.Ext(file)) + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(golden); err != nil || got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s (%v)", file, got, want, err)
		}
	}
}

// Dump writes what a reader returns, for people to compare.
func Dump(pages []*page.Page, notices []notice.Notice, err error) string {
	var b strings.Builder
	for _, p := range pages {
		text, err := p.Format()
		if err != nil {
			return err.Error()
		}
		if p.Key != "" {
			fmt.Fprintf(&b, "== %s\n", p.Key)
		}
		b.Write(text)
	}
	for _, n := range notices {
		b.WriteString(string(n.Level))
		if n.Line > 0 {
			fmt.Fprintf(&b, " %d", n.Line)
		}
		fmt.Fprintf(&b, ": %v\n", n)
	}
	if err != nil {
		fmt.Fprintln(&b, "refused:", err)
	}
	return b.String()
}

// Stored checks that pages can be written and read back.
func Stored(t testing.TB, pages []*page.Page) {
	t.Helper()
	for _, p := range pages {
		text, err := p.Format()
		if err == nil {
			_, err = page.Parse(text)
		}
		if err != nil {
			t.Errorf("%q: %v\n%.1000s", p.Title, err, text)
		}
	}
}

// Zip makes an archive of names and their contents, in turn.
func Zip(pairs ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.Create(pairs[i])
		if err == nil {
			_, err = f.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			panic(err) // memory does not fail
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Rewrite replaces one part of an archive.
func Rewrite(t testing.TB, data []byte, part, content string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for _, f := range r.File {
		if f.Name == part {
			pairs = append(pairs, part, content)
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		was, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, f.Name, string(was))
	}
	return Zip(pairs...)
}
