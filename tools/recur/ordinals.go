package recur

import "strings"

// bits is a set of numbers from 0 to 383.
type bits [6]uint64

func (b *bits) add(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b *bits) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }

// ordinals is a list such as 1,15,-1: what counts from the front, and what counts from the back.
type ordinals struct {
	given       bool
	front, back bits
}

// read adds a list of numbers from low to high. With a negative low there is no zero.
func (o *ordinals) read(list string, low, high int) bool {
	o.given = true
	for value := range strings.SplitSeq(list, ",") {
		n, ok := number(value, low, high)
		switch {
		case !ok || n == 0 && low != 0:
			return false
		case n < 0:
			o.back.add(-n)
		default:
			o.front.add(n)
		}
	}
	return true
}

// only is the list of one number.
func only(n int) ordinals {
	o := ordinals{given: true}
	o.front.add(n)
	return o
}

// fill makes it the list of one number when it was not given.
func (o *ordinals) fill(n int) {
	if !o.given {
		*o = only(n)
	}
}

// pass reports whether the i-th of n is in the list; every one is when there is no list.
func (o *ordinals) pass(i, n int) bool {
	return !o.given || o.has(i, n)
}

// has reports whether the i-th of n, both at most 383, is in the list.
func (o *ordinals) has(i, n int) bool {
	return o.front.has(i) || o.back.has(n+1-i)
}

// in gives the indexes from 0 of the places that the list names in a row of n, which may be long.
func (o *ordinals) in(n int) []int {
	const most = 366
	var out []int
	for i := 1; i <= n; i++ {
		if i > most && i <= n-most { // no number reaches the middle
			i = n - most + 1
		}
		if i <= most && o.front.has(i) || n-i < most && o.back.has(n+1-i) {
			out = append(out, i-1)
		}
	}
	return out
}
