package markdown

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// marks show that a text is Markdown though its name does not say so.
var marks = regexp.MustCompile(`(?m)^#{1,6} \p{L}|\]\([^)\s]+\)|\*\*[^\s*][^*\n]*\*\*|^` + "```")

// isMarkdown says whether a text without front matter is Markdown, and not meant as it was typed.
func isMarkdown(name, text string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown" || marks.MatchString(text)
}

var (
	item = regexp.MustCompile(`^[ \t]*(?:[-*–—o•·▪●◦‣]|\d{1,3}[.)])[ \t]|^[ \t]*[•▪●◦‣]`)
	rule = regexp.MustCompile(`^[ \t]*(?:-{3,}|={3,}|_{3,}|~{3,})[ \t]*$`)
	// A first line that is about the text and not its title.
	noTitle = regexp.MustCompile(`(?i)[.,;:…]$|^(?:titel|samenvatting|intro|inleiding|datum|geplaatst|thema'?s?|trefwoorden|tags|categorie|rubriek|gemeente|` +
		`voor wie|wanneer|waar|contact|status|van|aan|onderwerp) ?:|@|://|^www\.|^(?:[\p{L}' -]+, ?)?\d{1,2}[ /-]\S+[ /-]\d{4}$`)
)

// The lengths of lines, in characters.
const (
	maxTitle = 100
	full     = 55 // of a line that was broken because it was full, at least
	widest   = 80
)

// A typist reads text as people type it in Notepad. Package prose makes the lists, and the sentences of what is in capitals.
type typist struct {
	lines   []string
	wrapped bool
	prose.Builder
}

// typed makes a page of plain text.
func typed(src page.Source, text string) ([]*page.Page, []notice.Notice, error) {
	t := &typist{lines: strings.Split(strings.TrimSpace(text), "\n")}
	for i, l := range t.lines {
		t.lines[i] = strings.TrimRight(l, " \t\f\v\u00a0")
	}
	t.wrapped = wrapped(t.lines)
	title, at := t.title()
	if title == "" {
		title = src.Title() // and not the first heading, further down
	}
	t.add(prose.Paragraph{Role: prose.Title}, title)
	for at < len(t.lines) {
		at = t.block(at)
	}
	p, notices, err := t.Page(src)
	if err != nil {
		return nil, nil, err
	}
	return []*page.Page{p}, notices, nil
}

// title gives the first line when it is a title, and where the text begins.
func (t *typist) title() (string, int) {
	for len(t.lines) > 1 && (t.lines[0] == "" || rule.MatchString(t.lines[0])) { // drawn above it
		t.lines = t.lines[1:]
	}
	first := strings.TrimSpace(t.lines[0])
	switch {
	case len(t.lines) == 1, !t.isShort(0), noTitle.MatchString(first), item.MatchString(first):
		return "", 0
	case rule.MatchString(t.lines[1]):
		return first, 2
	case t.lines[1] == "":
		return first, 1
	}
	return "", 0
}

func (t *typist) isShort(at int) bool {
	l := t.lines[at]
	return l != "" && !rule.MatchString(l) && utf8.RuneCountInString(l) <= maxTitle
}

// isHeading says whether a line has another drawn under it.
func (t *typist) isHeading(at int) bool {
	return t.isShort(at) && at+1 < len(t.lines) && rule.MatchString(t.lines[at+1]) && !strings.HasSuffix(t.lines[at], ".")
}

// block reads the heading or paragraph at a line and gives where the next one begins. Drawn lines only part paragraphs.
func (t *typist) block(at int) int {
	switch {
	case t.lines[at] == "" || rule.MatchString(t.lines[at]):
		return at + 1
	case t.isHeading(at):
		level := 2
		if strings.Contains(t.lines[at+1], "=") {
			level = 1
		}
		t.add(prose.Paragraph{Role: prose.Heading, Level: level}, t.lines[at])
		return at + 2
	}
	end := at + 1
	for end < len(t.lines) && t.lines[end] != "" && !rule.MatchString(t.lines[end]) && !t.isHeading(end) {
		end++
	}
	t.add(prose.Paragraph{}, t.lines[at:end]...)
	return end
}

// add adds lines as one paragraph. The end of a line stays, unless it was only there because the line was full or the next one
// is more of an item.
func (t *typist) add(p prose.Paragraph, lines ...string) {
	inItem := false
	for i, l := range lines {
		marked := item.MatchString(l)
		inset := strings.TrimLeft(l, " \t") != l
		switch {
		case i == 0:
		case !marked && (inItem && inset || t.wrapped && utf8.RuneCountInString(lines[i-1]) >= full):
			l = " " + l
		default:
			inItem = false
			p.Pieces = append(p.Pieces, prose.Piece{LineEnd: true})
		}
		inItem = inItem || marked
		p.Pieces = append(p.Pieces, prose.Piece{Text: l})
	}
	t.Paragraph(p)
}

// wrapped says whether the lines of a text were broken to fit: most of those that another follows have the length of a line.
func wrapped(lines []string) bool {
	followed, broken := 0, 0
	for i, l := range lines {
		n := utf8.RuneCountInString(l)
		if n > widest+20 {
			return false
		}
		if l == "" || i+1 == len(lines) || lines[i+1] == "" || rule.MatchString(l) || rule.MatchString(lines[i+1]) || item.MatchString(lines[i+1]) {
			continue
		}
		if followed++; n >= full && n <= widest {
			broken++
		}
	}
	return followed > 1 && 3*broken >= 2*followed
}
