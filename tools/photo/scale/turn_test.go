package scale

import (
	"image"
	"math/rand/v2"
	"strconv"
	"testing"
)

// The pixel of the source that orientation o shows at x, y, as the table of CIPA DC-008 has it.
func oriented(o, x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

func fill(random *rand.Rand, planes ...[]byte) {
	for _, p := range planes {
		for i := range p {
			p[i] = byte(random.Uint32())
		}
	}
}

// pictures gives noise of every kind.
func pictures(w, h int) []image.Image {
	r := image.Rect(0, 0, w, h)
	gray, nrgba, cmyk := image.NewGray(r), image.NewNRGBA(r), image.NewCMYK(r)
	random := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	fill(random, gray.Pix, nrgba.Pix, cmyk.Pix)
	out := []image.Image{gray, nrgba, cmyk}
	for ratio := image.YCbCrSubsampleRatio444; ratio <= image.YCbCrSubsampleRatio410; ratio++ {
		m := image.NewYCbCr(r, ratio)
		fill(random, m.Y, m.Cb, m.Cr)
		out = append(out, m)
	}
	return out
}

func TestTurn(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 9}, {2, 3}, {7, 5}, {8, 16}, {19, 21}, {70, 33}, {16, 34}} {
		for _, img := range pictures(size.X, size.Y) {
			for o := range 10 {
				got := Turn(img, o)
				want := size
				if o >= 5 && o <= 8 {
					want = image.Pt(size.Y, size.X)
				}
				if got.Bounds() != (image.Rectangle{Max: want}) {
					t.Fatalf("%T %v, orientation %d: is %v", img, size, o, got.Bounds())
				}
				for y := range want.Y {
					for x := range want.X {
						i, j := oriented(o, x, y, size.X, size.Y)
						if got.At(x, y) != img.At(i, j) {
							t.Fatalf("%T %v, orientation %d: other pixel at %d,%d", img, size, o, x, y)
						}
					}
				}
			}
		}
	}
}

func BenchmarkTurn(b *testing.B) {
	for o := 2; o <= 8; o++ {
		b.Run(strconv.Itoa(o), func(b *testing.B) {
			m := photo(4000, 3000)
			for b.Loop() {
				Turn(m, o)
			}
		})
	}
}
