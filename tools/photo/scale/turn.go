package scale

import (
	"encoding/binary"
	"fmt"
	"image"
)

// A turn is an EXIF orientation: mirror the source, and then perhaps exchange its rows and columns.
type turn struct {
	mirrorX, mirrorY, transpose bool
}

var turns = [...]turn{
	2: {mirrorX: true},
	3: {mirrorX: true, mirrorY: true},
	4: {mirrorY: true},
	5: {transpose: true},
	6: {transpose: true, mirrorY: true},
	7: {transpose: true, mirrorX: true, mirrorY: true},
	8: {transpose: true, mirrorX: true},
}

// Turn puts a picture upright that was stored with an EXIF orientation. Orientations other than 2 to 8 leave it as
// it is. Every pixel keeps its exact colour; when a ratio of colour samples does not exist for the turned picture, or
// an odd size would shift them by a pixel, it gets more of them.
func Turn(img image.Image, orientation int) image.Image {
	if orientation < 2 || orientation >= len(turns) {
		return img
	}
	t := turns[orientation]
	size := img.Bounds().Size()
	width, height := size.X, size.Y
	if t.transpose {
		size.X, size.Y = size.Y, size.X
	}
	r := image.Rectangle{Max: size}
	switch m := img.(type) {
	case *image.YCbCr:
		return t.ycbcr(m, r)
	case *image.Gray:
		out := image.NewGray(r)
		t.plane(plane{out.Pix, out.Stride, size.X, size.Y}, plane{m.Pix, m.Stride, width, height})
		return out
	case *image.NRGBA:
		out := image.NewNRGBA(r)
		t.pixels(plane{out.Pix, out.Stride, size.X, size.Y}, plane{m.Pix, m.Stride, width, height})
		return out
	case *image.CMYK:
		out := image.NewCMYK(r)
		t.pixels(plane{out.Pix, out.Stride, size.X, size.Y}, plane{m.Pix, m.Stride, width, height})
		return out
	}
	panic(fmt.Sprintf("scale: a picture of type %T", img))
}

func (t turn) ycbcr(m *image.YCbCr, r image.Rectangle) *image.YCbCr {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	sx, sy := sampling(m.SubsampleRatio)
	ux, uy := sx, sy
	if t.mirrorX && width%sx != 0 {
		ux = 1
	}
	if t.mirrorY && height%sy != 0 {
		uy = 1
	}
	if t.transpose {
		ux = min(ux, 2)
	}
	w, h := (width+ux-1)/ux, (height+uy-1)/uy
	colour := func(pix []byte) plane {
		p := plane{pix, m.CStride, (width + sx - 1) / sx, (height + sy - 1) / sy}
		if ux == sx && uy == sy {
			return p
		}
		wide := plane{make([]byte, w*h), w, w, h}
		for y := range h {
			from, to := p.row(y*uy/sy), wide.row(y)
			for x := range to {
				to[x] = from[x*ux/sx]
			}
		}
		return wide
	}
	cb, cr := colour(m.Cb), colour(m.Cr)
	if t.transpose {
		w, h, ux, uy = h, w, uy, ux
	}
	out := image.NewYCbCr(r, ratio(ux, uy))
	t.plane(plane{out.Y, out.YStride, r.Dx(), r.Dy()}, plane{m.Y, m.YStride, width, height})
	t.plane(plane{out.Cb, out.CStride, w, h}, cb)
	t.plane(plane{out.Cr, out.CStride, w, h}, cr)
	return out
}

// ratio is the reverse of sampling.
func ratio(x, y int) image.YCbCrSubsampleRatio {
	r := image.YCbCrSubsampleRatio444
	for {
		if a, b := sampling(r); a == x && b == y {
			return r
		}
		r++
	}
}

// from says where the pixel x, y of the result is in the source.
func (t turn) from(p plane, x, y int) (int, int) {
	if t.transpose {
		x, y = y, x
	}
	if t.mirrorX {
		x = p.width - 1 - x
	}
	if t.mirrorY {
		y = p.height - 1 - y
	}
	return x, y
}

