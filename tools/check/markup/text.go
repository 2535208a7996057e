package markup

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bytes checks what is no matter of elements.
func (c *checker) bytes() {
	src := c.s.src
	if !utf8.ValidString(src) {
		for i, r := range src {
			if r == utf8.RuneError && !strings.HasPrefix(src[i:], "\ufffd") {
				c.wrong(c.lineAt(i), "Hier staat een teken dat geen UTF-8 is. Bezoekers zien een vreemd blokje.")
				break
			}
		}
	}
	for i := range len(src) {
		if b := src[i]; b < ' ' && b != '\n' && b != '\t' && b != '\r' && b != '\f' || b == 0x7f {
			c.wrong(c.lineAt(i), "Hier staat een onzichtbaar stuurteken in het bestand.")
			break
		}
	}
}

// text handles text: whether it may stand there, its references, and whose name it is.
func (c *checker) text(t token) {
	s := c.s.src[t.start:t.end]
	p := c.top()
	if p == nil || p.is(textless) && !p.foreign {
		if blank(s) {
			return
		}
		from := t.start + len(s) - len(strings.TrimLeft(s, " \n\t\r\f"))
		line := c.lineAt(from)
		switch {
		case p == nil && strings.HasPrefix(s, "\ufeff") && t.start == 0 && blank(s[3:]):
			return // a byte order mark
		case p == nil, p.name == "html", p.name == "head":
			c.begin(line, false)
		default:
			c.wrong(line, "In <"+p.name+"> staat losse tekst.")
		}
		p = c.top()
	}
	if !t.raw {
		c.references(t, s)
	}
	if c.names > 0 && !p.off && !(t.raw && !p.foreign) {
		c.gathered = append(c.gathered, unescape(s)...)
	}
}

func blank(s string) bool {
	for i := range len(s) {
		if !space(s[i]) {
			return false
		}
	}
	return true
}

// references checks what looks like the name of a character.
func (c *checker) references(t token, s string) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '&')
		if i < 0 {
			return
		}
		from += i
		n := reference(s[from:])
		if r := s[from : from+n]; n > 1 && r != "&amp;" && r != "&lt;" && r != "&gt;" && r != "&#43;" && badReference(r) {
			c.wrong(c.lineAt(t.start+from), "HTML kent het teken "+r+" niet.")
		} else if n == 1 && half(s[from:]) {
			c.wrong(c.lineAt(t.start+from), "Achter "+short(s[from:min(from+8, len(s))])+" ontbreekt een puntkomma. Een gewone & hoort &amp;amp; te zijn.")
		}
		from += n
	}
}

// badReference tells whether a reference that is whole means no letter.
func badReference(r string) bool {
	v := html.UnescapeString(r)
	if r[1] != '#' {
		return v == r
	}
	// Browsers take those of Windows for others, and the rest for a strange block.
	n, err := strconv.ParseUint(strings.TrimLeft(r[2:len(r)-1], "xX"), 16, 32)
	if r[2]|0x20 != 'x' {
		n, err = strconv.ParseUint(r[2:len(r)-1], 10, 32)
	}
	return err != nil || n < ' ' && n != '\n' && n != '\t' || n >= 0x7f && n < 0xa0 || n >= 0xd800 && n < 0xe000 || n > utf8.MaxRune
}

// half tells whether an ampersand begins a reference that browsers take without its semicolon.
func half(s string) bool {
	n := 1
	for n < len(s) && n < maxReference && (letter(s[n]) || digit(s[n])) {
		n++
	}
	return n > 2 && strings.IndexByte(html.UnescapeString(s[:n]), '&') != 0
}
