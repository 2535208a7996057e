package scale

import (
	"hash/crc32"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// photo makes a picture with slopes, edges and noise.
func photo(width, height int) *image.YCbCr {
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	random := rand.New(rand.NewPCG(1, 2))
	draw := func(pix []byte, stride int, contrast, noise float64) {
		for i := range pix {
			x, y := float64(i%stride), float64(i/stride)
			v := 120 + contrast*(math.Sin(x*.021+y*.013)+math.Sin(x*y*.0003))
			if int(x+y)/40%3 == 0 {
				v += contrast
			}
			pix[i] = byte(v + noise*random.NormFloat64())
		}
	}
	draw(m.Y, m.YStride, 40, 4)
	draw(m.Cb, m.CStride, 15, 2)
	draw(m.Cr, m.CStride, 15, 2)
	return m
}

// exact is Lanczos3 in floating point: weights[i][j] is what source sample j lends to sample i of the result.
func exact(a axis, samples int) [][]float64 {
	sinc := func(x float64) float64 {
		if x == 0 {
			return 1
		}
		return math.Sin(math.Pi*x) / (math.Pi * x)
	}
	factor := max(1, 2*float64(a.step)/float64(a.unit))
	weights := make([][]float64, a.count)
	for i := range weights {
		weights[i] = make([]float64, samples)
		at := (float64(a.from) + (2*float64(i)+1)*float64(a.step)) / float64(a.unit)
		var total float64
		for pass := range 2 {
			for j := int(at - 3*factor - 1); float64(j) < at+3*factor+1; j++ {
				x := (float64(j) + 0.5 - at) / factor
				if math.Abs(x) >= 3 {
					continue
				}
				w := sinc(x) * sinc(x/3)
				if pass == 0 {
					total += w
				} else {
					weights[i][min(max(j, 0), samples-1)] += w / total
				}
			}
		}
	}
	return weights
}

// difference says how far to is from the exact result: at worst, and the root of the mean square.
func difference(p, to plane, x, y axis) (worst, rms float64) {
	wx, wy := exact(x, p.width), exact(y, p.height)
	rows := make([]float64, p.height)
	for i := range to.width {
		for r := range rows {
			rows[r] = 0
			for j, w := range wx[i] {
				rows[r] += w * float64(p.row(r)[j])
			}
		}
		for k := range to.height {
			var v float64
			for j, w := range wy[k] {
				v += w * rows[j]
			}
			d := math.Abs(min(max(v, 0), 255) - float64(to.row(k)[i]))
			worst, rms = max(worst, d), rms+d*d
		}
	}
	return worst, math.Sqrt(rms / float64(to.width*to.height))
}

func side(from, to int) axis { return axis{to, 0, int64(from), 2 * int64(to), false} }

func TestPrecision(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	kinds := []struct {
		name  string
		worst float64
		fill  func(p plane)
	}{
		{"photo", 1, func(p plane) { copy(p.pix, photo(p.width, p.height).Y) }},
		{"black and white noise", 1.3, func(p plane) {
			for i := range p.pix {
				p.pix[i] = byte(random.IntN(2) * 255)
			}
		}},
		{"checkerboard", 1.3, func(p plane) {
			for i := range p.pix {
				p.pix[i] = byte((i%p.stride/3 + i/p.stride/3) % 2 * 255)
			}
		}},
	}
	sizes := [][4]int{
		{1, 1, 1, 1}, {2, 7, 1, 1}, {1, 100, 1, 31}, {5, 5, 5, 5}, {64, 48, 63, 47}, {99, 70, 95, 66}, {90, 90, 81, 80}, {100, 75, 80, 60},
		{101, 77, 67, 51}, {120, 80, 60, 41}, {97, 89, 30, 29}, {200, 150, 48, 36}, {250, 9, 13, 1}, {9, 100, 8, 9}, {20, 20, 33, 50},
	}
	for _, kind := range kinds {
		for _, s := range sizes {
			p, to := plane{make([]byte, s[0]*s[1]), s[0], s[0], s[1]}, plane{make([]byte, s[2]*s[3]), s[2], s[2], s[3]}
			kind.fill(p)
			x, y := side(s[0], s[2]), side(s[1], s[3])
			resizePlanes([]plane{to}, []plane{p}, x, y)
			worst, rms := difference(p, to, x, y)
			if worst > kind.worst || rms > 0.37 && s[2]*s[3] > 200 && kind.name != "checkerboard" {
				t.Errorf("%s, %v: off by %.2f, %.2f on average", kind.name, s, worst, rms)
			}
		}
	}
}

// A picture that is white where a pixel of the result has positive weights and black elsewhere, and its negative, give the
// largest sums there are.
func TestExtremes(t *testing.T) {
	for to := 16; to <= 41; to++ {
		const n = 41
		a := side(n, to)
		weights := exact(a, n)
		for i := to / 3; i < to/3+4; i++ {
			for _, white := range []byte{0, 255} {
				p, out := plane{make([]byte, n*n), n, n, n}, plane{make([]byte, to*to), to, to, to}
				for j := range p.pix {
					if p.pix[j] = white; weights[i][j%n]*weights[i][j/n] < 0 {
						p.pix[j] = 255 - white
					}
				}
				resizePlanes([]plane{out}, []plane{p}, a, a)
				if got := out.row(i)[i]; got != white {
					t.Errorf("%d to %d: %d instead of %d", n, to, got, white)
				}
				if worst, _ := difference(p, out, a, a); worst > 1.3 {
					t.Errorf("%d to %d: off by %.2f", n, to, worst)
				}
			}
		}
	}
}

// No lane may borrow from the next one: what is below zero has to fit in the offsets.
func TestSumsFit(t *testing.T) {
	for from := 1; from <= 150; from++ {
		for to := 1; to <= from+1; to++ {
			k := newKernel(side(from, to), 12)
			below := float64(k.span-1<<12) / 2 / (1 << 12)
			both := float64(k.span) / (1 << 12) * float64(k.span) / (1 << 12)
			if below*255*(1<<12) > offset<<11 || below*255*255 > pairOffset || (both-1)/2*255*255 > pairBelow {
				t.Fatalf("%d to %d: %.3f is below zero", from, to, below)
			}
		}
	}
}

func uniform(img image.Image) image.Image {
	repeat := func(pix []byte, levels ...byte) {
		for i := range pix {
			pix[i] = levels[i%len(levels)]
		}
	}
	switch m := img.(type) {
	case *image.YCbCr:
		repeat(m.Y, 255)
		repeat(m.Cb, 3)
		repeat(m.Cr, 200)
	case *image.Gray:
		repeat(m.Pix, 17)
	case *image.NRGBA:
		repeat(m.Pix, 250, 3, 128, 201)
	case *image.CMYK:
		repeat(m.Pix, 0, 255, 128, 201)
	}
	return img
}

func TestResizeKeepsOneColour(t *testing.T) {
	for _, s := range [][4]int{{1, 1, 1, 1}, {1, 1, 5, 3}, {40, 30, 40, 30}, {41, 31, 40, 17}, {41, 31, 3, 1}, {300, 200, 9, 11}, {7, 500, 6, 20}} {
		for _, img := range pictures(s[0], s[1]) {
			want := uniform(img).At(0, 0)
			got := Resize(img, img.Bounds(), s[2], s[3])
			if got.Bounds() != image.Rect(0, 0, s[2], s[3]) {
				t.Fatalf("%T %v: is %v", img, s, got.Bounds())
			}
			for y := range s[3] {
				for x := range s[2] {
					if got.At(x, y) != want {
						t.Fatalf("%T %v: %v at %d,%d, want %v", img, s, got.At(x, y), x, y, want)
					}
				}
			}
		}
	}
}

// In a picture in which colour grows with the place, the result says which places it shows.
func TestColourStaysInPlace(t *testing.T) {
	const width, height = 240, 160
	parts := []image.Rectangle{image.Rect(0, 0, width, height), image.Rect(31, 17, 210, 144), image.Rect(2, 3, 239, 158)}
	for ratio := image.YCbCrSubsampleRatio444; ratio <= image.YCbCrSubsampleRatio410; ratio++ {
		m := image.NewYCbCr(image.Rect(0, 0, width, height), ratio)
		sx, sy := sampling(ratio)
		for i := range m.Cb {
			m.Cb[i] = byte((i%m.CStride*2+1)*sx*120/width + 5)
			m.Cr[i] = byte((i/m.CStride*2+1)*sy*120/height + 5)
		}
		for _, r := range parts {
			for _, size := range []image.Point{r.Size(), {101, 67}, {60, 40}} {
				out := Resize(m, r, size.X, size.Y).(*image.YCbCr)
				for i := range out.Cb {
					x, y := i%out.CStride, i/out.CStride
					if x < 8 || y < 8 || x >= size.X/2-8 || y >= size.Y/2-8 {
						continue // the edge is repeated there
					}
					wantX := (float64(r.Min.X)+float64((2*x+1)*r.Dx())/float64(size.X))*240/width + 5
					wantY := (float64(r.Min.Y)+float64((2*y+1)*r.Dy())/float64(size.Y))*240/height + 5
					if dx, dy := math.Abs(float64(out.Cb[i])-wantX), math.Abs(float64(out.Cr[i])-wantY); max(dx, dy) > 1.8 {
						t.Fatalf("%v, %v to %v: colour at %d,%d is off by %.1f, %.1f", ratio, r, size, x, y, dx, dy)
					}
				}
			}
		}
	}
}

func TestPartIsAPictureOfItsOwn(t *testing.T) {
	r := image.Rect(13, 8, 60, 41)
	for _, img := range pictures(70, 50)[:3] {
		alone := Resize(img, r, r.Dx(), r.Dy())
		for y := range r.Dy() {
			for x := range r.Dx() {
				if alone.At(x, y) != img.At(r.Min.X+x, r.Min.Y+y) {
					t.Fatalf("%T: not a copy at %d,%d", img, x, y)
				}
			}
		}
		if !reflect.DeepEqual(Resize(img, r, 30, 20), Resize(alone, alone.Bounds(), 30, 20)) {
			t.Errorf("%T: what is outside of the part shows", img)
		}
	}
}

func TestTransparentColourDoesNotShow(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 90, 90))
	for y := range 90 {
		for x := range 90 {
			m.SetNRGBA(x, y, color.NRGBA{0, 255, 0, 0})
			if (x-45)*(x-45)+(y-45)*(y-45) < 900 {
				m.SetNRGBA(x, y, color.NRGBA{200, 10, 90, 255})
			}
		}
	}
	out := Resize(m, m.Rect, 37, 37).(*image.NRGBA)
	var opaque, edge int
	for i := 0; i < len(out.Pix); i += 4 {
		p := [4]byte(out.Pix[i:])
		switch {
		case p == [4]byte{200, 10, 90, 255}:
			opaque++
		case p[3] == 0:
		default:
			edge++
			if p[0] < 195 || p[1] > 15 || p[2] < 85 || p[2] > 95 {
				t.Fatalf("a fringe: %v", p)
			}
		}
	}
	if opaque < 350 || edge < 60 {
		t.Errorf("%d opaque pixels and %d at the edge", opaque, edge)
	}
}

