package crop

import (
	"image"
	"image/color"
)

// shrink gives img with side pixels on its longest side and less than twice as many, or as it is where it is smaller.
// A pixel is the average of up to sixteen: enough to judge by, at the same cost for every picture.
func shrink(img image.Image, side int) *image.RGBA {
	b := img.Bounds()
	n := max(1, max(b.Dx(), b.Dy())/side)
	step := (n + 3) / 4
	at := reader(img)
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()/n), max(1, b.Dy()/n)))
	for i := 0; i < len(out.Pix); i += 4 {
		x, y := i/4%out.Rect.Dx()*n, i/out.Stride*n
		var sum [4]int
		count := 0
		for dy := step / 2; dy < n; dy += step {
			for dx := step / 2; dx < n; dx += step {
				c := at(b.Min.X+min(x+dx, b.Dx()-1), b.Min.Y+min(y+dy, b.Dy()-1))
				sum[0], sum[1], sum[2], sum[3] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B), sum[3]+int(c.A)
				count++
			}
		}
		for c := range sum {
			out.Pix[i+c] = byte(sum[c] / count)
		}
	}
	return out
}

// reader gives the pixels of img.
func reader(img image.Image) func(x, y int) color.RGBA {
	if m, ok := img.(*image.YCbCr); ok { // what photos are, faster
		return func(x, y int) color.RGBA {
			i := m.COffset(x, y)
			r, g, b := color.YCbCrToRGB(m.Y[m.YOffset(x, y)], m.Cb[i], m.Cr[i])
			return color.RGBA{R: r, G: g, B: b, A: 255}
		}
	}
	return func(x, y int) color.RGBA {
		r, g, b, a := img.At(x, y).RGBA()
		return color.RGBA{R: byte(r >> 8), G: byte(g >> 8), B: byte(b >> 8), A: byte(a >> 8)}
	}
}

// onWhite gives a pixel as the page shows it.
func onWhite(c color.RGBA) color.RGBA {
	return color.RGBA{R: c.R + 255 - c.A, G: c.G + 255 - c.A, B: c.B + 255 - c.A, A: 255}
}
