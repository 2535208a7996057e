package prose

import (
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

const (
	maxHeading = 200 // characters; a longer heading is a paragraph in big letters
	maxSummary = 300 // characters
)

var (
	labelLike    = regexp.MustCompile(`^[\p{L} -]{2,25}:`)
	figure       = regexp.MustCompile(`^(?i)(figuur|afbeelding|foto|figure|illustratie|illustration) \d+ ?[:.–-]? *`)
	underPicture = regexp.MustCompile(`(?i)^(toestemming|foto|maker|geen herkenbare personen)`)
)

// takeCaptions gives a caption to the picture right above it; a caption elsewhere is a paragraph.
func takeCaptions(blocks []Block) []Block {
	out := make([]Block, 0, len(blocks))
	var above *page.Photo
	for _, b := range blocks {
		switch {
		case b.role == picture:
			above = b.photo
		case b.role == Caption && above != nil && !underPicture.MatchString(b.plain):
			text := figure.ReplaceAllString(b.plain, "")
			if above.Caption == "" {
				above.Caption = text
				continue
			}
			b.role = Text
		case above != nil && underPicture.MatchString(b.plain):
		default:
			above = nil
		}
		out = append(out, b)
	}
	return out
}

// takeName makes the name in a form the title; what was the title becomes a heading. False when there is no form.
func takeName(blocks []Block) bool {
	name := ""
	for i, b := range blocks {
		if b.role != named {
			continue
		}
		if blocks[i].role = Text; name == "" {
			name, blocks[i].role = b.plain, Title
		}
	}
	for i, b := range blocks {
		if b.role == Title && name != "" && b.plain != name {
			blocks[i].role, blocks[i].level = Heading, 1
		}
	}
	return name != ""
}

// takeTitle takes the title out: the paragraphs with role Title that stand together, or the first heading.
func takeTitle(blocks []Block) (string, []Block) {
	for _, want := range []Role{Title, Heading} {
		for i, b := range blocks {
			if b.role != want || b.guessed {
				continue
			}
			words, end := []string{b.plain}, i+1
			for want == Title && end < len(blocks) && blocks[end].role == Title {
				words = append(words, blocks[end].plain)
				end++
			}
			title := strings.Join(words, " ")
			rest := append(append([]Block{}, blocks[:i]...), blocks[end:]...)
			for j := range rest {
				if rest[j].role == Title { // a second title further down
					rest[j].role, rest[j].level = Heading, 1
				}
			}
			return title, withoutEcho(rest, title)
		}
	}
	return "", blocks
}

// withoutEcho drops a first heading that says the title once more.
func withoutEcho(blocks []Block, title string) []Block {
	if i := next(blocks, -1); i < len(blocks) && blocks[i].role == Heading && strings.EqualFold(blocks[i].plain, title) {
		return append(blocks[:i:i], blocks[i+1:]...)
	}
	return blocks
}

// takeSummary takes the summary out when the first text says by its looks that it is one.
func takeSummary(blocks []Block) (string, []Block) {
	for i, b := range blocks {
		if b.role == picture {
			continue
		}
		looksIt := b.role == Subtitle || b.role == Text && b.emphatic() && !labelLike.MatchString(b.plain)
		if !looksIt || len([]rune(b.plain)) > maxSummary || !textFollows(blocks[i+1:]) {
			break
		}
		return b.plain, append(append([]Block{}, blocks[:i]...), blocks[i+1:]...)
	}
	return "", blocks
}

func textFollows(blocks []Block) bool {
	for _, b := range blocks {
		if b.role != picture {
			return true
		}
	}
	return false
}

// emphatic reports whether a paragraph is wholly bold or wholly italic.
func (b Block) emphatic() bool {
	bold, italic := true, true
	for _, line := range b.lines {
		for _, p := range line {
			if strings.TrimSpace(p.Text) != "" {
				bold, italic = bold && p.Bold, italic && p.Italic
			}
		}
	}
	return bold || italic
}

// level gives headings their level in Markdown: from 2, none skipped.
func level(blocks []Block) {
	var open []int
	for i, b := range blocks {
		if b.role != Heading {
			continue
		}
		for len(open) > 0 && open[len(open)-1] >= b.level {
			open = open[:len(open)-1]
		}
		open = append(open, b.level)
		blocks[i].level = min(len(open)+1, 6)
	}
}
