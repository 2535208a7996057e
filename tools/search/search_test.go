package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write testdata/stammen.txt")

// wordLines gives the lines of testdata/woorden.txt: forms of one word, or words that differ.
func wordLines(t testing.TB) (lines [][]string, differ []bool) {
	t.Helper()
	data, err := os.ReadFile("testdata/woorden.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			rest, apart := strings.CutPrefix(line, "- ")
			lines, differ = append(lines, strings.Fields(rest)), append(differ, apart)
		}
	}
	return lines, differ
}

func TestStem(t *testing.T) {
	lines, differ := wordLines(t)
	for i, line := range lines {
		stems := map[string][]string{}
		for _, w := range line {
			stems[Stem(w)] = append(stems[Stem(w)], w)
		}
		if differ[i] && len(stems) != len(line) || !differ[i] && len(stems) != 1 {
			t.Errorf("%q have the stems %q", line, stems)
		}
	}
}

// testdata/stammen.txt is what the browser must make of words too: see TestStemsInTheBrowser in tools/browser.
func TestStemsAreWrittenDown(t *testing.T) {
	var b strings.Builder
	lines, _ := wordLines(t)
	texts := []string{
		"Café’s, crème brûlée en ideeën: één à twee zeeën.", "Baby's auto’s foto's oma's", "06 - 00 00 00 01 om 9.30 uur in 2026, 12345",
		"naar de speeltuin met je kind", "voor wie is het?", "IJsbaan ijs Ĳsselmeer", "ÇA VA? Дитина дитини עברית ١٢٣ x y zz", "#Opladers a.b-c_d", "",
		strings.Repeat("lang", 11), "\u0301los accent", "straße Ærø Łódź",
	}
	for _, line := range lines {
		texts = append(texts, strings.Join(line, " "))
	}
	for _, text := range texts {
		fmt.Fprintf(&b, "%s\t%s\n", text, strings.Join(Terms(text), " "))
	}
	if *update {
		if err := os.WriteFile("testdata/stammen.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/stammen.txt")
	if err != nil || b.String() != string(want) {
		t.Errorf("the stems differ from testdata/stammen.txt (%v): go test ./tools/search -update, and look at the difference", err)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Soep & Brood, 9.30 uur":   "soep brood 30 uur",
		"Crème brûlée in het café": "creme brulee in het cafe",
		"Bel 0600000001":           "bel",
		"'s avonds":                "avonds",
		strings.Repeat("a", 41):    "",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Café’s", "a\x00b\xff", "İstanbul", "e\u0301\u0301\u0301", "12345 1234", "🎈ballon"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Words(text) {
			n := utf8.RuneCountInString(w)
			if n < 2 || n > maxWord {
				t.Errorf("%q has the word %q", text, w)
			}
			if s := Stem(w); s == "" || Stem(w) != s || utf8.RuneCountInString(s) > n {
				t.Errorf("%q has the stem %q", w, s)
			}
		}
	})
}

// read is what the browser sees of an index: the impact of each word by document, and the documents.
func read(t *testing.T, files []File) (m manifest, words map[string]map[int]int, docs [][]any) {
	t.Helper()
	words = map[string]map[int]int{}
	if err := json.Unmarshal(files[0].Data, &m); err != nil || files[0].Name != ManifestName {
		t.Fatal(files[0].Name, err)
	}
	at := func(starts []string, w string) string {
		i := len(starts) - 1
		for i > 0 && starts[i] > w {
			i--
		}
		return fmt.Sprint(i)
	}
	for _, f := range files[1:] {
		name := strings.TrimSuffix(path.Base(f.Name), ".json")
		if path.Dir(f.Name) != Dir+"/"+m.Dir {
			t.Errorf("%s is elsewhere", f.Name)
		}
		switch name[0] {
		case 'w':
			var lists map[string][]int
			if err := json.Unmarshal(f.Data, &lists); err != nil {
				t.Fatal(f.Name, err)
			}
			for w, list := range lists {
				if at(m.Words, w) != name[1:] {
					t.Errorf("%q is in %s, and would be sought in w%s", w, name, at(m.Words, w))
				}
				words[w] = map[int]int{}
				doc := 0
				for _, step := range list {
					if step > 0 {
						doc += step >> 4
						words[w][doc] = step & 15
					}
				}
			}
		case 'a':
			var list []string
			if err := json.Unmarshal(f.Data, &list); err != nil {
				t.Fatal(f.Name, err)
			}
			for _, w := range list {
				if at(m.Backward, w) != name[1:] {
					t.Errorf("%q is in %s, and would be sought in a%s", w, name, at(m.Backward, w))
				}
			}
		case 'd':
			var rows [][]any
			if err := json.Unmarshal(f.Data, &rows); err != nil {
				t.Fatal(f.Name, err)
			}
			docs = append(docs, rows...)
		}
	}
	return m, words, docs
}

