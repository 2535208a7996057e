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
// matter is all body. Keys that are not opladers' are kept in Extra. The error is a Dutch notice.
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
	var all yaml.MapSlice
	if err := yaml.NodeToValue(node, &all); err != nil {
		return err
	}
	if err := yaml.NodeToValue(node, &p.Common); err != nil {
		return err
	}
	known := keys(reflect.TypeFor[Common]())
	if own := p.Own(); own != nil {
		if err := yaml.NodeToValue(node, own); err != nil {
			return err
		}
		maps.Copy(known, keys(reflect.TypeOf(own).Elem()))
	}
	for _, item := range all {
		if key := fmt.Sprint(item.Key); !known[key] {
			p.Extra = append(p.Extra, yaml.MapItem{Key: key, Value: item.Value})
		}
	}
	return nil
}

func badFrontMatter(err error) error {
	first, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	return notice.Refuse("Het blok tussen de regels --- boven de tekst klopt niet ("+first+").",
		"Vergelijk het met een pagina die goed gaat, of begin met `opladers new`.")
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
	b.WriteString("---\n")
	if body := strings.TrimSpace(p.Body); body != "" {
		b.WriteString("\n" + body + "\n")
	}
	return b.Bytes(), nil
}

// keys lists the front matter keys of a struct type.
func keys(t reflect.Type) map[string]bool {
	known := map[string]bool{}
	for f := range t.Fields() {
		if key, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); key != "" && key != "-" {
			known[key] = true
		}
	}
	return known
}
