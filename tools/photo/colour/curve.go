package colour

import (
	"encoding/binary"
	"fmt"
)

// A curve leads from a value of 0 to 1 to another. It takes any number and gives none but those.
type curve interface{ at(x float64) float64 }

// power is a curve with one exponent; identity is the one that changes nothing.
type power float64

const identity = power(1)

func (g power) at(x float64) float64 {
	if g == identity {
		return clamp(x)
	}
	return clamp(pow(clamp(x), float64(g)))
}

// para is a parametricCurveType (ICC.1:2022 10.18), with the letters of its table.
type para struct {
	kind                int
	g, a, b, c, d, e, f float64
}

func (p para) at(x float64) float64 {
	x = clamp(x)
	line := float64(p.a*x) + p.b
	switch {
	case p.kind == 0:
		return power(p.g).at(x)
	case p.kind == 1 && line < 0:
		return 0
	case p.kind == 1:
		return clamp(pow(line, p.g))
	case p.kind == 2 && line < 0:
		return clamp(p.c)
	case p.kind == 2:
		return clamp(pow(line, p.g) + p.c)
	case x < p.d:
		return clamp(float64(p.c*x) + p.f)
	}
	return clamp(pow(line, p.g) + p.e)
}

// sampled is a curve by its samples, at least two, with lines between them.
type sampled samples

func (s sampled) at(x float64) float64 {
	n := samples(s).len()
	x = float64(clamp(x) * float64(n-1))
	i := min(int(x), n-2)
	a, b := samples(s).at(i), samples(s).at(i+1)
	return a + float64((b-a)*(x-float64(i)))
}

// lightness is a curve for gray that gives L* instead of light.
type lightness struct{ curve }

func (l lightness) at(x float64) float64 {
	return clamp(cube((float64(100*l.curve.at(x)) + 16) / 116))
}

// parseCurve reads a curveType or parametricCurveType, and says how many bytes it has.
func parseCurve(b []byte) (curve, int, error) {
	if len(b) < 12 {
		return nil, 0, fmt.Errorf("%w: a curve ends early", ErrProfile)
	}
	switch string(b[:4]) {
	case "curv":
		n := int64(binary.BigEndian.Uint32(b[8:]))
		if n > int64(len(b)-12)/2 {
			return nil, 0, fmt.Errorf("%w: a curve ends early", ErrProfile)
		}
		size := 12 + 2*int(n)
		switch n {
		case 0:
			return identity, size, nil
		case 1:
			return power(float64(binary.BigEndian.Uint16(b[12:])) / 256), size, nil
		}
		return sampled{data: b[12:size], width: 2}, size, nil
	case "para":
		kind := int(binary.BigEndian.Uint16(b[8:]))
		counts := []int{1, 3, 4, 5, 7}
		if kind >= len(counts) || len(b) < 12+4*counts[kind] {
			return nil, 0, fmt.Errorf("%w: a curve with a formula that does not exist", ErrProfile)
		}
		p := para{kind: kind}
		size := 12 + 4*counts[kind]
		for i, field := range []*float64{&p.g, &p.a, &p.b, &p.c, &p.d, &p.e, &p.f}[:counts[kind]] {
			*field = fixed16(b[12+4*i:])
		}
		return p, size, nil
	}
	return nil, 0, fmt.Errorf("%w: a curve of type %q", ErrProfile, b[:4])
}

// fixed16 reads an s15Fixed16Number.
func fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }
