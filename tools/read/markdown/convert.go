package markdown

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// What the first key of front matter looks like: a line of --- is also a line that somebody draws, and text may begin
// with a brace.
var (
	yamlKey = regexp.MustCompile(`(?m)^["']?\w[\w -]*["']?[ \t]*:(?:\s|$)`)
	tomlKey = regexp.MustCompile(`(?m)^[ \t]*["']?[\w.-]+["']?[ \t]*=`)
	jsonKey = regexp.MustCompile(`^\{\s*["}]`)
)

// asYAML gives the text with its front matter in YAML, whether that is in YAML, TOML (between lines of +++) or JSON (an
// object), as Hugo reads them; has is false when there is none. JSON is YAML, so that is what TOML becomes too.
func asYAML(text string) (with string, has bool, err error) {
	start := strings.TrimLeft(text, " \t\n")
	var values map[string]any
	var body string
	switch {
	case strings.HasPrefix(start, "---"):
		block, _, ok := fenced(start, "---")
		return text, ok && yamlKey.MatchString(block), nil
	case strings.HasPrefix(start, "+++"):
		var block string
		if block, body, has = fenced(start, "+++"); !has || !tomlKey.MatchString(block) {
			return text, false, nil
		}
		values, err = readTOML(block)
	case jsonKey.MatchString(start):
		values, body, err = readJSON(start)
	default:
		return text, false, nil
	}
	if err != nil {
		return "", true, err
	}
	front, err := json.Marshal(values)
	if err != nil { // TOML has nan and inf
		return "", true, badFront("een getal is niet te lezen")
	}
	return "---\n" + string(front) + "\n---\n" + body, true, nil
}

// fenced cuts a text in what is between its first line, which is the fence, and the next such line, and what follows.
func fenced(text, fence string) (block, body string, ok bool) {
	at, start := 0, -1
	for line := range strings.Lines(text) {
		at += len(line)
		switch is := strings.TrimSpace(line) == fence; {
		case start < 0 && !is:
			return "", "", false
		case start < 0:
			start = at
		case is:
			return text[start : at-len(line)], text[at:], true
		}
	}
	return "", "", false
}

func readTOML(block string) (map[string]any, error) {
	if len(block) > page.MaxFrontMatter {
		return nil, tooLong()
	}
	var values map[string]any
	if err := toml.Unmarshal([]byte(block), &values); err != nil {
		var where *toml.DecodeError
		if errors.As(err, &where) {
			row, _ := where.Position()
			return nil, badFront(fmt.Sprintf("regel %d", row+1)) // under the line of +++
		}
		return nil, badFront("TOML")
	}
	return civil(values).(map[string]any), nil
}

// civil writes the dates and times of TOML as text.
func civil(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = civil(v[key])
		}
	case []any:
		for i := range v {
			v[i] = civil(v[i])
		}
	case time.Time:
		c, _ := page.ParseCivil(v.Format(time.RFC3339)) // it is in that form
		return c.String()
	case toml.LocalDate:
		return v.String()
	case toml.LocalDateTime:
		return page.WallTime(v.AsTime(time.UTC)).String()
	case toml.LocalTime:
		return v.String()
	}
	return value
}

func readJSON(text string) (values map[string]any, body string, err error) {
	d := json.NewDecoder(strings.NewReader(text[:min(len(text), page.MaxFrontMatter+1)]))
	d.UseNumber() // as typed
	err = d.Decode(&values)
	end := int(d.InputOffset())
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && len(text) > page.MaxFrontMatter:
		return nil, "", tooLong()
	case errors.As(err, &syntax):
		line := 1 + strings.Count(text[:min(int(syntax.Offset), len(text))], "\n")
		return nil, "", badFront(fmt.Sprintf("regel %d", line))
	case err != nil:
		return nil, "", badFront("JSON")
	}
	return values, text[end:], nil
}

func badFront(what string) error {
	return notice.Refuse("Het blok boven de tekst klopt niet ("+what+").", "Vergelijk het met een pagina die goed gaat, of begin met `opladers new`.")
}

func tooLong() error {
	return notice.Refuse(fmt.Sprintf("Het blok boven de tekst is groter dan %d kB.", page.MaxFrontMatter>>10), "Zet lange teksten onder het blok.")
}
