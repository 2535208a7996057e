// Package odt reads text documents in OpenDocument (ISO/IEC 26300, OASIS OpenDocument 1.3), as LibreOffice, Word and
// Google Docs write them: packages (.odt, also templates) and flat XML (.fodt).
//
// What becomes of the text stands in package prose. This package knows OpenDocument:
//
//   - Styles count by the name that they show and by their parents; the automatic style of a paragraph is what a person did to
//     it by hand: bold in it is bold text, bold in the style of all headings is not. A text:h is a heading of its outline level,
//     also inside a list, where older programs put it to number it.
//   - Lists are numbered as they say: start values, continued lists, items without a mark.
//   - Tracked changes are accepted. Comments, headers, footers, hidden text and sections, hints to fill in, tables of contents
//     and other indexes made by the program are left out; a list of literature is kept.
//   - A text box is printed once, after the paragraph that it is anchored in. A picture in a text box with its caption is a
//     picture with a caption. The alternative text is the description, else the title, of its frame.
//   - An equation gives its text; a chart or another object its picture, if that is one for a website, else a warning.
//
// When in doubt, pandoc is right, except that it passes over sections and text boxes. Encrypted documents are refused.
//
// Limits: those of packages opc, xmltree and prose; maxPart bytes of a part with text; maxColumns columns of a table, and
// maxCopies cells that repeat another one. Scripts, forms and signatures mean nothing here.
package odt

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/prose"
	"mijnopladers.nl/opladers/tools/read/xmltree"
)

// The limits of a document.
const (
	maxPart    = 32 << 20 // bytes, one part with text
	maxColumns = 63
	maxCopies  = 10_000 // cells that are there because another one is repeated
	maxCopied  = 1_000  // bytes of text, of what is repeated
)

const again = "Open het in LibreOffice of Word, sla het opnieuw op en stuur het nieuwe bestand."

var (
	errDamaged   = notice.Refuse("Het OpenDocument-bestand is beschadigd en niet te lezen.", again)
	errTooBig    = notice.Refuse("Het OpenDocument-bestand is te groot om te lezen.", "Maak de foto's kleiner of splits het document.")
	errLocked    = errors.New("the document is encrypted")
	errEncrypted = notice.Refuse("Het bestand is beveiligd met een wachtwoord.", "Open het in LibreOffice, kies Opslaan als en haal het vinkje weg bij ‘Met wachtwoord opslaan’.")
	errNoText    = notice.Refuse("Dit OpenDocument-bestand is geen tekstdocument.", "Zet de tekst en de foto's in een Word-bestand (.docx) of een OpenDocument-tekst (.odt).")
)

type node = xmltree.Node

// Read makes the pages of the document: one, or those of the list of initiatives that it is.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	d, err := open(src.Data)
	switch {
	case errors.Is(err, opc.ErrTooBig), errors.Is(err, xmltree.ErrTooBig):
		return nil, nil, errTooBig
	case errors.Is(err, errLocked):
		return nil, nil, errEncrypted
	case err != nil:
		return nil, nil, errDamaged
	}
	text := d.content.Child("body", "text")
	if text == nil {
		return nil, nil, errNoText
	}
	w := &walker{Builder: &prose.Builder{Announced: d.created()}, document: d, styles: readStyles(d), lists: map[string]*list{}}
	w.blocks(text, nil)
	return w.Pages(src)
}

// A document is the parts that have text; in a flat document they are one.
type document struct {
	pkg                   *opc.Package // nil in a flat document
	content, common, meta *node
}

func open(data []byte) (d document, err error) {
	if !bytes.HasPrefix(data, []byte("PK")) {
		if len(data) > maxPart+prose.MaxPicture {
			return d, opc.ErrTooBig
		}
		root, err := xmltree.Parse(data)
		return document{content: root, common: root, meta: root}, err
	}
	if d.pkg, err = opc.Open(data); err != nil {
		return d, err
	}
	manifest, err := d.pkg.Part("META-INF/manifest.xml", maxPart)
	if err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
		return d, errLocked
	}
	if d.content, err = d.tree("content.xml"); err != nil {
		return d, err
	}
	d.common, _ = d.tree("styles.xml") // without it there are no styles
	d.meta, _ = d.tree("meta.xml")
	return d, nil
}

// tree reads a part with text.
func (d document) tree(name string) (*node, error) {
	data, err := d.pkg.Part(name, maxPart)
	if err != nil {
		return nil, err
	}
	return xmltree.Parse(data)
}

// created gives the date on which the document was made, "" when it does not say.
func (d document) created() string {
	day, err := time.Parse(time.DateOnly, fmt.Sprintf("%.10s", d.meta.Child("meta", "creation-date").Content()))
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}
