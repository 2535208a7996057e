package merge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// blocksOf writes words as the paragraphs of a page: "a b" is two.
func blocksOf(words string) string {
	front := "---\ntitle: T\n---\n"
	if words == "" {
		return front
	}
	return front + "\n" + strings.Join(strings.Fields(words), "\n\n") + "\n"
}

func TestMergeText(t *testing.T) {
	for name, test := range map[string]struct {
		base, source, page, want string
		edits                    string // page|source, ;
	}{
		"nothing":                        {"a b c", "a b c", "a b c", "a b c", ""},
		"each its own":                   {"a b c d", "a B c d", "a b c D", "a B c D", "D|d"},
		"an edit, and a new one after":   {"a b c", "a b n c", "a B c", "a B n c", "B|b"},
		"an edit, and a new one before":  {"a b c", "a n b c", "a B c", "a n B c", "B|b"},
		"neighbours":                     {"a b c d", "a b C d", "a B c d", "a B C d", "B|b"},
		"the same edit":                  {"a b c", "a B c", "a B c", "a B c", ""},
		"the same block twice":           {"a b c", "a B c", "a x c", "a x c", "x|B"},
		"new ones at one place":          {"a b", "a n b", "a x b", "a x b", "x|n"},
		"the same new one after an edit": {"a b", "a b n", "a B n", "a B n", "B n|b"},
		"the same new one, other edit":   {"a b", "a B n", "a b n", "a B n", "n|"},
		"removed here, edited there":     {"a b c", "a B c", "a c", "a c", "|B"},
		"removed there, edited here":     {"a b c", "a c", "a B c", "a B c", "B|"},
		"removed there":                  {"a b c d", "a c d", "a b c D", "a c D", "D|d"},
		"all removed there":              {"a b", "", "a b", "", ""},
		"all removed here":               {"a b", "a b c", "", "c", "|a b"},
		"first of a page without text":   {"", "a b", "", "a b", ""},
		"a wide edit here":               {"a b c d e", "a b C d e", "a x e", "a x e", "x|b C d"},
		"repeated blocks":                {"a - b - c -", "a - b - n - c -", "a - - c -", "a - - n - c -", "|b"},
		"a new footnote":                 {"a[^1] b [^1]:A", "a[^1] b n[^2] [^1]:A [^2]:N", "A[^1] b [^1]:A", "A[^1] b n[^2] [^1]:A [^2]:N", "A[^1]|a[^1]"},
		"a footnote written better":      {"a[^1] b [^1]:A", "a[^1] b [^1]:AA", "A[^1] b [^1]:A", "A[^1] b [^1]:AA", "A[^1]|a[^1]"},
		"footnotes renumbered":           {"a[^1] b [^1]:A", "a[^2] b[^1] [^1]:B [^2]:A", "x[^1] b [^1]:A", "x[^1] b [^1]:A", "x[^1] b [^1]:A|a[^2] b[^1] [^1]:B [^2]:A"},
		"a footnote goes, its mark not":  {"a[^1] b [^1]:A", "a b", "A[^1] b [^1]:A", "A[^1] b [^1]:A", "A[^1] b [^1]:A|a b"},
		"two notes of one label":         {"a b c", "a[^1] b c [^1]:S", "a b c[^1] x [^1]:P", "a b c[^1] x [^1]:P", "a b c[^1] x [^1]:P|a[^1] b c [^1]:S"},
		"a fence that is not closed":     {"a b", "a b c", "a ```", "a ```", "a ```|a b c"},
	} {
		t.Run(name, func(t *testing.T) {
			source := blocksOf(test.source)
			got, edits := merge(t, blocksOf(test.base), source, strings.ReplaceAll(blocksOf(test.page), "T\n", "T # x\n"))
			want := strings.ReplaceAll(blocksOf(test.want), "T\n", "T # x\n")
			if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			var said []string
			for _, e := range edits {
				said = append(said, strings.Join(strings.Fields(e.Page), " ")+"|"+strings.Join(strings.Fields(e.Source), " "))
			}
			if s := strings.Join(said, ";"); s != test.edits {
				t.Errorf("edits %q, want %q", s, test.edits)
			}
			if again, _ := merge(t, source, source, got); again != got {
				t.Errorf("merged again: %s", again)
			}
		})
	}
}

