package reply

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// clean takes out of a text from a stranger what does not show, and what turns the direction of writing: the name of
// a file must not look like another one. It keeps line ends and at most limit characters.
func clean(s string, limit int) string {
	s = s[:min(len(s), 8*limit)] // what follows is not looked at
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r >= ' ' && r <= '~':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), strings.ContainsRune("\u00ad\u200b\u2060\ufeff\ufffe\uffff", r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) > limit {
		s = strings.TrimSpace(string([]rune(s)[:limit-1])) + "…"
	}
	return s
}

// line is clean on one line.
func line(s string, limit int) string {
	return clean(strings.Join(strings.Fields(s[:min(len(s), 8*limit)]), " "), limit)
}

// A writer lays out text for people, in lines of at most width characters.
type writer struct {
	strings.Builder
	width int
}

// text writes s. Its first line begins with first, every other with rest.
func (w *writer) text(first, rest, s string) {
	indent := first
	for paragraph := range strings.Lines(s) {
		words := strings.Fields(paragraph)
		if len(words) == 0 {
			continue
		}
		at := utf8.RuneCountInString(indent)
		w.WriteString(indent)
		for i, word := range words {
			n := utf8.RuneCountInString(word)
			switch {
			case i == 0:
			case at+1+n > w.width:
				w.WriteString("\n" + rest)
				at = utf8.RuneCountInString(rest)
			default:
				w.WriteByte(' ')
				at++
			}
			w.WriteString(word)
			at += n
		}
		w.WriteByte('\n')
		indent = rest
	}
}

// heading writes a line with another under it.
func (w *writer) heading(s string) {
	fmt.Fprintf(w, "\n%s\n%s\n", s, strings.Repeat("-", utf8.RuneCountInString(s)))
}

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}

// moment writes a date and time as people say it.
func moment(t time.Time) string {
	return fmt.Sprintf("%s om %d.%02d uur", day(t), t.Hour(), t.Minute())
}

func day(t time.Time) string { return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-1], t.Year()) }

// count writes a number of things.
func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
