// Package escape writes plain text as Markdown that shows exactly that text.
//
// It escapes what CommonMark, GitHub's tables, footnotes and Hugo's extensions (shortcodes, attributes,
// definition lists) would read as markup, and nothing else, so that the Markdown stays pleasant to edit:
// underscores inside words and less-than signs before a space stay as they are. Bare web addresses stay
// bare: Hugo makes links of them.
package escape

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
)

// maxMarks is how many signs of markup a block may have.
const maxMarks = 2_000

// Dense refuses Markdown with a block of text, between empty lines, in which so many signs may be markup that a reader
// of Markdown takes time in their square, or with a line that opens lists and quotes in each other without end. A sign
// behind a backslash is none.
func Dense(markdown string) error {
	if nested.MatchString(markdown) {
		return notice.Refuse("Op een regel staan te veel tekens van lijsten of citaten na elkaar (- of >).", "Begin een regel met één teken en een spatie.")
	}
	for block := range strings.SplitSeq(blank.ReplaceAllString(markdown, "\n\n"), "\n\n") {
		marks := 0
		for i := 0; i < len(block); i++ {
			switch block[i] {
			case '\\':
				i++
			case '*', '_', '[', ']', '<', '>', '`', '~':
				marks++
			}
		}
		if marks > maxMarks {
			return notice.Refuse(fmt.Sprintf("Een alinea bevat te veel tekens als * en _ (meer dan %d).", maxMarks), "Haal die tekens weg, of zet er lege regels tussen.")
		}
	}
	return nil
}

var (
	blank  = regexp.MustCompile(`\n[ \t]+\n`)
	nested = regexp.MustCompile(`(?m)^[ \t]*(?:(?:>|[-+*][ \t]+|\d{1,9}[.)][ \t]+)[ \t]*){50}`)
)

// Shortcodes parts the signs with which Hugo's shortcodes begin by a space of no width: Hugo finds shortcodes before it
// reads Markdown, also in code, where a backslash would be seen. What a visitor sees stays the same.
func Shortcodes(s string) string { return shortcodes.Replace(s) }

var shortcodes = strings.NewReplacer("{{<", "{\u200b{<", "{{%", "{\u200b{%")

// Inline escapes text that stands inside a line.
func Inline(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<&~{") {
		return s
	}
	var b strings.Builder
	before := ' '
	for i, r := range s {
		_, n := utf8.DecodeRuneInString(s[i:]) // a broken byte is one long
		rest := s[i+n:]
		if special(before, r, rest) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// special says whether r, between before and rest, would be markup.
func special(before, r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '\\', '`', '*', '[', ']':
		return true
	case '_':
		return !isWord(before) || !isWord(next)
	case '<':
		return unicode.IsLetter(next) || strings.ContainsRune("/!?", next)
	case '&':
		return entity.MatchString(rest)
	case '~':
		return before != '/' || !isWord(next) // https://example.org/~jan
	case '{':
		return strings.ContainsRune("{.#%<:", next)
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var (
	entity    = regexp.MustCompile(`^#?[0-9A-Za-z]+;`)
	lineStart = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|[-+](?:\s|$)|-{2}|>|=+\s*$|:\s|:?-+:?\s*(?:\||$)|\||~~~)`)
	numbered  = regexp.MustCompile(`^(\d{1,9})([.)])(\s|$)`)
)

// Start escapes what is markup only at the start of a line; s has been through Inline.
func Start(s string) string {
	s = strings.TrimLeft(s, " \t")
	if lineStart.MatchString(s) {
		return `\` + s
	}
	return numbered.ReplaceAllString(s, `$1\$2$3`)
}

// Paragraphs writes plain text with line ends as Markdown: an empty line parts paragraphs, a single line
// end stays a line end.
func Paragraphs(text string) string {
	var blocks, lines []string
	flush := func() {
		if len(lines) > 0 {
			blocks = append(blocks, joinLines(lines))
		}
		lines = nil
	}
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			flush()
			continue
		}
		lines = append(lines, Start(Inline(line)))
	}
	flush()
	return strings.Join(blocks, "\n\n")
}

// joinLines puts hard line breaks between lines. A line that ends in a backslash gets the break that is made of
// spaces: goldmark reads three backslashes differently.
func joinLines(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		switch {
		case i == len(lines)-1:
			b.WriteString(line)
		case strings.HasSuffix(line, "\\"):
			b.WriteString(line + "  \n")
		default:
			b.WriteString(line + "\\\n")
		}
	}
	return b.String()
}

// Pipes escapes the pipes in Markdown that goes into a cell of a table.
func Pipes(markdown string) string { return strings.ReplaceAll(markdown, "|", `\|`) }
