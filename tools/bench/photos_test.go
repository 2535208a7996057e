package main

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.6f, not %.6f", what, got, want)
	}
}

// noise gives a plane around 128.
func noise(width, height int, sigma float64) plane {
	r := rand.New(rand.NewPCG(1, 1))
	p := newPlane(width, height)
	for i := range p.v {
		p.v[i] = 128 + sigma*r.NormFloat64()
	}
	return p
}

func TestSimilarity(t *testing.T) {
	flat := func(v float64) plane {
		p := newPlane(16, 12)
		for i := range p.v {
			p.v[i] = v
		}
		return p
	}
	const c1 = 6.5025
	near(t, "flat", similarity(newMoments(flat(100)), newMoments(flat(150))), (2*100*150+c1)/(100*100+150*150+c1), 1e-9)
	p := noise(64, 64, 40)
	near(t, "itself", similarity(newMoments(p), newMoments(p)), 1, 1e-12)
	half := newPlane(64, 64) // half the contrast: 2k/(1+k²) with k = 1/2
	for i, v := range p.v {
		half.v[i] = 128 + (v-128)/2
	}
	near(t, "half the contrast", similarity(newMoments(p), newMoments(half)), 0.8, 0.02)
}

func TestKernels(t *testing.T) {
	if got, want := area.taps(5, 2)[0].weights, []float64{0.4, 0.4, 0.2}; !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }) {
		t.Errorf("area: %v", got)
	}
	ramp := make([]byte, 200*8)
	for i := range ramp {
		ramp[i] = byte(i % 200)
	}
	for name, k := range map[string]kernel{"lanczos": lanczos, "area": area} {
		small := k.shrink(ramp, 200, &asIs, 40, 4)
		for x := 4; x < 36; x++ { // a ramp stays a ramp
			near(t, name, small.v[x], float64(x*5+2), 0.1)
		}
	}
}

func TestShow(t *testing.T) {
	for _, c := range []struct {
		narrow    bool
		y, cb, cr byte
		want      color.RGBA
	}{
		{false, 255, 128, 128, color.RGBA{R: 255, G: 255, B: 255}},
		{true, 235, 128, 128, color.RGBA{R: 255, G: 255, B: 255}},
		{true, 16, 128, 128, color.RGBA{}},
		{false, 76, 85, 255, color.RGBA{R: 254}},
		{true, 81, 90, 240, color.RGBA{R: 254}},
	} {
		img := image.NewYCbCr(image.Rect(0, 0, 3, 3), image.YCbCrSubsampleRatio420)
		for _, plane := range []struct {
			pix   []byte
			value byte
		}{{img.Y, c.y}, {img.Cb, c.cb}, {img.Cr, c.cr}} {
			for i := range plane.pix {
				plane.pix[i] = plane.value
			}
		}
		p, err := show(img, c.narrow)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.rgb[0] {
			if got := (color.RGBA{R: p.rgb[0][i], G: p.rgb[1][i], B: p.rgb[2][i]}); got != c.want {
				t.Fatalf("%+v: %v", c, got)
			}
		}
	}
}

func TestSpectrumSlope(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		name         string
		values       []float32
		want, within float64
	}{
		{"noise", texture(r, 1, 1), 0, 0.1},
		{"as much in each octave", texture(r, 512, 1), -2, 0.3},
	} {
		img := image.NewYCbCr(image.Rect(0, 0, tileSide, tileSide), image.YCbCrSubsampleRatio444)
		for i, v := range c.values {
			img.Y[i] = byte(max(0, min(255, 128+20*v)))
		}
		near(t, c.name, spectrumSlope(img), c.want, c.within)
	}
}

func TestByStage(t *testing.T) {
	got, err := byStage(`File: x
Type: cpu
-----------+-------------------------------------------------------
    10ms   mijnopladers.nl/opladers/tools/photo/jpeg.(*decoder).block
             mijnopladers.nl/opladers/tools/photo/jpeg.Decode
-----------+-------------------------------------------------------
  2500ms   runtime.cgocall
             mijnopladers.nl/opladers/tools/photo/webp.Encode
-----------+-------------------------------------------------------
    20ms   runtime.gcDrain
             runtime.gcBgMarkWorker
-----------+-------------------------------------------------------
`)
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	near(t, "decoding", got["decoding"], 0.01, 1e-9)
	near(t, "WebP", got["WebP"], 2.5, 1e-9)
	near(t, "memory", got["memory"], 0.02, 1e-9)
	if _, err := byStage("-----------+---\n  soon   main.main\n-----------+---\n"); err == nil {
		t.Error("a time that is none is accepted")
	}
}
