package scale

import "image"

// Pictures with transparency are weighed with their colours multiplied by alpha, so that what is transparent
// lends its colour to nothing. Such samples have 16 bits (255·255 at most), and a word has two lanes of 32 bits:
// with weights of 12 bits a sum takes 1.554·255²·4096 along rows and 2.41 times 255²·4096 along columns, of which
// 0.277 and 0.71 are below zero. Offsets keep them positive, and below 2³².
const (
	alphaBits   = 12
	alphaLanes  = 1 | 1<<32
	alphaOffset = 20_000 // above 0.277·255²
	alphaBelow  = 50_000 // above 0.71·255²
)

// resizeAlpha fills to with what the axes say of m.
func resizeAlpha(to, m *image.NRGBA, x, y axis) {
	h, v := newKernel(x, alphaBits), newKernel(y, alphaBits)
	width := m.Rect.Dx()
	// The words of a pixel are red and green, blue and alpha.
	packed := make([][2]uint64, max(h.before+width, h.first[x.count-1]+h.taps))
	ring := make([][]uint64, v.taps)
	for i := range ring {
		ring[i] = make([]uint64, 2*x.count)
	}
	sum := make([]uint64, 2*x.count)
	made := 0
	for i, first := range v.first {
		for ; made < first+v.taps; made++ {
			row := min(max(made-v.before, 0), m.Rect.Dy()-1)
			premultiply(packed, h.before, m.Pix[row*m.Stride:][:4*width])
			h.applyAlpha(ring[made%len(ring)], packed)
		}
		const start = alphaLanes * (1<<(alphaBits-1) + (alphaBelow-alphaOffset)<<alphaBits)
		for x := range sum {
			sum[x] = start
		}
		set := v.set(i)
		t := 0
		for ; t+1 < len(set); t += 2 {
			sum2(sum, sum, ring[(first+t)%len(ring)], ring[(first+t+1)%len(ring)], set[t], set[t+1])
		}
		if t < len(set) {
			sum2(sum, sum, ring[(first+t)%len(ring)], sum, set[t], 0)
		}
		divide(to.Pix[i*to.Stride:], sum)
	}
}

func premultiply(to [][2]uint64, before int, pix []byte) {
	n := len(pix) / 4
	in := to[before:][:n]
	for x := range in {
		p := pix[4*x:][:4]
		a := uint64(p[3])
		in[x] = [2]uint64{(uint64(p[0]) | uint64(p[1])<<32) * a, (uint64(p[2]) | 255<<32) * a}
	}
	for i := range before {
		to[i] = in[0]
	}
	for i := before + n; i < len(to); i++ {
		to[i] = in[n-1]
	}
}

func (k *kernel) applyAlpha(to []uint64, packed [][2]uint64) {
	const (
		start = alphaLanes * (alphaOffset<<alphaBits + 1<<(alphaBits-1))
		keep  = alphaLanes * (1<<(32-alphaBits) - 1)
	)
	for x, first := range k.first {
		a, b := uint64(start), uint64(start)
		set := k.set(x)
		for i, p := range packed[first:][:len(set)] {
			a += p[0] * set[i]
			b += p[1] * set[i]
		}
		to[2*x] = a >> alphaBits & keep
		to[2*x+1] = b >> alphaBits & keep
	}
}

// divide turns sums into pixels. Where alpha overshoots, the colour does so as much: the quotient is right.
func divide(to []byte, sum []uint64) {
	level := func(lane uint64) int64 { return int64(lane&(1<<32-1)>>alphaBits) - alphaBelow }
	for x := 0; x < len(sum); x += 2 {
		alpha := level(sum[x+1] >> 32)
		if alpha < 128 {
			continue // less than half a level: transparent
		}
		colour := func(v int64) byte { return byte(min((max(v, 0)*255+alpha/2)/alpha, 255)) }
		*(*[4]byte)(to[2*x:]) = [4]byte{
			colour(level(sum[x])), colour(level(sum[x] >> 32)), colour(level(sum[x+1])), byte(min((alpha+127)/255, 255)),
		}
	}
}