// pixels turns pixels of four bytes. Small tiles keep the rows of both pictures in the cache.
func (t turn) pixels(to, p plane) {
	const tile = 16
	for top := 0; top < to.height; top += tile {
		for left := 0; left < to.width; left += tile {
			for y := top; y < min(top+tile, to.height); y++ {
				for x := left; x < min(left+tile, to.width); x++ {
					i, j := t.from(p, x, y)
					*(*[4]byte)(to.pix[y*to.stride+4*x:]) = [4]byte(p.pix[j*p.stride+4*i:])
				}
			}
		}
	}
}

// plane turns samples of one byte.
func (t turn) plane(to, p plane) {
	if t.transpose {
		t.transposed(to, p)
		return
	}
	for y := range p.height {
		_, j := t.from(p, 0, y)
		from, to := p.row(j), to.row(y)
		if !t.mirrorX {
			copy(to, from)
			continue
		}
		for len(from) >= 8 {
			n := len(from) - 8
			binary.BigEndian.PutUint64(to, binary.LittleEndian.Uint64(from[n:]))
			from, to = from[:n], to[8:]
		}
		for i := range from {
			to[i] = from[len(from)-1-i]
		}
	}
}

// transposed exchanges rows and columns, in blocks of eight by eight. A part of the source is first brought near, so
// that it is read along its rows, and the result is written in whole lines of the cache.
func (t turn) transposed(to, p plane) {
	const tile, chunk = 64, 256 // a line of the cache; what goes into its first level
	near := make([]byte, tile*chunk)
	width, height := p.width&^7, p.height&^7
	for x := 0; x < width; x += chunk {
		for y := 0; y < height; y += tile {
			w, h := min(chunk, width-x), min(tile, height-y)
			for j := range h {
				line := y + j
				if t.mirrorY {
					line = p.height - 1 - line
				}
				from := x
				if t.mirrorX {
					from = p.width - x - w
				}
				copy(near[j*chunk:], p.row(line)[from:][:w])
			}
			for i := 0; i < w; i += 8 {
				row, step := x+i, to.stride
				if t.mirrorX {
					row, step = x+w-1-i, -to.stride
				}
				for j := 0; j < h; j += 8 {
					transpose(to.pix, row*to.stride+y+j, step, near[j*chunk+i:], chunk)
				}
			}
		}
	}
	for y := range to.height { // what is left at the edges
		x := height
		if y >= width {
			x = 0
		}
		for ; x < to.width; x++ {
			i, j := t.from(p, x, y)
			to.pix[y*to.stride+x] = p.pix[j*p.stride+i]
		}
	}
}

// transpose writes eight columns as rows. Eight words hold eight rows; quarters change places, and then the quarters
// of each quarter, down to bytes.
func transpose(to []byte, at, step int, from []byte, stride int) {
	a := binary.LittleEndian.Uint64(from)
	b := binary.LittleEndian.Uint64(from[stride:])
	c := binary.LittleEndian.Uint64(from[2*stride:])
	d := binary.LittleEndian.Uint64(from[3*stride:])
	e := binary.LittleEndian.Uint64(from[4*stride:])
	f := binary.LittleEndian.Uint64(from[5*stride:])
	g := binary.LittleEndian.Uint64(from[6*stride:])
	h := binary.LittleEndian.Uint64(from[7*stride:])
	const m4, m2, m1 = 0x00000000ffffffff, 0x0000ffff0000ffff, 0x00ff00ff00ff00ff
	a, e = a&m4|e<<32, a>>32|e&^m4
	b, f = b&m4|f<<32, b>>32|f&^m4
	c, g = c&m4|g<<32, c>>32|g&^m4
	d, h = d&m4|h<<32, d>>32|h&^m4
	a, c = a&m2|c&m2<<16, a>>16&m2|c&^m2
	b, d = b&m2|d&m2<<16, b>>16&m2|d&^m2
	e, g = e&m2|g&m2<<16, e>>16&m2|g&^m2
	f, h = f&m2|h&m2<<16, f>>16&m2|h&^m2
	a, b = a&m1|b&m1<<8, a>>8&m1|b&^m1
	c, d = c&m1|d&m1<<8, c>>8&m1|d&^m1
	e, f = e&m1|f&m1<<8, e>>8&m1|f&^m1
	g, h = g&m1|h&m1<<8, g>>8&m1|h&^m1
	for _, v := range [8]uint64{a, b, c, d, e, f, g, h} {
		binary.LittleEndian.PutUint64(to[at:], v)
		at += step
	}
}
