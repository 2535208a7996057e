package personal

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var marked = regexp.MustCompile(`\{([a-z-]+)\|([^}]*)\}`)

// lines reads a corpus: the texts, and what must be found in each.
func lines(t testing.TB, name string) (texts []string, want [][]Hit) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.ReplaceAll(strings.TrimSpace(line), `\n`, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		var text strings.Builder
		var hits []Hit
		rest := 0
		for _, m := range marked.FindAllStringSubmatchIndex(line, -1) {
			text.WriteString(line[rest:m[0]])
			words := line[m[4]:m[5]]
			hits = append(hits, Hit{Kind(line[m[2]:m[3]]), text.Len(), text.Len() + len(words), words})
			text.WriteString(words)
			rest = m[1]
		}
		text.WriteString(line[rest:])
		texts, want = append(texts, text.String()), append(want, hits)
	}
	return texts, want
}

var known = NewKnown("Bel de aanjager: 06 - 55 00 11 22", "gemeentevoorbeeld.nl", "Mail desoepclub@gmail.com", "NL02ABNA0123456789")

// All that is personal in the corpus is found, and nothing else.
func TestFind(t *testing.T) {
	texts, want := lines(t, "testdata/zinnen.txt")
	if len(texts) < 120 {
		t.Fatalf("only %d texts", len(texts))
	}
	found, all, right := 0, 0, 0
	for i, text := range texts {
		got := Find(text, known)
		found, all = found+len(got), all+len(want[i])
		for _, h := range got {
			if slices.Contains(want[i], h) {
				right++
			} else {
				t.Errorf("%s\n\tis %s: %q", text, h.Kind, h.Words)
			}
		}
		for _, h := range want[i] {
			if !slices.Contains(got, h) {
				t.Errorf("%s\n\tis not %s: %q", text, h.Kind, h.Words)
			}
		}
	}
	t.Logf("%d texts, %d to find: precision %.3f, recall %.3f", len(texts), all, float64(right)/float64(found), float64(right)/float64(all))
}

func TestKnownInEveryNotation(t *testing.T) {
	for _, number := range []string{"+31 6 55001122", "0031655001122", "06-55001122", "06 55 00 11 22", "+31 (0)6-55 00 11 22", "+31(0)655001122", "wa.me/31655001122"} {
		if got := Find("Bel "+number+" nu.", known); len(got) > 0 {
			t.Errorf("%s: %v", number, got)
		}
		if got := Find("Bel "+number+" nu.", nil); len(got) != 1 {
			t.Errorf("%s is not found: %v", number, got)
		}
		if got := Find("Bel 06-55001122 nu.", NewKnown(number)); len(got) > 0 {
			t.Errorf("%s added: %v", number, got)
		}
	}
	k := NewKnown("gmail.com", "https://www.voorbeeld.nl/contact", "@voorbeeld.org")
	if got := Find("a@gmail.com a.bakker@post.voorbeeld.nl a.bakker@voorbeeld.org a.bakker@nietvoorbeeld.nl", k); len(got) != 2 {
		t.Errorf("domains: %v", got)
	}
}

func FuzzFind(f *testing.F) {
	texts, _ := lines(f, "testdata/zinnen.txt")
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, h := range Find(text, known) {
			if h.At < at || h.End <= h.At || h.End > len(text) || text[h.At:h.End] != h.Words {
				t.Fatalf("%+v after %d in %q", h, at, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(h.Words) {
				t.Fatalf("%+v cuts a letter", h)
			}
			at = h.End
		}
		NewKnown(text)
	})
}

// Whatever a text is made of, reading it ends: what took quadratic time would keep this test until it is stopped.
func TestFindEnds(t *testing.T) {
	for _, part := range []string{
		"0", "06 ", "+31", "a@", "(at)", "@", ".", "/", "//t.me/+", "€", "é", "A", "A ", "Kerkstraat 1 ", "Sem (7) ", "van ", "\n", " ", "0-", "NL91", "geboren 3 mei ", "Fleur Jansen groep 4 ",
		"facebook.com/groups/", "'", "’", "06-12345678 ",
	} {
		for _, h := range Find(strings.Repeat(part, 1_000_000/len(part)), known) {
			if h.End <= h.At {
				t.Errorf("%q: %+v", part, h)
			}
		}
	}
}

func TestFindIsBounded(t *testing.T) {
	if got := Find(strings.Repeat("06-12345678 ", 20*MaxHits), nil); len(got) != MaxHits {
		t.Errorf("%d hits", len(got))
	}
}

func BenchmarkFind(b *testing.B) {
	texts, _ := lines(b, "testdata/zinnen.txt")
	for name, text := range map[string]string{"dangerous": strings.Join(texts, "\n\n"), "plain": plainText()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Find(text, known)
			}
		})
	}
}

func plainText() string {
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, "Op de markt kwam je %d buren tegen, en achter de kraam stond Sam met een pan soep. Het regende, maar niemand ging naar huis.\n\n", i)
	}
	return b.String()
}
