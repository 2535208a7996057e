package merge

import (
	"regexp"
	"slices"
	"strings"
)

var (
	noteMark = regexp.MustCompile(`(?:^|[^\\])\[\^([^\[\]\s]+)\]`)
	noteLine = regexp.MustCompile(`^ {0,3}\[\^([^\[\]\s]+)\]:(.*)`)
)

// notes are the footnotes of a text, by their labels.
type notes map[string]note

type note struct {
	text  string
	block string // the hash of the block that it stands in
}

func notesOf(pieces []piece) notes {
	all := notes{}
	for _, p := range pieces {
		var label string
		var text strings.Builder
		end := func() {
			if _, ok := all[label]; label != "" && !ok { // the first one counts
				all[label] = note{strings.TrimSpace(text.String()), hash(p.block().norm)}
			}
			text.Reset()
		}
		for line := range strings.SplitSeq(p.block().norm, "\n") {
			if strings.HasPrefix(strings.TrimLeft(line, " "), "[^") {
				if m := noteLine.FindStringSubmatch(line); m != nil {
					end()
					label, line = m[1], m[2]
				}
			}
			text.WriteString(line)
			text.WriteByte('\n')
		}
		end()
	}
	return all
}

// keepsNotes says whether every footnote mark still has its note, and points at no other one than on the side it comes from.
func keepsNotes(pieces []piece, base []string, own, source *text) bool {
	known := set(base)
	page, theirs, now := notesOf(own.all()), notesOf(source.all()), notesOf(pieces)
	var texts []string
	for _, n := range now {
		texts = append(texts, n.text)
	}
	slices.Sort(texts)
	for _, p := range pieces {
		had := page
		if p.side == source {
			had = theirs
		}
		for _, mark := range noteMark.FindAllStringSubmatch(p.block().norm, -1) {
			want, defined := had[mark[1]]
			if !defined {
				continue
			}
			got, ok := now[mark[1]]
			if !ok {
				return false
			}
			if got.text == want.text {
				continue
			}
			// A note may be written better. It may not be another note: one that both sides added under one label, or
			// one that moved to another label.
			_, moved := slices.BinarySearch(texts, want.text)
			if moved || !known[want.block] && !known[got.block] {
				return false
			}
		}
	}
	return true
}
