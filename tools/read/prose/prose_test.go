package prose

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func Example() {
	var b Builder
	b.Paragraph(Paragraph{Role: Heading, Level: 1, Pieces: []Piece{{Text: "Appels plukken"}}})
	mark := b.Footnote("1", func() { b.Paragraph(words("In Zutphen.")) })
	b.Paragraph(Paragraph{Pieces: []Piece{{Text: "Kom  ook "}, {Text: "zaterdag", Bold: true}, mark, {LineEnd: true},
		{Text: "Meld u aan", Link: "mailto:ans@voorbeeld.nl"}, {Text: " of klik", Link: "javascript:alert(1)"}}})
	b.Paragraph(Paragraph{Role: Item, List: "a", Pieces: []Piece{{Text: "laarzen"}}})
	b.Paragraph(Paragraph{Role: ItemMore, Pieces: []Piece{{Text: "geen sandalen"}}})
	b.Paragraph(Paragraph{Role: Item, List: "a", Level: 1, Number: 1, Pieces: []Piece{{Text: "liefst *oude*"}}})
	cell := func(text string) Cell { return Cell{Blocks: b.Inside(func() { b.Paragraph(words(text)) })} }
	b.Table([][]Cell{{cell("Dag"), cell("Tijd")}, {cell("zaterdag"), cell("10 | 12 uur")}})
	p, _, _ := b.Page(page.Source{Name: "appels.docx"})
	fmt.Println(p.Title)
	fmt.Println(p.Body)
	// Output:
	// Appels plukken
	// Kom ook **zaterdag**[^1]\
	// [Meld u aan](mailto:ans@voorbeeld.nl) of klik
	//
	// - laarzen
	//
	//   geen sandalen
	//
	//   1. liefst \*oude\*
	//
	// | Dag | Tijd |
	// | --- | --- |
	// | zaterdag | 10 \| 12 uur |
	//
	// [^1]: In Zutphen.
}

// words is a paragraph of plain text.
func words(text string) Paragraph { return Paragraph{Pieces: []Piece{{Text: text}}} }

// as gives a paragraph of plain text a role.
func as(role Role, text string) Paragraph {
	return Paragraph{Role: role, Level: 1, Pieces: []Piece{{Text: text}}}
}

// made makes a page of paragraphs.
func made(t *testing.T, list ...Paragraph) *page.Page {
	t.Helper()
	var b Builder
	for _, p := range list {
		b.Paragraph(p)
	}
	p, _, err := b.Page(page.Source{Name: "bestand.docx"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCleansText(t *testing.T) {
	for in, want := range map[string]string{
		"a\u00a0 b":             "a b",
		"zo\u00admer\u200bhuis": "zomerhuis",
		"\ttab\tin":             "tab in",
		"👨\u200d👩\u200d👧 gezin": "👨\u200d👩\u200d👧 gezin", // joined emoji stay joined
		"<script>":              `\<script>`,
		"![x](y)":               `!\[x\](y)`,
		"1. een":                `1\. een`,
	} {
		if got := made(t, words("begin"), words(in)).Body; got != "begin\n\n"+want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestPhotoStandsOnItsOwn(t *testing.T) {
	var b Builder
	one, _ := b.Photo("een.png", []byte("\x89PNG one"), "Appels", false)
	again, _ := b.Photo("twee.png", []byte("\x89PNG one"), "IMG_2.jpg", false)
	two, _ := b.Photo("drie.png", []byte("\x89PNG two"), "", true)
	b.Paragraph(Paragraph{Pieces: []Piece{{Text: "voor"}, one, {LineEnd: true}, {Text: "na"}}})
	b.Paragraph(as(Caption, "Figuur 1: De oogst"))
	b.Paragraph(Paragraph{Pieces: []Piece{again}})
	b.Paragraph(as(Caption, "Figuur 2: nog eens de oogst"))
	b.Paragraph(Paragraph{Role: Item, Number: 3, Pieces: []Piece{two, {Text: "onder de foto"}}})
	if _, ok := b.Photo("x.emf", []byte{1, 0, 9, 0}, "", false); ok {
		t.Error("a metafile is a photo")
	}
	p, notices, _ := b.Page(page.Source{})
	if want := "voor\n\n![Appels](foto-1)\n\nna\n\nDe oogst\n\n![](foto-1)\n\n![](foto-2)\n\n3. onder de foto"; p.Body != strings.Replace(want, "De oogst", "Figuur 1: De oogst", 1) {
		t.Error(p.Body)
	}
	if len(p.Photos) != 2 || p.Photos[0].Caption != "nog eens de oogst" || !p.Photos[1].Decorative || len(notices) != 1 {
		t.Error(p.Photos[0], p.Photos[1], notices)
	}
}

func TestCodeKeepsSpaces(t *testing.T) {
	p := made(t, Paragraph{Role: Code, Pieces: []Piece{{Text: "\n  a ```\r\n*b*"}, {LineEnd: true}, {Text: "c  ", Bold: true}}})
	if want := "````\n  a ```\n*b*\nc\n````"; p.Body != want {
		t.Error(p.Body)
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		" https://voorbeeld.nl/a b_(c)":  "https://voorbeeld.nl/a%20b_(c)",
		"mailto:ans@voorbeeld.nl":        "mailto:ans@voorbeeld.nl",
		"/zutphen/":                      "/zutphen/",
		"pagina:12":                      "pagina:12",
		"JavaScript:alert(1)":            "",
		"data:text/html,x":               "",
		"//voorbeeld.nl":                 "",
		"https:":                         "",
		"file:///c:/":                    "",
		"https://voorbeeld.nl/>\"x":      "",
		"verhaal.docx":                   "",
		"https://voorbeeld.nl/\\\nkapot": "",
	} {
		if got := Address(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestNoteIsOneLine(t *testing.T) {
	var b Builder
	mark := b.Footnote("1", func() {
		b.Paragraph(Paragraph{Pieces: []Piece{{Text: "een"}, {LineEnd: true}, {Text: "twee / drie"}}})
		b.Table([][]Cell{{{Blocks: b.Inside(func() { b.Paragraph(words("vier")) })}}})
		if b.Footnote("2", func() { t.Error("a note in a note") }).note > 0 {
			t.Error("a mark in a note")
		}
	})
	b.Paragraph(Paragraph{Pieces: []Piece{{Text: "tekst"}, mark, b.Footnote("1", nil)}})
	p, _, _ := b.Page(page.Source{})
	if want := "tekst[^1][^1]\n\n[^1]: een twee / drie vier"; p.Body != want {
		t.Error(p.Body)
	}
}

func TestScript(t *testing.T) {
	if got := Superscript("2") + Superscript("-3") + Superscript("e") + Subscript("2") + Subscript("2x"); got != "²⁻³e₂2x" {
		t.Error(got)
	}
}
