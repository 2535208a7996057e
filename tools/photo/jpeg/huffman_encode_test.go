package jpeg

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestOptimalCode(t *testing.T) {
	fibonacci := func() (f [256]uint32) { // as skewed as frequencies can be
		a, b := uint32(1), uint32(1)
		for i := range 40 {
			f[i*3] = a
			a, b = b, a+b
		}
		return f
	}()
	equal := [256]uint32{}
	for i := range equal {
		equal[i] = 7
	}
	for name, c := range map[string]struct {
		frequency [256]uint32
		bits      uint64 // that the best code takes, 0 if not known
	}{
		"one symbol":  {[256]uint32{5: 100}, 100},
		"two symbols": {[256]uint32{5: 100, 9: 60}, 100 + 2*60}, // 11 is not used
		"a few":       {[256]uint32{0: 8, 1: 4, 2: 2, 3: 1}, 8 + 2*4 + 3*2 + 4*1},
		"all equal":   {equal, 7 * (255*8 + 9)},
		"fibonacci":   {fibonacci, 0},
		"huge":        {[256]uint32{1: 1 << 31, 2: 1 << 31, 3: 1}, 0},
	} {
		got := optimalCode(&c.frequency)
		var bits uint64
		symbol, kraft := 0, 0
		last := ^uint32(0)
		for i, n := range got.counts {
			kraft += int(n) << (15 - i)
			for range n {
				f := c.frequency[got.symbols[symbol]]
				if f == 0 || f > last {
					t.Errorf("%s: symbol %d comes %d times, after one of %d", name, got.symbols[symbol], f, last)
				}
				last = f
				bits += uint64(f) * uint64(i+1)
				symbol++
			}
		}
		if symbol != len(got.symbols) || kraft >= 1<<16 {
			t.Errorf("%s: %d codes for %d symbols, which take %d of 65536", name, symbol, len(got.symbols), kraft)
		}
		if c.bits != 0 && bits != c.bits {
			t.Errorf("%s: %d bits, want %d", name, bits, c.bits)
		}
	}
}

// The oracle writes the bits one by one.
func TestEntropyCodedData(t *testing.T) {
	codes := map[token]string{8: "0", 3: "10", 0xfb: "110"}
	var book codebook
	book.add(1, code{counts: [maxCode]uint8{1, 1, 1}, symbols: []uint8{8, 3, 0xfb}})
	for _, symbols := range [][]token{nil, {3}, {8}, {8, 3, 8}, {0xfb}, {8, 8, 3, 0xfb, 3}} {
		for _, mask := range []token{0, 1, 0xff, 0xffff} {
			for _, repeat := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 900} {
				var tokens []token
				var want strings.Builder
				for _, symbol := range slices.Repeat(symbols, repeat) {
					size := symbol & 15
					value := mask & (1<<size - 1)
					tokens = append(tokens, 1<<24|symbol<<16|value)
					fmt.Fprintf(&want, "%s%0*b", codes[symbol], size, value)
				}
				if got := book.append(nil, tokens); !bytes.Equal(got, stuffed(want.String())) {
					t.Fatalf("%x with bits of %x, %d times: % x", symbols, mask, repeat, got)
				}
			}
		}
	}
}

// stuffed makes bytes of bits, the last filled with ones, and puts a zero after each byte of ones.
func stuffed(digits string) (out []byte) {
	digits += strings.Repeat("1", -len(digits)&7)
	for ; digits != ""; digits = digits[8:] {
		b, _ := strconv.ParseUint(digits[:8], 2, 8)
		out = append(out, byte(b))
	}
	return bytes.ReplaceAll(out, []byte{0xff}, []byte{0xff, 0})
}
