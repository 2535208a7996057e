package scale

// Pixels of four channels are weighed together, in two words of two lanes of 32 bits: 255 times their levels, so that
// colours can be multiplied by alpha, and what is transparent lends its colour to nothing. With weights of 12 bits a
// sum takes up to 1.56·255²·4096 along rows and 2.41 times 255²·4096 along columns, of which 0.28 and 0.71 are below
// zero. The offsets keep that positive, and all stays below 2³².
const (
	pairBits   = 12
	pair       = 1 | 1<<32
	pairOffset = 20_000 // above 0.28·255²
	pairBelow  = 50_000 // above 0.71·255²
	opaque     = 255 * 255
)

// pixelRows is what becomes of sums along rows.
var pixelRows = rounding{
	start: pair * (pairOffset<<pairBits + 1<<(pairBits-1)),
	keep:  pair * (1<<(32-pairBits) - 1),
	bits:  pairBits,
}

// pixels is a picture of four bytes a pixel; its width is in pixels.
type pixels struct {
	plane
	load  func(to []quad, half int, row []byte) // multiplies
	store func(to []byte, a, b []uint64)        // rounds sums
}

func (p pixels) row(y int) []byte {
	return p.pix[min(max(y, 0), p.height-1)*p.stride:][:4*p.width]
}

// resize fills to with the pixels of p at the places x and y.
func (p pixels) resize(to plane, x, y axis) {
	if x.same(p.width) && y.same(p.height) {
		for i := range to.height {
			copy(to.pix[i*to.stride:], p.row(i))
		}
		return
	}
	h, v := newKernel(x, pairBits), newKernel(y, pairBits)
	packed := make([]quad, max(h.before+p.width, h.first[to.width-1]+h.taps))
	// The ring holds rows, two at a time, and two words a pixel of each.
	ring := make([][]uint64, 2*((v.taps+2)&^1))
	for i := range ring {
		ring[i] = make([]uint64, to.width)
	}
	start, sums := make([]uint64, to.width), [2][]uint64{make([]uint64, to.width), make([]uint64, to.width)}
	for i := range start {
		start[i] = pair * (1<<(pairBits-1) + (pairBelow-pairOffset)<<pairBits)
	}
	made := 0
	for i, first := range v.first {
		for ; made < first+v.taps; made += 2 {
			for half := range 2 {
				p.load(packed[h.before:][:p.width], half, p.row(made-v.before+half))
			}
			extend(packed, h.before, p.width)
			h.apply((*[4][]uint64)(ring[2*made%len(ring):]), packed, &pixelRows)
		}
		set := v.set(i)
		for word, sum := range sums {
			part := start
			row := func(t int) []uint64 { return ring[(2*(first+t)+word)%len(ring)] }
			for t := 0; t+1 < len(set); t += 2 {
				sum2(sum, part, row(t), row(t+1), set[t], set[t+1])
				part = sum
			}
			if t := len(set) - 1; t%2 == 0 {
				sum2(sum, part, row(t), start, set[t], 0)
			}
		}
		p.store(to.pix[i*to.stride:], sums[0], sums[1])
	}
}

// channels gives what a pair of sums holds.
func channels(a, b uint64) (v [4]int) {
	for i, sum := range [4]uint64{a, a >> 32, b, b >> 32} {
		v[i] = int(uint32(sum)>>pairBits) - pairBelow
	}
	return v
}

func level(v int) byte { return byte(min(max(v+127, 0)/255, 255)) }

func loadPlain(to []quad, half int, row []byte) {
	for x := range to {
		p := (*[4]byte)(row[4*x:])
		to[x][half&1] = [2]uint64{(uint64(p[0]) | uint64(p[1])<<32) * 255, (uint64(p[2]) | uint64(p[3])<<32) * 255}
	}
}

func storePlain(to []byte, a, b []uint64) {
	b = b[:len(a)]
	for x := range a {
		v := channels(a[x], b[x])
		*(*[4]byte)(to[4*x:]) = [4]byte{level(v[0]), level(v[1]), level(v[2]), level(v[3])}
	}
}

func loadAlpha(to []quad, half int, row []byte) {
	for x := range to {
		p := (*[4]byte)(row[4*x:])
		alpha := uint64(p[3])
		to[x][half&1] = [2]uint64{(uint64(p[0]) | uint64(p[1])<<32) * alpha, (uint64(p[2]) | 255<<32) * alpha}
	}
}

// storeAlpha divides by alpha as it is: where that overshoots, the colours do so as much.
func storeAlpha(to []byte, a, b []uint64) {
	b = b[:len(a)]
	for x := range a {
		v := channels(a[x], b[x])
		out := (*[4]byte)(to[4*x:])
		switch alpha := v[3]; {
		case alpha == opaque:
			*out = [4]byte{level(v[0]), level(v[1]), level(v[2]), 255}
		case alpha > 127: // half a level
			colour := func(v int) byte { return byte(min((max(v, 0)*255+alpha/2)/alpha, 255)) }
			*out = [4]byte{colour(v[0]), colour(v[1]), colour(v[2]), level(alpha)}
		}
	}
}
