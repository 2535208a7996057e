package rtf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

func read(text string) ([]*page.Page, []notice.Notice, error) {
	return Read(page.Source{Name: "zutphen/verhalen/fietsen_op zondag.rtf", Data: []byte(text)})
}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.rtf", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return read(string(data))
	})
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		`a\par b`:                          "a\n\nb",
		`{\b a}{\b0  b}`:                   "**a** b",
		`\u8364?5`:                         "€5",
		`\uc0\u8364 5`:                     "€5",
		`{\uc2\u8364 ab}c`:                 "€c",
		`\u8364\'80\'80x`:                  "€€x",
		`a\u8364{b}`:                       "a€b", // what stands in does not reach past a group
		`\'82\'a0 {\f6\'82\'a0}`:           "‚ あ",
		"caf\xe9":                          "café",
		`{\*\onbekend weg}a{\onbekend b}`:  "ab",
		`a{\*\bkmkstart x}{\footnote}b`:    "ab",
		`a\bin3 }}}b`:                      "ab",
		`{\v a\par b}c`:                    "c",
		`x{\super 2} x{\super e} {\dn8 2}`: "x² xe ₂",
		`}}}}a`:                            "",
		`*geen nadruk*`:                    `\*geen nadruk\*`,
		`\cell los\row`:                    "los",
		`{\field{\*\fldinst HYPERLINK \\l "kop"}{\fldrslt hier}}`:                    "hier",
		`{\footnote a{\footnote b}}c`:                                                "[^1]c\n\n[^1]: a",
		`\trowd\cellx1000\intbl a`:                                                   "a",
		`{\shp{\*\shpinst{\shptxt{\shp{\*\shpinst{\shptxt diep\par}}}ondiep}}}boven`: "boven\n\nondiep\n\ndiep",
	} {
		pages, _, err := read(`{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f6\fcharset128 B;}}` + in + "}")
		got := ""
		if err == nil {
			got = pages[0].Body
		}
		if got != strings.TrimSpace(want) {
			t.Errorf("%s: %q, want %q (%v)", in, got, want, err)
		}
	}
}

func TestUnwrap(t *testing.T) {
	const in = `{\rtf1\ansi\ansicpg1252\fromhtml1 \fbidi \deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f5\fswiss\fcharset238 Arial;}}{\colortbl;}` +
		`{\*\generator Voorbeeld;}{\*\formatConverter x;}{\*\htmltag18 <html>}{\*\htmltag34 <title>}{\*\htmltag41 </title>}{\*\mhtmltag64 <p weg>}` +
		`{\*\htmltag64 <p class=\{a\}>}\htmlrtf {\htmlrtf0 Kaf\'e9 {\f5\'b3} {\*\htmltag84 &euro;}\htmlrtf \'80\htmlrtf0  {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 vet\htmlrtf }\htmlrtf0{\*\htmltag92 </b>}\par` +
		`\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>\par }{\*\htmltag27 </html>}}`
	const want = "<html><title></title><p class={a}>Kafé ł &euro; <b>vet</b>\n</p>\n</html>"
	if got, isHTML := Unwrap([]byte(in)); got != want || !isHTML {
		t.Errorf("%q, want %q", got, want)
	}
	if got, isHTML := Unwrap([]byte(`{\rtf1\ansi\fromtext{\fonttbl{\f0 Arial;}}{\*\weg x}een\par twee}`)); got != "een\ntwee" || isHTML {
		t.Errorf("%q", got)
	}
	if got, _ := Unwrap([]byte("geen RTF")); got != "" {
		t.Errorf("%q", got)
	}
}

func TestBounds(t *testing.T) {
	const n = 1 << 20
	for name, in := range map[string]string{
		"groups":  strings.Repeat("{", n),
		"fields":  strings.Repeat(`{\field{\*\fldinst HYPERLINK "x"}{\fldrslt `, n/40),
		"boxes":   strings.Repeat(`{\shp{\*\shpinst{\shptxt a`, n/25),
		"looks":   strings.Repeat(`{\b a}b`, n/7),
		"cells":   `\trowd` + strings.Repeat(`\cell`, n/5),
		"rows":    `\trowd\cellx1` + strings.Repeat(`\cell\row`, n/9),
		"edges":   `\trowd` + strings.Repeat(`\cellx9`, n/7),
		"notes":   strings.Repeat(`{\footnote a}`, n/13),
		"numbers": `\fs` + strings.Repeat("9", n),
		"words":   `\` + strings.Repeat("a", n),
		"halves":  strings.Repeat(`\u-10179?`, n/9),
		"styles":  `{\stylesheet` + strings.Repeat(`{\s1 heading 1;}`, n/16),
	} {
		start := time.Now()
		pages, _, err := read(`{\rtf1 ` + in)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if err == nil && len(pages[0].Body) > 4*len(in) {
			t.Errorf("%s: %d bytes", name, len(pages[0].Body))
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.rtf")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{\rtf1\ansi\fromhtml1{\*\htmltag <p>}\htmlrtf{\b x\htmlrtf0 a}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		pages, _, err := Read(page.Source{Name: "x.rtf", Data: data})
		if err == nil && (len(pages) != 1 || pages[0].Title == "") {
			t.Error("no page and no refusal")
		}
		if text, _ := Unwrap(data); len(text) > 4*len(data) {
			t.Errorf("%d bytes of text", len(text))
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
