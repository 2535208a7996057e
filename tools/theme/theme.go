package theme

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// Theme is what a municipality changes of the site's colours.
type Theme struct {
	Light, Dark Colours
}

// The parts of a page whose colour a municipality can choose. The four doors keep theirs: they show the way.
const (
	surface = "vlak"   // the large surface at the top, and the municipality's house in lists
	accent  = "accent" // links and buttons
	foot    = "voet"   // the foot of the page
)

// words are the colours that have a name, as tokens of the palette: the surface, then the accent.
var words = map[string][2]string{
	"geel":  {"zon.500", "nacht.700"},
	"rood":  {"koraal.400", "koraal.700"},
	"groen": {"blad.400", "blad.700"},
	"blauw": {"lucht.400", "lucht.700"},
	"paars": {"paars.400", "paars.700"},
}

// Suggest gives a new municipality a word to start with, which is not always the same one.
func Suggest(slug string) string {
	names := slices.Sorted(maps.Keys(words))
	sum := 0
	for _, r := range slug {
		sum += int(r)
	}
	return names[sum%len(names)]
}

const howTo = `Zet de kleur tussen aanhalingstekens, zoals "#0b6e4f". Of kies een woord: blauw, geel, groen, paars of rood.`

// Theme works out what a municipality's colours mean in both schemes. What cannot be read, and each colour that had to move
// before people can read what stands on it, comes as a notice. A theme without a usable colour is nil.
func (l *Look) Theme(t *page.Theme) (*Theme, []notice.Notice) {
	if t == nil {
		return nil, nil
	}
	m := &maker{look: l, theme: &Theme{Colours{}, Colours{}}}
	m.light, m.dark = scheme{l.light, m.theme.Light}, scheme{l.dark, m.theme.Dark}
	for _, key := range t.Unknown {
		m.warn(fmt.Sprintf("thema kent %q niet.", key), "Gebruik vlak, accent of voet.")
	}
	for _, key := range t.Empty {
		m.refuse(strings.TrimSuffix("thema."+key, "."), "")
	}
	if t.All != "" {
		if !known(t.All) {
			m.refuse("thema", t.All)
			return nil, m.notices
		}
		t = &page.Theme{All: t.All, Surface: t.All, Accent: t.All, Foot: t.All}
	}
	// In this order: what stands on the surface is chosen before what stands beside it.
	for _, part := range []struct {
		name, value string
		paint       func(Colour) (used Colour)
	}{{surface, t.Surface, m.surface}, {accent, t.Accent, m.accent}, {foot, t.Foot, m.foot}} {
		if part.value == "" {
			continue
		}
		if !known(part.value) {
			m.refuse("thema."+part.name, part.value)
			continue
		}
		asked := m.colour(part.name, part.value)
		used := part.paint(asked)
		// A word leaves the tone to us, and so does a colour for all at the foot, which is always dark.
		if used != asked && words[strings.ToLower(part.value)] == [2]string{} && (t.All == "" || part.name != foot) {
			m.moved(part.name, asked, used)
		}
	}
	if len(m.theme.Light) == 0 {
		return nil, m.notices
	}
	if light, dark := l.Faint(m.theme); len(light)+len(dark) > 0 { // no colour that was tried comes here; but then none may
		m.warn("Met deze kleuren is de tekst niet te lezen. De gewone kleuren blijven.", howTo)
		return nil, m.notices
	}
	return m.theme, m.notices
}

// maker paints a theme.
type maker struct {
	look        *Look
	theme       *Theme
	light, dark scheme
	notices     []notice.Notice
}

func known(value string) bool {
	_, word := words[strings.ToLower(value)]
	_, ok := ParseColour(value)
	return word || ok
}

func (m *maker) colour(part, value string) Colour {
	if word, ok := words[strings.ToLower(value)]; ok {
		if part == surface {
			return m.light.at(word[0])
		}
		return m.light.at(word[1])
	}
	c, _ := ParseColour(value)
	return c
}

