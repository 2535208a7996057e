package source

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/page"
)

const (
	maxHeading = 70 // characters
	maxFake    = 60 // characters of a paragraph in bold that is taken for a heading
)

// body checks the structure of the text.
func (d *document) body() {
	if k := d.page.Kind; (k == page.KindStory || k == page.KindInitiative) && strings.TrimSpace(d.page.Body) == "" {
		d.say("tekst-ontbreekt", 1, "De pagina heeft geen tekst.", "Schrijf een paar zinnen.")
	}
	level := 1 // of the heading above: the title
	links := map[string]string{}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			level = d.heading(n, level)
		case *ast.Paragraph:
			d.fakeHeading(n, level)
			d.fakeList(n)
		case *ast.HTMLBlock, *ast.RawHTML:
			d.html(n)
		case *extast.TableHeader:
			d.tableHead(n)
		case *ast.Link:
			to, text := string(n.Destination), d.textOf(n)
			d.link(n, to, text, links)
			d.behind(d.at(n), to, text)
		case *ast.AutoLink:
			to := string(n.URL(d.data[d.start:]))
			if n.Protocol != nil { // www.voorbeeld.nl, which the site links to so
				to = "https://" + string(n.Label(d.data[d.start:]))
			}
			if n.AutoLinkType == ast.AutoLinkURL {
				d.link(n, to, string(n.Label(d.data[d.start:])), links)
			}
		case *ast.Image:
			d.image(n)
		}
		return ast.WalkContinue, nil
	})
}

// textOf gives the words of a node, with the descriptions of pictures.
func (d *document) textOf(n ast.Node) string {
	var w words
	d.inline(&w, n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			w.WriteString(" " + d.textOf(c))
		case *ast.CodeSpan:
			w.WriteString(" " + d.textOf(c))
		}
	}
	return strings.TrimSpace(w.String())
}

// heading checks a heading, and gives its level. The title is the one of level 1: in the text it becomes 2.
func (d *document) heading(n *ast.Heading, above int) int {
	level, line, text := max(n.Level, 2), d.at(n), d.textOf(n)
	marks := d.start + n.Pos()
	isATX := n.Pos() >= 0 && marks < len(d.data) && d.data[marks] == '#'
	switch {
	case text == "":
		f := rule.Of("kop-leeg", line, "Hier staat een kop zonder tekst.", "Haal de lege kop weg, of schrijf er een kop in.")
		if isATX {
			f = f.With(marks, marks+lineLength(d.data[marks:]), "")
		}
		d.add(f)
		return above
	case level > above+1:
		f := rule.Of("kop-sprong", line, fmt.Sprintf("De kop %s is van niveau %d, en de kop erboven van niveau %d.", short(text, 60), level, above),
			fmt.Sprintf("Maak er een kop van niveau %d van.", above+1)).Quote(text)
		if isATX {
			f = f.With(marks, marks+n.Level, strings.Repeat("#", above+1))
		}
		d.add(f)
		return above + 1
	case utf8.RuneCountInString(text) > maxHeading:
		d.add(rule.Of("kop-lang", line, fmt.Sprintf("De kop %s is %d tekens lang.", short(text, 60), utf8.RuneCountInString(text)),
			fmt.Sprintf("Zeg het in minder dan %d tekens. De rest kan in de tekst eronder.", maxHeading)).Quote(text))
	}
	return level
}

// lineLength gives how long the first line is, without its line break.
func lineLength(b []byte) int {
	for i, c := range b {
		if c == '\n' || c == '\r' {
			return i
		}
	}
	return len(b)
}

// fakeHeading looks for a paragraph that is all bold and stands above a text.
func (d *document) fakeHeading(n *ast.Paragraph, level int) {
	bold, ok := n.FirstChild().(*ast.Emphasis)
	next := n.NextSibling()
	if !ok || bold.Level != 2 || bold.NextSibling() != nil || next == nil || n.Parent().Kind() != ast.KindDocument {
		return
	}
	if k := next.Kind(); k != ast.KindParagraph && k != ast.KindList {
		return
	}
	text := d.textOf(n)
	if text == "" || utf8.RuneCountInString(text) > maxFake || strings.ContainsAny(text[len(text)-1:], ".!?:,;") || strings.HasSuffix(text, "…") {
		return
	}
	f := rule.Of("kop-nep", d.at(n), fmt.Sprintf("%s is vet, maar geen kop.", short(text, 60)),
		"Maak er een kop van: in Word met een stijl Kop, in Markdown met ## ervoor.").Quote(text)
	if n.Lines().Len() == 1 {
		s := n.Lines().At(0)
		raw := string(d.data[d.start+s.Start : d.start+s.Stop])
		if inner := strings.TrimSpace(raw); len(inner) > 4 {
			at := d.start + s.Start + strings.Index(raw, inner)
			f = f.With(at, at+len(inner), strings.Repeat("#", max(level, 2))+" "+strings.Trim(inner, "*_"))
		}
	}
	d.add(f)
}

