package colour

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

func parse(t testing.TB, icc []byte) *Profile {
	t.Helper()
	p, err := Parse(icc)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestKnownColours has values that were worked out by hand.
func TestKnownColours(t *testing.T) {
	list := made()
	for _, tt := range []struct {
		profile string
		device  []uint8
		want    [3]float64
	}{
		// Light of Display P3 to that of sRGB (CSS Color 4):
		//   R =  1.2249 r - 0.2247 g
		//   G = -0.0420 r + 1.0419 g
		//   B = -0.0197 r - 0.0786 g + 1.0979 b
		{"Display P3", []uint8{255, 255, 255}, [3]float64{255, 255, 255}},
		{"Display P3", []uint8{0, 0, 0}, [3]float64{0, 0, 0}},
		{"Display P3", []uint8{255, 0, 0}, [3]float64{255, 0, 0}}, // 1.22 -0.04 -0.02: clipped
		{"Display P3", []uint8{0, 255, 0}, [3]float64{0, 255, 0}}, // -0.22 1.04 -0.08
		// Light 0.2159 0.0513 0.0144, so 0.2529 0.0444 0.0075: in 255ths 137.7 59.4 21.1.
		{"Display P3", []uint8{128, 64, 32}, [3]float64{138, 59, 21}},
		// Adobe RGB has green and white of its own: R = 1.3984 r - 0.3984 g, G = g, B = -0.0429 g + 1.0429 b.
		// Light 0.1275 0.3113 0.1275, so 0.0545 0.3113 0.1197: in 255ths 66.0 151.4 97.1.
		{"Adobe RGB", []uint8{100, 150, 100}, [3]float64{66, 151, 97}},
		// ProPhoto: what is gray stays gray, with another curve: 0.5020^1.8 is 0.2892, in sRGB 146.4.
		{"ProPhoto", []uint8{128, 128, 128}, [3]float64{146, 146, 146}},
		// 0.5020^2.2 is 0.2194: in sRGB 129.0.
		{"gray 2.2", []uint8{128}, [3]float64{129, 129, 129}},
		{"CMYK lut16", []uint8{0, 0, 0, 0}, [3]float64{255, 255, 255}},
		{"CMYK lut16", []uint8{255, 255, 255, 255}, [3]float64{0, 0, 0}},
	} {
		if got := convert(t, parse(t, list[tt.profile]), [][]uint8{tt.device})[0]; got != tt.want {
			t.Errorf("%s %v is %v, not %v", tt.profile, tt.device, got, tt.want)
		}
	}
}

// TestLuma converts pictures of every subsampling, and holds them against the same worked out a pixel at a time.
func TestLuma(t *testing.T) {
	list := made()
	for ratio := image.YCbCrSubsampleRatio444; ratio <= image.YCbCrSubsampleRatio410; ratio++ {
		for _, name := range []string{"Display P3", "RGB lut16"} {
			p := parse(t, list[name])
			img := noise(image.Rect(0, 0, 37, 23), ratio)
			want := exactly(p, img)
			if _, err := p.Convert(img); err != nil {
				t.Fatal(err)
			}
			for plane, pair := range map[string][2][]uint8{"Y": {img.Y, want.Y}, "Cb": {img.Cb, want.Cb}, "Cr": {img.Cr, want.Cr}} {
				for i := range pair[0] {
					if d := int(pair[0][i]) - int(pair[1][i]); d < -2 || d > 2 {
						t.Fatalf("%s %v: %s %d is %d, not %d", name, ratio, plane, i, pair[0][i], pair[1][i])
					}
				}
			}
		}
	}
}

// noise is a picture of soft colours, in which neighbours are not alike.
func noise(r image.Rectangle, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	img := image.NewYCbCr(r, ratio)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Y {
		img.Y[i] = uint8(40 + random.IntN(180))
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(98+random.IntN(60)), uint8(98+random.IntN(60))
	}
	return img
}

// exactly converts without tables.
func exactly(p *Profile, img *image.YCbCr) *image.YCbCr {
	out := image.NewYCbCr(img.Rect, img.SubsampleRatio)
	sums := make([]vec, len(img.Cb))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			i, c := img.YOffset(x, y), img.COffset(x, y)
			l, cb, cr := float64(img.Y[i]), float64(img.Cb[c])-128, float64(img.Cr[c])-128
			v := p.srgb(vec{clamp((l + 1.402*cr) / 255), clamp((l - 0.344136*cb - 0.714136*cr) / 255), clamp((l + 1.772*cb) / 255)})
			r, g, b := clamp(v[0])*255, clamp(v[1])*255, clamp(v[2])*255
			l = 0.299*r + 0.587*g + 0.114*b
			out.Y[i] = uint8(l + 0.5)
			sums[c] = vec{sums[c][0] + (b-l)*0.564334, sums[c][1] + (r-l)*0.713267, sums[c][2] + 1}
			out.Cb[c], out.Cr[c] = uint8(sums[c][0]/sums[c][2]+128.5), uint8(sums[c][1]/sums[c][2]+128.5)
		}
	}
	return out
}

