package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/prose"
	"mijnopladers.nl/opladers/tools/read/readtest"
	"mijnopladers.nl/opladers/tools/read/xmltree"
)

const (
	types = `<Types><Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	rels  = `<Relationships xmlns="r"><Relationship Id="s" Type="x/styles" Target="styles.xml"/><Relationship Id="n" Type="x/numbering" Target="numbering.xml"/>
<Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="p1" Type="x/image" Target="media/image1.png"/><Relationship Id="p2" Type="x/image" Target="media/image2.jpeg"/>
<Relationship Id="p3" Type="x/image" Target="media/image3.emf"/><Relationship Id="p4" Type="x/image" Target="media/image4.png"/><Relationship Id="p5" Type="x/image" Target="media/weg.png"/>
<Relationship Id="h1" Type="x/hyperlink" Target="https://voorbeeld.nl/a_(b)" TargetMode="External"/><Relationship Id="h2" Type="x/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>`
	styles = `<w:styles xmlns:w="w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Kop3"><w:name w:val="heading 3"/></w:style><w:style w:styleId="Eigen"><w:name w:val="Eigen kop"/><w:basedOn w:val="Kop1"/></w:style>
<w:style w:styleId="Ondertitel"><w:name w:val="Subtitle"/></w:style><w:style w:styleId="Citaat"><w:name w:val="Quote"/></w:style><w:style w:styleId="Bijschrift"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Zwaar" w:type="character"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`
	numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
	footnotes = `<w:footnotes xmlns:w="w"><w:footnote w:id="2"><w:p><w:r><w:t>Een noot * met ster.</w:t></w:r></w:p></w:footnote></w:footnotes>`
	core      = `<c:coreProperties xmlns:c="c" xmlns:d="d"><d:created>2026-09-01T08:00:00Z</d:created></c:coreProperties>`
)

// document makes a Word file of the XML in its body.
func document(body string) []byte {
	return readtest.Zip("[Content_Types].xml", types, "word/document2.xml", `<w:document xmlns:w="w" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`+body+`</w:body></w:document>`,
		"word/_rels/document2.xml.rels", rels, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", footnotes, "docProps/core.xml", core,
		"word/media/image1.png", "\x89PNG one", "word/media/image2.jpeg", "\xff\xd8 two", "word/media/image3.emf", "\x01\x00\x00\x00"+strings.Repeat("\x00", 36)+" EMF....", "word/media/image4.png", "\x89PNG one")
}

// The inputs are the XML in the body of a document; see document for what stands around it.
func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.xml", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: "zutphen/verhalen/appels_en peren.docx", Data: document(string(data))})
	})
}

func para(runs string) string { return "<w:p>" + runs + "</w:p>" }
func run(props, text string) string {
	return "<w:r><w:rPr>" + props + "</w:rPr><w:t>" + text + "</w:t></w:r>"
}

