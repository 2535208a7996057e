package merge

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// valueOf gives the value of a node: nil, a string, a number, a bool, []any or yaml.MapSlice. A number that would not come
// back as it was typed, such as a telephone number, is a string, as for page.Parse. Anchors, aliases and tags are refused there.
func valueOf(node ast.Node) any {
	switch n := node.(type) {
	case *ast.MappingNode:
		m := yaml.MapSlice{}
		for _, v := range n.Values {
			m = append(m, yaml.MapItem{Key: keyOf(v.Key), Value: valueOf(v.Value)})
		}
		return m
	case *ast.SequenceNode:
		l := []any{}
		for _, v := range n.Values {
			l = append(l, valueOf(v))
		}
		return l
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	case *ast.IntegerNode:
		if n.Token.Value == fmt.Sprint(n.Value) {
			return n.Value
		}
		return n.Token.Value
	case *ast.FloatNode:
		return n.Value
	case *ast.InfinityNode:
		return n.Value
	case *ast.NanNode:
		return math.NaN()
	case *ast.BoolNode:
		return n.Value
	case *ast.NullNode, nil:
		return nil
	}
	return node.String()
}

func keyOf(key ast.MapKeyNode) string {
	if k, ok := key.(*ast.MappingKeyNode); ok && k.Value != nil { // ? key
		return k.Value.GetToken().Value
	}
	return key.GetToken().Value
}

// canon writes what a value means, such that values that mean the same are equal; "" for an empty one.
func canon(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		if len(v) == 1 && isScalar(v[0]) {
			return canon(v[0]) // one word may stand without a list
		}
		if len(v) == 0 {
			return ""
		}
		var b strings.Builder
		for _, e := range v {
			b.WriteString(canon(e) + ",")
		}
		return "[" + b.String() + "]"
	case yaml.MapSlice:
		var items []string
		for _, item := range v {
			if c := canon(item.Value); c != "" {
				items = append(items, strconv.Quote(fmt.Sprint(item.Key))+":"+c)
			}
		}
		if len(items) == 0 {
			return ""
		}
		slices.Sort(items)
		return "{" + strings.Join(items, ",") + "}"
	}
	if s := strings.TrimSpace(scalar(v)); s != "" {
		return strconv.Quote(s)
	}
	return ""
}

func isScalar(v any) bool {
	switch v.(type) {
	case []any, yaml.MapSlice:
		return false
	}
	return true
}

func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64) // 2.0 is 2
	}
	return fmt.Sprint(v)
}

// show writes a value for a person.
func show(v any) string {
	if isScalar(v) {
		return scalar(v)
	}
	list, ok := v.([]any)
	if !ok || slices.ContainsFunc(list, func(e any) bool { return !isScalar(e) }) {
		return marshal(v)
	}
	var words []string
	for _, e := range list {
		words = append(words, scalar(e))
	}
	return strings.Join(words, ", ")
}
