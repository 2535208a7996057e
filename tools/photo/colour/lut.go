package colour

import (
	"encoding/binary"
	"fmt"
)

// parseTable reads a lut8Type, lut16Type or lutAToBType (ICC.1:2022 10.10 to 10.12) with 3 or 4 channels.
func parseTable(b []byte, channels int, pcs string) (*Profile, error) {
	if len(b) < 32 || int(b[8]) != channels || b[9] != 3 {
		return nil, fmt.Errorf("%w: a table for other channels", ErrProfile)
	}
	var first []curve
	var then []stage
	var err error
	toXYZ := stage(encodedXYZ)
	if pcs == "Lab " {
		toXYZ = labV4
	}
	switch kind := string(b[:4]); kind {
	case "mft1":
		first, then, err = parseLut(b, 1)
	case "mft2":
		if pcs == "Lab " {
			toXYZ = labV2
		}
		first, then, err = parseLut(b, 2)
	case "mAB ":
		first, then, err = parseAToB(b)
	default:
		err = fmt.Errorf("%w: a table of type %q", ErrProfile, kind)
	}
	if err != nil {
		return nil, err
	}
	var four [4]curve
	copy(four[:], first)
	return newProfile(channels, four, append(then, toXYZ)...), nil
}

// parseLut reads tables of numbers of the given width: curves, colours and again curves.
func parseLut(b []byte, width int) ([]curve, []stage, error) {
	channels, side := int(b[8]), int(b[10])
	in, out, at := 256, 256, 48
	if width == 2 {
		if len(b) < 52 {
			return nil, nil, fmt.Errorf("%w: a table ends early", ErrProfile)
		}
		in, out, at = int(binary.BigEndian.Uint16(b[48:])), int(binary.BigEndian.Uint16(b[50:])), 52
	}
	if in < 2 || out < 2 || in > 4096 || out > 4096 || len(b) < at {
		return nil, nil, fmt.Errorf("%w: tables of %d and %d numbers", ErrProfile, in, out)
	}
	r := reader{b: b[at:], width: width}
	first := r.curves(channels, in)
	size := make([]int, channels)
	for i := range size {
		size[i] = side
	}
	c := r.clut(size)
	last := r.curves(3, out)
	if r.err != nil {
		return nil, nil, r.err
	}
	if m := parseMatrix(b[12:]); channels == 3 && m != diagonal(vec{1, 1, 1}) {
		// Meant for XYZ, but who wrote it had it in mind.
		return []curve{identity, identity, identity}, []stage{m, curves(first), c, curves(last)}, nil
	}
	return first, []stage{c, curves(last)}, nil
}

// parseMatrix reads a matrix of 9 numbers.
func parseMatrix(b []byte) affine {
	var m affine
	for i := range 9 {
		m.m[i/3][i%3] = fixed16(b[4*i:])
	}
	return m
}

// A reader takes arrays of numbers from the front of b. After the first that is not whole it gives nothing.
type reader struct {
	b     []byte
	width int
	err   error
}

func (r *reader) take(n int) samples {
	if r.err == nil && n > len(r.b)/r.width {
		r.err = fmt.Errorf("%w: a table ends early", ErrProfile)
	}
	if r.err != nil {
		return samples{width: r.width}
	}
	s := samples{data: r.b[:n*r.width], width: r.width}
	r.b = r.b[n*r.width:]
	return s
}

func (r *reader) curves(channels, entries int) []curve {
	var list []curve
	for range channels {
		list = append(list, sampled(r.take(entries)))
	}
	return list
}

// clut takes the colours of a grid. What is larger than the profile is refused at the channel where that shows.
func (r *reader) clut(size []int) clut {
	n := 3
	for _, s := range size {
		if n *= s; s < 2 || n > maxSize {
			r.err = fmt.Errorf("%w: a grid of %d points", ErrProfile, size)
			return clut{}
		}
	}
	return clut{size: size, nodes: r.take(n)}
}

// parseAToB reads the stages of a lutAToBType: A curves, colours, M curves, matrix, B curves. Only the last must be there.
func parseAToB(b []byte) ([]curve, []stage, error) {
	channels := int(b[8])
	part := func(at int) []byte {
		offset := int64(binary.BigEndian.Uint32(b[at:]))
		if offset == 0 || offset > int64(len(b)) {
			return nil
		}
		return b[offset:]
	}
	var stages []stage
	add := func(at, n int) error {
		list, err := parseCurves(part(at), n)
		stages = append(stages, curves(list))
		return err
	}
	if colours := part(24); colours != nil {
		if len(colours) < 20 || colours[16] < 1 || colours[16] > 2 {
			return nil, nil, fmt.Errorf("%w: a table ends early", ErrProfile)
		}
		size := make([]int, channels)
		for i := range size {
			size[i] = int(colours[i])
		}
		r := reader{b: colours[20:], width: int(colours[16])}
		c := r.clut(size)
		if r.err != nil {
			return nil, nil, r.err
		}
		if err := add(28, channels); err != nil {
			return nil, nil, err
		}
		stages = append(stages, c)
	} else if channels != 3 {
		return nil, nil, fmt.Errorf("%w: no table for %d channels", ErrProfile, channels)
	}
	if matrix := part(16); matrix != nil {
		if len(matrix) < 48 {
			return nil, nil, fmt.Errorf("%w: a matrix ends early", ErrProfile)
		}
		if err := add(20, 3); err != nil {
			return nil, nil, err
		}
		m := parseMatrix(matrix)
		for i := range m.t {
			m.t[i] = fixed16(matrix[36+4*i:])
		}
		stages = append(stages, m)
	}
	if err := add(12, 3); err != nil {
		return nil, nil, err
	}
	return stages[0].(curves), stages[1:], nil
}

// parseCurves reads n curves that follow each other, each from a multiple of four bytes.
func parseCurves(b []byte, n int) ([]curve, error) {
	var list []curve
	for range n {
		c, size, err := parseCurve(b)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		b = b[min((size+3)&^3, len(b)):]
	}
	return list, nil
}