func TestRuns(t *testing.T) {
	const b, i = "<w:b/>", "<w:i/>"
	for in, want := range map[string]string{
		run("", "a ") + run(b, "vet") + run("", " c"):                 "a **vet** c",
		run("", "a") + run(b, " vet ") + run("", "c"):                 "a **vet** c",
		run(b, "ve") + run(b, "t"):                                    "**vet**",
		run(b, "een") + run("", " ") + run(b, "twee") + run("", " x"): "**een twee** x",
		run(b, "Let op:") + run("", "kom"):                            "**Let op**:kom",
		run(b, "vet") + run(i, "schuin") + run("", " x"):              "**vetschuin** x",
		run(b, "vet ") + run(i, "schuin") + run("", " x"):             "**vet** *schuin* x",
		run(b+i, "beide") + run("", " x"):                             "***beide*** x",
		run(`<w:b w:val="0"/>`, "gewoon") + run("", " x"):             "gewoon x",
		run(`<w:rStyle w:val="Zwaar"/>`, "stijl") + run("", " x"):     "**stijl** x",
		run(b, "  ") + run("", "x"):                                   "x",
		run("", "1. geen * lijst_") + run("", " &lt;b>"):              `1\. geen \* lijst\_ \<b>`,
		run("", "koffie\u00ad\u00a0 \u00a0 thee"):                     "koffie thee",
		run("<w:vanish/>", "verborgen") + run("", "x"):                "x",
	} {
		pages, _, err := Read(page.Source{Name: "x.docx", Data: document(para(run("", "begin")) + para(in))})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(pages[0].Body, "begin\n\n"); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestPhotos(t *testing.T) {
	const pic = `<w:r><w:drawing><x:inline><x:docPr descr="%s" title="IMG.jpg"/><a:blip r:embed="%s"/></x:inline></w:drawing></w:r>`
	body := para(fmt.Sprintf(pic, "Kinderen plukken appels", "p1")) + para(run("", "tekst")+fmt.Sprintf(pic, "IMG_1234.jpg", "p2")) + para(fmt.Sprintf(pic, "nog eens", "p4"))
	pages, notices, err := Read(page.Source{Name: "x.docx", Data: document(body)})
	if err != nil || len(notices) > 0 {
		t.Fatal(notices, err)
	}
	p := pages[0]
	if want := "![Kinderen plukken appels](foto-1)\n\ntekst\n\n![](foto-2)\n\n![nog eens](foto-1)"; p.Body != want {
		t.Error(p.Body)
	}
	if len(p.Photos) != 2 || p.Photos[0].Alt != "Kinderen plukken appels" || p.Photos[1].Alt != "" || p.Photos[1].Name != "image2.jpeg" || string(p.Photos[1].Data) != "\xff\xd8 two" {
		t.Errorf("%+v %+v", p.Photos[0], p.Photos[1])
	}
}

func TestRefusals(t *testing.T) {
	good := document(para(run("", "x")))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"truncated": {good[:len(good)/2], "beschadigd"},
		"other zip": {readtest.Zip("a.txt", "x"), "beschadigd"},
		"empty":     {document(""), "geen tekst"},
		"doctype":   {readtest.Zip("word/document.xml", `<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d><body><p><r><t>a&e;b</t></r></p></body></d>`), "DOCTYPE"},
		"not xml":   {document("<w:p></w:q"), "beschadigd"},
		"deep":      {document(strings.Repeat("<w:p>", xmltree.MaxDepth+1) + strings.Repeat("</w:p>", xmltree.MaxDepth+1)), "te groot"},
		"bomb":      {readtest.Zip("word/document.xml", strings.Repeat(" ", maxPart+1)), "te groot"},
	} {
		if _, _, err := Read(page.Source{Name: "x.docx", Data: c.data}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPictureLimit(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, data := range map[string][]byte{"word/media/a.jpg": make([]byte, prose.MaxPicture+1), "word/_rels/document.xml.rels": []byte(`<R><Relationship Id="p" Type="x/image" Target="media/a.jpg"/></R>`),
		"word/document.xml": []byte(`<d xmlns:r="r"><body><p><r><t>x</t><drawing><blip r:embed="p"/></drawing></r></p></body></d>`)} {
		f, _ := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		f.Write(data)
	}
	w.Close()
	pages, notices, err := Read(page.Source{Name: "x.docx", Data: b.Bytes()})
	if err != nil || len(pages[0].Photos) > 0 || len(notices) != 1 || !strings.Contains(notices[0].Text, "groter dan 60 MB") {
		t.Error(notices, err)
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.xml")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, body string) {
		start := time.Now()
		pages, _, err := Read(page.Source{Name: "x.docx", Data: document(body)})
		if d := time.Since(start); d > 30*time.Second {
			t.Error("takes", d)
		}
		if err == nil && (len(pages) == 0 || pages[0].Title == "" || len(pages[0].Body) > 200_000+50*len(body)) {
			t.Error("no page and no refusal, or too large a page")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := para(run("", "Elke dinsdag drinken we koffie in het buurthuis, ") + run("<w:b/>", "iedereen") + run("", " is welkom."))
	data := document(strings.Repeat(text, 2000))
	b.SetBytes(int64(len(text) * 2000))
	for b.Loop() {
		if _, _, err := Read(page.Source{Name: "x.docx", Data: data}); err != nil {
			b.Fatal(err)
		}
	}
}