// bullet is how people begin a line of a list when they type it themselves.
var bullet = regexp.MustCompile(`^[ \t]*([•·▪◦‣●○■►–—]|[-o]>?)[ \t]+\S`)

// fakeList looks for a paragraph with lines that are typed as a list.
func (d *document) fakeList(n *ast.Paragraph) {
	src, count, all := d.data[d.start:], 0, true
	lines := n.Lines()
	var with strings.Builder
	for i := range lines.Len() {
		s := lines.At(i)
		raw := string(src[s.Start:s.Stop])
		m := bullet.FindStringSubmatchIndex(raw)
		if m == nil {
			all = false
			continue
		}
		count++
		with.WriteString("- " + strings.TrimLeft(strings.TrimRight(raw[m[3]:], "\r\n\\ "), " \t") + "\n")
	}
	if count < 2 {
		return
	}
	f := rule.Of("lijst-nep", d.at(n), fmt.Sprintf("Hier staan %d regels met een getypt streepje of bolletje.", count),
		"Maak er een lijst van: in Word met de knop Opsommingstekens, in Markdown met - voor elke regel.")
	if first, last := lines.At(0), lines.At(lines.Len()-1); all && n.Parent().Kind() == ast.KindDocument {
		f = f.With(d.start+first.Start, d.start+last.Start+len(strings.TrimRight(string(src[last.Start:last.Stop]), "\r\n")), strings.TrimSuffix(with.String(), "\n"))
	}
	d.add(f)
}

// html reports markup that will not be on the site. Comments are for who writes.
func (d *document) html(n ast.Node) {
	var raw string
	src := d.data[d.start:]
	switch n := n.(type) {
	case *ast.HTMLBlock:
		if n.HTMLBlockType == ast.HTMLBlockType2 {
			return
		}
		if n.Lines().Len() > 0 {
			s := n.Lines().At(0)
			raw = string(src[s.Start:s.Stop])
		}
	case *ast.RawHTML:
		if n.Segments.Len() > 0 {
			s := n.Segments.At(0)
			raw = string(src[s.Start:s.Stop])
		}
	}
	if raw = strings.TrimSpace(raw); raw == "" || strings.HasPrefix(raw, "<!--") || strings.HasPrefix(raw, "</") {
		return
	}
	d.add(rule.Of("html-in-tekst", d.at(n), fmt.Sprintf("In de tekst staat HTML: %s.", short(raw, 40)), "Haal de HTML weg, en schrijf het in gewone tekst of Markdown.").Quote(raw))
}

// tableHead looks for a table of which the first row says nothing.
func (d *document) tableHead(n *extast.TableHeader) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if d.textOf(c) != "" {
			return
		}
	}
	d.say("tabel-zonder-kop", d.at(n), "De tabel heeft geen koppen boven de kolommen.", "Schrijf in de eerste rij wat er in elke kolom staat.")
}

// image keeps a picture for what needs other files, and reports what never comes on the site.
func (d *document) image(n *ast.Image) {
	to, line := string(n.Destination), d.at(n)
	d.facts.Links = append(d.facts.Links, Link{To: to, Line: line, Image: true})
	if u, err := url.Parse(to); err == nil && (u.Scheme != "" || u.Host != "") {
		d.add(rule.Of("foto-elders", line, fmt.Sprintf("Het plaatje %s staat op een andere site. Dat mag niet, en het is weggelaten.", to), "Zet het plaatje zelf bij de tekst.").Quote(to))
		return
	}
	for _, ph := range d.page.Photos {
		if ph.File == path.Base(to) {
			return
		}
	}
	d.add(rule.Of("foto-onbekend", line, fmt.Sprintf("De foto %s staat niet bij fotos, boven aan de pagina. Daarom is hij weggelaten.", to),
		"Zet de foto met de tekst in de inbox, of haal hem uit de tekst.").Quote(to))
}
