package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// notes are the footnotes of a text. Word, LibreOffice, Google Docs and WordPress write them alike: a mark that links to
// the note, and in the note a link back.
type notes struct {
	body map[*html.Node]*html.Node // of the link that is the mark
	key  map[*html.Node]string
	skip map[*html.Node]bool // the notes and the links back: they are not walked where they stand
}

// maxMark is the longest mark in characters: [12], iv, *.
const maxMark = 6

func findNotes(root *html.Node) notes {
	found := notes{body: map[*html.Node]*html.Node{}, key: map[*html.Node]string{}, skip: map[*html.Node]bool{}}
	byID := map[string]*html.Node{}
	place := map[*html.Node]int{}
	type inside struct {
		note *html.Node
		to   string
	}
	back := map[inside]*html.Node{} // the link in a note that goes to an id
	var marks []*html.Node
	count := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count++
		place[n] = count
		for _, id := range idsOf(n) {
			if byID[id] == nil {
				byID[id] = n
			}
		}
		if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && n.DataAtom == atom.A && to != "" {
			marks = append(marks, n)
			if note := noteAround(n); note != nil {
				back[inside{note, to}] = n
			}
		}
	}
	for _, mark := range marks {
		to := attr(mark, "href")[1:]
		target := byID[to]
		if target == nil || place[target] < place[mark] || !isMark(mark) || found.skip[mark] || len(found.key) >= maxNotes {
			continue
		}
		note := noteAround(target)
		if note == nil || holds(note, mark) {
			continue
		}
		for _, near := range []*html.Node{mark, mark.Parent, mark.FirstChild, mark.PrevSibling} {
			for _, id := range idsOf(near) {
				if link := back[inside{note, id}]; link != nil {
					found.body[mark], found.key[mark] = note, to
					found.skip[note], found.skip[link] = true, true
				}
			}
		}
	}
	return found
}

func idsOf(n *html.Node) (ids []string) {
	if n == nil {
		return nil
	}
	for _, key := range []string{"id", "name"} {
		if id := attr(n, key); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// isMark reports whether a link shows no more than a number or a sign.
func isMark(n *html.Node) bool {
	s := text(n)
	return s != "" && utf8.RuneCountInString(s) <= maxMark
}

var noteID = regexp.MustCompile(`(?i)ftn|fn|footnote|endnote|edn|note|noot`)

// noteAround gives the element that is the whole note in which n stands: an item, a block with a name that says so, or else
// the paragraph.
func noteAround(n *html.Node) *html.Node {
	var paragraph *html.Node
	for p, up := n, 0; p != nil && up < 6; p, up = p.Parent, up+1 {
		switch p.DataAtom {
		case atom.Li:
			return p
		case atom.Div, atom.Aside, atom.Section:
			if noteID.MatchString(attr(p, "id")) {
				return p
			}
		case atom.P, atom.Dd:
			if paragraph == nil {
				paragraph = p
			}
		}
	}
	return paragraph
}

func holds(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// anchor walks a link, which may be the mark of a footnote.
func (w *walker) anchor(n *html.Node, l look) {
	note := w.notes.body[n]
	if note == nil {
		w.children(n, l)
		return
	}
	outside := *w
	mark := w.b.Footnote(w.notes.key[n], func() {
		w.pieces, w.at, w.list = nil, paragraph{}, list{}
		w.children(note, look{})
		w.flush()
	})
	w.pieces, w.at, w.list, w.underPhoto = outside.pieces, outside.at, outside.list, false
	if mark != (prose.Piece{}) {
		w.pieces = append(w.pieces, mark)
	}
}
