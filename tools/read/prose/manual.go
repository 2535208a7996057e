package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	bulletMark = regexp.MustCompile(`^(?:([•·∙▪◦●○■□►▶➢✓✔❖‣⁃])\s*|([-–—*o]) )\S`)
	numberMark = regexp.MustCompile(`^(\d{1,3})[.)] \S`)
	letterMark = regexp.MustCompile(`^([a-z])\) \S`)
	drawn      = regexp.MustCompile(`^[-_=*~.–—•· ]{5,}$`)
)

// A mark is what a person typed before an item: a bullet, a number or a letter.
type mark struct {
	kind   string // the bullet, 1 or a
	number int    // of a number or letter
	length int    // characters
}

// markOf gives the mark at the start of a line.
func markOf(line string) (mark, bool) {
	if startsWord(line) {
		return mark{}, false
	}
	if m := bulletMark.FindStringSubmatch(line); m != nil {
		return mark{kind: m[1] + m[2], length: 1}, true
	}
	if m := numberMark.FindStringSubmatch(line); m != nil {
		n, _ := strconv.Atoi(m[1])
		return mark{kind: "1", number: n, length: len(m[1]) + 1}, true
	}
	if m := letterMark.FindStringSubmatch(line); m != nil {
		return mark{kind: "a", number: int(m[1][0]-'a') + 1}, true // it stays: the text may speak of point b
	}
	return mark{}, false
}

// startsWord says that a line begins with a word of more than one letter, as most do.
func startsWord(line string) bool {
	return len(line) > 1 && isLower(line[0]|0x20) && isLower(line[1]|0x20)
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

// manual makes lists of paragraphs, and of the lines in a paragraph, that a person marked by hand: of two or more in a row. It drops
// lines that are drawn with signs.
func manual(blocks []Block) []Block {
	out := make([]Block, 0, len(blocks))
	var run []Block
	var marks []mark
	lists := 0
	flush := func() {
		n := len(run)
		for n > 0 && alone(marks[:n]) {
			n--
		}
		if isList(marks[:n]) {
			out = append(out, items(run[:n], marks, &lists)...)
			run = run[n:]
		}
		out = append(out, run...)
		run, marks = nil, nil
	}
	for _, b := range parted(blocks) {
		if b.role == Text && !startsWord(b.plain) && drawn.MatchString(b.plain) {
			continue
		}
		m, marked := mark{}, false
		if b.role == Text {
			m, marked = markOf(firstLine(b))
		}
		if !marked {
			flush()
			out = append(out, b)
			continue
		}
		run, marks = append(run, b), append(marks, m)
	}
	flush()
	return out
}

func firstLine(b Block) string {
	if len(b.lines) == 1 {
		return b.plain
	}
	return plain(b.lines[0])
}

// parted makes paragraphs of the lines in a paragraph of which two in a row are marked.
func parted(blocks []Block) []Block {
	out := make([]Block, 0, len(blocks))
	for _, b := range blocks {
		if b.role != Text || len(b.lines) < 2 {
			out = append(out, b)
			continue
		}
		var marked []bool
		for _, line := range b.lines {
			_, yes := markOf(plain(line))
			marked = append(marked, yes)
		}
		from := 0
		cut := func(to int) {
			if from < to {
				part := b
				part.lines = b.lines[from:to]
				part.plain = plain(part.lines...)
				out = append(out, part)
			}
			from = to
		}
		for i := range b.lines {
			if marked[i] && (i > 0 && marked[i-1] || i+1 < len(marked) && marked[i+1]) {
				cut(i)
				cut(i + 1)
			}
		}
		cut(len(b.lines))
	}
	return out
}

// alone says whether the last mark is the only one of its kind.
func alone(marks []mark) bool {
	last := len(marks) - 1
	return !slices.ContainsFunc(marks[:last], func(m mark) bool { return m.kind == marks[last].kind })
}

// isList says whether marks in a row are those of a list: two of one kind, and numbers that count on or begin again.
func isList(marks []mark) bool {
	seen := map[string]int{}
	last := map[string]int{}
	most := 0
	for _, m := range marks {
		if m.number > 0 && seen[m.kind] > 0 && m.number != last[m.kind]+1 && m.number != 1 {
			return false
		}
		if m.kind == "a" && seen["a"] == 0 && m.number != 1 {
			return false
		}
		last[m.kind] = m.number
		seen[m.kind]++
		most = max(most, seen[m.kind])
	}
	return most >= 2
}

// items makes items of marked paragraphs. Another mark is a level deeper, until the first one comes back. It counts the lists.
func items(run []Block, marks []mark, lists *int) []Block {
	var open []string
	var out []Block
	for i, b := range run {
		m := marks[i]
		level := 0
		for level < len(open) && open[level] != m.kind {
			level++
		}
		open = append(open[:level], m.kind)
		if i == 0 || level == 0 && m.kind == "1" && m.number == 1 {
			*lists++
		}
		b.role, b.level, b.list, b.number = Item, level, fmt.Sprintf("hand %d", *lists), 0
		if m.kind == "1" {
			b.number = m.number
		}
		b.lines = append([][]Piece{unmarked(b.lines[0], m.length)}, b.lines[1:]...)
		b.plain = plain(b.lines...)
		out = append(out, b)
	}
	return out
}

// unmarked drops the mark at the start of a line.
func unmarked(line []Piece, length int) []Piece {
	out := append([]Piece{}, line...)
	for i := range out {
		for out[i].Text != "" {
			r, n := utf8.DecodeRuneInString(out[i].Text)
			if !unicode.IsSpace(r) {
				if length == 0 {
					return out
				}
				length--
			}
			out[i].Text = strings.TrimPrefix(out[i].Text, out[i].Text[:n])
		}
	}
	return out
}
