package merge

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// span is a run of lines of the front matter, to not included.
type span struct{ from, to int }

// field is one key with its value.
type field struct {
	span         // its own lines, without the comments and blank lines above and below
	name  string // as it is spelt
	key   string // what tells it from the others
	node  ast.Node
	value any    // as valueOf gives it
	canon string // what the value means, "" when it is empty
}

// mapping is a block of keys: the front matter, or one photo.
type mapping struct {
	span
	exact  bool // the lines of the keys are known
	indent int  // bytes before each key
	fields []field
	index  map[string]int // in fields, by key
}

// get gives a field, or an empty one.
func (m mapping) get(key string) field {
	if i, ok := m.index[key]; ok {
		return m.fields[i]
	}
	return field{}
}

// meaning gives the value of every key that has one.
func (m mapping) meaning() map[string]string {
	all := map[string]string{}
	for _, f := range m.fields {
		if f.canon != "" {
			all[f.key] = f.canon
		}
	}
	return all
}

// mapping reads the keys of a node that has the lines from-to. It is exact when each key begins a line, at one indent.
func (d *document) mapping(node ast.Node, from, to int) mapping {
	n, ok := node.(*ast.MappingNode)
	if !ok {
		return mapping{}
	}
	m := mapping{span: span{from, to}, index: map[string]int{}}
	var starts []*token.Token
	for _, v := range n.Values {
		value := valueOf(v.Value)
		name := keyOf(v.Key)
		m.index[name] = len(m.fields)
		m.fields = append(m.fields, field{name: name, key: name, node: v.Value, value: value, canon: canon(value)})
		starts = append(starts, v.Key.GetToken())
	}
	if n.IsFlowStyle || len(starts) == 0 {
		return m
	}
	var spans []span
	spans, m.exact = d.spans(starts, m.span)
	m.indent = starts[0].Position.Column - 1
	for i := range m.fields {
		m.fields[i].span = spans[i]
		if lit, ok := m.fields[i].node.(*ast.LiteralNode); ok && m.exact && strings.Contains(lit.Start.Value, "+") {
			end := &m.fields[i].span.to
			for *end < to && d.blank(*end) { // they belong to the value
				*end++
			}
		}
	}
	return m
}

// folded is the mapping with its keys in lower case, because Hugo and page.Parse read them so.
func (m mapping) folded() mapping {
	m.index = map[string]int{}
	for i := range m.fields {
		m.fields[i].key = strings.ToLower(m.fields[i].name)
		m.index[m.fields[i].key] = i
	}
	return m
}

// items gives the lines of each entry of a list that stands below its key.
func (d *document) items(seq *ast.SequenceNode, within span) ([]span, bool) {
	var starts []*token.Token
	for _, e := range seq.Entries {
		if e.Start != nil {
			starts = append(starts, e.Start)
		}
	}
	if seq.IsFlowStyle || len(starts) != len(seq.Values) || len(starts) == 0 || starts[0].Position.Line-1 <= within.from {
		return make([]span, len(seq.Values)), false
	}
	return d.spans(starts, within)
}

// spans gives the lines that begin with each of the tokens, which must be the first of their line, at one indent. Only the
// first key of a photo may stand behind the dash of the list.
func (d *document) spans(starts []*token.Token, within span) ([]span, bool) {
	out := make([]span, len(starts))
	indent := starts[0].Position.Column - 1
	for i, t := range starts {
		line := t.Position.Line - 1
		if line < within.from || line >= within.to || t.Position.Column-1 != indent || i > 0 && line <= out[i-1].from {
			return out, false
		}
		text := d.text(line)
		dash := i == 0 && line == within.from
		if len(text) < indent || strings.Trim(text[:indent], " ") != "" && !(dash && strings.Trim(text[:indent], " ") == "-") ||
			!strings.HasPrefix(text[indent:], strings.TrimSpace(t.Origin)) {
			return out, false
		}
		out[i].from = line
	}
	for i := range out {
		end := within.to
		if i+1 < len(out) {
			end = out[i+1].from
		}
		for end > out[i].from+1 && (d.blank(end-1) || d.comment(end-1, indent)) {
			end--
		}
		out[i].to = end
	}
	return out, true
}

// text gives a line without its end.
func (d *document) text(line int) string { return strings.TrimRight(unix(d.lines[line]), "\n") }

func (d *document) blank(line int) bool { return strings.TrimSpace(d.lines[line]) == "" }

// comment says whether a line is a comment that stands at the indent or left of it: one that is deeper may be text of a value.
func (d *document) comment(line, indent int) bool {
	text := strings.TrimLeft(d.lines[line], " \t")
	return strings.HasPrefix(text, "#") && len(d.lines[line])-len(text) <= indent
}

// withComment extends the lines of a key that goes by the comment right above it, when that belongs to this key alone.
// The lines from above on are free; end is where the block ends.
func (d *document) withComment(s span, above, indent, end int) span {
	if s.to < end && !d.blank(s.to) && !d.comment(s.to, indent) {
		return s
	}
	for s.from > above && d.comment(s.from-1, indent) {
		s.from--
	}
	return s
}

// patch puts other lines in the place of some.
type patch struct {
	span
	with []string
}

// apply gives the lines from-to with the patches that lie in them.
func apply(lines []string, from, to int, patches []patch) []string {
	var inside []patch
	for _, p := range patches {
		if p.from >= from && p.to <= to {
			inside = append(inside, p)
		}
	}
	slices.SortStableFunc(inside, func(a, b patch) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to
	})
	var out []string
	for _, p := range inside {
		out = append(out, lines[from:p.from]...)
		out = append(out, p.with...)
		from = p.to
	}
	return append(out, lines[from:to]...)
}
