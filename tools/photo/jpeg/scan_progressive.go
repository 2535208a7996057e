package jpeg

import "math/bits"

// band is the part of the coefficients that a scan codes: those from first to last in zigzag order, down to bit low. When
// the bits above it were coded before, high is low+1, else 0 (T.81, G.1.1.1).
type band struct {
	first, last int
	high, low   uint8
}

// uncoded is the precision of a coefficient that was in no scan yet.
const uncoded = -1

// checkBand refuses a band that cannot be, in a scan of n components.
func (d *decoder) checkBand(n int) error {
	p := d.band
	switch {
	case p.last > 63, p.first > p.last, p.low > 13, p.high > 0 && p.high != p.low+1:
	case d.Progressive && (p.first == 0) != (p.last == 0), p.first > 0 && n > 1:
	default:
		return nil
	}
	return FormatError("a scan of coefficients that cannot be")
}

// progress notes that a scan codes the band of a channel, which must follow on what was coded before. So a
// coefficient is in a few scans at most.
func (d *decoder) progress(c *channel) error {
	for k := d.band.first; k <= d.band.last; k++ {
		if d.band.high == 0 && c.exact[k] != uncoded || d.band.high > 0 && c.exact[k] != int8(d.band.high) {
			return FormatError("a scan that does not follow on those before")
		}
		c.exact[k] = int8(d.band.low)
		if d.band.low == 0 {
			d.missing--
		}
	}
	return nil
}

func (d *decoder) complete() bool { return d.channels != nil && d.missing == 0 }

// viewable reports whether a progressive picture has at least something of all its parts.
func (d *decoder) viewable() bool {
	for i := range d.channels {
		if d.channels[i].exact[0] == uncoded {
			return false
		}
	}
	return true
}

// visitDC reads the first bits of a DC (T.81, G.1.2.1).
func (d *decoder) visitDC(c *channel, x, y int) bool {
	s := c.dc.next(d.bits.at(d.bits.place))
	d.bits.place += s.bits()
	c.before += s.value()
	d.block(c, x, y)[0] = int16(c.before << d.band.low)
	return s != invalid
}

// visitDCBit reads one more bit of a DC.
func (d *decoder) visitDCBit(c *channel, x, y int) bool {
	d.block(c, x, y)[0] |= int16(d.bits.at(d.bits.place) >> 63 << d.band.low)
	d.bits.place++
	return true
}

// block gives the coefficients of a block that are kept.
func (d *decoder) block(c *channel, x, y int) []int16 {
	kept := d.size * d.size
	return c.coef[c.index(d, x, y)*kept:][:kept]
}

// index numbers the blocks of a channel.
func (c *channel) index(d *decoder, x, y int) int { return y*d.wide*c.h + x }

// visitAC reads the first bits of a band (T.81, G.1.2.2).
func (d *decoder) visitAC(c *channel, x, y int) bool {
	if d.eobRun > 0 {
		d.eobRun--
		return true
	}
	w, place, coef := &d.bits.window, d.bits.place, d.block(c, x, y)
	last, set := d.band.last, uint64(0)
	for k := d.band.first - 1; k < last; {
		s := c.ac.next(w.at(place))
		place += s.bits()
		if s.move() >= endOfBlock {
			place = d.run(s, place)
			d.eobRun--
			break
		}
		k += s.move()
		if k > last {
			d.bits.place = place
			return false
		}
		if s.value() != 0 {
			set |= 1 << k
			if place := int(c.steps[k].place); place < len(coef) {
				coef[place] = int16(s.value() << d.band.low)
			}
		}
	}
	d.bits.place = place
	c.nonzero[c.index(d, x, y)] |= set
	return true
}

// run takes the number of blocks that end from a symbol and the bits after it.
func (d *decoder) run(s symbol, place uint) uint {
	n := uint(s.move() - endOfBlock)
	d.eobRun = 1<<n + int(d.bits.at(place)>>1>>(63-n))
	return place + n
}

// visitACBit reads one more bit of a band (T.81, G.1.2.3): of each coefficient that is not zero, and those that
// become 1 or -1 now.
func (d *decoder) visitACBit(c *channel, x, y int) bool {
	w, place, coef := &d.bits.window, d.bits.place, d.block(c, x, y)
	nonzero := &c.nonzero[c.index(d, x, y)]
	rest := ^uint64(0) >> (63 - d.band.last) >> d.band.first << d.band.first // of the band, to be read
	for d.eobRun == 0 && rest != 0 {
		s := c.ac.next(w.at(place))
		place += s.bits()
		if s.move() >= endOfBlock {
			place = d.run(s, place)
			break
		}
		// The place of the new coefficient is after so many that stay zero.
		zeros := rest &^ *nonzero
		for range s.move() - 1 {
			zeros &= zeros - 1
		}
		if zeros == 0 || s.value() < -1 || s.value() > 1 {
			d.bits.place = place
			return false
		}
		k := bits.TrailingZeros64(zeros)
		before := rest & (1<<k - 1)
		place = d.correct(c, coef, *nonzero&before, place)
		rest &^= before | 1<<k
		if s.value() != 0 {
			*nonzero |= 1 << k
			if place := int(c.steps[k].place); place < len(coef) {
				coef[place] = int16(s.value() << d.band.low)
			}
		}
	}
	if d.eobRun > 0 {
		d.eobRun--
		place = d.correct(c, coef, *nonzero&rest, place)
	}
	d.bits.place = place
	return true
}

// correct reads a bit for each of the coefficients in a set. What a bit will be cannot be guessed, so nothing branches on it.
func (d *decoder) correct(c *channel, coef []int16, set uint64, place uint) uint {
	for set != 0 {
		next := d.bits.at(place)
		for left := 56; set != 0 && left > 0; left-- {
			k := bits.TrailingZeros64(set)
			if at := int(c.steps[k].place); at < len(coef) {
				sign := coef[at] >> 15
				coef[at] += (int16(next>>63<<d.band.low) ^ sign) - sign
			}
			set &= set - 1
			next <<= 1
			place++
		}
	}
	return place
}
