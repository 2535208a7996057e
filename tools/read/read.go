// Package read turns a source into pages: it finds out what the source is, hands it to the reader of that format, and
// does what is the same for every format.
//
//	docx odt rtf  word processors          one page
//	html          a saved web page         one page
//	markdown      Markdown, plain text     one page
//	xlsx ods csv  spreadsheets             a page of every row
//	ics           calendars                a page of every event
//	wxr           an export of WordPress   a page of every post
//	mail          a saved mail             the attached documents, or else its text
//	zip           an archive               the documents in it
//
// The content decides, not the name: people rename files and mail programs lose names. Only a text that could be
// several things looks at its extension. What cannot be read is refused in Dutch, with the way out.
//
// After the reader, of every page:
//
//   - loose photos that the document does not show are appended to it in the order of their names;
//   - lines under a picture that say something about it ("Toestemming: …", "Geen herkenbare personen", "Bijschrift: …",
//     "Maker: …") become fields of the photo, see labels.go;
//   - lines such as "Voor wie: …" near the top of an initiative become its fields, and lines such as "Thema: …" those of
//     a story, whose date is read from a line such as "Zutphen, 12 maart 2026";
//   - pictures with the same bytes become one photo, for which a refusal of consent in any place counts;
//   - a shortcode of Hugo in any text is made inert, so that the site shows it and does not run it;
//   - every notice gets the name of the file.
//
// The kind of a page stays empty when the source does not say it: the folder decides, in the caller. A new format is a
// package with a function Read like this one and a line in detect.go. Sources larger than MaxSource bytes are refused.
package read

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"path"
	"reflect"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/csv"
	"mijnopladers.nl/opladers/tools/read/docx"
	"mijnopladers.nl/opladers/tools/read/escape"
	"mijnopladers.nl/opladers/tools/read/html"
	"mijnopladers.nl/opladers/tools/read/ics"
	"mijnopladers.nl/opladers/tools/read/mail"
	"mijnopladers.nl/opladers/tools/read/markdown"
	"mijnopladers.nl/opladers/tools/read/ods"
	"mijnopladers.nl/opladers/tools/read/odt"
	"mijnopladers.nl/opladers/tools/read/rtf"
	"mijnopladers.nl/opladers/tools/read/wxr"
	"mijnopladers.nl/opladers/tools/read/xlsx"
)

// MaxSource is the largest source that is read, in bytes: a Word file with a hundred unscaled photos.
const MaxSource = 200 << 20

// Read makes the pages of a source, with what a person must know about it. The error is a notice that refuses the source.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	pages, notices, err := read(src, 0)
	for i := range notices {
		notices[i].File = src.Name
	}
	if err != nil {
		return nil, notices, named(err, src.Name)
	}
	return pages, notices, nil
}

// reader makes the pages of a source of one format.
type reader func(page.Source) ([]*page.Page, []notice.Notice, error)

var readers = map[format]reader{
	formatMarkdown: markdown.Read, formatDocx: docx.Read, formatODT: odt.Read, formatRTF: rtf.Read, formatHTML: html.Read,
	formatXlsx: xlsx.Read, formatODS: ods.Read, formatCSV: csv.Read, formatICS: ics.Read, formatWXR: wxr.Read,
}

// read makes the pages of a source that is depth sources deep in others.
func read(src page.Source, depth int) (pages []*page.Page, notices []notice.Notice, err error) {
	if len(src.Data) > MaxSource {
		return nil, nil, notice.Refuse(fmt.Sprintf("Het bestand is groter dan %d MB.", MaxSource>>20), "Maak de foto's kleiner of splits het document.")
	}
	format, err := detect(src)
	if err != nil {
		return nil, nil, err
	}
	switch format {
	case formatZip:
		p, err := openZip(src)
		if err != nil {
			return nil, nil, err
		}
		return readParcel(src, p, depth+1)
	case formatEml, formatMsg:
		open := mail.Eml
		if format == formatMsg {
			open = mail.Msg
		}
		m, err := open(src.Data)
		if err != nil {
			return nil, nil, err
		}
		p, letter := openMail(src, m)
		switch {
		case len(p.sources) > 0:
			return readParcel(src, p, depth+1)
		case letter == nil:
			return nil, p.notices, notice.Refuse("In de mail staat geen tekst en geen document dat gelezen kan worden.", "Stuur het verhaal als Word-bestand (.docx), of typ het in de mail.")
		}
		pages, notices = []*page.Page{letter}, p.notices
	default:
		if pages, notices, err = readers[format](src); err != nil {
			return nil, nil, err
		}
		switch {
		case format == formatWXR, format == formatHTML: // they have found their own
		case oneStory[format] && len(pages) == 1:
			appendPhotos(pages[0], src.Photos)
		case len(src.Photos) > 0:
			notices = append(notices, notice.Notice{Level: notice.Warning, Text: "De losse foto's bij dit bestand zijn niet gebruikt: het bestand gaat over meer pagina's.",
				Hint: "Zet een foto in een map met één tekst."})
		}
	}
	return finish(src, pages, notices)
}

