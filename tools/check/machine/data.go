package machine

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"
	"regexp"
	"strings"
)

// json checks that JSON can be read, and notes the addresses of the site in it.
func (c *checker) json() bool {
	if !json.Valid(c.data) {
		var s *json.SyntaxError
		line, text := 0, "einde te vroeg"
		if err := json.Unmarshal(c.data, new(any)); errors.As(err, &s) {
			line, text = 1+bytes.Count(c.data[:min(int(s.Offset), len(c.data))], []byte("\n")), s.Error()
		}
		c.at(line, "De gegevens zijn geen goede JSON, en programma's lezen ze dan niet ("+short(text)+").")
		return false
	}
	if c.o.BaseURL == "" {
		return true
	}
	start, line, last := []byte(`"`+c.o.BaseURL), 1, 0
	for at := 0; ; {
		i := bytes.Index(c.data[at:], start)
		if i < 0 {
			return true
		}
		at += i
		end := at + 1
		for end < len(c.data) && c.data[end] != '"' {
			if c.data[end] == '\\' {
				end++
			}
			end++
		}
		line += bytes.Count(c.data[last:at], []byte("\n"))
		last = at
		var v string
		if end < len(c.data) && json.Unmarshal(c.data[at:end+1], &v) == nil && !strings.ContainsAny(v, " <") {
			c.link("json", v, line)
		}
		at = min(end+1, len(c.data))
	}
}

// manifest checks what a phone needs to put the site on its screen.
func (c *checker) manifest() {
	if !c.json() {
		return
	}
	c.refs = nil
	var m struct {
		Name, ShortName, Display, Dir, ID, Scope string
		StartURL                                 string `json:"start_url"`
		Short                                    string `json:"short_name"`
		Theme                                    string `json:"theme_color"`
		Background                               string `json:"background_color"`
		Icons                                    []struct{ Src, Sizes, Type, Purpose string }
	}
	if err := json.Unmarshal(c.data, &m); err != nil {
		c.at(0, "In de gegevens voor de telefoon staat een waarde van de verkeerde soort.")
		return
	}
	if m.Name == "" {
		c.at(0, "De gegevens voor de telefoon noemen geen naam (name).")
	}
	if m.StartURL == "" {
		c.at(0, "De gegevens voor de telefoon noemen geen eerste pagina (start_url).")
	} else {
		c.link("manifest start_url", m.StartURL, 0)
	}
	if m.Scope != "" && m.StartURL != "" && !strings.HasPrefix(m.StartURL, m.Scope) {
		c.at(0, "De eerste pagina (start_url) ligt buiten het bereik (scope).")
	}
	switch m.Display {
	case "", "fullscreen", "standalone", "minimal-ui", "browser":
	default:
		c.at(0, "De gegevens voor de telefoon noemen een onbekende weergave (display): '"+short(m.Display)+"'.")
	}
	for _, v := range []string{m.Theme, m.Background} {
		if v != "" && !colour.MatchString(v) {
			c.at(0, "'"+short(v)+"' is geen kleur zoals #ffc933.")
		}
	}
	sizes := map[string]bool{}
	for _, icon := range m.Icons {
		c.link("manifest icons", icon.Src, 0)
		switch {
		case icon.Src == "":
			c.at(0, "Bij een pictogram ontbreekt het bestand (src).")
		case icon.Sizes == "" || !size.MatchString(icon.Sizes):
			c.at(0, "Bij het pictogram "+short(path.Base(icon.Src))+" ontbreekt de maat (sizes).")
		}
		if strings.Contains(icon.Src, "://") && !c.ours(icon.Src) {
			c.of("ander-domein", 0, "Het pictogram "+short(icon.Src)+" staat op een andere site.")
		}
		if icon.Purpose == "" || strings.Contains(icon.Purpose, "any") {
			for s := range strings.FieldsSeq(icon.Sizes) {
				sizes[s] = true
			}
		}
	}
	if !sizes["any"] || len(sizes) > 1 {
		for _, want := range []string{"192x192", "512x512"} {
			if !sizes[want] {
				c.at(0, "Er is geen pictogram van "+want+" voor de telefoon.")
			}
		}
	}
}

var (
	colour = regexp.MustCompile(`^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$`)
	size   = regexp.MustCompile(`^(any|[1-9][0-9]*x[1-9][0-9]*)( (any|[1-9][0-9]*x[1-9][0-9]*))*$`)
)
