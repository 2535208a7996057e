package jpeg

// visitWhole reads a block of a sequential scan (T.81, F.2.2) and writes its pixels.
func (d *decoder) visitWhole(c *channel, x, y int) bool {
	n := d.readBlock(c)
	if n < 0 {
		return false
	}
	d.write(c, x, y, n)
	return true
}

// readBlock reads a block into d.coef and tells which of its coefficients, in zigzag order, is the last that is kept
// and not zero. It is negative when the bits mean nothing.
func (d *decoder) readBlock(c *channel) int {
	w, place := &d.bits.window, d.bits.place
	s := c.dc.next(w.at(place))
	place += s.bits()
	if s == invalid {
		return -1
	}
	c.before += s.value()
	d.coef[0] = c.before * c.steps[0].factor

	k, limit, ac := 0, d.limit, c.ac
	for k < limit {
		bits := w.at(place)
		p := ac.pairs[bits>>(64-lookBits)]
		if next := k + p.moves(); next <= limit {
			place += p.bits()
			step := &c.steps[next&63]
			d.coef[step.place] = p.second() * step.factor
			step = &c.steps[(k+p.move())&63]
			d.coef[step.place] = p.first() * step.factor
			k = next
			continue
		}
		s := ac.next(bits)
		place += s.bits()
		next := k + s.move()
		if next > 63 {
			d.bits.place = place
			if s.move() < endOfBlock {
				return -1
			}
			return k
		}
		k = next
		step := &c.steps[k]
		d.coef[step.place] = s.value() * step.factor
	}
	d.bits.place = place
	if k < 63 && !d.skipBlock(k, ac) {
		return -1
	}
	return k
}

// skipBlock passes over what follows on coefficient k of a block.
func (d *decoder) skipBlock(k int, ac *huffmanTable) bool {
	w, place := &d.bits.window, d.bits.place
	for k < 63 {
		bits := w.at(place)
		several := ac.skip[bits>>(64-lookBits)]
		used, move := uint(several>>8), int(several&255)
		if used == 0 || k+move&(endOfBlock-1) > 62 { // the last of them may be of the next block
			s := ac.next(bits)
			used, move = s.bits(), s.move()
		}
		place += used
		k += move
	}
	d.bits.place = place
	return k == 63 || k >= endOfBlock
}

// write turns d.coef, of which the last that is not zero is known, into pixels, and clears it.
func (d *decoder) write(c *channel, x, y, end int) {
	dst := c.plane[y*d.size*c.stride+x*d.size:]
	coef := &d.coef
	coef[0] += 128<<fraction + 1<<(fraction-1)
	switch {
	case end == 0:
		flat(dst, c.stride, d.size, coef[0])
	case d.size == 8:
		idct8(dst, c.stride, (*[64]int32)(coef[:]), end)
		clear(coef[:64])
	case d.size == 4:
		idct4(dst, c.stride, (*[16]int32)(coef[:]))
		clear(coef[:16])
	default:
		idct2(dst, c.stride, (*[4]int32)(coef[:]))
		clear(coef[:4])
	}
}
