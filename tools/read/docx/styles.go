package docx

import (
	"cmp"
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
	size         float64 // of its letters, in points; 0 when it does not say
}

// numbered tells how the levels of a list look: number is the first one, 0 for a bullet, -1 for no mark at all.
type numbered map[string]int

type stylesheet struct {
	raw           map[string]*node // by id
	styles        map[string]style // the ones that were asked for
	size          float64          // of letters where no style says it
	pkg           *opc.Package
	numberingPart string
	numbering     map[string]numbered // by numId; nil until the first list
}

// readStyles reads styles.xml; what cannot be read has no styles.
func readStyles(pkg *opc.Package, rels map[string]opc.Rel) *stylesheet {
	s := &stylesheet{raw: map[string]*node{}, styles: map[string]style{}, pkg: pkg, numberingPart: opc.ByType(rels, "/numbering")}
	root, _ := tree(pkg, opc.ByType(rels, "/styles"))
	for n := range root.Kids() {
		if n.Name == "style" {
			s.raw[n.Attr("styleId")] = n
			if n.Attr("default") == "1" && n.Attr("type") == "paragraph" {
				s.size = points(n.Child("rPr", "sz"))
			}
		}
	}
	if s.size == 0 {
		s.size = points(root.Child("docDefaults", "rPrDefault", "rPr", "sz"))
	}
	if s.size == 0 {
		s.size = 10
	}
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

// points reads a size of letters, which stands in half points.
func points(sz *node) float64 {
	n, err := strconv.Atoi(sz.Attr("val"))
	if err != nil || n < 1 || n > 2000 {
		return 0
	}
	return float64(n) / 2
}

// resolve follows the styles that a style is based on; the nearest one decides.
func resolve(raw map[string]*node, id string) style {
	var st style
	var bold, italic *node
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
		if st.size == 0 {
			st.size = points(n.Child("rPr", "sz"))
		}
		if n.Attr("type") == "character" {
			bold, italic = cmp.Or(bold, n.Child("rPr", "b")), cmp.Or(italic, n.Child("rPr", "i"))
		}
		id = val(n, "basedOn")
	}
	st.bold = bold != nil && !isOff(bold.Attr("val"))
	st.italic = italic != nil && !isOff(italic.Attr("val"))
	return st
}

// start gives the first number of a list at a level, 0 for a bullet and -1 for no mark; false when there is no such list.
func (s *stylesheet) start(num string, level int) (first int, is bool) {
	if num == "" || num == "0" {
		return 0, false
	}
	if s.numbering == nil {
		s.readNumbering()
	}
	first, is = s.numbering[num][strconv.Itoa(level)]
	return first, is
}

func (s *stylesheet) readNumbering() {
	s.numbering = map[string]numbered{}
	root, _ := tree(s.pkg, s.numberingPart) // without it there are no lists
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
