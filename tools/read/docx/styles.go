package docx

import (
	"regexp"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/opc"
)

// A role is what a paragraph is, whatever it is called.
type role int

const (
	plainText role = iota
	titleRole
	subtitleRole
	headingRole
	quoteRole
	captionRole
	contentsRole // a line of a table of contents
)

// A style is what of a style matters to us, with what it inherits.
type style struct {
	role         role
	level        int // of a heading, from 1
	numID, ilvl  string
	bold, italic bool
}

// numbered tells how the levels of a list look: number is the first one, 0 for a bullet, -1 for no mark at all.
type numbered map[string]int

type stylesheet struct {
	styles    map[string]style
	numbering map[string]numbered // by numId
}

var headingName = regexp.MustCompile(`^(?:heading|kop|überschrift|titre) ?([1-9])(?: char)?$`)

// roleOf recognises a style by its name.
func roleOf(name string) (role, int) {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if m := headingName.FindStringSubmatch(name); m != nil {
		level, _ := strconv.Atoi(m[1])
		return headingRole, level
	}
	switch name {
	case "title", "titel":
		return titleRole, 0
	case "subtitle", "ondertitel", "subtitel":
		return subtitleRole, 0
	case "quote", "citaat", "intense quote", "intensequote", "duidelijk citaat", "duidelijkcitaat", "intens citaat", "block text", "quotations":
		return quoteRole, 0
	case "caption", "bijschrift":
		return captionRole, 0
	case "toc heading", "kopvaninhoudsopgave", "kop van inhoudsopgave":
		return contentsRole, 0
	}
	if strings.HasPrefix(name, "toc ") || strings.HasPrefix(name, "inhopg") || regexp.MustCompile(`^toc\d$`).MatchString(name) {
		return contentsRole, 0
	}
	return plainText, 0
}

// readStyles reads styles.xml and numbering.xml; what cannot be read has no styles.
func readStyles(pkg *opc.Package, rels map[string]opc.Rel) *stylesheet {
	s := &stylesheet{styles: map[string]style{}, numbering: map[string]numbered{}}
	raw := map[string]*node{}
	if data, err := pkg.Part(opc.ByType(rels, "/styles"), maxPart); err == nil {
		if root, err := parse(data); err == nil {
			for _, n := range root.kids {
				if n.name == "style" {
					raw[n.attr("styleId")] = n
				}
			}
		}
	}
	for id := range raw {
		s.styles[id] = resolve(raw, id)
	}
	s.readNumbering(pkg, rels)
	return s
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
		if st.role == plainText {
			st.role, st.level = roleOf(n.val("name"))
		}
		if lvl := n.val("pPr", "outlineLvl"); st.role == plainText && len(lvl) == 1 && lvl < "9" {
			st.role, st.level = headingRole, int(lvl[0]-'0')+1
		}
		if num := n.child("pPr", "numPr"); num != nil && st.numID == "" {
			st.numID, st.ilvl = num.val("numId"), num.val("ilvl")
		}
		if r := n.child("rPr"); r != nil && n.attr("type") == "character" {
			bold, italic = bold || r.on("b"), italic || r.on("i")
		}
		id = n.val("basedOn")
	}
	st.bold, st.italic = bold, italic
	return st
}

// of gives the style with an id; a style that is nowhere defined is known by its id.
func (s *stylesheet) of(id string) style {
	if st, ok := s.styles[id]; ok {
		return st
	}
	var st style
	st.role, st.level = roleOf(id)
	return st
}

func (s *stylesheet) readNumbering(pkg *opc.Package, rels map[string]opc.Rel) {
	data, err := pkg.Part(opc.ByType(rels, "/numbering"), maxPart)
	if err != nil {
		return
	}
	root, err := parse(data)
	if err != nil {
		return
	}
	abstract := map[string]numbered{}
	for _, n := range root.kids {
		if n.name == "abstractNum" {
			abstract[n.attr("abstractNumId")] = levels(n)
		}
	}
	for _, n := range root.kids {
		if n.name != "num" {
			continue
		}
		all := numbered{}
		for ilvl, first := range abstract[n.val("abstractNumId")] {
			all[ilvl] = first
		}
		for _, o := range n.kids {
			if o.name != "lvlOverride" {
				continue
			}
			for ilvl, first := range levels(o) {
				all[ilvl] = first
			}
			if first, err := strconv.Atoi(o.val("startOverride")); err == nil && all[o.attr("ilvl")] > 0 {
				all[o.attr("ilvl")] = first
			}
		}
		s.numbering[n.attr("numId")] = all
	}
}

func levels(n *node) numbered {
	all := numbered{}
	for _, l := range n.kids {
		if l.name != "lvl" {
			continue
		}
		first, err := strconv.Atoi(l.val("start"))
		if err != nil || first < 0 || first > 1e6 {
			first = 1
		}
		switch l.val("numFmt") {
		case "bullet":
			first = 0
		case "none":
			first = -1
		}
		all[l.attr("ilvl")] = first
	}
	return all
}
