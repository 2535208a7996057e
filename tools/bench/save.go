package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/config"
)

const (
	mostSave   = 120 * time.Millisecond  // a Word file with another text
	mostPhotos = 1500 * time.Millisecond // and with three new photos of 12 megapixels
)

// benchSave times what `opladers serve` does in one process when somebody saves a Word file in an inbox of n sources: with another text, and with
// three new photos.
func benchSave(ctx context.Context, n, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	photos, err := photoFiles(ctx, 3*(rounds+2))
	if err != nil {
		return err
	}
	if _, err := generate(".", dir, 2*perMunicipality); err != nil {
		return err
	}
	g := &generator{dir: dir, rand: rand.New(rand.NewPCG(3, 4))}
	for i := range n {
		g.file(fmt.Sprintf("inbox/gemeente-%d/verhalen/Verhaal %05d.docx", i%2, i), word(fmt.Sprintf("Verhaal %d", i), "Datum: 1 oktober 2026\n"+g.text(80)+"\n"+g.text(80)))
	}
	if g.err != nil {
		return g.err
	}
	cfg, err := config.Load(dir)
	if err != nil {
		return err
	}
	o := collect.Options{Site: dir, Inbox: cfg.Inbox, BaseURL: cfg.BaseURL, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Memory: &collect.Memory{Every: time.Hour}}
	story := "Datum: 21 november 2026\n" + g.text(200) + "\n"
	save := func(files ...string) (time.Duration, error) {
		var pictures [][]byte
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				return 0, err
			}
			pictures = append(pictures, data)
		}
		g.file("inbox/gemeente-0/verhalen/Fietsen.docx", word("Fietsen", story+g.text(20), pictures...))
		time.Sleep(20 * time.Millisecond) // serve waits until it rests
		start := time.Now()
		r, err := collect.Run(ctx, o)
		took := time.Since(start)
		if err = errors.Join(g.err, err); err == nil && len(r.New)+len(r.Changed) == 0 {
			err = fmt.Errorf("the save changed nothing: %+v", r)
		}
		return took, err
	}
	first, err := save(photos[:3]...)
	if err != nil {
		return err
	}
	var text, pictures []float64
	for i := range rounds + 1 {
		t, err := save(photos[3*i : 3*i+3]...)
		if err != nil {
			return err
		}
		p, err := save(photos[3*i+3 : 3*i+6]...)
		if err != nil {
			return err
		}
		if i > 0 {
			text, pictures = append(text, t.Seconds()), append(pictures, p.Seconds())
		}
	}
	fmt.Printf("%d sources, the first time %.1f s; medians of %d:\n", n+1, first.Seconds(), rounds)
	fmt.Printf("  another text      %.0f ms (at most %d)\n", 1000*median(text), mostSave.Milliseconds())
	fmt.Printf("  three new photos  %.0f ms (at most %d)\n", 1000*median(pictures), mostPhotos.Milliseconds())
	if median(text) > mostSave.Seconds() || median(pictures) > mostPhotos.Seconds() {
		return errors.New("that is too slow")
	}
	return nil
}

// word makes a Word file of a title, paragraphs and photos on which nobody is to be recognised.
func word(title, text string, photos ...[]byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	write := func(name string, method uint16, data string) {
		if f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method}); err == nil {
			_, _ = f.Write([]byte(data)) // memory does not fail
		}
	}
	paragraph := func(style, inner string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r>` + inner + `</w:r></w:p>`
	}
	body, rels := paragraph("Title", "<w:t>"+title+"</w:t>"), ""
	for line := range strings.Lines(text) {
		body += paragraph("Normal", "<w:t>"+line+"</w:t>")
	}
	for i, p := range photos {
		write(fmt.Sprintf("word/media/image%d.jpg", i), zip.Store, string(p))
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image%d.jpg"/>`, i, i)
		body += paragraph("Normal", fmt.Sprintf(`<w:drawing><wp:docPr descr="Een foto %d"/><a:blip r:embed="r%d"/></w:drawing>`, i, i))
		body += paragraph("Normal", "<w:t>Geen herkenbare personen</w:t>")
	}
	write("word/_rels/document.xml.rels", zip.Deflate, "<Relationships>"+rels+"</Relationships>")
	write("word/document.xml", zip.Deflate, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="w" xmlns:a="a"><w:body>`+body+`</w:body></w:document>`)
	_ = z.Close()
	return b.Bytes()
}
