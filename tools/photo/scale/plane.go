package scale

// A plane is one channel of a picture.
type plane struct {
	pix                   []byte
	stride, width, height int
}

// row gives row y, or the one nearest to it: beyond an edge a picture is as at the edge.
func (p plane) row(y int) []byte {
	return p.pix[min(max(y, 0), p.height-1)*p.stride:][:p.width]
}

// The arithmetic. A word of 64 bits holds the samples of three rows in lanes of 21 bits, so that one
// multiplication by a weight serves three samples.
//
// Along rows, weights have 12 bits. They add up to 1, and the negative ones take at most 0.277 (at a factor of
// 1.05). So a sum lies between -0.277·255·4096 and 1.277·255·4096, and with an offset of 145·2048 between 7,000
// and 1,632,000: no lane borrows from the next one or carries into it. Sums on the way may, which does not matter
// modulo 2⁶⁴. One bit of fraction is kept and nothing is clamped: a lane then holds 2·sample + 145, in ten bits.
//
// Along columns, the three lanes of a word need three weights. They stand in one word too, the other way round:
//
//	(a + b·2²¹ + c·2⁴²) · (r·2⁴³ + q·2²² + p·2) = (a·r + b·q + c·p)·2⁴³ + what is below + a multiple of 2⁶⁴
//
// The top 21 bits gather the sum. What is below carries a few units of 1/1024 into it, which is nothing. Weights
// have as many bits as leave room: 11, or 10 when the result is hardly smaller than the source.
const (
	lane     = 21
	lanes    = 1 | 1<<lane | 1<<(2*lane)
	top      = 2*lane + 1
	across   = 12 // bits of weights along rows
	fraction = 1  // bits between the passes
	offset   = 145
	middle   = 128 // what sums along columns are centred on, because they are signed
)

// rows is what becomes of sums along rows.
var rows = rounding{
	start: lanes * (offset<<(across-fraction) + 1<<(across-fraction-1)),
	keep:  lanes * (1<<10 - 1),
	bits:  across - fraction,
}

// A quad holds what stands in one column of some rows: here the samples of twelve.
type quad [2][2]uint64

// resizePlanes fills each of to with the samples of its source at the places x and y. All are of one size.
func resizePlanes(to, from []plane, x, y axis) {
	width, height := from[0].width, from[0].height
	if x.same(width) && y.same(height) {
		for i, p := range from {
			for j := range height {
				copy(to[i].row(j), p.row(j))
			}
		}
		return
	}
	h := newKernel(x, across)
	v := newKernel(y, across-fraction)
	if h.span*v.span > 254<<(2*across)/255 { // a sum may be half of that from middle, and half of 2²¹ is the end
		v = newKernel(y, across-fraction-1)
	}
	// The ring holds rows of words, made four at a time, for as long as sums need them.
	ring := make([][]uint64, ((v.taps+4)/3+6)&^3)
	for i := range ring {
		ring[i] = make([]uint64, x.count)
	}
	packed := make([]quad, max(h.before+width, h.first[x.count-1]+h.taps))
	s := newSums(x.count, v.bits)
	for i, p := range from {
		made := 0
		for j, first := range v.first {
			for last := first + v.taps - 1; 3*made <= last; made += 4 {
				p.pack(packed, h.before, 3*made-v.before)
				h.apply((*[4][]uint64)(ring[made%len(ring):]), packed, &rows)
			}
			s.addRows(ring, first, v.set(j))
			s.write(to[i].row(j))
		}
	}
}

// pack puts the twelve rows from y into words, with before samples in front.
func (p plane) pack(to []quad, before, y int) {
	in := to[before:][:p.width]
	for i := range 2 {
		y := y + 6*i
		pack(in, i, p.row(y), p.row(y+1), p.row(y+2), p.row(y+3), p.row(y+4), p.row(y+5))
	}
	extend(to, before, p.width)
}

// extend repeats the samples at the edges of row, where n of them follow on before others.
func extend[E any](row []E, before, n int) {
	for i := range before {
		row[i] = row[before]
	}
	for i := before + n; i < len(row); i++ {
		row[i] = row[before+n-1]
	}
}

func pack(to []quad, half int, a, b, c, d, e, f []byte) {
	a, b, c, d, e, f = a[:len(to)], b[:len(to)], c[:len(to)], d[:len(to)], e[:len(to)], f[:len(to)]
	for x := range to {
		q := &to[x][half&1]
		q[0] = uint64(a[x]) | uint64(b[x])<<lane | uint64(c[x])<<(2*lane)
		q[1] = uint64(d[x]) | uint64(e[x])<<lane | uint64(f[x])<<(2*lane)
	}
}

// A rounding says what becomes of sums: they begin at start, lose bits and keep what the mask has.
type rounding struct {
	start, keep uint64
	bits        uint
}

// apply makes four rows of words.
func (k *kernel) apply(to *[4][]uint64, packed []quad, r *rounding) {
	n := len(k.first)
	a, b, c, d := to[0][:n], to[1][:n], to[2][:n], to[3][:n]
	at := 0
	for x, first := range k.first {
		a[x], b[x], c[x], d[x] = sumQuads(packed[first:][:k.taps], k.weights[at:][:k.taps], r)
		if at += k.taps; at == len(k.weights) {
			at = 0
		}
	}
}

func sumQuads(s []quad, weights []uint64, r *rounding) (a, b, c, d uint64) {
	a, b, c, d = r.start, r.start, r.start, r.start
	s = s[:len(weights)]
	for i, w := range weights {
		q := &s[i]
		a += q[0][0] * w
		b += q[0][1] * w
		c += q[1][0] * w
		d += q[1][1] * w
	}
	bits, keep := r.bits&63, r.keep
	return a >> bits & keep, b >> bits & keep, c >> bits & keep, d >> bits & keep
}
