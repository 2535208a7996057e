package colour

import (
	"encoding/binary"
	"errors"
	"image"
	"math"
	"slices"
	"testing"
)

func TestCurves(t *testing.T) {
	for name, tt := range map[string]struct {
		data  []byte
		x     float64
		want  float64
		bytes int
	}{
		"identity":                {curv(), 0.3, 0.3, 12},
		"gamma 1.5":               {curv(384), 0.25, 0.125, 14},
		"samples":                 {curv(0, 0x8000, 0xFFFF), 0.25, 0.25, 18},
		"samples that go down":    {curv(0xFFFF, 0), 0.25, 0.75, 16},
		"formula 0":               {formula(0, 2), 0.5, 0.25, 16},
		"formula 1":               {formula(1, 2, 2, -0.5), 0.5, 0.25, 24},
		"formula 1, below":        {formula(1, 2, 2, -0.5), 0.2, 0, 24},
		"formula 2":               {formula(2, 2, 1, -0.5, 0.25), 1, 0.5, 28},
		"formula 2, below":        {formula(2, 2, 1, -0.5, 0.25), 0.25, 0.25, 28},
		"formula 3":               {formula(3, 2, 1, 0, 0.5, 0.25), 0.5, 0.25, 32},
		"formula 3, below":        {formula(3, 2, 1, 0, 0.5, 0.25), 0.125, 0.0625, 32},
		"formula 4":               {formula(4, 2, 1, 0, 0.5, 0.25, 0.125, 0.25), 0.5, 0.375, 40},
		"formula 4, below":        {formula(4, 2, 1, 0, 0.5, 0.25, 0.125, 0.25), 0.125, 0.3125, 40},
		"a formula above 1":       {formula(4, 1, 9, 9, 9, 0, 9, 9), 0.5, 1, 40},
		"a formula below 0":       {formula(4, 1, -9, 0, 0, 0, 0, 0), 0.5, 0, 40},
		"a power that runs away":  {formula(0, -30000), 0.5, 1, 16},
		"gamma 0":                 {curv(0), 0.5, 1, 14},
		"a curve that never ends": {formula(1, 30000, 30000, 30000), 0.5, 1, 24},
	} {
		c, n, err := parseCurve(tt.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := c.at(tt.x); math.Abs(got-tt.want) > 2e-5 || n != tt.bytes {
			t.Errorf("%s: %v of %d bytes, not %v of %d", name, got, n, tt.want, tt.bytes)
		}
		for _, x := range []float64{math.NaN(), math.Inf(-1), -1, 0, 1, 2, math.Inf(1)} {
			if y := c.at(x); !(y >= 0 && y <= 1) {
				t.Errorf("%s: %v gives %v", name, x, y)
			}
		}
	}
}

func TestPow(t *testing.T) {
	for _, x := range []float64{1e-9, 0.01, 0.5, 0.7071, 0.999, 1, 3, 1e6} {
		for _, y := range []float64{-2, 0, 1 / 2.4, 1, 2.2, 20} {
			if got, want := pow(x, y), math.Pow(x, y); math.Abs(got/want-1) > 1e-13 {
				t.Errorf("%v to the power %v is %v, not %v", x, y, got, want)
			}
		}
	}
	if pow(0, 2) != 0 || pow(-1, 2) != 0 {
		t.Error("nothing has a power")
	}
}

func TestBadProfiles(t *testing.T) {
	good := made()
	with := func(name string, at int, b ...byte) []byte {
		icc := slices.Clone(good[name])
		copy(icc[at:], b)
		return icc
	}
	// The table is the second tag: its offset stands at 148.
	inTable := func(name string, at int, b ...byte) []byte {
		return with(name, int(binary.BigEndian.Uint32(good[name][148:]))+at, b...)
	}
	for name, icc := range map[string][]byte{
		"nothing":                nil,
		"a header alone":         good["Display P3"][:128],
		"too large":              append(slices.Clone(good["Display P3"]), make([]byte, maxSize)...),
		"no profile":             with("Display P3", 36, 'x'),
		"version 5":              with("Display P3", 8, 5),
		"a device link":          with("CMYK lut16", 12, []byte("link")...),
		"an abstract profile":    with("CMYK lut16", 12, []byte("abst")...),
		"named colours":          with("CMYK lut16", 12, []byte("nmcl")...),
		"another space":          with("CMYK lut16", 16, []byte("6CLR")...),
		"leads to RGB":           with("Display P3", 20, []byte("RGB ")...),
		"a million tags":         with("Display P3", 128, 0, 15, 66, 64),
		"no table":               with("CMYK lut16", 144, []byte("B2A0")...),
		"a tag outside":          with("CMYK lut16", 148, 0xFF, 0xFF, 0xFF, 0xFF),
		"a short table":          with("CMYK lut16", 152, 0, 0, 0, 31),
		"a table cut":            with("CMYK lut16", 152, 0, 0, 1, 0),
		"half a table":           with("CMYK lut8", 152, 0, 0, 4, 0),
		"an unknown table":       inTable("CMYK lut16", 0, []byte("mft9")...),
		"three channels of four": inTable("CMYK lut16", 8, 3),
		"a table to four":        inTable("CMYK lut16", 9, 4),
		"a grid of 255^4":        inTable("CMYK lut16", 10, 255),
		"a grid of 1":            inTable("CMYK lut16", 10, 1),
		"curves of 1":            inTable("CMYK lut16", 48, 0, 1),
		"curves of 65535":        inTable("CMYK lut16", 50, 255, 255),
		"a mAB grid of 255^4":    inTable("CMYK mAB", 68, 255, 255, 255, 255),
		"no B curves":            inTable("CMYK mAB", 12, 0, 0, 0, 0),
		"B curves outside":       inTable("CMYK mAB", 12, 0xFF, 0xFF, 0xFF, 0xFF),
		"no mAB table":           inTable("CMYK mAB", 24, 0, 0, 0, 0),
		"numbers of 3 bytes":     inTable("CMYK mAB", 24, 0, 0, 0, 12),
		"no M curves":            inTable("RGB mAB, all", 20, 0, 0, 0, 0),
		"white is black":         matrixProfile(2, affine{}, curv()),
		"upside down":            matrixProfile(2, p3, curv(0xFFFF, 0)),
		"gray without a curve":   profile(2, "mntr", "GRAY", "XYZ "),
		"RGB without anything":   profile(2, "mntr", "RGB ", "XYZ "),
		"RGB without primaries":  profile(2, "mntr", "RGB ", "XYZ ", tag{"rTRC", curv()}, tag{"gTRC", curv()}, tag{"bTRC", curv()}),
		"a curve of no type":     grayProfile("XYZ ", []byte("crv?\x00\x00\x00\x00\x00\x00\x00\x00")),
		"a curve cut":            grayProfile("XYZ ", curv(1, 2, 3)[:15]),
		"formula 5":              grayProfile("XYZ ", formula(5, 1, 2, 3, 4, 5, 6, 7)),
		"formula 4 cut":          grayProfile("XYZ ", formula(4, 1, 2, 3)),
	} {
		if _, err := Parse(icc); !errors.Is(err, ErrProfile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOddProfiles has what is out of the ordinary and no reason to refuse.
func TestOddProfiles(t *testing.T) {
	wild := matrixProfile(2, fromPCS.inverse().after(affine{m: [3][3]float64{{50, 0, -49}, {0, 1, 0}, {-49, 0, 50}}}), curv())
	onlyColorimetric := slices.Clone(made()["CMYK lut16"])
	copy(onlyColorimetric[144:], "A2B1")
	size := slices.Clone(made()["Display P3"])
	size[3]++ // the profile says to be longer
	for name, icc := range map[string][]byte{"a wild matrix": wild, "A2B1 alone": onlyColorimetric, "a wrong size": size} {
		p := parse(t, icc)
		white := []uint8{255, 255, 255}
		if p.channels == 4 {
			white = []uint8{0, 0, 0, 0}
		}
		if got := convert(t, p, [][]uint8{white})[0]; got[1] != 255 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func FuzzConvert(f *testing.F) {
	for _, icc := range made() {
		f.Add(icc)
	}
	f.Fuzz(func(t *testing.T, icc []byte) {
		p, err := Parse(icc)
		if err != nil {
			if !errors.Is(err, ErrProfile) {
				t.Fatal(err)
			}
			return
		}
		p.IsSRGB()
		r := image.Rect(0, 0, 3, 3)
		images := []image.Image{image.NewYCbCr(r, image.YCbCrSubsampleRatio420), image.NewNRGBA(r), image.NewGray(r)}
		if p.channels == 4 {
			images = []image.Image{image.NewCMYK(r)}
		}
		for _, img := range images {
			if _, err := p.Convert(img); err != nil {
				t.Fatal(err)
			}
		}
	})
}
