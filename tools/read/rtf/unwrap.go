package rtf

import (
	"bytes"
	"strings"
)

// Unwrap gives the text of a mail that a mail program keeps as RTF: the HTML that is wrapped in it (MS-OXRTFEX), or else its plain
// text. It is "" when data is no RTF.
func Unwrap(data []byte) (content string, isHTML bool) {
	if !Is(data) {
		return "", false
	}
	isHTML = bytes.Contains(data[:min(len(data), 1024)], []byte(`\fromhtml1`))
	var out strings.Builder
	var plain [maxDepth + 2]bool // of a group, by its depth: whether it is for programs that know no HTML
	l := newLexer(data)
	starred := false
	for t := l.next(); t.kind != end; t = l.next() {
		depth := len(l.stack)
		switch {
		case t.kind == open:
			plain[depth] = plain[depth-1]
		case t.kind == text && !plain[depth]:
			out.WriteString(t.text)
		case t.kind != word:
		case t.text == "htmlrtf":
			plain[depth] = !t.off()
		case t.text == "fonttbl": // the lexer reads it
			for range l.group() {
			}
		case starred && t.text != "htmltag", t.text == "colortbl", t.text == "stylesheet", t.text == "info", t.text == "pict":
			l.rest()
		case (t.text == "par" || t.text == "line") && !plain[depth]:
			out.WriteByte('\n')
		}
		starred = t.kind == word && t.text == "*"
	}
	return out.String(), isHTML
}
