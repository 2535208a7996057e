package opc

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/read/readtest"
)

func TestMain(t *testing.T) {
	const word = `<Types><Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	const rels = `<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="/word/doc.xml"/></Relationships>`
	for name, c := range map[string]struct {
		pairs      []string
		want, kind string
	}{
		"by content type": {[]string{"[Content_Types].xml", word, "word/document2.xml", "<x/>"}, "word/document2.xml", "wordprocessingml"},
		"other kind":      {[]string{"[Content_Types].xml", word, "word/document2.xml", "<x/>"}, "", "spreadsheetml"},
		"by relationship": {[]string{"_rels/.rels", rels, "word/doc.xml", "<x/>"}, "word/doc.xml", "wordprocessingml"},
		"by name":         {[]string{"word/document.xml", "<x/>"}, "word/document.xml", "wordprocessingml"},
		"not there":       {[]string{"mimetype", "text"}, "", "wordprocessingml"},
	} {
		p, err := Open(readtest.Zip(c.pairs...))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Main(c.kind); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRels(t *testing.T) {
	p, _ := Open(readtest.Zip("word/document.xml", "<x/>", "word/_rels/document.xml.rels",
		`<Relationships><Relationship Id="a" Type="x/image" Target="media/1.png"/><Relationship Id="b" Type="x/image" Target="../../../etc/2.png"/>`+
			`<Relationship Id="c" Type="x/hyperlink" Target="https://x.nl/" TargetMode="External"/></Relationships>`))
	rels := p.Rels("word/document.xml")
	if rels["a"].Target != "word/media/1.png" || rels["b"].Target != "etc/2.png" || rels["c"].Target != "https://x.nl/" {
		t.Error(rels)
	}
}

func TestBounds(t *testing.T) {
	if _, err := Open([]byte("PK\x03\x04 broken")); !errors.Is(err, ErrNoZip) {
		t.Error(err)
	}
	if _, err := Open(readtest.Zip("bomb.xml", strings.Repeat("a", 2<<20))); !errors.Is(err, ErrTooBig) {
		t.Error("ratio:", err)
	}
	var many []string
	for i := range MaxEntries + 1 {
		many = append(many, strconv.Itoa(i), "")
	}
	if _, err := Open(readtest.Zip(many...)); !errors.Is(err, ErrTooBig) {
		t.Error("entries:", err)
	}
	p, err := Open(readtest.Zip("a.xml", "12345"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Part("a.xml", 4); !errors.Is(err, ErrTooBig) {
		t.Error("part:", err)
	}
	if data, err := p.Part("A.xml", 5); string(data) != "12345" || err != nil {
		t.Error(string(data), err)
	}
}
