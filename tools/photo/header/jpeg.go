package header

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// readJPEG reads the segments up to the first scan.
func readJPEG(info *Info, data []byte) error {
	info.Format = JPEG
	var frame []byte
	var kind byte
	var profile pieces
	rest := data[2:]
	for {
		var marker byte
		var body []byte
		var ok bool
		marker, body, rest, ok = segment(rest)
		switch {
		case !ok && frame == nil:
			return noPixels
		case !ok:
			return Damaged
		case marker == 0xda: // start of scan
			if frame == nil {
				return Damaged
			}
			info.ICC = profile.join()
			return jpegFrame(info, kind, frame, len(rest))
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			if frame == nil {
				kind, frame = marker, body
			}
		case marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) && info.Orientation == 1:
			info.Orientation = orientation(body)
		case marker == 0xe2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")) && len(body) > 14:
			profile.add(body[12], body[13], body[14:])
		}
	}
}

// segment gives the next segment. Bytes between segments are passed over, as all decoders do.
func segment(data []byte) (marker byte, body, rest []byte, ok bool) {
	for {
		at := bytes.IndexByte(data, 0xff)
		if at < 0 {
			return 0, nil, nil, false
		}
		for data = data[at:]; len(data) > 0 && data[0] == 0xff; data = data[1:] {
		}
		if len(data) == 0 || data[0] == 0xd9 { // end of image
			return 0, nil, nil, false
		}
		marker, data = data[0], data[1:]
		if marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8 { // these stand alone
			continue
		}
		if len(data) < 2 {
			return 0, nil, nil, false
		}
		n := int(binary.BigEndian.Uint16(data))
		if n < 2 || n > len(data) {
			return 0, nil, nil, false
		}
		return marker, data[2:n], data[n:], true
	}
}

// jpegFrame takes the size out of the header of the frame (T.81, B.2.2); coded is how many bytes are left for the picture.
func jpegFrame(info *Info, kind byte, frame []byte, coded int) error {
	if len(frame) < 6 || len(frame) < 6+3*int(frame[5]) {
		return Damaged
	}
	if err := info.size(int(binary.BigEndian.Uint16(frame[3:])), int(binary.BigEndian.Uint16(frame[1:]))); err != nil {
		return err
	}
	switch {
	case kind > 0xc2 && kind&3 == 3:
		return unreadable("JPEG zonder verlies")
	case kind > 0xc2:
		return unreadable("JPEG met rekenkundige codering")
	case frame[0] != 8:
		return unreadable(fmt.Sprintf("JPEG met %d bits per kleur", frame[0]))
	}
	components := frame[6 : 6+3*int(frame[5])]
	if n := len(components) / 3; n != 1 && n != 3 && n != 4 {
		return Damaged
	}
	maxH, maxV := 1, 1
	for c := components; len(c) > 0; c = c[3:] {
		h, v := int(c[1]>>4), int(c[1]&15)
		if h < 1 || h > 4 || v < 1 || v > 4 {
			return Damaged
		}
		maxH, maxV = max(maxH, h), max(maxV, v)
	}
	// blocks are what must be coded, samples what is kept: whole rectangles of blocks.
	var blocks, samples int64
	wide, high := ceil(info.Width, 8*maxH), ceil(info.Height, 8*maxV)
	whole := true
	for c := components; len(c) > 0; c = c[3:] {
		h, v := int(c[1]>>4), int(c[1]&15)
		whole = whole && maxH%h == 0 && maxV%v == 0
		blocks += int64(ceil(ceil(info.Width*h, maxH), 8)) * int64(ceil(ceil(info.Height*v, maxV), 8))
		samples += 64 * int64(wide) * int64(h) * int64(high) * int64(v)
	}
	// A block takes 2 bits, one for its DC and one that ends it, or in a progressive picture 1.
	bits := 2 * blocks
	info.Cost = samples
	if kind == 0xc2 {
		bits = blocks
		info.Cost += 2*samples + samples/8 // coefficients, and which are zero
	}
	if !whole || len(components) == 12 { // made of the largest size; CMYK goes pixel by pixel
		info.Cost += 8 * 64 * int64(wide) * int64(maxH) * int64(high) * int64(maxV)
	}
	if bits/8 > int64(coded) {
		return Damaged
	}
	return nil
}

func ceil(a, b int) int { return (a + b - 1) / b }

// pieces are the parts of a profile that is cut up, since a segment holds 64 KB.
type pieces struct {
	count byte
	parts [256][]byte
	bad   bool
}

// add takes one piece, of which the first is number 1.
func (p *pieces) add(number, count byte, data []byte) {
	if number == 0 || number > count || p.count != 0 && count != p.count || p.parts[number] != nil {
		p.bad = true
		return
	}
	p.count = count
	p.parts[number] = data
}

// join gives the profile, nil when a piece is missing or does not fit.
func (p *pieces) join() []byte {
	if p.bad || p.count == 0 {
		return nil
	}
	var out []byte
	for _, part := range p.parts[1 : int(p.count)+1] {
		if part == nil || len(out)+len(part) > maxProfile {
			return nil
		}
		out = append(out, part...)
	}
	return out
}
