package plain

import (
	"os"
	"strings"
	"testing"
)

func TestSyllables(t *testing.T) {
	data, err := os.ReadFile("testdata/lettergrepen.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			n++
			if got, want := syllables(strings.ReplaceAll(w, "-", "")), strings.Count(w, "-")+1; got != want {
				t.Errorf("%s has %d syllables, not %d", w, want, got)
			}
		}
	}
	if n < 200 {
		t.Errorf("%d words are too few to mean something", n)
	}
}
