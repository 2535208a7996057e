package markup

import (
	"html"
	"strings"
)

// The kinds of tokens.
const (
	endOfFile = iota
	text
	startTag
	endTag
	comment
	doctype
)

// token is a piece of a page: src[start:end].
type token struct {
	kind       int
	start, end int
	name       string // of a tag, in lower case
	closed     bool   // a start tag that ends in />
	raw        bool   // text in which nothing is a reference
}

// attr is an attribute as it is written.
type attr struct {
	name  string // in lower case
	value string // as it is written, without its quotes
	bare  bool   // has no value
}

// val gives the value without the escapes of HTML.
func (a *attr) val() string { return unescape(a.value) }

// scanner cuts a page into tokens as a browser does (HTML Standard, 13.2.5). It says what a browser mends in silence, for which it was
// made: x/net/html mends too, and drops double attributes; it holds the scanner to what it finds, in a test.
type scanner struct {
	src     string
	pos     int
	until   string // the element whose text goes on to its end tag
	foreign bool   // in SVG or MathML
	broken  bool   // the page stops within a tag or the like
	attrs   []attr // of the last start tag
	fault   func(at int, text string)
}

// isRaw tells whether an element holds no elements, nor references.
func isRaw(name string) bool {
	switch name {
	case "script", "style", "iframe", "noembed", "noframes", "xmp":
		return true
	}
	return false
}

func (s *scanner) next() token {
	start := s.pos
	if start >= len(s.src) {
		return token{kind: endOfFile, start: start, end: start}
	}
	if s.until != "" {
		name := s.until
		s.until = ""
		if s.pos = s.endOf(name); s.pos > start {
			return token{kind: text, start: start, end: s.pos, raw: isRaw(name)}
		}
	}
	for {
		at := strings.IndexByte(s.src[s.pos:], '<')
		if at < 0 {
			s.pos = len(s.src)
			return token{kind: text, start: start, end: s.pos}
		}
		at += s.pos
		c, after := s.at(at+1), s.at(at+2)
		tag := letter(c) || c == '/' || c == '!' || c == '?'
		switch {
		case !tag, c == '/' && at+2 >= len(s.src):
			s.fault(at, "Een losse < in de tekst hoort als &lt; geschreven te zijn.")
			s.pos = at + 1
			continue
		case at > start:
			s.pos = at
			return token{kind: text, start: start, end: at}
		case letter(c):
			return s.tag(start, at+1, startTag)
		case c == '/' && letter(after):
			return s.tag(start, at+2, endTag)
		}
		return s.declaration(at)
	}
}

// at gives a byte, 0 beyond the end.
func (s *scanner) at(i int) byte {
	if i < len(s.src) {
		return s.src[i]
	}
	return 0
}

// declaration reads what starts with <!, <? or </ and is no tag.
func (s *scanner) declaration(start int) token {
	rest := s.src[start:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		s.comment(start)
		return token{kind: comment, start: start, end: s.pos}
	case len(rest) >= 9 && lower(rest[:9]) == "<!doctype":
		s.close(start, start+9, ">")
		return token{kind: doctype, start: start, end: s.pos}
	case s.foreign && strings.HasPrefix(rest, "<![CDATA["):
		s.close(start, start+9, "]]>")
		return token{kind: text, start: start, end: s.pos, raw: true}
	}
	s.fault(start, "Hier staat iets tussen < en > dat geen HTML is.")
	s.close(start, start+2, ">")
	return token{kind: comment, start: start, end: s.pos}
}

// comment reads a comment, which ends at -->, or as people type it wrongly at --!>.
func (s *scanner) comment(start int) {
	at := start + 4
	if rest := s.src[at:]; strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, "->") {
		s.fault(start, "Dit commentaar eindigt verkeerd.")
		s.pos = at + 1 + strings.IndexByte(rest, '>')
		return
	}
	for {
		i := strings.Index(s.src[at:], "--")
		if i < 0 {
			s.stop(start)
			return
		}
		at += i
		switch {
		case s.at(at+2) == '>':
			s.pos = at + 3
			return
		case s.at(at+2) == '!' && s.at(at+3) == '>':
			s.fault(start, "Dit commentaar eindigt verkeerd.")
			s.pos = at + 4
			return
		}
		at++
	}
}

// close goes to behind end.
func (s *scanner) close(start, from int, end string) {
	i := strings.Index(s.src[min(from, len(s.src)):], end)
	if i < 0 {
		s.stop(start)
		return
	}
	s.pos = from + i + len(end)
}

// stop reports that the page ends within something that starts at start.
func (s *scanner) stop(start int) {
	s.fault(start, "Het bestand houdt op midden in een regel HTML.")
	s.pos, s.broken = len(s.src), true
}