func TestAlphaStays(t *testing.T) {
	for _, name := range []string{"Display P3", "RGB mAB"} {
		img := &image.NRGBA{Pix: []uint8{200, 100, 50, 0, 200, 100, 50, 77}, Stride: 8, Rect: image.Rect(0, 0, 2, 1)}
		if _, err := parse(t, made()[name]).Convert(img); err != nil {
			t.Fatal(err)
		}
		if img.Pix[3] != 0 || img.Pix[7] != 77 || img.Pix[0] < 205 || img.Pix[4] < 205 {
			t.Errorf("%s: %v", name, img.Pix)
		}
	}
}

func TestMismatch(t *testing.T) {
	list, r := made(), image.Rect(0, 0, 1, 1)
	for name, img := range map[string]image.Image{
		"CMYK lut16": image.NewNRGBA(r), "CMYK mAB": image.NewGray(r), "Display P3": image.NewCMYK(r), "gray 2.2": image.NewCMYK(r),
	} {
		if _, err := parse(t, list[name]).Convert(img); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s, %T: %v", name, img, err)
		}
	}
	if _, err := parse(t, list["Display P3"]).Convert(image.NewAlpha(r)); err == nil {
		t.Error("a picture of alpha alone was converted")
	}
}

func TestIsSRGB(t *testing.T) {
	srgb := fromPCS.inverse()
	s := srgbCurve
	for name, tt := range map[string]struct {
		icc  []byte
		want bool
	}{
		"exact":          {matrixProfile(4, srgb, formula(3, s.g, s.a, s.b, s.c, s.d)), true},
		"gray":           {grayProfile("XYZ ", formula(3, s.g, s.a, s.b, s.c, s.d)), true},
		"few samples":    {matrixProfile(2, srgb, curv(sampleOf(srgbCurve, 32)...)), true},
		"gamma 2.2":      {matrixProfile(2, srgb, curv(563)), false},
		"Display P3":     {made()["Display P3"], false},
		"CMYK":           {made()["CMYK mAB"], false},
		"gray gamma 2.2": {made()["gray 2.2"], false},
	} {
		if got := parse(t, tt.icc).IsSRGB(); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func sampleOf(c curve, n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = int(c.at(float64(i)/float64(n-1)) * 65535)
	}
	return list
}

func TestCICP(t *testing.T) {
	for _, known := range [][2]int{{1, 13}, {1, 1}, {1, 6}, {2, 2}, {12, 2}, {2, 13}, {99, 13}} {
		if CICP(known[0], known[1]) != nil {
			t.Errorf("%v has a profile", known)
		}
	}
	for _, tt := range []struct {
		primaries, transfer int
		device              []uint8
		want                [3]float64
	}{
		{12, 13, []uint8{128, 64, 32}, [3]float64{138, 59, 21}}, // as by its ICC profile
		{1, 8, []uint8{128, 128, 128}, [3]float64{188, 188, 188}},
		{9, 16, []uint8{0, 0, 0}, [3]float64{0, 0, 0}},
		// 0.2 is 2.43 cd/m²: 0.01197 of white, dimmed to 0.01184, in sRGB 28.2.
		{9, 16, []uint8{51, 51, 51}, [3]float64{28, 28, 28}},
		// White paper, 203 cd/m², is at 58 % of PQ and 75 % of HLG: dimmed to 0.52, in sRGB 189.
		{9, 16, []uint8{148, 148, 148}, [3]float64{189, 189, 189}},
		{9, 18, []uint8{191, 191, 191}, [3]float64{189, 189, 189}},
		{9, 18, []uint8{255, 255, 255}, [3]float64{255, 255, 255}},
	} {
		got := convert(t, CICP(tt.primaries, tt.transfer), [][]uint8{tt.device})[0]
		if deltaE(got, tt.want) > 1 {
			t.Errorf("%d %d %v is %v, not %v", tt.primaries, tt.transfer, tt.device, got, tt.want)
		}
	}
}

// TestSameEverywhere shows a machine that gives other bytes. Where a compiler fuses products and sums shows
// GOARCH=arm64 go build -gcflags=-S, as FMADD and the like: there should be none.
func TestSameEverywhere(t *testing.T) {
	hash := sha256.New()
	list := made()
	for _, name := range slices.Sorted(maps.Keys(list)) {
		p := parse(t, list[name])
		channels := p.channels
		if channels == 3 {
			img := noise(image.Rect(0, 0, 64, 64), image.YCbCrSubsampleRatio420)
			if _, err := p.Convert(img); err != nil {
				t.Fatal(err)
			}
			hash.Write(slices.Concat(img.Y, img.Cb, img.Cr))
		}
		fmt.Fprint(hash, convert(t, p, spread(channels, 6)))
	}
	fmt.Fprint(hash, convert(t, CICP(9, 16), spread(3, 6)), convert(t, CICP(9, 18), spread(3, 6)))
	press := CMYK(&image.CMYK{Pix: slices.Concat(spread(4, 6)...), Stride: 4 * 1296, Rect: image.Rect(0, 0, 1296, 1)})
	hash.Write(slices.Concat(press.Y, press.Cb, press.Cr))
	if got, want := fmt.Sprintf("%x", hash.Sum(nil)[:8]), "f473d3c93cc4bd9f"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
