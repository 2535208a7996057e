package heif

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// The matrices of ITU-T H.273 that are told apart.
const (
	matrixRGB    = 0 // Y, Cb and Cr are G, B and R
	matrixBT709  = 1
	matrixBT2020 = 9
)

// jfif turns YCbCr of any matrix and range into that of JFIF: BT.601, full range. It changes img.
func jfif(img image.Image, matrix int, fullRange bool) image.Image {
	switch img := img.(type) {
	case *image.Gray:
		if !fullRange {
			widen := newRange(16, 219)
			for i, v := range img.Pix {
				img.Pix[i] = widen[v]
			}
		}
	case *image.YCbCr:
		if matrix == matrixRGB {
			return fromRGB(img, fullRange)
		}
		m := newMix(matrix, fullRange)
		if m != newMix(-1, true) {
			m.apply(img)
		}
	}
	return img
}

// newRange widens values of which black is not 0 and white not 255.
func newRange(black, span int) (table [256]uint8) {
	for i := range table {
		table[i] = uint8(min(max((2*255*(i-black)+span)/(2*span), 0), 255))
	}
	return table
}

// fraction is the number of bits behind the point in a mix.
const fraction = 16

// A mix is what a new value takes of the old ones, in units of 1/65536. Colour is counted from 128.
type mix struct {
	black          int // of Y
	yy, yb, yr     int
	bb, br, rb, rr int
}

// newMix is for a matrix with Kr and Kb (H.273, 8.3), by way of RGB.
func newMix(matrix int, fullRange bool) mix {
	kr, kb := 0.299, 0.114
	switch matrix {
	case matrixBT709:
		kr, kb = 0.2126, 0.0722
	case matrixBT2020:
		kr, kb = 0.2627, 0.0593
	}
	kg := 1 - kr - kb
	// R = Y + r·Cr, B = Y + b·Cb, and G follows.
	r, b := 2*(1-kr), 2*(1-kb)
	yb := 0.114*b - 0.587*kb*b/kg
	yr := 0.299*r - 0.587*kr*r/kg
	ys, cs, black := 1.0, 1.0, 0
	if !fullRange {
		ys, cs, black = 255.0/219, 255.0/224, 16
	}
	unit := func(v float64) int { return int(math.Round(v * (1 << fraction))) }
	return mix{
		black: black,
		yy:    unit(ys), yb: unit(cs * yb), yr: unit(cs * yr),
		bb: unit(cs * (b - yb) / 1.772), br: unit(-cs * yr / 1.772),
		rb: unit(-cs * yb / 1.402), rr: unit(cs * (r - yr) / 1.402),
	}
}

func (m mix) apply(img *image.YCbCr) {
	const half = 1 << (fraction - 1)
	clamp := func(v int) uint8 { return uint8(min(max(v>>fraction, 0), 255)) }
	h, v := sampling(img.SubsampleRatio)
	for y := range img.Rect.Dy() {
		row := img.Y[y*img.YStride:][:img.Rect.Dx()]
		cb, cr := img.Cb[y/v*img.CStride:], img.Cr[y/v*img.CStride:]
		for x, luma := range row {
			b, r := int(cb[x/h])-128, int(cr[x/h])-128
			row[x] = clamp((int(luma)-m.black)*m.yy + b*m.yb + r*m.yr + half)
		}
	}
	for i := range img.Cb {
		b, r := int(img.Cb[i])-128, int(img.Cr[i])-128
		img.Cb[i] = clamp(b*m.bb + r*m.br + 128<<fraction + half)
		img.Cr[i] = clamp(b*m.rb + r*m.rr + 128<<fraction + half)
	}
}

// fromRGB turns planes of G, B and R into YCbCr.
func fromRGB(img *image.YCbCr, fullRange bool) image.Image {
	widen := newRange(0, 255)
	if !fullRange {
		widen = newRange(16, 219)
	}
	if img.SubsampleRatio == image.YCbCrSubsampleRatio444 { // it is never otherwise
		for i, g := range img.Y {
			img.Y[i], img.Cb[i], img.Cr[i] = color.RGBToYCbCr(widen[img.Cr[i]], widen[g], widen[img.Cb[i]])
		}
	}
	return img
}

// withAlpha gives a picture with transparency, that of another picture of its size.
func withAlpha(img, mask image.Image) image.Image {
	// RGBA of what is opaque is NRGBA of what is not.
	rgb := image.NewRGBA(img.Bounds())
	draw.Draw(rgb, rgb.Rect, img, image.Point{}, draw.Src)
	var alpha []byte
	var stride int
	switch mask := mask.(type) {
	case *image.Gray:
		alpha, stride = mask.Pix, mask.Stride
	case *image.YCbCr:
		alpha, stride = mask.Y, mask.YStride
	}
	for y := range rgb.Rect.Dy() {
		row := rgb.Pix[y*rgb.Stride:]
		for x := range rgb.Rect.Dx() {
			row[4*x+3] = alpha[y*stride+x]
		}
	}
	return &image.NRGBA{Pix: rgb.Pix, Stride: rgb.Stride, Rect: rgb.Rect}
}