// tag reads a tag whose name starts at.
func (s *scanner) tag(start, at, kind int) token {
	s.attrs = s.attrs[:0]
	t := token{kind: kind, start: start}
	end := at
	for end < len(s.src) && !ends(s.src[end]) {
		end++
	}
	t.name = lower(s.src[at:end])
	s.pos = end
	for {
		for s.pos < len(s.src) && space(s.src[s.pos]) {
			s.pos++
		}
		switch c := s.at(s.pos); {
		case s.pos >= len(s.src):
			s.stop(start)
			return token{kind: endOfFile, start: start, end: s.pos}
		case c == '>':
			s.pos++
			t.end = s.pos
			if kind == startTag && !s.foreign && (isRaw(t.name) || t.name == "title" || t.name == "textarea") {
				s.until = t.name
			}
			return t
		case c == '/':
			s.pos++
			if s.at(s.pos) == '>' {
				t.closed = true
			} else {
				s.fault(start, "In de regel HTML van <"+short(t.name)+"> staat een losse schuine streep.")
			}
		default:
			s.attribute(start, t.name)
		}
	}
}

// attribute reads an attribute and adds it.
func (s *scanner) attribute(start int, tag string) {
	begin := s.pos
	s.pos++ // whatever it is, even =
	for s.pos < len(s.src) && !ends(s.src[s.pos]) && s.src[s.pos] != '=' {
		s.pos++
	}
	a := attr{name: lower(s.src[begin:s.pos]), bare: true}
	if strings.ContainsAny(a.name, `"'<=`) {
		s.fault(start, "Bij <"+short(tag)+"> staat een aanhalingsteken of ander teken op een verkeerde plaats.")
	}
	at := s.pos
	for at < len(s.src) && space(s.src[at]) {
		at++
	}
	if s.at(at) == '=' {
		a.bare = false
		for at++; at < len(s.src) && space(s.src[at]); at++ {
		}
		s.pos = at
		switch c := s.at(at); c {
		case '"', '\'':
			i := strings.IndexByte(s.src[at+1:], c)
			if i < 0 {
				s.pos = len(s.src) // reported as the end of the file
				return
			}
			a.value = s.src[at+1 : at+1+i]
			s.pos = at + i + 2
			if s.pos < len(s.src) && !ends(s.src[s.pos]) {
				s.fault(start, "Bij <"+short(tag)+"> ontbreekt een spatie achter "+short(a.name)+".")
			}
		case '>':
			s.fault(start, "Bij <"+short(tag)+"> heeft "+short(a.name)+" geen waarde.")
		default:
			for s.pos < len(s.src) && !space(s.src[s.pos]) && s.src[s.pos] != '>' {
				s.pos++
			}
			a.value = s.src[at:s.pos]
			if strings.ContainsAny(a.value, "\"'<=`") {
				s.fault(start, "Bij <"+short(tag)+"> hoort de waarde van "+short(a.name)+" tussen aanhalingstekens.")
			}
		}
	}
	s.attrs = append(s.attrs, a)
}

// endOf finds where the text of an element ends. In a script, a script in a comment has an end tag of its own (13.2.5.15 and on).
func (s *scanner) endOf(name string) int {
	const plain, commented, double = 0, 1, 2
	state := plain
	for at := s.pos; ; at++ {
		i := strings.IndexByte(s.src[at:], '<')
		if state != plain {
			i = strings.IndexAny(s.src[at:], "<-")
		}
		if i < 0 {
			return len(s.src)
		}
		at += i
		rest := s.src[at+1:]
		switch {
		case strings.HasPrefix(rest, "/") && named(rest[1:], name):
			if state != double {
				return at
			}
			state = commented
		case name != "script":
		case strings.HasPrefix(s.src[at:], "-->"):
			state = plain
		case state == plain && strings.HasPrefix(rest, "!--"):
			state = commented
			at++ // <!--> is whole
		case state == commented && named(rest, name):
			state = double
		}
	}
}

// named tells whether a tag has this name.
func named(rest, name string) bool {
	return len(rest) > len(name) && lower(rest[:len(name)]) == name && ends(rest[len(name)])
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// ends tells whether a byte ends a name.
func ends(c byte) bool { return space(c) || c == '>' || c == '/' }

// lower gives s with A to Z in lower case, s itself when it is. Other letters are no names in HTML.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] |= 0x20
				}
			}
			return string(b)
		}
	}
	return s
}

// in tells whether a word is in a list of words with a space around each.
func in(list, word string) bool {
	for {
		i := strings.Index(list, word)
		if i < 0 || word == "" {
			return false
		}
		end := i + len(word)
		if i > 0 && list[i-1] == ' ' && end < len(list) && list[end] == ' ' {
			return true
		}
		list = list[i+1:]
	}
}

// unescape gives text without the references that are whole. In an address &copy=1 is no reference.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := reference(s)
		b.WriteString(html.UnescapeString(s[:n]))
		s = s[n:]
	}
}

// maxReference is longer than the longest name of a character.
const maxReference = 40

// reference gives the length of the reference that s starts with, 1 when it is only an ampersand.
func reference(s string) int {
	for i := 1; i < len(s) && i < maxReference; i++ {
		c := s[i]
		if c == ';' && i > 1 {
			return i + 1
		}
		if !letter(c) && (c < '0' || c > '9') && (c != '#' || i > 1) {
			break
		}
	}
	return 1
}

// short cuts what is quoted from a page.
func short(s string) string {
	const most = 60
	if len(s) <= most {
		return strings.ToValidUTF8(s, "")
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
