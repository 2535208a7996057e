package prose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/label"
)

// nameLabels name the row of a form that has the name of the initiative.
var nameLabels = []string{"naam", "naam initiatief", "naam van het initiatief", "initiatief", "titel"}

// isForm says whether a table of two columns has the fields of an initiative in its first: "Voor wie", "Wanneer".
func isForm(rows [][]Cell) bool {
	if columns(rows) != 2 {
		return false
	}
	known := 0
	for _, row := range rows {
		if len(row) > 0 && isLabel(row[0].name()) {
			known++
		}
	}
	return known >= 2 && known*2 >= len(rows)
}

// formName gives the name of the initiative that a form is about, "" when it has none.
func formName(rows [][]Cell) string {
	for _, row := range rows {
		if len(row) > 1 && slices.Contains(nameLabels, strings.ToLower(row[0].name())) && len(row[1].Blocks) == 1 {
			return row[1].Blocks[0].plain
		}
	}
	return ""
}

// isLabel says whether a name is one of the fields of an initiative.
func isLabel(name string) bool {
	return label.Initiative(&page.Initiative{}, name, "actief") // a value that every field takes
}

// name gives the text of a cell that is the name of a row or column; "" when it is no name.
func (c Cell) name() string {
	if len(c.Blocks) != 1 || utf8.RuneCountInString(c.Blocks[0].plain) > shortCell {
		return ""
	}
	return strings.TrimSpace(strings.TrimSuffix(c.Blocks[0].plain, ":"))
}

// form writes the rows of a form as lines "Voor wie: ouders". Longer text comes under its name.
func form(rows [][]Cell) []Block {
	var out []Block
	for _, row := range rows {
		name := ""
		if len(row) > 0 {
			name = row[0].name()
		}
		if len(row) < 2 || name == "" || len(row[1].Blocks) == 0 {
			for _, c := range row {
				out = append(out, c.Blocks...)
			}
			continue
		}
		if slices.Contains(nameLabels, strings.ToLower(name)) && len(row[1].Blocks) == 1 {
			title := row[1].Blocks[0]
			title.role = named
			out = append(out, title)
			continue
		}
		var lines [][]Piece
		for _, b := range row[1].Blocks {
			lines = append(lines, b.lines...)
		}
		if slices.ContainsFunc(row[1].Blocks, func(b Block) bool { return b.lines == nil }) { // a table or code
			out = append(append(out, row[0].Blocks...), row[1].Blocks...)
			continue
		}
		line := []Piece{{Text: name + ": ", Bold: true}}
		for i, l := range lines {
			if i > 0 {
				line = append(line, Piece{Text: separator(plain(lines[i-1]))})
			}
			line = append(line, l...)
		}
		out = append(out, Block{role: Text, lines: [][]Piece{line}, plain: plain(line)})
	}
	return out
}

// separator is what joins the lines of a value.
func separator(line string) string {
	if strings.ContainsAny(line[max(len(line)-1, 0):], ".,;:!?") {
		return " "
	}
	return ", "
}
