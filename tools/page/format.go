package page

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/adrg/frontmatter"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"mijnopladers.nl/opladers/tools/notice"
)

// Strings is a list of words; in front matter one word may stand without a list.
type Strings []string

// Has reports whether s is in the list, in any case.
func (l Strings) Has(s string) bool {
	return slices.ContainsFunc(l, func(e string) bool { return strings.EqualFold(e, s) })
}

// UnmarshalYAML reads a list or a single value.
func (l *Strings) UnmarshalYAML(unmarshal func(any) error) error {
	var many []string
	if err := unmarshal(&many); err == nil {
		*l = many
		return nil
	}
	var one string
	if err := unmarshal(&one); err != nil {
		return err
	}
	*l = nil
	if one != "" {
		*l = Strings{one}
	}
	return nil
}

// MaxSize is the largest file that Parse reads, in bytes: a page is text that people write.
const MaxSize = 4 << 20

// cut finds the front matter and leaves it as it is: it is read below, in one go for all that wants it.
var cut = frontmatter.NewFormat("---", "---", func(data []byte, into any) error {
	*into.(*[]byte) = bytes.Clone(data)
	return nil
})

// Parse reads a page: YAML front matter between lines of ---, then Markdown. A file without front
// matter is all body. Keys that are not opladers' are kept in Extra; the case of those that are does not
// matter, as in Hugo. A kind that does not exist is kept as Kind. The error is a Dutch notice.
func Parse(data []byte) (p *Page, err error) {
	if len(data) > MaxSize {
		return nil, notice.Refuse("De tekst is groter dan 4 MB.", "Splits de tekst in meer bestanden.")
	}
	defer func() { // the YAML library panics on some crafted input
		if r := recover(); r != nil {
			p, err = nil, badFrontMatter(fmt.Errorf("%v", r))
		}
	}()
	data = bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	var text []byte
	body, err := frontmatter.Parse(bytes.NewReader(data), &text, cut)
	if err != nil {
		return nil, badFrontMatter(err)
	}
	if err := bounded(string(text)); err != nil {
		return nil, err
	}
	p = &Page{Body: strings.TrimLeft(string(body), "\n")}
	if err := p.read(text); err != nil {
		return nil, badFrontMatter(err)
	}
	return p, nil
}

// read fills in the page from its front matter. The one YAML library is the one that Hugo has.
func (p *Page) read(text []byte) error {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return err
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	node := file.Docs[0].Body
	ast.Walk(answered{}, node)
	values, err := fold(node)
	if err != nil {
		return err
	}
	var all yaml.MapSlice
	if err := yaml.NodeToValue(node, &all); err != nil {
		return err
	}
	if err := yaml.NodeToValue(node, &p.Common); err != nil {
		return err
	}
	p.Photos = slices.DeleteFunc(p.Photos, func(ph *Photo) bool { return ph == nil }) // an entry in which nothing stands
	if kind := Kind(strings.ToLower(strings.TrimSpace(string(p.Kind)))); slices.Contains(kinds, kind) {
		p.Kind = kind
	}
	here := keys(reflect.TypeFor[Common]())
	if own := p.Own(); own != nil {
		if err := yaml.NodeToValue(node, own); err != nil {
			return err
		}
		maps.Copy(here, keys(reflect.TypeOf(own).Elem()))
	}
	for i, item := range all {
		if key := fmt.Sprint(item.Key); !here[key] {
			if i < len(values) && len(values) == len(all) {
				item.Value = asTyped(values[i], item.Value)
			}
			p.Extra = append(p.Extra, yaml.MapItem{Key: key, Value: item.Value})
		}
	}
	return nil
}

// fold writes the keys that opladers knows in lower case, because Hugo does: "Fotos" must not be another key for us
// than for the templates. It gives the values in their order.
func fold(node ast.Node) ([]ast.Node, error) {
	m, ok := node.(*ast.MappingNode)
	if !ok {
		return nil, nil
	}
	var values []ast.Node
	seen := map[string]bool{}
	for _, v := range m.Values {
		values = append(values, v.Value)
		key, ok := v.Key.(*ast.StringNode)
		if !ok {
			continue
		}
		lower := strings.ToLower(key.Value)
		if seen[lower] {
			return nil, fmt.Errorf("%s staat er twee keer", key.Value)
		}
		if seen[lower] = true; known[lower] {
			key.Value = lower
		}
	}
	return values, nil
}

// asTyped keeps a number that would not come back as it was typed, such as a telephone number, as text.
func asTyped(node ast.Node, value any) any {
	if n, ok := node.(*ast.IntegerNode); ok && n.Token.Value != fmt.Sprint(value) {
		return n.Token.Value
	}
	return value
}

