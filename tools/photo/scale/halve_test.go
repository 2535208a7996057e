package scale

import (
	"bytes"
	"image"
	"testing"
)

func TestHalve(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 3, 3))
	copy(m.Pix, []byte{0, 4, 100, 8, 12, 200, 40, 60, 80})
	got := Halve(m).(*image.Gray)
	if want := []byte{6, 150, 50, 80}; got.Rect != image.Rect(0, 0, 2, 2) || !bytes.Equal(got.Pix, want) {
		t.Errorf("%v %v, want %v", got.Rect, got.Pix, want)
	}
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for width := 1; width < 20; width++ {
			m := image.NewYCbCr(image.Rect(0, 0, width, 20-width), ratio)
			for i := range m.Y {
				m.Y[i] = 90
			}
			for i := range m.Cb {
				m.Cb[i], m.Cr[i] = 30, 240
			}
			half := Halve(m).(*image.YCbCr)
			for y := range half.Rect.Dy() {
				for x := range half.Rect.Dx() {
					if c := half.YCbCrAt(x, y); c.Y != 90 || c.Cb != 30 || c.Cr != 240 {
						t.Fatalf("%v, %d wide: %v at %d,%d", ratio, width, c, x, y)
					}
				}
			}
		}
	}
}
