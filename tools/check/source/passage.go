package source

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// passage is a piece of text that people read in one go, without markup, and where it came from.
type passage struct {
	text   string
	pieces []piece // in order; none when the text is a value of front matter
	line   int     // of a value of front matter
	role   role
}

type role int

const (
	paragraph role = iota
	item           // of a list
	heading
	cell // of a table
	value
	quoted // words of somebody else
)

// piece says that the text from at on stands in the file from src on, until the next piece.
type piece struct{ at, src int }

// src gives the place in the file of a place in the text, -1 for a value of front matter.
func (p *passage) src(at int) int {
	i, exact := slices.BinarySearchFunc(p.pieces, at, func(p piece, at int) int { return p.at - at })
	if !exact {
		i--
	}
	if i < 0 {
		return -1
	}
	return p.pieces[i].src + at - p.pieces[i].at
}

// span gives the bytes of the file that hold the text from at up to end; false when they hold more than that.
func (p *passage) span(at, end int) (from, to int, ok bool) {
	from, to = p.src(at), p.src(end-1)+1
	return from, to, from >= 0 && to-from == end-at
}

// lineOf gives the line of a place in a passage.
func (d *document) lineOf(p *passage, at int) int {
	if src := p.src(at); src >= 0 {
		return d.line(src)
	}
	return p.line
}

// prose are the values of front matter that visitors read, by path; * is any number.
var prose = []string{
	"title", "samenvatting", "eenvoudig", "fotos.*.alt", "fotos.*.bijschrift", "voor_wie", "wanneer", "zoekt.*", "zoekt", "hoe_meedoen", "hoe_beginnen",
	"media.transcript", "reden", "kosten_toelichting", "slecht_weer", "meenemen", "plaats.ov", "plaats.parkeren", "noodbericht.tekst", "uitzonderingen.*.reden",
	"aanjager.spreekuur", "ontmoetingsplekken.*.openingstijden", "ontmoetingsplekken.*.voor", "contact", "plaats",
}

// gather collects the passages of the page: values of its front matter, and the blocks of its text.
func (d *document) gather() {
	for path, f := range d.fields {
		if f.text != "" && slices.ContainsFunc(prose, func(pattern string) bool { return matches(pattern, path) }) {
			r := value
			if path == "title" {
				r = heading
			}
			d.passages = append(d.passages, passage{text: strings.TrimSpace(f.text), line: f.line, role: r})
		}
	}
	slices.SortStableFunc(d.passages, func(a, b passage) int { return a.line - b.line })
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading, extast.KindTableCell, extast.KindDefinitionTerm:
			if p := d.passage(n); strings.TrimSpace(p.text) != "" {
				d.passages = append(d.passages, p)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// matches reports whether a path of front matter has the form of a pattern.
func matches(pattern, path string) bool {
	for pattern != "" || path != "" {
		var want, is string
		want, pattern, _ = strings.Cut(pattern, ".")
		is, path, _ = strings.Cut(path, ".")
		if want != is && (want != "*" || strings.Trim(is, "0123456789") != "" || is == "") {
			return false
		}
	}
	return true
}

// words is a text that is being put together.
type words struct {
	strings.Builder
	pieces []piece
}

// from says where in the file what is added next stands.
func (w *words) from(src int) { w.pieces = append(w.pieces, piece{w.Len(), src}) }

// passage gives the text of a block.
func (d *document) passage(block ast.Node) passage {
	var w words
	d.inline(&w, block)
	p := passage{text: w.String(), pieces: w.pieces, role: paragraph}
	switch block.Kind() {
	case ast.KindHeading:
		p.role = heading
	case extast.KindTableCell, extast.KindDefinitionTerm:
		p.role = cell
	}
	for n := block.Parent(); n != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindBlockquote:
			p.role = quoted
		case ast.KindListItem:
			if p.role == paragraph {
				p.role = item
			}
		}
	}
	return p
}

// inline adds the words inside a node to a text. Code and pictures are no words.
func (d *document) inline(w *words, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			d.raw(w, c.Segment.Start, c.Segment.Stop)
			if c.SoftLineBreak() || c.HardLineBreak() {
				w.from(d.start + c.Segment.Stop)
				w.WriteByte(' ')
			}
		case *ast.String:
			w.from(d.start + max(0, n.Pos()))
			w.Write(c.Value)
		case *ast.AutoLink: // people read the address; its place is that of what stands before it, or its own
			src, at := d.data[d.start:], max(0, c.Pos())
			label := c.Label(src)
			if i := bytes.Index(src[at:], label); i >= 0 {
				d.raw(w, at+i, at+i+len(label))
			}
		case *ast.CodeSpan, *ast.Image, *ast.RawHTML:
		default:
			d.inline(w, c)
		}
	}
}

// raw adds a stretch of the file, without backslashes and with entities as the characters that they are.
func (d *document) raw(w *words, from, to int) {
	if from >= to {
		return
	}
	src := d.data[d.start : to+d.start]
	w.from(d.start + from)
	for at := from; at < to; {
		next := bytes.IndexAny(src[at:], `\&`)
		if next < 0 {
			w.Write(src[at:])
			return
		}
		w.Write(src[at : at+next])
		at += next
		length, with := 1, string(src[at])
		end := bytes.IndexByte(src[at:min(to, at+12)], ';')
		switch {
		case src[at] == '\\' && at+1 < to && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", src[at+1]) >= 0:
			length, with = 2, string(src[at+1])
		case src[at] == '&' && end > 0:
			length = end + 1
			with = html.UnescapeString(string(src[at : at+length]))
		}
		w.WriteString(with)
		if at += length; at < to && length != len(with) {
			w.from(d.start + at)
		}
	}
}

// short quotes words, at most so many characters of them.
func short(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > most {
		s = strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
	}
	return fmt.Sprintf("‘%s’", s)
}
