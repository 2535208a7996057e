package jpeg

// tan is tan(π/8) times 1<<16.
const tan = 27146

// flat writes a block of one colour.
func flat(dst []byte, stride, size int, dc int32) {
	v := clamp(int64(dc))
	for y := range size {
		row := dst[y*stride:][:size]
		for x := range row {
			row[x] = v
		}
	}
}

// idct4 is the 4-point transform of the lowest 4x4 of 64 coefficients.
func idct4(dst []byte, stride int, coef *[16]int32) {
	left := coef[:]
	for range 4 {
		c := (*[13]int32)(left)
		left = left[1:]
		x0, x1, x2, x3 := int64(c[0]), int64(c[4]), int64(c[8]), int64(c[12])
		p, q := x0+x2, x0-x2
		r, s := x1+x3*tan>>16, x1*tan>>16-x3
		c[0], c[12] = int32(p+r), int32(p-r)
		c[4], c[8] = int32(q+s), int32(q-s)
	}
	left = coef[:]
	for v := range 4 {
		row := (*[4]int32)(left)
		left = left[4:]
		x0, x1, x2, x3 := int64(row[0]), int64(row[1]), int64(row[2]), int64(row[3])
		p, q := x0+x2, x0-x2
		r, s := x1+x3*tan>>16, x1*tan>>16-x3
		out := (*[4]byte)(dst[v*stride:])
		out[0], out[3] = clamp(p+r), clamp(p-r)
		out[1], out[2] = clamp(q+s), clamp(q-s)
	}
}

// idct2 is the 2-point transform of the lowest 2x2.
func idct2(dst []byte, stride int, coef *[4]int32) {
	p, q := int64(coef[0])+int64(coef[2]), int64(coef[1])+int64(coef[3])
	r, s := int64(coef[0])-int64(coef[2]), int64(coef[1])-int64(coef[3])
	dst[0], dst[1] = clamp(p+q), clamp(p-q)
	dst[stride], dst[stride+1] = clamp(r+s), clamp(r-s)
}
