package jpeg

import (
	"math"
	"testing"
)

// floatDCT is the oracle: T.81 A.3.3 as it is written, after the level shift.
func floatDCT(samples *[64]byte, u, v int) float64 {
	sum := 0.0
	for i, s := range samples {
		x, y := float64(i%8), float64(i/8)
		sum += (float64(s) - 128) * math.Cos((2*x+1)*float64(u)*math.Pi/16) * math.Cos((2*y+1)*float64(v)*math.Pi/16)
	}
	scale := 0.25
	for _, f := range []int{u, v} {
		if f == 0 {
			scale /= math.Sqrt2
		}
	}
	return sum * scale
}

// A coefficient is never further from what the float DCT gives than it must be by rounding, and a little.
func TestQuantisedDCT(t *testing.T) {
	grain := noise(5)
	samples := []func(x, y int) byte{
		func(x, y int) byte { return 0 },
		func(x, y int) byte { return 255 },
		func(x, y int) byte { return byte(20 * x) },
		func(x, y int) byte { return byte(200 - 9*y*x/2) },
		func(x, y int) byte { return grain(0, x, y) },
		func(x, y int) byte { return byte(int8(grain(0, x, y)) >> 7) },
	}
	for f := range 64 { // the largest coefficients: the signs of each base function, and their opposite
		for _, sign := range []float64{1, -1} {
			samples = append(samples, func(x, y int) byte {
				if sign*math.Cos(float64((2*x+1)*(f%8))*math.Pi/16)*math.Cos(float64((2*y+1)*(f/8))*math.Pi/16) < 0 {
					return 0
				}
				return 255
			})
		}
	}
	for i, sample := range samples {
		var s [64]byte
		for j := range s {
			s[j] = sample(j%8, j/8)
		}
		for _, quality := range []int{1, 25, 75, 100} {
			step := steps(&annexK[i%2], quality)
			q := newQuantiser(&step)
			var in, out block
			in.load(s[:], 8)
			fdct(&out, &in)
			places := q.nonzeros(&out)
			for z, n := range zigzag {
				magnitude, sign := q.at(&out, z)
				got := float64((magnitude ^ sign) - sign)
				want := floatDCT(&s, int(n%8), int(n/8)) / float64(step[n])
				if math.Abs(got-want) > 0.5+0.3/float64(step[n]) {
					t.Errorf("picture %d, quality %d, place %d: %v, want %.3f", i, quality, z, got, want)
				}
				if z > 0 && (got != 0) != (places>>z&1 != 0) {
					t.Errorf("picture %d, quality %d, place %d: %v, and nonzeros says otherwise", i, quality, z, got)
				}
			}
		}
	}
}

func TestSteps(t *testing.T) {
	// What libjpeg's jpeg_set_quality gives for the first step of each table, 16 and 17.
	for quality, want := range map[int][2]uint8{1: {255, 255}, 10: {80, 85}, 25: {32, 34}, 49: {16, 17}, 50: {16, 17}, 75: {8, 9}, 90: {3, 3}, 100: {1, 1}} {
		if got := [2]uint8{steps(&annexK[0], quality)[0], steps(&annexK[1], quality)[0]}; got != want {
			t.Errorf("quality %d: %v, want %v", quality, got, want)
		}
	}
}
