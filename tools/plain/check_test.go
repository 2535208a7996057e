package plain

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// rows returns the lines of a table in testdata, cut at the tabs.
func rows(t testing.TB, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if line[0] != '#' {
			out = append(out, strings.Split(strings.TrimRight(line, "\n"), "\t"))
		}
	}
	return out
}

// fired returns the rules that have a remark on a text, each once.
func fired(text string) []Rule {
	var out []Rule
	for _, r := range Check(text) {
		if !slices.Contains(out, r.Rule) {
			out = append(out, r.Rule)
		}
	}
	return out
}

func TestSentences(t *testing.T) {
	type count struct{ right, wrong, missed int }
	counts := map[Rule]*count{}
	for _, r := range Rules() {
		counts[r] = &count{}
	}
	before, quiet := 0, 0
	judge := func(text string, want []Rule) {
		got := fired(text)
		for _, r := range got {
			if slices.Contains(want, r) {
				counts[r].right++
			} else {
				counts[r].wrong++
				t.Errorf("%s fires on %q", r, text)
			}
		}
		for _, r := range want {
			if !slices.Contains(got, r) {
				counts[r].missed++
				t.Errorf("%s does not fire on %q", r, text)
			}
		}
	}
	for _, row := range rows(t, "zinnen.tsv") {
		if row[0] == "-" {
			quiet++
			judge(row[1], nil)
			continue
		}
		before++
		var want []Rule
		for r := range strings.SplitSeq(row[0], ",") {
			if counts[Rule(r)] == nil {
				t.Fatalf("no such rule: %s", r)
			}
			want = append(want, Rule(r))
		}
		judge(row[1], want)
		judge(row[2], nil)
	}
	if before < 90 || quiet < 60 {
		t.Errorf("%d and %d sentences are too few to mean something", before, quiet)
	}
	for _, r := range Rules() {
		c := counts[r]
		t.Logf("%-20s precision %3.0f%%  recall %3.0f%%  of %d", r, percent(c.right, c.wrong), percent(c.right, c.missed), c.right+c.missed)
	}
}

func percent(yes, no int) float64 { return 100 * float64(yes) / float64(max(1, yes+no)) }

// TestMessages holds what people read to testdata/berichten.txt. Run it with UPDATE=1 after a change of words.
func TestMessages(t *testing.T) {
	var b strings.Builder
	for _, row := range rows(t, "zinnen.tsv") {
		for _, r := range Check(row[1]) {
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", r.Rule, r.Text, r.Hint, r.Replace)
		}
	}
	got := b.String()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("testdata/berichten.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/berichten.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(want), "\n") {
		if g := strings.Split(got, "\n"); i >= len(g) || g[i] != line {
			t.Fatalf("line %d of berichten.txt is otherwise now; it was\n%s", i+1, line)
		}
	}
	if strings.Contains(got, "B1") {
		t.Error("no message may speak of B1")
	}
}

func TestReplace(t *testing.T) {
	for before, after := range map[string]string{
		"Conform de regels.":                      "Volgens de regels.",
		"Neem brood mee, bijv. van thuis.":        "Neem brood mee, bijvoorbeeld van thuis.",
		"Bijv. brood, kaas enz.":                  "Bijvoorbeeld brood, kaas enzovoort.",
		"Er is koffie & thee.":                    "Er is koffie en thee.",
		"Er is koffie&thee.":                      "Er is koffie en thee.",
		"Op 3 okt. 2026 is er soep.":              "Op 3 oktober 2026 is er soep.",
		"Wij doen dit i.s.m. de bieb, d.w.z. u.":  "Wij doen dit samen met de bieb, dat wil zeggen u.",
		"Met behulp van lijm reeds geplakt":       "Met lijm al geplakt",
		"Er waren achtenveertig flessen.":         "Er waren 48 flessen.",
		"Kom zo. en blijf tot 10.00 u. of later.": "Kom zo. en blijf tot 10.00 uur of later.",
		"Jansen jr. van za. 3 t/m zo. 4 mei.":     "Jansen jr. van zaterdag 3 t/m zondag 4 mei.",
		"Wij faciliteren niets.":                  "Wij faciliteren niets.", // that needs a person
	} {
		got := before
		for _, r := range slices.Backward(Check(before)) {
			if r.Replace != "" {
				got = got[:r.At] + r.Replace + got[r.End:]
			}
		}
		if got != after {
			t.Errorf("%q became %q, not %q", before, got, after)
		}
	}
}

