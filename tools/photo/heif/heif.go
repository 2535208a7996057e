// Package heif decodes HEIC, the photos of iPhones: HEVC (ITU-T H.265) in HEIF (ISO/IEC 23008-12).
//
// HEVC is decoded by libde265 and libheif as WebAssembly, from the module gen2brain/heic, in the sandbox of wazero: what strangers send
// reaches no C in this process, and no more memory than it needs. The module itself is used for those bytes only. Its own decoder
// prefers a libheif on the machine, takes 400 MB for 12 megapixels where this takes 120, and has no limit.
//
// Package header has read the container. The sandbox gets one coded picture at a time, in a file of our own making: so the tiles of a
// photo take the memory of one tile, and libheif sees no container of strangers. Cutting and turning are left to the caller
// (header.Info), for whom they are cheaper after shrinking.
//
// Pixels have 8 bits: *image.YCbCr as in JFIF (full range, BT.601) whatever the file says, *image.Gray, or *image.NRGBA for a
// picture with transparency. A picture of 12 megapixels takes about 2 seconds.
//
// The module opens a libheif.so of the machine when the program starts, if there is one (only development packages have that name).
// Nothing is decoded with it. For that it also makes a program without cgo depend on the libc of the machine, unless it is built
// with -tags nodynamic.
package heif

import (
	"context"
	"errors"
	"fmt"
	"image"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// ErrData is of data that cannot be decoded.
var ErrData = errors.New("heif: cannot be decoded")

// Decode decodes a HEIC of which the header has been read, as it is stored.
func Decode(info *header.Info) (image.Image, error) {
	if info.Tiles == nil {
		return nil, errors.New("heif: not a HEIC")
	}
	ctx := context.Background()
	img, err := decode(ctx, info, info.Tiles)
	if err != nil {
		return nil, err
	}
	if info.Tiles.Alpha != nil {
		mask, err := decode(ctx, info, info.Tiles.Alpha)
		if err != nil {
			return nil, err
		}
		img = withAlpha(img, mask)
	}
	return img, nil
}

// decode decodes all tiles of a picture, one after the other.
func decode(ctx context.Context, info *header.Info, t *header.Tiles) (image.Image, error) {
	var whole image.Image
	for i, tile := range t.Tiles {
		part, err := sandboxed(ctx, still(tile, t.Width, t.Height), t.Memory())
		if err != nil {
			return nil, fmt.Errorf("%w: tile %d: %w", ErrData, i, err)
		}
		if size := part.Bounds().Size(); size != image.Pt(t.Width, t.Height) {
			return nil, fmt.Errorf("%w: tile %d has %v pixels", ErrData, i, size)
		}
		if whole == nil {
			whole = canvas(part, info.Width, info.Height)
		}
		if !put(whole, part, i%t.Across*t.Width, i/t.Across*t.Height) {
			return nil, fmt.Errorf("%w: tile %d is of another kind", ErrData, i)
		}
	}
	return jfif(whole, t.Matrix, t.FullRange), nil
}

// canvas makes a picture of the kind of a tile.
func canvas(tile image.Image, width, height int) image.Image {
	r := image.Rect(0, 0, width, height)
	if tile, ok := tile.(*image.YCbCr); ok {
		return image.NewYCbCr(r, tile.SubsampleRatio)
	}
	return image.NewGray(r)
}

// put copies a tile to its place. What is beyond the edge is left out.
func put(to, tile image.Image, x, y int) bool {
	switch to := to.(type) {
	case *image.Gray:
		from, ok := tile.(*image.Gray)
		if ok {
			rows(to.Pix[y*to.Stride+x:], to.Stride, to.Rect.Dx()-x, to.Rect.Dy()-y, from.Pix, from.Stride)
		}
		return ok
	case *image.YCbCr:
		from, ok := tile.(*image.YCbCr)
		if !ok || from.SubsampleRatio != to.SubsampleRatio {
			return false
		}
		rows(to.Y[y*to.YStride+x:], to.YStride, to.Rect.Dx()-x, to.Rect.Dy()-y, from.Y, from.YStride)
		h, v := sampling(to.SubsampleRatio)
		x, y, width, height := x/h, y/v, (to.Rect.Dx()+h-1)/h, (to.Rect.Dy()+v-1)/v
		rows(to.Cb[y*to.CStride+x:], to.CStride, width-x, height-y, from.Cb, from.CStride)
		rows(to.Cr[y*to.CStride+x:], to.CStride, width-x, height-y, from.Cr, from.CStride)
		return true
	}
	return false
}

// rows copies what fits of a plane.
func rows(to []byte, toStride, width, height int, from []byte, fromStride int) {
	for y := 0; y < height && y*fromStride < len(from); y++ {
		copy(to[y*toStride:][:min(width, fromStride)], from[y*fromStride:])
	}
}

// sampling is how many pixels one sample of colour is for, across and down.
func sampling(r image.YCbCrSubsampleRatio) (h, v int) {
	switch r {
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	}
	return 1, 1
}
