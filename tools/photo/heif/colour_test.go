package heif

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// Colours that were made YCbCr in any way come out as those of JFIF.
func TestJFIF(t *testing.T) {
	for name, test := range map[string]struct {
		matrix    int
		kr, kb    float64
		fullRange bool
	}{
		"BT.601":           {6, 0.299, 0.114, true},
		"BT.601, limited":  {5, 0.299, 0.114, false},
		"unspecified":      {2, 0.299, 0.114, true},
		"BT.709":           {1, 0.2126, 0.0722, true},
		"BT.709, limited":  {1, 0.2126, 0.0722, false},
		"BT.2020, limited": {9, 0.2627, 0.0593, false},
		"RGB":              {0, 0, 0, true},
		"RGB, limited":     {0, 0, 0, false},
	} {
		img := image.NewYCbCr(image.Rect(0, 0, 9*9, 9), image.YCbCrSubsampleRatio444)
		at := func(x, y int) (r, g, b float64) { return float64(x%9) / 8, float64(x/9) / 8, float64(y) / 8 }
		quantise := func(v, zero, span float64) uint8 { return uint8(math.Round(min(max(zero+v*span, 0), 255))) }
		zero, span, colours := 0.0, 255.0, 255.0
		if !test.fullRange {
			zero, span, colours = 16, 219, 224
		}
		for y := range 9 {
			for x := range 81 {
				i := img.YOffset(x, y)
				r, g, b := at(x, y)
				if test.matrix == matrixRGB {
					img.Y[i], img.Cb[i], img.Cr[i] = quantise(g, zero, span), quantise(b, zero, span), quantise(r, zero, span)
					continue
				}
				luma := test.kr*r + (1-test.kr-test.kb)*g + test.kb*b
				img.Y[i] = quantise(luma, zero, span)
				img.Cb[i] = quantise((b-luma)/(2-2*test.kb), 128, colours)
				img.Cr[i] = quantise((r-luma)/(2-2*test.kr), 128, colours)
			}
		}
		jfif(img, test.matrix, test.fullRange)
		for y := range 9 {
			for x := range 81 {
				r, g, b := at(x, y)
				wy, wb, wr := color.RGBToYCbCr(quantise(r, 0, 255), quantise(g, 0, 255), quantise(b, 0, 255))
				got := img.YCbCrAt(x, y)
				for _, d := range []int{int(got.Y) - int(wy), int(got.Cb) - int(wb), int(got.Cr) - int(wr)} {
					if d < -2 || d > 2 {
						t.Fatalf("%s: %.2f %.2f %.2f became %v, want %d %d %d", name, r, g, b, got, wy, wb, wr)
					}
				}
			}
		}
	}
	gray := &image.Gray{Pix: []byte{0, 16, 126, 235, 255}, Stride: 5, Rect: image.Rect(0, 0, 5, 1)}
	jfif(gray, 1, false)
	if got := [5]byte(gray.Pix); got != [5]byte{0, 0, 128, 255, 255} {
		t.Errorf("gray: %v", got)
	}
}