// oneStory are the formats that are one text, to which loose photos belong.
var oneStory = map[format]bool{formatMarkdown: true, formatDocx: true, formatODT: true, formatRTF: true}

// finish does what is the same for the pages of every format.
func finish(src page.Source, pages []*page.Page, notices []notice.Notice) ([]*page.Page, []notice.Notice, error) {
	var err error
	for _, p := range pages {
		mergePhotos(p)
		initiative := isInitiative(p, src.Name)
		notices = append(notices, labels(p, initiative)...)
		notices = append(notices, series(p)...)
		if !initiative {
			meta(p)
		}
		inert(reflect.ValueOf(p).Elem())
	}
	pages = slices.DeleteFunc(pages, func(p *page.Page) bool {
		if err = escape.Dense(p.Body); err != nil {
			n := notice.From(err, src.Name)
			notices = append(notices, notice.Notice{Level: notice.Question, Text: "‘" + p.Title + "’ is niet overgenomen. " + n.Text, Hint: n.Hint})
		}
		return err != nil
	})
	if err != nil && len(pages) == 0 {
		return nil, nil, err
	}
	return pages, notices, nil
}

// named puts the name of the source in a refusal.
func named(err error, name string) error {
	var n notice.Notice
	if !errors.As(err, &n) {
		return notice.From(err, name)
	}
	n.File = name
	return n
}

// isInitiative says whether a page is an initiative, by its kind or else by its folder.
func isInitiative(p *page.Page, name string) bool {
	if p.Kind != "" {
		return p.Kind == page.KindInitiative
	}
	return slices.Contains(strings.Split(path.Dir(name), "/"), page.KindInitiative.Section())
}

// appendPhotos shows the loose photos that are not in the text yet at its end.
func appendPhotos(p *page.Page, files []page.File) {
	if len(files) == 0 {
		return
	}
	seen := pictures{}
	for _, photo := range p.Photos {
		seen.first(photo)
	}
	files = slices.SortedFunc(slices.Values(files), func(a, b page.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		photo := &page.Photo{File: fmt.Sprintf("foto-%d", len(p.Photos)+1), Name: f.Name, Data: f.Data}
		if seen.first(photo) != photo {
			continue
		}
		p.Photos = append(p.Photos, photo)
		p.Body = strings.TrimSpace(p.Body + "\n\n![](" + photo.File + ")")
	}
}

// pictures finds photos with the same bytes.
type pictures map[uint64]*page.Photo

var seed = maphash.MakeSeed()

// first gives the first photo with the bytes of this one, which may be itself.
func (p pictures) first(photo *page.Photo) *page.Photo {
	key := maphash.Bytes(seed, photo.Data)
	if was := p[key]; was != nil && bytes.Equal(was.Data, photo.Data) {
		return was
	}
	p[key] = photo
	return photo
}

// mergePhotos makes one photo of pictures with the same bytes: what is said of one of them is said of all.
func mergePhotos(p *page.Page) {
	if len(p.Photos) < 2 {
		return
	}
	seen := pictures{}
	now := map[string]string{}
	p.Photos = slices.DeleteFunc(p.Photos, func(photo *page.Photo) bool {
		kept := seen.first(photo)
		if kept == photo || photo.Data == nil {
			return false
		}
		now[photo.File] = kept.File
		for to, from := range map[*string]string{&kept.Alt: photo.Alt, &kept.Caption: photo.Caption, &kept.Maker: photo.Maker, &kept.Focus: photo.Focus} {
			if *to == "" {
				*to = from
			}
		}
		if c := photo.Consent; c != nil && check(c) != "" {
			kept.Consent, kept.NoPersons = c, false
		} else if kept.Consent == nil || check(kept.Consent) == "" {
			consents(kept, c, photo.NoPersons)
		}
		return true
	})
	if len(now) == 0 {
		return
	}
	p.Body = photoRef.ReplaceAllStringFunc(p.Body, func(ref string) string {
		open := strings.LastIndexByte(ref, '(')
		if name := now[ref[open+1:len(ref)-1]]; name != "" {
			return ref[:open+1] + name + ")"
		}
		return ref
	})
}

// inert goes through every text of a page, because templates give more than its body to Markdown.
func inert(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(escape.Shortcodes(v.String()))
	case reflect.Pointer:
		inert(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		inner := reflect.New(v.Elem().Type()).Elem()
		inner.Set(v.Elem())
		inert(inner)
		v.Set(inner)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				inert(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // a picture
			return
		}
		for i := range v.Len() {
			inert(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			inert(value)
			v.SetMapIndex(key, value)
		}
	}
}
