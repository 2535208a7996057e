package ics

import (
	"bytes"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/read/charset"
)

// A component is what stands between BEGIN and END.
type component struct {
	name  string
	line  int
	props []property
	kids  []*component
}

// A property is one line, its value not yet unescaped.
type property struct {
	name   string
	params []string // KEY=value, KEY in capitals
	value  string
}

// get gives the first property of a name.
func (c *component) get(name string) (property, bool) {
	for _, p := range c.props {
		if p.name == name {
			return p, true
		}
	}
	return property{}, false
}

// text gives the value of a text property, unescaped.
func (c *component) text(name string) string {
	p, _ := c.get(name)
	return unescape(p.value)
}

func (p property) param(key string) string {
	for _, kv := range p.params {
		if v, ok := strings.CutPrefix(kv, key+"="); ok {
			return v
		}
	}
	return ""
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";")

func unescape(s string) string { return strings.TrimSpace(unescaper.Replace(s)) }

// parse gives a root whose kids are the calendars.
func parse(data []byte) (*component, error) {
	lines, ok := unfold(data)
	if !ok {
		return nil, notice.Refuse("De agenda is geen tekst.", "Exporteer de agenda opnieuw als iCalendar (.ics).")
	}
	root := &component{}
	stack := []*component{root}
	skip := 0 // depth of components too deep to keep
	closed := false
	for _, l := range lines {
		p, ok := parseLine(l.text)
		top := stack[len(stack)-1]
		switch {
		case !ok:
			if n := len(top.props); n > 0 && l.text != "" { // a line end that should have been escaped
				top.props[n-1].value += `\n` + l.text
			}
		case p.name == "BEGIN":
			if skip > 0 || len(stack) > maxDepth {
				skip++
				continue
			}
			name := strings.ToUpper(strings.TrimSpace(p.value))
			if name == "VCALENDAR" { // a calendar that was not closed ends where the next one begins
				stack, top = stack[:1], root
				closed = false
			} else if len(stack) == 1 {
				continue
			}
			c := &component{name: name, line: l.number}
			top.kids = append(top.kids, c)
			stack = append(stack, c)
		case p.name == "END":
			name := strings.ToUpper(strings.TrimSpace(p.value))
			if skip > 0 {
				skip--
				continue
			}
			for i := len(stack) - 1; i > 0; i-- { // an END without its BEGIN is passed over
				if stack[i].name == name {
					stack = stack[:i]
					closed = closed || name == "VCALENDAR"
					break
				}
			}
		case len(stack) > 1:
			top.props = append(top.props, p)
		}
	}
	if len(root.kids) == 0 {
		return nil, notice.Refuse("Dit is geen agenda: BEGIN:VCALENDAR ontbreekt.", "Exporteer de agenda opnieuw als iCalendar (.ics).")
	}
	if !closed {
		return nil, notice.Refuse("De agenda is niet compleet: het einde (END:VCALENDAR) ontbreekt.", "Download of exporteer de agenda opnieuw.")
	}
	return root, nil
}

type line struct {
	text   string
	number int
}

// unfold joins folded lines. It works on bytes, because a fold may stand inside a UTF-8 character.
func unfold(data []byte) ([]line, bool) {
	if charset.IsUTF16(data) {
		text, ok := charset.Decode(data)
		if !ok {
			return nil, false
		}
		data = []byte(text)
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	numbers := make([]int, 0, bytes.Count(data, []byte("\n"))+1)
	joined := make([]byte, 0, len(data))
	number := 0
	for l := range bytes.SplitSeq(data, []byte("\n")) {
		number++
		if number > 1 {
			if len(l) > 0 && (l[0] == ' ' || l[0] == '\t') {
				joined = append(joined, l[1:]...)
				continue
			}
			joined = append(joined, '\n')
		}
		joined = append(joined, l...)
		numbers = append(numbers, number)
	}
	text, ok := charset.Decode(joined)
	if !ok {
		return nil, false
	}
	lines := make([]line, 0, len(numbers))
	for l := range strings.SplitSeq(text, "\n") {
		n := 0
		if len(lines) < len(numbers) {
			n = numbers[len(lines)]
		}
		lines = append(lines, line{strings.TrimRight(l, " \t"), n})
	}
	return lines, true
}

// parseLine splits NAME;KEY=value:value; false when the line does not begin with a name.
func parseLine(s string) (property, bool) {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.')
	})
	if end <= 0 {
		return property{}, false
	}
	rest := strings.TrimLeft(s[end:], " ")
	if rest == "" || rest[0] != ':' && rest[0] != ';' {
		return property{}, false
	}
	p := property{name: strings.ToUpper(s[:end])}
	for strings.HasPrefix(rest, ";") {
		i := paramEnd(rest[1:]) + 1
		if key, value, ok := strings.Cut(rest[1:i], "="); ok {
			p.params = append(p.params, strings.ToUpper(strings.TrimSpace(key))+"="+strings.Trim(value, `" `))
		}
		rest = rest[i:]
	}
	value, ok := strings.CutPrefix(rest, ":")
	p.value = value
	return p, ok
}

// paramEnd finds the ; or : that ends a parameter, outside quotes.
func paramEnd(s string) int {
	quoted := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ';' || c == ':'):
			return i
		}
	}
	return len(s)
}
