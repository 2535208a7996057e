package docx

import (
	"strconv"

	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// A style is what of a style matters to us, with what it inherits.
type style struct {
	role         prose.Role
	level        int // of a heading, from 1
	numID, ilvl  string
	bold, italic bool
}

// numbered tells how the levels of a list look: number is the first one, 0 for a bullet, -1 for no mark at all.
type numbered map[string]int

type stylesheet struct {
	raw       map[string]*node    // by id
	styles    map[string]style    // the ones that were asked for
	numbering map[string]numbered // by numId
}

// readStyles reads styles.xml and numbering.xml; what cannot be read has no styles.
func readStyles(pkg *opc.Package, rels map[string]opc.Rel) *stylesheet {
	s := &stylesheet{raw: map[string]*node{}, styles: map[string]style{}, numbering: map[string]numbered{}}
	root, _ := tree(pkg, opc.ByType(rels, "/styles"))
	for n := range root.Kids() {
		if n.Name == "style" {
			s.raw[n.Attr("styleId")] = n
		}
	}
	root, _ = tree(pkg, opc.ByType(rels, "/numbering"))
	s.readNumbering(root)
	return s
}

// of gives the style with an id; a style that is nowhere defined is known by its id.
func (s *stylesheet) of(id string) style {
	st, known := s.styles[id]
	if !known {
		if s.raw[id] != nil {
			st = resolve(s.raw, id)
		} else {
			st.role, st.level = prose.StyleRole(id)
		}
		s.styles[id] = st
	}
	return st
}

// resolve follows the styles that a style is based on; the nearest one decides.
func resolve(raw map[string]*node, id string) style {
	var st style
	bold, italic := false, false
	for depth := 0; id != "" && depth < 20; depth++ {
		n := raw[id]
		if n == nil {
			break
		}
		if st.role == prose.Text {
			st.role, st.level = prose.StyleRole(val(n, "name"))
		}
		if lvl := val(n, "pPr", "outlineLvl"); st.role == prose.Text && len(lvl) == 1 && lvl < "9" {
			st.role, st.level = prose.Heading, int(lvl[0]-'0')+1
		}
		if num := n.Child("pPr", "numPr"); num != nil && st.numID == "" {
			st.numID, st.ilvl = val(num, "numId"), val(num, "ilvl")
		}
		if r := n.Child("rPr"); r != nil && n.Attr("type") == "character" {
			bold, italic = bold || on(r, "b"), italic || on(r, "i")
		}
		id = val(n, "basedOn")
	}
	st.bold, st.italic = bold, italic
	return st
}

func (s *stylesheet) readNumbering(root *node) {
	abstract := map[string]numbered{}
	for n := range root.Kids() {
		if n.Name == "abstractNum" {
			abstract[n.Attr("abstractNumId")] = levels(n)
		}
	}
	for n := range root.Kids() {
		if n.Name != "num" {
			continue
		}
		all := numbered{}
		for ilvl, first := range abstract[val(n, "abstractNumId")] {
			all[ilvl] = first
		}
		for o := range n.Kids() {
			if o.Name != "lvlOverride" {
				continue
			}
			for ilvl, first := range levels(o) {
				all[ilvl] = first
			}
			if first, err := strconv.Atoi(val(o, "startOverride")); err == nil && all[o.Attr("ilvl")] > 0 {
				all[o.Attr("ilvl")] = first
			}
		}
		s.numbering[n.Attr("numId")] = all
	}
}

func levels(n *node) numbered {
	all := numbered{}
	for l := range n.Kids() {
		if l.Name != "lvl" {
			continue
		}
		first, err := strconv.Atoi(val(l, "start"))
		if err != nil || first < 0 || first > 1e6 {
			first = 1
		}
		switch val(l, "numFmt") {
		case "bullet":
			first = 0
		case "none":
			first = -1
		}
		all[l.Attr("ilvl")] = first
	}
	return all
}