func TestMergeTextKeepsBytes(t *testing.T) {
	base := "---\ntitle: T\n---\n\neen\n\ntwee\n\n```\ncode\n\nmeer\n```\n\n- punt\n\n  vervolg\n\ndrie\n"
	source := strings.Replace(base, "twee", "twee!\n\nen een half", 1)
	own := "---\ntitle: T\n---\neen  \r\n\n\ntwee\n \n\n```\ncode\n\nmeer \n```\n\n\n\n- punt\n\n  vervolg!\n\n\n\ndrie"
	want := strings.Replace(own, "twee\n", "twee!\n\nen een half\n", 1)
	got, edits := merge(t, base, source, own)
	if got != want || len(edits) != 1 || edits[0].Page != "- punt\n\n  vervolg!" {
		t.Errorf("%q\n%q\n%q", got, want, edits)
	}
	if got, edits := merge(t, base, strings.Replace(base, "een\n", "een  \nregel\n", 1), strings.Replace(base, "een\n", "een\nregel\n", 1)); !strings.Contains(got, "een\nregel") || len(edits) != 1 {
		t.Errorf("a hard break does not count: %q, %q", got, edits)
	}
}

func TestMergeTextIntoPageThatEndsEarly(t *testing.T) {
	source := blocksOf("a b")
	if got, _ := merge(t, blocksOf(""), source, "---\r\ntitle: U\r\n---"); got != "---\r\ntitle: U\r\n---\r\n\r\na\r\n\r\nb\r\n" {
		t.Errorf("%q", got)
	}
	if got, _ := merge(t, blocksOf(""), source, ""); got != "a\n\nb\n" {
		t.Errorf("%q", got)
	}
	if got, _ := merge(t, blocksOf("a"), source, "---\ntitle: U\n---\na"); got != "---\ntitle: U\n---\na\n\nb" {
		t.Errorf("%q", got)
	}
}

// diff has to be right: what is outside its hunks is equal, and the hunks turn a into b.
func TestDiff(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, b := make([]string, r.IntN(12)), make([]string, r.IntN(12))
		for i := range a {
			a[i] = string(rune('a' + r.IntN(3)))
		}
		for i := range b {
			b[i] = string(rune('a' + r.IntN(3)))
		}
		var got []string
		at, last := 0, -1
		for _, h := range diff(a, b) {
			if h.a0 < at || h.a0 == last {
				t.Fatalf("%v %v: hunks are not apart", a, b)
			}
			got = append(append(got, a[at:h.a0]...), b[h.b0:h.b1]...)
			at, last = h.a1, h.a1
		}
		if got = append(got, a[at:]...); !slices.Equal(got, b) {
			t.Fatalf("%v %v: %v", a, b, got)
		}
	}
}

func TestMergeIsBounded(t *testing.T) {
	var many, same strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&many, "%d\n\n", i%100_000)
		same.WriteString("a\n\n")
	}
	few := many.String()[:50_000]
	reversed := func(text string) string {
		blocks := strings.Split(text, "\n\n")
		slices.Reverse(blocks)
		return strings.Join(blocks, "\n\n")
	}
	for name, test := range map[string][3]string{
		"many blocks":     {many.String(), "x\n\n" + many.String(), many.String() + "y\n"},
		"many changes":    {few, reversed(few), few + "y"},
		"the same":        {same.String()[:20_000], same.String()[:29_000], "x\n\n" + same.String()[:15_000]},
		"no blank line":   {strings.Repeat("a\n", 1<<19), strings.Repeat("a\n", 1<<19) + "b", "c\n" + strings.Repeat("a\n", 1<<19)},
		"note":            {"x[^1]\n\n[^1]: " + strings.Repeat("a\n", 1<<19), "y[^1]\n\nb\n\n[^1]: " + strings.Repeat("a\n", 1<<19), "x[^1]\n\n[^1]: c" + strings.Repeat("a\n", 1<<19)},
		"marks":           {"a", strings.Repeat("[^", 1<<19), "b\n\n" + strings.Repeat("[^", 1<<19)},
		"fences":          {"a", strings.Repeat("```\n\n~~~\n\n", 1<<17), "b\n\na"},
		"alternate edits": {few, strings.ReplaceAll(few, "1\n\n", "1x\n\n"), strings.ReplaceAll(few, "2\n\n", "2x\n\n")},
	} {
		front := "---\ntitle: T\n---\n\n"
		base, _ := NewBase([]byte(front + test[0]))
		begin := time.Now()
		got, _, err := Merge(base, []byte(front+test[1]), []byte(front+test[2]))
		if took := time.Since(begin); took > 30*time.Second || err != nil || len(got) == 0 {
			t.Errorf("%s: %v, %v", name, took, err)
		}
	}
}
