package merge

import "strings"

// maxBlocks is how many blocks of a text are told apart. A longer text is one block.
const maxBlocks = 10_000

// text is the body of a page: white space, then blocks.
type text struct {
	lead   string
	blocks []block
}

// block is a paragraph, or whatever else stands between blank lines.
type block struct {
	raw   string // its bytes, without the last line end
	after string // the white space up to the next one
	norm  string // what counts of it
}

// split parts a body at its blank lines.
func split(body string) text {
	var ends [][2]int // of each block: where it begins and ends
	var code fence
	gap, at := true, 0 // gap: a blank line is right above
	for line := range strings.Lines(body) {
		from, to := at, at+len(strings.TrimRight(line, "\r\n"))
		at += len(line)
		switch last := len(ends) - 1; {
		case strings.TrimSpace(line) == "" && !code.open():
			gap = true
			continue
		case last < 0 || gap && !continues(line):
			ends = append(ends, [2]int{from, to})
		default:
			ends[last][1] = to
		}
		gap = false
		code.next(line)
	}
	if len(ends) == 0 {
		return text{lead: body}
	}
	if n := len(ends); n > maxBlocks {
		ends = [][2]int{{ends[0][0], ends[n-1][1]}}
	}
	t := text{lead: body[:ends[0][0]]}
	for i, e := range ends {
		next := len(body)
		if i+1 < len(ends) {
			next = ends[i+1][0]
		}
		raw := body[e[0]:e[1]]
		t.blocks = append(t.blocks, block{raw, body[e[1]:next], normal(raw)})
	}
	return t
}

// continues says whether a line goes on with the block above the blank line, as the second paragraph of an item does.
func continues(line string) bool {
	return strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t")
}

// normal is a block without what does not count: the kind of line ends and trailing white space, apart from hard breaks.
func normal(raw string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(raw, "\n") {
		bare := strings.TrimRight(line, " \t\r")
		b.WriteString(bare)
		if strings.HasSuffix(strings.TrimRight(line, "\r"), "  ") {
			b.WriteString("  ")
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), " \n")
}

// fence is the code fence that the lines are in, or no fence.
type fence struct {
	mark byte
	long int
}

func (f *fence) open() bool { return f.long > 0 }

// next reads a line: it may open or close a fence. One within a list is indented.
func (f *fence) next(line string) {
	line = strings.TrimLeft(line, " \t")
	if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
		return
	}
	rest := strings.TrimLeft(line, line[:1])
	long := len(line) - len(rest)
	switch {
	case !f.open() && (line[0] == '~' || !strings.Contains(rest, "`")):
		*f = fence{line[0], long}
	case f.open() && line[0] == f.mark && long >= f.long && strings.TrimSpace(rest) == "":
		*f = fence{}
	}
}
