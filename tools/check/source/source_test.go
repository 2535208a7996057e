package source

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"mijnopladers.nl/opladers/tools/check/rule"
)

// pages reads the pages of an archive.
func pages(t *testing.T, name string) []txtar.File {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("../testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return a.Files
}

// Each page has one fault: its rule is found on its line, and no other is.
func TestFaults(t *testing.T) {
	archives, err := filepath.Glob("../testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	faults, found, alarms := 0, 0, 0
	for _, archive := range archives {
		if filepath.Base(archive) == "goed.txtar" {
			continue
		}
		for _, f := range pages(t, filepath.Base(archive)) {
			id, rest, _ := strings.Cut(f.Name, "/")
			number, _, _ := strings.Cut(rest, "/")
			line, err := strconv.Atoi(number)
			if _, ok := rule.Get(id); !ok || err != nil {
				t.Fatalf("%s: %q is no rule with a line", archive, f.Name)
			}
			faults++
			hit := false
			list, _ := Check(f.Data, Options{Dutch: true})
			for _, got := range list {
				if got.Rule == id && got.Line == line && !hit {
					hit = true
					found++
					continue
				}
				alarms++
				t.Errorf("%s: also %s on line %d: %s", f.Name, got.Rule, got.Line, got.Text)
			}
			if !hit {
				t.Errorf("%s: not found", f.Name)
			}
		}
	}
	t.Logf("%d faults, %d found (recall %.3f), %d false alarms (precision %.3f)", faults, found, float64(found)/float64(faults), alarms, float64(found)/float64(found+alarms))
}

func TestCleanPages(t *testing.T) {
	for _, f := range pages(t, "goed.txtar") {
		list, _ := Check(f.Data, Options{Dutch: true})
		for _, got := range list {
			t.Errorf("%s: %s on line %d: %s", f.Name, got.Rule, got.Line, got.Text)
		}
	}
}

// What a program mends is not found again, and breaks nothing else.
func TestFixes(t *testing.T) {
	archives, err := filepath.Glob("../testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	mended := map[string]bool{}
	for _, archive := range archives {
		for _, f := range pages(t, filepath.Base(archive)) {
			list, _ := Check(f.Data, Options{Dutch: true})
			for _, found := range list {
				x := found.Fix
				if x == nil {
					continue
				}
				mended[found.Rule] = true
				after := string(f.Data[:x.At]) + x.New + string(f.Data[x.End:])
				now, _ := Check([]byte(after), Options{Dutch: true})
				if len(now) != len(list)-1 {
					t.Errorf("%s: after mending %s on line %d:\n%s%+v", f.Name, found.Rule, found.Line, after, now)
				}
			}
		}
	}
	for _, id := range []string{"alt-foto-van", "kop-leeg", "kop-sprong", "kop-nep", "lijst-nep"} {
		if !mended[id] {
			t.Errorf("%s is never mended", id)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, name := range []string{"opbouw.txtar", "goed.txtar"} {
		a, err := txtar.ParseFile(filepath.Join("../testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, _ := Check(data, Options{Dutch: true})
		lines := strings.Count(string(data), "\n") + 1
		for _, found := range list {
			if found.Line < 0 || found.Line > lines {
				t.Errorf("line %d of %d: %+v", found.Line, lines, found)
			}
			if x := found.Fix; x != nil && (x.At < 0 || x.End < x.At || x.End > len(data)) {
				t.Errorf("fix from %d to %d of %d bytes", x.At, x.End, len(data))
			}
		}
	})
}
