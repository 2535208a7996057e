package jpeg

import (
	"image"
	"math/bits"
	"slices"
)

// A token is a Huffman symbol with the bits that follow it: from bit 16 the symbol and the number of its table,
// below that the bits. How many they are, the low four bits of the symbol say (T.81 F.1.2).
type token uint32

// tables is how many Huffman tables there are: for each kind of component one for DC and one for AC.
const tables = 4

// scan transforms and quantises the components in the order of an interleaved scan (T.81 A.2.3).
func (e *encoder) scan(components []component, size image.Point) {
	e.tokens = e.tokens[:0]
	clear(e.frequency[:])
	across, down := 8*components[0].h, 8*components[0].v // of a unit
	var samples, coefficients block
	for uy := range (size.Y + down - 1) / down {
		for ux := range (size.X + across - 1) / across {
			for i := range components {
				c := &components[i]
				for by := uy * c.v; by < (uy+1)*c.v; by++ {
					for bx := ux * c.h; bx < (ux+1)*c.h; bx++ {
						if c.block(&samples, bx*8, by*8) {
							fdct(&coefficients, &samples)
							e.add(c, &coefficients)
						} else {
							e.repeat(c)
						}
					}
				}
			}
		}
	}
}

// block loads the samples from x, y. Outside the picture its edge is repeated; the result is false where all is
// outside.
func (c *component) block(b *block, x, y int) bool {
	w, h := c.width-x, c.height-y
	if w <= 0 || h <= 0 {
		return false
	}
	if w >= 8 && h >= 8 {
		b.load(c.pix[y*c.stride+x:], c.stride)
		return true
	}
	var edge [64]byte
	for i := range edge {
		edge[i] = c.pix[(y+min(i/8, h-1))*c.stride+x+min(i%8, w-1)]
	}
	b.load(edge[:], 8)
	return true
}

// add appends the tokens of a block (T.81 F.1.2): the difference of its DC with that of the block before, and
// each AC that is not zero with the number of zeros before it.
func (e *encoder) add(c *component, b *block) {
	e.tokens = slices.Grow(e.tokens, 64)
	out := (*[64]token)(e.tokens[len(e.tokens) : len(e.tokens)+64])
	dc, ac := token(2*c.kind)<<24, token(2*c.kind+1)<<24

	magnitude, sign := c.quantiser.at(b, 0)
	value := (magnitude ^ sign) - sign
	diff := value - c.dc
	c.dc = value
	sign = diff >> 31
	size := bits.Len32(uint32((diff ^ sign) - sign))
	out[0] = dc | token(size)<<16 | token((diff+sign)&(1<<size-1))

	n, last := 1, 0
	for places := c.quantiser.nonzeros(b) &^ 1; places != 0; places &= places - 1 {
		place := bits.TrailingZeros64(places)
		zeros := place - last - 1
		for ; zeros > 15; zeros -= 16 {
			out[n&63] = ac | 0xf0<<16 // ZRL
			n++
		}
		magnitude, sign := c.quantiser.at(b, place)
		size := bits.Len32(uint32(magnitude))
		out[n&63] = ac | token(zeros<<4|size)<<16 | token((magnitude^sign)&(1<<size-1))
		n++
		last = place
	}
	if last < 63 {
		out[n&63] = ac // EOB
		n++
	}
	for _, t := range out[:n] {
		e.frequency[t>>16%(tables<<8)]++
	}
	e.tokens = e.tokens[:len(e.tokens)+n]
}

// repeat appends a block outside the picture: the DC of the block before, and no AC.
func (e *encoder) repeat(c *component) {
	for table := 2 * c.kind; table < 2*c.kind+2; table++ {
		e.tokens = append(e.tokens, token(table)<<24)
		e.frequency[table<<8]++
	}
}
