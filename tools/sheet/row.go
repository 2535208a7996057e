package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/escape"
)

// A row gives its cells by field and remembers which of them were used: the others go into the text.
type row struct {
	header
	cells []Cell
	used  []bool

	status page.Status // that stands in the column of the time
	reason string
}

// words gives what stands in the row itself, shortened.
func (r *row) words() string {
	var all []string
	for _, c := range r.cells {
		if !c.Merged {
			all = append(all, strings.Fields(c.Text)...)
		}
	}
	if len(all) > 8 {
		all = append(all[:8:8], "…")
	}
	return strings.Join(all, " ")
}

// The most text of a row, in bytes: what its fields can hold, and all of it.
const (
	maxFields = 16_000
	maxText   = 1_000_000
)

// fits reports whether the text of a row can stand on a page.
func (c *collector) fits(r *row) bool {
	fields, all := 0, 0
	for col, cell := range r.cells {
		if all += len(cell.Text); col < len(r.fields) && r.fields[col] != "" && r.fields[col] != "text" {
			fields += len(cell.Text)
		}
	}
	if fields <= maxFields && all <= maxText {
		return true
	}
	c.title = strings.ToValidUTF8(c.title[:min(len(c.title), 100)], "")
	c.ask(fmt.Sprintf("Op de regel van ‘%s’ staat te veel tekst.", c.title), "Maak de tekst korter.")
	return false
}

// sound finds the errors and the formulas without a result in the row; false when the row cannot be read without them.
func (c *collector) sound(r *row) bool {
	sound := true
	for col, cell := range r.cells {
		if cell.Merged || !cell.NoResult && !isError.MatchString(cell.Text) {
			continue
		}
		name, f := "zonder naam", ""
		if col < len(r.names) {
			name, f = "‘"+strings.Join(strings.Fields(r.names[col]), " ")+"’", r.fields[col]
		}
		if cell.NoResult {
			c.gather("formula", notice.Question, fmt.Sprintf("In de kolom %s staat een formule zonder uitkomst.", name), "Open het bestand in Excel of LibreOffice, sla het op en stuur het opnieuw.", "Er staan formules zonder uitkomst op")
		} else {
			c.gather("error", notice.Question, fmt.Sprintf("In de kolom %s staat een fout: %s.", name, cell.Text), "Verbeter de formule, of typ de waarde.", "Er staat een fout van het rekenblad op")
		}
		r.used[col] = true
		switch f {
		case "date", "lastDate", "day", "month", "year", "repeat", "time", "begin", "end", "title", "status":
			sound = false
		default:
			r.cells = slices.Clone(r.cells)
			r.cells[col] = Cell{}
		}
	}
	return sound
}

var isError = regexp.MustCompile(`^#(?:REF!|VERW!|VALUE!|WAARDE!|NAME\?|NAAM\?|N/A|N/B|DIV/0!|DEEL/0!|NUM!|GETAL!|NULL!|LEEG!|SPILL!|OVERLOOP!|FOUT!|ERROR!)$`)

// filled counts the cells with a value of this row itself.
func (r *row) filled() int {
	n := 0
	for _, c := range r.cells {
		if !c.Empty() && !c.Merged {
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

// peek gives the cell of a field without using it.
func (r *row) peek(field string) Cell {
	if col, ok := r.at[field]; ok && col < len(r.cells) {
		return r.cells[col]
	}
	return Cell{}
}

// only reports whether the row says nothing but these fields.
func (r *row) only(fields ...string) bool {
	for i, c := range r.cells {
		if !c.Empty() && !c.Merged && (i >= len(r.fields) || !slices.Contains(fields, r.fields[i])) {
			return false
		}
	}
	return true
}

// struck reports whether the name, or everything in the row, is struck through.
func (r *row) struck() bool {
	if c := r.peek("title"); !c.Empty() {
		return c.Struck
	}
	return !slices.ContainsFunc(r.cells, func(c Cell) bool { return !c.Empty() && !c.Struck })
}

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
