package search

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
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

// made gives documents with the words of Dutch as they come: few of them often, most of them hardly ever, many of them compounds.
func made(n int) ([]Document, []Municipality) {
	r := rand.New(rand.NewPCG(1, 2))
	onset := []string{"b", "bl", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "kr", "l", "m", "n", "p", "pl", "r", "s", "sch", "sl", "sp", "st", "str", "t", "v", "w", "z", "zw"}
	nucleus := []string{"a", "aa", "e", "ee", "i", "ie", "o", "oe", "oo", "u", "ui", "ij", "ei", "ou"}
	coda := []string{"", "k", "l", "m", "n", "p", "r", "s", "t", "f", "g", "nd", "nk", "st", "rt", "cht"}
	of := func(list []string) string { return list[r.IntN(len(list))] }
	words := make([]string, 60_000)
	for i := range words {
		words[i] = of(onset) + of(nucleus) + of(coda)
		if i > 300 && i%3 == 0 {
			words[i] += "e" + of(coda)
		}
		if i > 2000 { // a compound
			words[i] = words[r.IntN(2000)] + words[r.IntN(2000)]
		}
	}
	text := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[int(math.Pow(float64(len(words)), r.Float64()))-1] // Zipf
		}
		return strings.Join(out, " ")
	}
	var places []Municipality
	for i := range max(1, n/50) {
		places = append(places, Municipality{fmt.Sprintf("gemeente-%d", i), fmt.Sprintf("Gemeente %d", i)})
	}
	docs := make([]Document, n)
	for i := range docs {
		p := places[i%len(places)]
		docs[i] = Document{
			Title: text(4), Summary: text(14), Facts: text(8), Text: text(200), Municipality: p.Slug, Group: Group(i / len(places) % int(groups)),
			URL: fmt.Sprintf("/%s/verhalen/pagina-%d/", p.Slug, i), When: fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28),
		}
	}
	return docs, places
}

// No piece of the index of 10,000 pages is large.
func TestSizes(t *testing.T) {
	docs, places := made(10_000)
	start := time.Now()
	files, err := Build(docs, places)
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	total, largest := 0, map[byte]int{}
	for _, f := range files {
		n := compressed(t, f.Data)
		total += n
		kind := path.Base(f.Name)[0]
		largest[kind] = max(largest[kind], n)
	}
	for kind, most := range map[byte]int{'z': 10_000, 'w': 8_000, 'a': 6_000, 'd': 3_000} {
		if largest[kind] == 0 || largest[kind] > most {
			t.Errorf("the largest piece of kind %c has %d bytes", kind, largest[kind])
		}
	}
	t.Logf("%d files, %d bytes compressed, the largest %d, in %v", len(files), total, largest, took.Round(time.Millisecond))
	if dir := os.Getenv("DUMP"); dir != "" {
		for _, f := range files {
			os.MkdirAll(path.Dir(path.Join(dir, f.Name)), 0o755)
			os.WriteFile(path.Join(dir, f.Name), f.Data, 0o644)
		}
	}
}

func compressed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
