package jpeg

// The quantisation tables of T.81 Annex K.1, row by row, for luminance and chrominance.
var annexK = [2][64]uint8{
	{
		16, 11, 10, 16, 24, 40, 51, 61,
		12, 12, 14, 19, 26, 58, 60, 55,
		14, 13, 16, 24, 40, 57, 69, 56,
		14, 17, 22, 29, 51, 87, 80, 62,
		18, 22, 37, 56, 68, 109, 103, 77,
		24, 35, 55, 64, 81, 104, 113, 92,
		49, 64, 78, 87, 103, 121, 120, 101,
		72, 92, 95, 98, 112, 100, 103, 99,
	},
	{
		17, 18, 24, 47, 99, 99, 99, 99,
		18, 21, 26, 66, 99, 99, 99, 99,
		24, 26, 56, 99, 99, 99, 99, 99,
		47, 66, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
	},
}

// steps scales a table to a quality from 1 to 100 as the Independent JPEG Group does: 50 is the table itself.
func steps(table *[64]uint8, quality int) (out [64]uint8) {
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	for i, s := range table {
		out[i] = uint8(min(max((int(s)*scale+50)/100, 1), 255))
	}
	return out
}

// dctScale is what the DCT leaves in frequency i, times 1<<16: √2·cos(iπ/16), and 1 for the first.
var dctScale = [8]uint64{65536, 90901, 85627, 77062, 65536, 51491, 35468, 18081}

// quantiser divides the results of fdct by the steps of a table, rounding to the nearest. A coefficient v
// becomes (|v|*reciprocal + half) >> quantShift with the sign of v.
type quantiser struct {
	reciprocal [64]uint64 // by place in zigzag order
	zero       block      // in each lane 1<<31 plus the largest |v| that becomes 0
}

const quantShift = 47

func newQuantiser(steps *[64]uint8) *quantiser {
	q := new(quantiser)
	for z, n := range zigzag {
		// The result of fdct is that of T.81 A.3.3 times 8, the scales of both frequencies, and its fixed point.
		// The powers of two are taken together, so that nothing overflows.
		const one = 1 << (quantShift + 2*16 - 3 - fdctBits - fdctKeep)
		step := uint64(steps[n]) * dctScale[n/8] * dctScale[n%8]
		r := (one + step/2) / step
		q.reciprocal[z] = r
		l := laneOf[z]
		q.zero[l%32] |= (1<<31 + (1<<(quantShift-1)-1)/r) << (l & 32)
	}
	return q
}

// laneOf gives for a place in zigzag order where fdct leaves that coefficient: the word, plus 32 for its high lane.
var laneOf = func() (out [64]uint8) {
	for z, n := range zigzag {
		v, u := n/8, n%8
		out[z] = u*4 + v%4 + v/4*32
	}
	return out
}()

// placesOf permutes sets of lanes: placesOf[i][m] are the zigzag places of the lanes that m says of 8i to 8i+7.
var placesOf = func() (out [8][256]uint64) {
	for z, l := range laneOf {
		for m := range 256 {
			out[l/8][m] |= uint64(m>>(l%8)&1) << z
		}
	}
	return out
}()

// nonzeros gives the zigzag places of the coefficients that do not become zero, as a set of bits.
func (q *quantiser) nonzeros(b *block) uint64 {
	// With limit = 1<<31 + zero, bit 31 of both limit+v and limit-v says that v becomes zero.
	const top = 1 << 31 * lanes
	var zero uint64
	for i := 0; i < len(b); i += 4 {
		v, limit := (*[4]uint64)(b[i:]), (*[4]uint64)(q.zero[i:])
		zero = zero>>1 | (limit[0]+v[0])&(limit[0]-v[0])&top
		zero = zero>>1 | (limit[1]+v[1])&(limit[1]-v[1])&top
		zero = zero>>1 | (limit[2]+v[2])&(limit[2]-v[2])&top
		zero = zero>>1 | (limit[3]+v[3])&(limit[3]-v[3])&top
	}
	m := ^zero
	return placesOf[0][m&255] | placesOf[1][m>>8&255] | placesOf[2][m>>16&255] | placesOf[3][m>>24&255] |
		placesOf[4][m>>32&255] | placesOf[5][m>>40&255] | placesOf[6][m>>48&255] | placesOf[7][m>>56]
}

// at gives the quantised coefficient at zigzag place z: its magnitude, and -1 or 0 for its sign.
func (q *quantiser) at(b *block, z int) (magnitude, sign int32) {
	l := laneOf[z&63]
	// With a bias lanes are positive, so that taking one out borrows nothing from the other.
	v := int64(uint32((b[l%32]+1<<31*lanes)>>(l&32))) - 1<<31
	s := v >> 63
	return int32((uint64(v^s-s)*q.reciprocal[z&63] + 1<<(quantShift-1)) >> quantShift), int32(s)
}
