package main

import (
	"image"
	"math"
	"math/rand/v2"
)

// tileSide is the width and height of a texture that repeats: a power of two.
const tileSide = 1024

// scene is a photo that is being made: luma and, at half the size, chroma, from 0 to 255 as in JFIF.
type scene struct {
	rand      *rand.Rand
	y, cb, cr []float32
	palette   [6]colour
	textures  [2][]float32 // of all scales; of threads
}

type colour struct{ y, cb, cr float32 }

// patch is a part of the photo, as parts of its height and width. Right is counted from the right side.
type patch struct{ top, bottom, left, right float64 }

// place gives a random place in the patch, in pixels.
func (p patch) place(r *rand.Rand) (x, y float64) {
	return (p.left + r.Float64()*(1-p.left-p.right)) * photoWidth, (p.top + r.Float64()*(p.bottom-p.top)) * photoHeight
}

func (p patch) area() float64 {
	return (1 - p.left - p.right) * (p.bottom - p.top) * photoWidth * photoHeight
}

func newScene(r *rand.Rand) *scene {
	const n = photoWidth * photoHeight
	s := &scene{rand: r, y: make([]float32, n), cb: make([]float32, n/4), cr: make([]float32, n/4)}
	for i := range s.palette { // most of the world is rather grey, from brown by green to blue
		strength := 4 + 26*r.Float64()*r.Float64()
		sin, cos := math.Sincos(math.Pi * (0.6 + 1.1*r.Float64()))
		s.palette[i] = colour{float32(40 + 160*r.Float64()), float32(strength * cos), float32(strength * sin)}
	}
	s.textures = [...][]float32{texture(r, 256, 1), texture(r, 64, 32)}
	return s
}

// texture makes a tile of which each octave adds as much as the one before, from cells of the given size down. Stretched, its cells
// are longer than they are wide.
func texture(r *rand.Rand, cell, stretch int) []float32 {
	tile := make([]float32, tileSide*tileSide)
	for ; cell >= 1; cell /= 2 {
		long := min(cell*stretch, tileSide/2)
		w, h := tileSide/cell, tileSide/long
		grid := make([]float32, w*h)
		for i := range grid {
			grid[i] = float32(r.NormFloat64())
		}
		for y := range tileSide {
			top, ty := y/long, smooth(float32(y%long)/float32(long))
			up, down := grid[top*w:][:w], grid[(top+1)%h*w:][:w]
			for x := range tileSide {
				left, tx := x/cell, smooth(float32(x%cell)/float32(cell))
				right := (left + 1) % w
				tile[y*tileSide+x] += (up[left]*(1-tx)+up[right]*tx)*(1-ty) + (down[left]*(1-tx)+down[right]*tx)*ty
			}
		}
	}
	return tile
}

func smooth(t float32) float32 { return t * t * (3 - 2*t) }

// leaf is a thing with one colour, its shade and its texture.
type leaf struct {
	x, y, a, b float64 // centre and half axes, pixels
	angle      float64
	box        bool // a rectangle, else an ellipse
	colour
	shade, rough float32 // across the leaf; of the texture
	texture      []float32
}

// paint draws a leaf over what is there.
func (s *scene) paint(l leaf) {
	sin, cos := math.Sincos(l.angle)
	rise := math.Hypot(l.a*sin, l.b*cos)
	if l.box {
		rise = math.Abs(l.a*sin) + math.Abs(l.b*cos)
	}
	ox, oy := s.rand.IntN(tileSide), s.rand.IntN(tileSide)
	// The texture turns with the leaf, in steps of 1/256 of a pixel.
	ux, uy := int(256*cos), int(256*sin)
	slope := l.shade / float32(max(l.a, l.b))
	for y := max(0, int(math.Ceil(l.y-rise))); y <= min(photoHeight-1, int(l.y+rise)); y++ {
		from, to := l.span(float64(y)-l.y, sin, cos)
		x0, x1 := max(0, int(math.Ceil(l.x+from))), min(photoWidth, int(l.x+to)+1)
		if x0 >= x1 {
			continue
		}
		line := s.y[y*photoWidth:][:photoWidth]
		value := l.colour.y + slope*float32(y-int(l.y))
		switch {
		case l.rough == 0:
			for x := x0; x < x1; x++ {
				line[x] = value
			}
		default:
			u, v := (ox<<8)+x0*ux+y*uy, (oy<<8)-x0*uy+y*ux
			for x := x0; x < x1; x++ {
				line[x] = value + l.rough*l.texture[(v>>8)&(tileSide-1)*tileSide+(u>>8)&(tileSide-1)]
				u, v = u+ux, v-uy
			}
		}
		if y%2 == 0 {
			cb, cr := s.cb[y/2*(photoWidth/2):], s.cr[y/2*(photoWidth/2):]
			for x := (x0 + 1) / 2; x < x1/2; x++ {
				cb[x], cr[x] = l.cb, l.cr
			}
		}
	}
}

