package page

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheme(t *testing.T) {
	for written, want := range map[string]*Theme{
		"":                                    nil,
		"thema: groen":                        {All: "groen"},
		`thema: "#0b6e4f"`:                    {All: "#0b6e4f"},
		"thema: {vlak: geel, Accent: 112233}": {Surface: "geel", Accent: "112233"},
		"thema:\n  vlak: #0b6e4f\n  voet: rood\n  rand: rood": {Foot: "rood", Empty: []string{"vlak"}, Unknown: []string{"rand"}}, // vlak is a comment
		"thema: #0b6e4f": nil, // so is this: package build tells
		"thema: [groen]": {},
	} {
		p, err := Parse([]byte("---\ntitle: Zutphen\nsoort: gemeente\n" + written + "\n---\n"))
		if err != nil {
			t.Errorf("%q: %v", written, err)
			continue
		}
		if got := p.Municipality.Theme; !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", written, got, want)
		}
	}
	for _, line := range []string{"thema: groen\n", "thema:\n  vlak: geel\n"} {
		p, err := Parse([]byte("---\ntitle: Zutphen\nsoort: gemeente\n" + line + "---\n"))
		if err != nil {
			t.Fatal(err)
		}
		if data, err := p.Format(); err != nil || !strings.Contains(string(data), line) {
			t.Errorf("%q is written as %s, %v", line, data, err)
		}
	}
}
