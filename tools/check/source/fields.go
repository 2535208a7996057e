package source

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// fields are the values of front matter with their lines in the file, by path: "title", "fotos.0.alt".
type fields map[string]field

type field struct {
	text string // of a value in words
	line int
}

// maxDepth bounds how deep front matter is followed.
const maxDepth = 8

// fieldsOf reads where each value of front matter stands. Of front matter that cannot be read there are none.
func fieldsOf(front []byte) (out fields) {
	out = fields{}
	defer func() { _ = recover() }() // the YAML library panics on some crafted input
	file, err := parser.ParseBytes(bytes.ReplaceAll(front, []byte("\r\n"), []byte("\n")), 0)
	if err != nil || len(file.Docs) == 0 {
		return out
	}
	out.add("", file.Docs[0].Body, 0)
	return out
}

func (f fields) add(path string, n ast.Node, depth int) {
	if n == nil || depth > maxDepth {
		return
	}
	under := func(key string) string { return strings.TrimPrefix(path+"."+key, ".") }
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			f.add(path, v, depth)
		}
	case *ast.MappingValueNode:
		at := under(strings.ToLower(n.Key.GetToken().Value))
		f[at] = field{line: n.Key.GetToken().Position.Line + 1}
		f.add(at, n.Value, depth+1)
	case *ast.SequenceNode:
		for i, v := range n.Values {
			at := under(fmt.Sprint(i))
			f[at] = field{line: v.GetToken().Position.Line + 1}
			if m, ok := v.(*ast.MappingNode); ok && len(m.Values) > 0 { // its own token is the colon of the first key
				f[at] = field{line: m.Values[0].Key.GetToken().Position.Line + 1}
			}
			f.add(at, v, depth+1)
		}
	case *ast.StringNode:
		f[path] = field{n.Value, f[path].line}
	case *ast.LiteralNode:
		f[path] = field{n.Value.Value, f[path].line}
	}
}

// line gives the line of a value, by the parts of its path; 1 when it is not there.
func (f fields) line(path ...any) int {
	parts := make([]string, len(path))
	for i, p := range path {
		parts[i] = fmt.Sprint(p)
	}
	for n := len(parts); n > 0; n-- {
		if v, ok := f[strings.Join(parts[:n], ".")]; ok {
			return v.line
		}
	}
	return 1
}
