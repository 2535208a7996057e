package page

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Answer is what stands at a key that asks for yes or no: true, false, ja, nee, or something else, which is no yes.
type Answer string

var answers = map[string]bool{"true": true, "ja": true, "false": false, "nee": false}

// Yes reports a yes.
func (a Answer) Yes() bool { return answers[strings.ToLower(string(a))] }

func (a Answer) known() bool {
	_, ok := answers[strings.ToLower(string(a))]
	return ok
}

// MarshalYAML writes true and false, which every template understands.
func (a Answer) MarshalYAML() (any, error) {
	if a.known() {
		return a.Yes(), nil
	}
	return string(a), nil
}

// asking are the keys of a bool at which ja and nee may stand too: those that no template reads, or that reads them so. Not draft, which
// Hugo itself takes for false, nor those of a photo, where a consent must be plain.
var asking = map[string]bool{"voorbeeld": true, "hele_dag": true, "besloten": true, "tolk": true, "en_verder": true}

// TakesJa reports whether ja and nee may stand at a key of a bool.
func TakesJa(key string) bool { return asking[key] }

// answered makes true and false of ja and nee.
type answered struct{}

func (answered) Visit(n ast.Node) ast.Visitor {
	v, ok := n.(*ast.MappingValueNode)
	if !ok {
		return answered{}
	}
	s, ok := v.Value.(*ast.StringNode)
	key, isWord := v.Key.(*ast.StringNode)
	if ok && isWord && asking[strings.ToLower(key.Value)] {
		if a := Answer(strings.TrimSpace(s.Value)); a.known() {
			word := "false"
			if a.Yes() {
				word = "true"
			}
			v.Value = ast.Bool(token.New(word, word, s.Token.Position))
		}
	}
	return answered{}
}
