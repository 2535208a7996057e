package jpeg

import "encoding/binary"

// The forward DCT is that of Arai, Agui and Nakajima (1988): five multiplications for eight samples, because a
// scale factor of each frequency is left in the result for the quantiser to divide away (see quantiser).
//
// Two samples are worked on at once. A word holds the integer a + b<<32, so that words can be added, subtracted
// and multiplied by a constant as if they were one number; a and b are its lanes. As each lane of a result fits
// in 32 bits, it does not matter what overflows on the way.
//
// Scale: a pass multiplies by 1<<fdctBits; between the passes all but fdctKeep of those bits are rounded away.
// A result is at most 13,000<<(fdctBits+fdctKeep) and so fits in a lane.
const (
	fdctBits = 12
	fdctKeep = 4

	cosPi4 = 2896 // cos(π/4) << fdctBits
	cosPi8 = 3784 // cos(π/8) << fdctBits
	sinPi8 = 1567 // sin(π/8) << fdctBits
)

const (
	lanes    = 1<<32 | 1 // multiplies a number into both lanes
	lowLanes = 0xff * lanes
)

// block is eight rows of four words. Before the DCT the lanes of word i of a row are columns i and i+4. After
// it the rows are the horizontal frequencies, and the lanes of word i are vertical frequencies i and i+4.
type block [32]uint64

// load takes 8x8 samples from pix, whose rows are stride apart.
func (b *block) load(pix []byte, stride int) {
	for i := 0; i < len(b); i += 4 {
		x := binary.LittleEndian.Uint64(pix[i/4*stride:])
		row := (*[4]uint64)(b[i:])
		row[0] = x & lowLanes
		row[1] = x >> 8 & lowLanes
		row[2] = x >> 16 & lowLanes
		row[3] = x >> 24 & lowLanes
	}
}

// fdct transforms the samples in src into dst, transposed.
func fdct(dst, src *block) {
	src.pass()
	// Transpose with rounding. With half added each lane is positive, and shifting moves no sign into the next.
	const (
		shift = fdctBits - fdctKeep
		half  = (1<<(fdctBits+11) + 1<<(shift-1)) * lanes
		mask  = (1<<(32-shift) - 1)
		bias  = 1 << (fdctKeep + 11)
	)
	for i := range 4 {
		for j := range 4 {
			p := (src[4*j+i] + half) >> shift
			q := (src[4*j+16+i] + half) >> shift
			dst[4*i+j] = p&mask | q&mask<<32
			dst[4*i+16+j] = p>>32 | q>>32<<32
		}
	}
	dst.pass()
	// The bias that made lanes positive is a constant over each row: it came out in the first frequency.
	for j := range 4 {
		dst[j] -= bias << (3 + fdctBits) * lanes
	}
	dst[0] -= 128 * 64 << (fdctBits + fdctKeep) // level shift, T.81 A.3.1
}

// pass transforms the four columns of words.
func (b *block) pass() {
	for i := range 4 {
		s07, d07 := b[i]+b[28+i], b[i]-b[28+i]
		s16, d16 := b[4+i]+b[24+i], b[4+i]-b[24+i]
		s25, d25 := b[8+i]+b[20+i], b[8+i]-b[20+i]
		s34, d34 := b[12+i]+b[16+i], b[12+i]-b[16+i]

		s0, s3 := s07+s34, s07-s34
		s1, s2 := s16+s25, s16-s25
		b[i] = (s0 + s1) << fdctBits
		b[16+i] = (s0 - s1) << fdctBits
		r := (s2 + s3) * cosPi4
		s3 <<= fdctBits
		b[8+i] = s3 + r
		b[24+i] = s3 - r

		d0, d1, d2 := d34+d25, d25+d16, d16+d07
		d1 *= cosPi4
		d07 <<= fdctBits
		e, f := d07+d1, d07-d1
		g := d0*cosPi8 - d2*sinPi8
		h := d2*cosPi8 + d0*sinPi8
		b[4+i] = e + h
		b[28+i] = e - h
		b[20+i] = f + g
		b[12+i] = f - g
	}
}
