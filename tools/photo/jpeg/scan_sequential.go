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
	w, at := &d.bits.window, d.bits.cursor(d.bits.place)
	s := c.dc.next(at.bits)
	if s == invalid {
		return -1
	}
	at = at.drop(s.bits())
	c.before += s.value()
	d.coef[0] = c.before * c.steps[0].factor

	k, ac := 0, c.ac
	for k < d.limit {
		at = at.refill(w)
		if p := ac.pairs[at.bits>>(64-lookBits)]; k+p.moves() <= d.limit {
			at = at.drop(p.bits())
			c.put(&d.coef, k+p.moves(), p.second())
			c.put(&d.coef, k+p.move(), p.first())
			k += p.moves()
			continue
		}
		s := ac.next(at.bits)
		at = at.drop(s.bits())
		next := k + s.move()
		if next > 63 {
			d.bits.place = at.place()
			if s.move() < endOfBlock {
				return -1
			}
			return k
		}
		c.put(&d.coef, next, s.value())
		k = next
	}
	end := k
	for k < 63 { // what the scale needs not
		at = at.refill(w)
		if l := ac.leaps[at.bits>>(64-lookBits)]; k+l.within() < 63 {
			at = at.drop(l.bits())
			k += l.move()
			continue
		}
		s := ac.next(at.bits)
		at = at.drop(s.bits())
		k += s.move()
	}
	d.bits.place = at.place()
	if k > 63 && k < endOfBlock {
		return -1
	}
	return end
}

// put brings a coefficient to its place in a block.
func (c *channel) put(coef *[256]int32, k int, value int32) {
	step := &c.steps[k&63]
	coef[step.place] = value * step.factor
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
