package reply

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/read/readtest"
)

func sheet(t testing.TB, questions []Question) []byte {
	t.Helper()
	data, err := Sheet(questions)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// edited is a sheet that somebody worked in.
func edited(t testing.TB, data []byte, work func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	work(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheetIsTheSameEveryTime(t *testing.T) {
	want := sheet(t, questions())
	for range 10 {
		if !bytes.Equal(sheet(t, questions()), want) {
			t.Fatal("the same questions give other bytes")
		}
	}
	r, err := zip.NewReader(bytes.NewReader(want), int64(len(want)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if f.ModifiedDate != 0 || f.ModifiedTime != 0 {
			t.Errorf("%s has a date", f.Name)
		}
	}
}

func TestSheet(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(sheet(t, questions())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%q\n", r)
	}
	golden(t, "vragen.golden", b.String())
	for _, at := range []string{"B6", "C6", "F6"} { // formulas in disguise
		kind, err := f.GetCellType(sheetName, at)
		formula, _ := f.GetCellFormula(sheetName, at)
		if err != nil || kind != excelize.CellTypeSharedString || formula != "" {
			t.Error(at, kind, formula, err)
		}
	}
	pictures, err := f.GetPictures(sheetName, "A4")
	if err != nil || len(pictures) != 1 || pictures[0].Format.AltText != "Foto bij de vraag: Wat is er te zien op foto 2?" {
		t.Error(pictures, err)
	}
	lists, err := f.GetDataValidations(sheetName)
	if err != nil || len(lists) != 2 || lists[1].Formula1 != "Keuzes!$A$2:$B$2" || lists[1].Sqref != "E6" || lists[1].ShowErrorMessage {
		t.Error(lists, err)
	}
}

func TestSheetWithoutQuestions(t *testing.T) {
	data := sheet(t, nil)
	if got, err := Answers(data); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
	if !SameSheet(data, nil) || SameSheet(data, questions()) || SameSheet(sheet(t, questions()), nil) {
		t.Error("no questions are other questions")
	}
}

func TestBrokenPhotoIsLeftOut(t *testing.T) {
	q := questions()[:1]
	q[0].Photos = [][]byte{[]byte("\xff\xd8\xff")}
	if !SameSheet(sheet(t, q), q) {
		t.Error("no sheet")
	}
}

func TestTwoPhotosStandUnderEachOther(t *testing.T) {
	q := questions()[:1]
	q[0].Photos = [][]byte{picture(320, 240), picture(240, 320)}
	f, err := excelize.OpenReader(bytes.NewReader(sheet(t, q)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	photos, err := f.GetPictures(sheetName, cell(0, firstRow))
	if err != nil || len(photos) != 2 || photos[1].Format.OffsetY < photos[0].Format.OffsetY+photoSize*3/4 {
		t.Fatalf("%d photos (%v)", len(photos), err)
	}
	if height, err := f.GetRowHeight(sheetName, firstRow); err != nil || height < (2*photoSize*7/8)*0.75 {
		t.Errorf("%v high (%v)", height, err)
	}
}

func TestManyQuestions(t *testing.T) {
	var many []Question
	long := strings.Repeat("één & twee ", 2_000)
	for i := range maxQuestions + 50 {
		q := Question{ID: fmt.Sprintf("%08x", i), File: long, Text: long, Hint: long, Rejected: long, Choices: slices.Repeat([]string{long[:120]}, 1_000)}
		q.Choices[0] = q.ID // every list is another one
		many = append(many, q)
	}
	data := sheet(t, many)
	if !SameSheet(data, many) {
		t.Error("not the same")
	}
	if rows, err := rowsOf(data); err != nil || len(rows) != maxQuestions {
		t.Error(len(rows), err)
	}
}

func TestAnswers(t *testing.T) {
	fill := func(f *excelize.File) {
		f.SetCellStr(sheetName, "E4", " Kinderen roeren\nin een pan.  ")
		f.SetCellStr(sheetName, "E5", "nee")
	}
	const both = "[12345678=nee 3f2a91bc=Kinderen roeren\nin een pan.]"
	for name, c := range map[string]struct {
		work func(f *excelize.File)
		want string
	}{
		"nothing": {func(f *excelize.File) {}, "[]"},
		"spaces":  {func(f *excelize.File) { f.SetCellStr(sheetName, "E4", " \n ") }, "[]"},
		"filled":  {fill, both},
		"moved": {func(f *excelize.File) {
			fill(f)
			f.SetSheetName(sheetName, "Blad1")
			f.DeleteTable("Vragen")
			f.RemoveRow("Blad1", 1)
			f.InsertRows("Blad1", 2, 3)
			f.RemoveCol("Blad1", "B")
			f.InsertCols("Blad1", "A", 2)
			f.InsertCols("Blad1", "G", 1)
			f.SetColVisible("Blad1", "H", false)
			f.SetRowVisible("Blad1", 6, false)
		}, both},
		"without headings": {func(f *excelize.File) {
			fill(f)
			f.DeleteTable("Vragen")
			f.RemoveRow(sheetName, 3)
		}, both},
		"a number": {func(f *excelize.File) { f.SetCellInt(sheetName, "E5", 2) }, "[12345678=2]"},
		"a date":   {func(f *excelize.File) { f.SetCellValue(sheetName, "E5", noon.Truncate(24*time.Hour)) }, "[12345678=21-11-2026]"},
		"row deleted": {func(f *excelize.File) {
			fill(f)
			f.DeleteTable("Vragen")
			f.RemoveRow(sheetName, 4)
		}, "[12345678=nee]"},
		"copied": {func(f *excelize.File) {
			fill(f)
			n, _ := f.NewSheet("Vragen (2)")
			f.CopySheet(0, n)
			f.SetCellStr("Vragen (2)", "E4", "")
			f.SetCellStr("Vragen (2)", "E5", "ja")
		}, "[12345678=ja 3f2a91bc=Kinderen roeren\nin een pan.]"},
		"long": {func(f *excelize.File) { f.SetCellStr(sheetName, "E5", strings.Repeat("é", 3_000)) }, "[12345678=" + strings.Repeat("é", maxAnswer-1) + "…]"},
	} {
		got, err := Answers(edited(t, sheet(t, questions()), c.work))
		if err != nil || listed(got) != c.want {
			t.Errorf("%s: %s, %v; want %s", name, listed(got), err, c.want)
		}
	}
}

func listed(answers map[string]string) string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		out = append(out, id+"="+answers[id])
	}
	return fmt.Sprint(out)
}

func TestAnswersRefuses(t *testing.T) {
	good := sheet(t, questions())
	const part = "xl/worksheets/sheet1.xml"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":     {nil, "niet te lezen"},
		"no zip":    {[]byte("\xD0\xCF\x11\xE0"), "niet te lezen"},
		"truncated": {good[:len(good)/2], "niet te lezen"},
		"without ids": {edited(t, good, func(f *excelize.File) {
			f.DeleteTable("Vragen")
			f.RemoveCol(sheetName, "F")
		}), "‘Kenmerk’ weg"},
		"bomb":   {readtest.Rewrite(t, good, part, strings.Repeat(" ", maxSheetXML+1)), "te groot"},
		"far":    {readtest.Rewrite(t, good, part, "<worksheet><sheetData>"+strings.Repeat(`<row><c r="XFD1" t="str"><v>x</v></c></row>`, 40_000)+"</sheetData></worksheet>"), "te groot"},
		"rows":   {readtest.Rewrite(t, good, part, "<worksheet><sheetData>"+strings.Repeat(`<row><c t="str"><v>x</v></c></row>`, maxRows+1)+"</sheetData></worksheet>"), "te groot"},
		"styles": {readtest.Rewrite(t, good, "xl/styles.xml", "<styleSheet><cellXfs>"+strings.Repeat("<xf/>", 450_000)+"</cellXfs></styleSheet>"), "te groot"},
	} {
		begin := time.Now()
		if got, err := Answers(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("%s takes %v", name, took)
		}
		if SameSheet(c.data, questions()) {
			t.Errorf("%s is the same", name)
		}
	}
}

func TestSameSheet(t *testing.T) {
	data := sheet(t, questions())
	if !SameSheet(edited(t, data, func(f *excelize.File) { f.SetCellStr(sheetName, "E4", "Een pan") }), questions()) {
		t.Error("an answer makes no other question")
	}
	other := func(change func(q []Question) []Question) []Question { return change(questions()) }
	for name, q := range map[string][]Question{
		"fewer":    questions()[1:],
		"text":     other(func(q []Question) []Question { q[0].Text += "!"; return q }),
		"id":       other(func(q []Question) []Question { q[0].ID = "00000000"; return q }),
		"rejected": other(func(q []Question) []Question { q[0].Rejected = "tja"; return q }),
		"choices":  other(func(q []Question) []Question { q[1].Choices[0] = "jazeker"; return q }),
	} {
		if SameSheet(data, q) {
			t.Errorf("%s: the same", name)
		}
	}
	turned := questions()
	slices.Reverse(turned)
	if !SameSheet(data, turned) {
		t.Error("people sort")
	}
}

// Another program may write the text in the cells, leave cells out and give its sheet another name and namespace.
func TestOtherPrograms(t *testing.T) {
	const ns = `xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	text := func(at, s string) string {
		return fmt.Sprintf(`<x:c r="%s" t="inlineStr"><x:is><x:r><x:t xml:space="preserve">%s</x:t></x:r></x:is></x:c>`, at, s)
	}
	data := readtest.Zip(
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/blad.xml"/></Relationships>`,
		"xl/workbook.xml", `<x:workbook `+ns+` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="Mijn vragen" sheetId="7" r:id="r1"/></x:sheets></x:workbook>`,
		"xl/worksheets/blad.xml", `<x:worksheet `+ns+`><x:sheetData><x:row r="1">`+text("C1", " UW ANTWOORD ")+`</x:row><x:row r="9">`+text("A9", "Vraag 3f2a91bc")+text("C9", "Een pan")+
			`</x:row></x:sheetData></x:worksheet>`,
	)
	if got, err := Answers(data); err != nil || listed(got) != "[3f2a91bc=Een pan]" {
		t.Error(listed(got), err)
	}
}

// The input is the XML of the sheet: a mutated zip would only try archive/zip.
func FuzzAnswers(f *testing.F) {
	good := sheet(f, questions()[1:])
	f.Add(`<worksheet><sheetData><row r="3"><c r="E3" t="inlineStr"><is><t>Uw antwoord</t></is></c></row><row r="4"><c r="E4" t="str"><v>ja</v></c><c r="F4" t="str"><v>Vraag 3f2a91bc</v></c></row></sheetData></worksheet>`)
	f.Add(`<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1048576"><x:c t="d"><x:v>2026-10-10</x:v></x:c><x:c t="s"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>`)
	f.Fuzz(func(t *testing.T, xml string) {
		begin := time.Now()
		answers, _ := Answers(readtest.Rewrite(t, good, "xl/worksheets/sheet1.xml", xml))
		for id, answer := range answers {
			if len(id) != 8 || answer == "" || len([]rune(answer)) > maxAnswer {
				t.Errorf("%q: %q", id, answer)
			}
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("takes %v", took)
		}
	})
}
