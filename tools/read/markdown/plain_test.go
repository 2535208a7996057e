package markdown

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"mijnopladers.nl/opladers/tools/page"
)

func TestTyped(t *testing.T) {
	long := strings.Repeat("Een regel van ruim zestig letters, die met de hand gebroken is,\n", 3)
	for in, want := range map[string]string{
		"Titel\n\ntekst":                              "Titel|tekst",
		"Wie helpt mee?\n\ntekst":                     "Wie helpt mee?|tekst",
		"Titel\ntekst":                                "X|Titel\\\ntekst",
		"Titel\n---\ntekst":                           "Titel|tekst",
		"Beste ouders,\n\ntekst":                      "X|Beste ouders,\n\ntekst",
		"Titel: Soep\n\ntekst":                        "X|Titel: Soep\n\ntekst",
		"Zutphen, 12 maart 2026\n\ntekst":             "X|Zutphen, 12 maart 2026\n\ntekst",
		"ans@example.nl\n\ntekst":                     "X|ans@example.nl\n\ntekst",
		strings.Repeat("t", 101) + "\n\ntekst":        "X|" + strings.Repeat("t", 101) + "\n\ntekst",
		"SOEP BIJ DE GGD\n\nDe GGD kookt":             "Soep bij de GGD|De GGD kookt",
		"X\n\ntekst\n\nKop\n====\n\nmeer":             "X|tekst\n\n## Kop\n\nmeer",
		"tekst.\n\nKop\n----\n\nmeer":                 "X|tekst.\n\n## Kop\n\nmeer",
		"Titel\n\ntekst\n-----\nmeer.\n------\nslot":  "Titel|## tekst\n\nmeer.\n\nslot",
		"-----\nTitel\n-----\ntekst":                  "Titel|tekst",
		"GGD\n\ntekst":                                "GGD|tekst",
		"ÉÉN KOP SOEP VOOR ANS\n\nans en Ans":         "Één kop soep voor ans|ans en Ans",
		"- a\n- b\n\ntekst":                           "X|- a\n- b\n\ntekst",
		"Titel\n\no a\no b":                           "Titel|- a\n- b",
		"Titel\n\no ja":                               "Titel|o ja",
		"Titel\n\n•\ta\no\tb\n•\tc":                   "Titel|- a\n  - b\n- c",
		"Titel\n\n2. a\n3. b":                         "Titel|2. a\n3. b",
		"Titel\n\n2026. a\n2027. b":                   "Titel|2026\\. a\\\n2027\\. b",
		"Titel\n\n-5 graden\n-6 graden":               "Titel|-5 graden\\\n-6 graden",
		"T\n\n" + long:                                "T|" + strings.TrimSpace(strings.ReplaceAll(long, "\n", " ")),
		"T\n\n" + long + "kort\nkort":                 "T|" + strings.ReplaceAll(long, "\n", " ") + "kort\\\nkort",
		"T\n\n" + long + strings.Repeat("x", 120):     "T|" + strings.ReplaceAll(long, "\n", "\\\n") + strings.Repeat("x", 120),
		"Straat 1\n0000 AA Zutphen\n06 - 00 00 00 01": "X|Straat 1\\\n0000 AA Zutphen\\\n06 - 00 00 00 01",
		"+++\nZomerfeest\n+++\ntekst":                 "X|+++\\\nZomerfeest\\\n+++\\\ntekst",
		"---\ntitle: Titel\n---\n**vet**":             "Titel|**vet**",
		"+++\ntitle = 'Titel'\n+++\n*vet*":            "Titel|*vet*",
		"{\"title\": \"Titel\"}\n\n*vet*":             "Titel|*vet*",
		"# Titel\n\n*vet*":                            "Titel|*vet*",
	} {
		pages, _, err := Read(page.Source{Name: "x.txt", Data: []byte(in)})
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if got := pages[0].Title + "|" + pages[0].Body; got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, in := range []string{"Één café\r\n\r\ntekst", "\xef\xbb\xbfÉén café\r\n\r\ntekst", "\xc9\xe9n caf\xe9\r\n\r\ntekst", "\xff\xfe\xc9\x00\xe9\x00n\x00 \x00c\x00a\x00f\x00\xe9\x00\n\x00\n\x00t\x00e\x00k\x00s\x00t\x00"} {
		pages, _, err := Read(page.Source{Name: "x", Data: []byte(in)})
		if err != nil || pages[0].Title != "Één café" || pages[0].Body != "tekst" {
			t.Errorf("%q: %v %v", in, pages, err)
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// letters keeps what a text and the page of it must have the same: not the signs, not an o that is the mark of a list, no
// capitals.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' || r == 'o' {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// FuzzTyped checks against goldmark that all that was typed is shown.
func FuzzTyped(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data))
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, "\x00\ufffd\u212a\u0130") || strings.ToValidUTF8(s, "") != s || strings.TrimSpace(s) == "" {
			return
		}
		begin := time.Now()
		p, _, err := typed(page.Source{Name: "x.txt"}, s)
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("takes %v", took)
		}
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := md.Convert([]byte(p[0].Body), &out); err != nil {
			t.Fatal(err)
		}
		title := p[0].Title
		if title == "X" {
			title = ""
		}
		got := letters(title + p[0].Summary + html.UnescapeString(tag.ReplaceAllString(out.String(), "")))
		if want := letters(s); got != want && "x"+got != want { // a title that is X
			t.Errorf("%q: %q is shown", s, out.String())
		}
	})
}
