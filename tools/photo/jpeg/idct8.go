package jpeg

// The multiplications of the 8-point transform, times 1<<16.
const (
	root2 = 92682  // √2
	rotA  = 121095 // 2·cos(π/8)
	rotB  = 70936  // 2·(cos(π/8) - cos(3π/8))
	rotC  = 171254 // 2·(cos(π/8) + cos(3π/8))
)

// idct8 is the transform of 64 coefficients of which those after end, in zigzag order, are zero.
func idct8(dst []byte, stride int, coef *[64]int32, end int) {
	if end <= 9 {
		idct8low(dst, stride, coef)
		return
	}
	columns := 8
	if end < 27 {
		columns = 6
	}
	left := coef[:]
	for range columns {
		c := (*[57]int32)(left)
		left = left[1:]
		x0, x1, x2, x3 := int64(c[0]), int64(c[8]), int64(c[16]), int64(c[24])
		x4, x5, x6, x7 := int64(c[32]), int64(c[40]), int64(c[48]), int64(c[56])
		p, q := x0+x4, x0-x4
		r := x2 + x6
		s := (x2-x6)*root2>>16 - r
		e0, e3, e1, e2 := p+r, p-r, q+s, q-s

		a, b := x5+x3, x5-x3
		f, g := x1+x7, x1-x7
		z := (b + g) * rotA
		o7 := f + a
		o6 := (z-b*rotC)>>16 - o7
		o5 := (f-a)*root2>>16 - o6
		o4 := (z-g*rotB)>>16 - o5
		c[0], c[56] = int32(e0+o7), int32(e0-o7)
		c[8], c[48] = int32(e1+o6), int32(e1-o6)
		c[16], c[40] = int32(e2+o5), int32(e2-o5)
		c[24], c[32] = int32(e3+o4), int32(e3-o4)
	}
	left = coef[:]
	for v := range 8 {
		row := (*[8]int32)(left)
		left = left[8:]
		x0, x1, x2, x3 := int64(row[0]), int64(row[1]), int64(row[2]), int64(row[3])
		x4, x5, x6, x7 := int64(row[4]), int64(row[5]), int64(row[6]), int64(row[7])
		p, q := x0+x4, x0-x4
		r := x2 + x6
		s := (x2-x6)*root2>>16 - r
		e0, e3, e1, e2 := p+r, p-r, q+s, q-s

		a, b := x5+x3, x5-x3
		f, g := x1+x7, x1-x7
		z := (b + g) * rotA
		o7 := f + a
		o6 := (z-b*rotC)>>16 - o7
		o5 := (f-a)*root2>>16 - o6
		o4 := (z-g*rotB)>>16 - o5
		out := (*[8]byte)(dst[v*stride:])
		out[0], out[7] = clamp(e0+o7), clamp(e0-o7)
		out[1], out[6] = clamp(e1+o6), clamp(e1-o6)
		out[2], out[5] = clamp(e2+o5), clamp(e2-o5)
		out[3], out[4] = clamp(e3+o4), clamp(e3-o4)
	}
}

// idct8low is the same for the first four of each row and column.
func idct8low(dst []byte, stride int, coef *[64]int32) {
	left := coef[:]
	for range 4 {
		c := (*[57]int32)(left)
		left = left[1:]
		x0, x1, x2, x3 := int64(c[0]), int64(c[8]), int64(c[16]), int64(c[24])
		s := x2*root2>>16 - x2
		e0, e3, e1, e2 := x0+x2, x0-x2, x0+s, x0-s
		z := (x1 - x3) * rotA
		o7 := x1 + x3
		o6 := (z+x3*rotC)>>16 - o7
		o5 := (x1-x3)*root2>>16 - o6
		o4 := (z-x1*rotB)>>16 - o5
		c[0], c[56] = int32(e0+o7), int32(e0-o7)
		c[8], c[48] = int32(e1+o6), int32(e1-o6)
		c[16], c[40] = int32(e2+o5), int32(e2-o5)
		c[24], c[32] = int32(e3+o4), int32(e3-o4)
	}
	left = coef[:]
	for v := range 8 {
		row := (*[8]int32)(left)
		left = left[8:]
		x0, x1, x2, x3 := int64(row[0]), int64(row[1]), int64(row[2]), int64(row[3])
		s := x2*root2>>16 - x2
		e0, e3, e1, e2 := x0+x2, x0-x2, x0+s, x0-s
		z := (x1 - x3) * rotA
		o7 := x1 + x3
		o6 := (z+x3*rotC)>>16 - o7
		o5 := (x1-x3)*root2>>16 - o6
		o4 := (z-x1*rotB)>>16 - o5
		out := (*[8]byte)(dst[v*stride:])
		out[0], out[7] = clamp(e0+o7), clamp(e0-o7)
		out[1], out[6] = clamp(e1+o6), clamp(e1-o6)
		out[2], out[5] = clamp(e2+o5), clamp(e2-o5)
		out[3], out[4] = clamp(e3+o4), clamp(e3-o4)
	}
}

// clamp rounds to a sample.
func clamp(v int64) byte {
	v >>= fraction
	if uint64(v) > 255 {
		return byte(^v >> 63)
	}
	return byte(v)
}