// span gives where a row of a leaf begins and ends, from its centre.
func (l *leaf) span(dy, sin, cos float64) (from, to float64) {
	if l.box {
		from, to = math.Inf(-1), math.Inf(1)
		for _, side := range [2][3]float64{{cos, dy * sin, l.a}, {-sin, dy * cos, l.b}} { // |side[0]·dx + side[1]| < side[2]
			k := side[0]
			if math.Abs(k) < 1e-6 {
				k = 1e-6
			}
			p, q := (-side[2]-side[1])/k, (side[2]-side[1])/k
			from, to = max(from, min(p, q)), min(to, max(p, q))
		}
		return from, to
	}
	aa, bb := 1/(l.a*l.a), 1/(l.b*l.b)
	p, q := cos*cos*aa+sin*sin*bb, dy*cos*sin*(aa-bb)
	root := q*q - p*(dy*dy*(sin*sin*aa+cos*cos*bb)-1)
	if root < 0 {
		return 1, 0
	}
	root = math.Sqrt(root)
	return (-q - root) / p, (-q + root) / p
}

// expose brings the scene through the lens onto the sensor; grain is the noise at mid grey, in steps of 256.
func (s *scene) expose(grain float64) *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, photoWidth, photoHeight), image.YCbCrSubsampleRatio420)
	soften(s.y, photoWidth)
	s.grain(s.y, photoWidth, grain)
	for _, c := range [][]float32{s.cb, s.cr} {
		soften(c, photoWidth/2)
		s.grain(c, photoWidth/2, grain)
		soften(c, photoWidth/2)
	}
	for i, v := range s.y {
		img.Y[i] = byte(max(0, min(255, v+0.5)))
	}
	for i := range s.cb {
		img.Cb[i] = byte(max(0, min(255, s.cb[i]+128.5)))
		img.Cr[i] = byte(max(0, min(255, s.cr[i]+128.5)))
	}
	return img
}

// grain adds noise of which neighbours have a part in common, as it is after the sensor's mosaic was filled in.
func (s *scene) grain(plane []float32, width int, sigma float64) {
	above := make([]float32, width)
	for at := 0; at < len(plane); at += width {
		line, left := plane[at:at+width], float32(0)
		for x, v := range line {
			noise := float32(s.rand.NormFloat64() * sigma)
			line[x] = v + (0.8*noise+0.4*left+0.4*above[x])*(1.4-v/320)
			above[x], left = noise, noise
		}
	}
}

// soften spreads each pixel a little over its neighbours, as a lens does.
func soften(plane []float32, width int) {
	for at := 0; at < len(plane); at += width {
		line := plane[at : at+width]
		left := line[0]
		for x := 1; x < width-1; x++ {
			v := line[x]
			line[x], left = (left+2*v+line[x+1])/4, v
		}
	}
	above := append([]float32(nil), plane[:width]...)
	for at := width; at < len(plane)-width; at += width {
		line, below := plane[at:at+width], plane[at+width:][:width]
		for x, v := range line {
			line[x], above[x] = (above[x]+2*v+below[x])/4, v
		}
	}
}

// blur puts a plane out of focus: three times the mean over 2·radius+1 pixels, along rows and columns.
func blur(plane []float32, width, radius int) {
	height := len(plane) / width
	mean := func(from, step, n int, line []float32) {
		for i := range line[:n] {
			line[i] = plane[from+i*step]
		}
		sum := float32(0)
		for i := -radius; i <= radius; i++ {
			sum += line[max(0, i)]
		}
		for i := range n {
			plane[from+i*step] = sum / float32(2*radius+1)
			sum += line[min(n-1, i+radius+1)] - line[max(0, i-radius)]
		}
	}
	line := make([]float32, max(width, height))
	for range 3 {
		for y := range height {
			mean(y*width, 1, width, line)
		}
		for x := range width {
			mean(x, width, height, line)
		}
	}
}
