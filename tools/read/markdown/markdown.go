// Package markdown reads Markdown and plain text files.
//
// Front matter is read by package page and decides the kind. The title is the one in the front matter, else the first
// heading of level 1, which leaves the text, else the name of the file. Headings move so that the text begins at
// level 2.
//
// The text is parsed with goldmark and changed only where it must be, so the rest stays as it was typed:
//
//   - A picture ![alt](file) becomes ![alt](foto-1) when a loose photo of that name stands beside the document (in any
//     case, with %20 or a folder before it); an entry of that name under fotos in the front matter keeps its alternative text, caption
//     and consent. A picture that is not there is left out with a warning.
//   - A picture on another site is left out with a warning: a page that shows it would tell that site who reads it.
//   - HTML is left out and its text kept, with a warning; scripts and styles go whole. Comments go silently.
//
// Front matter from the inbox describes a page and does not steer the site, see front.go.
//
// Photos that the text does not show are appended by package read. Limits: MaxSize bytes, MaxPhotos pictures, those of
// page.Parse, and those of escape.Dense on a paragraph.
// Other flavours of Markdown are not translated.
package markdown

import (
	"fmt"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/read/escape"
)

// The limits of a text: its size in bytes and how many pictures it may show.
const (
	MaxSize   = 1 << 20
	MaxPhotos = 500
)

// Read makes one page of the text.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	if len(src.Data) > MaxSize {
		return nil, nil, notice.Refuse(fmt.Sprintf("De tekst is groter dan %d MB.", MaxSize>>20), "Splits de tekst in meer bestanden.")
	}
	text, ok := charset.Decode(src.Data)
	if !ok {
		return nil, nil, notice.Refuse("Het bestand is geen tekst.", "Open het in Word en kies Opslaan als ‘Word-document (.docx)’.")
	}
	p, err := page.Parse([]byte(text))
	if err != nil {
		return nil, nil, err
	}
	if err := escape.Dense(p.Body); err != nil {
		return nil, nil, err
	}
	e := &editor{src: src, body: []byte(p.Body), page: p}
	e.frontMatter()
	if err := e.edit(); err != nil {
		return nil, nil, err
	}
	if p.Title == "" {
		p.Title = src.Title()
	}
	return []*page.Page{p}, e.notices, nil
}

func (e *editor) warn(text, hint string) {
	for _, n := range e.notices {
		if n.Text == text {
			return
		}
	}
	e.notices = append(e.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
}

// photo gives the photo of a name that the text or the front matter uses, nil when there is none.
func (e *editor) photo(dest string) *page.Photo {
	name := baseName(dest)
	for _, p := range e.shown {
		if strings.EqualFold(p.Name, name) {
			return p
		}
	}
	for _, f := range e.src.Photos {
		if !strings.EqualFold(f.Name, name) || len(e.shown) >= MaxPhotos {
			continue
		}
		p := &page.Photo{}
		for _, known := range e.page.Photos {
			if strings.EqualFold(baseName(known.File), name) {
				p = known
			}
		}
		p.Name, p.Data, p.File = f.Name, f.Data, fmt.Sprintf("foto-%d", len(e.shown)+1)
		e.shown = append(e.shown, p)
		return p
	}
	return nil
}
