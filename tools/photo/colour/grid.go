package colour

import (
	"image"
	"math"
)

// A grid is a profile worked out at the nodes of a grid, between which it is interpolated: for all that is no shaper.
type grid struct {
	axes  []axis
	steps []int   // from a node to the next along each axis
	nodes []int16 // red, green and blue of each, in quarters of fixed; those outside of sRGB too, up to twice its range
}

// An axis says of each value of a channel where it lies: in nodes the one at or below it, and how far it is from there to
// the next, in 32768ths.
type axis [256]struct {
	node int
	way  int64
}

const whole = 32768 // way

// newGrid works out the nodes. Of a profile with a table, the grid has the curves before it, its nodes, and more in between.
func newGrid(p *Profile) *grid {
	most := 33
	if p.channels == 4 {
		most = 17
	}
	first, then := p.first, p.then
	size := make([]int, p.channels)
	if own, ok := then[0].(clut); ok {
		for i, n := range own.size {
			size[i] = min(n, most)
			size[i] += (size[i] - 1) * ((most-1)/(size[i]-1) - 1)
		}
	} else {
		then = append([]stage{curves(p.first[:p.channels])}, then...)
		for i := range size {
			first[i], size[i] = identity, most
		}
	}
	rest := &Profile{then: then, last: p.last}
	g := &grid{axes: make([]axis, p.channels), steps: make([]int, p.channels)}
	count := 3
	for i := p.channels - 1; i >= 0; i-- {
		g.steps[i] = count
		count *= size[i]
		for v := range g.axes[i] {
			x := float64(first[i].at(float64(v)/255) * float64(size[i]-1))
			node := min(int(x), size[i]-2)
			g.axes[i][v].node, g.axes[i][v].way = node*g.steps[i], int64(float64((x-float64(node))*whole)+0.5)
		}
	}
	g.nodes = make([]int16, 0, count)
	for at := 0; at < count; at += 3 {
		var v vec
		for i, n := range size {
			v[i] = float64(at/g.steps[i]%n) / float64(n-1)
		}
		out := rest.srgb(v)
		for _, x := range out[:3] {
			g.nodes = append(g.nodes, int16(math.Round(float64(max(-2, min(x, 2))*255*64))))
		}
	}
	return g
}

// rgb converts three channels.
func (g *grid) rgb(a, b, c uint8) (red, green, blue int64) {
	x, y, z := g.axes[0][a], g.axes[1][b], g.axes[2][c]
	red, green, blue = g.cube(x.node+y.node+z.node, g.steps, x.way, y.way, z.way)
	return settle(red), settle(green), settle(blue)
}

// cmyk converts four: between two cubes.
func (g *grid) cmyk(c, m, y, k uint8) (red, green, blue int64) {
	w, a, b, d := g.axes[0][c], g.axes[1][m], g.axes[2][y], g.axes[3][k]
	base := w.node + a.node + b.node + d.node
	r0, g0, b0 := g.cube(base, g.steps[1:], a.way, b.way, d.way)
	r1, g1, b1 := g.cube(base+g.steps[0], g.steps[1:], a.way, b.way, d.way)
	between := func(p, q int64) int64 { return settle(p + (q-p)*w.way/whole) }
	return between(r0, r1), between(g0, g1), between(b0, b1)
}

// settle makes fixed of what cube gives.
func settle(v int64) int64 { return max(0, min((v+whole/8)/(whole/4), 255*256)) }

// cube interpolates in the tetrahedron that holds the colour (as clut does), in 32768ths of quarters.
func (g *grid) cube(base int, steps []int, x, y, z int64) (red, green, blue int64) {
	i, j, k := steps[0], steps[1], steps[2]
	if x < y {
		x, y, i, j = y, x, j, i
	}
	if y < z {
		y, z, j, k = z, y, k, j
	}
	if x < y {
		x, y, i, j = y, x, j, i
	}
	i += base
	j += i
	k += j
	n, o, p, q := (*[3]int16)(g.nodes[base:]), (*[3]int16)(g.nodes[i:]), (*[3]int16)(g.nodes[j:]), (*[3]int16)(g.nodes[k:])
	x, y, z, rest := x-y, y-z, z, whole-x
	red = int64(n[0])*rest + int64(o[0])*x + int64(p[0])*y + int64(q[0])*z
	green = int64(n[1])*rest + int64(o[1])*x + int64(p[1])*y + int64(q[1])*z
	blue = int64(n[2])*rest + int64(o[2])*x + int64(p[2])*y + int64(q[2])*z
	return red, green, blue
}

func (g *grid) ycbcr(img *image.YCbCr) {
	cbs, crs := chromaCb(), chromaCr()
	round := func(v int32) uint8 { return uint8(max(0, min((v+phases/2)/phases-below, 255))) }
	tiles(img, func(y []uint8, columns, rows int, cb, cr *uint8) {
		r, b := crs.own[*cr], cbs.own[*cb]
		green := (cbs.green[*cb] + crs.green[*cr]) >> 16
		var sumR, sumB, sumY int64
		for row := range rows {
			for x := row * img.YStride; x < row*img.YStride+columns; x++ {
				v := int32(y[x]) * phases
				red, green, blue := g.rgb(round(r+v), round(green+v), round(b+v))
				light := luma(red, green, blue)
				y[x] = byteOf(light)
				sumR, sumB, sumY = sumR+red, sumB+blue, sumY+light
			}
		}
		*cb, *cr = chroma(sumB-sumY, columns*rows, toCb), chroma(sumR-sumY, columns*rows, toCr)
	})
}

func (g *grid) nrgba(img *image.NRGBA) {
	size := img.Bounds().Size()
	for y := range size.Y {
		for row := img.Pix[y*img.Stride:][:4*size.X]; len(row) >= 4; row = row[4:] {
			red, green, blue := g.rgb(row[0], row[1], row[2])
			row[0], row[1], row[2] = byteOf(red), byteOf(green), byteOf(blue)
		}
	}
}

// press makes a picture without subsampling of one for the press.
func (g *grid) press(img *image.CMYK) *image.YCbCr {
	out := image.NewYCbCr(img.Bounds(), image.YCbCrSubsampleRatio444)
	size := img.Bounds().Size()
	for y := range size.Y {
		at := y * out.YStride
		for row := img.Pix[y*img.Stride:][:4*size.X]; len(row) >= 4; row = row[4:] {
			red, green, blue := g.cmyk(row[0], row[1], row[2], row[3])
			light := luma(red, green, blue)
			out.Y[at], out.Cb[at], out.Cr[at] = byteOf(light), chroma(blue-light, 1, toCb), chroma(red-light, 1, toCr)
			at++
		}
	}
	return out
}