// surface paints the face of the municipality. The text on it is ink or white, whatever moves the colour least.
func (m *maker) surface(c Colour) (used Colour) {
	t := c.tone()
	m.theme.Light["kleur.vlak-zacht"] = fit(m.light, tone{0.97, min(t.chroma, 0.03), t.hue}, +1, "kleur.vlak-zacht")
	best := math.Inf(1)
	for _, try := range []struct {
		ink  string
		step float64
	}{{"vast.donker", +1}, {"vast.op-donker", -1}} {
		ink := m.light.at(try.ink)
		got := fit(scheme{m.look.light, Colours{"kleur.op-merk": ink}}, t, try.step, "kleur.merk")
		if d := math.Abs(got.tone().light - t.light); d < best {
			best, used = d, got
			m.theme.Light["kleur.merk"], m.theme.Light["kleur.op-merk"] = got, ink
		}
	}
	m.theme.Dark["kleur.merk"] = fit(m.dark, tone{0.35, min(t.chroma, 0.1), t.hue}, -1, "kleur.merk")
	return used
}

// accent paints links and buttons: dark on light, light on dark.
func (m *maker) accent(c Colour) (used Colour) {
	t := c.tone()
	for _, token := range []string{"kleur.link", "kleur.actie"} {
		m.theme.Light[token] = fit(m.light, t, -1, token)
		m.theme.Dark[token] = fit(m.dark, tone{max(t.light, 0.82), min(t.chroma, 0.14), t.hue}, +1, token)
	}
	return m.theme.Light["kleur.link"]
}

// foot paints the foot of the page: the village at night, in the light of the municipality.
func (m *maker) foot(c Colour) (used Colour) {
	t := c.tone()
	t.light = min(t.light, 0.36)
	t.chroma = min(t.chroma, 0.09)
	m.theme.Light["kleur.nacht"] = fit(m.light, t, -1, "kleur.nacht")
	m.theme.Dark["kleur.nacht"] = fit(m.dark, tone{0.18, min(t.chroma, 0.05), t.hue}, -1, "kleur.nacht")
	m.theme.Dark["voet.dorp"] = fit(m.dark, tone{0.33, min(t.chroma, 0.09), t.hue}, -1, "voet.dorp")
	return m.theme.Light["kleur.nacht"]
}

// fit moves a tone, lighter (+1) or darker (-1), until all that the token is used with can be read.
func fit(s scheme, t tone, step float64, token string) Colour {
	set := maps.Clone(s.set)
	if set == nil {
		set = Colours{}
	}
	for {
		set[token] = t.colour()
		if (scheme{s.base, set}).fits(token) || step < 0 && t.light <= 0 || step > 0 && t.light >= 1 {
			return set[token]
		}
		t.light += step * 0.005
	}
}

func (m *maker) warn(text, hint string) {
	m.notices = append(m.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
}

func (m *maker) refuse(key, value string) {
	if value == "" {
		m.warn(fmt.Sprintf("Bij %s staat geen kleur. Misschien staat er een # zonder aanhalingstekens.", key), howTo)
		return
	}
	m.warn(fmt.Sprintf("Bij %s staat %q. Dat is geen kleur.", key, value), howTo)
}

func (m *maker) moved(part string, asked, used Colour) {
	m.notices = append(m.notices, notice.Notice{
		Level: notice.Advice,
		Text:  fmt.Sprintf("De kleur %s bij %s geeft te weinig contrast om te lezen. Op de site is hij %s.", asked, part, used),
		Hint:  fmt.Sprintf("Dat is goed zo. Zet %q bij thema om deze melding kwijt te raken.", used.String()),
	})
}

// Tokens writes themes, by municipality, as design tokens: for each the group licht and the group donker.
func Tokens(themes map[string]*Theme) ([]byte, error) {
	out := map[string]any{}
	for slug, t := range themes {
		out[slug] = map[string]any{"licht": t.Light.group(), "donker": t.Dark.group()}
	}
	return json.MarshalIndent(out, "", "  ")
}

func (c Colours) group() map[string]any {
	out := map[string]any{"$type": "color"}
	for name, colour := range c {
		group, token, _ := strings.Cut(name, ".")
		if out[group] == nil {
			out[group] = map[string]any{}
		}
		components := [3]float64{}
		for i, v := range [3]uint8{colour.R, colour.G, colour.B} {
			components[i] = math.Round(float64(v)/255*1e4) / 1e4
		}
		out[group].(map[string]any)[token] = map[string]any{
			"$value": map[string]any{"colorSpace": "srgb", "components": components, "hex": colour.String()},
		}
	}
	return out
}
