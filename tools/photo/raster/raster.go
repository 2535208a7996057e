// Package raster decodes the pictures that are neither photos of a camera nor of a phone: PNG, WebP, GIF, TIFF and BMP.
//
// Decoding is that of the standard library and of golang.org/x/image. This package makes of the result one of
// *image.NRGBA, *image.Gray, *image.YCbCr as in JFIF (full range) and *image.CMYK, with 8 bits a sample and Rect.Min at
// (0,0). Of an animation the first picture counts, as large as the animation and transparent where it has no pixels.
//
// Package header checked the size and whether the bytes can carry it.
package raster

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// ErrUnsupported is for a picture of a kind that is legal in its format and not decoded here.
var ErrUnsupported = errors.New("raster: unsupported kind")

// The formats, as package header names them.
const (
	PNG  = "PNG"
	WebP = "WebP"
	GIF  = "GIF"
	TIFF = "TIFF"
	BMP  = "BMP"
)

// Decode gives the pixels of data, which is in the format.
func Decode(data []byte, format string) (image.Image, error) {
	switch format {
	case PNG:
		return plain(png.Decode(bytes.NewReader(data)))
	case WebP:
		return decodeWebP(data)
	case GIF:
		return decodeGIF(data)
	case TIFF:
		img, err := tiff.Decode(bytes.NewReader(data))
		var kind tiff.UnsupportedError
		if errors.As(err, &kind) {
			return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
		}
		return plain(img, err)
	case BMP:
		img, err := bmp.Decode(bytes.NewReader(data))
		if errors.Is(err, bmp.ErrUnsupported) {
			return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
		}
		return visible(plain(img, err))
	}
	return nil, fmt.Errorf("raster: no such format: %q", format)
}

// decodeGIF gives the first picture at its place on the screen of the animation.
func decodeGIF(data []byte) (image.Image, error) {
	screen, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	first, err := gif.Decode(bytes.NewReader(data)) // reads no further than that
	if err != nil {
		return nil, err
	}
	all := image.Rect(0, 0, screen.Width, screen.Height)
	if first.Bounds() == all {
		return plain(first, nil)
	}
	out := image.NewNRGBA(all)
	draw.Draw(out, first.Bounds(), first, first.Bounds().Min, draw.Src)
	return out, nil
}

// decodeWebP gives a still picture, or the first of an animation.
func decodeWebP(data []byte) (image.Image, error) {
	still, canvas, at, err := firstFrame(data)
	if err != nil {
		return nil, err
	}
	img, err := webp.Decode(bytes.NewReader(still))
	if err != nil {
		return nil, err
	}
	switch m := img.(type) {
	case *image.YCbCr:
		img = full(m)
	case *image.NYCbCrA:
		img = withAlpha(full(&m.YCbCr), m.A, m.AStride)
	}
	if img, err = plain(img, nil); err != nil || canvas.Eq(img.Bounds()) || canvas.Empty() {
		return img, err
	}
	out := image.NewNRGBA(canvas)
	draw.Draw(out, img.Bounds().Add(at), img, image.Point{}, draw.Src)
	return out, nil
}

// full spreads the planes of WebP, which run from 16 to 235 and 240 (ITU-R BT.601), over all values, as in JFIF.
func full(m *image.YCbCr) *image.YCbCr {
	var luma, chroma [256]uint8
	for i := range luma {
		luma[i] = uint8(min(255, max(0, ((i-16)*510+219)/438)))
		chroma[i] = uint8(min(255, max(0, 128+floorDiv((i-128)*510+224, 448))))
	}
	for i, v := range m.Y {
		m.Y[i] = luma[v]
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = chroma[m.Cb[i]], chroma[m.Cr[i]]
	}
	return m
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func withAlpha(m *image.YCbCr, alpha []byte, stride int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, m.Rect.Dx(), m.Rect.Dy()))
	for y := range out.Rect.Dy() {
		row := out.Pix[y*out.Stride:][:4*out.Rect.Dx()]
		for x := range out.Rect.Dx() {
			c := m.YCbCrAt(m.Rect.Min.X+x, m.Rect.Min.Y+y)
			row[4*x], row[4*x+1], row[4*x+2] = color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			row[4*x+3] = alpha[y*stride+x]
		}
	}
	return out
}

// plain gives a picture in one of the kinds of this package.
func plain(img image.Image, err error) (image.Image, error) {
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	if b.Empty() {
		return nil, errors.New("raster: a picture without pixels")
	}
	size := image.Rect(0, 0, b.Dx(), b.Dy())
	if b == size {
		switch m := img.(type) {
		case *image.NRGBA, *image.Gray, *image.CMYK, *image.YCbCr:
			return img, nil
		case *image.RGBA:
			if m.Opaque() { // then it is the same
				return &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}, nil
			}
		case *image.Gray16:
			return narrowGray(m), nil
		case *image.RGBA64:
			if m.Opaque() {
				return narrow(m.Pix, m.Stride, size), nil
			}
		case *image.NRGBA64:
			return narrow(m.Pix, m.Stride, size), nil
		case *image.Paletted:
			return spread(m), nil
		}
	}
	out := image.NewNRGBA(size)
	draw.Draw(out, size, img, b.Min, draw.Src)
	return out, nil
}

// narrow rounds samples of 16 bits to 8.
func narrow(pix []byte, stride int, size image.Rectangle) *image.NRGBA {
	out := image.NewNRGBA(size)
	for y := range size.Dy() {
		from, to := pix[y*stride:], out.Pix[y*out.Stride:][:4*size.Dx()]
		for i := range to {
			to[i] = round(from[2*i], from[2*i+1])
		}
	}
	return out
}

func narrowGray(m *image.Gray16) *image.Gray {
	out := image.NewGray(m.Rect)
	for y := range m.Rect.Dy() {
		from, to := m.Pix[y*m.Stride:], out.Pix[y*out.Stride:][:m.Rect.Dx()]
		for i := range to {
			to[i] = round(from[2*i], from[2*i+1])
		}
	}
	return out
}

func round(high, low byte) byte {
	return byte(((uint32(high)<<8|uint32(low))*255 + 32767) / 65535)
}

// spread gives each pixel the colour of its place in the palette.
func spread(m *image.Paletted) *image.NRGBA {
	var palette [256]color.NRGBA
	for i, c := range m.Palette {
		palette[i] = color.NRGBAModel.Convert(c).(color.NRGBA)
	}
	out := image.NewNRGBA(m.Rect)
	for y := range m.Rect.Dy() {
		from, to := m.Pix[y*m.Stride:], out.Pix[y*out.Stride:]
		for x := range m.Rect.Dx() {
			c := palette[from[x]]
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
	return out
}

// visible makes a BMP opaque whose fourth channel is 0 everywhere: many writers leave it so.
func visible(img image.Image, err error) (image.Image, error) {
	m, ok := img.(*image.NRGBA)
	if err != nil || !ok {
		return img, err
	}
	for i := 3; i < len(m.Pix); i += 4 {
		if m.Pix[i] != 0 {
			return m, nil
		}
	}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 255
	}
	return m, nil
}
