package alike

import (
	"image"
	"image/color"
)

// grid is a picture as 32x32 averages of its luma, with 8 bits of fraction.
type grid [side][side]int64

// gridOf averages a picture; nil when it has no pixels. Each pixel counts for the part of it that is in a cell, so that the
// same picture in another size has the same averages.
func gridOf(img image.Image) *grid {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if w <= 0 || h <= 0 {
		return nil
	}
	g := &grid{}
	line := lumaOf(img)
	// In units of 1/side of a pixel, a cell is w wide and h high. cum is the sum of all lines above y, and upTo what lies above
	// the last border of cells.
	var cum, upTo [side]uint64
	area := uint64(w) * uint64(h) // of a cell
	border := func(j int, at func(i int) uint64) {
		for i := range side {
			sum := at(i)
			g[j-1][i] = int64(((sum-upTo[i])*256 + area/2) / area)
			upTo[i] = sum
		}
	}
	j := 1
	for y := range h {
		row := rowSums(line(y), w)
		for ; j*h < side*(y+1) && j < side; j++ {
			border(j, func(i int) uint64 { return side*cum[i] + uint64(j*h-side*y)*row[i] })
		}
		for i, s := range row {
			cum[i] += s
		}
	}
	border(side, func(i int) uint64 { return side * cum[i] })
	return g
}

// rowSums adds up what of a line is in each column of cells.
func rowSums(line []byte, w int) (sums [side]uint64) {
	var sum, upTo uint64
	x := 0
	for i := range side {
		end := (i + 1) * w
		for ; (x+1)*side <= end; x++ {
			sum += uint64(line[x])
		}
		at := side * sum
		if part := end - x*side; part > 0 {
			at += uint64(part) * uint64(line[x])
		}
		sums[i], upTo = at-upTo, at
	}
	return sums
}

// lumaOf gives what gives a line of the luma of a picture, valid until the next.
func lumaOf(img image.Image) func(y int) []byte {
	b := img.Bounds()
	w := b.Dx()
	switch img := img.(type) {
	case *image.YCbCr:
		return func(y int) []byte { return img.Y[y*img.YStride:][:w] }
	case *image.Gray:
		return func(y int) []byte { return img.Pix[y*img.Stride:][:w] }
	}
	line := make([]byte, w)
	if img, ok := img.(*image.NRGBA); ok {
		return func(y int) []byte {
			for x := range line {
				p := img.Pix[y*img.Stride+4*x:][:4]
				line[x] = luma(onWhite(p[0], p[3]), onWhite(p[1], p[3]), onWhite(p[2], p[3]))
			}
			return line
		}
	}
	return func(y int) []byte {
		for x := range line {
			c := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
			line[x] = luma(onWhite(c.R, c.A), onWhite(c.G, c.A), onWhite(c.B, c.A))
		}
		return line
	}
}

func onWhite(v, alpha uint8) uint32 {
	return (uint32(v)*uint32(alpha) + 255*(255-uint32(alpha)) + 127) / 255
}

// luma is that of BT.601, as in JFIF.
func luma(r, g, b uint32) byte {
	return byte((299*r + 587*g + 114*b + 500) / 1000)
}

// transform gives the lowest waves of the picture: by their frequency down, then across. They are sums of products of two
// cosines, each 1<<14 at its largest.
func (g *grid) transform() (out [low][low]int64) {
	var across [side][low]int64
	for y := range side {
		for u := range low {
			for x := range side {
				across[y][u] += g[y][x] * cosine((2*x+1)*u)
			}
		}
	}
	for v := range low {
		for u := range low {
			for y := range side {
				out[v][u] += across[y][u] * cosine((2*y+1)*v)
			}
		}
	}
	return out
}

// cosine is that of k/128 of a circle, in units of 1/(1<<14).
func cosine(k int) int64 {
	k %= 4 * side
	if k > 2*side {
		k = 4*side - k
	}
	if k > side {
		return -quarter[2*side-k]
	}
	return quarter[k]
}

// quarter is the first quarter of a cosine. It is written out because math.Cos may differ between machines in its last bit.
var quarter = [side + 1]int64{
	16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449, 14053, 13623, 13160, 12665, 12140, 11585,
	11003, 10394, 9760, 9102, 8423, 7723, 7005, 6270, 5520, 4756, 3981, 3196, 2404, 1606, 804, 0,
}
