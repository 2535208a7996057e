// Package prose is the text of a document as every word processor, mail program and web page has it, and how it becomes
// a page. A reader walks its format and tells a Builder what it meets, in the order of the document; the Builder
// knows what staff mean and writes the Markdown.
//
//	var b prose.Builder
//	b.Paragraph(prose.Paragraph{Role: prose.Heading, Level: 1, Pieces: []prose.Piece{{Text: "Appels plukken"}}})
//	b.Table([][]prose.Cell{{{Blocks: b.Inside(cell)}, …}, …})
//	p, notices, err := b.Page(src)
//
// What becomes of it:
//
//   - The title is the paragraphs with role Title that stand together, else the first heading, else Builder.Title, else the
//     name of the file. It leaves the text, with a heading right under it that says the same. Headings begin at level 2 and
//     skip no level; a title or heading of more than maxHeading characters is a paragraph in big letters.
//   - The first paragraph becomes the summary, and leaves the text, when it has role Subtitle, or is short, wholly bold or
//     italic, stands before any heading and is followed by more.
//   - A document without any heading gets those that its writer made by hand, see guess: a first paragraph in big letters, short
//     bold paragraphs.
//   - Two or more paragraphs or lines in a row with a bullet or number that was typed are a list, see manual. One is text. A
//     letter such as a) stays readable behind a bullet.
//   - A title or heading in capitals becomes a sentence; abbreviations and names keep theirs, see spelling.
//   - A picture stands on its own: before its paragraph when its line begins with it, else after that line. Pictures with
//     the same bytes are one photo. A paragraph with role Caption right under it is its caption. An alternative text that is
//     a file name, or that a program made up, is none. Windows metafiles are left out with a warning.
//   - A table that is layout is unrolled, see isLayout. One of two columns with the fields of an initiative is a form: its rows
//     become lines "Voor wie: ouders", its name the title. Any other is data, and stays a table; a table in it is text.
//   - A document that is mostly a list of initiatives or activities is a page for each, see Pages. The headings above a table, and a
//     short paragraph right above it, may say its month and year.
//   - Bold, italic, links, lists, quotes, code, footnotes and line breaks are kept; there are no colours, fonts and alignment.
//     A footnote of the title or of a caption becomes a paragraph at the end.
//   - Soft hyphens, characters without width, non-breaking and double spaces, empty paragraphs, empty rows and lines drawn with
//     signs are cleaned. No word is: a test holds the builder to it.
//
// All text is escaped, so that what was typed is what is shown; a reader never writes Markdown itself.
//
// Limits: MaxPicture bytes of a picture, maxLink bytes of an address and maxLinks of all together. The bounds on everything
// else (the size of the text, nesting, rows) are for the reader, who meets them first; time is in proportion to what it gives.
package prose

