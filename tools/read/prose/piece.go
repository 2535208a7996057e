package prose

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/read/escape"
)

func (p Piece) isText() bool { return p.photo == nil && p.note == 0 && !p.LineEnd }

// clean makes ordinary spaces of the others and drops what has no width.
func clean(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf {
			return strings.Map(cleanRune, s)
		}
	}
	return s
}

func cleanRune(r rune) rune {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', 0:
		return -1
	case '\u2011': // a hyphen that does not break
		return '-'
	}
	if r < ' ' || r == '\u0085' || unicode.Is(unicode.Z, r) {
		return ' '
	}
	return r
}

// lines parts pieces at the line ends, without the empty lines.
func lines(pieces []Piece) [][]Piece {
	var all [][]Piece
	var line []Piece
	some := false
	flush := func() {
		if some {
			all = append(all, line)
		}
		line, some = nil, false
	}
	for _, p := range pieces {
		if p.LineEnd {
			flush()
			continue
		}
		p.Text = clean(p.Text)
		if p.Link != "" {
			p.Link = Address(p.Link)
		}
		if p.photo == nil && p.note == 0 && p.Text == "" {
			continue
		}
		some = some || !p.isText() || strings.TrimSpace(p.Text) != ""
		line = append(line, p)
	}
	flush()
	return all
}

func hasText(line []Piece) bool {
	for _, p := range line {
		if p.note > 0 || strings.TrimSpace(p.Text) != "" {
			return true
		}
	}
	return false
}

// plain gives the text of lines.
func plain(lines ...[]Piece) string {
	var b strings.Builder
	for _, line := range lines {
		for _, p := range line {
			b.WriteString(p.Text)
		}
		b.WriteByte(' ')
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// markdown writes a line without its pictures. Emphasis is left out when bare is set, in headings.
func markdown(line []Piece, bare bool) string {
	line = tidy(line, bare)
	var b strings.Builder
	before := ' '
	for i := 0; i < len(line); {
		j := i + 1
		for j < len(line) && line[j].Link == line[i].Link {
			j++
		}
		text := emphasised(line[i:j], before, firstRune(line[j:]))
		if address := line[i].Link; address != "" && strings.TrimSpace(text) != "" {
			trimmed := strings.TrimSpace(text)
			lead, trail, _ := strings.Cut(text, trimmed)
			text = lead + "[" + trimmed + "](" + destination(address) + ")" + trail
		}
		if b.WriteString(text); text != "" {
			before, _ = utf8.DecodeLastRuneInString(text)
		}
		i = j
	}
	return strings.TrimSpace(b.String())
}

// tidy drops pictures, joins pieces that look the same, and makes single spaces.
func tidy(line []Piece, bare bool) []Piece {
	var out []Piece
	space := true // at the start, or after a space
	for _, p := range line {
		if p.photo != nil {
			continue
		}
		if bare {
			p.Bold, p.Italic = false, false
		}
		if p.note > 0 {
			space = false
		} else if p.Text, space = single(p.Text, space); p.Text == "" {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			touching := !last.endsOpen() && !strings.HasPrefix(p.Text, " ")
			if p.note == 0 && last.note == 0 && last.Link == p.Link {
				blank := strings.TrimSpace(p.Text) == ""
				if blank || touching && (last.Bold || last.Italic) && (p.Bold || p.Italic) {
					// Two kinds of emphasis that touch cannot be told apart in Markdown.
					p.Bold, p.Italic = last.Bold, last.Italic
				}
				if last.Bold == p.Bold && last.Italic == p.Italic {
					last.Text += p.Text
					continue
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// single makes single spaces; space says whether the character before s is one, and after it whether its last is.
func single(s string, space bool) (string, bool) {
	if !strings.Contains(s, "  ") && (!space || !strings.HasPrefix(s, " ")) {
		return s, strings.HasSuffix(s, " ") || s == "" && space
	}
	var b strings.Builder
	for _, r := range s {
		if r == ' ' && space {
			continue
		}
		space = r == ' '
		b.WriteRune(r)
	}
	return b.String(), space
}

// endsOpen reports whether something that follows p does not touch it.
func (p Piece) endsOpen() bool { return p.note > 0 || strings.HasSuffix(p.Text, " ") }

func firstRune(line []Piece) rune {
	if len(line) == 0 {
		return ' '
	}
	if line[0].note > 0 || line[0].Link != "" {
		return '['
	}
	r, _ := utf8.DecodeRuneInString(line[0].Text)
	return r
}

// emphasised writes pieces with their markers; before and after are the characters around them.
func emphasised(line []Piece, before, after rune) string {
	var b strings.Builder
	for i, p := range line {
		if p.note > 0 {
			b.WriteString(noteMark(p.note))
			before = ']'
			continue
		}
		marker := ""
		if p.Italic {
			marker = "*"
		}
		if p.Bold {
			marker += "**"
		}
		next := after
		if i+1 < len(line) {
			next = firstRune(line[i+1:])
		}
		lead, inner, trail := "", p.Text, ""
		if marker != "" {
			lead, inner, trail = flank(p.Text, before, next)
		}
		if inner == "" {
			marker = ""
		}
		text := escape.Inline(lead) + marker + escape.Inline(inner) + marker + escape.Inline(trail)
		if b.WriteString(text); text != "" {
			before, _ = utf8.DecodeLastRuneInString(text)
		}
	}
	return b.String()
}

// flank moves to the outside what would keep the markers from being read as markers: spaces, and punctuation
// that touches a letter on the other side (CommonMark's flanking rules).
func flank(s string, before, after rune) (lead, inner, trail string) {
	inner = strings.TrimLeft(s, " ")
	lead = s[:len(s)-len(inner)]
	if lead != "" {
		before = ' '
	}
	trimmed := strings.TrimRight(inner, " ")
	trail = inner[len(trimmed):]
	if trail != "" {
		after = ' '
	}
	inner = trimmed
	for inner != "" && isWord(before) {
		r, n := utf8.DecodeRuneInString(inner)
		if isWord(r) {
			break
		}
		lead, inner = lead+inner[:n], inner[n:]
		before = r
	}
	for inner != "" && isWord(after) {
		r, n := utf8.DecodeLastRuneInString(inner)
		if isWord(r) {
			break
		}
		trail, inner = inner[len(inner)-n:]+trail, inner[:len(inner)-n]
		after = r
	}
	if t := strings.Trim(inner, " "); t != inner {
		return lead + inner[:strings.Index(inner, t)], t, inner[strings.Index(inner, t)+len(t):] + trail
	}
	return lead, inner, trail
}

func isWord(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) }

// Address gives a link as it is kept: to the web, mail, a telephone, a path of the site or pagina:KEY, another page of the
// same source. Anything else is no link: "".
func Address(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || strings.ContainsAny(s, "<>\n\r\\") {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto", "tel", "pagina":
	case "":
		if !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") {
			return ""
		}
	default:
		return ""
	}
	return strings.ReplaceAll(s, " ", "%20")
}

// destination writes an address inside ](…).
func destination(address string) string {
	if strings.ContainsAny(address, "()") {
		return "<" + address + ">"
	}
	return address
}
