package odt

import (
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// A list is a text:list that is being walked.
type list struct {
	id    string // of the outermost list around it
	style string
	level int
	next  int // the number of the next item; 0 before the first
}

// An item is an item of a list. A nil one is text outside lists.
type item struct {
	*list
	begun bool // its mark is written
}

// list walks a list, which stands inside the item it if that is one.
func (w *walker) list(n *node, it *item) {
	w.opened++
	l := &list{id: strconv.Itoa(w.opened), style: n.Attr("style-name")}
	if it != nil && it.list != nil {
		l.id, l.level = it.id, it.level+1
		if l.style == "" {
			l.style = it.style
		}
	}
	if l.level == 0 { // deeper ones begin again
		key := "#" + n.Attr("continue-list")
		if key == "#" && n.Attr("continue-numbering") == "true" {
			key = l.style
		}
		if from := w.lists[key]; from != nil {
			l.id, l.next = from.id, from.next
		}
		w.lists[l.style] = l
		if id := n.Attr("id"); id != "" {
			w.lists["#"+id] = l
		}
	}
	for k := range n.Kids() {
		switch k.Name {
		case "list-header":
			w.blocks(k, &item{list: l, begun: true})
		case "list-item":
			if start, err := strconv.Atoi(k.Attr("start-value")); err == nil && start > 0 && start < 1e6 {
				l.next = start
			}
			w.blocks(k, &item{list: l})
		}
	}
}

// mark makes an item of the first paragraph with text in an item, and text of the same item of a further one.
func (it *item) mark(w *walker, p *prose.Paragraph, st style, in inline) {
	if it == nil || it.list == nil || !hasText(in.pieces) {
		return
	}
	if it.style == "" {
		it.style = st.list
	}
	first := w.styles.mark(it.style, it.level)
	p.Level, p.List = it.level, it.id
	switch {
	case it.begun:
		p.Role = prose.ItemMore
		return
	case first < 0: // no mark
		return
	case first > 0:
		if it.next == 0 {
			it.next = first
		}
		p.Number = it.next
		it.next++
	default: // the bullets of two lists that stand together in one style are one list to the eye
		if it.level == 0 && it.style != "" {
			it.id, p.List = it.style, it.style
		}
	}
	p.Role, it.begun = prose.Item, true
}

// hasText says whether a paragraph has text: one without is not shown, and so it is not counted.
func hasText(pieces []prose.Piece) bool {
	for _, p := range pieces {
		if strings.TrimSpace(p.Text) != "" {
			return true
		}
	}
	return false
}
