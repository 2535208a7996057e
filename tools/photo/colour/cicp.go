package colour

// white is the light of white paper in pictures with more light than a page has, in cd/m² (ITU-R BT.2408).
const white = 203

// CICP is the profile of the code points of ITU-T H.273 that HEIF and AVIF have instead of an ICC profile: nil for sRGB and
// for what is not known, which is then taken for sRGB.
//
// The curves of cameras for television (1, 6, 14, 15) are taken for that of sRGB. Browsers disagree here: some show such
// pictures darker than that and some lighter; and who makes them has mostly copied the pixels of an sRGB picture. PQ and
// HLG (16, 18) are dimmed to what a page can show.
func CICP(primaries, transfer int) *Profile {
	rgb, ok := map[int][3]point{
		1:  {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}},       // BT.709, sRGB
		5:  {{0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}},       // BT.601, 625 lines
		6:  {{0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}}, // BT.601, 525 lines
		9:  {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}}, // BT.2020
		12: {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}}, // Display P3
	}[primaries]
	if !ok {
		return nil
	}
	var c curve
	then := []stage{toPCS(rgb, d65)}
	switch transfer {
	case 1, 6, 13, 14, 15:
		c = srgbCurve
	case 4:
		c = power(2.2)
	case 8:
		c = identity
	case 16:
		c, then = pq{}, []stage{dim{peak: 10000}, then[0]}
	case 18:
		c, then = hlg{}, []stage{dim{peak: 1000, system: 0.2}, then[0]}
	default:
		return nil
	}
	if p := newProfile(3, [4]curve{c, c, c}, then...); !p.IsSRGB() {
		return p
	}
	return nil
}

// pq is the curve of SMPTE ST 2084 (BT.2100): light 1 is 10000 cd/m².
type pq struct{}

func (pq) at(x float64) float64 {
	const m1, m2, c1, c2, c3 = 2610.0 / 16384, 2523.0 / 32, 3424.0 / 4096, 2413.0 / 128, 2392.0 / 128
	e := pow(clamp(x), 1/m2)
	return clamp(pow(max(e-c1, 0)/(c2-float64(c3*e)), 1/m1))
}

// hlg is the curve of ARIB STD-B67 (BT.2100): light 1 is the most that the camera sees.
type hlg struct{}

func (hlg) at(x float64) float64 {
	const a, b, c, log2e = 0.17883277, 0.28466892, 0.55991073, 1.4426950408889634
	x = clamp(x)
	if x <= 0.5 {
		return float64(x*x) / 3
	}
	return clamp((exp2((x-c)/a*log2e) + b) / 12)
}

// dim brings light that can be far above white within 0 to 1: the brightest channel by a curve that is straight at black and
// reaches 1 at 1000 cd/m², the others in proportion, so that hues stay. Highlights become what Chromium shows of them on an
// ordinary screen, shadows lighter. Light 1 is peak, in cd/m², once the screen has given luminance the power system.
type dim struct{ peak, system float64 }

func (d dim) apply(v vec) vec {
	scale := d.peak / white
	if d.system != 0 {
		y := float64(0.2627*v[0]) + float64(0.6780*v[1]) + float64(0.0593*v[2])
		scale *= pow(y, d.system)
	}
	const most = 1000.0 / white
	if brightest := float64(max(v[0], v[1], v[2]) * scale); brightest > 0 {
		scale *= min((1+brightest/(most*most))/(1+brightest), 1/brightest)
	}
	return vec{float64(v[0] * scale), float64(v[1] * scale), float64(v[2] * scale)}
}
