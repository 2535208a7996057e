package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxGuessed = 80   // characters of a heading without a style
	maxBig     = 120  // characters of a title in big letters
	big        = 1.25 // how much bigger than the text
)

// guess finds the title and the headings of a document that has no styles for them, in which people make letters big or bold.
// A first paragraph in big letters, or a short bold one that does not end as a sentence, is the title. Such bold paragraphs with
// text under them are headings, when there are two or text stands above.
func guess(blocks []Block) {
	hasTitle := false
	for _, b := range blocks {
		if b.role == Heading {
			return
		}
		hasTitle = hasTitle || b.role == Title
	}
	first := next(blocks, -1)
	if first == len(blocks) {
		return
	}
	if !hasTitle {
		hasTitle = bigTitle(blocks, first)
	}
	if !hasTitle && looksHeading(blocks, first) {
		blocks[first].role = Title
	}
	text := false // above
	var found []int
	for i, b := range blocks {
		switch {
		case b.role == picture || b.role == Title || b.role == Subtitle:
		case looksHeading(blocks, i) && (text || len(strings.Fields(b.plain)) <= 3 || i == first):
			found = append(found, i)
		default:
			text = true
		}
	}
	if len(found) < 2 && !(len(found) == 1 && textAbove(blocks[:found[0]])) {
		return
	}
	for _, i := range found {
		blocks[i].role, blocks[i].level, blocks[i].guessed = Heading, 1, true
	}
}

// next gives the next block that is no picture.
func next(blocks []Block, i int) int {
	for i++; i < len(blocks) && blocks[i].role == picture; i++ {
	}
	return i
}

func textAbove(blocks []Block) bool {
	for _, b := range blocks {
		if b.role != picture && b.role != Title && b.role != Subtitle {
			return true
		}
	}
	return false
}

// bigTitle makes a title of the first paragraphs when their letters are bigger than those of most of the text.
func bigTitle(blocks []Block, first int) bool {
	letters := map[float64]int{}
	for _, b := range blocks {
		letters[b.size] += len(b.plain)
	}
	body := 0.0
	for size, n := range letters {
		if n > letters[body] || n == letters[body] && size < body {
			body = size
		}
	}
	isBig := func(i int) bool {
		b := blocks[i]
		return b.role == Text && body > 0 && b.size >= big*body && b.size == blocks[first].size &&
			utf8.RuneCountInString(b.plain) <= maxBig && !labelLike.MatchString(b.plain)
	}
	if !isBig(first) || !textFollows(blocks[first+1:]) {
		return false
	}
	for i := first; i < min(first+3, len(blocks)) && isBig(i); i++ {
		blocks[i].role = Title
	}
	return true
}

// looksHeading says whether a paragraph is short and bold, does not end as a sentence, and has text under it.
func looksHeading(blocks []Block, i int) bool {
	if !shortBold(blocks[i]) {
		return false
	}
	below := next(blocks, i)
	return below < len(blocks) && !shortBold(blocks[below])
}

func shortBold(b Block) bool {
	if b.role != Text || len(b.lines) != 1 || len(b.plain) > maxGuessed*utf8.UTFMax {
		return false
	}
	for _, p := range b.lines[0] {
		if strings.TrimSpace(p.Text) != "" && !p.Bold {
			return false
		}
	}
	if utf8.RuneCountInString(b.plain) > maxGuessed || labelLike.MatchString(b.plain) || underPicture.MatchString(b.plain) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(b.plain)
	if last == '?' {
		return len(strings.Fields(b.plain)) <= 5
	}
	return strings.IndexFunc(b.plain, unicode.IsLetter) >= 0 && !strings.ContainsRune(".,:;!…", last)
}
