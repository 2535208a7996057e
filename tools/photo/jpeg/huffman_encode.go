package jpeg

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// maxCode is the length of the longest code that JPEG has, in bits.
const maxCode = 16

// code is what a DHT segment says of a table: how many codes there are of each length, from 1 bit, and the
// symbols in order of their codes.
type code struct {
	counts  [maxCode]uint8
	symbols []uint8
}

// optimalCode makes the code that writes symbols of the given frequencies in the fewest bits. As T.81 K.2 asks,
// the code of only ones stays unused; and a code longer than 16 bits is shortened as figure K.3 does.
func optimalCode(frequency *[256]uint32) code {
	var c code
	for s, f := range frequency {
		if f > 0 {
			c.symbols = append(c.symbols, uint8(s))
		}
	}
	slices.SortStableFunc(c.symbols, func(a, b uint8) int { return cmp.Compare(frequency[b], frequency[a]) })

	// Huffman's construction with two queues, smallest first: the leaves, which are sorted, and the nodes, which
	// come out sorted. The first leaf is the code of only ones; it is in nobody's way with weight zero.
	n := len(c.symbols) + 1
	weight := make([]uint64, 2*n-1)
	parent := make([]int, 2*n-1)
	for i := 1; i < n; i++ {
		weight[i] = uint64(frequency[c.symbols[n-1-i]])
	}
	leaf, node := 0, n
	for next := n; next < len(weight); next++ {
		for range 2 {
			var least int
			if leaf < n && (node == next || weight[leaf] <= weight[node]) {
				least = leaf
				leaf++
			} else {
				least = node
				node++
			}
			weight[next] += weight[least]
			parent[least] = next
		}
	}
	depth := make([]int, len(weight)) // a frequency of 2^32 in all gives no code longer than 48 bits
	var counts [64]int
	for i := len(depth) - 2; i >= 0; i-- {
		depth[i] = depth[parent[i]] + 1
		if i < n {
			counts[depth[i]]++
		}
	}
	// Of a pair of codes that is too long, one becomes what both start with. The other shares the place of a
	// shorter code: both are that code with one bit more.
	for length := len(counts) - 1; length > maxCode; length-- {
		for counts[length] > 0 {
			shorter := length - 2
			for counts[shorter] == 0 {
				shorter--
			}
			counts[length] -= 2
			counts[length-1]++
			counts[shorter+1] += 2
			counts[shorter]--
		}
	}
	longest := maxCode
	for counts[longest] == 0 {
		longest--
	}
	counts[longest]-- // the code of only ones
	for i := range c.counts {
		c.counts[i] = uint8(counts[i+1])
	}
	return c
}

// codebook tells how a token is written: from bit 5 its code, shifted to leave room for the bits that follow;
// below that how many bits these are together.
type codebook [tables << 8]uint32

// add puts a code in the book, with the codes that T.81 figure C.2 gives.
func (b *codebook) add(table int, c code) {
	next, i := uint32(0), 0
	for length, count := range c.counts {
		for range count {
			s := c.symbols[i]
			extra := uint32(s & 15)
			b[table<<8|int(s)] = next<<extra<<5 | uint32(length+1) + extra
			next++
			i++
		}
		next <<= 1
	}
}

// append writes tokens as the entropy-coded data of a scan, with a zero after each byte of ones (T.81 F.1.2.3).
func (b *codebook) append(out []byte, tokens []token) []byte {
	var acc uint64 // its lowest bits still have to be written
	var n int      // how many those are: less than 32 between tokens
	const batch = 1024
	for len(tokens) > 0 {
		part := tokens[:min(batch, len(tokens))]
		tokens = tokens[len(part):]
		out = slices.Grow(out, 8*batch) // a token has at most 27 bits, which become at most 7 bytes
		free, end := out[len(out):len(out)+8*batch], 0
		for _, t := range part {
			e := b[t>>16%(tables<<8)]
			acc = acc<<(e&31) | uint64(e>>5|uint32(t&0xffff))
			n += int(e & 31)
			if n < 32 {
				continue
			}
			n -= 32
			x := uint32(acc >> (n & 31))
			if (^x-0x01010101)&x&0x80808080 == 0 { // no byte of ones
				binary.BigEndian.PutUint32(free[end:], x)
				end += 4
			} else {
				end += stuff(free[end:], x, 4)
			}
		}
		out = out[:len(out)+end]
	}
	var last [8]byte // padded with ones
	x := uint32(acc)<<(32-n) | (1<<(32-n) - 1)
	return append(out, last[:stuff(last[:], x, (n+7)/8)]...)
}

// stuff puts the n highest bytes of x in out, with a zero after each byte of ones, and tells how many that makes.
func stuff(out []byte, x uint32, n int) int {
	end := 0
	for range n {
		b := byte(x >> 24)
		out[end] = b
		end++
		if b == 0xff {
			out[end] = 0
			end++
		}
		x <<= 8
	}
	return end
}
