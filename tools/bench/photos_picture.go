package main

import (
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"strings"

	"golang.org/x/image/webp"
)

// picture is what a screen shows of a file: red, green and blue of each pixel.
type picture struct {
	width, height int
	rgb           [3][]byte
}

// open decodes a JPEG or a WebP.
func open(file string) (*picture, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	decode := jpeg.Decode
	narrow := strings.HasSuffix(file, ".webp") // VP8 keeps luma from 16 to 235 and chroma from 16 to 240, which its decoder in Go leaves to us
	if narrow {
		decode = webp.Decode
	}
	decoded, err := decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	img, ok := decoded.(*image.YCbCr)
	if !ok {
		return nil, fmt.Errorf("%s: a %T", file, decoded)
	}
	return show(img, narrow)
}

// show turns luma and chroma into red, green and blue (BT.601), with chroma that is smooth between its samples, as libjpeg and
// libwebp do by themselves: a sample counts for three quarters in the nearest pixels and for a quarter in those next to them.
func show(img *image.YCbCr, narrow bool) (*picture, error) {
	p := &picture{width: img.Rect.Dx(), height: img.Rect.Dy()}
	for c := range p.rgb {
		p.rgb[c] = make([]byte, p.width*p.height)
	}
	light, base, colour := 1.0, 0.0, 1.0
	if narrow {
		light, base, colour = 255.0/219, 16, 255.0/224
	}
	cb, cr := make([]float64, p.width), make([]float64, p.width)
	for y := range p.height {
		if err := chromaRow(cb, img, img.Cb, y); err != nil {
			return nil, err
		}
		if err := chromaRow(cr, img, img.Cr, y); err != nil {
			return nil, err
		}
		at := y * p.width
		for x, luma := range img.Y[y*img.YStride:][:p.width] {
			v, b, r := light*(float64(luma)-base), colour*(cb[x]-128), colour*(cr[x]-128)
			p.rgb[0][at+x] = toByte(v + 1.402*r)
			p.rgb[1][at+x] = toByte(v - 0.344136*b - 0.714136*r)
			p.rgb[2][at+x] = toByte(v + 1.772*b)
		}
	}
	return p, nil
}

// chromaRow gives one row of chroma at the full size.
func chromaRow(row []float64, img *image.YCbCr, samples []byte, y int) error {
	switch img.SubsampleRatio {
	case image.YCbCrSubsampleRatio444:
		for x := range row {
			row[x] = float64(samples[y*img.CStride+x])
		}
	case image.YCbCrSubsampleRatio420:
		width, height := (len(row)+1)/2, (img.Rect.Dy()+1)/2
		near := samples[y/2*img.CStride:][:width]
		far := samples[min(height-1, max(0, y/2+y%2*2-1))*img.CStride:][:width]
		at := func(x int) float64 { return 0.75*float64(near[x]) + 0.25*float64(far[x]) }
		for x := range row {
			row[x] = 0.75*at(x/2) + 0.25*at(min(width-1, max(0, x/2+x%2*2-1)))
		}
	default:
		return fmt.Errorf("chroma %s is not measured here", img.SubsampleRatio)
	}
	return nil
}

func toByte(v float64) byte { return byte(max(0, min(255, v+0.5))) }

// reference is what a smaller picture should be: red, green and blue, not rounded.
type reference [3]plane

// shrink makes a reference with a kernel; in light, the values are added up as light is.
func (p *picture) shrink(k kernel, inLight bool, width, height int) (r reference) {
	means := &asIs
	if inLight {
		means = &asLight
	}
	for c := range r {
		r[c] = k.shrink(p.rgb[c], p.width, means, width, height)
		for i, v := range r[c].v {
			v = max(0, min(255, v))
			if inLight {
				v = 255 * valueOf(v/255)
			}
			r[c].v[i] = v
		}
	}
	return r
}

// exact gives a picture as a reference, to compare it with another.
func (p *picture) exact() (r reference) {
	for c := range r {
		r[c] = newPlane(p.width, p.height)
		for i, v := range p.rgb[c] {
			r[c].v[i] = float64(v)
		}
	}
	return r
}

// luma gives the brightness of a picture (BT.601).
func (r *reference) luma() plane {
	out := newPlane(r[0].width, r[0].height)
	for i := range out.v {
		out.v[i] = 0.299*r[0].v[i] + 0.587*r[1].v[i] + 0.114*r[2].v[i]
	}
	return out
}

// chroma gives the two colour differences, each the mean over two by two pixels: finer than that, JPEG and WebP keep none.
func (r *reference) chroma() [2]plane {
	luma := r.luma()
	var out [2]plane
	for i, from := range []struct {
		plane
		factor float64
	}{{r[2], 0.564}, {r[0], 0.713}} {
		out[i] = newPlane(luma.width/2, luma.height/2)
		for y := range out[i].height {
			for x := range out[i].width {
				sum := 0.0
				for _, at := range [4]int{0, 1, luma.width, luma.width + 1} {
					at += 2*y*luma.width + 2*x
					sum += from.v[at] - luma.v[at]
				}
				out[i].v[y*out[i].width+x] = 128 + from.factor*sum/4
			}
		}
	}
	return out
}

// lab gives a picture in CIE L*a*b*, for the white of sRGB (D65).
func (r *reference) lab() [3]plane {
	var out [3]plane
	for c := range out {
		out[c] = newPlane(r[0].width, r[0].height)
	}
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	light := func(v float64) float64 { // between the values of bytes, along a line
		i := int(min(v, 254))
		return (asLight[i] + (asLight[i+1]-asLight[i])*(v-float64(i))) / 255
	}
	for i := range out[0].v {
		red, green, blue := light(r[0].v[i]), light(r[1].v[i]), light(r[2].v[i])
		x := f((0.4124*red + 0.3576*green + 0.1805*blue) / 0.9505)
		y := f(0.2126*red + 0.7152*green + 0.0722*blue)
		z := f((0.0193*red + 0.1192*green + 0.9505*blue) / 1.089)
		out[0].v[i], out[1].v[i], out[2].v[i] = 116*y-16, 500*(x-y), 200*(y-z)
	}
	return out
}

// deltaE is the mean distance of the colours of two pictures (CIE 1976).
func deltaE(a, b [3]plane) float64 {
	sum := 0.0
	for i := range a[0].v {
		l, p, q := a[0].v[i]-b[0].v[i], a[1].v[i]-b[1].v[i], a[2].v[i]-b[2].v[i]
		sum += math.Sqrt(l*l + p*p + q*q)
	}
	return sum / float64(len(a[0].v))
}
