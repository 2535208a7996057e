package rtf

import (
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// A style is what of a style of paragraphs matters to us.
type style struct {
	role  prose.Role
	level int
}

// readStyles reads the stylesheet: a group for each style, in which its name is the text.
func (w *walker) readStyles() {
	number, outline, paragraphs := 0, 9, true
	for t := range w.group() {
		switch {
		case t.kind == open:
			number, outline, paragraphs = 0, 9, true
		case t.kind == text && paragraphs:
			name, _, _ := strings.Cut(t.text, ";")
			name, _, _ = strings.Cut(name, ",") // "heading 1,Kop": other names of the style
			role, level := prose.StyleRole(name)
			if role == prose.Text && outline < 9 {
				role, level = prose.Heading, outline+1
			}
			if role != prose.Text {
				w.styles[number] = style{role, level}
			}
		case t.kind != word:
		case t.text == "s":
			number = t.n
		case t.text == "cs", t.text == "ds", t.text == "ts":
			paragraphs = false
		case t.text == "outlinelevel":
			outline = t.n
		}
	}
}

// A list says how the items of a list look, by level: the first number, 0 for a bullet, -1 for no mark at all.
type list [9]int

// A counter counts the items of a list at a level.
type counter struct{ list, level int }

const (
	bullets = 23  // \levelnfc
	noMark  = 255 // \levelnfc
)

// readLists reads the table of lists.
func (w *walker) readLists() {
	l, level := &list{}, -1
	for t := range w.group() {
		if t.kind != word {
			continue
		}
		switch t.text {
		case "list":
			l, level = &list{}, -1
		case "listlevel":
			level = min(level+1, 8)
			l[level] = 1
		case "levelnfc":
			if t.n == bullets {
				l[max(level, 0)] = 0
			} else if t.n == noMark {
				l[max(level, 0)] = -1
			}
		case "levelstartat":
			if n := &l[max(level, 0)]; *n > 0 {
				*n = min(max(t.n, 1), 1e6)
			}
		case "listid":
			w.lists[t.n] = l
		}
	}
}

// readOverrides reads which list each \ls is.
func (w *walker) readOverrides() {
	id := 0
	for t := range w.group() {
		if t.kind == word && t.text == "listid" {
			id = t.n
		} else if t.kind == word && t.text == "ls" {
			w.overrides[t.n] = id
		}
	}
}

// An oldList is a list as Word 6 and WordPad write it: it goes on up to \pard.
type oldList struct {
	known, numbered bool
	level           int
}

func (w *walker) readOldList() {
	w.old = oldList{known: true}
	for t := range w.group() {
		switch {
		case t.kind != word:
		case t.text == "pnlvlbody":
			w.old.numbered = true
		case t.text == "pnlvl":
			w.old.numbered, w.old.level = true, min(max(t.n-1, 0), 8)
		case t.text == "ls": // only for old programs
			w.old.known = false
		}
	}
}

// describe says what a paragraph is: by its style, or because it is numbered.
func (w *walker) describe(p paragraph) prose.Paragraph {
	st := w.styles[p.style]
	if st.role == prose.Text && p.outline >= 0 && p.outline < 9 {
		st = style{prose.Heading, p.outline + 1}
	}
	out := prose.Paragraph{Role: st.role, Level: st.level, Size: float64(p.size) / 2, Pieces: p.pieces}
	if st.role != prose.Text && st.role != prose.Quote || p.size == 0 { // of size 0 is what has no text
		return out
	}
	switch {
	case p.list > 0:
		first := 0
		if l := w.lists[w.overrides[p.list]]; l != nil {
			first = l[p.level]
		}
		if first >= 0 {
			out.Role, out.Level, out.List, out.Number = prose.Item, p.level, strconv.Itoa(p.list), w.count(p.list, p.level, first)
		}
	case w.old.known && p.mark != "":
		number := 0
		if w.old.numbered {
			number = max(leading(p.mark), 1)
		}
		out.Role, out.Level, out.Number = prose.Item, w.old.level, number
	}
	return out
}

// leading gives the number in a mark such as "(3)".
func leading(mark string) int {
	mark = strings.TrimLeft(mark, "( ")
	end := 0
	for end < len(mark) && end < 6 && isDigit(mark[end]) {
		end++
	}
	n, _ := strconv.Atoi(mark[:end])
	return n
}

// count gives the number of an item in a numbered list, 0 for a bullet.
func (w *walker) count(list, level, first int) int {
	if first == 0 {
		return 0
	}
	for deeper := level + 1; deeper < 9; deeper++ { // deeper levels begin again
		delete(w.counts, counter{list, deeper})
	}
	if n, running := w.counts[counter{list, level}]; running {
		first = n
	}
	w.counts[counter{list, level}] = first + 1
	return first
}
