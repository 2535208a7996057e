package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	word    kind = iota // has a letter
	number              // has a digit and no letter: 12, 2,50, 10.00-12.00, 1/5/2026
	address             // of the web or of mail
	clitic              // 's, 't, 'n and so on: said with the next word
)

type capitals uint8

const (
	lower capitals = iota
	first          // only the first letter
	mixed
	all // two or more, and every letter
)

// A token is a word with its place in the text. What stands between two tokens is space and punctuation.
type token struct {
	start, end int
	low        string  // in lower case, with straight apostrophes
	lex        *lexeme // what the tables have of it, nil when nothing
	class      class
	kind       kind
	capitals   capitals
	dot        bool // a full stop stands right behind it
	tag        bool // it is a tag or an account: # or @ stands right before it
	glued      bool // it is part of the word before it: ouder(s), (op)groeien
}

// counts reports whether a reader counts it as a word.
func (t token) counts() bool { return !t.glued && t.kind != clitic }

// tokenize finds the words of the text, in one pass.
func tokenize(text string) []token {
	lexemes := dutch().lexemes
	tokens := make([]token, 0, len(text)/5+2)
	last := rune(' ') // the rune before i
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		end, k := i, word
		switch {
		case isLetter(r) || isDigit(r):
			end, k = scan(text, i)
		case isApostrophe(r) && !isLetter(last) && !isDigit(last):
			if m := cliticLen(text[i+n:]); m > 0 {
				end, k = i+n+m, clitic
			}
		}
		if end == i {
			last = r
			i += n
			continue
		}
		t := token{start: i, end: end, kind: k, tag: last == '#' || last == '@'}
		t.dot = end < len(text) && text[end] == '.'
		t.low, t.capitals = fold(text[i:end])
		if len(tokens) > 0 {
			gap := text[tokens[len(tokens)-1].end:i]
			t.glued = gap == "(" || gap == ")"
		}
		if k == word {
			if t.lex = lexemes[t.low]; t.lex != nil {
				t.class = t.lex.class
			}
		}
		tokens = append(tokens, t)
		last, i = 'a', end
	}
	return tokens
}

// scan returns where the token that starts at i ends, and its kind.
func scan(text string, i int) (int, kind) {
	rest := text[i:]
	if c := rest[0]; (c == 'h' || c == 'w' || c == 'm') && hasAnyPrefix(rest, "http://", "https://", "www.", "mailto:") {
		return i + len(strings.TrimRight(rest[:spaceIn(rest)], `.,;:!?)]}'"»’”`)), address
	}
	start, k, dots := i, number, 0
	single := false // a part between dots is one letter, as in d.m.v.
	part, before := i, rune(0)
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if isLetter(r) {
			if k == number {
				k = word
			}
			before = r
			i += n
			continue
		}
		if isDigit(r) {
			before = r
			i += n
			continue
		}
		if r == ' ' {
			break
		}
		next, size := utf8.DecodeRuneInString(text[i+n:])
		if size == 0 || !isLetter(next) && !isDigit(next) || !joins(text, start, i, r, before, next) {
			break
		}
		if r == '@' {
			return i + n + len(strings.TrimRight(text[i+n:][:spaceIn(text[i+n:])], `.,;:!?)]}'"»’”`)), address
		}
		if r == '.' {
			dots++
			single = single || i-part == 1
			part = i + 1
		}
		before = r
		i += n
	}
	if k == word && dots > 0 && !single && i-part > 1 {
		k = address
	}
	return i, k
}

// joins reports whether the mark r at i keeps the word that starts at start in one piece.
func joins(text string, start, i int, r, before, next rune) bool {
	digits := isDigit(before) && isDigit(next)
	switch r {
	case '\'', '’', '´', '`', '-', '‑', '_', '@', '&':
		return true
	case '.':
		// A sentence without a space behind it: klaar.Daarna
		return !(unicode.IsLower(before) && unicode.IsUpper(next))
	case ',', ':', '–':
		return digits
	case '/':
		// 1/5/2026 and t/m, but not ouders/verzorgers
		_, n := utf8.DecodeRuneInString(text[i+1:])
		after, _ := utf8.DecodeRuneInString(text[i+1+n:])
		return digits || i-start == 1 && isLetter(before) && !isLetter(after)
	}
	return false
}

func cliticLen(rest string) int {
	if rest == "" || !strings.ContainsRune("stnmkrSTNMKR", rune(rest[0])) {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(rest[1:]); isLetter(r) || isDigit(r) || isApostrophe(r) {
		return 0
	}
	return 1
}

// fold returns the word in lower case, without an allocation when it is that already.
func fold(s string) (string, capitals) {
	if plainASCII(s) {
		return s, lower
	}
	upper, letters, firstUpper, special := 0, 0, false, false
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			letters++
		case r >= 'A' && r <= 'Z':
			upper++
			letters++
			firstUpper = firstUpper || i == 0
		case r < utf8.RuneSelf:
		case r == '’' || r == '´' || r == '`' || r == '‑':
			special = true
		case unicode.IsUpper(r):
			upper++
			letters++
			firstUpper = firstUpper || i == 0
		case unicode.IsLetter(r):
			letters++
		}
	}
	low := s
	if upper > 0 {
		low = strings.ToLower(low)
	}
	if special {
		low = straight(low)
	}
	switch {
	case upper == 0:
		return low, lower
	case upper == letters && upper > 1:
		return low, all
	case upper == 1 && firstUpper:
		return low, first
	}
	return low, mixed
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

func straight(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '´', '`':
			return '\''
		case '‑':
			return '-'
		}
		return r
	}, s)
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' }

func spaceIn(s string) int {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return i
	}
	return len(s)
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
