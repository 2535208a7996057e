package header

// av1Size gives the largest size that the sequence headers among some OBUs announce (AV1 bitstream, 5.3 and 5.5).
func av1Size(obus []byte) (width, height int) {
	for len(obus) > 0 {
		kind, extended, sized := obus[0]>>3&15, obus[0]&4 != 0, obus[0]&2 != 0
		obus = obus[1:]
		if extended {
			obus = obus[min(1, len(obus)):]
		}
		size := len(obus)
		if sized {
			n, rest, ok := leb128(obus)
			if !ok || n > len(rest) {
				return width, height
			}
			size, obus = n, rest
		}
		if kind == 1 {
			w, h := sequenceSize(obus[:size])
			width, height = max(width, w), max(height, h)
		}
		obus = obus[size:]
	}
	return width, height
}

// leb128 reads a number of 7 bits a byte, the lowest first.
func leb128(b []byte) (n int, rest []byte, ok bool) {
	for i := 0; i < min(4, len(b)); i++ {
		n |= int(b[i]&0x7f) << (7 * i)
		if b[i]&0x80 == 0 {
			return n, b[i+1:], true
		}
	}
	return 0, nil, false
}

// sequenceSize reads a sequence header up to the size (AV1, 5.5.1).
func sequenceSize(b []byte) (width, height int) {
	r := bitReader{b: b}
	r.skip(4) // profile, still picture
	if r.flag() {
		r.skip(5) // level
	} else {
		sequenceTiming(&r)
	}
	w, h := r.uint(4)+1, r.uint(4)+1
	return r.uint(w) + 1, r.uint(h) + 1
}

func sequenceTiming(r *bitReader) {
	model, delay := false, 0
	if r.flag() { // timing
		r.skip(64)
		if r.flag() {
			r.golomb()
		}
		if model = r.flag(); model {
			delay = r.uint(5) + 1
			r.skip(42)
		}
	}
	display := r.flag()
	for range r.uint(5) + 1 { // operating points
		r.skip(12)
		if r.uint(5) > 7 {
			r.skip(1)
		}
		if model && r.flag() {
			r.skip(2*delay + 1)
		}
		if display && r.flag() {
			r.skip(4)
		}
	}
}
