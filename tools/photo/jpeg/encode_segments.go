package jpeg

import "image"

// The second bytes of the markers that are written (T.81 table B.1).
const (
	markerSOF0 = 0xc0
	markerDHT  = 0xc4
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerDQT  = 0xdb
	markerAPP0 = 0xe0
)

// segment writes a marker with its length and content.
func (e *encoder) segment(marker byte, content []byte) {
	n := len(content) + 2
	e.out = append(e.out, 0xff, marker, byte(n>>8), byte(n))
	e.out = append(e.out, content...)
}

// start begins a file with the JFIF header: version 1.01, square pixels, no thumbnail.
func (e *encoder) start() {
	e.out = append(e.out[:0], 0xff, markerSOI)
	e.segment(markerAPP0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"))
}

// dqt writes a quantisation table of 8 bits a step.
func (e *encoder) dqt(table int, steps *[64]uint8) {
	content := []byte{byte(table)}
	for _, n := range zigzag {
		content = append(content, steps[n])
	}
	e.segment(markerDQT, content)
}

// sof writes the header of a baseline frame of 8 bits a sample.
func (e *encoder) sof(components []component, size image.Point) {
	content := []byte{8, byte(size.Y >> 8), byte(size.Y), byte(size.X >> 8), byte(size.X), byte(len(components))}
	for i, c := range components {
		content = append(content, byte(i+1), byte(c.h<<4|c.v), byte(c.kind))
	}
	e.segment(markerSOF0, content)
}

// dht writes a Huffman table.
func (e *encoder) dht(table int, c code) {
	content := []byte{byte(table%2<<4 | table/2)} // class and destination
	content = append(content, c.counts[:]...)
	e.segment(markerDHT, append(content, c.symbols...))
}

// sos writes the header of the only scan.
func (e *encoder) sos(components []component) {
	content := []byte{byte(len(components))}
	for i, c := range components {
		content = append(content, byte(i+1), byte(c.kind<<4|c.kind))
	}
	e.segment(markerSOS, append(content, 0, 63, 0))
}
