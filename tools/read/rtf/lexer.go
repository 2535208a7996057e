package rtf

import (
	"bytes"
	"iter"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"mijnopladers.nl/opladers/tools/read/rtf/codepage"
)

const (
	maxDepth = 1_000    // groups within each other
	maxRun   = 64 << 10 // bytes of text in one token, about
)

type kind int

const (
	end    kind = iota // of the data
	open               // {
	shut               // }
	word               // a control word or symbol that is no character
	text               // decoded
	binary             // the bytes after \bin
)

// A token is what a lexer finds.
type token struct {
	kind  kind
	text  string // of text; the name of a word, without its backslash
	n     int    // the number behind a word
	given bool   // whether there is one
	data  []byte // of binary
}

// off reports whether a word such as \b0 switches something off.
func (t token) off() bool { return t.given && t.n == 0 }

// A lexer parts RTF in tokens. It keeps what belongs to characters itself: groups, fonts with their character sets, and
// what stands in for a Unicode character in old programs.
type lexer struct {
	data  []byte
	pos   int
	deep  bool                      // more than maxDepth groups
	ansi  encoding.Encoding         // of the document
	first int                       // the font of text that names none
	fonts map[int]encoding.Encoding // those that are not as the document
	charState
	stack []charState
	skip  int  // characters that stand in for the \u before them
	high  rune // the first half of a character outside the basic plane
}

// A charState is what a group keeps of its characters.
type charState struct {
	set     encoding.Encoding
	uc      int  // how many characters stand in for a \u
	font    int  // that is being defined
	inFonts bool // in the table of fonts
}

func newLexer(data []byte) *lexer {
	return &lexer{data: data, ansi: charmap.Windows1252, fonts: map[int]encoding.Encoding{}, charState: charState{set: charmap.Windows1252, uc: 1}}
}

// group gives the tokens up to and including the end of the group that is open.
func (l *lexer) group() iter.Seq[token] {
	depth := len(l.stack)
	return func(yield func(token) bool) {
		for {
			t := l.next()
			if t.kind == end || !yield(t) || len(l.stack) < depth {
				return
			}
		}
	}
}

