package mail

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// plainLines parts a plain text in lines. In format=flowed (RFC 3676) lines that end in a space go on, and one that begins with a
// space, a sign of quoting or From has a space before it.
func plainLines(text string, flowed, delSp bool) []line {
	var lines []line
	var parts [][]string // of each line
	goesOn := false
	for raw := range strings.Lines(text) {
		if len(lines) > maxLines { // which is refused
			break
		}
		raw = strings.TrimRight(raw, "\r\n")
		depth := 0
		for strings.HasPrefix(raw, ">") {
			depth++
			raw = raw[1:]
			if !flowed {
				raw = strings.TrimPrefix(raw, " ")
			}
		}
		if flowed {
			raw = strings.TrimPrefix(raw, " ")
		}
		last := len(lines) - 1
		joins := goesOn && lines[last].depth == depth && raw != signature
		if goesOn = flowed && strings.HasSuffix(raw, " ") && raw != signature; goesOn && delSp {
			raw = strings.TrimSuffix(raw, " ")
		}
		if joins {
			parts[last] = append(parts[last], raw)
		} else {
			lines, parts = append(lines, line{depth: depth}), append(parts, []string{raw})
		}
	}
	for i := range lines {
		lines[i].raw = strings.Join(parts[i], "")
		lines[i].text = strings.Join(strings.Fields(lines[i].raw), " ")
	}
	return lines
}

// signature stands above the closing of a mail.
const signature = "-- "

// The widths at which programs break lines.
const (
	narrowest = 60
	widest    = 100
)

// width gives the width at which the lines were broken, 0 when they were not.
func width(lines []line) int {
	most, full := 0, 0
	for _, l := range lines {
		n := utf8.RuneCountInString(l.raw)
		if n > widest && strings.Contains(l.text, " ") && !strings.Contains(l.text, "://") {
			return 0
		}
		if n <= widest {
			most = max(most, n)
		}
	}
	for i := 0; i+1 < len(lines); i++ {
		if full < 3 && broken(lines[i], lines[i+1], most) {
			full++
		}
	}
	if most < narrowest || full == 0 {
		return 0
	}
	return most
}

// broken says whether a line ends where the first word of the next one did not fit.
func broken(l, next line, width int) bool {
	if l.blank() || next.blank() || l.depth != next.depth || bullet.MatchString(next.raw) {
		return false
	}
	first, _, _ := strings.Cut(next.text, " ")
	return utf8.RuneCountInString(l.raw)+1+utf8.RuneCountInString(first) > width
}

var bullet = regexp.MustCompile(`^\s*(?:[-*•·–]|(\d{1,3})[.)])\s+(\S.*)$`)

// writePlain adds lines of plain text as paragraphs, lists and quotes.
func writePlain(b *prose.Builder, lines []line, width int) {
	var p prose.Paragraph
	flush := func() {
		b.Paragraph(p)
		p = prose.Paragraph{}
	}
	for i, l := range lines {
		goesOn := i > 0 && width > 0 && broken(lines[i-1], l, width)
		item := bullet.FindStringSubmatch(l.raw)
		switch {
		case l.blank():
			flush()
			continue
		case goesOn:
			p.Pieces = append(p.Pieces, prose.Piece{Text: " "})
		case item != nil:
			flush()
			number, _ := strconv.Atoi(item[1])
			p = prose.Paragraph{Role: prose.Item, Number: number}
			l.text = item[2]
		case i > 0 && lines[i-1].depth != l.depth, p.Role == prose.Item && !strings.HasPrefix(l.raw, " "):
			flush()
		case len(p.Pieces) > 0:
			p.Pieces = append(p.Pieces, prose.Piece{LineEnd: true})
		}
		if l.depth > 0 && p.Role == prose.Text {
			p.Role = prose.Quote
		}
		p.Pieces = append(p.Pieces, prose.Piece{Text: l.text})
	}
	flush()
}
