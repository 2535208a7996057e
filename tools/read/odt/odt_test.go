package odt

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/prose"
	"mijnopladers.nl/opladers/tools/read/readtest"
	"mijnopladers.nl/opladers/tools/read/xmltree"
)

const (
	// The styles that everybody has, and those of one document.
	common = `<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Kop_20_1" style:family="paragraph"><style:text-properties fo:font-weight="bold" fo:font-size="18pt"/></style:style>
<style:style style:name="Text_20_body" style:display-name="Tekst lichaam" style:family="paragraph"/>
<style:style style:name="Ondertitel" style:family="paragraph"/>
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="Strong_20_Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>`
	automatic = `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Kop_20_1"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="Strong_20_Emphasis"/>
<style:style style:name="T3" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T5" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T7" style:family="text"><style:text-properties fo:font-size="20pt"/></style:style>
<style:style style:name="T6" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/><text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-number text:level="2" style:num-format="a" text:start-value="3"/></text:list-style>
<text:list-style style:name="L3"><text:list-level-style-number text:level="1" style:num-format=""/></text:list-style>`
	meta = `<office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta><meta:creation-date>2026-09-01T10:00:00</meta:creation-date></office:meta></office:document-meta>`
	mime = "application/vnd.oasis.opendocument.text"
)

func content(body string) string {
	return `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" xmlns:svg="v" xmlns:xlink="x" xmlns:table="b">` +
		`<office:automatic-styles>` + automatic + `</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`
}

// file makes a file of the XML in its text.
func file(body string) []byte {
	return readtest.Zip("mimetype", mime, "content.xml", content(body), "styles.xml", `<office:document-styles xmlns:office="o"><office:styles>`+common+`</office:styles></office:document-styles>`,
		"meta.xml", meta, "META-INF/manifest.xml", "<manifest/>", "Pictures/een.png", "\x89PNG one", "Pictures/twee.jpg", "\xff\xd8\xff two", "Pictures/drie.svg", "<svg/>",
		"ObjectReplacements/Object 1", "VCLMTF....", "Object 1/content.xml", "<office:document-content/>", "Object 2/content.xml", `<math><mi>a</mi><mo>=</mo><mn>2</mn><annotation>a = 2</annotation></math>`)
}

// The inputs are the XML in the text of a document; see file for what stands around it.
func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.xml", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: "zutphen/verhalen/appels_en peren.odt", Data: file(string(data))})
	})
}

func TestFlat(t *testing.T) {
	readtest.Golden(t, "testdata/*.fodt", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: "zutphen/verhalen/appels_en peren.fodt", Data: data})
	})
}

