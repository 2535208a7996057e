package odt

import (
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// maxParents is how many styles a style may inherit from.
const maxParents = 20

// A style is what of a style matters to us, with what it inherits; "" and 0 are what no style says.
type style struct {
	role          prose.Role
	level         int // of a heading
	list          string
	weight, slant string
	position      string // raised or lowered
	size          float64
	hidden        bool
}

type stylesheet struct {
	raw       map[string]*node // by family and name
	automatic map[*node]bool
	styles    map[string]style // the ones that were asked for
	lists     map[string]*node
	size      float64 // of letters where no style says it
}

func readStyles(d document) *stylesheet {
	s := &stylesheet{raw: map[string]*node{}, automatic: map[*node]bool{}, styles: map[string]style{}, lists: map[string]*node{}, size: 12}
	s.add(d.common.Child("styles"), false)
	s.add(d.content.Child("automatic-styles"), true)
	return s
}

func (s *stylesheet) add(list *node, automatic bool) {
	for n := range list.Kids() {
		switch n.Name {
		case "style":
			s.raw[n.Attr("family")+"/"+n.Attr("name")] = n
			s.automatic[n] = automatic
		case "list-style":
			s.lists[n.Attr("name")] = n
		case "default-style":
			if size := points(n.Child("text-properties").Attr("font-size")); n.Attr("family") == "paragraph" && size > 0 {
				s.size = size
			}
		}
	}
}

// of gives the style of a family with a name; a style that is nowhere defined is known by its name.
func (s *stylesheet) of(family, name string) style {
	key := family + "/" + name
	st, known := s.styles[key]
	if !known {
		st = s.resolve(family, name)
		s.styles[key] = st
	}
	return st
}

// resolve follows the parents of a style; the nearest one that says something decides. How the letters of a paragraph look
// counts only when a person did it: in its automatic style.
func (s *stylesheet) resolve(family, name string) style {
	var st style
	for depth := 0; name != "" && depth < maxParents; depth++ {
		n := s.raw[family+"/"+name]
		shown := n.Attr("display-name")
		if shown == "" {
			shown = spaced(name)
		}
		if st.role == prose.Text && !s.automatic[n] {
			st.role, st.level = prose.StyleRole(shown)
		}
		if level, err := strconv.Atoi(n.Attr("default-outline-level")); st.role == prose.Text && err == nil && level > 0 {
			st.role, st.level = prose.Heading, level
		}
		if st.list == "" {
			st.list = n.Attr("list-style-name")
		}
		look := n.Child("text-properties")
		if family == "text" || s.automatic[n] {
			inherit(&st.weight, look.Attr("font-weight"))
			inherit(&st.slant, look.Attr("font-style"))
			inherit(&st.position, look.Attr("text-position"))
		}
		if st.size == 0 {
			st.size = points(look.Attr("font-size"))
		}
		st.hidden = st.hidden || look.Attr("display") == "none"
		name = n.Attr("parent-style-name")
	}
	return st
}

func inherit(to *string, value string) {
	if *to == "" {
		*to = value
	}
}

// spaced reads the name of a style, in which LibreOffice writes other characters than letters as _20_.
func spaced(name string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(name, "_")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		code, rest, closed := strings.Cut(after, "_")
		if n, err := strconv.ParseUint(code, 16, 16); closed && err == nil && len(code) >= 2 {
			b.WriteRune(rune(n))
			name = rest
			continue
		}
		b.WriteByte('_')
		name = after
	}
}

// points reads a size of letters: 14pt. A share of another size is not read.
func points(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "pt"), 64)
	if err != nil || !(n > 0 && n < 1000) {
		return 0
	}
	return n
}

// A look is how letters are shown.
type look struct {
	prose.Piece
	position string
	size     float64
	hidden   bool
}

// with gives the look of text in a style inside text with look l.
func (l look) with(st style) look {
	if st.weight != "" {
		n, err := strconv.Atoi(st.weight)
		l.Bold = st.weight == "bold" || err == nil && n >= 600
	}
	if st.slant != "" {
		l.Italic = st.slant == "italic" || st.slant == "oblique"
	}
	if st.position != "" {
		l.position = st.position
	}
	if st.size > 0 {
		l.size = st.size
	}
	l.hidden = l.hidden || st.hidden
	return l
}

// write writes raised and lowered text with the characters that there are for it.
func (l look) write(s string) string {
	switch {
	case l.position == "" || strings.HasPrefix(l.position, "0%"):
		return s
	case strings.HasPrefix(l.position, "sub"), strings.HasPrefix(l.position, "-"):
		return prose.Subscript(s)
	}
	return prose.Superscript(s)
}

// mark tells how a list shows its items at a level from 0: the first number, 0 for a bullet, -1 for no mark.
func (s *stylesheet) mark(list string, level int) int {
	for n := range s.lists[list].Kids() {
		if n.Attr("level") != strconv.Itoa(level+1) {
			continue
		}
		switch {
		case n.Name != "list-level-style-number":
			return 0
		case n.Attr("num-format") == "":
			return -1
		}
		if first, err := strconv.Atoi(n.Attr("start-value")); err == nil && first >= 0 && first < 1e6 {
			return first
		}
		return 1
	}
	return 0
}
