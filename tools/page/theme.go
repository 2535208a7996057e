package page

import (
	"slices"
	"strings"
)

// Theme is what a municipality says of its colours: one for all of them, or one for each part of a page. Which colours there
// are is known to package theme.
type Theme struct {
	All     string `yaml:"-"`
	Surface string `yaml:"vlak,omitempty"`   // at the top of its pages, and its house in lists
	Accent  string `yaml:"accent,omitempty"` // links and buttons
	Foot    string `yaml:"voet,omitempty"`

	Empty, Unknown []string `yaml:"-"` // keys
}

// UnmarshalYAML reads a colour alone, or the colours by part.
func (t *Theme) UnmarshalYAML(unmarshal func(any) error) error {
	var v any
	if err := unmarshal(&v); err != nil {
		return err
	}
	*t = Theme{}
	parts, ok := v.(map[string]any)
	if !ok {
		t.All = plain(v)
		return nil
	}
	for key, value := range parts {
		colour := plain(value)
		switch strings.ToLower(key) { // as Hugo does
		case "vlak":
			t.Surface = colour
		case "accent":
			t.Accent = colour
		case "voet":
			t.Foot = colour
		default:
			t.Unknown = append(t.Unknown, key)
			continue
		}
		if colour == "" {
			t.Empty = append(t.Empty, key)
		}
	}
	slices.Sort(t.Empty)
	slices.Sort(t.Unknown)
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads.
func (t Theme) MarshalYAML() (any, error) {
	if t.All != "" {
		return t.All, nil
	}
	type plain Theme // without this method
	return plain(t), nil
}
