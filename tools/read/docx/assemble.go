package docx

import (
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// assemble makes the page of the blocks: title and summary out of the text, headings levelled, captions with their
// pictures, lists and quotes joined.
func assemble(w *walker) *page.Page {
	p := &page.Page{}
	blocks := takeCaptions(w.out)
	p.Title, blocks = takeTitle(blocks)
	p.Summary, blocks = takeSummary(blocks)
	level(blocks)
	renumber(p, w.photos, blocks)
	p.Body = join(blocks)
	if len(w.notes) > 0 {
		p.Body = strings.TrimSpace(p.Body + "\n\n" + strings.Join(w.notes, "\n"))
	}
	return p
}

// closing are the number signs at the end of a heading that Markdown would drop.
var closing = regexp.MustCompile(`(#+)$`)

var underPicture = regexp.MustCompile(`(?i)^(toestemming|foto|maker|geen herkenbare personen)`)

// takeCaptions gives a caption to the picture right above it; a caption elsewhere is a paragraph.
func takeCaptions(blocks []block) []block {
	var out []block
	var above *page.Photo
	for _, b := range blocks {
		switch {
		case b.kind == picture:
			above = b.photo
		case b.kind == caption && above != nil && !underPicture.MatchString(b.plain):
			text := figure.ReplaceAllString(b.plain, "")
			if above.Caption == "" {
				above.Caption = text
				continue
			}
			b.kind = paragraph
		case above != nil && underPicture.MatchString(b.plain):
		default:
			above = nil
		}
		out = append(out, b)
	}
	return out
}

// takeTitle takes the title out: the paragraphs in style Title that stand together, or the first heading.
func takeTitle(blocks []block) (string, []block) {
	for _, want := range []kind{titleBlock, heading} {
		for i, b := range blocks {
			if b.kind != want {
				continue
			}
			title, end := b.plain, i+1
			for want == titleBlock && end < len(blocks) && blocks[end].kind == titleBlock {
				title += " " + blocks[end].plain
				end++
			}
			rest := append(append([]block{}, blocks[:i]...), blocks[end:]...)
			for j := range rest {
				if rest[j].kind == titleBlock { // a second title further down
					rest[j].kind, rest[j].level = heading, 1
				}
			}
			return title, rest
		}
	}
	return "", blocks
}

// takeSummary takes the summary out when the first text says by its looks that it is one.
func takeSummary(blocks []block) (string, []block) {
	for i, b := range blocks {
		if b.kind == picture {
			continue
		}
		looksIt := b.kind == subtitle || b.kind == paragraph && b.emphatic && !labelLike.MatchString(b.plain)
		if !looksIt || len([]rune(b.plain)) > maxSummary || !textFollows(blocks[i+1:]) {
			break
		}
		return b.plain, append(append([]block{}, blocks[:i]...), blocks[i+1:]...)
	}
	return "", blocks
}

func textFollows(blocks []block) bool {
	for _, b := range blocks {
		if b.kind != picture {
			return true
		}
	}
	return false
}

// level gives headings their level in Markdown: from 2, none skipped.
func level(blocks []block) {
	var open []int
	for i, b := range blocks {
		if b.kind != heading {
			continue
		}
		for len(open) > 0 && open[len(open)-1] >= b.level {
			open = open[:len(open)-1]
		}
		open = append(open, b.level)
		blocks[i].level = min(len(open)+1, 6)
	}
}

// renumber keeps the photos that are used, named in the order of the page.
func renumber(p *page.Page, photos []*page.Photo, blocks []block) {
	names := map[*page.Photo]string{}
	for i, b := range blocks {
		if b.kind != picture {
			continue
		}
		if names[b.photo] == "" {
			names[b.photo] = fmt.Sprintf("foto-%d", len(names)+1)
			p.Photos = append(p.Photos, b.photo)
		}
		alt := strings.TrimSuffix(b.markdown, "]("+b.photo.File+")")
		blocks[i].markdown = alt + "](" + names[b.photo] + ")"
	}
	for photo, name := range names {
		photo.File = name
	}
}

// join writes the blocks with an empty line between them, but not between the items of a list.
func join(blocks []block) string {
	var b strings.Builder
	var indents []int                       // of the open levels of the list
	list, paren, bullet := "", false, false // of the list at level 0
	for i, bl := range blocks {
		text := bl.markdown
		same := i > 0 && blocks[i-1].kind == bl.kind
		switch bl.kind {
		case heading:
			text = strings.Repeat("#", bl.level) + " " + closing.ReplaceAllString(text, `\$1`)
		case quote:
			text = "> " + strings.ReplaceAll(text, "\n", "\n> ")
			if same {
				text = ">\n" + text
			}
		case item:
			if !same {
				indents, list, paren, bullet = nil, bl.list, false, bl.number == 0
			} else if bl.level == 0 && list != bl.list { // another list right below: another mark, or the two become one
				list, paren, bullet = bl.list, bullet == (bl.number == 0) && !paren, bl.number == 0
			}
			indents = indents[:min(len(indents), bl.level)]
			indent := 0
			for _, n := range indents {
				indent += n
			}
			mark := marker(bl.number, paren)
			indents = append(indents, len(mark))
			indent = min(indent, 40)
			text = strings.Repeat(" ", indent) + mark + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", indent+len(mark)))
		}
		switch {
		case i == 0:
		case same && bl.kind == item && apart(blocks[i-1], bl), !same:
			b.WriteString("\n\n")
		case bl.kind == item || bl.kind == quote:
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return strings.TrimSpace(b.String())
}

// apart says whether an item needs an empty line above it: another kind of list begins, or one that does not begin
// with 1, which Markdown would read as text of the item above.
func apart(above, b block) bool {
	switch {
	case b.level > above.level:
		return b.number > 1
	case b.level == above.level:
		return (b.number == 0) != (above.number == 0) || b.list != above.list
	}
	return b.number > 1 && b.list != above.list
}

func marker(number int, paren bool) string {
	switch {
	case number == 0 && paren:
		return "* "
	case number == 0:
		return "- "
	case paren:
		return fmt.Sprintf("%d) ", number)
	}
	return fmt.Sprintf("%d. ", number)
}
