package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// wordFile makes a Word file: a title, texts, and JPEG photos, each with a line that says that nobody can be known on it.
func wordFile(title string, texts []string, photos ...[]byte) []byte {
	var body, relations strings.Builder
	para := func(style, text string) {
		fmt.Fprintf(&body, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t xml:space="preserve">`, style)
		_ = xml.EscapeText(&body, []byte(text)) // memory does not fail
		body.WriteString("</w:t></w:r></w:p>")
	}
	para("Title", title)
	for _, text := range texts {
		para("Normal", text)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, method uint16, data []byte) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			panic(err) // memory does not fail
		}
	}
	for i, photo := range photos {
		name := fmt.Sprintf("media/image%d.jpeg", i+1)
		add("word/"+name, zip.Store, photo)
		fmt.Fprintf(&relations, `<Relationship Id="p%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%s"/>`, i, name)
		fmt.Fprintf(&body, `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="%d" name="Afbeelding" descr="Een vlak met %d kleuren"/><a:blip r:embed="p%d"/></wp:inline></w:drawing></w:r></w:p>`, i, i, i)
		para("Normal", "Geen herkenbare personen")
	}
	add("[Content_Types].xml", zip.Deflate, []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>`+
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>`+
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`))
	add("_rels/.rels", zip.Deflate, []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>`+
		`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`))
	add("docProps/core.xml", zip.Deflate, []byte(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/">`+
		`<dcterms:created>2026-10-01T08:00:00Z</dcterms:created></cp:coreProperties>`))
	add("word/_rels/document.xml.rels", zip.Deflate, []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+relations.String()+`</Relationships>`))
	add("word/document.xml", zip.Deflate, []byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" `+
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>`+body.String()+`</w:body></w:document>`))
	if err := z.Close(); err != nil {
		panic(err) // memory does not fail
	}
	return b.Bytes()
}

// saveAsWord writes a file as Word does: under a temporary name, which then becomes its own.
func saveAsWord(file string, data []byte) error {
	part := filepath.Join(filepath.Dir(file), "~WRD0001.tmp")
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	return os.Rename(part, file)
}
