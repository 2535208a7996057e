package schema

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"mijnopladers.nl/opladers/tools/page"
)

// parse reads the block; a root of nil is one without any key.
func (c *checker) parse() (root ast.Node, err error) {
	defer func() { // as in page.Parse
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("%v", r)
		}
	}()
	text := c.block()
	if !c.bounded {
		if err := page.Bounded(string(text)); err != nil {
			return nil, err
		}
	}
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil || len(file.Docs) == 0 {
		return nil, err
	}
	return file.Docs[0].Body, nil
}

// entries gives the keys and values of a mapping; false when the node is none.
func entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func keyOf(v *ast.MappingValueNode) string {
	if t := v.Key.GetToken(); t != nil {
		return t.Value
	}
	return ""
}

// page checks the whole block.
func (c *checker) page(root ast.Node) {
	if root == nil {
		c.missing(shared, nil, "", c.opening)
		return
	}
	all, ok := entries(root)
	if !ok {
		c.add(Problem{Rule: Unreadable, Text: "Tussen de regels --- staan geen gegevens met een dubbele punt.",
			Hint: "Schrijf op elke regel een woord, een dubbele punt en een waarde, zoals title: Soep op het plein."}, root, nil)
		return
	}
	c.kindless = true
	for _, v := range all {
		switch value, _ := plain(v.Value); strings.ToLower(keyOf(v)) {
		case "soort":
			c.kind = page.Kind(strings.ToLower(strings.TrimSpace(value)))
		case "type", "layout":
			c.own = true
		}
	}
	if ofKind[c.kind] != nil {
		c.kindless = false
	}
	if c.kindless {
		c.mapping(all, merged(), "", c.opening)
		return
	}
	c.own = c.own && c.kind == ""
	c.mapping(all, ofKind[c.kind], "", c.opening)
}

// merged are the keys of all kinds, for a page that says a kind that does not exist.
func merged() fields {
	all := fields{}
	for _, f := range ofKind {
		for key, own := range f {
			if old, ok := all[key]; ok && old.shape != own.shape {
				own = field{shape: table} // of which nothing is said
			}
			all[key] = own
		}
	}
	for key, f := range all {
		f.required = key == "title"
		all[key] = f
	}
	return all
}

// mapping checks the keys and values of an object. line is where it stands.
func (c *checker) mapping(all []*ast.MappingValueNode, known fields, path string, line int) {
	have := map[string]*ast.MappingValueNode{}
	for _, v := range all {
		key := keyOf(v)
		if path == "" || path == "noodbericht" || path == "thema" {
			key = strings.ToLower(key) // as package page does there
		}
		if first := have[key]; first != nil {
			c.twice(first, v, join(path, key))
			continue
		}
		have[key] = v
	}
	for _, v := range all {
		key := keyOf(v)
		f, ok := known[key]
		if lower := strings.ToLower(key); !ok && have[lower] == v {
			key = lower
			f, ok = known[key]
		}
		if ok {
			c.value(v.Value, f, join(path, key))
			continue
		}
		lower := strings.ToLower(key)
		if strings.HasPrefix(lower, "x_") || path == "" && (hugo[lower] || c.own) {
			continue
		}
		c.unknown(v, known, have, path)
	}
	c.missing(known, have, path, line)
}

// missing tells which keys must be there and are not, or have no value.
func (c *checker) missing(known fields, have map[string]*ast.MappingValueNode, path string, line int) {
	for key, f := range known {
		v := have[key]
		if !f.required || v != nil && !empty(v.Value) {
			continue
		}
		at := line
		if v != nil {
			at = c.lineOf(v)
		}
		text := fmt.Sprintf("‘%s’ ontbreekt.", join(path, key))
		if v != nil {
			text = fmt.Sprintf("Achter ‘%s’ staat niets.", join(path, key))
		}
		c.problems = append(c.problems, Problem{Rule: Required, Line: at, Key: join(path, key), Text: text + " " + why(join(path, key)), Hint: "Schrijf een regel als: " + example(join(path, key))})
	}
}

func empty(n ast.Node) bool {
	if n == nil {
		return true
	}
	switch n := n.(type) {
	case *ast.NullNode:
		return true
	case *ast.StringNode:
		return strings.TrimSpace(n.Value) == ""
	}
	return false
}

// value checks one value.
func (c *checker) value(n ast.Node, f field, path string) {
	if n == nil {
		return
	}
	if _, ok := n.(*ast.NullNode); ok {
		c.comment(n, path)
		return
	}
	all, isMap := entries(n)
	list, isList := n.(*ast.SequenceNode)
	switch {
	case f.shape == table && f.inner == nil:
	case f.shape == table && isMap:
		for _, v := range all {
			c.value(v.Value, field{shape: object, inner: f.inner}, path)
		}
	case (f.shape == object || f.shape == either) && isMap:
		c.mapping(all, f.inner, path, c.lineOf(n))
	case f.shape == objects && isList:
		for _, item := range list.Values {
			c.value(item, field{shape: object, inner: f.inner}, path)
		}
	case f.shape == words && isList:
		for _, item := range list.Values {
			if text, ok := plain(item); ok {
				c.text(item, text, f, path)
			} else {
				c.wrong(item, f, path)
			}
		}
	case f.shape == moments && isList:
		for _, item := range list.Values {
			if text, ok := plain(item); ok {
				c.text(item, text, field{shape: moment}, path)
			} else {
				c.wrong(item, field{shape: moment}, path)
			}
		}
	case f.shape == moments || f.shape == objects || f.shape == object || f.shape == table || isMap || isList:
		c.wrong(n, f, path)
	default:
		text, ok := plain(n)
		if !ok || !c.reads(n, f, path) {
			c.wrong(n, f, path)
			return
		}
		c.text(n, text, f, path)
	}
}

// reads reports whether the value becomes one of the field's type, as package page reads it.
func (c *checker) reads(n ast.Node, f field, path string) bool {
	if f.shape != whole && f.shape != amount && f.shape != answer {
		return true
	}
	_, isBool := n.(*ast.BoolNode)
	if f.shape == answer && !isBool {
		text, _ := plain(n)
		return page.TakesJa(path[strings.LastIndexByte(path, '.')+1:]) && (strings.EqualFold(text, "ja") || strings.EqualFold(text, "nee"))
	}
	return yaml.NodeToValue(n, reflect.New(f.typ).Interface()) == nil
}

// plain gives a value that is no list and no object as it was typed.
func plain(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		if n.Value == nil {
			return "", true
		}
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
