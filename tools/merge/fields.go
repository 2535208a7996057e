package merge

import (
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// fromSource decides on one field, of which one side may lack, and notes the edit when a person's stays.
func (m *merger) fromSource(prefix, key string, source, own field, refused bool) bool {
	name := prefix + key
	take := false
	switch known := m.base.Fields[name]; {
	case own.canon == source.canon:
	case refused, hash(own.canon) == known, m.follows(name) && (known != "" || source.canon != ""):
		take = true
	default:
		m.edit(name, show(own.value), show(source.value))
	}
	comes := own.canon
	if take {
		comes = source.canon
	}
	if comes != "" {
		m.want[prefix][key] = comes
	}
	return take
}

// fields merges the keys of a block. refused says that the source forbids to publish the photo that they belong to.
func (m *merger) fields(prefix string, source, own mapping, refused bool) {
	m.want[prefix] = map[string]string{}
	after := -1 // the line where the next new key goes
	for i, s := range source.fields {
		j, here := own.index[s.key]
		var o field
		if here {
			o = own.fields[j]
			after = o.to
		}
		var with []string
		switch {
		case prefix == "" && s.key == photosKey:
			with = m.wholeList(s, o)
		case prefix != "" && s.key == fileKey:
			m.want[prefix][fileKey] = s.canon
		case m.fromSource(prefix, s.key, s, o, refused && isConsent(s.key)):
			with = m.respell(source, s, own.indent)
		}
		switch {
		case with == nil:
		case here:
			m.replace(own, o, with)
		default:
			if after < 0 {
				after = own.before(source.fields[i+1:])
			}
			m.change(own, patch{span{after, after}, with})
		}
	}
	for j, o := range own.fields {
		if _, ok := source.index[o.key]; ok || prefix == "" && o.key == photosKey && m.listed() {
			continue
		}
		if m.fromSource(prefix, o.key, field{}, o, refused && isConsent(o.key)) {
			m.drop(own, j)
		}
	}
}

func isConsent(key string) bool { return key == "toestemming" || key == "geen_herkenbare_personen" }

// before finds the place for a key that comes before the others: above the first of those that is here.
func (m mapping) before(others []field) int {
	for _, f := range others {
		if j, ok := m.index[f.key]; ok {
			return m.above(j)
		}
	}
	if n := len(m.fields); n > 0 {
		return m.fields[n-1].to
	}
	return m.to
}

// above is the end of the key before a key: what stands between are blank lines and comments.
func (m mapping) above(i int) int {
	if i == 0 {
		return m.from
	}
	return m.fields[i-1].to
}

// change patches a block. One whose lines are not known stays as it is, which write finds out.
func (m *merger) change(in mapping, p patch) {
	m.changed = true
	if in.exact {
		m.patches = append(m.patches, p)
	}
}

func (m *merger) replace(in mapping, f field, with []string) {
	if in.exact {
		first := m.page.text(f.from)
		with[0] = first[:in.indent] + strings.TrimLeft(with[0], " ") // the dash of the list may stand there
		if c := comment(first); c != "" {
			with[0] = strings.TrimRight(with[0], "\r\n") + c + m.page.eol
		}
	}
	m.change(in, patch{f.span, with})
}

func (m *merger) drop(in mapping, i int) {
	m.change(in, patch{span: m.page.withComment(in.fields[i].span, in.above(i), in.indent, in.to)})
}

// respell gives the lines of a field of the source at an indent of the page.
func (m *merger) respell(in mapping, f field, indent int) []string {
	var out []string
	for line := f.from; line < f.to; line++ {
		text := m.source.text(line)
		if line == f.from {
			text = strings.Repeat(" ", in.indent) + text[in.indent:]
		}
		out = append(out, shift(text, indent-in.indent)+m.page.eol)
	}
	return out
}

// comment gives what stands behind the value on a line, with the space before it: "" or " # …".
func comment(text string) string {
	tokens := lexer.Tokenize(text)
	if len(tokens) == 0 || tokens[len(tokens)-1].Type != token.CommentType {
		return ""
	}
	at := strings.LastIndex(text, strings.TrimSpace(tokens[len(tokens)-1].Origin))
	if at < 1 {
		return ""
	}
	return text[len(strings.TrimRight(text[:at], " ")):]
}

// shift moves a line to the right, or to the left as far as there is room.
func shift(text string, by int) string {
	if text == "" {
		return ""
	}
	if by >= 0 {
		return strings.Repeat(" ", by) + text
	}
	room := len(text) - len(strings.TrimLeft(text, " "))
	return text[min(-by, room):]
}
