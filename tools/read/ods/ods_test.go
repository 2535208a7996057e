package ods

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
	"mijnopladers.nl/opladers/tools/sheet"
)

// inPackage wraps the XML of a document in a package; more are other parts.
func inPackage(xml string, more ...string) []byte {
	return readtest.Zip(append([]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", xml,
		"meta.xml", "<office:document-meta><office:meta><meta:creation-date>2026-08-20T10:00:00</meta:creation-date><dc:date>2026-09-20T10:00:00</dc:date></office:meta></office:document-meta>"}, more...)...)
}

// rows wraps rows in a document.
func rows(xml string) string {
	return "<d><body><spreadsheet><table name='Blad1'>" + xml + "</table></spreadsheet></body></d>"
}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.xml", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: "agenda.ods", Data: inPackage(string(data))})
	})
}

func TestRefusals(t *testing.T) {
	const cell = `<table-cell number-columns-repeated="%d" value-type="string"><p>x</p></table-cell>`
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"no zip":    {[]byte("PK"), "beschadigd"},
		"no text":   {readtest.Zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "beschadigd"},
		"encrypted": {inPackage("\x01\x02", "META-INF/manifest.xml", `<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>`), "wachtwoord"},
		"no sheet":  {inPackage("<d><body><spreadsheet/></body></d>"), "geen rij met kolomnamen"},
		"columns":   {inPackage(rows("<table-row>" + fmt.Sprintf(cell, 16384) + "</table-row>")), "te groot"},
		"rows":      {inPackage(rows(`<table-row number-rows-repeated="1048576">` + fmt.Sprintf(cell, 1) + "</table-row>")), "te groot"},
		"cells":     {inPackage(rows(`<table-row number-rows-repeated="19999">` + fmt.Sprintf(cell, 199) + "</table-row>")), "te groot"},
		"merged":    {inPackage(rows(`<table-row>` + strings.Repeat(`<table-cell number-rows-spanned="19000" value-type="string"><p>x</p></table-cell>`, 199) + `</table-row><table-row number-rows-repeated="19000"/>`)), "te groot"},
		"nested":    {inPackage(rows(strings.Repeat("<table-row-group>", 300))), "te groot"},
		"far row":   {inPackage(rows(`<table-row number-rows-repeated="1000000"/><table-row>` + fmt.Sprintf(cell, 1) + "</table-row>")), "te groot"},
	} {
		start := time.Now()
		pages, _, err := Read(page.Source{Data: c.data})
		if err == nil || !strings.Contains(err.Error(), c.want) || len(pages) > 0 {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s takes %s", name, d)
		}
	}
}

// LibreOffice in Dutch makes the boolean TRUE of "Waar", also in a header.
func TestTrueIsWhere(t *testing.T) {
	xml := rows(`<table-row><table-cell><p>Datum</p></table-cell><table-cell><p>Wat</p></table-cell><table-cell value-type="boolean" boolean-value="true"><p>WAAR</p></table-cell></table-row>` +
		`<table-row><table-cell><p>7-10-2026</p></table-cell><table-cell><p>Koffie</p></table-cell><table-cell><p>Huis</p></table-cell></table-row>`)
	pages, notices, err := Read(page.Source{Data: inPackage(xml)})
	if err != nil || len(notices) > 0 || pages[0].Activity.Place.String() != "Huis" {
		t.Error(readtest.Dump(pages, notices, err))
	}
}

func TestManyRows(t *testing.T) {
	row := `<table-row><table-cell value-type="date" date-value="2026-10-10"><p>10</p></table-cell><table-cell value-type="string"><p>Activiteit %d</p></table-cell></table-row>`
	var b strings.Builder
	b.WriteString(`<table-row><table-cell><p>Datum</p></table-cell><table-cell><p>Wat</p></table-cell></table-row>`)
	for i := 2; i < sheet.MaxRows; i++ {
		fmt.Fprintf(&b, row, i)
	}
	start := time.Now()
	pages, _, err := Read(page.Source{Data: inPackage(rows(b.String()))})
	if d := time.Since(start); err != nil || len(pages) != sheet.MaxRows-2 || d > 10*time.Second {
		t.Error(len(pages), err, d)
	}
}

// The input is the XML of the content: a mutated zip would only try archive/zip.
func FuzzRead(f *testing.F) {
	f.Add(rows(`<table-row><table-cell><p>Datum</p></table-cell><table-cell><p>Wat</p></table-cell></table-row><table-row><table-cell number-rows-spanned="2" value-type="date" date-value="2026-10-10"/><table-cell value-type="string"><p>A<s c="3"/></p></table-cell></table-row>`))
	f.Add(rows(`<table-column number-columns-repeated="3" visibility="collapse"/><table-row-group display="false"><table-row><table-cell formula="x"/><table-cell value-type="time" time-value="PT10H00M00S"/></table-row></table-row-group>`))
	f.Fuzz(func(t *testing.T, xml string) {
		pages, _, err := Read(page.Source{Data: inPackage(xml)})
		if err != nil && len(pages) > 0 {
			t.Error("pages and a refusal")
		}
		readtest.Stored(t, pages)
	})
}
