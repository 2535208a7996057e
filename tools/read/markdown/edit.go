package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/escape"
)

// An editor changes the body where it must and leaves the rest as it is.
type editor struct {
	src     page.Source
	page    *page.Page
	body    []byte
	edits   []edit
	shown   []*page.Photo
	notices []notice.Notice
}

// An edit replaces the bytes from start to end.
type edit struct {
	start, end int
	with       string
}

var parser = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote)).Parser()

// edit does everything that changes the body, then the photos of the front matter.
func (e *editor) edit() (err error) {
	defer func() {
		if recover() != nil { // goldmark on a crafted text
			err = notice.Refuse("De Markdown-tekst is niet te lezen.", "Haal ongewone tekens of opmaak weg.")
		}
	}()
	doc := parser.Parse(text.NewReader(e.body))
	e.headings(doc)
	err = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Image:
			e.image(n)
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			e.htmlBlock(n)
		case *ast.RawHTML:
			e.rawHTML(n)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return err
	}
	e.page.Body = tidy(e.apply())
	e.frontMatterPhotos()
	return nil
}

// apply makes the edits, in the order of the text; one that overlaps another is dropped.
func (e *editor) apply() string {
	slices.SortStableFunc(e.edits, func(a, b edit) int { return a.start - b.start })
	var b strings.Builder
	at := 0
	for _, x := range e.edits {
		if x.start < at || x.end < x.start || x.end > len(e.body) {
			continue
		}
		b.Write(e.body[at:x.start])
		b.WriteString(x.with)
		at = x.end
	}
	b.Write(e.body[at:])
	return b.String()
}

// tidy removes the empty lines that edits leave, but none inside a block of code.
func tidy(s string) string {
	if strings.Contains(s, "```") || strings.Contains(s, "~~~") {
		return strings.Trim(s, "\n")
	}
	for strings.Contains(s, "\n\n\n") {
		s = strings.ReplaceAll(s, "\n\n\n", "\n\n")
	}
	return strings.Trim(s, "\n")
}

// headings takes the title and moves the other headings so that the highest is at level 2.
func (e *editor) headings(doc ast.Node) {
	top := 7
	var all []*ast.Heading
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			start, end := e.lineOf(h)
			if start < 0 {
				return ast.WalkContinue, nil
			}
			if e.page.Title == "" && h.Level == 1 {
				if e.page.Title = strings.Join(strings.Fields(plain(h, e.body)), " "); e.page.Title != "" {
					e.edits = append(e.edits, edit{start, end, ""})
					return ast.WalkSkipChildren, nil
				}
			}
			all = append(all, h)
			top = min(top, h.Level)
		}
		return ast.WalkContinue, nil
	})
	for _, h := range all {
		level := min(h.Level-top+2, 6)
		start, end := e.lineOf(h)
		line := e.body[start:end]
		switch marks := len(line) - len(bytes.TrimLeft(line, "#")); {
		case level == h.Level && marks == h.Level:
		case marks > 0:
			e.edits = append(e.edits, edit{start, start + marks, strings.Repeat("#", level)})
		default: // underlined with === or ---
			title := e.body[start:h.Lines().At(h.Lines().Len()-1).Stop]
			e.edits = append(e.edits, edit{start, end, strings.Repeat("#", level) + " " + strings.Join(strings.Fields(string(title)), " ")})
		}
	}
}

// lineOf gives where the source of a heading begins, with its marks, and ends, with the line that underlines
// it; -1 for an empty heading.
func (e *editor) lineOf(h *ast.Heading) (start, end int) {
	if h.Lines().Len() == 0 {
		return -1, -1
	}
	start, end = h.Lines().At(0).Start, h.Lines().At(h.Lines().Len()-1).Stop
	line := bytes.LastIndexByte(e.body[:start], '\n') + 1
	if i := bytes.IndexByte(e.body[line:start], '#'); i >= 0 {
		start = line + i
	}
	end = e.lineEnd(max(end-1, start)) // the last line may or may not hold its line end
	if e.body[start] != '#' && end < len(e.body) {
		end = e.lineEnd(end + 1)
	}
	return start, end
}