func TestSpans(t *testing.T) {
	for in, want := range map[string]string{
		`<text:p>a  <text:s text:c="99999999"/>b<text:tab/>c</text:p>`:                                                       "a b c",
		`<text:p>a<text:span text:style-name="T1">b</text:span></text:p>`:                                                    "a*b*",
		`<text:p><text:span text:style-name="T2">b</text:span> c</text:p>`:                                                   "**b** c",
		`<text:p text:style-name="P3">a <text:span text:style-name="T3">b</text:span></text:p>`:                              "**a** b",
		`<text:p text:style-name="Kop_20_1"><text:span text:style-name="T2">b</text:span></text:p>`:                          "## b",
		`<text:h text:outline-level="4">b</text:h>`:                                                                          "## b",
		`<text:p>a<text:span text:style-name="T4">b<text:note/></text:span></text:p>`:                                        "a",
		`<text:p>10 m<text:span text:style-name="T5">2</text:span> CO<text:span text:style-name="T6">2</text:span></text:p>`: "10 m² CO₂",
		`<text:p>1<text:span text:style-name="T5">e</text:span></text:p>`:                                                    "1e",
		`<text:p><text:a xlink:href="https://voorbeeld.nl/">a <text:span>b</text:span></text:a></text:p>`:                    "[a b](https://voorbeeld.nl/)",
		`<text:p><text:a xlink:href="#kop">a</text:a></text:p>`:                                                              "a",
		`<text:p>a<text:line-break/>b</text:p>`:                                                                              "a\\\nb",
		`<text:p>a<text:hidden-paragraph text:is-hidden="true"/></text:p>`:                                                   "",
		`<text:p>a<office:annotation><text:p>b</text:p></office:annotation></text:p>`:                                        "a",
		`<text:p>a<text:change-start/>b<text:change-end/></text:p>`:                                                          "ab",
		`<text:p><text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby></text:p>`:       "a",
		`<text:p><text:date>1 mei</text:date><text:placeholder>&lt;naam&gt;</text:placeholder></text:p>`:                     "1 mei",
		`<text:section text:display="none"><text:p>a</text:p></text:section>`:                                                "",
		`<text:section><text:p>a</text:p></text:section>`:                                                                    "a",
		`<text:table-of-content><text:index-body><text:p>a</text:p></text:index-body></text:table-of-content>`:               "",
		`<text:bibliography><text:index-body><text:p>a</text:p></text:index-body></text:bibliography>`:                       "a",
	} {
		pages, _, err := Read(page.Source{Data: file(`<text:h>titel</text:h><text:p>begin</text:p>` + in)})
		if err != nil {
			t.Fatal(in, err)
		}
		if got := strings.TrimSpace(strings.TrimPrefix(pages[0].Body, "begin")); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestSpaced(t *testing.T) {
	for in, want := range map[string]string{"Kop_20_1": "Kop 1", "Text_20_body": "Text body", "a_b": "a_b", "_": "_", "a_e9_": "aé", "_zz_20_": "_zz "} {
		if got := spaced(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := file("<text:p>x</text:p>")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"truncated":   {good[:len(good)/2], "beschadigd"},
		"other zip":   {readtest.Zip("a.txt", "x"), "beschadigd"},
		"empty":       {file(""), "geen tekst"},
		"not xml":     {file("<text:p></text:q"), "beschadigd"},
		"spreadsheet": {readtest.Zip("content.xml", "<c><body><spreadsheet/></body></c>"), "geen tekstdocument"},
		"encrypted":   {readtest.Zip("content.xml", "\x8b\x02", "META-INF/manifest.xml", `<m><file-entry full-path="content.xml"><encryption-data/></file-entry></m>`), "wachtwoord"},
		"doctype":     {readtest.Zip("content.xml", `<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>`), "beschadigd"},
		"deep":        {file(strings.Repeat("<text:span>", xmltree.MaxDepth)), "te groot"},
		"bomb":        {readtest.Zip("content.xml", strings.Repeat(" ", maxPart+1)), "te groot"},
		"flat":        {[]byte("<a/>"), "geen tekstdocument"},
		"no xml":      {[]byte("tekst"), "beschadigd"},
	} {
		if _, _, err := Read(page.Source{Name: "x.odt", Data: c.data}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRepeatedCellsAreBounded(t *testing.T) {
	long := strings.Repeat("lang ", maxCopied)
	row := `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>kort</text:p></table:table-cell></table:table-row>`
	row += strings.ReplaceAll(row, "kort", long)
	pages, _, err := Read(page.Source{Data: file("<table:table>" + strings.Repeat(row, 50) + "</table:table>")})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(pages[0].Body, "kort"); n < maxColumns || n > 50*maxColumns+maxCopies {
		t.Error(n, "cells")
	}
	if n := strings.Count(pages[0].Body, "lang"); n != 50*maxCopied {
		t.Error(n, "words")
	}
}

func TestPictureLimit(t *testing.T) {
	w := &walker{Builder: &prose.Builder{}}
	image, _ := xmltree.Parse([]byte("<image><binary-data>" + strings.Repeat("A", prose.MaxPicture*3/2) + "</binary-data></image>"))
	if _, _, err := w.picture(image); err != opc.ErrTooBig {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.xml")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(data)
	}
	f.Add([]byte(`<table:table><table:table-row table:number-rows-repeated="99"><table:table-cell table:number-columns-repeated="99"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		start := time.Now()
		pages, _, err := Read(page.Source{Name: "x.odt", Data: file(string(body))})
		if d := time.Since(start); d > 30*time.Second {
			t.Error("takes", d)
		}
		if err != nil {
			return
		}
		for _, p := range pages {
			if p.Title == "" || len(p.Body) > 200_000+50*len(body) || bytes.Contains([]byte(p.Body), []byte("<script")) {
				t.Errorf("%d bytes become %d: %.100s", len(body), len(p.Body), p.Body)
			}
		}
	})
}
