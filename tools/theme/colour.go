package theme

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Colour is a colour of sRGB.
type Colour struct{ R, G, B uint8 }

// ParseColour reads #rgb or #rrggbb; the number sign may be missing.
func ParseColour(s string) (Colour, bool) {
	digits := strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		return Colour{}, false
	}
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// String gives #rrggbb.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// linear gives the amounts of light, from 0 to 1.
func (c Colour) linear() [3]float64 {
	var out [3]float64
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if x <= 0.04045 {
			out[i] = x / 12.92
		} else {
			out[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return out
}

// luminance is the relative luminance of WCAG.
func (c Colour) luminance() float64 {
	l := c.linear()
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// Contrast is the contrast ratio of WCAG, from 1 to 21.
func Contrast(a, b Colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// tone is a colour as OKLCH: lightness and chroma as people see them, and a hue. In it a colour gets lighter or darker and
// stays the same colour.
type tone struct{ light, chroma, hue float64 }

func (c Colour) tone() tone {
	v := c.linear()
	l := math.Cbrt(0.4122214708*v[0] + 0.5363325363*v[1] + 0.0514459929*v[2])
	m := math.Cbrt(0.2119034982*v[0] + 0.6806995451*v[1] + 0.1073969566*v[2])
	s := math.Cbrt(0.0883024619*v[0] + 0.2817188376*v[1] + 0.6299787005*v[2])
	a := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	b := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	return tone{0.2104542553*l + 0.7936177850*m - 0.0040720468*s, math.Hypot(a, b), math.Atan2(b, a)}
}

// colour gives the nearest colour of sRGB: one that a screen cannot show loses chroma until it can.
func (t tone) colour() Colour {
	t.light = min(max(t.light, 0), 1)
	for {
		v := t.linear()
		if t.chroma < 0.002 || min(v[0], v[1], v[2]) > -0.0005 && max(v[0], v[1], v[2]) < 1.0005 {
			return Colour{encode(v[0]), encode(v[1]), encode(v[2])}
		}
		t.chroma *= 0.97
	}
}

func (t tone) linear() [3]float64 {
	a, b := t.chroma*math.Cos(t.hue), t.chroma*math.Sin(t.hue)
	l := math.Pow(t.light+0.3963377774*a+0.2158037573*b, 3)
	m := math.Pow(t.light-0.1055613458*a-0.0638541728*b, 3)
	s := math.Pow(t.light-0.0894841775*a-1.2914855480*b, 3)
	return [3]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
}

func encode(x float64) uint8 {
	x = min(max(x, 0), 1)
	if x <= 0.0031308 {
		x *= 12.92
	} else {
		x = 1.055*math.Pow(x, 1/2.4) - 0.055
	}
	return uint8(math.Round(x * 255))
}
