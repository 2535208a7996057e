package scale

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// What comes out shows the colours that went in, on white, within a level: of brightness, and of colour.
func TestYCbCr(t *testing.T) {
	everything := image.NewNRGBA(image.Rect(0, 0, 64, 512))
	for i := range everything.Pix {
		everything.Pix[i] = byte(i/4*(i%4*2+1)*5 + i/16384*85)
	}
	extremes := image.NewPaletted(image.Rect(0, 0, 4, 2), color.Palette{
		color.Black, color.White, color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255},
		color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 0, 255}, color.NRGBA{0, 255, 255, 255}, color.NRGBA{255, 0, 255, 255},
	})
	copy(extremes.Pix, []byte{0, 1, 2, 3, 4, 5, 6, 7})
	for _, img := range append(pictures(19, 7)[:2], everything, extremes) {
		want := image.NewRGBA(img.Bounds())
		draw.Draw(want, want.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(want, want.Rect, img, image.Point{}, draw.Over)
		got := YCbCr(img)
		for y := range want.Rect.Dy() {
			for x := range want.Rect.Dx() {
				p, q := got.YCbCrAt(x, y), want.RGBAAt(x, y)
				a, b, c := color.RGBToYCbCr(q.R, q.G, q.B)
				if far(p.Y, a) || far(p.Cb, b) || far(p.Cr, c) {
					t.Fatalf("%T: %v is %v at %d,%d, want %v", img, q, p, x, y, color.YCbCr{Y: a, Cb: b, Cr: c})
				}
			}
		}
	}
	if m := photo(8, 8); YCbCr(m) != m {
		t.Error("YCbCr is not left as it is")
	}
}

func far(a, b byte) bool { return max(a, b)-min(a, b) > 1 }
