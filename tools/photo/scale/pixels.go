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
	whole      = 255 * 255
)

// A pixel is its four channels, times 255.
type pixel [2]uint64

// pixels is a picture with four bytes a pixel.
type pixels struct {
	plane                                // its width is in pixels
	load  func(to []pixel, row []byte)   // multiplies
	store func(to []byte, sums []uint64) // divides sums
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
	packed := make([]pixel, max(h.before+p.width, h.first[to.width-1]+h.taps))
	ring := make([][]uint64, v.taps)
	for i := range ring {
		ring[i] = make([]uint64, 2*to.width)
	}
	start, sums := make([]uint64, 2*to.width), make([]uint64, 2*to.width)
	for i := range start {
		start[i] = pair * (1<<(pairBits-1) + (pairBelow-pairOffset)<<pairBits)
	}
	made := 0
	for i, first := range v.first {
		for ; made < first+v.taps; made++ {
			in := packed[h.before:][:p.width]
			p.load(in, p.row(made-v.before))
			extend(packed, h.before, p.width)
			h.applyPixels(ring[made%v.taps], packed)
		}
		part, set := start, v.set(i)
		for t := 0; t < len(set); t += 2 {
			a, b, w := ring[(first+t)%v.taps], start, uint64(0)
			if t+1 < len(set) {
				b, w = ring[(first+t+1)%v.taps], set[t+1]
			}
			sum2(sums, part, a, b, set[t], w)
			part = sums
		}
		p.store(to.pix[i*to.stride:], sums)
	}
}

func (k *kernel) applyPixels(to []uint64, packed []pixel) {
	at := 0
	for x, first := range k.first {
		to[2*x], to[2*x+1] = sumPixels(packed[first:][:k.taps], k.weights[at:][:k.taps])
		if at += k.taps; at == len(k.weights) {
			at = 0
		}
	}
}

func sumPixels(s []pixel, weights []uint64) (a, b uint64) {
	const (
		start = pair * (pairOffset<<pairBits + 1<<(pairBits-1))
		keep  = pair * (1<<(32-pairBits) - 1)
	)
	a, b = start, start
	s = s[:len(weights)]
	for i, w := range weights {
		a += s[i][0] * w
		b += s[i][1] * w
	}
	return a >> pairBits & keep, b >> pairBits & keep
}

// channels gives what a pair of sums holds.
func channels(a, b uint64) (v [4]int) {
	for i, sum := range [4]uint64{a, a >> 32, b, b >> 32} {
		v[i] = int(uint32(sum)>>pairBits) - pairBelow
	}
	return v
}

func level(v int) byte { return byte(min(max(v+127, 0)/255, 255)) }

func loadPlain(to []pixel, row []byte) {
	for x := range to {
		p := (*[4]byte)(row[4*x:])
		to[x] = pixel{(uint64(p[0]) | uint64(p[1])<<32) * 255, (uint64(p[2]) | uint64(p[3])<<32) * 255}
	}
}

func storePlain(to []byte, sums []uint64) {
	for i := 0; i+1 < len(sums); i += 2 {
		v := channels(sums[i], sums[i+1])
		*(*[4]byte)(to[2*i:]) = [4]byte{level(v[0]), level(v[1]), level(v[2]), level(v[3])}
	}
}

func loadAlpha(to []pixel, row []byte) {
	for x := range to {
		p := (*[4]byte)(row[4*x:])
		a := uint64(p[3])
		to[x] = pixel{(uint64(p[0]) | uint64(p[1])<<32) * a, (uint64(p[2]) | 255<<32) * a}
	}
}

// storeAlpha divides by alpha as it is: where that overshoots, the colours do so as much.
func storeAlpha(to []byte, sums []uint64) {
	for i := 0; i+1 < len(sums); i += 2 {
		v := channels(sums[i], sums[i+1])
		out := (*[4]byte)(to[2*i:])
		switch a := v[3]; {
		case a == whole:
			*out = [4]byte{level(v[0]), level(v[1]), level(v[2]), 255}
		case a > 127: // half a level
			colour := func(v int) byte { return byte(min((max(v, 0)*255+a/2)/a, 255)) }
			*out = [4]byte{colour(v[0]), colour(v[1]), colour(v[2]), level(a)}
		}
	}
}
