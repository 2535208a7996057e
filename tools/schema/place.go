package schema

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// add appends a problem at a node.
func (c *checker) add(p Problem, n ast.Node, fix *Fix) {
	p.Line, p.Fix = c.lineOf(n), fix
	c.problems = append(c.problems, p)
}

// lineOf is the line in the file of a node; that of its key when it has one.
func (c *checker) lineOf(n ast.Node) int {
	if v, ok := n.(*ast.MappingValueNode); ok {
		n = v.Key
	}
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && m.Start != nil && m.Start.Type != token.MappingStartType {
		n = m.Values[0].Key
	}
	t := n.GetToken()
	if t == nil || t.Position == nil {
		return c.opening
	}
	return c.number(t.Position.Line)
}

// offset gives the place in the file of a token; -1 when it cannot be found. The parser counts lines and letters.
func (c *checker) offset(t *token.Token) int {
	if t == nil || t.Position == nil || t.Position.Line < 1 || t.Position.Line > len(c.lines) || t.Position.Column < 1 {
		return -1
	}
	l := c.lines[t.Position.Line-1]
	at := l.at
	for range t.Position.Column - 1 {
		if at >= l.end {
			return -1
		}
		_, size := utf8.DecodeRune(c.data[at:l.end])
		at += size
	}
	return at
}

// span finds a value that stands on one line, without the quotes around it.
func (c *checker) span(n ast.Node) (at, end int, quote byte) {
	t := n.GetToken()
	if at = c.offset(t); at < 0 {
		return 0, 0, 0
	}
	rest := string(c.data[at:c.lines[t.Position.Line-1].end])
	switch t.Type {
	case token.DoubleQuoteType, token.SingleQuoteType:
		quote = byte('"')
		if t.Type == token.SingleQuoteType {
			quote = '\''
		}
		if rest = rest[min(1, len(rest)):]; strings.HasPrefix(rest, t.Value+string(quote)) {
			return at + 1, at + 1 + len(t.Value), quote
		}
	default:
		if value := strings.TrimSpace(t.Value); value != "" && strings.HasPrefix(rest, value) {
			return at, at + len(value), 0
		}
	}
	return 0, 0, 0
}

// replace makes the fix that writes another word for a value, in the quotes that it has.
func (c *checker) replace(n ast.Node, with string) *Fix {
	if at, end, _ := c.span(n); end > 0 {
		return &Fix{at, end, with}
	}
	return nil
}

// bare makes the fix that writes another value, without quotes.
func (c *checker) bare(n ast.Node, with string) *Fix {
	at, end, quote := c.span(n)
	switch {
	case end == 0:
		return nil
	case quote != 0:
		return &Fix{at - 1, end + 1, with}
	}
	return &Fix{at, end, with}
}
