package scale

// Sums adds weighted rows of words to a row of samples.
type sums struct {
	rows    [][]uint64
	weights []uint64
	start   []uint64 // the same in every sum
	part    []uint64 // the sum of the rows so far
	shift   uint
}

func newSums(width int, bits uint) *sums {
	s := &sums{start: make([]uint64, width), part: make([]uint64, width), shift: top + bits + fraction}
	for i := range s.start {
		s.start[i] = -uint64(offset<<bits+middle<<(bits+fraction)-1<<(bits+fraction-1)) << top
	}
	return s
}

func (s *sums) add(row []uint64, weight uint64) {
	s.rows = append(s.rows, row)
	s.weights = append(s.weights, weight)
}

// addRows adds the rows that a set of weights is for: three in each word of the ring.
func (s *sums) addRows(ring [][]uint64, first int, set []uint64) {
	var w uint64
	for i, weight := range set {
		row := first + i
		w += weight << (top - row%3*lane)
		if row%3 == 2 || i == len(set)-1 {
			s.add(ring[row/3%len(ring)], w)
			w = 0
		}
	}
}

// write makes the samples, rounded and clamped, and forgets the rows.
func (s *sums) write(to []byte) {
	for len(s.rows) < 3 {
		s.add(s.rows[0], 0)
	}
	r, w, part := s.rows, s.weights, s.start
	for ; len(r) > 4; r, w = r[2:], w[2:] {
		sum2(s.part, part, r[0], r[1], w[0], w[1])
		part = s.part
	}
	if len(r) == 3 {
		write3(to, part, r[0], r[1], r[2], w[0], w[1], w[2], s.shift)
	} else {
		write4(to, part, r[0], r[1], r[2], r[3], w[0], w[1], w[2], w[3], s.shift)
	}
	s.rows, s.weights = s.rows[:0], s.weights[:0]
}

func sum2(to, part, a, b []uint64, i, j uint64) {
	part, a, b = part[:len(to)], a[:len(to)], b[:len(to)]
	for x := range to {
		to[x] = part[x] + a[x]*i + b[x]*j
	}
}

func write3(to []byte, part, a, b, c []uint64, i, j, k uint64, shift uint) {
	part, a, b, c = part[:len(to)], a[:len(to)], b[:len(to)], c[:len(to)]
	for x := range to {
		to[x] = clamp(part[x]+a[x]*i+b[x]*j+c[x]*k, shift)
	}
}

func write4(to []byte, part, a, b, c, d []uint64, i, j, k, l uint64, shift uint) {
	part, a, b, c, d = part[:len(to)], a[:len(to)], b[:len(to)], c[:len(to)], d[:len(to)]
	for x := range to {
		to[x] = clamp(part[x]+a[x]*i+b[x]*j+c[x]*k+d[x]*l, shift)
	}
}

func clamp(sum uint64, shift uint) byte {
	v := int64(sum)>>(shift&63) + middle
	if uint64(v) > 255 {
		v = ^(v >> 63) & 255
	}
	return byte(v)
}