// What comes out may not depend on the machine.
func TestResizeGolden(t *testing.T) {
	m := photo(333, 251)
	out := Resize(m, image.Rect(3, 5, 330, 250), 123, 91).(*image.YCbCr)
	sum := crc32.ChecksumIEEE(append(append(out.Y, out.Cb...), out.Cr...))
	if want := uint32(0x8d2daae0); sum != want {
		t.Errorf("%#x, want %#x", sum, want)
	}
}

func FuzzResize(f *testing.F) {
	f.Add(uint8(100), uint8(75), uint8(0), uint8(0), uint8(100), uint8(75), uint8(80), uint8(60))
	f.Add(uint8(200), uint8(3), uint8(7), uint8(1), uint8(191), uint8(2), uint8(1), uint8(1))
	f.Fuzz(func(t *testing.T, w, h, x, y, dx, dy, width, height uint8) {
		if w == 0 || h == 0 || dx == 0 || dy == 0 || width == 0 || height == 0 || int(x)+int(dx) > int(w) || int(y)+int(dy) > int(h) {
			t.Skip()
		}
		r := image.Rect(int(x), int(y), int(x)+int(dx), int(y)+int(dy))
		for _, img := range pictures(int(w), int(h)) {
			out := Resize(img, r, int(width), int(height))
			if out.Bounds() != image.Rect(0, 0, int(width), int(height)) {
				t.Fatalf("%T: %v", img, out.Bounds())
			}
			if m, ok := img.(*image.Gray); ok {
				p := plane{m.Pix[m.PixOffset(r.Min.X, r.Min.Y):], m.Stride, r.Dx(), r.Dy()}
				to := plane{out.(*image.Gray).Pix, int(width), int(width), int(height)}
				if worst, _ := difference(p, to, side(r.Dx(), int(width)), side(r.Dy(), int(height))); worst > 2 {
					t.Fatalf("%v to %d x %d: off by %.2f", r, width, height, worst)
				}
			}
		}
	})
}

func BenchmarkResize(b *testing.B) {
	m := photo(2000, 1500)
	for b.Loop() {
		for _, width := range []int{1600, 1200, 800, 480} {
			Resize(m, m.Rect, width, width*3/4)
		}
	}
}
