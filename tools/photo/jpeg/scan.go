package jpeg

// scan reads a scan: its header (T.81, B.2.3) and what follows it.
func (d *decoder) scan(c []byte) error {
	if len(c) < 1 || c[0] < 1 || c[0] > 4 || len(c) != 4+2*int(c[0]) {
		return FormatError("a scan header of the wrong length")
	}
	n := int(c[0])
	d.band = band{int(c[1+2*n]), int(c[2+2*n]), c[3+2*n] >> 4, c[3+2*n] & 15}
	if !d.Progressive {
		d.band = band{last: 63} // all decoders pass over other values
	}
	if err := d.checkBand(n); err != nil {
		return err
	}
	var channels []*channel
	inMCU := 0
	for i := range n {
		ch := d.channel(c[1+2*i])
		if ch == nil {
			return FormatError("a scan of an unknown component")
		}
		if err := d.progress(ch); err != nil {
			return err
		}
		if err := d.choose(ch, c[2+2*i]); err != nil {
			return err
		}
		channels = append(channels, ch)
		inMCU += ch.h * ch.v
	}
	if n > 1 && inMCU > 10 {
		return FormatError("a scan with more than ten blocks in an MCU")
	}
	if err := d.afford(channels); err != nil {
		return err
	}
	for _, ch := range channels {
		if err := d.prepare(ch); err != nil {
			return err
		}
	}
	switch {
	case !d.Progressive:
		return d.walk(channels, d.visitWhole)
	case d.band.first == 0 && d.band.high == 0:
		return d.walk(channels, d.visitDC)
	case d.band.first == 0:
		return d.walk(channels, d.visitDCBit)
	case d.onlyDC:
		return nil
	case d.band.high == 0:
		return d.walk(channels, d.visitAC)
	}
	return d.walk(channels, d.visitACBit)
}

// channel finds a component, or nil.
func (d *decoder) channel(id byte) *channel {
	for i := range d.channels {
		if d.channels[i].id == id {
			return &d.channels[i]
		}
	}
	return nil
}

// afford refuses a scan whose blocks its bytes cannot hold, before memory is taken for them, and a picture
// whose scans are too much work.
func (d *decoder) afford(channels []*channel) error {
	blocks := 0
	for _, c := range channels {
		blocks += c.cols * c.rows
	}
	d.work -= blocks
	switch {
	case d.work < 0:
		return FormatError("more scans than a picture needs")
	case d.band.first == 0 && d.leastBytes(blocks) > scanLength(d.data):
		return ErrTruncated
	}
	return nil
}

// choose finds the Huffman tables of a channel in a scan.
func (d *decoder) choose(c *channel, selector byte) (err error) {
	if selector&^0x33 != 0 {
		return FormatError("a Huffman table that cannot be")
	}
	if d.band.first == 0 && d.band.high == 0 {
		c.dc, err = d.table(0, selector>>4)
	}
	if d.band.last > 0 && err == nil {
		c.ac, err = d.table(1, selector&3)
	}
	return err
}

// table makes a Huffman table, unless it is there.
func (d *decoder) table(class int, id byte) (*huffmanTable, error) {
	code, t := d.codes[class][id], d.tables[class][id]
	switch {
	case code == nil:
		return nil, FormatError("a Huffman table is missing")
	case t != nil && t.code == code:
		return t, nil
	}
	for _, v := range code.values {
		if class == 0 && v > 15 {
			return nil, FormatError("a Huffman table that cannot be")
		}
	}
	t = newHuffmanTable(code)
	if class == 1 && !d.Progressive {
		t.addPairs()
		if d.size < 8 {
			t.addLeaps()
		}
	}
	d.tables[class][id] = t
	return t, nil
}

// unit is a block of an MCU: the first of them is at x, y, and that of the next MCU across or down further on.
type unit struct {
	*channel
	x, y, across, down int
}

// units lists the blocks of an MCU, and tells how many MCUs there are (T.81, A.2): those of a scan of one component
// have one block.
func (d *decoder) units(channels []*channel) (units []unit, wide, high int) {
	if len(channels) == 1 {
		c := channels[0]
		return []unit{{c, 0, 0, 1, 1}}, c.cols, c.rows
	}
	for _, c := range channels {
		for i := range c.h * c.v {
			units = append(units, unit{c, i % c.h, i / c.h, c.h, c.v})
		}
	}
	return units, d.wide, d.high
}

// walk visits the blocks of a scan in the order in which they are coded, and takes care of the restarts between them. A
// visit tells whether the bits made sense.
func (d *decoder) walk(channels []*channel, visit func(c *channel, x, y int) bool) error {
	units, wide, high := d.units(channels)
	d.restart(channels)
	left, restarts := d.interval, 0
	for y := range high {
		for x := range wide {
			if left == 0 && d.interval > 0 {
				if err := d.nextInterval(channels, restarts); err != nil {
					return err
				}
				left = d.interval
				restarts++
			}
			left--
			for i := range units {
				u := &units[i]
				if d.bits.low() && !d.bits.more() {
					return ErrTruncated
				}
				if !visit(u.channel, x*u.across+u.x, y*u.down+u.y) {
					return d.senseless()
				}
			}
		}
	}
	return d.finish()
}

// senseless is the error for bits that make no sense. Where the data ends, it is the missing ones that do not.
func (d *decoder) senseless() error {
	if d.bits.done && d.bits.overrun(maxSymbol) {
		return ErrTruncated
	}
	return FormatError("bits that mean nothing")
}

// restart begins an interval.
func (d *decoder) restart(channels []*channel) {
	d.bits.start(d.data)
	d.eobRun = 0
	for _, c := range channels {
		c.before = 0
	}
}

// finish ends an interval: the rest of the file begins at the next marker, if there is one.
func (d *decoder) finish() error {
	d.data = d.bits.src
	if d.bits.overrun(0) {
		return ErrTruncated
	}
	return nil
}

// nextInterval passes over restart marker n, counted from 0.
func (d *decoder) nextInterval(channels []*channel, n int) error {
	if err := d.finish(); err != nil {
		return err
	}
	at := findMarker(d.data)
	switch {
	case at == len(d.data):
		return ErrTruncated
	case d.data[at+1] != markerRST0+byte(n&7):
		return FormatError("no restart where one belongs")
	}
	d.data = d.data[at+2:]
	d.restart(channels)
	return nil
}
