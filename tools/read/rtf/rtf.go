// Package rtf reads Rich Text Format, version 1.9.1, as Word, WordPad, LibreOffice and TextEdit write it.
//
// What becomes of the text is in package prose. Of RTF itself:
//
//   - Characters are read by the code page of the document and of their font, also those of two bytes, or as Unicode.
//   - Styles count by their name in the stylesheet, Dutch or English, and by their level in the outline.
//   - Lists are those of Word 97 and later (\ls) and of Word 6 and WordPad (\pn); the mark that is written out for old programs
//     is left out.
//   - Bold, italic, raised and lowered figures, links, tables, footnotes, endnotes, text boxes, line breaks and pictures in
//     PNG and JPEG with their alternative text are kept. Cells that are wider than one column span several; a table in a cell
//     becomes its text.
//   - Hidden and deleted text, headers, footers, comments, tables of contents and what else is a destination that says
//     nothing to a reader are left out. Pictures in other formats are left out with a warning.
//   - The day on which the document was made is the day of the page.
//
// Unwrap gives the text of a mail that Outlook keeps as RTF.
//
// Limits: maxSource bytes, maxDepth groups in each other, maxText bytes of text, maxPieces changes of look, maxColumns and maxRows of
// a table. A document whose end is missing is read as far as it goes, with a warning.
package rtf

import (
	"bytes"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// The limits of a document. Word writes pictures in digits, and twice.
const (
	maxSource  = 200 << 20
	maxText    = 16 << 20
	maxPieces  = 500_000
	maxColumns = 63 // what Word allows
	maxRows    = 10_000
)

// Is reports whether data is Rich Text Format.
func Is(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 64)], "\xef\xbb\xbf \t\r\n"), []byte(`{\rt`))
}

// Read makes one page of the document.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	w := &walker{Builder: &prose.Builder{}, lexer: newLexer(src.Data), styles: map[int]style{}, lists: map[int]*list{}, overrides: map[int]int{}, counts: map[counter]int{}}
	if !Is(src.Data) {
		return nil, nil, notice.Refuse("Het bestand is beschadigd en niet als RTF te lezen.", "Open het in Word, kies Opslaan als ‘Word-document (.docx)’ en stuur het nieuwe bestand.")
	}
	if len(src.Data) <= maxSource {
		w.document()
	}
	if len(src.Data) > maxSource || w.deep || w.length > maxText || w.pieces > maxPieces {
		return nil, nil, notice.Refuse("Het RTF-bestand is te groot om te lezen.", "Open het in Word, kies Opslaan als ‘Word-document (.docx)’ en stuur het nieuwe bestand.")
	}
	pages, notices, err := w.Pages(src)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range pages {
		p.Announced = w.created
	}
	return pages, notices, nil
}
