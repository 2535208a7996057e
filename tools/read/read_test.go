package read

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

var photos = []page.File{{Name: "b.jpg", Data: []byte("\xff\xd8\xffb")}, {Name: "a.jpg", Data: []byte("\xff\xd8\xffa")}, {Name: "c.jpg", Data: []byte("\xff\xd8\xffc")}}

// The inputs are Markdown, in which labels are easiest to read; the part before the first dash of a name is the folder.
func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.md", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		folder, name, _ := strings.Cut(filepath.Base(file), "-")
		pages, notices, err := Read(page.Source{Name: "zutphen/" + folder + "/" + name, Data: data, Photos: photos})
		for _, p := range pages {
			if p.Initiative != nil && p.Kind == "" { // as the caller does by the folder
				p.Kind = page.KindInitiative
			}
		}
		return pages, notices, err
	})
}

func TestConsent(t *testing.T) {
	for in, want := range map[string]string{
		"formulier 2026-14, website, tot 1-9-2028":           "{formulier 2026-14  [website]  false 2028-09-01 } ",
		"Formulier 2026-14; website en sociale media":        "{Formulier 2026-14  [website sociale media]  false  } ",
		"2026-14, website, drukwerk":                         "{2026-14  [website drukwerk]  false  } ",
		"formulier 3, website, onder 16, ouder/verzorger":    "{formulier 3  [website] ouder/verzorger true  } ",
		"formulier 3, website, onder 16 (moeder)":            "{formulier 3  [website] moeder true  } ",
		"formulier 3, d.d. 1-9-2026, print, t/m 1 sept 2027": "{formulier 3 2026-09-01 [drukwerk]  false 2027-09-01 } ",
		"formulier 3, website, tot de zomer":                 "{formulier 3  [website]  false  ontbreekt} de datum ‘de zomer’ van de toestemming is niet te lezen",
		"formulier 3, website, tot 1 september":              "{formulier 3  [website]  false  ontbreekt} de datum ‘1 september’ van de toestemming is niet te lezen",
		"formulier 3, website, niet op sociale media":        "{formulier 3  [website]  false  ontbreekt} ‘niet op sociale media’ in de regel over toestemming is niet te begrijpen",
		"website, tot 1-9-2028":                              "{  [website]  false 2028-09-01 ontbreekt} in de regel over toestemming staat geen formulier",
		"ja":                                                 "{  []  false  ontbreekt} ‘ja’ in de regel over toestemming is niet te begrijpen",
		"formulier 3, website, tot 1-9-2028, tot 1-9-2027":   "{formulier 3  [website]  false 2027-09-01 } ",
		"1-9-2028, website":                                  "{  [website]  false  ontbreekt} ‘1-9-2028’ in de regel over toestemming is niet te begrijpen",
		"formulier 3, ingetrokken":                           "{formulier 3  []  false  ingetrokken} de toestemming is ingetrokken",
	} {
		c, problem := parseConsent(in)
		if got := fmt.Sprint(*c, " ", problem); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestConsentThatIsDeniedOrLimitedIsNone(t *testing.T) {
	for _, line := range []string{
		"Toestemming: geen formulier, website", "Toestemming: formulier niet ontvangen, website", "Toestemming: formulier volgt nog, website",
		"Toestemming: formulier 12 ingetrokken, website", "Toestemming: formulier 12 ontbreekt, website", "Toestemming: formulier 12 (alleen intern), website",
		"Toestemming: formulier ingetrokken op 1-2-2026, website", "Toestemming: formulier 12 tot 1-9-2020, website", "Toestemming: formulier 12-ingetrokken, website",
		"Toestemming: formulier 12, website, niet meer", "Toestemming: formulier vervallen-12, website", "Toestemming: t/m31-12-2020, website",
		"Toestemming formulier niet ontvangen, website",
	} {
		text := "![x](a.jpg)\n\n" + line
		pages, notices, err := Read(page.Source{Name: "x.md", Data: []byte(text), Photos: photos[1:2]})
		if err != nil || len(notices) == 0 {
			t.Fatal(line, notices, err)
		}
		if (*page.Rules)(nil).Judge(pages[0], pages[0].Photos[0], "2020-01-01").OK() {
			t.Errorf("%s: published", line)
		}
	}
}

// More people on a photo, each with a form.
func TestMoreForms(t *testing.T) {
	for line, want := range map[string]string{
		"formulier 12, formulier 13, website": "formulier 12 en formulier 13", "formulieren 12 en 13, website": "formulieren 12 en 13", "nr. 7, website": "nr. 7",
	} {
		if c, _, problem := Consent("Toestemming: " + line); problem != "" || c.Ref != want || c.Status != "" {
			t.Errorf("%s: %+v, %s", line, c, problem)
		}
	}
	for _, line := range []string{"formulier 12, website, 2028", "formulier 12 en geen 13, website", "formulier 12, formulier volgt, website"} {
		if c, _, problem := Consent("Toestemming: " + line); problem == "" || c.Status == "" {
			t.Errorf("%s: %+v", line, c)
		}
	}
}

// However the same picture comes in twice, the refusal counts.
func TestRefusalWins(t *testing.T) {
	const yes, no = "Toestemming: formulier 12, website", "Toestemming: ingetrokken"
	same := []page.File{{Name: "a.jpg", Data: []byte("\xff\xd8\xffa")}, {Name: "b.jpg", Data: []byte("\xff\xd8\xffa")}}
	for name, text := range map[string]string{
		"yes then no":    "![](a.jpg)\n\n" + yes + "\n\n![](b.jpg)\n\n" + no,
		"no then yes":    "![](a.jpg)\n\n" + no + "\n\n![](b.jpg)\n\n" + yes,
		"nobody":         "![](a.jpg)\n\n" + no + "\n\n![](b.jpg)\n\nGeen herkenbare personen.",
		"nobody first":   "![](a.jpg)\n\nGeen herkenbare personen.\n\n![](b.jpg)\n\n" + no,
		"one picture":    "![](a.jpg)\n\n" + no + "\n\n" + yes,
		"in a sentence":  "![](a.jpg)\n\n" + yes + "\n\nToestemming is ingetrokken.",
		"front matter":   "---\nfotos:\n  - bestand: b.jpg\n    geen_herkenbare_personen: true\n    toestemming: {ref: formulier 12, doel: website, status: ingetrokken}\n---\n![](a.jpg)\n\n" + yes + "\n\n![](b.jpg)",
		"unknown status": "---\nfotos:\n  - bestand: a.jpg\n    toestemming: {ref: formulier 12, doel: website, status: niet gegeven}\n---\n![](a.jpg)\n\n" + yes,
		"old date":       "---\nfotos:\n  - bestand: a.jpg\n    toestemming: {ref: formulier 12, doel: website, tot: 31-12-2020}\n---\n![](a.jpg)",
	} {
		pages, _, err := Read(page.Source{Name: "x.md", Data: []byte(text), Photos: same})
		if err != nil || len(pages[0].Photos) != 1 || strings.Contains(pages[0].Body, "foto-2") || !strings.Contains(pages[0].Body, "(foto-1)") {
			t.Fatalf("%s: %v %+v", name, err, pages[0])
		}
		if (*page.Rules)(nil).Judge(pages[0], pages[0].Photos[0], "2026-11-01").OK() {
			t.Errorf("%s: published, %+v", name, pages[0].Photos[0])
		}
	}
}

func TestShortcodesAreInertInEveryText(t *testing.T) {
	text := "---\nsoort: initiatief\ntitle: x\ncontact: \"{\\x7b< a >}}\"\nzoekt: ['{{% b %}}']\nhoe_meedoen: '{{< c >}}'\nmedia: {transcript: '{{< d >}}'}\n---\n" +
		"Voor wie: {{< e >}}\n\n{{<!-- x -->< f >}} `{{< g >}}` {{</* h */>}}\n\n    {{% i %}}"
	sheet := "Datum;Activiteit;Contact\n1-10-2026;{{< a >}};{{< b >}}"
	for name, data := range map[string]string{"x.md": text, "x.csv": sheet, "x.docx": string(readtest.Zip("word/document.xml", "<d><body><p><r><t>{{&lt; a >}}</t></r></p></body></d>"))} {
		pages, _, err := Read(page.Source{Name: name, Data: []byte(data)})
		if err != nil {
			t.Fatal(name, err)
		}
		if got := readtest.Dump(pages, nil, nil); strings.Contains(got, "{{<") || strings.Contains(got, "{{%") || strings.Contains(got, "x7b") {
			t.Errorf("%s:\n%s", name, got)
		} else if p, err := page.Parse([]byte(got)); err != nil || name == "x.md" && p.Initiative.Contact != "{\u200b{< a >}}" {
			t.Errorf("%s does not come back: %v", name, err)
		}
	}
}

// A line under a picture that is all italic is its caption; what is said of consent may stand under that.
func TestItalicLineUnderAPictureIsItsCaption(t *testing.T) {
	p := &page.Page{
		Common: page.Common{Photos: []*page.Photo{{File: "foto-1"}}},
		Body:   "*Geen bijschrift.*\n\n![Soep](foto-1)\n\n*Ruikt het al?*\n\nEr staan geen herkenbare personen op.\n\n*Ook geen bijschrift.*",
	}
	if notices := labels(p, false); len(notices) > 0 {
		t.Errorf("notices: %v", notices)
	}
	if ph := p.Photos[0]; ph.Caption != "Ruikt het al?" || !ph.NoPersons {
		t.Errorf("%+v", ph)
	}
	if want := "*Geen bijschrift.*\n\n![Soep](foto-1)\n\n*Ook geen bijschrift.*"; p.Body != want {
		t.Errorf("body %q", p.Body)
	}
}

func TestDetect(t *testing.T) {
	const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	for name, c := range map[string]struct{ file, data, want string }{
		"word":         {"x.zip", string(readtest.Zip("word/document.xml", "<x/>")), "docx"},
		"excel":        {"x", string(readtest.Zip("xl/workbook.xml", "<x/>")), "xlsx"},
		"calendar":     {"x.txt", "\ufeff\n begin:vcalendar\n", "ics"},
		"utf-16":       {"x.bin", wide("BEGIN:VCALENDAR\n"), "ics"},
		"markdown":     {"x.md", "tekst", "markdown"},
		"front matter": {"x.bin", "---\ntitle: x\n---\n", "markdown"},
		"text":         {"x.txt", "Beste mensen", "markdown"},
		"csv":          {"x.csv", "a;b", "csv"},
		"table":        {"x.txt", "Datum\tTijd\tActiviteit\n1-1-2026\t10.00\tx", "csv"},
		"empty":        {"x.docx", " \n", "Het bestand is leeg."},
		"broken":       {"x.docx", "PK\x03\x04 half", "beschadigd"},
		"old word":     {"x.docx", ole + wide("WordDocument"), "oud Word-bestand (.doc)"},
		"old excel":    {"x.xlsx", ole + wide("Workbook"), "oud Excel-bestand (.xls)"},
		"password":     {"x.docx", ole + wide("EncryptedPackage"), "beveiligd met een wachtwoord"},
		"outlook":      {"x.msg", ole + wide("__properties_version1.0"), "msg"},
		"pdf":          {"x.docx", "%PDF-1.7", "Dit is een PDF"},
		"rtf":          {"x.doc", `{\rtf1 x}`, "rtf"},
		"odt":          {"x.docx", string(readtest.Zip("mimetype", "application/vnd.oasis.opendocument.text")), "odt"},
		"pages":        {"x.pages", string(readtest.Zip("Index/Document.iwa", "x")), "Pages"},
		"zip":          {"x.zip", string(readtest.Zip("a.jpg", "x")), "zip"},
		"html":         {"x.txt", "<!DOCTYPE html><p>x", "html"},
		"mail":         {"x.txt", "Message-ID: <1>\nFrom: a\nSubject: b\n\nx", "eml"},
		"toml":         {"x.txt", "+++\ntitle = 'x'\n+++\n", "markdown"},
		"wordpress":    {"x.xml", `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/">`, "wxr"},
		"flat odt":     {"x.xml", `<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">`, "odt"},
		"xml":          {"x.xml", `<?xml version="1.0"?><x/>`, "XML-bestand"},
		"photo":        {"x.docx", "\xff\xd8\xff\xe0", "foto zonder tekst"},
		"heic":         {"x.heic", "\x00\x00\x00\x18ftypheic", "foto zonder tekst"},
		"binary":       {"x.exe", "MZ\x00\x00\x00\x01\x02", "niet duidelijk"},
		"unknown text": {"x.json", `{"a": 1}`, "niet duidelijk"},
	} {
		format, err := detect(page.Source{Name: c.file, Data: []byte(c.data)})
		got := string(format)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSourceThatIsTooLarge(t *testing.T) {
	if _, _, err := Read(page.Source{Name: "x.docx", Data: make([]byte, MaxSource+1)}); err == nil || !strings.Contains(err.Error(), "groter dan 200 MB") {
		t.Error(err)
	}
}

func TestNoticesNameTheFile(t *testing.T) {
	_, _, err := Read(page.Source{Name: "zutphen/leeg.docx"})
	if n := notice.From(err, ""); n.File != "zutphen/leeg.docx" {
		t.Error(err)
	}
	_, notices, _ := Read(page.Source{Name: "zutphen/x.csv", Data: []byte("Datum;Activiteit\n1-1;x"), Photos: photos})
	if len(notices) != 2 || notices[0].File != "zutphen/x.csv" || notices[0].Line != 2 {
		t.Error(notices)
	}
}

func FuzzLabels(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, body string) {
		p := &page.Page{Body: body, Common: page.Common{Photos: []*page.Photo{{File: "foto-1"}}}}
		labels(p, true)
		for line := range strings.Lines(p.Body) {
			if strings.HasPrefix(line, "Toestemming: formulier") && !strings.Contains(body, "```") && !strings.Contains(body, "~~~") {
				t.Errorf("%q stays in %q", line, p.Body)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("x.md", []byte("# x"))
	f.Add("x", []byte(string(readtest.Zip("word/document.xml", "<d><body><p><r><t>x</t></r></p></body></d>"))))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		pages, _, err := Read(page.Source{Name: name, Data: data, Photos: photos})
		if err != nil && notice.From(err, "").Hint == "" {
			t.Errorf("refused without a hint: %v", err)
		}
		if err != nil && len(pages) > 0 {
			t.Error("pages and a refusal")
		}
	})
}

func TestFieldsInADescription(t *testing.T) {
	data := "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Soep\r\nDTSTART:20261202T093000\r\n" +
		"DESCRIPTION:Wij koken samen.\\nKosten: gratis\\nLeeftijd: 0-4 jaar\\n\\nTot dan!\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	pages, _, err := Read(page.Source{Name: "agenda.ics", Data: []byte(data)})
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	if a := pages[0].Activity; a.Price == nil || *a.Price != 0 || a.AgeTo == nil || *a.AgeTo != 48 || pages[0].Body != "Wij koken samen.\n\nTot dan!" {
		t.Errorf("%+v %q", a, pages[0].Body)
	}
}

func TestASeriesInWords(t *testing.T) {
	read := func(rule string) (*page.Activity, []notice.Notice) {
		text := "---\ntitle: Koffie\nsoort: activiteit\nbegin: 2026-12-01T09:30\nherhaling: " + rule + "\n---\nKom ook.\n"
		pages, notices, err := Read(page.Source{Name: "zutphen/agenda/koffie.md", Data: []byte(text)})
		if err != nil || len(pages) != 1 {
			t.Fatal(pages, err)
		}
		return pages[0].Activity, notices
	}
	if a, notices := read("elke dinsdag, niet in schoolvakanties"); a.Recurrence != "FREQ=WEEKLY;BYDAY=TU" || a.Holidays != page.HolidaysSkip || len(notices) > 0 {
		t.Errorf("%+v %v", a, notices)
	}
	if a, _ := read("FREQ=DAILY;COUNT=3"); a.Recurrence != "FREQ=DAILY;COUNT=3" {
		t.Errorf("%+v", a)
	}
	if a, notices := read("soms"); a.Recurrence != "" || len(notices) != 1 || notices[0].Level != notice.Question {
		t.Errorf("%+v %v", a, notices)
	}
}
