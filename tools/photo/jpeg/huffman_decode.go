package jpeg

// lookBits is how many bits of a scan are looked up at once: enough for most codes together with the bits of
// their value, and few enough that the tables of a picture stay in the first cache.
const lookBits = 11

// A symbol is what stands in a scan for one coefficient: a Huffman code and the bits of the value after it (T.81,
// F.1.2). From the lowest bit: how many bits it takes (6), unknown (1), by how much it moves on in the block (8, from the ninth)
// and the value (16, signed).
//
// The end of a block is a move of endOfBlock, plus the exponent of the run of empty blocks in a progressive scan. Sixteen zeros
// are a move of 16 to a value of 0.
type symbol uint32

const (
	unknown    symbol = 1 << 6  // look does not know it
	invalid    symbol = 64 << 8 // no code: moves out of any block
	endOfBlock        = 128
	maxSymbol         = 31 // bits
)

func newSymbol(bits, move, value int) symbol {
	return symbol(uint16(value))<<16 | symbol(move)<<8 | symbol(bits)
}

func (s symbol) bits() uint   { return uint(s & 63) }
func (s symbol) move() int    { return int(s >> 8 & 255) }
func (s symbol) value() int32 { return int32(s) >> 16 }

// A pair is two symbols, neither the end of a block. From the lowest bit: the bits of both (8), the move of the first (8) and of
// both (8), and from bit 32 the values (16 each).
type pair uint64

const noPair pair = 255 << 16 // moves out of any block

func newPair(a, b symbol) pair {
	return pair(a.bits()+b.bits()) | pair(a.move())<<8 | pair(a.move()+b.move())<<16 |
		pair(a>>16)<<32 | pair(b>>16)<<48
}

func (p pair) bits() uint    { return uint(p & 63) }
func (p pair) move() int     { return int(p >> 8 & 255) }
func (p pair) moves() int    { return int(p >> 16 & 255) }
func (p pair) first() int32  { return int32(int16(p >> 32)) }
func (p pair) second() int32 { return int32(int16(p >> 48)) }

// A leap is as many symbols as there are, without their values. From the lowest bit: their move (8) and their bits (8). An end of
// the block comes last, and its endOfBlock on top of the move within the block.
type leap uint16

const noLeap leap = 127 // out of any block

func (l leap) bits() uint  { return uint(l >> 8) }
func (l leap) move() int   { return int(l & 255) }
func (l leap) within() int { return int(l & (endOfBlock - 1)) }

// huffmanCode is a code as a file defines it: how many codes there are of each length, and what they stand for.
type huffmanCode struct {
	count  [17]int // by length in bits
	values [256]uint8
}

// huffmanTable reads symbols.
type huffmanTable struct {
	look  [1 << lookBits]symbol // what starts with the bits of the index, if it is whole in them
	pairs [1 << lookBits]pair   // the same for two
	leaps [1 << lookBits]leap   // all whose length is told by them

	code  *huffmanCode
	limit [17]uint32 // by length: the first 16 bits that are beyond its codes
	shift [17]int    // by length: from a code to its place in code.values
}

// newHuffmanTable makes the table of a code, without pairs and leaps.
func newHuffmanTable(code *huffmanCode) *huffmanTable {
	t := &huffmanTable{code: code}
	for i := range t.look {
		t.look[i] = unknown
	}
	next, place := 0, 0
	for length := 1; length <= 16; length++ {
		t.shift[length] = place - next
		for range code.count[length] {
			for i := range 1 << max(0, lookBits-length) {
				bits := uint64(next)<<(64-length) | uint64(i)<<(64-lookBits)
				if s := read(bits, length, code.values[place]); s.bits() <= lookBits {
					t.look[bits>>(64-lookBits)] = s
				}
			}
			next++
			place++
		}
		t.limit[length] = uint32(next) << (16 - length)
		next <<= 1
	}
	return t
}

// read reads a symbol from the top of bits, where a code of the given length stands for value: a run of zeros, and the
// size in bits of what comes after it.
func read(bits uint64, length int, value uint8) symbol {
	run, size := int(value>>4), int(value&15)
	switch {
	case size == 0 && run == 15:
		return newSymbol(length, 16, 0)
	case size == 0:
		return newSymbol(length, endOfBlock+run, 0)
	}
	v := int(bits << length >> (64 - size))
	if v < 1<<(size-1) {
		v -= 1<<size - 1
	}
	return newSymbol(length+size, run+1, v)
}

// next reads a symbol from the top of bits, of which it needs 31.
func (t *huffmanTable) next(bits uint64) symbol {
	if s := t.look[bits>>(64-lookBits)]; s&unknown == 0 {
		return s
	}
	return t.long(bits)
}

// long does the same without looking it up.
func (t *huffmanTable) long(bits uint64) symbol {
	value, length := t.find(bits)
	if length == 0 {
		return invalid
	}
	return read(bits, length, value)
}

// find tells the code at the top of bits and its length, which is 0 if there is none.
func (t *huffmanTable) find(bits uint64) (value uint8, length int) {
	top := uint32(bits >> 48)
	for length := 1; length <= 16; length++ {
		if top < t.limit[length] {
			return t.code.values[uint8(int(top>>(16-length))+t.shift[length])], length
		}
	}
	return 0, 0
}

// addPairs makes the table of pairs.
func (t *huffmanTable) addPairs() {
	for i, a := range t.look {
		t.pairs[i] = noPair
		if a&unknown != 0 || a.move() >= endOfBlock {
			continue
		}
		b := t.look[i<<a.bits()&(1<<lookBits-1)]
		if b&unknown == 0 && b.move() < endOfBlock && a.bits()+b.bits() <= lookBits {
			t.pairs[i] = newPair(a, b)
		}
	}
}

// addLeaps makes the table of leaps.
func (t *huffmanTable) addLeaps() {
	for i := range t.leaps {
		used, moved := 0, 0
		for used < lookBits && moved < 64 {
			code, length := t.find(uint64(i) << (64 - lookBits) << used)
			run, size := int(code>>4), int(code&15)
			if length == 0 || used+length > lookBits || moved+run >= 64 {
				break
			}
			if size == 0 && run < 15 {
				moved += endOfBlock
			} else {
				moved += run + 1
			}
			used += length + size
		}
		t.leaps[i] = leap(used<<8 | moved)
		if used == 0 {
			t.leaps[i] = noLeap
		}
	}
}