func TestTables(t *testing.T) {
	n := 0
	for _, line := range lines("jargon.tsv") {
		n++
		if f := strings.Split(line, "\t"); len(f) < 3 || f[2] == "" {
			t.Errorf("jargon.tsv: no sense in %q", line)
		}
	}
	if n < 400 {
		t.Errorf("jargon.tsv has %d entries", n)
	}
	// What is advised must not be a fault itself.
	var walk func(*node)
	walk = func(n *node) {
		if n.entry != nil {
			for _, w := range n.entry.instead {
				if r := fired(w); len(r) > 0 {
					t.Errorf("%v fires on the advice %q", r, w)
				}
			}
		}
		for _, next := range n.next {
			walk(next)
		}
	}
	for short, k := range dutch().lexemes {
		if k.first != nil {
			walk(k.first)
		}
		if k.short == nil {
			continue
		}
		for _, w := range k.short.full {
			if r := fired(w); len(r) > 0 {
				t.Errorf("%v fires on %q for %s", r, w, short)
			}
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, row := range rows(f, "zinnen.tsv") {
		f.Add(row[1])
	}
	f.Add("‘((‘’s i.p.v.d. ’t/m & \xff é& NIET\u0301 a.b.c.d.e. 10.00-12.00 http:// @a @ d'r”")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, r := range Check(text) {
			if r.At < at || r.End <= r.At || r.End > len(text) {
				t.Fatalf("%+v stands outside %q or out of order", r, text)
			}
			if utf8.ValidString(text) && (!utf8.RuneStart(text[r.At]) || r.End < len(text) && !utf8.RuneStart(text[r.End])) {
				t.Fatalf("%+v cuts a letter in %q", r, text)
			}
			if r.Replace == text[r.At:r.End] || r.Text == "" || r.Hint == "" || r.Words == "" {
				t.Fatalf("%+v says nothing about %q", r, text)
			}
			at = r.At
		}
		end := 0
		for _, s := range Sentences(text) {
			if s[0] < end || s[1] <= s[0] || s[1] > len(text) {
				t.Fatalf("%v is no sentence of %q", s, text)
			}
			end = s[1]
		}
		if s := Measure(text); s.Words < s.Sentences || s.Syllables < s.Words {
			t.Fatalf("%+v of %q", s, text)
		}
	})
}

// TestEnds feeds what would take quadratic time if a rule looked at everything again and again: that would keep it until it is stopped.
func TestEnds(t *testing.T) {
	for _, part := range []string{
		"wordt ", "is door ", "de in de door ", "“", "‘a ", "(", "CJG ", "a.b.", "niet ", "in het kader ", "t/", "a@", "NIET ", "www.", "gedaan,", "a&", "’s ", "ge", "1.", "aan", "wordt\n\n", "morgen 1.1.", "participatie",
	} {
		text := strings.Repeat(part, (256<<10)/len(part))
		for _, r := range Check(text) {
			if r.At < 0 || r.End <= r.At || r.End > len(text) {
				t.Errorf("%q over and over: %+v", part, r)
			}
		}
	}
}

func TestBound(t *testing.T) {
	text := strings.Repeat("é ", MaxBytes)
	for _, s := range Sentences(text) {
		if s[1] > MaxBytes {
			t.Errorf("a sentence ends at %d", s[1])
		}
	}
	if got := bound("a" + text); !utf8.ValidString(got) || len(got) > MaxBytes {
		t.Errorf("%d bytes, cut in a letter", len(got))
	}
}

func BenchmarkCheck(b *testing.B) {
	var page []string
	n := 0
	for _, row := range rows(b, "zinnen.tsv") {
		text := row[len(row)-1]
		page = append(page, text)
		n += len(text)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range page {
			CheckAndMeasure(text)
		}
	}
}
