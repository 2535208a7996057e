package page

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"mijnopladers.nl/opladers/tools/notice"
)

// The limits of front matter. They are checked on its tokens, before it is parsed: the parser takes time in the square
// of the nesting, its stack can overflow, which ends the program, and an alias can stand for gigabytes.
const (
	MaxFrontMatter = 64 << 10 // bytes
	maxTokens      = 15_000   // words and signs; the parser is slow on many more
	maxNesting     = 20       // lists and blocks within each other
)

const beginOver = "Vergelijk het met een pagina die goed gaat, of begin met `opladers new`."

// Bounded gives the error with which Parse refuses front matter that the parser must not see.
func Bounded(text string) error { return bounded(text) }

// bounded refuses front matter that is too large, too deep or refers to itself.
func bounded(text string) error {
	if len(text) > MaxFrontMatter {
		return notice.Refuse(fmt.Sprintf("Het blok tussen de regels --- boven de tekst is groter dan %d kB.", MaxFrontMatter>>10),
			"Zet lange teksten onder de tweede regel ---, of verdeel de foto's over meer pagina's.")
	}
	tokens := lexer.Tokenize(text)
	flow := 0      // open [ and {
	var open []int // columns of the blocks around the token
	values := 0    // colons since the last comma or bracket: [a: b: c] nests too
	for _, t := range tokens {
		column := 0
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType:
			return notice.Refuse(fmt.Sprintf("In het blok tussen de regels --- staat ‘%s’, een verwijzing van YAML die hier niet mag.", t.Value),
				"Zet een waarde die met &, *, ! of << begint tussen aanhalingstekens.")
		case token.SequenceStartType, token.MappingStartType:
			flow, values = flow+1, 0
		case token.SequenceEndType, token.MappingEndType:
			flow, values = max(0, flow-1), 0
		case token.CollectEntryType:
			values = 0
		case token.SequenceEntryType, token.MappingKeyType:
			column = t.Position.Column
		case token.MappingValueType:
			values++
			column = t.Position.Column
			if t.Prev != nil && t.Prev.Position.Line == t.Position.Line {
				column = t.Prev.Position.Column
			}
		}
		if flow == 0 {
			values = 0
		}
		if column > 0 && flow == 0 {
			for len(open) > 0 && open[len(open)-1] >= column {
				open = open[:len(open)-1]
			}
			open = append(open, column)
		}
		if flow+len(open)+values > maxNesting {
			return notice.Refuse("In het blok tussen de regels --- staan te veel lijsten in elkaar.", beginOver)
		}
	}
	if len(tokens) > maxTokens {
		return notice.Refuse("In het blok tussen de regels --- staan te veel gegevens.", beginOver)
	}
	return nil
}
