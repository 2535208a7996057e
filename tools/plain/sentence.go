package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the byte ranges of the sentences, without the space around them. A sentence ends at a full stop, a question
// mark, an exclamation mark or an ellipsis before a word that can begin one. What someone says after a colon is a sentence of its own.
func Sentences(text string) [][2]int {
	text = bound(text)
	tokens := tokenize(text)
	var out [][2]int
	for _, s := range split(text, tokens) {
		out = append(out, [2]int{s.start, s.end})
	}
	return out
}

// A sentence is tokens[from:to] in text[start:end].
type sentence struct{ from, to, start, end int }

func split(text string, tokens []token) []sentence {
	var out []sentence
	from, start := 0, 0
	for i := range tokens {
		stop := len(text)
		if i+1 < len(tokens) {
			n := breaks(text, tokens, from, i)
			if n < 0 {
				continue
			}
			stop = tokens[i].end + n
		}
		s := sentence{from: from, to: i + 1, start: start, end: stop}
		s.start += len(text[start:stop]) - len(strings.TrimLeftFunc(text[start:stop], unicode.IsSpace))
		s.end -= len(text[start:stop]) - len(strings.TrimRightFunc(text[start:stop], unicode.IsSpace))
		out = append(out, s)
		from, start = i+1, stop
	}
	return out
}

// breaks returns how many bytes behind token i its sentence ends, and -1 when it does not.
func breaks(text string, tokens []token, from, i int) int {
	t, next := tokens[i], tokens[i+1]
	gap := text[t.end:next.start]
	if gap == " " || gap == ", " {
		return -1
	}
	mark := strings.IndexAny(gap, ".!?…:")
	if mark < 0 {
		return -1
	}
	// The sentence takes the marks and what they close, up to the space.
	n := mark
	for n < len(gap) {
		r, size := utf8.DecodeRuneInString(gap[n:])
		if unicode.IsSpace(r) || isOpener(r) && n > mark {
			break
		}
		n += size
	}
	opener := strings.ContainsFunc(gap[n:], isOpener)
	if gap[mark] == ':' {
		if opener && begins(text, tokens, i+1) && strings.ContainsAny(gap[n:], `'"‘“„«`) {
			return n
		}
		return -1
	}
	if n == len(gap) && mark == 0 && t.dot && next.start-t.end == 1 {
		// klaar.Daarna: tokenize has seen that no word goes on here
		if next.capitals == lower {
			return -1
		}
		return n
	}
	if !begins(text, tokens, i+1) {
		return -1
	}
	if !t.dot || strings.HasPrefix(gap, "..") {
		return n
	}
	switch {
	case t.kind == number && i == from && strings.TrimLeft(gap[1:], " ") == "" && !strings.ContainsAny(t.low, ".,:-/"):
		return -1 // the number of a list: 1. Aanmelden
	case t.capitals == first && t.end-t.start == 1 && next.capitals == first, t.capitals == all && strings.Contains(t.low, "."):
		return -1 // an initial
	}
	if t.lex != nil && t.lex.short != nil {
		a := t.lex.short
		if next.kind == number && !a.ends || !a.ends && !a.doubt {
			return -1
		}
	} else if dottedLetters(t.low) && next.capitals != first {
		return -1
	}
	return n
}

// begins reports whether token i can begin a sentence.
func begins(text string, tokens []token, i int) bool {
	t := tokens[i]
	switch {
	case t.kind == clitic: // ’s Avonds, 't Was koud
		return i+1 < len(tokens) && tokens[i+1].capitals != lower || t.capitals != lower
	case t.kind == number, t.capitals != lower, t.tag:
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[t.start:])
	return !unicode.IsLower(r)
}

func isOpener(r rune) bool { return strings.ContainsRune(`'"‘“„«([#`, r) }

// dottedLetters reports whether a word is an abbreviation of letters with dots between them, as in d.m.v.
func dottedLetters(low string) bool {
	run := 0
	dots := 0
	for _, r := range low {
		switch {
		case r == '.':
			dots++
			run = 0
		case isLetter(r):
			if run++; run > 3 {
				return false
			}
		default:
			return false
		}
	}
	return dots > 0
}
