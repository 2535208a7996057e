package crop

import (
	"fmt"
	"image"
)

// Dominant gives the colour that a picture is remembered by, as #rrggbb: the one that most of its pixels are near to,
// where those count more that have more colour or are nearer to the middle. Transparent pixels do not count; a picture
// of nothing else is white.
func Dominant(img image.Image) string {
	m := shrink(img, 32)
	width, height := m.Rect.Dx(), m.Rect.Dy()
	var found shades
	for y := range height {
		for x := range width {
			c := m.RGBAAt(x, y)
			if c.A < 128 {
				continue
			}
			c = onWhite(c)
			// The middle counts three times as much as the edge, and a pure colour four times as much as grey.
			place := 200 + 400*min(x+1, width-x)/(width+1) + 400*min(y+1, height-y)/(height+1)
			pure := 85 + int(max(c.R, c.G, c.B)-min(c.R, c.G, c.B))
			found.add(c.R, c.G, c.B, int64(place*pure))
		}
	}
	best := shade{weight: 1, r: 255, g: 255, b: 255}
	most := int64(0)
	for r := range steps {
		for g := range steps {
			for b := range steps {
				if s := found.near(r, g, b); s.weight > most {
					most, best = s.weight, s
				}
			}
		}
	}
	return fmt.Sprintf("#%02x%02x%02x", best.r/best.weight, best.g/best.weight, best.b/best.weight)
}

// steps is into how many levels red, green and blue are divided.
const steps = 16

// A shade sums like colours, each times its weight.
type shade struct{ weight, r, g, b int64 }

// shades has an empty one at either end.
type shades [steps + 2][steps + 2][steps + 2]shade

func (s *shades) add(r, g, b byte, weight int64) {
	to := &s[r/steps+1][g/steps+1][b/steps+1]
	to.weight += weight
	to.r += weight * int64(r)
	to.g += weight * int64(g)
	to.b += weight * int64(b)
}

// near sums a shade and those next to it, so that a colour between two shades loses nothing by that.
func (s *shades) near(r, g, b int) (sum shade) {
	if s[r+1][g+1][b+1].weight == 0 {
		return sum
	}
	for i := r; i < r+3; i++ {
		for j := g; j < g+3; j++ {
			for _, n := range s[i][j][b : b+3] {
				sum = shade{sum.weight + n.weight, sum.r + n.r, sum.g + n.g, sum.b + n.b}
			}
		}
	}
	return sum
}
