package jpeg

import (
	"fmt"
	"math"
)

// decoder reads one file.
type decoder struct {
	Config
	data     []byte // what is not read yet
	size     int    // side of a block as it is decoded: 8, 4, 2 or 1
	limit    int    // the last coefficient, in zigzag order, that such a block needs
	channels []channel
	maxH     int // the largest sampling factors
	maxV     int
	wide     int // columns of MCUs
	high     int // rows of MCUs

	quant     [4]*[64]uint16
	codes     [2][4]*huffmanCode  // DC, AC
	tables    [2][4]*huffmanTable // made of codes
	interval  int                 // MCUs between restarts, or 0
	jfif      bool
	adobe     bool
	transform byte // of Adobe: 0 none, 1 YCbCr, 2 YCCK

	bits    bitReader
	coef    [256]int32 // the block that is decoded: size*size values row by row, and a place for what is not kept
	onlyDC  bool       // a block of one pixel needs no other scans of a progressive picture
	band    band       // of the scan
	eobRun  int        // blocks to come that have nothing in this scan
	missing int        // coefficients that are not coded in full
	work    int        // blocks that may still be visited
}

// channel is one component of the frame: a plane of the picture.
type channel struct {
	id    byte
	h, v  int // sampling factors
	quant byte
	cols  int // blocks that hold its samples
	rows  int

	steps   [64]step
	ready   bool     // steps and memory are there
	exact   [64]int8 // of each coefficient in zigzag order, the lowest bit that is coded, or uncoded
	dc, ac  *huffmanTable
	before  int32 // DC of the block before
	plane   []byte
	stride  int // of plane, a multiple of a block
	coef    []int16
	nonzero []uint64
}

// step is what happens to a coefficient: it is multiplied, and comes at a place in a block.
type step struct {
	factor int32
	place  uint8
}

const (
	// noPlace is where coefficients go that the scale needs not.
	noPlace = 255
	// fraction is how many bits of a scaled coefficient are behind the point.
	fraction = 16
	// maxVisits is how often a block may be visited on average in all scans of a progressive picture. Those of cameras and
	// encoders visit it about 6 times, the most thorough optimisers 20.
	maxVisits = 64
	// maxBlocks is a gigapixel: numbers of samples fit in 31 bits.
	maxBlocks = 1 << 24
)

// layout finds how many blocks there are, and refuses more than the rest of the file can hold.
func (d *decoder) layout() error {
	if len(d.channels) == 1 {
		d.channels[0].h, d.channels[0].v = 1, 1 // they mean nothing: T.81, A.2.2
	}
	for i := range d.channels {
		d.maxH = max(d.maxH, d.channels[i].h)
		d.maxV = max(d.maxV, d.channels[i].v)
	}
	d.wide = ceilDiv(d.Width, 8*d.maxH)
	d.high = ceilDiv(d.Height, 8*d.maxV)
	blocks := 0
	for i := range d.channels {
		c := &d.channels[i]
		c.cols = ceilDiv(ceilDiv(d.Width*c.h, d.maxH), 8)
		c.rows = ceilDiv(ceilDiv(d.Height*c.v, d.maxV), 8)
		blocks += c.cols * c.rows
		for k := range c.exact {
			c.exact[k] = uncoded
		}
	}
	switch {
	case blocks > maxBlocks:
		return fmt.Errorf("%w: more than a gigapixel", ErrUnsupported)
	case d.leastBytes(blocks) > len(d.data):
		return ErrTruncated
	}
	d.missing = 64 * len(d.channels)
	d.work = maxVisits * blocks
	return nil
}

// leastBytes is how few bytes can hold so many blocks: one bit for a DC and, but in a progressive picture, one to
// end the block.
func (d *decoder) leastBytes(blocks int) int {
	if d.Progressive {
		return blocks / 8
	}
	return blocks / 4
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// prepare takes what a channel needs for its first scan: memory, and the quantisation table as it is now (T.81, B.2.4.1).
func (d *decoder) prepare(c *channel) error {
	if c.ready {
		return nil
	}
	table := d.quant[c.quant]
	if table == nil {
		return FormatError("a quantisation table is missing")
	}
	c.steps = newSteps(table, d.size)
	blocks := d.wide * c.h * d.high * c.v
	c.stride = d.wide * c.h * d.size
	c.plane = make([]byte, blocks*d.size*d.size)
	if d.Progressive {
		c.coef = make([]int16, blocks*d.size*d.size)
		c.nonzero = make([]uint64, blocks)
	}
	c.ready = true
	return nil
}

// newSteps makes the steps of a quantisation table, with the scales that the inverse DCT of that size wants.
func newSteps(table *[64]uint16, size int) (steps [64]step) {
	scale := idctScale(size)
	for i, place := range zigzag {
		u, v := int(place&7), int(place>>3)
		if u >= size || v >= size {
			steps[i].place = noPlace
			continue
		}
		steps[i].place = uint8(v*size + u)
		steps[i].factor = int32(math.Round(float64(table[i]) * (scale[u] * scale[v] / 8) * (1 << fraction)))
	}
	return steps
}