func TestBuild(t *testing.T) {
	docs := []Document{
		{Title: "Over", Text: "Wij zijn er voor ouders.", URL: "/over/", Group: Other},
		{Title: "Soep", Text: "Samen eten <b> in de speeltuin. Mail soep@example.org of kijk op https://example.org/geheim.", URL: "/zutphen/verhalen/soep/", Municipality: "zutphen", Group: Story, AlsoIn: []string{"lochem", "nergens"}},
		{Title: "Tuin", Text: "Spelen en graven.", URL: "/zutphen/agenda/tuin/", Municipality: "zutphen", Group: Coming, When: "2027-01-02", Over: "2027-01-03T00:00:00Z", Status: "vol"},
		{Title: "Speel mee", Text: "Soep.", URL: "/lochem/agenda/speel/", Municipality: "lochem", Group: Soon, When: "2026-12-02T09:30", Often: 2},
	}
	places := []Municipality{{"lochem", "Lochem"}, {"zutphen", "Zutphen"}}
	files, err := Build(slices.Clone(docs), places)
	if err != nil {
		t.Fatal(err)
	}
	m, words, rows := read(t, files)
	if got := fmt.Sprint(m.Places, m.Shared); got != "[[lochem Lochem 1 0 0 0 0 0] [zutphen Zutphen 0 1 0 1 0 0] [  0 0 0 0 1 0]] map[lochem:[2]]" {
		t.Error(got)
	}
	if got := fmt.Sprint(rows); got != "[[Speel mee /lochem/agenda/speel/  2026-12-02T09:30   2] [Tuin /zutphen/agenda/tuin/  2027-01-02 2027-01-03T00:00:00Z vol] [Soep /zutphen/verhalen/soep/] [Over /over/]]" {
		t.Error(got)
	}
	if soup := words["soep"]; len(soup) != 2 || soup[2] <= soup[0] {
		t.Errorf("soup, in the title of 2 and the text of 0: %v", soup)
	}
	if tuin := words["tuin"]; len(tuin) != 2 || tuin[1] <= tuin[2] {
		t.Errorf("speeltuin does not count a little for tuin: %v", tuin)
	}
	for w := range words {
		if strings.Contains("voor zijn example geheim", w) {
			t.Errorf("%q is in the index", w)
		}
	}
	slices.Reverse(docs)
	again, err := Build(docs, places)
	if err != nil || !slices.EqualFunc(files, again, func(a, b File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
		t.Error("other bytes for the same documents", err)
	}
	none, err := Build(nil, nil)
	if err != nil || len(none) != 1 {
		t.Errorf("nothing makes %d files: %v", len(none), err)
	}
}

// A word of nearly all documents leads to some of each group of each municipality, and says how many there are.
func TestWordsOfMostDocuments(t *testing.T) {
	var docs []Document
	for i := range 3 * maxPostings {
		d := Document{Title: "koffie", Municipality: fmt.Sprintf("g%d", i%2), Group: Group(i / 2 % 3 * 2), URL: fmt.Sprint(i)}
		if i%2 == 0 && i%100 == 0 {
			d.Title, d.Text = "soep", "koffie"
		}
		docs = append(docs, d)
	}
	files, err := Build(docs, []Municipality{{"g0", "G"}, {"g1", "H"}})
	if err != nil {
		t.Fatal(err)
	}
	_, words, _ := read(t, files)
	cells := map[int]int{}
	for doc := range words["koffie"] {
		cells[doc/(maxPostings/2)]++ // six of a thousand
	}
	if len(cells) != 6 {
		t.Errorf("not of each group: %v", cells)
	}
	if n := len(words["koffie"]); n > maxPostings || n < maxPostings*9/10 {
		t.Errorf("%d documents with koffie", n)
	}
	if !bytes.Contains(files[1].Data, []byte(fmt.Sprintf(`"koffie":[-%d,`, 3*maxPostings))) {
		t.Errorf("how many there are is not said: %.80s", files[1].Data)
	}
}
