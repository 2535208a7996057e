// Package markdown reads Markdown and plain text files.
//
// Front matter is YAML between lines of ---, TOML between lines of +++ or a JSON object, as Hugo has it. The last two become
// YAML (convert.go), which package page reads. It decides the kind, and describes a page without steering the site, see
// front.go; keys of other generators whose meaning is ours become ours, see foreign.go.
//
// A text with front matter, with the extension .md or .markdown, or with signs that only Markdown has, is Markdown. Any other
// is text as people type it in Notepad (plain.go): all of it shows as it was typed, but
//
//   - the title is the first line, when it is short, does not end as a sentence, and an empty line or a drawn one follows; else
//     the name of the file;
//   - a line with another drawn under it is a heading;
//   - the lines of a text that is broken to fit, as mail programs do, become paragraphs; otherwise a line end stays;
//   - items that are marked by hand become lists, and titles in capitals sentences, as package prose does for every format.
//
// Of Markdown the title is the one in the front matter, else the first heading of level 1, which leaves the text, else the name
// of the file. Headings move so that the text begins at level 2. The text is parsed with goldmark and changed only where it
// must be, so the rest stays as it was typed:
//
//   - A picture ![alt](file) becomes ![alt](foto-1) when a loose photo of that name stands beside the document (in any
//     case, with %20 or a folder before it); an entry of that name under fotos in the front matter keeps its alternative text, caption
//     and consent. A picture that is not there is left out with a warning.
//   - A picture on another site is left out with a warning: a page that shows it would tell that site who reads it.
//   - HTML is left out and its text kept, with a warning; scripts and styles go whole. Comments go silently.
//
// In a folder with activities a text without front matter that has a table of them is a page for each row, as prose.Pages makes them.
//
// Photos that the text does not show are appended by package read. Limits: MaxSize bytes, MaxPhotos pictures, those of
// page.Parse, and those of escape.Dense on a paragraph. Other flavours of Markdown are not translated; tables that are drawn in
// plain text, and items under items with the same mark, lose their places.
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

// Read makes one page of the text, or of every row of a table of activities.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	if len(src.Data) > MaxSize {
		return nil, nil, notice.Refuse(fmt.Sprintf("De tekst is groter dan %d MB.", MaxSize>>20), "Splits de tekst in meer bestanden.")
	}
	text, ok := charset.Decode(src.Data)
	if !ok {
		return nil, nil, notice.Refuse("Het bestand is geen tekst.", "Open het in Word en kies Opslaan als ‘Word-document (.docx)’.")
	}
	text, front, err := asYAML(text)
	if err != nil {
		return nil, nil, err
	}
	if pages, notices, ok := listed(src, text); !front && ok {
		return pages, notices, nil
	}
	if !front && !isMarkdown(src.Name, text) {
		return typed(src, text)
	}
	p, err := page.Parse([]byte(text))
	if err != nil {
		return nil, nil, err
	}
	if err := escape.Dense(p.Body); err != nil {
		return nil, nil, err
	}
	e := &editor{src: src, body: []byte(p.Body), page: p}
	e.foreign()
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
