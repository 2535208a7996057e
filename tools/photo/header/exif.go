package header

import (
	"bytes"
	"encoding/binary"
)

// directory is a directory of a TIFF (TIFF 6.0, section 2), which is also the form of EXIF. One leads to the next, and nothing here
// follows more than one step, so that there is no way round in circles.
type directory struct {
	data    []byte
	order   binary.ByteOrder
	entries []byte // 12 bytes each
	next    uint32
}

// readDirectory finds the first directory.
func readDirectory(data []byte) (*directory, bool) {
	if len(data) < 8 {
		return nil, false
	}
	d := &directory{data: data}
	switch string(data[:4]) {
	case "II*\x00":
		d.order = binary.LittleEndian
	case "MM\x00*":
		d.order = binary.BigEndian
	default:
		return nil, false
	}
	return d.at(d.order.Uint32(data[4:]))
}

// at finds the directory at an offset; entries that did not arrive are left out.
func (d *directory) at(offset uint32) (*directory, bool) {
	if int64(offset)+2 > int64(len(d.data)) {
		return nil, false
	}
	to := &directory{data: d.data, order: d.order, entries: d.data[offset+2:]}
	if n := 12 * int(d.order.Uint16(d.data[offset:])); n <= len(to.entries) {
		if len(to.entries) >= n+4 {
			to.next = d.order.Uint32(to.entries[n:])
		}
		to.entries = to.entries[:n]
	}
	return to, true
}

// bytes gives the value of a tag and how large each of its elements is; nil when it is not there.
func (d *directory) bytes(tag uint16) (value []byte, size int) {
	for e := d.entries; len(e) >= 12; e = e[12:] {
		if d.order.Uint16(e) != tag {
			continue
		}
		size = map[uint16]int{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 13: 4}[d.order.Uint16(e[2:])]
		n := int64(d.order.Uint32(e[4:])) * int64(size)
		if n <= 4 {
			return e[8 : 8+n], size
		}
		at := int64(d.order.Uint32(e[8:]))
		if at+n > int64(len(d.data)) {
			return nil, 0
		}
		return d.data[at : at+n], size
	}
	return nil, 0
}

// numbers gives the numbers of a tag, whole and unsigned ones of any size, and not more than most.
func (d *directory) numbers(tag uint16, most int) []uint32 {
	value, size := d.bytes(tag)
	if size != 1 && size != 2 && size != 4 {
		return nil
	}
	out := make([]uint32, min(len(value)/size, most))
	for i := range out {
		switch v := value[i*size:]; size {
		case 1:
			out[i] = uint32(v[0])
		case 2:
			out[i] = uint32(d.order.Uint16(v))
		case 4:
			out[i] = d.order.Uint32(v)
		}
	}
	return out
}

// number gives the first number of a tag.
func (d *directory) number(tag uint16, otherwise uint32) uint32 {
	if n := d.numbers(tag, 1); len(n) > 0 {
		return n[0]
	}
	return otherwise
}

// orientation gives the orientation of EXIF data, 1 when it has none that counts.
func orientation(exif []byte) int {
	exif = bytes.TrimPrefix(exif, []byte("Exif\x00\x00")) // some put that also where it does not belong
	d, ok := readDirectory(exif)
	if !ok {
		return 1
	}
	return d.orientation()
}

func (d *directory) orientation() int {
	if o := d.number(tagOrientation, 1); o >= 1 && o <= 8 {
		return int(o)
	}
	return 1
}
