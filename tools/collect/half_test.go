package collect

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// wordFile makes a Word file of one paragraph, with a photo on which nobody is to be recognised.
func wordFile(text string, photo []byte) []byte {
	return readtest.Zip(
		"word/media/a.jpg", string(photo),
		"word/_rels/document.xml.rels", `<R><Relationship Id="p" Type="x/image" Target="media/a.jpg"/></R>`,
		"word/document.xml", `<d xmlns:r="r"><body><p><pPr><pStyle val="Title"/></pPr><r><t>Fietsen</t></r></p><p><r><t>`+text+`</t></r></p>`+
			`<p><r><drawing><docPr descr="Een fiets"/><blip r:embed="p"/></drawing></r></p><p><r><t>Geen herkenbare personen</t></r></p></body></d>`)
}

func isRefusal(r *Report, source string) bool {
	return slices.ContainsFunc(r.Refused, func(n notice.Notice) bool { return n.File == source && n.Text != "" && n.Hint != "" })
}

// Of half a file nothing is made: the page stays, and people are told until the file is whole.
func TestHalfAFile(t *testing.T) {
	table := func(rows ...string) []byte {
		text := ""
		for _, r := range rows {
			text += "<row><c t=\"inlineStr\"><is><t>" + strings.ReplaceAll(r, "|", "</t></is></c><c t=\"inlineStr\"><is><t>") + "</t></is></c></row>"
		}
		return readtest.Zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Agenda" r:id="a"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<R><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></R>`,
			"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"+text+"</sheetData></worksheet>")
	}
	for name, c := range map[string]struct {
		source   string
		old, new []byte
	}{
		"Word":  {"zutphen/verhalen/Fietsen.docx", wordFile("Wij fietsen op het plein.", picture(t, 10)), wordFile("Wij fietsen in het bos.", picture(t, 20))},
		"Excel": {"zutphen/agenda/Activiteiten.xlsx", table("Datum|Wat|Waar", "1-12-2026|Soep|Hal", "2-12-2026|Koffie|Hal"), table("Datum|Wat|Waar", "1-12-2026|Soep|Zaal", "2-12-2026|Koffie|Hal")},
	} {
		t.Run(name, func(t *testing.T) {
			o := newSite(t, map[string][]byte{c.source: c.old})
			if r := run(t, o); len(r.New) == 0 || len(r.Refused) > 0 {
				t.Fatalf("%+v", r)
			}
			content := filepath.Join(o.Site, "content")
			before := fmt.Sprint(snapshot(t, content))
			for i := range 30 {
				end := len(c.new) * i / 30
				if i == 29 {
					end = len(c.new) - 1
				}
				write(t, o.Inbox, c.source, c.new[:end])
				if r := run(t, o); !isRefusal(r, c.source) || len(r.New)+len(r.Changed)+len(r.Removed) > 0 {
					t.Fatalf("%d of %d bytes: %+v", end, len(c.new), r)
				}
				if fmt.Sprint(snapshot(t, content)) != before {
					t.Fatalf("%d of %d bytes: content changed", end, len(c.new))
				}
			}
			told := filepath.Join(o.Inbox, filepath.Dir(c.source), reportName)
			if data, _ := os.ReadFile(told); !strings.Contains(string(data), filepath.Base(c.source)) {
				t.Errorf("the report: %s", data)
			}
			write(t, o.Inbox, c.source, c.new)
			if r := run(t, o); len(r.Changed) != 1 || len(r.Refused) > 0 {
				t.Errorf("whole: %+v", r)
			}
			if data, _ := os.ReadFile(told); strings.Contains(string(data), "beschadigd") {
				t.Errorf("the report: %s", data)
			}
		})
	}
}

// A program that copies may give a file its size first and its time last: what was refused a moment ago is read again, though it looks the same.
func TestAFileThatWasRefusedAMomentAgoIsReadAgain(t *testing.T) {
	const source = "zutphen/verhalen/Fietsen.docx"
	whole := wordFile("Wij fietsen op het plein.", picture(t, 10))
	half := append(slices.Clone(whole[:len(whole)/2]), make([]byte, len(whole)-len(whole)/2)...)
	o := newSite(t, map[string][]byte{source: half})
	newClock(&o, time.Minute)
	file, at := filepath.Join(o.Inbox, source), time.Now().Add(-copying/2)
	set := func(data []byte) {
		t.Helper()
		write(t, o.Inbox, source, data)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	set(half)
	if r := run(t, o); !isRefusal(r, source) || o.Memory.Due().IsZero() {
		t.Fatalf("due %v, %+v", o.Memory.Due(), r)
	}
	set(whole)
	if r := run(t, o); len(r.New) != 1 || len(r.Refused) > 0 || !o.Memory.Due().IsZero() {
		t.Errorf("due %v, %+v", o.Memory.Due(), r)
	}
}

// A photo that is being copied takes nothing off the page that is there. When it stays as it is, the page goes on without it.
func TestHalfAPhoto(t *testing.T) {
	const source, photo = "zutphen/verhalen/Soep/verhaal.md", "zutphen/verhalen/Soep/a.jpg"
	whole := picture(t, 10)
	o := newSite(t, map[string][]byte{
		source: []byte("---\ntitle: Soep\n---\n![Een pan](a.jpg)\n\nGeen herkenbare personen\n\nTot slot.\n"), photo: whole,
	})
	newClock(&o, time.Minute)
	run(t, o)
	content := filepath.Join(o.Site, "content")
	before := fmt.Sprint(snapshot(t, content))
	for _, end := range []int{0, 10, 200, len(whole) / 2, len(whole) - 20} {
		if err := os.WriteFile(filepath.Join(o.Inbox, photo), whole[:end], 0o644); err != nil {
			t.Fatal(err)
		}
		r := run(t, o)
		if !slices.ContainsFunc(r.Refused, func(n notice.Notice) bool { return strings.Contains(n.File+n.Text, "a.jpg") }) || !isRefusal(r, source) || o.Memory.Due().IsZero() {
			t.Fatalf("%d of %d bytes: due %v, %+v", end, len(whole), o.Memory.Due(), r)
		}
		if fmt.Sprint(snapshot(t, content)) != before {
			t.Fatalf("%d of %d bytes: content changed", end, len(whole))
		}
	}
	write(t, o.Inbox, photo, whole[:len(whole)/2]) // a day ago
	if r := run(t, o); len(r.Changed) != 1 || isRefusal(r, source) && len(r.Refused) > 1 || !o.Memory.Due().IsZero() {
		t.Errorf("it stays half: due %v, %+v", o.Memory.Due(), r)
	}
	write(t, o.Inbox, photo, whole)
	if r := run(t, o); len(r.Changed) != 1 || len(r.Refused) > 0 {
		t.Errorf("whole: %+v", r)
	}
}
