package xmltree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Nodes and attributes are made many at a time: as many as there are already, within these bounds.
const (
	minBlock = 16
	maxBlock = 1024
)

// An opened is an element that is not closed yet.
type opened struct{ node, last *Node }

type parser struct {
	rest  string
	root  Node
	open  []opened
	nodes []Node // free ones
	attrs []Attr // the last block
	count int    // of nodes
	named int    // of attributes
}

func (p *parser) document() error {
	p.open = append(p.open, opened{node: &p.root})
	for p.rest != "" {
		end := strings.IndexByte(p.rest, '<')
		if end < 0 {
			end = len(p.rest)
		}
		if end > 0 {
			if err := p.text(unescape(p.rest[:end])); err != nil {
				return err
			}
			p.rest = p.rest[end:]
			continue
		}
		if err := p.markup(); err != nil {
			return err
		}
	}
	if len(p.open) > 1 {
		return ErrSyntax
	}
	return nil
}

// markup reads what begins with <.
func (p *parser) markup() error {
	switch {
	case strings.HasPrefix(p.rest, "</"):
		return p.end()
	case strings.HasPrefix(p.rest, "<!--"):
		return p.skip("-->")
	case strings.HasPrefix(p.rest, "<?"):
		return p.skip("?>")
	case strings.HasPrefix(p.rest, "<![CDATA["):
		data := p.rest[len("<![CDATA["):]
		if err := p.skip("]]>"); err != nil {
			return err
		}
		return p.text(data[:len(data)-len(p.rest)-len("]]>")])
	case strings.HasPrefix(p.rest, "<!"):
		return ErrDoctype
	}
	return p.start()
}

func (p *parser) skip(end string) error {
	_, after, found := strings.Cut(p.rest, end)
	if !found {
		return ErrSyntax
	}
	p.rest = after
	return nil
}

// add puts a node behind the last one inside the element that is open.
func (p *parser) add() (*Node, error) {
	if p.count++; p.count > MaxNodes {
		return nil, ErrTooBig
	}
	if len(p.nodes) == 0 {
		p.nodes = make([]Node, min(max(p.count, minBlock), maxBlock))
	}
	n := &p.nodes[0]
	p.nodes = p.nodes[1:]
	top := &p.open[len(p.open)-1]
	if top.last == nil {
		top.node.first = n
	} else {
		top.last.next = n
	}
	top.last = n
	return n, nil
}

func (p *parser) text(s string) error {
	n, err := p.add()
	if err == nil {
		n.Text = s
	}
	return err
}

func (p *parser) start() error {
	n, err := p.add()
	if err != nil {
		return err
	}
	p.rest = p.rest[1:]
	n.prefix, n.Name = cut(p.name())
	if n.Name == "" {
		return ErrSyntax
	}
	if cap(p.attrs)-len(p.attrs) < minBlock {
		p.attrs = make([]Attr, 0, min(max(p.named, 2*minBlock), maxBlock))
	}
	first := len(p.attrs)
	for {
		p.space()
		switch {
		case strings.HasPrefix(p.rest, ">"):
			p.rest = p.rest[1:]
			if len(p.open) > MaxDepth {
				return ErrTooBig
			}
			p.open = append(p.open, opened{node: n})
		case strings.HasPrefix(p.rest, "/>"):
			p.rest = p.rest[2:]
		default:
			if err := p.attr(); err != nil {
				return err
			}
			continue
		}
		n.Attrs = p.attrs[first:len(p.attrs):len(p.attrs)]
		return nil
	}
}

// attr reads name="value".
func (p *parser) attr() error {
	if p.named++; p.named > MaxNodes {
		return ErrTooBig
	}
	name := p.name()
	p.space()
	if name == "" || !strings.HasPrefix(p.rest, "=") {
		return ErrSyntax
	}
	p.rest = p.rest[1:]
	p.space()
	if p.rest == "" || p.rest[0] != '"' && p.rest[0] != '\'' {
		return ErrSyntax
	}
	end := strings.IndexByte(p.rest[1:], p.rest[0])
	if end < 0 {
		return ErrSyntax
	}
	p.attrs = append(p.attrs, Attr{name, unescape(p.rest[1 : 1+end])})
	p.rest = p.rest[end+2:]
	return nil
}

// end closes the element that the end tag names, with what stands open inside it.
func (p *parser) end() error {
	p.rest = p.rest[2:]
	_, name := cut(p.name())
	if p.space(); !strings.HasPrefix(p.rest, ">") {
		return ErrSyntax
	}
	p.rest = p.rest[1:]
	for i := len(p.open) - 1; i > 0; i-- {
		if p.open[i].node.Name == name {
			p.open = p.open[:i]
			return nil
		}
	}
	return ErrSyntax
}

// name reads up to what cannot be in a name.
func (p *parser) name() string {
	i := 0
	for i < len(p.rest) && !isDelimiter(p.rest[i]) {
		i++
	}
	name := p.rest[:i]
	p.rest = p.rest[i:]
	return name
}

func isDelimiter(c byte) bool { return c <= ' ' || c == '>' || c == '/' || c == '=' || c == '<' }

func (p *parser) space() {
	i := 0
	for i < len(p.rest) && p.rest[i] <= ' ' {
		i++
	}
	p.rest = p.rest[i:]
}

var named = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// unescape replaces the references to characters.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "&")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := strings.IndexByte(after[:min(len(after), 12)], ';')
		char, known := "", false
		if end > 0 {
			char, known = reference(after[:end])
		}
		if !known {
			b.WriteByte('&')
			s = after
			continue
		}
		b.WriteString(char)
		s = after[end+1:]
	}
}

// reference gives the character that stands between & and ;.
func reference(s string) (char string, known bool) {
	if !strings.HasPrefix(s, "#") {
		char, known = named[s]
		return char, known
	}
	base, digits := 10, s[1:]
	if strings.HasPrefix(digits, "x") {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if r := rune(n); err == nil && n > 0 && utf8.ValidRune(r) {
		return string(r), true
	}
	return "", false
}
