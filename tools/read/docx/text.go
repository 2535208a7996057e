package docx

import (
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// describe says what a paragraph is: by its style, or because it is numbered.
func (w *walker) describe(st style, pr *node, pieces []prose.Piece) prose.Paragraph {
	p := prose.Paragraph{Role: st.role, Level: st.level, Pieces: pieces}
	if st.role != prose.Text && st.role != prose.Quote {
		return p
	}
	num, ilvl := st.numID, st.ilvl
	if n := pr.Child("numPr"); n != nil {
		if v := val(n, "numId"); v != "" {
			num = v
		}
		if v := val(n, "ilvl"); v != "" {
			ilvl = v
		}
	}
	level, _ := strconv.Atoi(ilvl)
	level = min(max(level, 0), 8)
	if start, isItem := w.styles.start(num, level); isItem && start >= 0 && hasText(pieces) {
		p.Role, p.Level, p.List, p.Number = prose.Item, level, num, w.count(num, level, start)
	}
	return p
}

// hasText says whether a paragraph has text: one without is not shown, and so it is not counted.
func hasText(pieces []prose.Piece) bool {
	for _, p := range pieces {
		if strings.TrimSpace(p.Text) != "" {
			return true
		}
	}
	return false
}

// count gives the number of an item in a numbered list, 0 for a bullet.
func (w *walker) count(num string, level, start int) int {
	if start == 0 {
		return 0
	}
	for deeper := level + 1; deeper < 9; deeper++ { // deeper levels begin again
		delete(w.counts, num+"/"+strconv.Itoa(deeper))
	}
	key := num + "/" + strconv.Itoa(level)
	if n, running := w.counts[key]; running {
		start = n
	}
	w.counts[key] = start + 1
	return start
}
