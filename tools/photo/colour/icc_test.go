package colour

import (
	"encoding/binary"
	"math"
	"sync"
)

// Profiles for the tests, made here.

type tag struct {
	name string
	data []byte
}

// profile has a version, class, device space, connection space and tags.
func profile(version byte, class, space, pcs string, tags ...tag) []byte {
	b := make([]byte, 128, 4096)
	b[8] = version
	copy(b[12:], class+space+pcs)
	copy(b[36:], "acsp")
	copy(b[68:], be32(0xF6D6, 0x10000, 0xD32D)) // D50
	b = append(b, be32(len(tags))...)
	at := 132 + 12*len(tags)
	var body []byte
	for _, t := range tags {
		b = append(append(b, t.name...), be32(at+len(body), len(t.data))...)
		body = append(body, t.data...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	b = append(b, body...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

func be32(list ...int) []byte {
	var b []byte
	for _, v := range list {
		b = binary.BigEndian.AppendUint32(b, uint32(v))
	}
	return b
}

func be16(list ...int) []byte {
	var b []byte
	for _, v := range list {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// fixed15 writes s15Fixed16Numbers.
func fixed15(list ...float64) []byte {
	var b []byte
	for _, v := range list {
		b = append(b, be32(int(math.Round(v*65536)))...)
	}
	return b
}

// curv is a curveType of these numbers.
func curv(list ...int) []byte {
	return append([]byte("curv\x00\x00\x00\x00"), append(be32(len(list)), be16(list...)...)...)
}

// formula is a parametricCurveType.
func formula(kind int, list ...float64) []byte {
	return append([]byte("para\x00\x00\x00\x00"), append(be16(kind, 0), fixed15(list...)...)...)
}

// bend has n samples of a power.
func bend(n int, power float64) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = int(math.Round(math.Pow(float64(i)/float64(n-1), power) * 65535))
	}
	return list
}

// matrixProfile has three primaries and one curve.
func matrixProfile(version byte, m affine, trc []byte) []byte {
	tags := []tag{{"wtpt", append([]byte("XYZ \x00\x00\x00\x00"), fixed15(d50[0], d50[1], d50[2])...)}}
	for i, c := range []string{"r", "g", "b"} {
		column := append([]byte("XYZ \x00\x00\x00\x00"), fixed15(m.m[0][i], m.m[1][i], m.m[2][i])...)
		tags = append(tags, tag{c + "XYZ", column}, tag{c + "TRC", trc})
	}
	return profile(version, "mntr", "RGB ", "XYZ ", tags...)
}

func grayProfile(pcs string, trc []byte) []byte {
	white := append([]byte("XYZ \x00\x00\x00\x00"), fixed15(d50[0], d50[1], d50[2])...)
	return profile(2, "mntr", "GRAY", pcs, tag{"wtpt", white}, tag{"kTRC", trc})
}

func tableProfile(version byte, space, pcs string, table []byte) []byte {
	white := append([]byte("XYZ \x00\x00\x00\x00"), fixed15(d50[0], d50[1], d50[2])...)
	return profile(version, "scnr", space, pcs, tag{"wtpt", white}, tag{"A2B0", table})
}

// ink and wide are devices, to XYZ.
var ink = newInks().apply

func wide(v vec) vec { return p3.apply(curves{power(2), power(2), power(2)}.apply(v)) }

var (
	p3       = toPCS([3]point{{0.68, 0.32}, {0.265, 0.69}, {0.15, 0.06}}, d65)
	adobe    = toPCS([3]point{{0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06}}, d65)
	prophoto = toPCS([3]point{{0.734699, 0.265301}, {0.159597, 0.840403}, {0.036598, 0.000105}}, point{0.3457, 0.3585})
)

// asXYZ and asLab encode for the connection space, 0 to 1; asLab2 for a lut16 of version 2.
func asXYZ(v vec) vec { return vec{v[0] / 65535 * 32768, v[1] / 65535 * 32768, v[2] / 65535 * 32768} }

func asLab(v vec) vec {
	f := func(i int) float64 {
		if t := v[i] / d50[i]; t > 216.0/24389 {
			return math.Cbrt(t)
		} else {
			return (t*24389/27 + 16) / 116
		}
	}
	return vec{(116*f(1) - 16) / 100, (500*(f(0)-f(1)) + 128) / 255, (200*(f(1)-f(2)) + 128) / 255}
}

func asLab2(v vec) vec {
	return diagonal(vec{65280.0 / 65535, 65280.0 / 65535, 65280.0 / 65535}).apply(asLab(v))
}

// nodes are the colours of a grid with n nodes per channel, in numbers of width bytes.
func nodes(channels, n, width int, colour func(vec) vec) []byte {
	var b []byte
	for i := range int(math.Pow(float64(n), float64(channels))) {
		var v vec
		for c := channels - 1; c >= 0; c-- {
			v[c] = float64(i%n) / float64(n-1)
			i /= n
		}
		v = colour(v)
		for _, x := range v[:3] {
			if width == 1 {
				b = append(b, uint8(math.Round(clamp(x)*255)))
			} else {
				b = append(b, be16(int(math.Round(clamp(x)*65535)))...)
			}
		}
	}
	return b
}

// lutHead is the start of a lut8Type or lut16Type.
func lutHead(name string, channels, n int) []byte {
	b := append([]byte(name), 0, 0, 0, 0, byte(channels), 3, byte(n), 0)
	return append(b, fixed15(1, 0, 0, 0, 1, 0, 0, 0, 1)...)
}

// lut16 has n nodes per channel and curves of some samples.
func lut16(channels, n int, colour func(vec) vec) []byte {
	const in, out = 17, 2
	b := append(lutHead("mft2", channels, n), be16(in, out)...)
	for range channels {
		b = append(b, be16(bend(in, 1.3)...)...)
	}
	b = append(b, nodes(channels, n, 2, colour)...)
	for range 3 {
		b = append(b, be16(bend(out, 1)...)...)
	}
	return b
}

// lut8 has n nodes per channel and straight curves.
func lut8(channels, n int, colour func(vec) vec) []byte {
	b := lutHead("mft1", channels, n)
	straight := func() {
		for i := range 256 {
			b = append(b, byte(i))
		}
	}
	for range channels {
		straight()
	}
	b = append(b, nodes(channels, n, 1, colour)...)
	for range 3 {
		straight()
	}
	return b
}

// aToB is a lutAToBType; parts that are nil it has not. A and clut come together, as do M and matrix.
func aToB(channels int, a, clut, m, matrix, b []byte) []byte {
	table := append([]byte("mAB \x00\x00\x00\x00"), byte(channels), 3, 0, 0)
	table = append(table, make([]byte, 20)...)
	add := func(at int, part []byte, times int) {
		if part == nil {
			return
		}
		binary.BigEndian.PutUint32(table[at:], uint32(len(table)))
		for range times {
			table = append(table, part...)
			table = append(table, make([]byte, -len(table)&3)...)
		}
	}
	add(12, b, 3)
	add(16, matrix, 1)
	add(20, m, 3)
	add(24, clut, 1)
	add(28, a, channels)
	return table
}

// clutOf is the table of a lutAToBType.
func clutOf(channels, n, width int, colour func(vec) vec) []byte {
	b := make([]byte, 20)
	for i := range channels {
		b[i] = byte(n)
	}
	b[16] = byte(width)
	return append(b, nodes(channels, n, width, colour)...)
}

// made are profiles of every kind that is read.
var made = sync.OnceValue(func() map[string][]byte {
	s := srgbCurve
	scale := 32768.0 / 65535
	flat := curv()
	viaLab := func(device func(vec) vec) func(vec) vec { return func(v vec) vec { return asLab(device(v)) } }
	viaLab2 := func(device func(vec) vec) func(vec) vec { return func(v vec) vec { return asLab2(device(v)) } }
	same := func(v vec) vec { return v }
	power22 := aToB(3, nil, nil, formula(0, 2.2), fixed15(append(flatten(p3, scale), 0.01, 0.01, 0.01)...), flat)
	all := aToB(3, flat, clutOf(3, 5, 1, same), formula(0, 2), fixed15(append(flatten(adobe, scale), 0, 0, 0)...), flat)
	return map[string][]byte{
		"Display P3":        matrixProfile(4, p3, formula(3, s.g, s.a, s.b, s.c, s.d)),
		"Adobe RGB":         matrixProfile(2, adobe, curv(563)),
		"ProPhoto":          matrixProfile(4, prophoto, formula(0, 1.8)),
		"sampled":           matrixProfile(2, p3, curv(bend(64, 2.4)...)),
		"formula 1":         matrixProfile(4, adobe, formula(1, 2, 1.1, -0.1)),
		"light black":       matrixProfile(4, adobe, formula(2, 2, 0.85, 0.1, 0.1)),
		"formula 4":         matrixProfile(4, p3, formula(4, 2.2, 0.9, 0.1, 0.3, 0.1, 0, 0)),
		"gray 2.2":          grayProfile("XYZ ", curv(563)),
		"gray lightness":    grayProfile("Lab ", curv(bend(33, 1.1)...)),
		"RGB lut8":          tableProfile(2, "RGB ", "Lab ", lut8(3, 9, viaLab(wide))),
		"RGB lut16":         tableProfile(2, "RGB ", "Lab ", lut16(3, 11, viaLab2(wide))),
		"RGB lut16 to XYZ":  tableProfile(2, "RGB ", "XYZ ", lut16(3, 33, func(v vec) vec { return asXYZ(wide(v)) })),
		"RGB mAB":           tableProfile(4, "RGB ", "Lab ", aToB(3, formula(0, 1.1), clutOf(3, 9, 2, viaLab(wide)), nil, nil, flat)),
		"RGB mAB, no table": tableProfile(4, "RGB ", "XYZ ", power22),
		"RGB mAB, all":      tableProfile(4, "RGB ", "XYZ ", all),
		"CMYK lut8":         tableProfile(2, "CMYK", "Lab ", lut8(4, 5, viaLab(ink))),
		"CMYK lut16":        tableProfile(2, "CMYK", "Lab ", lut16(4, 9, viaLab2(ink))),
		"CMYK mAB":          tableProfile(4, "CMYK", "Lab ", aToB(4, formula(0, 0.9), clutOf(4, 9, 2, viaLab(ink)), nil, nil, flat)),
	}
})

// flatten gives the numbers of a matrix, scaled.
func flatten(a affine, scale float64) []float64 {
	var list []float64
	for _, row := range a.m {
		for _, x := range row {
			list = append(list, x*scale)
		}
	}
	return list
}
