package colour

import (
	"image"
	"math"
	"sync"
)

// A shaper converts RGB of which each channel has a curve, after which all are mixed: what nearly every RGB profile is.
//
// What a channel adds to the light of sRGB's red, green and blue stands packed in one number, three lanes of 21 bits.
// So three look-ups and two additions make all three, and the upper bits of a lane are the index in one table of sRGB's
// curve. No lane runs over: newShaper checks the least and the most that the channels add up to.
type shaper struct{ r, g, b channel }

// A channel has what each value adds. The red, green and blue of YCbCr are no whole numbers: the table has them in
// phases of a quarter, one phase after the other. They may also lie below 0 and above 255, and are then as 0 and 255.
type channel [phases * span]uint64

const (
	phases = 4
	below  = 256 // values under 0
	span   = below + 256 + 256

	lane    = 21      // bits
	unit    = 1 << 18 // light 1
	lowest  = 3       // how far the light can go below 0
	highest = 5       // and how far up
	dropped = 5       // bits of a lane that are no index
)

// newShaper makes the tables, or nil of a profile that is no shaper, or mixes too wildly for the lanes.
func newShaper(p *Profile) *shaper {
	mix, ok := p.mix()
	if !ok {
		return nil
	}
	for i, row := range mix.m {
		low, high := mix.t[i], mix.t[i]
		for _, x := range row {
			low, high = low+min(x, 0), high+max(x, 0)
		}
		if low < 0.01-lowest || high > highest-0.01 {
			return nil
		}
	}
	s := new(shaper)
	for c, table := range []*channel{&s.r, &s.g, &s.b} {
		for i := range table {
			value := float64(i/span-below*phases+i%span*phases) / phases
			light := p.first[c].at(value / 255)
			for o := range 3 {
				add := float64(mix.m[o][c] * light)
				if c == 0 { // once: what the matrix adds, where 0 lies, and half a step to round
					add += mix.t[o] + lowest + float64(1<<dropped)/2/unit
				}
				table[i] += uint64(int64(math.Round(float64(add*unit)))) << (lane * o)
			}
		}
	}
	return s
}

// from is the part of the table for the values from a given one on, in phases above the lowest.
func (c *channel) from(value int32) *[256]uint64 {
	v := uint32(value) // of which division by four is quick
	return (*[256]uint64)(c[v%phases*span+v/phases:])
}

// lanes is sRGB's curve for the index bits of a lane, in fixed.
type lanes [1 << (lane - dropped)]uint16

var srgbLanes = sync.OnceValue(func() *lanes {
	t := new(lanes)
	for i := range t {
		t[i] = uint16(fixed(encode(clamp(float64(i-lowest*unit>>dropped) / (unit >> dropped)))))
	}
	return t
})

func (t *lanes) red(v uint64) int64   { return int64(t[uint16(v>>dropped)]) }
func (t *lanes) green(v uint64) int64 { return int64(t[uint16(v>>(dropped+lane))]) }
func (t *lanes) blue(v uint64) int64  { return int64(t[uint16(v>>(dropped+2*lane))]) }

// pixel gives the red, blue and luma of three lanes.
func (t *lanes) pixel(v uint64) (red, blue, light int64) {
	red, blue = t.red(v), t.blue(v)
	return red, blue, luma(red, t.green(v), blue)
}

func (s *shaper) ycbcr(img *image.YCbCr) {
	srgb, cbs, crs := srgbLanes(), chromaCb(), chromaCr()
	stride := img.YStride
	tiles(img, func(y []uint8, columns, rows int, cb, cr *uint8) {
		r, b := s.r.from(crs.own[*cr]), s.b.from(cbs.own[*cb])
		g := s.g.from((cbs.green[*cb] + crs.green[*cr]) >> 16)
		var sumR, sumB, sumY int64
		if columns == 2 && rows == 2 {
			// The everyday case, without loops.
			p, q := (*[2]uint8)(y), (*[2]uint8)(y[stride:])
			r0, b0, y0 := srgb.pixel(r[p[0]] + g[p[0]] + b[p[0]])
			r1, b1, y1 := srgb.pixel(r[p[1]] + g[p[1]] + b[p[1]])
			r2, b2, y2 := srgb.pixel(r[q[0]] + g[q[0]] + b[q[0]])
			r3, b3, y3 := srgb.pixel(r[q[1]] + g[q[1]] + b[q[1]])
			p[0], p[1], q[0], q[1] = byteOf(y0), byteOf(y1), byteOf(y2), byteOf(y3)
			sumR, sumB, sumY = r0+r1+r2+r3, b0+b1+b2+b3, y0+y1+y2+y3
		} else {
			for row := range rows {
				line := y[row*stride:][:columns]
				for x, v := range line {
					red, blue, light := srgb.pixel(r[v] + g[v] + b[v])
					line[x] = byteOf(light)
					sumR, sumB, sumY = sumR+red, sumB+blue, sumY+light
				}
			}
		}
		*cb, *cr = chroma(sumB-sumY, columns*rows, toCb), chroma(sumR-sumY, columns*rows, toCr)
	})
}

func (s *shaper) nrgba(img *image.NRGBA) {
	srgb := srgbLanes()
	r, g, b := s.r.from(below*phases), s.g.from(below*phases), s.b.from(below*phases)
	size := img.Bounds().Size()
	for y := range size.Y {
		for row := img.Pix[y*img.Stride:][:4*size.X]; len(row) >= 4; row = row[4:] {
			v := r[row[0]] + g[row[1]] + b[row[2]]
			row[0], row[1], row[2] = byteOf(srgb.red(v)), byteOf(srgb.green(v)), byteOf(srgb.blue(v))
		}
	}
}
