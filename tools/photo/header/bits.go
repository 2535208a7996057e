package header

// A bitReader reads bits, the highest of a byte first. Beyond the end it gives zeros.
type bitReader struct {
	b  []byte
	at int // bits read
}

func (r *bitReader) uint(n int) (v int) {
	for range n {
		v <<= 1
		if i := r.at >> 3; i < len(r.b) {
			v |= int(r.b[i]>>(7-r.at&7)) & 1
		}
		r.at++
	}
	return v
}

func (r *bitReader) flag() bool { return r.uint(1) == 1 }

func (r *bitReader) skip(n int) { r.at += n }

// golomb reads a number whose length is told by the zeros before it (ITU-T H.265, 9.2; AV1, uvlc). -1 is one that is too large.
func (r *bitReader) golomb() int {
	zeros := 0
	for !r.flag() {
		if zeros++; zeros > 20 {
			return -1
		}
	}
	return 1<<zeros - 1 + r.uint(zeros)
}
