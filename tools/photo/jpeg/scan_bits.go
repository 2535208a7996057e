package jpeg

import (
	"bytes"
	"encoding/binary"
)

const (
	// windowSize is how many bytes of a scan stand ready: a power of two, and few enough to stay in the first cache.
	windowSize = 16 << 10
	// unitSize is more than the bytes that one block can take, with what is read ahead of them: 64 symbols of 31 bits, or in a
	// refining scan 63 symbols of 17 bits and as many corrections.
	unitSize = 272
)

// window is a part of a scan: without the zero after each 0xff, and with zeros after the end of the data. So what reads a
// block needs to care for neither. The bytes at its end are for reading eight at once.
type window [windowSize + 8]byte

// at gives the bits from a place on, at the top: at least 57 of them.
func (w *window) at(place uint) uint64 {
	return binary.BigEndian.Uint64(w[place>>3&(windowSize-1):]) << (place & 7)
}

// cursor reads on from a place. Its next bits do not wait for memory, as those of window.at do, which pays where many symbols
// follow on one another. It is a value, to stay in registers.
type cursor struct {
	bits uint64 // the next ones, from the top
	n    uint   // how many of them are before next; those after it may be there or not
	next uint   // byte of the window
}

func (w *window) cursor(place uint) cursor {
	return cursor{bits: w.at(place), n: 56 - place&7, next: place>>3 + 7}
}

func (c cursor) place() uint { return 8*c.next - c.n }

// refill gets at least 56 bits.
func (c cursor) refill(w *window) cursor {
	c.bits |= binary.BigEndian.Uint64(w[c.next&(windowSize-1):]) >> (c.n & 63)
	c.next += (63 - c.n) >> 3
	c.n |= 56
	return c
}

// drop moves on by n bits, which must be there.
func (c cursor) drop(n uint) cursor {
	c.bits <<= n & 63
	c.n -= n
	return c
}

// bitReader reads the bits between two markers, a window at a time.
type bitReader struct {
	place uint   // the next bit in window
	end   int    // of the data in window, in bytes
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
