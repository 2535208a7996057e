package jpeg

import (
	"bytes"
	"fmt"
	"image"
	stdjpeg "image/jpeg"
	"math/rand/v2"
	"testing"
)

// photo makes a picture with the size, the texture and the grain of a phone's, 12 megapixels in about 2 MB: sums of
// noise in cells from 1024 to 2 pixels.
func photo(b *testing.B) []byte {
	const w, h = 4000, 3000
	r := rand.New(rand.NewPCG(12, 5))
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	paint := func(pix []byte, stride int, amplitude, fading, grain float32) {
		light := make([]float32, len(pix))
		for cell := 1024; cell >= 2; cell /= 2 {
			across := stride/cell + 2
			grid := make([]float32, across*(len(pix)/stride/cell+2))
			for i := range grid {
				grid[i] = amplitude * float32(r.NormFloat64())
			}
			for i := range light {
				x, y := i%stride, i/stride
				corner := grid[y/cell*across+x/cell:]
				fx, fy := float32(x%cell)/float32(cell), float32(y%cell)/float32(cell)
				top := corner[0] + fx*(corner[1]-corner[0])
				bottom := corner[across] + fx*(corner[across+1]-corner[across])
				light[i] += top + fy*(bottom-top)
			}
			amplitude *= fading
		}
		for i, v := range light {
			pix[i] = uint8(max(0, min(255, v+128+grain*float32(r.NormFloat64()))))
		}
	}
	paint(img.Y, img.YStride, 60, 0.62, 2.5)
	paint(img.Cb, img.CStride, 22, 0.5, 1.2)
	paint(img.Cr, img.CStride, 22, 0.5, 1.2)
	var out bytes.Buffer
	if err := stdjpeg.Encode(&out, img, &stdjpeg.Options{Quality: 92}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkDecode(b *testing.B) {
	data := photo(b)
	for scale := 1; scale <= 8; scale *= 2 {
		b.Run(fmt.Sprintf("1 of %d", scale), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Decode(data, scale); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("standard library", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := stdjpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
