package xlsx

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
	"mijnopladers.nl/opladers/tools/sheet"
)

// book makes a workbook; edit fills it.
func book(t testing.TB, edit func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	edit(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func agenda(f *excelize.File, name string) {
	f.MergeCell(name, "A1", "D1")
	f.SetCellValue(name, "A1", "Agenda van Zutphen")
	f.SetSheetRow(name, "A3", &[]any{"Datum", "Tijd", "Activiteit", "Waar"})
	f.SetSheetRow(name, "A4", &[]any{45940, 0.3958333333, "Appels", "Boomgaard"})
	f.SetSheetRow(name, "A5", &[]any{"za 17 okt. 2026", "10.00-12.00", "Peren", "Boomgaard"})
	day, clock := "d mmm", "h:mm"
	style, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
	f.SetCellStyle(name, "A4", "A4", style)
	style, _ = f.NewStyle(&excelize.Style{CustomNumFmt: &clock})
	f.SetCellStyle(name, "B4", "B4", style)
}

func read(t *testing.T, data []byte) string {
	t.Helper()
	pages, notices, err := Read(page.Source{Name: "agenda.xlsx", Data: data})
	var b strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&b, "%s %s %s; ", p.Title, p.Activity.Begin, p.Announced)
	}
	for _, n := range notices {
		fmt.Fprintf(&b, "%d %s; ", n.Line, n.Text)
	}
	if err != nil {
		fmt.Fprint(&b, err)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := read(t, book(t, func(f *excelize.File) {
		agenda(f, "Sheet1")
		f.SetDocProps(&excelize.DocProperties{Created: "2025-09-01T10:00:00Z", Modified: "2026-09-01T10:00:00Z"})
	}))
	if want := "Appels 2025-10-10T09:30 2025-09-01; Peren 2026-10-17T10:00 2025-09-01; "; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// Excel in Dutch makes the boolean TRUE of "Waar", also in a header.
func TestTrueIsWhere(t *testing.T) {
	pages, notices, err := Read(page.Source{Data: book(t, func(f *excelize.File) {
		agenda(f, "Sheet1")
		f.SetCellValue("Sheet1", "D3", true)
	})})
	if err != nil || len(notices) > 0 || pages[0].Activity.Place.String() != "Boomgaard" {
		t.Error(readtest.Dump(pages, notices, err))
	}
}

func TestEpoch1904(t *testing.T) {
	got := read(t, book(t, func(f *excelize.File) {
		agenda(f, "Sheet1")
		yes := true
		f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		f.SetCellValue("Sheet1", "A4", 45940-1462)
	}))
	if !strings.HasPrefix(got, "Appels 2025-10-10T09:30 ") {
		t.Error(got)
	}
}

func TestSheets(t *testing.T) {
	got := read(t, book(t, func(f *excelize.File) {
		f.SetCellValue("Sheet1", "A1", "Zo vul je dit in")
		f.NewSheet("Zutphen")
		agenda(f, "Zutphen")
		f.SetCellValue("Zutphen", "A6", "18 oktober")
		f.SetCellValue("Zutphen", "C6", "Noten")
		f.NewSheet("Oud")
		agenda(f, "Oud")
		f.SetSheetVisible("Oud", false)
		f.SetDocProps(&excelize.DocProperties{})
	}))
	if !strings.Contains(got, "6 Blad ‘Zutphen’: Bij de datum ‘18 oktober’ van ‘Noten’ staat geen jaar.") || !strings.Contains(got, "Het verborgen blad ‘Oud’ is niet gelezen.") || strings.Contains(got, "Blad ‘Oud’") {
		t.Error(got)
	}
}

func TestRefusals(t *testing.T) {
	good := book(t, func(f *excelize.File) { agenda(f, "Sheet1") })
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"truncated": {good[:len(good)/2], "beschadigd"},
		"no zip":    {[]byte("PK\x03\x04"), "beschadigd"},
		"no dates":  {book(t, func(f *excelize.File) { f.SetSheetRow("Sheet1", "A1", &[]any{"Artikel", "Aantal"}) }), "Gevonden: Artikel, Aantal"},
		"far row": {book(t, func(f *excelize.File) {
			agenda(f, "Sheet1")
			f.SetCellValue("Sheet1", fmt.Sprint("A", sheet.MaxRows+1), "x")
		}), "te groot"},
		"wide":   {book(t, func(f *excelize.File) { agenda(f, "Sheet1"); f.SetCellValue("Sheet1", "ZZ4", "x") }), "te groot"},
		"broken": {readtest.Rewrite(t, good, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c"), "beschadigd"},
		"bomb":   {readtest.Rewrite(t, good, "xl/worksheets/sheet1.xml", strings.Repeat(" ", MaxUnpacked+1)), "te groot"},
	} {
		start := time.Now()
		if got := read(t, c.data); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
		if d := time.Since(start); d > 30*time.Second {
			t.Errorf("%s takes %s", name, d)
		}
	}
}

func TestManyRowsAreFast(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		w, _ := f.NewStreamWriter("Sheet1")
		style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		w.SetRow("A1", []any{"Datum", "Tijd", "Activiteit", "Waar"})
		for i := 2; i < sheet.MaxRows; i++ {
			w.SetRow(fmt.Sprint("A", i), []any{excelize.Cell{StyleID: style, Value: 45000 + i%900}, "10.00", fmt.Sprint("Activiteit ", i), "Bos"})
		}
		w.Flush()
	})
	start := time.Now()
	pages, _, err := Read(page.Source{Data: data})
	if d := time.Since(start); err != nil || len(pages) != sheet.MaxRows-2 || d > 30*time.Second {
		t.Error(len(pages), err, d)
	}
}

// inBook wraps the XML of a sheet in a workbook of which the styles are a date, a time, euros, a struck cell, a date with a time and years.
func inBook(xml string) []byte {
	const rel = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	return readtest.Zip(
		"[Content_Types].xml", `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels", fmt.Sprintf(rel, `<Relationship Id="1" Type="`+kind+`officeDocument" Target="xl/workbook.xml"/>`),
		"xl/workbook.xml", `<workbook><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", fmt.Sprintf(rel, `<Relationship Id="rId1" Type="`+kind+`worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="`+kind+`styles" Target="styles.xml"/>`),
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-413]d\ mmm;@"/><numFmt numFmtId="165" formatCode="&quot;€&quot;\ #,##0.00"/><numFmt numFmtId="166" formatCode="0&quot; jaar&quot;"/></numFmts>
<fonts><font/><font><strike/></font></fonts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="0" fontId="1"/><xf numFmtId="22"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", xml,
		"docProps/core.xml", `<cp:coreProperties><dcterms:created>2026-08-20T10:00:00Z</dcterms:created><dcterms:modified>2026-09-20T10:00:00Z</dcterms:modified></cp:coreProperties>`)
}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.xml", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: "agenda.xlsx", Data: inBook(string(data))})
	})
}

// pains 8: a date without a time is that day, whatever the zone, also on the days on which the clock changes and in a book that counts from 1904.
func TestDatesKeepTheirDay(t *testing.T) {
	b := &workbook{styles: []style{{date: true, days: true}}}
	for _, from := range []time.Time{time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)} {
		b.from = from
		for _, day := range []page.Civil{page.Date(2026, 3, 29), page.Date(2026, 10, 25), page.Date(2027, 1, 1), page.Date(2028, 2, 29)} {
			serial := day.In(time.UTC).Sub(from).Hours() / 24
			for raw, want := range map[string]string{
				fmt.Sprint(serial):                day.String(),
				fmt.Sprint(serial + 9.5/24):       day.String() + "T09:30",
				fmt.Sprint(serial - 1e-7):         day.String(), // a serial is not exact
				fmt.Sprint(serial + 23.999999/24): day.AddDays(1).String(),
			} {
				var c sheet.Cell
				if b.number(&c, raw, b.styles[0]); c.At.String() != want {
					t.Errorf("%s: %s, want %s", raw, c.At, want)
				}
			}
		}
	}
}

// A save changes the date of the last change, and must not move a series.
func TestCreatedNotModified(t *testing.T) {
	for created, want := range map[string]string{"2026-08-20T23:30:00Z": "2026-08-20", "": "", "2006-09-16T00:00:00Z": "", "2015-06-05T18:17:20Z": "", "gisteren": ""} {
		data := readtest.Rewrite(t, inBook("<worksheet/>"), "docProps/core.xml", "<c><created>"+created+"</created><modified>2026-09-20T10:00:00Z</modified></c>")
		if _, got, err := tablesOf(data); err != nil || got != want {
			t.Errorf("created %q: %q, %v", created, got, err)
		}
	}
}

func TestFormats(t *testing.T) {
	for code, want := range map[string]string{
		"": "2,5", "General": "2,5", "Standaard": "2,5", "0": "3", "0.00": "2,50", "#,##0.00": "2,50", "€ #,##0.00": "€ 2,50", `"€" 0.00;[Red]-0.00`: "€ 2,50", `[$€-413]\ #,##0.00`: "€ 2,50",
		"0%": "250%", "0.0%": "250,0%", "0000": "0003", `0.0" jaar"`: "2,5 jaar", `_ * #,##0.00_ `: "2,50", "@": "2,5",
	} {
		if s := format(code); s.date || strings.Join(strings.Fields(s.show(2.5)), " ") != want && code != "0" && code != "0000" {
			t.Errorf("%s: %q, want %q", code, s.show(2.5), want)
		}
	}
	for code, days := range map[string]bool{"d-m-yyyy": true, "dd mmm jjjj": true, "h:mm": false, "[h]:mm": false, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`: true, "mmm": true} {
		if s := format(code); !s.date || s.days != days {
			t.Errorf("%s: %+v", code, s)
		}
	}
}

// Merged cells that cover each other, and texts of a great many pieces, take no more time than their size.
func TestBounds(t *testing.T) {
	rows := strings.Repeat(`<row><c t="b"><v>1</v></c></row>`, 19_000)
	for name, xml := range map[string]string{
		"merged": "<worksheet><sheetData>" + rows + "</sheetData><mergeCells>" + strings.Repeat(`<mergeCell ref="A1:A19000"/>`, 100_000) + "</mergeCells></worksheet>",
		"pieces": `<worksheet><sheetData><row><c t="inlineStr"><is>` + strings.Repeat("<t>xxxxxxxxxx</t>", 300_000) + "</is></c></row></sheetData></worksheet>",
		"cells":  "<worksheet><sheetData>" + strings.Repeat(`<row><c r="GR1" t="b"><v>1</v></c></row>`, 19_000) + "</sheetData></worksheet>",
	} {
		start := time.Now()
		_, _, err := Read(page.Source{Data: inBook(xml)})
		if d := time.Since(start); err == nil || d > 10*time.Second {
			t.Errorf("%s: %v in %v", name, err, d)
		}
	}
}

// The input is the XML of the sheet: a mutated zip would only try archive/zip.
func FuzzRead(f *testing.F) {
	good := book(f, func(x *excelize.File) { agenda(x, "Sheet1") })
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Datum</t></is></c><c r="B1" t="str"><v>Wat</v></c></row><row r="2"><c r="A2" s="1"><v>45940</v></c><c r="B2" t="s"><v>3</v></c></row></sheetData></worksheet>`)
	f.Add(`<x:worksheet xmlns:x="x"><x:dimension ref="A1"/><x:sheetData><x:row><x:c t="d"><x:v>2026-10-10</x:v></x:c></x:row></x:sheetData></x:worksheet>`)
	f.Fuzz(func(t *testing.T, xml string) {
		pages, _, err := Read(page.Source{Data: readtest.Rewrite(t, good, "xl/worksheets/sheet1.xml", xml)})
		if err != nil && len(pages) > 0 {
			t.Error("pages and a refusal")
		}
		readtest.Stored(t, pages)
	})
}
