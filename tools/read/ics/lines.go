package ics

import (
	"bytes"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/read/charset"
)

// A document is a calendar file as lines that are not folded any more.
type document struct {
	text    string
	numbers []int32 // of the lines of text in the file
}

// unfold joins folded lines. It works on bytes, because a fold may stand inside a UTF-8 character.
func unfold(data []byte) (document, bool) {
	if charset.IsUTF16(data) {
		text, ok := charset.Decode(data)
		if !ok {
			return document{}, false
		}
		data = []byte(text)
	}
	numbers := make([]int32, 0, bytes.Count(data, []byte("\n"))+1)
	joined := make([]byte, 0, len(data))
	for number := int32(1); len(data) > 0; number++ {
		l, rest := data, []byte(nil)
		if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
			l, rest = data[:i], data[i+1:]
			if data[i] == '\r' && len(rest) > 0 && rest[0] == '\n' {
				rest = rest[1:]
			}
		}
		if data = rest; len(l) == 0 {
			continue
		}
		if number > 1 && len(l) > 0 && (l[0] == ' ' || l[0] == '\t') {
			joined = append(joined[:max(0, len(joined)-1)], l[1:]...)
		} else {
			numbers = append(numbers, number)
			joined = append(joined, l...)
		}
		joined = append(joined, '\n')
	}
	text, ok := decode(joined)
	return document{text, append(numbers, 0)}, ok // after the last line end is a line too
}

// decode reads UTF-8 in which some program cut a character in two as UTF-8 all the same, and drops control characters.
func decode(data []byte) (string, bool) {
	broken, whole := 0, 0
	for rest := data; len(rest) > 0 && broken <= whole+1; {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			broken++
		} else if n > 1 {
			whole++
		}
		rest = rest[n:]
	}
	if broken > 0 && broken < whole {
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	text, ok := charset.Decode(data)
	if strings.ContainsFunc(text, control) {
		text = strings.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, text)
	}
	return text, ok
}

func control(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7F }

// A component is what stands between BEGIN and END.
type component struct {
	name  string
	line  int
	props []property
	kids  []*component
}

// A property is one line: its name in capitals, its parameters and its value as they stand in the file.
type property struct{ name, params, value string }

// get gives the first property of a name.
func (c *component) get(name string) (property, bool) {
	for _, p := range c.props {
		if p.name == name {
			return p, true
		}
	}
	return property{}, false
}

// text gives the value of a text property.
func (c *component) text(name string) string {
	p, _ := c.get(name)
	return p.text()
}

var (
	unescaper = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";")
	caret     = strings.NewReplacer("^n", "\n", "^'", `"`, "^^", "^") // RFC 6868
)

// text is the value without its escapes.
func (p property) text() string {
	value := p.value
	if p.quotedPrintable() {
		if data, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value))); err == nil {
			value, _ = charset.Decode(data)
		}
	}
	return strings.TrimSpace(unescaper.Replace(value))
}

// quotedPrintable tells the text of vCalendar 1.0.
func (p property) quotedPrintable() bool {
	return strings.EqualFold(p.param("ENCODING"), "QUOTED-PRINTABLE")
}

// param gives the value of a parameter.
func (p property) param(key string) string {
	for rest := p.params; rest != ""; {
		i := paramEnd(rest[1:]) + 1
		if k, v, ok := strings.Cut(rest[1:i], "="); ok && strings.EqualFold(strings.TrimSpace(k), key) {
			return caret.Replace(strings.Trim(v, `" `))
		}
		rest = rest[i:]
	}
	return ""
}

// small are the names that programs also write in small letters. Any other such word before a colon ("Let op:", "https:") is text
// whose line end should have been escaped.
var small = regexp.MustCompile(`^(?i:begin|end|version|prodid|method|uid|dt(?:start|end|stamp)|duration|summary|description|location|url|geo|status|class|sequence|categories|created|last-modified|rrule|rdate|ex(?:date|rule)|recurrence-id|tz[a-z]+|x-[a-z0-9-]+)$`)

// parseLine splits NAME;KEY=value:value; false when the line is no property.
func parseLine(s string) (property, bool) {
	lower := false
	end := strings.IndexFunc(s, func(r rune) bool {
		lower = lower || r >= 'a' && r <= 'z'
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.')
	})
	if end <= 0 {
		return property{}, false
	}
	rest := strings.TrimLeft(s[end:], " ")
	if rest == "" || rest[0] != ':' && rest[0] != ';' || lower && !small.MatchString(s[:end]) {
		return property{}, false
	}
	from := 0
	for from < len(rest) && rest[from] == ';' {
		from += paramEnd(rest[from+1:]) + 1
	}
	value, ok := strings.CutPrefix(rest[from:], ":")
	return property{strings.ToUpper(s[:end]), rest[:from], value}, ok
}

// paramEnd finds the ; or : that ends a parameter, outside quotes.
func paramEnd(s string) int {
	quoted := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case c == ':' && i > 2 && i+3 < len(s) && s[i+3] == ')' && (s[i-3] == '+' || s[i-3] == '-'): // (UTC+01:00) Amsterdam
		case !quoted && (c == ';' || c == ':'):
			return i
		}
	}
	return len(s)
}
