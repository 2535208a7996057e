package read

import (
	"encoding/base64"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// word is a Word file with a title and a text.
func word(title, text string) string {
	return string(readtest.Zip("word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+
		`<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>`+title+`</w:t></w:r></w:p><w:p><w:r><w:t>`+text+`</w:t></w:r></w:p></w:body></w:document>`))
}

// attached is a mail with files.
func attached(text string, files ...string) string {
	var b strings.Builder
	b.WriteString("From: Ans <ans@voorbeeld.nl>\nSubject: Fwd: Stukje\nDate: Sat, 21 Nov 2026 10:00:00 +0100\nMessage-ID: <1@voorbeeld.nl>\n" +
		"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=g\n\n--g\nContent-Type: text/plain\n\n" + text)
	for i := 0; i < len(files); i += 2 {
		b.WriteString("\n--g\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + files[i] +
			"\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(files[i+1])))
	}
	return b.String() + "\n--g--\n"
}

// describe says in short what came of a source.
func describe(pages []*page.Page, notices []notice.Notice, err error) string {
	var out []string
	for _, p := range pages {
		s := p.Title
		if p.Key != "" {
			s += " {" + p.Key + "}"
		}
		for _, ph := range p.Photos {
			s += " [" + ph.Name + "]"
		}
		out = append(out, s)
	}
	for _, n := range notices {
		out = append(out, string(n.Level)+": "+n.Text)
	}
	if err != nil {
		out = append(out, "refused: "+err.Error())
	}
	return strings.Join(out, "\n")
}

func TestParcels(t *testing.T) {
	const jpeg = "\xff\xd8\xff\xe0 een foto"
	zip := func(pairs ...string) string { return string(readtest.Zip(pairs...)) }
	for name, c := range map[string]struct{ file, data, want string }{
		"a zip of one story": {"x.zip", zip("stuk/verhaal.docx", word("Soep", "Tekst."), "stuk/a.jpg", jpeg, "b.png", "\x89PNG x", "__MACOSX/._a.jpg", "x", "stuk/~$x.docx", "x"),
			"Soep [b.png] [stuk/a.jpg]"},
		"a zip of stories": {"x.zip", zip("a/een.docx", word("Een", "x"), "a/f.jpg", jpeg, "b/twee.docx", word("Twee", "x"), "los.jpg", jpeg),
			"Een {a/een.docx} [a/f.jpg]\nTwee {b/twee.docx}\nwarning: Bij de foto los.jpg hoort geen verhaal."},
		"a zip with a bad file": {"x.zip", zip("een.docx", word("Een", "x"), "twee.docx", "PK\x03\x04 half"),
			"Een {een.docx}\nerror: twee.docx: Het bestand is beschadigd of niet helemaal overgekomen."},
		"a zip with a name twice": {"x.zip", zip("Een.docx", word("Een", "x"), "een.docx", word("Twee", "x")),
			"Een\nwarning: een.docx staat twee keer in de zip. Alleen het eerste is gelezen."},
		"a zip of photos":      {"x.zip", zip("a.jpg", jpeg), "refused: x.zip: In de zip staat geen document. Zet er een Word-bestand (.docx) bij."},
		"zips without end":     {"x.zip", zip("1.zip", zip("2.zip", zip("3.zip", zip("4.zip", zip("5.zip", zip("a.txt", "x")))))), "refused: x.zip: Er zitten te veel bestanden in elkaar. Stuur het document zelf."},
		"a mail with Word":     {"x.eml", attached("Hoi,\n\nHierbij ons stukje voor de site.\n", "stuk.docx", word("Soep", "Tekst."), "f.jpg", jpeg), "Soep [f.jpg]\nadvice: In de mail staat: ‘Hoi, Hierbij ons stukje voor de site.’"},
		"a mail with its text": {"x.eml", attached("Elke donderdag koken wij soep op het plein.\n", "f.jpg", jpeg), "Stukje [f.jpg]"},
		"a mail with a PDF": {"x.eml", attached("Elke donderdag koken wij soep.\n", "stuk.pdf", "%PDF-1.7"),
			"Stukje\nwarning: Bijlage stuk.pdf is niet gelezen. Dit is een PDF: daar kan de tekst niet goed uit gehaald worden."},
		"a mail with nothing": {"x.eml", attached("", "stuk.pdf", "%PDF-1.7"),
			"warning: Bijlage stuk.pdf is niet gelezen. Dit is een PDF: daar kan de tekst niet goed uit gehaald worden.\n" +
				"refused: x.eml: In de mail staat geen tekst en geen document dat gelezen kan worden. Stuur het verhaal als Word-bestand (.docx), of typ het in de mail."},
	} {
		if got := describe(Read(page.Source{Name: c.file, Data: []byte(c.data)})); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestAParcelSaysWhoAndWhen(t *testing.T) {
	pages, _, err := Read(page.Source{Name: "x.eml", Data: []byte(attached("Zie bijlage.", "Lochem.docx", word("Soep", "Tekst.")))})
	if err != nil || pages[0].Sender != "ans@voorbeeld.nl" || pages[0].Announced != "2026-11-21" {
		t.Errorf("%+v, %v", pages, err)
	}
	pages, _, err = Read(page.Source{Name: "x.zip", Data: readtest.Zip("Zutphen/initiatieven/soep.docx", word("Soep", "Voor wie: iedereen"))})
	if err != nil || pages[0].Kind != page.KindInitiative || pages[0].Places[0] != "Zutphen" || pages[0].Initiative.ForWhom != "iedereen" {
		t.Errorf("%+v, %v", pages, err)
	}
}

func TestWhatAStorySaysOfItself(t *testing.T) {
	for body, want := range map[string]page.Common{
		"Zutphen, 12 maart 2026\n\nTekst.":                {Announced: "2026-03-12"},
		"Tekst.\n\nThema: Kijk, #buiten\nDatum: 3-4-2026": {Announced: "2026-04-03"},
		"Samenvatting: Kort.\n\nTekst.":                   {Summary: "Kort."},
		"Op 12 maart 2026 was er soep.":                   {},
		"Tekst: 12 maart":                                 {},
	} {
		pages, _, err := Read(page.Source{Name: "verhalen/x.md", Data: []byte("---\ntitle: Soep\n---\n" + body)})
		if err != nil {
			t.Fatal(err)
		}
		if p := pages[0]; p.Announced != want.Announced || p.Summary != want.Summary {
			t.Errorf("%q: %+v", body, p.Common)
		}
		if p := pages[0]; strings.Contains(body, "Thema") && (strings.Join(p.Story.Themes, " ") != "kijk buiten" || p.Body != "Tekst.") {
			t.Errorf("%q: %v, %q", body, p.Story, p.Body)
		}
	}
}