import (
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// A Role is what a paragraph is, whatever it is called in its format.
type Role int

// The roles of paragraphs.
const (
	Text     Role = iota
	Title         // of the whole document
	Subtitle      // the intro right under the title
	Heading       // with its Level from 1
	Caption       // of the picture above it
	Quote
	Item     // of a list: Level from 0, Number and List count
	ItemMore // a further paragraph of the item above it, at the Level of that item
	Code     // preformatted: spaces and line ends are kept, all looks are lost
	Contents // a line of a table of contents, which is left out
	picture
	table
	named // the name of the initiative that a form is about
)

// A Paragraph is one paragraph of the document. Empty ones may be given: they leave no trace.
type Paragraph struct {
	Role   Role
	Level  int     // of a heading from 1, of an item from 0
	List   string  // which list an item is of: another list right below it begins anew
	Number int     // of an item; 0 is a bullet
	Size   float64 // of its letters, in points; 0 is unknown
	Pieces []Piece
}

// A Piece is a part of a paragraph in one look: text, or else a line end, a picture (see Builder.Photo) or the mark of a
// footnote (see Builder.Footnote).
type Piece struct {
	Text         string // plain: what is written is what is shown
	Bold, Italic bool
	Link         string // as in the source; Paragraph drops what Address does not keep
	LineEnd      bool   // a line break inside the paragraph

	photo *page.Photo
	alt   string // of this use of the photo
	note  int    // the number of a footnote
}

// A Cell is what stands in one cell of a table, and how many columns it spans (0 is 1).
type Cell struct {
	Blocks  []Block
	Span    int
	Covered bool // by the cell above it, which spans more rows
}

// A Block is one block of the result: a paragraph, picture or table. Only a Builder makes them.
type Block struct {
	role    Role
	level   int
	number  int
	list    string
	lines   [][]Piece
	plain   string      // the text without looks
	photo   *page.Photo // of a picture
	alt     string
	rows    [][]Cell // of a table
	above   []string // titles that stand above a table
	size    float64
	guessed bool // a heading that was none in the document
}

// A Builder gathers the blocks, photos, footnotes and notices of a document. The zero value is ready.
type Builder struct {
	Title     string // when the text itself has none, such as the subject of a mail
	Announced string // the date of the document, 2006-01-02

	out     []Block
	photos  map[uint64]*page.Photo // by a hash of their bytes
	notes   [][]Block              // footnotes in the order of their marks
	noteOf  map[string]int
	inNote  bool
	notices []notice.Notice
	warned  map[string]bool
	links   map[string]string // what was made of them
	linked  int               // bytes
}

// Paragraph adds a paragraph. It is parted at the lines that have a picture.
func (b *Builder) Paragraph(p Paragraph) {
	switch p.Role {
	case Code:
		b.code(p)
		return
	case Contents:
		return
	}
	var part [][]Piece
	flush := func() {
		if len(part) == 0 {
			return
		}
		b.text(p, part)
		part = nil
		if p.Role == Item { // what comes after a picture has no mark of its own
			p.Role = ItemMore
		}
	}
	for _, line := range b.lines(p.Pieces) {
		var pictures []Piece
		leading := false
		for i, piece := range line {
			if piece.photo != nil {
				if len(pictures) == 0 {
					leading = plain(line[:i]) == ""
				}
				pictures = append(pictures, piece)
			}
		}
		if leading {
			flush()
			b.pictures(pictures)
		}
		if hasText(line) {
			part = append(part, line)
		}
		if len(pictures) > 0 && !leading {
			flush()
			b.pictures(pictures)
		}
	}
	flush()
}

func (b *Builder) text(p Paragraph, part [][]Piece) {
	bl := Block{role: p.Role, level: p.Level, number: p.Number, list: p.List, lines: part, plain: plain(part...), size: p.Size}
	if (p.Role == Heading || p.Role == Title) && utf8.RuneCountInString(bl.plain) > maxHeading {
		bl.role = Text
	}
	b.out = append(b.out, bl)
}

func (b *Builder) pictures(list []Piece) {
	for _, p := range list {
		b.out = append(b.out, Block{role: picture, photo: p.photo, alt: p.alt})
	}
}

// Inside gives the blocks that f adds, which do not go into the text: those of a cell.
func (b *Builder) Inside(f func()) []Block {
	outside := b.out
	b.out = nil
	f()
	inside := b.out
	b.out = outside
	return inside
}

// Footnote gives the mark of a footnote or endnote. The first time that a key is met, body adds its text. A note inside a
// note has no mark.
func (b *Builder) Footnote(key string, body func()) Piece {
	if b.inNote {
		return Piece{}
	}
	if b.noteOf == nil {
		b.noteOf = map[string]int{}
	}
	n, known := b.noteOf[key]
	if !known {
		b.inNote = true
		blocks := b.Inside(body)
		b.inNote = false
		if len(blocks) > 0 {
			b.notes = append(b.notes, blocks)
			n = len(b.notes)
		}
		b.noteOf[key] = n
	}
	return Piece{note: n}
}

// Warn tells a person that something was left out or is doubtful; the same text once.
func (b *Builder) Warn(text, hint string) {
	if b.warned == nil {
		b.warned = map[string]bool{}
	}
	if !b.warned[text] {
		b.warned[text] = true
		b.notices = append(b.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
	}
}

// Page makes one page of all that was added. The error is the refusal of a document without text and pictures.
func (b *Builder) Page(src page.Source) (*page.Page, []notice.Notice, error) {
	p := &page.Page{Common: page.Common{Announced: b.Announced}}
	blocks := takeCaptions(manual(settle(b.out)))
	if takeName(blocks) {
		p.Kind = page.KindInitiative
	}
	guess(blocks)
	p.Title, blocks = takeTitle(blocks)
	p.Summary, blocks = takeSummary(blocks)
	p.Title = quiet(p.Title, blocks, src.Name)
	level(blocks)
	p.Photos = photos(blocks)
	p.Body = write(blocks, b.notes)
	if p.Title == "" {
		p.Title = b.Title
	}
	if p.Title == "" {
		p.Title = src.Title()
	}
	if p.Body == "" && p.Summary == "" {
		return nil, b.notices, notice.Refuse("In het bestand staat geen tekst en geen foto.", "Controleer of dit het goede bestand is.")
	}
	return p, b.notices, nil
}
