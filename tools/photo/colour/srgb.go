package colour

import "math"

// clamp is x within 0 and 1, and 0 for what is no number.
func clamp(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	return min(x, 1)
}

// encode is the sRGB value of light (IEC 61966-2-1), mirrored below 0.
func encode(x float64) float64 {
	switch {
	case x < 0:
		return -encode(-x)
	case x <= 0.0031308:
		return 12.92 * x
	}
	return float64(1.055*pow(x, 1/2.4)) - 0.055
}

// srgbCurve is the light of an sRGB value.
var srgbCurve = para{kind: 3, g: 2.4, a: 1 / 1.055, b: 0.055 / 1.055, c: 1 / 12.92, d: 0.04045}

// A point is a chromaticity, CIE 1931.
type point struct{ x, y float64 }

var (
	d65 = point{0.3127, 0.3290}
	// d50 is the white of the connection space, XYZ.
	d50 = vec{0.9642, 1, 0.8249}
	// fromPCS leads from XYZ to the light of sRGB.
	fromPCS = toPCS([3]point{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}, d65).inverse()
	// bradford leads from XYZ to the responses of the eye that adapts.
	bradford = affine{m: [3][3]float64{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}}
)

// toPCS leads from the light of a device with these primaries and white to XYZ under D50.
func toPCS(rgb [3]point, white point) affine {
	// How much of each primary makes the white, as the eye sees it; then the white is made D50.
	var m affine
	for i, p := range rgb {
		m.m[0][i], m.m[1][i], m.m[2][i] = p.x/p.y, 1, (1-p.x-p.y)/p.y
	}
	w := vec{white.x / white.y, 1, (1 - white.x - white.y) / white.y}
	m = m.after(diagonal(m.inverse().apply(w)))
	from, to := bradford.apply(w), bradford.apply(d50)
	adapt := bradford.inverse().after(diagonal(vec{to[0] / from[0], to[1] / from[1], to[2] / from[2]}).after(bradford))
	return adapt.after(m)
}

// pow is x to the power y, and 0 for x ≤ 0. It exists because math.Pow may differ in its last bit between machines.
func pow(x, y float64) float64 {
	if x <= 0 {
		return 0
	}
	return exp2(float64(y * log2(x)))
}

// log2 is the logarithm of x > 0: of its mantissa m by the series of artanh((m-1)/(m+1)).
func log2(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	s := (m - 1) / (m + 1) // at most 0.172
	square, sum := float64(s*s), 0.0
	for _, c := range [...]float64{1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1} {
		sum = c + float64(sum*square)
	}
	return float64(e) + float64(2/math.Ln2*float64(s*sum))
}

// exp2 is 2 to the power x: of its fraction by the series of the exponential.
func exp2(x float64) float64 {
	x = max(-1100, min(x, 1100))
	n := math.Floor(x + 0.5)
	f := float64((x - n) * math.Ln2) // at most 0.347
	sum := 0.0
	for _, c := range [...]float64{
		1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120,
		1.0 / 24, 1.0 / 6, 1.0 / 2, 1, 1,
	} {
		sum = c + float64(sum*f)
	}
	return math.Ldexp(sum, int(n))
}