// lineEnd gives where the line that holds position at ends.
func (e *editor) lineEnd(at int) int {
	if n := bytes.IndexByte(e.body[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(e.body)
}

// image names the photo, or leaves the picture out.
func (e *editor) image(n *ast.Image) {
	start, end, ok := e.span(n)
	dest := string(n.Destination)
	switch {
	case !ok:
		e.warn(fmt.Sprintf("De afbeelding %s staat in een vorm die niet te lezen is.", baseName(dest)), "Schrijf ![beschrijving](bestand.jpg).")
		return
	case strings.Contains(dest, "://") || strings.HasPrefix(dest, "//") || strings.HasPrefix(dest, "data:"):
		e.warn(fmt.Sprintf("De afbeelding %s staat op een andere site en is weggelaten: die site zou zien wie onze pagina leest.", shorten(dest)), "Zet de foto als bestand naast de tekst, als dat mag.")
		e.edits = append(e.edits, edit{start, end, ""})
		return
	}
	p := e.photo(dest)
	if p == nil {
		e.warn(fmt.Sprintf("De foto %s ontbreekt en is weggelaten.", shorten(baseName(dest))), "Stuur de foto mee, in dezelfde map als de tekst.")
		e.edits = append(e.edits, edit{start, end, ""})
		return
	}
	alt := strings.Join(strings.Fields(plain(n, e.body)), " ")
	if alt == "" {
		alt = p.Alt
	}
	if p.Alt == "" {
		p.Alt = alt
	}
	if p.Caption == "" {
		p.Caption = string(n.Title)
	}
	e.edits = append(e.edits, edit{start, end, "![" + escape.Inline(alt) + "](" + p.File + ")"})
}

// span finds the source of an image: from ![ to the parenthesis or bracket that ends it.
func (e *editor) span(n *ast.Image) (start, end int, ok bool) {
	if start = n.Pos(); start < 0 || start >= len(e.body) || !bytes.HasPrefix(e.body[start:], []byte("![")) {
		return 0, 0, false
	}
	depth := 0
	for end = start + 1; end < len(e.body); end++ { // the description
		switch e.body[end] {
		case '\\':
			end++
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			break
		}
	}
	end++
	if end >= len(e.body) || e.body[end] != '(' && e.body[end] != '[' {
		return start, min(end, len(e.body)), end <= len(e.body)
	}
	open, closing := e.body[end], byte(')')
	if open == '[' {
		closing = ']'
	}
	var quote byte
	for depth = 0; end < len(e.body); end++ {
		c := e.body[end]
		switch {
		case c == '\\':
			end++
			continue
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case c == '<' && e.body[end-1] == open:
			quote = '>'
		case c == '"' && (e.body[end-1] == ' ' || e.body[end-1] == '\n'):
			quote = '"'
		case c == open:
			depth++
		case c == closing:
			depth--
		}
		if depth == 0 {
			return start, end + 1, true
		}
	}
	return 0, 0, false
}

func (e *editor) htmlBlock(n *ast.HTMLBlock) {
	if n.Lines().Len() == 0 {
		return
	}
	start, end := n.Lines().At(0).Start, n.Lines().At(n.Lines().Len()-1).Stop
	if n.HasClosure() {
		end = max(end, n.ClosureLine.Stop)
	}
	source := string(e.body[start:end])
	kept := textOf(source)
	e.edits = append(e.edits, edit{start, end, escape.Paragraphs(kept) + "\n"})
	if !isComment(source) {
		e.warnHTML()
	}
}

func (e *editor) rawHTML(n *ast.RawHTML) {
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		with := ""
		if strings.HasPrefix(strings.ToLower(string(s.Value(e.body))), "<br") {
			with = "\\\n"
			if s.Stop < len(e.body) && e.body[s.Stop] == '\n' {
				with = "\\"
			}
		} else if !isComment(string(s.Value(e.body))) {
			e.warnHTML()
		}
		e.edits = append(e.edits, edit{s.Start, s.Stop, with})
	}
}

func (e *editor) warnHTML() {
	e.warn("HTML in de tekst is weggelaten; alleen de woorden zijn gebleven.", "Gebruik de opmaak van Markdown.")
}

func isComment(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), "<!--") }

// textOf gives the words of HTML, without those of scripts and styles.
func textOf(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	hidden := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style", "iframe", "noscript", "template", "title":
				hidden = string(name)
			case "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6":
				b.WriteString("\n")
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == hidden {
				hidden = ""
			}
			if string(name) == "p" || string(name) == "div" {
				b.WriteString("\n\n")
			}
		}
	}
}

// plain gives the text of a node without markup.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(k ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := k.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(source))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return unescape(b.String())
}

// unescape takes away the backslashes that keep characters from being markup.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func baseName(dest string) string {
	if s, err := url.PathUnescape(dest); err == nil {
		dest = s
	}
	return path.Base(strings.ReplaceAll(dest, `\`, "/"))
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// frontMatterPhotos keeps the photos of the front matter that stand beside the text, also when the text does not show
// them: those are appended to it.
func (e *editor) frontMatterPhotos() {
	listed := e.page.Photos
	for _, known := range listed {
		if known.Data != nil { // shown in the text
			continue
		}
		if p := e.photo(known.File); p != nil {
			e.page.Body = strings.TrimSpace(e.page.Body + "\n\n![" + escape.Inline(p.Alt) + "](" + p.File + ")")
		} else {
			e.warn(fmt.Sprintf("De foto %s uit het blok boven de tekst ontbreekt en is weggelaten.", shorten(known.File)), "Stuur de foto mee, in dezelfde map als de tekst.")
		}
	}
	e.page.Photos = e.shown
}
