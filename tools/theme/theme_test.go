package theme

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

const tokens = "../../assets/tokens"

func load(t *testing.T) *Look {
	t.Helper()
	l, err := Load(os.DirFS(tokens))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{{"#000", "#fff", 21}, {"fff", "#FFFFFF", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}} {
		a, _ := ParseColour(test.a)
		b, _ := ParseColour(test.b)
		if got := Contrast(a, b); math.Abs(got-test.want) > 0.01 {
			t.Errorf("%s on %s: %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
	for _, not := range []string{"", "#", "#12345", "groen", "#gggggg", "+12345"} {
		if c, ok := ParseColour(not); ok {
			t.Errorf("%q is %s", not, c)
		}
	}
}

func TestATonePaintsItsColour(t *testing.T) {
	for n := 0; n < 1<<24; n += 211 {
		c := Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
		if got := c.tone().colour(); got != c {
			t.Fatalf("%s comes back as %s", c, got)
		}
	}
}

// The site's own colours, in both schemes.
func TestSiteContrast(t *testing.T) {
	l := load(t)
	light, dark := l.Faint(nil)
	for _, p := range light {
		t.Errorf("light: %s has %.2f, not %v", p, scheme{base: l.light}.contrast(p), p.Min)
	}
	for _, p := range dark {
		t.Errorf("dark: %s has %.2f, not %v", p, scheme{base: l.dark}.contrast(p), p.Min)
	}
	// The test can fail.
	if light, _ := l.Faint(&Theme{Light: Colours{"kleur.link": {255, 255, 0}}}); len(light) == 0 {
		t.Error("yellow links are fine")
	}
	for _, p := range Pairs {
		for _, name := range []string{p.Ink, p.Surface, p.Or} {
			if l.light[name] == "" && name != "" {
				t.Errorf("%s: there is no token %s", p, name)
			}
		}
	}
}

// A municipality may choose any colour: nothing becomes unreadable.
func TestEveryThemeCanBeRead(t *testing.T) {
	l := load(t)
	random := rand.New(rand.NewPCG(1, 2))
	values := []string{"#000000", "#ffffff", "#777777", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "geel", "rood", "groen", "blauw", "paars"}
	for range 100 {
		values = append(values, fmt.Sprintf("#%06x", random.IntN(1<<24)))
	}
	for i, v := range values {
		other := values[(i*7+3)%len(values)]
		for _, said := range []*page.Theme{{All: v}, {Surface: v, Accent: other, Foot: v}, {Accent: v}} {
			got, notices := l.Theme(said)
			if got == nil {
				t.Fatalf("%+v: no theme: %v", said, notices)
			}
			if light, dark := l.Faint(got); len(light)+len(dark) > 0 {
				t.Errorf("%+v: light %v, dark %v", said, light, dark)
			}
		}
	}
}

func TestTheme(t *testing.T) {
	l := load(t)
	tests := []struct {
		name    string
		said    *page.Theme
		light   string // some of its colours
		notices []string
	}{
		{"nothing", nil, "", nil},
		{"a word", &page.Theme{All: "Groen"}, "kleur.merk #86d39a, kleur.op-merk #1c1a3d, kleur.link #1b6438", nil},
		{"a colour that is fine", &page.Theme{Surface: "0b6e4f", Accent: "#0b6e4f"}, "kleur.merk #0b6e4f, kleur.op-merk #ffffff, kleur.link #0b6e4f", nil},
		{"only the foot", &page.Theme{Foot: "#123a2a"}, "kleur.nacht #123a2a, kleur.merk -", nil},
		{"too light for links", &page.Theme{Accent: "#ffd000"}, "", []string{"De kleur #ffd000 bij accent geeft te weinig contrast om te lezen. Op de site is hij #"}},
		{"no colour", &page.Theme{All: "roze"}, "", []string{`Bij thema staat "roze". Dat is geen kleur.`}},
		{"a comment", &page.Theme{Empty: []string{"vlak"}, Accent: "#0b6e4f"}, "kleur.link #0b6e4f", []string{"Bij thema.vlak staat geen kleur. Misschien staat er een # zonder aanhalingstekens."}},
		{"an unknown part", &page.Theme{Unknown: []string{"rand"}}, "", []string{`thema kent "rand" niet.`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, notices := l.Theme(test.said)
			if len(notices) != len(test.notices) {
				t.Fatalf("notices: %v", notices)
			}
			for i, n := range notices {
				if !strings.HasPrefix(n.Text, test.notices[i]) || n.Hint == "" {
					t.Errorf("notice %v", n)
				}
			}
			for want := range strings.SplitSeq(test.light, ", ") {
				name, colour, _ := strings.Cut(want, " ")
				if colour == "" {
					continue
				}
				if c, ok := got.Light[name]; ok && c.String() != colour || !ok && colour != "-" {
					t.Errorf("%s is %v, want %s", name, c, colour)
				}
			}
		})
	}
}

// What a theme is written as is what the site's own tokens are: groups of tokens in the same format.
func TestTokens(t *testing.T) {
	l := load(t)
	made, _ := l.Theme(&page.Theme{All: "groen"})
	data, err := Tokens(map[string]*Theme{"zutphen": made})
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]map[string]map[string]any
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	delete(all, "$description")
	data, _ = json.Marshal(all)
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	colours := map[string]string{}
	flatten(out["zutphen"]["licht"], "", "", colours)
	for name, c := range made.Light {
		if colours[name] != c.String() {
			t.Errorf("%s is written as %q, not %s", name, colours[name], c)
		}
	}
	if len(colours) != len(made.Light) {
		t.Errorf("%d colours of %d", len(colours), len(made.Light))
	}
}

// The format has a colour twice: as numbers, for programs, and as hex, for people. They say the same.
func TestPaletteSaysEachColourOnce(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(tokens, "palet.tokens.json"))
	if err != nil {
		t.Fatal(err)
	}
	colour := regexp.MustCompile(`"components": \[([0-9.]+), ([0-9.]+), ([0-9.]+)\], "hex": "(#[0-9a-f]{6})"`)
	found := colour.FindAllStringSubmatch(string(data), -1)
	if len(found) < 40 || len(found) != strings.Count(string(data), "$value") {
		t.Fatalf("%d colours", len(found))
	}
	for _, m := range found {
		c, _ := ParseColour(m[4])
		for i, want := range []uint8{c.R, c.G, c.B} {
			var got float64
			if _, err := fmt.Sscan(m[i+1], &got); err != nil || math.Abs(got*255-float64(want)) > 0.1 {
				t.Errorf("%s: %s is not %d/255", m[4], m[i+1], want)
			}
		}
	}
}

// The layers: meanings name the palette and each other, never a colour, and components (CSS, drawings) use meanings alone.
func TestLayers(t *testing.T) {
	for _, name := range []string{"betekenis.tokens.json", "donker.tokens.json"} {
		data, err := os.ReadFile(filepath.Join(tokens, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "colorSpace") {
			t.Errorf("%s has a colour of its own", name)
		}
	}
	data, err := os.ReadFile(filepath.Join(tokens, "palet.tokens.json"))
	if err != nil {
		t.Fatal(err)
	}
	var group map[string]any
	if err := json.Unmarshal(data, &group); err != nil {
		t.Fatal(err)
	}
	palette := map[string]string{}
	flatten(group, "", "", palette)
	files, _ := filepath.Glob("../../assets/css/*.css")
	drawings, _ := filepath.Glob("../../assets/svg/*.svg")
	icons, _ := filepath.Glob("../../assets/svg/icoon/*.svg")
	use := regexp.MustCompile(`var\(--([a-z0-9-]+)`)
	colour := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(`)
	for _, file := range slices.Concat(files, drawings, icons) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(data), -1) {
			if _, ok := palette[strings.ReplaceAll(m[1], "-", ".")]; ok {
				t.Errorf("%s uses the palette: --%s", filepath.Base(file), m[1])
			}
		}
		screen, _, _ := strings.Cut(string(data), "@media print") // paper is black and white
		for _, m := range colour.FindAllString(screen, -1) {
			t.Errorf("%s has a colour of its own: %s", filepath.Base(file), m)
		}
	}
}
