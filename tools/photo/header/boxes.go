package header

import "encoding/binary"

// nextBox gives the first box of b (ISO/IEC 14496-12, 4.2).
func nextBox(b []byte) (kind string, body, rest []byte, ok bool) {
	if len(b) < 8 {
		return "", nil, nil, false
	}
	size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
	switch size {
	case 0: // up to the end
		size = uint64(len(b))
	case 1:
		if len(b) < 16 {
			return "", nil, nil, false
		}
		size, head = binary.BigEndian.Uint64(b[8:]), 16
	}
	if size < head || size > uint64(len(b)) {
		return "", nil, nil, false
	}
	return string(b[4:8]), b[head:size], b[size:], true
}

// box gives the first box of a kind.
func box(b []byte, kind string) ([]byte, bool) {
	for {
		k, body, rest, ok := nextBox(b)
		if !ok || k == kind {
			return body, ok
		}
		b = rest
	}
}

// fields reads numbers one after the other. What is beyond the end is 0, and tells so in bad.
type fields struct {
	b   []byte
	bad bool
}

// uint reads a number of some bytes, 0 to 8.
func (f *fields) uint(size int) uint64 {
	if size > len(f.b) {
		f.b, f.bad = nil, true
		return 0
	}
	var v uint64
	for _, b := range f.b[:size] {
		v = v<<8 | uint64(b)
	}
	f.b = f.b[size:]
	return v
}

// bytes takes the next bytes.
func (f *fields) bytes(n int) ([]byte, bool) {
	if f.bad || n > len(f.b) {
		return nil, false
	}
	out := f.b[:n]
	f.b = f.b[n:]
	return out, true
}

// either reads a number of 4 bytes when wide, else of 2.
func (f *fields) either(wide bool) uint32 {
	if wide {
		return uint32(f.uint(4))
	}
	return uint32(f.uint(2))
}

// fullBox takes the version and the flags off a box.
func fullBox(body []byte) (version int, flags uint32, f *fields) {
	f = &fields{b: body}
	v := uint32(f.uint(4))
	return int(v >> 24), v & 0xffffff, f
}

// item is a part of a HEIF: a coded picture, a grid of them, EXIF.
type item struct {
	kind       string
	properties []property
	method     int // where extents are: 0 in the file, 1 in idat
	extents    [][2]uint64
	parts      []uint32 // of a grid
	master     uint32   // which picture this one goes with, as its transparency
}

type property struct {
	kind string
	body []byte
}

// get gives the first property of a kind, nil when there is none.
func (i *item) get(kind string) []byte {
	for _, p := range i.properties {
		if p.kind == kind {
			return p.body
		}
	}
	return nil
}

// container is a HEIF file (ISO/IEC 23008-12).
type container struct {
	data    []byte
	inside  []byte // idat
	primary uint32
	items   map[uint32]*item
	left    int // bytes that items may still take
}

// maxItems is more than the tiles of the largest picture, and their properties.
const maxItems = 4096

// shared is how many bytes items may take together: more than there are, since tiles that look the same can be the same bytes.
func shared(size int) int { return 4*size + 1<<20 }

// readContainer reads the box meta.
func readContainer(data, meta []byte) (*container, bool) {
	_, _, f := fullBox(meta)
	c := &container{data: data, items: map[uint32]*item{}, left: shared(len(data))}
	// In the order of what needs what; boxes come in any.
	for _, need := range []struct {
		kind string
		read func([]byte) bool
	}{{"pitm", c.readPrimary}, {"iinf", c.readItems}, {"iloc", c.readPlaces}, {"iprp", c.readProperties}} {
		body, ok := box(f.b, need.kind)
		if !ok || !need.read(body) {
			return nil, false
		}
	}
	if body, ok := box(f.b, "iref"); ok && !c.readReferences(body) {
		return nil, false
	}
	c.inside, _ = box(f.b, "idat")
	return c, c.items[c.primary] != nil
}

func (c *container) readPrimary(body []byte) bool {
	version, _, f := fullBox(body)
	c.primary = f.either(version > 0)
	return !f.bad
}

