// Package docx reads Word documents (Office Open XML, ECMA-376), as Word, LibreOffice and Google Docs write them.
//
// What becomes of the text stands in package prose. This package knows Word:
//
//   - Styles count by their name in styles.xml and by the styles that they are based on, Dutch or English: Dutch Word
//     writes the id Kop1 for the style "heading 1".
//   - Numbers of lists are counted as Word does, from numbering.xml.
//   - Tracked changes are accepted. Comments, headers, footers, hidden text, tables of contents and fields' codes are
//     left out; a text box is printed once, after the paragraph that it is anchored in.
//   - Raised and lowered digits, and signs in the fonts Symbol and Wingdings, become the characters that Unicode has for them.
//   - The alternative text of a picture is its description in Word. Pictures that are only linked are left out with a
//     warning.
//
// When in doubt, pandoc is right.
//
// Limits: those of packages opc, xmltree and prose; maxPart bytes of a part with text.
// Equations give their text, charts and embedded documents nothing but a warning. Columns, drawings and form
// fields' logic are not goals.
package docx

import (
	"errors"
	"fmt"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/xmltree"
)

// The limits of a document.
const (
	maxPart   = 32 << 20 // bytes, one part with text
	maxFields = 200      // nested ones
)

var (
	errDamaged = notice.Refuse("Het Word-bestand is beschadigd en niet te lezen.", "Open het in Word, kies Opslaan als ‘Word-document (.docx)’ en stuur het nieuwe bestand.")
	errTooBig  = notice.Refuse("Het Word-bestand is te groot om te lezen.", "Maak de foto's kleiner (Afbeeldingen comprimeren) of splits het document.")
)

// Read makes the pages of the document: one, or those of the list of initiatives that it is.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	pkg, err := opc.Open(src.Data)
	if errors.Is(err, opc.ErrTooBig) {
		return nil, nil, errTooBig
	}
	if err != nil {
		return nil, nil, errDamaged
	}
	main := pkg.Main("wordprocessingml")
	root, err := tree(pkg, main)
	switch {
	case errors.Is(err, opc.ErrTooBig), errors.Is(err, xmltree.ErrTooBig):
		return nil, nil, errTooBig
	case errors.Is(err, xmltree.ErrDoctype):
		return nil, nil, notice.Refuse("In het Word-bestand staat een DOCTYPE, en die hoort er niet in.", "Open het in Word, kies Opslaan als ‘Word-document (.docx)’ en stuur het nieuwe bestand.")
	}
	body := root.Child("body")
	if err != nil || body == nil {
		return nil, nil, errDamaged
	}
	w := newWalker(pkg, main)
	w.blocks(body)
	w.Announced = created(pkg)
	return w.Pages(src)
}

// created gives the date on which the document was made, "" when it does not say.
func created(pkg *opc.Package) string {
	root, _ := tree(pkg, "docProps/core.xml")
	day, err := time.Parse(time.DateOnly, fmt.Sprintf("%.10s", root.Child("created").Content()))
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}
