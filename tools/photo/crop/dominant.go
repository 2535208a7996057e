package crop

import (
	"fmt"
	"image"
)

// Dominant gives the colour that a picture is remembered by, as #rrggbb: the one that most of its pixels are near to,
// where those count more that have more colour or are nearer to the middle. Transparent pixels do not count; a picture
// of nothing else is white.
func Dominant(img image.Image) string {
	const (
		side   = 32
		shift  = 4            // bits of a level that do not matter
		levels = 256 >> shift // of red, green and blue
	)
	type bin struct{ weight, r, g, b int }
	var bins [levels + 2][levels + 2][levels + 2]bin // with an empty edge
	small := shrink(img, side)
	width, height := small.Rect.Dx(), small.Rect.Dy()
	for y := range height {
		for x := range width {
			c := small.RGBAAt(x, y)
			if c.A < 128 {
				continue
			}
			c = onWhite(c)
			// From 1 at the edge to 3 in the middle, and from 1 for grey to 4 for a pure colour.
			middle := 100 + 400*min(x+1, width-x)/(width+1)
			middle += 100 + 400*min(y+1, height-y)/(height+1)
			colour := 85 + int(max(c.R, c.G, c.B)) - int(min(c.R, c.G, c.B))
			w := middle * colour
			to := &bins[c.R>>shift+1][c.G>>shift+1][c.B>>shift+1]
			to.weight, to.r, to.g, to.b = to.weight+w, to.r+w*int(c.R), to.g+w*int(c.G), to.b+w*int(c.B)
		}
	}
	// A colour at the border of two bins may not lose to one that happens to be within a bin.
	best := bin{weight: 1, r: 255, g: 255, b: 255}
	found := 0
	for r := 1; r <= levels; r++ {
		for g := 1; g <= levels; g++ {
			for b := 1; b <= levels; b++ {
				if bins[r][g][b].weight == 0 {
					continue
				}
				var near bin
				for i := r - 1; i <= r+1; i++ {
					for j := g - 1; j <= g+1; j++ {
						for k := b - 1; k <= b+1; k++ {
							n := bins[i][j][k]
							near = bin{near.weight + n.weight, near.r + n.r, near.g + n.g, near.b + n.b}
						}
					}
				}
				if near.weight > found {
					found, best = near.weight, near
				}
			}
		}
	}
	return fmt.Sprintf("#%02x%02x%02x", best.r/best.weight, best.g/best.weight, best.b/best.weight)
}
