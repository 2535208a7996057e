package jpeg

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// The second bytes of the markers that are only read (T.81, table B.1).
const (
	markerTEM   = 0x01
	markerSOF1  = 0xc1
	markerSOF2  = 0xc2
	markerSOF15 = 0xcf
	markerJPG   = 0xc8
	markerDAC   = 0xcc
	markerRST0  = 0xd0
	markerDRI   = 0xdd
	markerDHP   = 0xde
	markerEXP   = 0xdf
	markerAPP14 = 0xee
)

// segment gives the next marker and what belongs to it. What stands between two segments is passed over, as all decoders do: some
// cameras fill up there.
func (d *decoder) segment() (marker byte, content []byte, err error) {
	for {
		at := findMarker(d.data)
		if at == len(d.data) {
			return 0, nil, ErrTruncated
		}
		marker, d.data = d.data[at+1], d.data[at+2:]
		switch {
		case marker == markerEOI:
			return marker, nil, nil
		case marker == markerTEM, marker == markerSOI, marker&^7 == markerRST0:
			continue
		case len(d.data) < 2:
			return 0, nil, ErrTruncated
		}
		n := int(binary.BigEndian.Uint16(d.data))
		if n < 2 {
			return 0, nil, FormatError("a segment that is shorter than its length")
		}
		if n > len(d.data) {
			return 0, nil, ErrTruncated
		}
		content, d.data = d.data[2:n], d.data[n:]
		return marker, content, nil
	}
}

// findMarker finds the first marker: where it stands, or the length of data.
func findMarker(data []byte) int {
	for i := 0; ; {
		next := bytes.IndexByte(data[i:], 0xff)
		if next < 0 || i+next+1 == len(data) {
			return len(data)
		}
		i += next + 1
		if data[i] != 0 && data[i] != 0xff {
			return i - 1
		}
	}
}

// scanLength is how many bytes belong to a scan that begins at data: up to a marker that does not restart.
func scanLength(data []byte) int {
	n := 0
	for {
		n += findMarker(data[n:])
		if n == len(data) || data[n+1]&^7 != markerRST0 {
			return n
		}
		n += 2
	}
}

// whole reports whether the file goes on to its end.
func (d *decoder) whole() bool {
	probe := decoder{data: d.data}
	for {
		marker, _, err := probe.segment()
		if err != nil || marker == markerEOI {
			return err == nil
		}
	}
}

// header reads up to and including the header of the frame.
func (d *decoder) header() error {
	if len(d.data) < 2 {
		return ErrTruncated
	}
	if d.data[0] != 0xff || d.data[1] != markerSOI {
		return FormatError("no JPEG")
	}
	for d.channels == nil {
		marker, content, err := d.segment()
		if err == nil {
			err = d.read(marker, content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read reads a segment that is not a scan.
func (d *decoder) read(marker byte, c []byte) error {
	switch {
	case marker == markerDQT:
		return d.quantTables(c)
	case marker == markerDHT:
		return d.huffmanCodes(c)
	case marker == markerDRI:
		if len(c) != 2 {
			return FormatError("a restart interval of the wrong length")
		}
		d.interval = int(binary.BigEndian.Uint16(c))
	case marker == markerAPP0 && len(c) >= 5 && string(c[:5]) == "JFIF\x00":
		d.jfif = true
	case marker == markerAPP14 && len(c) >= 12 && string(c[:5]) == "Adobe":
		d.adobe, d.transform = true, c[11]
	case marker == markerDHP, marker == markerEXP:
		return fmt.Errorf("%w: hierarchical", ErrUnsupported)
	case marker == markerSOS, marker == markerEOI:
		return FormatError("no frame")
	case marker >= markerSOF0 && marker <= markerSOF15 && marker != markerJPG && marker != markerDAC:
		return d.frame(marker, c)
	}
	return nil
}

// frame reads the header of the frame (T.81, B.2.2).
func (d *decoder) frame(marker byte, c []byte) error {
	if d.channels != nil {
		return FormatError("two frames")
	}
	if len(c) < 6 || len(c) != 6+3*int(c[5]) {
		return FormatError("a frame header of the wrong length")
	}
	d.Precision = int(c[0])
	d.Height = int(binary.BigEndian.Uint16(c[1:]))
	d.Width = int(binary.BigEndian.Uint16(c[3:]))
	d.Components = int(c[5])
	d.Progressive = marker == markerSOF2
	switch {
	case marker > markerSOF2 && marker&3 == 3:
		return fmt.Errorf("%w: lossless", ErrUnsupported)
	case marker > markerSOF2 && marker&7 >= 5:
		return fmt.Errorf("%w: hierarchical", ErrUnsupported)
	case marker > markerSOF2:
		return fmt.Errorf("%w: arithmetic coding", ErrUnsupported)
	case d.Precision != 8:
		return fmt.Errorf("%w: %d bits per sample", ErrUnsupported, d.Precision)
	case d.Components != 1 && d.Components != 3 && d.Components != 4:
		return fmt.Errorf("%w: %d components", ErrUnsupported, d.Components)
	case d.Height == 0:
		return fmt.Errorf("%w: a height that is told after the picture", ErrUnsupported)
	case d.Width == 0:
		return FormatError("no width")
	}
	channels := make([]channel, d.Components)
	for i := range channels {
		s := c[6+3*i:]
		ch := &channels[i]
		ch.id, ch.h, ch.v, ch.quant = s[0], int(s[1]>>4), int(s[1]&15), s[2]
		if ch.h < 1 || ch.h > 4 || ch.v < 1 || ch.v > 4 || ch.quant > 3 {
			return FormatError("a component that cannot be")
		}
		for _, other := range channels[:i] {
			if other.id == ch.id {
				return FormatError("two components of one name")
			}
		}
	}
	d.channels = channels
	return d.layout()
}

// quantTables reads the steps of the coefficients (T.81, B.2.4.1).
func (d *decoder) quantTables(c []byte) error {
	for len(c) > 0 {
		wide, id := int(c[0]>>4), c[0]&15
		size := 64 << (wide & 1)
		if wide > 1 || id > 3 || len(c) < 1+size {
			return FormatError("a quantisation table that cannot be")
		}
		table := new([64]uint16)
		for i := range table {
			if wide == 1 {
				table[i] = binary.BigEndian.Uint16(c[1+2*i:])
			} else {
				table[i] = uint16(c[1+i])
			}
		}
		d.quant[id] = table
		c = c[1+size:]
	}
	return nil
}

// huffmanCodes reads Huffman codes (T.81, B.2.4.2). Their tables are made when a scan needs them.
func (d *decoder) huffmanCodes(c []byte) error {
	for len(c) > 0 {
		if len(c) < 17 || c[0]&^0x13 != 0 {
			return FormatError("a Huffman table that cannot be")
		}
		code := new(huffmanCode)
		total, room := 0, 1<<16
		for length := 1; length <= 16; length++ {
			n := int(c[length])
			code.count[length] = n
			total += n
			room -= n << (16 - length)
		}
		if room < 0 || total > 256 || len(c) < 17+total {
			return FormatError("a Huffman table that cannot be")
		}
		copy(code.values[:], c[17:17+total])
		d.codes[c[0]>>4][c[0]&3] = code
		c = c[17+total:]
	}
	return nil
}
