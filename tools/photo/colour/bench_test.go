package colour

import (
	"image"
	"math"
	"math/rand/v2"
	"path"
	"testing"
)

// BenchmarkConvert converts three megapixels, with the gradients and the grain of a photo.
func BenchmarkConvert(b *testing.B) {
	r := image.Rect(0, 0, 2000, 1500)
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(pix []uint8, width, channels int, contrast, grain float64) {
		for i := range pix {
			x, y := float64(i/channels%width)/float64(width), float64(i/channels/width)/float64(width)
			soft := contrast * math.Sin(9*x+4*y+float64(i%channels)) * math.Cos(13*y)
			pix[i] = uint8(128 + soft + max(-20, min(grain*random.NormFloat64(), 20)))
		}
	}
	for name, img := range map[string]image.Image{
		"Display P3/420":    image.NewYCbCr(r, image.YCbCrSubsampleRatio420),
		"Display P3/444":    image.NewYCbCr(r, image.YCbCrSubsampleRatio444),
		"Display P3/NRGBA":  image.NewNRGBA(r),
		"RGB lut16/420":     image.NewYCbCr(r, image.YCbCrSubsampleRatio420),
		"CMYK lut16/CMYK":   image.NewCMYK(r),
		"CMYK lut16/1pixel": image.NewCMYK(image.Rect(0, 0, 1, 1)),
	} {
		switch img := img.(type) {
		case *image.YCbCr:
			fill(img.Y, img.YStride, 1, 100, 8)
			fill(img.Cb, img.CStride, 1, 60, 3)
			fill(img.Cr, img.CStride, 1, 60, 3)
		case *image.NRGBA:
			fill(img.Pix, r.Dx(), 4, 100, 8)
		case *image.CMYK:
			fill(img.Pix, r.Dx(), 4, 100, 8)
		}
		b.Run(name, func(b *testing.B) {
			p := parse(b, made()[path.Dir(name)])
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Convert(img); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
