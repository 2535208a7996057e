package main

import (
	"math"
)

// backdrop is a sky: light that changes softly, with clouds.
func (s *scene) backdrop() {
	cloud := s.textures[0]
	top, bottom := float32(120+60*s.rand.Float64()), float32(190+40*s.rand.Float64())
	blue := float32(8 + 16*s.rand.Float64())
	ox, oy := s.rand.IntN(tileSide), s.rand.IntN(tileSide)
	sample := func(x, y int) float32 { // eight times as large as the texture is, without its finest octaves
		u, v := x+ox*8, y+oy*8
		tx, ty := float32(u%8)/8, float32(v%8)/8
		at := func(i, j int) float32 { return cloud[j&(tileSide-1)*tileSide+i&(tileSide-1)] }
		i, j := u/8, v/8
		return (at(i, j)*(1-tx)+at(i+1, j)*tx)*(1-ty) + (at(i, j+1)*(1-tx)+at(i+1, j+1)*tx)*ty
	}
	for y := range photoHeight {
		t := float32(y) / photoHeight
		line := s.y[y*photoWidth:][:photoWidth]
		for x := range line {
			line[x] = top + (bottom-top)*t + 5*sample(x, y)
		}
	}
	for y := range photoHeight / 2 {
		for x := range photoWidth / 2 {
			white := max(0, min(1, (s.y[2*y*photoWidth+2*x]-150)/80))
			s.cb[y*(photoWidth/2)+x], s.cr[y*(photoWidth/2)+x] = blue*(1-white), -0.6*blue*(1-white)
		}
	}
}

// ground covers the photo from a height down, as a part of it, with earth or stone.
func (s *scene) ground(top float64) {
	s.paint(leaf{
		x: photoWidth / 2, y: photoHeight, a: photoWidth, b: photoHeight * (1 - top), angle: 0.01 * s.rand.NormFloat64(), box: true,
		colour: s.palette[s.rand.IntN(len(s.palette))], shade: 60, rough: 7, texture: s.textures[0],
	})
}

// leaves covers the patch as many times as layers says with things from smallest to largest pixels in radius, of which
// there are as much in each octave. Where a photo has small things differs: some of it stays calm.
func (s *scene) leaves(p patch, layers, smallest, largest float64) {
	calm := s.textures[0]
	ox, oy := s.rand.IntN(tileSide), s.rand.IntN(tileSide)
	part := smallest / largest
	for left := layers * p.area(); left > 0; {
		radius := smallest / math.Sqrt(1-s.rand.Float64()*(1-part*part))
		x, y := p.place(s.rand)
		flat := 0.4 + 0.6*s.rand.Float64()
		left -= math.Pi * radius * radius * flat
		busy := calm[(int(y)/4+oy)&(tileSide-1)*tileSide+(int(x)/4+ox)&(tileSide-1)]
		if radius < 40 && busy < 0 {
			continue
		}
		c := s.palette[(int(x+300*s.rand.NormFloat64())/700+int(y+300*s.rand.NormFloat64())/900*2+100)%len(s.palette)]
		grey := min(1, float32(radius)/60+0.3) // colour differs less than light in small things
		c.y += float32(28 * s.rand.NormFloat64())
		c.cb += grey * float32(6*s.rand.NormFloat64())
		c.cr += grey * float32(6*s.rand.NormFloat64())
		l := leaf{x: x, y: y, a: radius, b: radius * flat, angle: s.rand.Float64() * math.Pi, box: s.rand.IntN(4) == 0, colour: c}
		if radius > 6 {
			l.shade, l.rough = float32(20*s.rand.NormFloat64()), float32(5*s.rand.ExpFloat64())
			l.texture = s.textures[s.rand.IntN(len(s.textures))]
		}
		s.paint(l)
	}
}

// blades draws thin things beside each other, such as grass and hair, longer at the bottom of the patch.
func (s *scene) blades(p patch, n int, shortest, longest float64) {
	base := s.palette[s.rand.IntN(len(s.palette))]
	lean := 0.2 * s.rand.NormFloat64()
	for i := range n {
		far := float64(i) / float64(n)
		x, _ := p.place(s.rand)
		y := (p.top + far*(p.bottom-p.top)) * photoHeight
		c := base
		c.y = base.y*0.6 + 50 + float32(30*s.rand.NormFloat64())
		c.cb += float32(2 * s.rand.NormFloat64())
		c.cr += float32(2 * s.rand.NormFloat64())
		long := shortest + (longest-shortest)*far
		s.paint(leaf{
			x: x, y: y, a: long * (0.5 + s.rand.Float64()), b: 0.7 + 2*far*s.rand.Float64(),
			angle: math.Pi/2 + lean + 0.25*s.rand.NormFloat64(), colour: c, shade: float32(-25 * s.rand.Float64()),
		})
	}
}

// fronts draws houses: walls of brick or plaster, with rows of windows.
func (s *scene) fronts(p patch, n int) {
	for range n {
		x, _ := p.place(s.rand)
		w, h := 150+350*s.rand.Float64(), (0.5+0.5*s.rand.Float64())*(p.bottom-p.top)*photoHeight/2
		y := p.bottom*photoHeight - h
		tilt := 0.02 * s.rand.NormFloat64()
		wall := s.palette[s.rand.IntN(len(s.palette))]
		s.paint(leaf{
			x: x, y: y, a: w, b: h, angle: tilt, box: true, colour: wall,
			shade: float32(10 * s.rand.NormFloat64()), rough: float32(6 * s.rand.Float64()), texture: s.textures[s.rand.IntN(2)],
		})
		glass := colour{float32(30 + 60*s.rand.Float64()), 4, -2}
		frame := colour{float32(180 + 50*s.rand.Float64()), 0, 0}
		across := 40 + 60*s.rand.Float64()
		for v := y - h + across; v < y+h-across; v += across * 2 {
			for u := x - w + across; u < x+w-across/2; u += across * 1.6 {
				s.paint(leaf{x: u, y: v, a: across * 0.5, b: across * 0.7, angle: tilt, box: true, colour: frame})
				s.paint(leaf{
					x: u, y: v, a: across * 0.44, b: across * 0.64, angle: tilt, box: true, colour: glass,
					shade: float32(30 * s.rand.Float64()), rough: 3, texture: s.textures[0],
				})
				s.paint(leaf{x: u, y: v, a: across * 0.03, b: across * 0.64, angle: tilt, box: true, colour: frame})
			}
		}
		s.rows(x, y, w, h)
	}
}

// rows draws the courses of a roof above a front: lines that come close to the finest that a photo can hold.
func (s *scene) rows(x, y, w, h float64) {
	step := 5 + 7*s.rand.Float64()
	c := s.palette[s.rand.IntN(len(s.palette))]
	for v := y - h - 40*step/2; v < y-h; v += step {
		c.y = max(20, c.y-1)
		s.paint(leaf{x: x, y: v, a: w, b: step / 2, box: true, colour: c})
		s.paint(leaf{x: x, y: v + step/2, a: w, b: 1, box: true, colour: colour{c.y * 0.6, c.cb, c.cr}})
	}
}