func (c *container) readItems(body []byte) bool {
	version, _, f := fullBox(body)
	f.either(version > 0) // how many there are, they tell themselves
	for {
		kind, body, rest, ok := nextBox(f.b)
		if !ok {
			return !f.bad
		}
		f.b = rest
		if kind != "infe" {
			continue
		}
		version, _, e := fullBox(body)
		if version < 2 {
			continue
		}
		id := e.either(version > 2)
		e.uint(2) // protection
		if len(e.b) < 4 || len(c.items) == maxItems {
			return false
		}
		c.items[id] = &item{kind: string(e.b[:4])}
	}
}

// readPlaces reads where items are (14496-12, 8.11.3).
func (c *container) readPlaces(body []byte) bool {
	version, _, f := fullBox(body)
	sizes := f.uint(2)
	offset, length, base, index := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		index = 0
	}
	for _, size := range []int{offset, length, base, index} {
		if size != 0 && size != 4 && size != 8 {
			return false
		}
	}
	for range f.either(version == 2) {
		id, method := f.either(version == 2), 0
		if version > 0 {
			method = int(f.uint(2) & 15)
		}
		f.uint(2) // which file: there is one
		from := f.uint(base)
		it := c.items[id]
		if it != nil {
			it.method = method
		}
		extents := f.uint(2)
		if extents > 1 && offset+length == 0 {
			return false
		}
		for range extents {
			f.uint(index)
			extent := [2]uint64{from + f.uint(offset), f.uint(length)}
			if f.bad {
				return false
			}
			if it != nil {
				it.extents = append(it.extents, extent)
			}
		}
		if f.bad {
			return false
		}
	}
	return true
}

// readProperties reads the properties, and which item has which (23008-12, 9.3).
func (c *container) readProperties(body []byte) bool {
	list, ok := box(body, "ipco")
	if !ok {
		return false
	}
	var all []property
	for {
		kind, p, rest, ok := nextBox(list)
		if !ok || len(all) == maxItems {
			break
		}
		all, list = append(all, property{kind, p}), rest
	}
	for {
		kind, p, rest, ok := nextBox(body)
		if !ok {
			return true
		}
		body = rest
		if kind != "ipma" {
			continue
		}
		version, flags, f := fullBox(p)
		for range f.uint(4) {
			it := c.items[f.either(version > 0)]
			for range f.uint(1) {
				n := f.uint(1) & 0x7f
				if flags&1 != 0 {
					n = n<<8 | f.uint(1)
				}
				if it != nil && n > 0 && n <= uint64(len(all)) && len(it.properties) < 64 {
					it.properties = append(it.properties, all[n-1])
				}
			}
			if f.bad {
				return false
			}
		}
	}
}

// readReferences reads what a grid is made of, and what goes with what (14496-12, 8.11.12).
func (c *container) readReferences(body []byte) bool {
	version, _, f := fullBox(body)
	for {
		kind, body, rest, ok := nextBox(f.b)
		if !ok {
			return true
		}
		f.b = rest
		r := fields{b: body}
		it := c.items[r.either(version > 0)]
		for range r.uint(2) {
			to := r.either(version > 0)
			switch {
			case r.bad:
				return false
			case it == nil:
			case kind == "dimg":
				it.parts = append(it.parts, to)
			case kind == "auxl":
				it.master = to
			}
		}
	}
}

// content gives the bytes of an item. What is in one piece is not copied.
func (c *container) content(it *item) ([]byte, bool) {
	source := c.data
	switch it.method {
	case 0:
	case 1:
		source = c.inside
	default:
		return nil, false
	}
	var out []byte
	for i, e := range it.extents {
		from, n := e[0], e[1]
		if from > uint64(len(source)) {
			return nil, false
		}
		if n == 0 { // up to the end
			n = uint64(len(source)) - from
		}
		if n > uint64(len(source))-from || n > uint64(c.left) {
			return nil, false
		}
		c.left -= int(n)
		if i == 0 {
			out = source[from : from+n : from+n]
		} else {
			out = append(out, source[from:from+n]...)
		}
	}
	return out, len(out) > 0
}
