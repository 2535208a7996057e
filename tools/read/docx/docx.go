// Package docx reads Word documents (Office Open XML), as Word, LibreOffice and Google Docs write them.
//
// The text becomes Markdown that shows what a reader of the document sees:
//
//   - Styles count by their name in styles.xml and by the styles that they are based on, Dutch or English: Dutch Word
//     writes the id Kop1 for the style "heading 1".
//   - The title is the paragraph in style Title, else the first heading, else the name of the file. It leaves the
//     text. Headings begin at level 2 and skip no level.
//   - The first paragraph becomes the summary, and leaves the text, when it is styled as subtitle, or is short, wholly
//     bold or italic, stands before any heading and is followed by more.
//   - Bold, italic, links (web, mail, telephone, paths of the site), lists, tables, quotes, footnotes and line breaks
//     are kept; colours, fonts, sizes and alignment are not. A table that has pictures, or a single row or column, is
//     layout: its cells become blocks.
//   - Tracked changes are accepted. Comments, headers, footers, hidden text, tables of contents and fields' codes are
//     left out; a text box is printed once, after the paragraph that it is anchored in.
//   - A picture stands on its own: before its paragraph when its line begins with it, else after that line. Its alternative text is
//     the description in Word, never a file name; a paragraph in style Caption under it is its caption. Pictures in
//     EMF and WMF and pictures that are only linked are left out with a warning.
//
// All other text is escaped, so that what was typed is what is shown. When in doubt, pandoc is right.
//
// Limits: those of package opc; MaxPicture and maxPart bytes; maxDepth nested elements and maxNodes elements.
// Equations give their text, charts and embedded documents nothing but a warning. Columns, drawings and form
// fields' logic are not goals.
package docx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
)

// The limits of a document.
const (
	MaxPicture = 60 << 20 // bytes, one picture
	maxPart    = 32 << 20 // bytes, one part with text
	maxDepth   = 200      // nested elements
	maxNodes   = 2_000_000
)

var (
	errDamaged = notice.Refuse("Het Word-bestand is beschadigd en niet te lezen.", "Open het in Word, kies Opslaan als ‘Word-document (.docx)’ en stuur het nieuwe bestand.")
	errTooBig  = notice.Refuse("Het Word-bestand is te groot om te lezen.", "Maak de foto's kleiner (Afbeeldingen comprimeren) of splits het document.")
)

// Read makes one page of the document.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	pkg, err := opc.Open(src.Data)
	if errors.Is(err, opc.ErrTooBig) {
		return nil, nil, errTooBig
	}
	if err != nil {
		return nil, nil, errDamaged
	}
	main := pkg.Main("wordprocessingml")
	data, err := pkg.Part(main, maxPart)
	if errors.Is(err, opc.ErrTooBig) {
		return nil, nil, errTooBig
	}
	if err != nil {
		return nil, nil, errDamaged
	}
	root, err := parse(data)
	switch {
	case errors.Is(err, errTooMuch):
		return nil, nil, errTooBig
	case errors.Is(err, errDoctype):
		return nil, nil, notice.Refuse("In het Word-bestand staat een DOCTYPE, en die hoort er niet in.", "Open het in Word, kies Opslaan als ‘Word-document (.docx)’ en stuur het nieuwe bestand.")
	}
	body := root.child("body")
	if err != nil || body == nil {
		return nil, nil, errDamaged
	}
	w := newWalker(pkg, main)
	w.blocks(body)
	p := assemble(w)
	if p.Title == "" {
		p.Title = src.Title()
	}
	if p.Body == "" && p.Summary == "" {
		return nil, nil, notice.Refuse("In het Word-bestand staat geen tekst en geen foto.", "Controleer of dit het goede bestand is.")
	}
	p.Announced = created(pkg)
	return []*page.Page{p}, w.notices, nil
}

// created gives the date on which the document was made, "" when it does not say.
func created(pkg *opc.Package) string {
	data, err := pkg.Part("docProps/core.xml", 1<<20)
	if err != nil {
		return ""
	}
	var core struct {
		Created string `xml:"created"`
	}
	if xml.Unmarshal(data, &core) != nil {
		return ""
	}
	day, err := time.Parse(time.DateOnly, fmt.Sprintf("%.10s", core.Created))
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}
