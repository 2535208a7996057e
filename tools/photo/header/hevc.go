package header

// hevc is what the sequence parameter set of a picture in HEVC says.
type hevc struct {
	width, height int // pixels, without what is cut off
	matrix        int // of ITU-T H.273
	fullRange     bool
}

// readHEVC reads the parameter sets of a picture: those in the configuration of its decoder (ISO/IEC 14496-15, 8.3.3.1), and those
// among its data. It is false when they differ, or when there are none.
func readHEVC(config, data []byte) (h hevc, ok bool) {
	add := func(nal []byte) bool {
		if len(nal) < 3 || nal[0]>>1&0x3f != 33 {
			return true
		}
		set := parameterSet(unescape(nal[2:]))
		same := !ok || set.width == h.width && set.height == h.height
		h, ok = set, true
		return same
	}
	if len(config) < 23 {
		return h, false
	}
	f := fields{b: config[23:]}
	for range config[22] { // lists of NAL units
		f.uint(1)
		for range f.uint(2) {
			nal, there := f.bytes(int(f.uint(2)))
			if !there || !add(nal) {
				return h, false
			}
		}
	}
	for f := (fields{b: data}); len(f.b) > 0; {
		nal, there := f.bytes(int(f.uint(int(config[21]&3) + 1)))
		if !there || !add(nal) {
			return h, false
		}
	}
	return h, ok
}

// unescape takes out the bytes that keep a start code from appearing (H.265, 7.3.1.1).
func unescape(nal []byte) []byte {
	out := make([]byte, 0, len(nal))
	zeros := 0
	for _, b := range nal {
		if zeros >= 2 && b == 3 {
			zeros = 0
			continue
		}
		if b == 0 {
			zeros++
		} else {
			zeros = 0
		}
		out = append(out, b)
	}
	return out
}

// parameterSet reads a sequence parameter set up to its colours, which come near its end (H.265, 7.3.2.2).
func parameterSet(b []byte) hevc {
	h := hevc{matrix: unspecified}
	r := &bitReader{b: b}
	r.skip(4)
	layers := r.uint(3)
	r.skip(1)
	profileTierLevel(r, layers)
	r.golomb()
	chroma := r.golomb()
	if chroma == 3 {
		r.skip(1)
	}
	h.width, h.height = r.golomb(), r.golomb()
	if r.flag() { // cut off, in units of a sample of colour
		x, y := r.golomb()+r.golomb(), r.golomb()+r.golomb()
		if chroma == 1 || chroma == 2 {
			x *= 2
		}
		if chroma == 1 {
			y *= 2
		}
		h.width, h.height = h.width-x, h.height-y
	}
	r.golomb() // depth
	r.golomb()
	counter := r.golomb() + 4
	first := layers
	if r.flag() {
		first = 0
	}
	for range 3 * (layers - first + 1) {
		r.golomb()
	}
	for range 6 { // sizes of blocks
		r.golomb()
	}
	if enabled := r.flag(); enabled && r.flag() {
		scalingLists(r)
	}
	r.skip(2)
	if r.flag() { // PCM
		r.skip(8)
		r.golomb()
		r.golomb()
		r.skip(1)
	}
	if !referenceSets(r) {
		return h
	}
	if r.flag() { // long-term references
		for range min(r.golomb(), 32) {
			r.skip(counter + 1)
		}
	}
	r.skip(2)
	if !r.flag() { // no usability information
		return h
	}
	if r.flag() && r.uint(8) == 255 { // shape of a pixel
		r.skip(32)
	}
	if r.flag() { // overscan
		r.skip(1)
	}
	if r.flag() { // video signal
		r.skip(3)
		h.fullRange = r.flag()
		if r.flag() {
			r.skip(16)
			h.matrix = r.uint(8)
		}
	}
	return h
}

// profileTierLevel passes over the profile (H.265, 7.3.3).
func profileTierLevel(r *bitReader, layers int) {
	r.skip(96)
	var has [8][2]bool
	for i := range layers {
		has[i] = [2]bool{r.flag(), r.flag()}
	}
	if layers > 0 {
		r.skip(2 * (8 - layers))
	}
	for i := range layers {
		if has[i][0] {
			r.skip(88)
		}
		if has[i][1] {
			r.skip(8)
		}
	}
}

// scalingLists passes over the factors of the transform (H.265, 7.3.4).
func scalingLists(r *bitReader) {
	for size := range 4 {
		step := 1
		if size == 3 {
			step = 3
		}
		for m := 0; m < 6; m += step {
			if !r.flag() {
				r.golomb()
				continue
			}
			if size > 1 {
				r.golomb()
			}
			for range min(64, 16<<(2*size)) {
				r.golomb()
			}
		}
	}
}

// referenceSets passes over the short-term reference picture sets (H.265, 7.3.7). A photo has none.
func referenceSets(r *bitReader) bool {
	n := r.golomb()
	if n < 0 || n > 64 {
		return false
	}
	pictures := 0
	for i := range n {
		if i > 0 && r.flag() { // from the one before
			r.skip(1)
			r.golomb()
			kept := 0
			for range pictures + 1 {
				if used := r.flag(); used || r.flag() {
					kept++
				}
			}
			pictures = kept
			continue
		}
		negative, positive := r.golomb(), r.golomb()
		if negative < 0 || positive < 0 || negative > 16 || positive > 16 {
			return false
		}
		pictures = negative + positive
		for range pictures {
			r.golomb()
			r.skip(1)
		}
	}
	return true
}
