package sheet

import (
	"strings"

	"mijnopladers.nl/opladers/tools/read/escape"
)

// A row gives its cells by field and remembers which of them were used: the others go into the text.
type row struct {
	header
	cells []Cell
	used  []bool
}

func (r *row) filled() int {
	n := 0
	for _, c := range r.cells {
		if !c.Empty() {
			n++
		}
	}
	return n
}

// take gives the cell of a field and marks it as used.
func (r *row) take(field string) Cell {
	col, ok := r.at[field]
	if !ok || col >= len(r.cells) {
		return Cell{}
	}
	r.used[col] = true
	return r.cells[col]
}

func (r *row) text(field string) string { return strings.Join(strings.Fields(r.take(field).Text), " ") }

// keep puts a value that its field cannot hold back among what goes into the text.
func (r *row) keep(field string) {
	if col, ok := r.at[field]; ok && col < len(r.used) {
		r.used[col] = false
	}
}

// body makes the text of the page: the descriptions as they are, then every column that was not used.
func (r *row) body() string {
	var blocks, rest []string
	for i, c := range r.cells {
		if r.used[i] || strings.TrimSpace(c.Text) == "" {
			continue
		}
		text := escape.Paragraphs(c.Text)
		switch {
		case i < len(r.fields) && r.fields[i] == "text":
			blocks = append(blocks, text)
		case i >= len(r.names) || strings.TrimSpace(r.names[i]) == "":
			rest = append(rest, text)
		default:
			name := strings.Trim(strings.Join(strings.Fields(r.names[i]), " "), " :")
			rest = append(rest, "**"+escape.Inline(name)+":** "+text)
		}
	}
	return strings.Join(append(blocks, rest...), "\n\n")
}