// rest skips the rest of the group that is open, without a look at what is in it.
func (l *lexer) rest() {
	for depth := 1; l.pos < len(l.data) && depth > 0; {
		i := bytes.IndexAny(l.data[l.pos:], `{}\`)
		if i < 0 {
			l.pos = len(l.data)
			break
		}
		l.pos += i
		switch l.data[l.pos] {
		case '{':
			depth++
		case '}':
			depth--
		default:
			l.control()
			continue
		}
		l.pos++
	}
	l.pop()
}

func (l *lexer) pop() {
	l.skip, l.high = 0, 0
	if n := len(l.stack); n > 0 {
		l.charState, l.stack = l.stack[n-1], l.stack[:n-1]
	}
}

// next gives the next token. Characters are gathered to one token, however they are written.
func (l *lexer) next() token {
	var run run
	for l.pos < len(l.data) && !l.deep {
		start := l.pos
		switch l.data[l.pos] {
		case '{', '}':
			if run.some() {
				return run.token(l.set)
			}
			return l.brace()
		case '\r', '\n', 0:
			l.pos++
		case '\\':
			t := l.control()
			if s, ok := l.character(t); ok {
				run.add(l.set, s)
				continue
			}
			if t.kind == text { // one byte
				run.raw = append(run.raw, l.unskipped([]byte(t.text))...)
				continue
			}
			if run.some() {
				l.pos = start
				return run.token(l.set)
			}
			l.skip = 0
			l.remember(t)
			return t
		default:
			n := bytes.IndexAny(l.data[l.pos:], "{}\\\r\n\x00")
			if n < 0 {
				n = len(l.data) - l.pos
			}
			run.raw = append(run.raw, l.unskipped(l.data[l.pos:l.pos+n])...)
			l.pos += n
			if n := len(run.raw); n > maxRun && run.raw[n-1] < utf8.RuneSelf { // a picture in digits
				return run.token(l.set)
			}
		}
	}
	if run.some() {
		return run.token(l.set)
	}
	return token{}
}

func (l *lexer) brace() token {
	l.pos++
	if l.data[l.pos-1] == '}' {
		l.pop()
		return token{kind: shut}
	}
	l.skip, l.high = 0, 0
	l.stack = append(l.stack, l.charState)
	l.deep = len(l.stack) > maxDepth
	return token{kind: open}
}

// unskipped drops the characters that stand in for a Unicode character.
func (l *lexer) unskipped(b []byte) []byte {
	n := min(l.skip, len(b))
	l.skip -= n
	return b[n:]
}

// control reads what begins with a backslash: a word with its number, a symbol, one byte (as text) or binary data.
func (l *lexer) control() token {
	l.pos++
	if l.pos >= len(l.data) {
		return token{kind: word}
	}
	start := l.pos
	for l.pos < len(l.data) && isLetter(l.data[l.pos]) {
		l.pos++
	}
	if l.pos == start {
		return l.symbol()
	}
	t := token{kind: word, text: string(l.data[start:l.pos])}
	sign := 1
	if l.pos+1 < len(l.data) && l.data[l.pos] == '-' && isDigit(l.data[l.pos+1]) {
		sign = -1
		l.pos++
	}
	for l.pos < len(l.data) && isDigit(l.data[l.pos]) {
		t.given = true
		t.n = min(t.n*10+int(l.data[l.pos]-'0'), 1<<31)
		l.pos++
	}
	t.n *= sign
	if l.pos < len(l.data) && l.data[l.pos] == ' ' {
		l.pos++
	}
	if t.text == "bin" {
		n := min(max(t.n, 0), len(l.data)-l.pos)
		t = token{kind: binary, data: l.data[l.pos : l.pos+n]}
		l.pos += n
	}
	return t
}

func (l *lexer) symbol() token {
	c := l.data[l.pos]
	l.pos++
	switch c {
	case '\'':
		var b byte
		for n := 0; n < 2 && l.pos < len(l.data); n++ {
			d, ok := digit(l.data[l.pos])
			if !ok {
				break
			}
			b = b<<4 | d
			l.pos++
		}
		return token{kind: text, text: string([]byte{b})}
	case '\r', '\n':
		return token{kind: word, text: "par"}
	}
	return token{kind: word, text: string(rune(c))}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func digit(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

// characters are the words and symbols that stand for one.
var characters = map[string]string{
	"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "-": "\u00ad", "_": "-", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•",
	"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
}

// character gives the text of a token that stands for a character; it may be "".
func (l *lexer) character(t token) (string, bool) {
	if t.kind != word {
		return "", false
	}
	if t.text == "u" && t.given {
		l.skip = l.uc
		return l.unicode(rune(uint16(t.n))), true
	}
	s, ok := characters[t.text]
	if ok && l.skip > 0 {
		l.skip--
		return "", true
	}
	return s, ok
}

// unicode reads a unit of UTF-16. Word writes signs of symbol fonts as U+F0xx: of these only bullets mean something elsewhere.
func (l *lexer) unicode(u rune) string {
	high := l.high
	l.high = 0
	switch {
	case u >= 0xD800 && u < 0xDC00:
		l.high = u
		return ""
	case u >= 0xDC00 && u < 0xE000:
		return strings.Trim(string(utf16.DecodeRune(high, u)), "\ufffd")
	case u == 0xF0B7 || u == 0xF0A7:
		return "•"
	case u >= 0xF000 && u < 0xF100 || u == 0:
		return ""
	}
	return string(u)
}

// remember follows the words that say in which character set the bytes are.
func (l *lexer) remember(t token) {
	switch t.text {
	case "ansicpg":
		l.ansi = known(codepage.Number(t.n), l.ansi)
		l.set = l.ansi
	case "mac":
		l.ansi, l.set = charmap.Macintosh, charmap.Macintosh
	case "pc":
		l.ansi, l.set = charmap.CodePage437, charmap.CodePage437
	case "pca":
		l.ansi, l.set = charmap.CodePage850, charmap.CodePage850
	case "uc":
		l.uc = min(max(t.n, 0), 10)
	case "fonttbl":
		l.inFonts = true
	case "f":
		l.font = t.n
		l.set = known(l.fonts[t.n], l.ansi)
	case "fcharset":
		l.define(codepage.Number(charsets[t.n]))
	case "cpg":
		l.define(codepage.Number(t.n))
	case "deff":
		l.first = t.n
	case "plain":
		l.set = known(l.fonts[l.first], l.ansi)
	}
}

func (l *lexer) define(e encoding.Encoding) {
	if l.inFonts && e != nil && len(l.fonts) < 10_000 {
		l.fonts[l.font], l.set = e, e
	}
}

func known(e, otherwise encoding.Encoding) encoding.Encoding {
	if e == nil {
		return otherwise
	}
	return e
}

// charsets gives the code page of \fcharset. 0, 1 and 2 (symbols) are as the document.
var charsets = map[int]int{77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257,
	204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}

// A run is text that is being gathered.
type run struct {
	raw  []byte // not decoded yet: a character may take more bytes than stand together
	done strings.Builder
}

func (r *run) some() bool { return len(r.raw) > 0 || r.done.Len() > 0 }

// add adds a character that needs no decoding.
func (r *run) add(set encoding.Encoding, s string) {
	r.flush(set)
	r.done.WriteString(s)
}

func (r *run) flush(set encoding.Encoding) {
	if len(r.raw) > 0 {
		r.done.WriteString(codepage.Decode(set, r.raw))
		r.raw = r.raw[:0]
	}
}

func (r *run) token(set encoding.Encoding) token {
	r.flush(set)
	return token{kind: text, text: r.done.String()}
}
