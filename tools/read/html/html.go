// Package html reads web pages that a browser or Word saved: an HTML file with or without the folder of pictures beside it
// (‘Webpagina, volledig’), and the web archives .mht and .mhtml (RFC 2557), in which all is in one file.
//
// Of a page the story is taken and not what the site puts around it, see story.go. The title is the first heading of the story
// when it is an h1, else what the page says of itself (og:title, or title without the name of the site). The summary is
// the description of the page, when the story does not begin with it or say it. The day is that of publication, as the page gives it
// to search engines, see meta.go. Package markup turns the HTML into text.
//
// Pictures are found by the names of their files among the loose photos and the parts of an archive, or stand in the HTML; nothing
// is fetched. Relative links go to where the page was saved from, when it says that. Names of authors are left out.
//
// The encoding is UTF-8 when the bytes are that, whatever the page says, because browsers convert what they save; else what the
// page or the archive says, else Windows-1252.
//
// Limits: those of package markup on size and nesting; maxParts parts in an archive. A page that a script fills in the browser
// has no story to read and is refused.
package html

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	encoding "golang.org/x/net/html/charset"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/read/markup"
	"mijnopladers.nl/opladers/tools/read/prose"
)

var (
	errEmpty  = notice.Refuse("Op de webpagina staat geen verhaal.", "Open de pagina in de browser, kopieer de tekst en plak die in een Word-bestand (.docx).")
	errNoText = notice.Refuse("Het bestand is geen webpagina.", "Sla de pagina opnieuw op als ‘Webpagina, volledig’, of kopieer de tekst naar een Word-bestand (.docx).")
)

// Read makes one page of the story on a web page.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	if len(src.Data) > markup.MaxSize {
		return nil, nil, markup.ErrTooBig
	}
	doc, err := open(src)
	if err != nil {
		return nil, nil, err
	}
	text, ok := decode(doc.html, doc.contentType)
	if !ok {
		return nil, nil, errNoText
	}
	root, err := markup.Parse(text)
	if err != nil {
		return nil, nil, err
	}
	about := metaOf(root)
	if about.address == nil {
		about.address = savedFrom(text, doc.address)
	}
	story := storyOf(root)
	title := about.title(story)
	var b prose.Builder
	if title != "" {
		b.Paragraph(prose.Paragraph{Role: prose.Title, Pieces: []prose.Piece{{Text: title}}})
	}
	var shown bytes.Buffer
	if err := html.Render(&shown, story); err != nil {
		return nil, nil, errNoText
	}
	missing, err := markup.Into(&b, styles(text)+shown.String(), markup.Options{Picture: doc.picture, Link: about.link})
	if err != nil {
		return nil, nil, err
	}
	if len(missing) > 0 {
		b.Warn(fmt.Sprintf("Van de webpagina ontbreken foto's: %s.", markup.Names(missing)),
			"Sla de pagina op als ‘Webpagina, volledig’ en stuur ook de map mee die erbij hoort (…_bestanden).")
	}
	p, notices, err := b.Page(src)
	if err != nil {
		return nil, nil, errEmpty
	}
	p.Announced = about.day
	if p.Summary == "" && !says(story, about.description) {
		p.Summary = about.description
	}
	return []*page.Page{p}, notices, nil
}

// decode makes text of the bytes of a page.
func decode(data []byte, contentType string) (string, bool) {
	text, ok := charset.Decode(data)
	if !ok || charset.IsUTF16(data) || utf8.Valid(data) {
		return text, ok
	}
	e, _, _ := encoding.DetermineEncoding(data, contentType)
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return text, true
	}
	text, ok = charset.Decode(out)
	return text, ok
}

var styleSheet = regexp.MustCompile(`(?is)<style[^>]*>.*?</style>`)

// styles gives the style sheets of a page that Google Docs wrote, which package markup reads.
func styles(text string) string {
	if !strings.Contains(text, "doc-content") {
		return ""
	}
	return strings.Join(styleSheet.FindAllString(text, -1), "")
}

// link gives the address that a link of the page goes to.
func (m meta) link(href string) string {
	u, err := url.Parse(href)
	if err != nil || strings.HasPrefix(href, "#") {
		return ""
	}
	if u.IsAbs() {
		return href
	}
	if m.address == nil {
		return ""
	}
	return m.address.ResolveReference(u).String()
}
