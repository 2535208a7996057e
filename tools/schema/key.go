package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"mijnopladers.nl/opladers/tools/page"
)

// unknown tells of a key that means nothing here, and what may be meant.
func (c *checker) unknown(v *ast.MappingValueNode, known fields, have map[string]*ast.MappingValueNode, path string) {
	key := keyOf(v)
	p := Problem{Rule: UnknownKey, Key: join(path, key)}
	lower := strings.ToLower(key)
	with := ""
	if path == "" {
		with = instead[lower]
	}
	p.Text = fmt.Sprintf("De site kent het woord ‘%s’ hier niet. Wat erachter staat, doet niets.", key)
	others := elsewhere(lower)
	switch {
	case with != "":
		p.Text = fmt.Sprintf("De site leest ‘%s’ niet. Die datum staat hier achter ‘%s’.", key, with)
	case path == "" && len(others) > 0:
		p.Text = fmt.Sprintf("‘%s’ hoort bij %s. Deze pagina is %s. Wat erachter staat, doet niets.", key, strings.Join(others, " of "), names[c.kind])
		p.Hint = "Haal de regel weg, of kijk of achter soort: het goede woord staat."
		if c.kind == "" {
			p.Hint = "Schrijf boven de tekst welke soort pagina dit is, zoals soort: " + strings.TrimPrefix(others[0], "een ") + ". Of haal de regel weg."
		}
	default:
		with = nearest(lower, known, have)
	}
	var fix *Fix
	if with != "" {
		p.Hint = fmt.Sprintf("Bedoelt u ‘%s’? Verander het woord voor de dubbele punt.", with)
		if have[with] == nil {
			fix = c.replace(v.Key, with)
		}
	}
	if p.Hint == "" {
		p.Hint = "Kijk in docs/inhoud.md hoe het heet. Is het een eigen woord? Zet er x_ voor: x_" + page.Slug(key) + "."
	}
	c.add(p, v, fix)
}

// twice tells of a key that stands there a second time.
func (c *checker) twice(first, second *ast.MappingValueNode, path string) {
	key := keyOf(second)
	p := Problem{Rule: Unreadable, Key: path, Text: fmt.Sprintf("‘%s’ staat er twee keer: ook op regel %d. Daardoor kan de site de pagina niet lezen.", key, c.lineOf(first)),
		Hint: "Haal een van de twee regels weg."}
	c.add(p, second, c.without(first, second))
}

// without makes the fix that takes away a line that says the same as an earlier one.
func (c *checker) without(first, second *ast.MappingValueNode) *Fix {
	a, b := first.Key.GetToken().Position.Line, second.Key.GetToken().Position.Line
	if a >= b || b > len(c.lines) || strings.TrimSpace(c.words(c.lines[a-1])) != strings.TrimSpace(c.words(c.lines[b-1])) {
		return nil
	}
	if _, ok := plain(second.Value); !ok {
		return nil
	}
	at := c.lines[b-1].at
	end := c.lines[b-1].end
	for end < len(c.data) && c.data[end-1] != '\n' {
		end++
	}
	return &Fix{at, end, ""}
}

// nearest gives the known key that is meant by one that is not: written with other signs, or with one or two wrong letters. It is
// "" when none is near, or several are.
func nearest(key string, known fields, have map[string]*ast.MappingValueNode) string {
	folded := strings.NewReplacer(" ", "_", "-", "_", ".", "").Replace(key)
	if _, ok := known[folded]; ok {
		return folded
	}
	best, found, several := 3, "", false
	for _, k := range slices.Sorted(maps.Keys(known)) {
		if have[k] != nil || len(k) > 40 || len(folded) > 40 {
			continue
		}
		if d := distance(folded, k); d < best && d*3 <= max(len(k), len(folded)) {
			best, found, several = d, k, false
		} else if d == best {
			several = true
		}
	}
	if several {
		return ""
	}
	return found
}

// distance counts the letters to add, take away, change or swap to make b of a.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
