package jpeg

import (
	"image"
	"image/color"
	"math/bits"
)

// image makes the picture of the planes.
func (d *decoder) image() image.Image {
	if d.Progressive {
		for i := range d.channels {
			d.render(&d.channels[i])
		}
	}
	bounds := image.Rect(0, 0, ceilDiv(d.Width*d.size, 8), ceilDiv(d.Height*d.size, 8))
	switch len(d.channels) {
	case 1:
		c := &d.channels[0]
		return &image.Gray{Pix: c.plane, Stride: c.stride, Rect: bounds}
	case 4:
		return d.cmyk(bounds)
	}
	y, cb, cr := &d.channels[0], &d.channels[1], &d.channels[2]
	ratio, ok := subsampling(y, cb, cr)
	if !ok || d.rgb() {
		ratio = image.YCbCrSubsampleRatio444
		for i := range d.channels {
			d.stretch(&d.channels[i])
		}
	}
	out := &image.YCbCr{
		Y: y.plane, Cb: cb.plane, Cr: cr.plane,
		YStride: y.stride, CStride: cb.stride,
		SubsampleRatio: ratio,
		Rect:           bounds,
	}
	if d.rgb() {
		for i := range out.Y {
			out.Y[i], out.Cb[i], out.Cr[i] = color.RGBToYCbCr(out.Y[i], out.Cb[i], out.Cr[i])
		}
	}
	return out
}

// rgb reports whether three components are RGB, by the rules that all decoders follow.
func (d *decoder) rgb() bool {
	switch {
	case d.jfif:
		return false
	case d.adobe:
		return d.transform == 0
	}
	return d.channels[0].id == 'R' && d.channels[1].id == 'G' && d.channels[2].id == 'B'
}

// cmyk makes a picture of four components. Adobe writes them inverted: 255 is no ink. Its YCCK is made of the ink of CMY as if
// that was RGB, and of inverted K.
func (d *decoder) cmyk(bounds image.Rectangle) image.Image {
	var p [4]*channel
	for i := range d.channels {
		p[i] = &d.channels[i]
		d.stretch(p[i])
	}
	out := image.NewCMYK(bounds)
	for y := range bounds.Dy() {
		row := out.Pix[y*out.Stride:]
		at := y * p[0].stride
		for x := range bounds.Dx() {
			a, b, c, k := p[0].plane[at+x], p[1].plane[at+x], p[2].plane[at+x], p[3].plane[at+x]
			switch {
			case d.adobe && d.transform == 0:
				a, b, c, k = ^a, ^b, ^c, ^k
			case d.adobe:
				a, b, c = color.YCbCrToRGB(a, b, c)
				k = ^k
			}
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = a, b, c, k
		}
	}
	return out
}

// subsampling tells as what image.YCbCr can hold three planes as they are.
func subsampling(y, cb, cr *channel) (image.YCbCrSubsampleRatio, bool) {
	if cb.h == cr.h && cb.v == cr.v && y.h%cb.h == 0 && y.v%cb.v == 0 {
		switch [2]int{y.h / cb.h, y.v / cb.v} {
		case [2]int{1, 1}:
			return image.YCbCrSubsampleRatio444, true
		case [2]int{2, 1}:
			return image.YCbCrSubsampleRatio422, true
		case [2]int{2, 2}:
			return image.YCbCrSubsampleRatio420, true
		case [2]int{1, 2}:
			return image.YCbCrSubsampleRatio440, true
		case [2]int{4, 1}:
			return image.YCbCrSubsampleRatio411, true
		case [2]int{4, 2}:
			return image.YCbCrSubsampleRatio410, true
		}
	}
	return 0, false
}

// stretch makes the plane of a channel as large as the largest, by repeating samples.
func (d *decoder) stretch(c *channel) {
	if c.h == d.maxH && c.v == d.maxV {
		return
	}
	stride, rows := d.wide*d.maxH*d.size, d.high*d.maxV*d.size
	plane := make([]byte, stride*rows)
	for y := range rows {
		from := c.plane[(2*y+1)*c.v/(2*d.maxV)*c.stride:]
		row := plane[y*stride:][:stride]
		for x := range row {
			row[x] = from[(2*x+1)*c.h/(2*d.maxH)]
		}
	}
	c.plane, c.stride = plane, stride
}

// render turns the coefficients of a progressive picture into pixels.
func (d *decoder) render(c *channel) {
	kept := d.size * d.size
	var needed uint64
	var factor [256]int32
	for k, s := range c.steps {
		factor[s.place] = s.factor
		if int(s.place) < kept {
			needed |= 1 << k
		}
	}
	for y := range c.rows {
		for x := range c.cols {
			i := c.index(d, x, y)
			for j, v := range c.coef[i*kept : (i+1)*kept] {
				d.coef[j] = int32(v) * factor[j]
			}
			d.write(c, x, y, max(0, bits.Len64(c.nonzero[i]&needed)-1))
		}
	}
}
