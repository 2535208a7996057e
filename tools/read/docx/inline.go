package docx

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/escape"
)

// A piece is a part of a paragraph: text in one look, or a picture, line break or footnote mark.
type piece struct {
	text         string
	bold, italic bool
	link         string
	photo        *page.Photo
	alt          string // of this use of the photo
	mark         string // Markdown that is written as it is: a footnote mark
	lineEnd      bool
}

func (p piece) isText() bool { return p.photo == nil && p.mark == "" && !p.lineEnd }

var clean = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2009", " ", "\u00ad", "", "\u200b", "", "\ufeff", "", "\t", " ", "\n", " ", "\r", " ")

// lines parts pieces at the line breaks, without the empty lines.
func lines(pieces []piece) [][]piece {
	var all [][]piece
	var line []piece
	flush := func() {
		for _, p := range line {
			if !p.isText() || strings.TrimSpace(p.text) != "" {
				all = append(all, line)
				break
			}
		}
		line = nil
	}
	for _, p := range pieces {
		if p.lineEnd {
			flush()
			continue
		}
		p.text = clean.Replace(p.text)
		line = append(line, p)
	}
	flush()
	return all
}

// plain gives the text of a line.
func plain(line []piece) string {
	var b strings.Builder
	for _, p := range line {
		b.WriteString(p.text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// markdown writes a line without its pictures. Emphasis is left out when bare is set, in headings.
func markdown(line []piece, bare bool) string {
	line = tidy(line, bare)
	var b strings.Builder
	for i := 0; i < len(line); {
		j := i + 1
		for j < len(line) && line[j].link == line[i].link {
			j++
		}
		before, _ := utf8.DecodeLastRuneInString(b.String())
		text := emphasised(line[i:j], before, firstRune(line[j:]))
		if address := line[i].link; address != "" && strings.TrimSpace(text) != "" {
			trimmed := strings.TrimSpace(text)
			lead, trail := text[:strings.Index(text, trimmed)], text[strings.Index(text, trimmed)+len(trimmed):]
			text = lead + "[" + trimmed + "](" + address + ")" + trail
		}
		b.WriteString(text)
		i = j
	}
	return strings.TrimSpace(b.String())
}

// tidy drops pictures, joins pieces that look the same, and makes single spaces.
func tidy(line []piece, bare bool) []piece {
	var out []piece
	space := true // at the start, or after a space
	for _, p := range line {
		if p.photo != nil {
			continue
		}
		if bare {
			p.bold, p.italic = false, false
		}
		var b strings.Builder
		for _, r := range p.text {
			if r == ' ' && space {
				continue
			}
			space = r == ' '
			b.WriteRune(r)
		}
		if p.mark != "" {
			space = false
		} else if p.text = b.String(); p.text == "" {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			touching := !last.endsOpen() && !strings.HasPrefix(p.text, " ")
			if p.mark == "" && last.mark == "" && last.link == p.link {
				blank := strings.TrimSpace(p.text) == ""
				if blank || touching && (last.bold || last.italic) && (p.bold || p.italic) {
					// Two kinds of emphasis that touch cannot be told apart in Markdown.
					p.bold, p.italic = last.bold, last.italic
				}
				if last.bold == p.bold && last.italic == p.italic {
					last.text += p.text
					continue
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// endsOpen reports whether something that follows p does not touch it.
func (p piece) endsOpen() bool { return p.mark != "" || strings.HasSuffix(p.text, " ") }

func firstRune(line []piece) rune {
	if len(line) == 0 {
		return ' '
	}
	if line[0].mark != "" || line[0].link != "" {
		return '['
	}
	r, _ := utf8.DecodeRuneInString(line[0].text)
	return r
}

// emphasised writes pieces with their markers; before and after are the characters around them.
func emphasised(line []piece, before, after rune) string {
	var b strings.Builder
	for i, p := range line {
		if p.mark != "" {
			b.WriteString(p.mark)
			continue
		}
		marker := ""
		if p.italic {
			marker = "*"
		}
		if p.bold {
			marker += "**"
		}
		if b.Len() > 0 {
			before, _ = utf8.DecodeLastRuneInString(b.String())
		}
		next := after
		if i+1 < len(line) {
			next = firstRune(line[i+1:])
		}
		lead, inner, trail := "", p.text, ""
		if marker != "" {
			lead, inner, trail = flank(p.text, before, next)
		}
		if inner == "" {
			marker = ""
		}
		b.WriteString(escape.Inline(lead) + marker + escape.Inline(inner) + marker + escape.Inline(trail))
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

// address checks a link: only the web, mail, telephone and paths of the site; anything else is no link.
func address(s string) string {
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
	case "mailto", "tel":
	case "":
		if !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") {
			return ""
		}
	default:
		return ""
	}
	s = strings.ReplaceAll(s, " ", "%20")
	if strings.ContainsAny(s, "()") {
		return "<" + s + ">"
	}
	return s
}
