package prose

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/read/escape"
)

const (
	maxLink  = 4 << 10 // bytes, one address
	maxLinks = 4 << 20 // bytes, all addresses of a document as they are written
)

func (p Piece) isText() bool { return p.photo == nil && p.note == 0 && !p.LineEnd }

// clean makes ordinary spaces and hyphens of the others, drops what has no width, and shows the signs that were pasted from a
// font of signs.
func clean(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf {
			return signs(strings.Map(cleanRune, s))
		}
	}
	return s
}

func cleanRune(r rune) rune {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', 0:
		return -1
	case '\u2011': // does not break
		return '-'
	}
	if r < ' ' || r == '\u0085' || unicode.Is(unicode.Z, r) {
		return ' '
	}
	return r
}

// signs replaces the private characters that stand for codes of a font of signs.
func signs(s string) string {
	isCode := func(r rune) bool { return r >= 0xf000 && r <= 0xf0ff }
	if strings.IndexFunc(s, isCode) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isCode(r) {
			sign, _ := Symbol("", r)
			b.WriteString(sign)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lines parts pieces at the line ends, without the empty lines.
func (b *Builder) lines(pieces []Piece) [][]Piece {
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
			p.Link = b.address(p.Link)
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
	var same []string // the texts of the last piece
	flush := func() {
		if len(same) > 1 {
			out[len(out)-1].Text = strings.Join(same, "")
		}
		same = same[:0]
	}
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
		if n := len(out); n > 0 && p.note == 0 && out[n-1].note == 0 && out[n-1].Link == p.Link {
			last := out[n-1]
			touching := !strings.HasSuffix(same[len(same)-1], " ") && !strings.HasPrefix(p.Text, " ")
			blank := strings.TrimSpace(p.Text) == ""
			if blank || touching && (last.Bold || last.Italic) && (p.Bold || p.Italic) {
				// Two kinds of emphasis that touch cannot be told apart in Markdown.
				p.Bold, p.Italic = last.Bold, last.Italic
			}
			if last.Bold == p.Bold && last.Italic == p.Italic {
				same = append(same, p.Text)
				continue
			}
		}
		flush()
		out, same = append(out, p), append(same, p.Text)
	}
	flush()
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
	from, to := 0, len(s)
	outside := func(r rune) bool { return r == ' ' || isWord(before) && !isWord(r) }
	for from < to {
		r, n := utf8.DecodeRuneInString(s[from:])
		if !outside(r) {
			break
		}
		from += n
		before = r
	}
	outside = func(r rune) bool { return r == ' ' || isWord(after) && !isWord(r) }
	for from < to {
		r, n := utf8.DecodeLastRuneInString(s[:to])
		if !outside(r) {
			break
		}
		to -= n
		after = r
	}
	return s[:from], s[from:to], s[to:]
}

func isWord(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) }

// address is Address, within the bounds of a document.
func (b *Builder) address(s string) string {
	known, seen := b.links[s]
	if !seen {
		if b.links == nil {
			b.links = map[string]string{}
		}
		known = Address(s)
		b.links[s] = known
	}
	if b.linked += len(known); b.linked > maxLinks {
		b.Warn("Het document heeft te veel links; de laatste zijn gewone tekst geworden.", "Splits het document.")
		return ""
	}
	return known
}

// Address gives a link as it is kept: to the web, mail, a telephone, a path of the site or pagina:KEY, another page of the
// same source. Anything else is no link: "".
func Address(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > maxLink {
		return ""
	}
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
