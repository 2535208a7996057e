package markup

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mijnopladers.nl/opladers/tools/read/prose"
)

const deepestList = 8

// A list is one ol or ul; the zero value is no list.
type list struct {
	id    string
	level int
	next  int // the number of the next item; 0 in a list with bullets
}

// An item is one item of a list: its first paragraph has the mark.
type item struct {
	list          string
	level, number int
	begun         bool
}

// googleList is how Google Docs says of which list an ul is, and at which level: its lists are not nested.
var googleList = regexp.MustCompile(`\blst-(kix_\w+)-(\d)\b`)

func (w *walker) items(n *html.Node, l look) {
	w.flush()
	outside, at := w.list, w.at
	w.lists++
	w.list = list{id: fmt.Sprint("list ", w.lists)}
	if outside.id != "" {
		w.list.level = min(outside.level+1, deepestList)
	}
	if m := googleList.FindStringSubmatch(attr(n, "class")); m != nil {
		w.list.id, w.list.level = m[1], int(m[2][0]-'0')
	}
	if n.DataAtom == atom.Ol {
		w.list.next = number(attr(n, "start"), 1)
	}
	w.at = paragraph{}
	w.children(n, l)
	w.flush()
	w.list, w.at = outside, at
}

// li walks an item. One with headings or tables in it is a card, not a line of a list.
func (w *walker) li(n *html.Node, l look) {
	w.list.next = number(attr(n, "value"), w.list.next)
	at := paragraph{item: &item{list: w.list.id, level: w.list.level, number: w.list.next}}
	if w.list.next > 0 {
		w.list.next++
	}
	if w.parted[n] {
		at.item = nil
	}
	w.block(n, l, at)
}

// number reads a number of a list; 0 would be a bullet.
func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 1e9 && otherwise > 0 {
		return n
	}
	return otherwise
}

// paragraph walks a p or div, which by its class may be something else.
func (w *walker) paragraph(n *html.Node, l look) {
	at := w.at
	role, level := w.role(n)
	switch {
	case role == prose.Caption && !w.underPhoto:
	case role != prose.Text && at.role == prose.Text:
		at = paragraph{role: role, level: level}
	}
	if !isWordItem(n) {
		w.block(n, l, at)
		return
	}
	w.flush()
	outside := w.at
	w.children(n, l)
	if it := w.wordItem(n); it != nil && at.role == prose.Text {
		at.item = it
	}
	w.at = at
	w.flush()
	w.at = outside
}

// role gives what a paragraph is by the name of its class.
func (w *walker) role(n *html.Node) (prose.Role, int) {
	if n.DataAtom == atom.Figcaption {
		return prose.Caption, 0
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		style, word := strings.CutPrefix(class, "Mso")
		switch {
		case class == "wp-caption-text", class == "wp-caption-dd", class == "gallery-caption":
			return prose.Caption, 0
		case !word && (w.classes == nil || class != "title" && class != "subtitle"):
			continue
		}
		switch role, level := prose.StyleRole(style); role {
		case prose.Text:
		case prose.Title: // the builder takes the first heading
			return prose.Heading, 1
		default:
			return role, level
		}
	}
	return prose.Text, 0
}