// Adopt makes p a page of the kind, which the caller knows and the front matter did not say: the keys of that kind
// move from Extra to its own fields. What a reader has set already stays. The error is a Dutch notice.
func (p *Page) Adopt(kind Kind) (err error) {
	p.Kind = kind
	own := p.Own()
	if own == nil {
		return nil
	}
	key := ""
	defer func() {
		if recover() != nil { // as in Parse
			err = badValue(key)
		}
	}()
	into := reflect.ValueOf(own).Elem()
	var rest yaml.MapSlice
	for _, item := range p.Extra {
		key = fmt.Sprint(item.Key)
		field, ok := fieldOf(into, key)
		if !ok {
			rest = append(rest, item)
			continue
		}
		if !field.IsZero() {
			continue
		}
		text, err := yaml.Marshal(yaml.MapSlice{item})
		read := reflect.New(into.Type())
		if err != nil || yaml.Unmarshal(text, read.Interface()) != nil {
			return badValue(key)
		}
		value, _ := fieldOf(read.Elem(), key)
		field.Set(value)
	}
	p.Extra = rest
	return nil
}

// fieldOf finds the field of a struct that holds a front matter key.
func fieldOf(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ","); name == key {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func badValue(key string) error {
	return notice.Refuse("De waarde van ‘"+key+"’ in het blok boven de tekst heeft een verkeerde vorm.", "In docs/inhoud.md staat bij elke sleutel een voorbeeld.")
}

func badFrontMatter(err error) error {
	first, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	return notice.Refuse("Het blok tussen de regels --- boven de tekst klopt niet ("+first+").", beginOver)
}

// Own gives the part of the page that only its kind has, made when it is not there yet; nil for an
// ordinary page.
func (p *Page) Own() any {
	switch p.Kind {
	case KindMunicipality:
		return ensure(&p.Municipality)
	case KindStory:
		return ensure(&p.Story)
	case KindInitiative:
		return ensure(&p.Initiative)
	case KindActivity:
		return ensure(&p.Activity)
	case KindReport:
		return ensure(&p.Report)
	}
	return nil
}

func ensure[T any](v **T) *T {
	if *v == nil {
		*v = new(T)
	}
	return *v
}

// Format writes the page as a file: front matter in a fixed order without empty keys, then the body.
func (p *Page) Format() (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // as in Parse: keys of Extra can be anything
			data, err = nil, fmt.Errorf("write front matter of %q: %v", p.Title, r)
		}
	}()
	var b bytes.Buffer
	b.WriteString("---\n")
	common := p.Common
	photos := common.Photos
	common.Photos = nil // they are long: written last
	parts := []any{common}
	if own := p.Own(); own != nil {
		parts = append(parts, own)
	}
	if len(p.Extra) > 0 {
		parts = append(parts, p.Extra)
	}
	if len(photos) > 0 {
		parts = append(parts, yaml.MapSlice{{Key: "fotos", Value: photos}})
	}
	for _, part := range parts {
		text, err := yaml.MarshalWithOptions(part, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
		if err != nil {
			return nil, fmt.Errorf("write front matter of %q: %w", p.Title, err)
		}
		if !bytes.Equal(text, []byte("{}\n")) {
			b.Write(text)
		}
	}
	if b.Len() > MaxFrontMatter { // what is written must be readable
		return nil, notice.Refuse(fmt.Sprintf("De gegevens boven de pagina ‘%s’ worden groter dan %d kB.", p.Title, MaxFrontMatter>>10),
			"Verdeel de tekst en de foto's over meer pagina's.")
	}
	b.WriteString("---\n")
	if body := strings.TrimSpace(p.Body); body != "" {
		b.WriteString("\n" + body + "\n")
	}
	return b.Bytes(), nil
}

var kinds = []Kind{KindMunicipality, KindStory, KindInitiative, KindActivity, KindReport}

// known are the keys of all kinds together.
var known = func() map[string]bool {
	all := keys(reflect.TypeFor[Common]())
	for _, kind := range kinds {
		maps.Copy(all, keys(reflect.TypeOf((&Page{Common: Common{Kind: kind}}).Own()).Elem()))
	}
	return all
}()

// keys lists the front matter keys of a struct type.
func keys(t reflect.Type) map[string]bool {
	all := map[string]bool{}
	for f := range t.Fields() {
		if key, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); key != "" && key != "-" {
			all[key] = true
		}
	}
	return all
}
