package crop

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func TestDominant(t *testing.T) {
	red, sky, grey := color.RGBA{200, 30, 40, 255}, color.RGBA{120, 170, 220, 255}, color.RGBA{128, 128, 128, 255}
	paint := func(parts ...any) image.Image { // rectangles and their colours
		m := image.NewNRGBA(image.Rect(0, 0, 120, 80))
		for i := 0; i < len(parts); i += 2 {
			draw.Draw(m, parts[i].(image.Rectangle), image.NewUniform(parts[i+1].(color.Color)), image.Point{}, draw.Src)
		}
		return m
	}
	whole := image.Rect(0, 0, 120, 80)
	for name, c := range map[string]struct {
		img  image.Image
		want string
	}{
		"one colour":                      {paint(whole, red), "#c81e28"},
		"the larger part":                 {paint(whole, red, image.Rect(0, 0, 120, 55), sky), "#78aadc"},
		"no average":                      {paint(whole, red, image.Rect(0, 0, 50, 80), color.RGBA{30, 160, 60, 255}), "#c81e28"},
		"colour before grey":              {paint(whole, grey, image.Rect(0, 0, 60, 80), red), "#c81e28"},
		"the middle before the edge":      {paint(whole, sky, image.Rect(20, 10, 100, 70), color.RGBA{220, 170, 120, 255}), "#dcaa78"},
		"transparent pixels do not count": {paint(image.Rect(50, 30, 80, 60), red), "#c81e28"},
		"nothing":                         {paint(), "#ffffff"},
		"one pixel":                       {field(1, 1, image.Pt(5, 5), 1), "#787d82"},
		"grey":                            {image.NewGray(whole), "#000000"},
	} {
		if got := Dominant(c.img); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A little noise may not change the colour to another.
func TestDominantIsStable(t *testing.T) {
	for level := byte(40); level < 200; level++ { // also where bins meet
		m := image.NewGray(image.Rect(0, 0, 64, 48))
		for i := range m.Pix {
			m.Pix[i] = level + byte(i*i*7%5) - 2
			if i%64 < 20 {
				m.Pix[i] = 250
			}
		}
		var r, g, b int
		if got := Dominant(m); len(got) != 7 {
			t.Fatal(got)
		} else if r, g, b = hex(got[1:3]), hex(got[3:5]), hex(got[5:]); r != g || g != b || max(r-int(level), int(level)-r) > 1 {
			t.Errorf("level %d: %s", level, got)
		}
	}
}

func hex(s string) int {
	const digits = "0123456789abcdef"
	v := 0
	for _, c := range s {
		for i, d := range digits {
			if c == d {
				v = v*16 + i
			}
		}
	}
	return v
}
