// Package theme knows the colours of the site: which are used together, and whether people can read that.
//
// The design tokens in assets/tokens are the one source of them, in two layers: a palette, and what a colour is for. Templates
// make the stylesheet of these files. A municipality may have colours of its own (thema in its _index.md), which change the
// second layer on its pages. Theme works out what that means in the light and in the dark scheme, and moves a colour until all
// that stands on it can be read: a municipality can choose its colours, and cannot make itself unreadable.
package theme

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// Look holds the colours of a site.
type Look struct {
	light, dark map[string]string // "#rrggbb", or "{another}", by dotted name
}

// Colours are colours by the dotted names of their tokens: kleur.merk.
type Colours map[string]Colour

// Load reads the colours of a site from its folder of design tokens.
func Load(tokens fs.FS) (*Look, error) {
	l := &Look{light: map[string]string{}, dark: map[string]string{}}
	for _, name := range []string{"palet", "betekenis", "donker"} {
		name += ".tokens.json"
		data, err := fs.ReadFile(tokens, name)
		if err != nil {
			return nil, fmt.Errorf("read design tokens: %w", err)
		}
		var group map[string]any
		if err := json.Unmarshal(data, &group); err != nil {
			return nil, fmt.Errorf("design tokens %s: %w", name, err)
		}
		if name != "donker.tokens.json" {
			flatten(group, "", "", l.light)
		}
		flatten(group, "", "", l.dark)
	}
	for _, s := range []scheme{{l.light, nil}, {l.dark, nil}} {
		for name := range s.base {
			if _, err := s.colour(name); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

// flatten puts the colours of a group into out. A group's type goes for what it holds.
func flatten(group map[string]any, name, kind string, out map[string]string) {
	if k, ok := group["$type"].(string); ok {
		kind = k
	}
	if value, ok := group["$value"]; ok {
		if kind != "color" {
			return
		}
		switch v := value.(type) {
		case string:
			out[name] = v
		case map[string]any:
			out[name], _ = v["hex"].(string)
		}
		return
	}
	for key, value := range group {
		if part, ok := value.(map[string]any); ok && !strings.HasPrefix(key, "$") {
			flatten(part, strings.TrimPrefix(name+"."+key, "."), kind, out)
		}
	}
}

// scheme is the light or the dark scheme, with what a theme changes in it.
type scheme struct {
	base map[string]string
	set  Colours
}

// chain follows a name to its colour: the names on the way, and what stands at the end.
func (s scheme) chain(name string) (names []string, value string) {
	for len(names) < 10 { // aliases in a circle
		names = append(names, name)
		if c, ok := s.set[name]; ok {
			return names, c.String()
		}
		value = s.base[name]
		if !strings.HasPrefix(value, "{") {
			return names, value
		}
		name = strings.Trim(value, "{}")
	}
	return names, ""
}

func (s scheme) colour(name string) (Colour, error) {
	_, value := s.chain(name)
	c, ok := ParseColour(value)
	if !ok {
		return c, fmt.Errorf("design token %s has no colour: %q", name, value)
	}
	return c, nil
}

// at is colour for a name that Load has seen.
func (s scheme) at(name string) Colour {
	c, _ := s.colour(name)
	return c
}
