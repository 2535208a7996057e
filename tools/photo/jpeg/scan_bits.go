package jpeg

import (
	"bytes"
	"encoding/binary"
)

// windowSize is how much of a scan stands ready: a power of two, and few enough bytes to stay in the first cache.
// unitSize is more than the bytes that one block can take: 64 symbols of 31 bits, or in a refining scan 63 symbols of 17 bits and as
// many corrections, and what is read ahead of them.
const (
	windowSize = 16 << 10
	unitSize   = 272
)

// window is a part of a scan: without the zero after each 0xff, and with zeros after the end of the data. So reading a block needs
// to care for neither. The bytes at its end are for reading eight at once.
type window [windowSize + 8]byte

// at gives the bits from a place on, at the top: at least 56 of them.
func (w *window) at(place uint) uint64 {
	return binary.BigEndian.Uint64(w[place>>3&(windowSize-1):]) << (place & 7)
}

// bitReader reads the bits between two markers, a window at a time.
type bitReader struct {
	place uint   // the next bit in window
	end   int    // of the bytes of data in window
	done  bool   // nothing comes after end
	src   []byte // what comes after it: data or, when done, a marker
	window
}

// start begins at data.
func (b *bitReader) start(data []byte) {
	b.place, b.end, b.done, b.src = 0, 0, false, data
}

// low reports whether the window may hold less than a block: then more must be called.
func (b *bitReader) low() bool { return int(b.place>>3)+unitSize > b.end }

// more fills the window, if there is more. It reports false when more was read than there is.
func (b *bitReader) more() bool {
	if !b.done {
		b.fill()
	}
	return !b.overrun(0)
}

// overrun reports whether more was read than there is, or would be with so many bits more.
func (b *bitReader) overrun(more int) bool { return int(b.place)+more > 8*b.end }

// fill moves the rest of the window to its start, and data behind it.
func (b *bitReader) fill() {
	const full = windowSize - 2*unitSize
	end := copy(b.window[:], b.window[b.place>>3:b.end])
	b.place &= 7
	for end < full {
		part := b.src[:min(len(b.src), full-end)]
		i := bytes.IndexByte(part, 0xff)
		if i < 0 {
			end += copy(b.window[end:], part)
			b.src = b.src[len(part):]
			if len(b.src) == 0 {
				b.done = true
				break
			}
			continue
		}
		end += copy(b.window[end:], part[:i])
		b.src = b.src[i:]
		next := 1
		for next < len(b.src) && b.src[next] == 0xff { // fill bytes: T.81, B.1.1.2
			next++
		}
		if next == len(b.src) || b.src[next] != 0 {
			b.done = true // a marker, or half of one
			break
		}
		b.window[end] = 0xff
		end++
		b.src = b.src[next+1:]
	}
	b.end = end
	clear(b.window[end:][:2*unitSize])
}
