package theme

import (
	"fmt"
	"slices"
)

// Pair is two colours that the site uses together. The ratios are those of WCAG: 4.5 for text, 3 for what one must see to use
// the page.
type Pair struct {
	Ink, Surface string
	Or           string // the pair is fine when this one contrasts instead: a ring of two colours
	Min          float64
}

const (
	text = 4.5
	part = 3
)

// ground is what text stands on, all over the site.
var ground = []string{"kleur.achtergrond", "kleur.vlak", "kleur.vlak-zacht", "kijk.zacht", "vraag.zacht", "bied.zacht", "doe.zacht"}

// Pairs are all the pairs, also those that only a municipality's theme can spoil.
var Pairs = slices.Concat(
	on(text, "kleur.tekst", ground...),
	on(text, "kleur.tekst-zacht", ground...),
	on(text, "kleur.link", ground...),
	on(text, "kleur.tekst", "kleur.mis-zacht"),
	on(text, "kleur.mis", "kleur.mis-zacht", "kleur.achtergrond", "kleur.vlak"),
	on(text, "kleur.op-merk", "kleur.merk"),
	on(text, "kies.op", "kies.vlak"),
	on(text, "kleur.op-actie", "kleur.actie"),
	on(text, "knop.op", "knop.vlak"),
	on(text, "dag.op-kop", "dag.kop"),
	on(text, "kleur.tekst", "dag.vlak", "feiten.vlak"),
	on(text, "voet.op", "voet.vlak"),
	on(text, "voet.op-zacht", "voet.vlak"),
	on(text, "voet.kop", "voet.vlak"),
	on(text, "voet.accent", "voet.vlak"), // the slogan, and the ring of the focus there
	on(text, "vast.op-donker", "vast.donker", "alarm.vlak"),
	on(text, "vast.donker", "kleur.accent"),
	on(text, "melding.op", "melding.vlak"),
	on(text, "alarm.op", "alarm.vlak"),
	on(text, "deur.op", "kijk.vlak", "vraag.vlak", "bied.vlak", "doe.vlak"),
	on(part, "knop.rand", ground...),
	on(part, "kaart.rand", "kleur.achtergrond", "kleur.vlak-zacht"),
	on(part, "feiten.rand", "kleur.achtergrond"),
	on(part, "dag.rand", "kleur.achtergrond", "kleur.vlak-zacht"),
	focus(ground...),
	focus("kleur.mis-zacht", "kleur.merk", "melding.vlak", "alarm.vlak", "kijk.vlak", "vraag.vlak", "bied.vlak", "doe.vlak"),
)

func on(least float64, ink string, surfaces ...string) []Pair {
	var out []Pair
	for _, s := range surfaces {
		out = append(out, Pair{Ink: ink, Surface: s, Min: least})
	}
	return out
}

// focus is the ring around what has the focus: one of its two colours shows on each surface.
func focus(surfaces ...string) []Pair {
	pairs := on(part, "kleur.focus", surfaces...)
	for i := range pairs {
		pairs[i].Or = "kleur.focus-om"
	}
	return pairs
}

// String names the pair.
func (p Pair) String() string {
	if p.Or != "" {
		return fmt.Sprintf("%s or %s on %s", p.Ink, p.Or, p.Surface)
	}
	return fmt.Sprintf("%s on %s", p.Ink, p.Surface)
}

// contrast is how much the pair has.
func (s scheme) contrast(p Pair) float64 {
	ratio := Contrast(s.at(p.Ink), s.at(p.Surface))
	if p.Or != "" {
		ratio = max(ratio, Contrast(s.at(p.Or), s.at(p.Surface)))
	}
	return ratio
}

// fits reports whether all that a colour is used with can be read.
func (s scheme) fits(token string) bool {
	for _, p := range Pairs {
		for _, name := range []string{p.Ink, p.Or, p.Surface} {
			if names, _ := s.chain(name); slices.Contains(names, token) && s.contrast(p) < p.Min {
				return false
			}
		}
	}
	return true
}

// Faint gives the pairs of the site's own colours, or with a theme's, that have too little contrast, by scheme.
func (l *Look) Faint(t *Theme) (light, dark []Pair) {
	if t == nil {
		t = &Theme{}
	}
	for _, p := range Pairs {
		if s := (scheme{l.light, t.Light}); s.contrast(p) < p.Min {
			light = append(light, p)
		}
		if s := (scheme{l.dark, t.Dark}); s.contrast(p) < p.Min {
			dark = append(dark, p)
		}
	}
	return light, dark
}
