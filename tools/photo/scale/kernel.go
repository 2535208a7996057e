package scale

import "math"

// lobes is how far Lanczos3 reaches on either side, in samples of the result.
const lobes = 3

// An axis says where the samples of a result lie along a row, or a column, of source samples: sample i lies at
// (from + (2i+1)·step) / unit, where source sample j reaches from j to j+1. In whole numbers that is exact.
type axis struct {
	count            int   // of the result
	from, step, unit int64 // 0 ≤ from < unit
	soft             bool  // of colour: nobody sees the difference, and it takes fewer bytes
}

// same says that the result is the source.
func (a axis) same(samples int) bool {
	return a.count == samples && a.from == 0 && a.unit == 2*a.step
}

// A kernel holds the weights that make each sample of a result. They repeat: from 2000 samples to 1600 there are
// only four sets.
type kernel struct {
	bits    uint     // the weights of a set add up to 1<<bits
	taps    int      // weights in a set
	weights []uint64 // the sets one after another; negative weights in two's complement
	before  int      // how many samples before the source take part, and so equal its first sample
	first   []int    // the first source sample of each sample of the result, counted from -before
	span    int      // the largest sum of the absolute weights of a set
}

// newKernel computes the weights of Lanczos3, widened by the factor where the result is smaller.
func newKernel(a axis, bits uint) *kernel {
	// Source sample j lies (unit·(2j+1) - at) / width samples of the result from sample i.
	width := max(4*a.step, 2*a.unit)
	if a.soft {
		width += width / 8
	}
	reach := lobes * width
	k := &kernel{bits: bits, taps: int(reach/a.unit) + 1, first: make([]int, a.count)}
	before := (reach + a.unit - 2*(a.from+a.step) - 1) / (2 * a.unit)
	k.before = int(before)
	period := int(min(int64(a.count), a.unit/gcd(a.unit, 2*a.step)))
	k.weights = make([]uint64, 0, period*k.taps)
	set, unit := make([]float64, k.taps), 1/float64(width)
	for i := range k.first {
		// The first sample is the smallest j with unit·(2j+1) > at - reach.
		at := 2 * (a.from + (2*int64(i)+1)*a.step + before*a.unit)
		first := (at - reach + a.unit) / (2 * a.unit)
		k.first[i] = int(first)
		if i >= period {
			continue
		}
		for t := range set {
			set[t] = lanczos(float64(a.unit*(2*(first+int64(t))+1)-at) * unit)
		}
		k.add(set)
	}
	return k
}

// add appends a set as whole numbers that add up to 1<<bits. What rounding takes from a weight goes to the next
// one, so that the errors cancel where a picture is smooth.
func (k *kernel) add(set []float64) {
	var total, sum float64
	for _, w := range set {
		total += w
	}
	total = float64(int(1)<<k.bits) / total
	before, span := 0, 0
	for _, w := range set {
		sum += w
		now := int(math.Floor(float64(sum*total) + 0.5))
		k.weights = append(k.weights, uint64(now-before))
		span += max(now-before, before-now)
		before = now
	}
	k.span = max(k.span, span)
}

// set gives the weights of sample i of the result.
func (k *kernel) set(i int) []uint64 {
	return k.weights[i*k.taps%len(k.weights):][:k.taps]
}

// lanczos is sinc(x)·sinc(x/3), and 0 from 3 on. With t = πx/3 and u = sin(t)/t it is u²·(1 - 4/3·sin²(t)).
//
// Package math may round otherwise on another machine, and so may the compiler where it makes one instruction of
// a product and a sum; a conversion forbids it that.
func lanczos(x float64) float64 {
	if x <= -lobes || x >= lobes {
		return 0
	}
	t2 := float64(x * x * (math.Pi * math.Pi / (lobes * lobes)))
	u := 1.0
	for _, r := range taylor {
		u = 1 - float64(u*float64(t2*r))
	}
	u2 := float64(u * u)
	return float64(u2 * (1 - float64(u2*t2*4/3)))
}

// taylor has the ratios of the terms of sin(t)/t, from the last one: each term is -t² times its ratio of the one
// before. It is right to 10⁻⁸.
var taylor = [...]float64{
	1. / (18 * 19), 1. / (16 * 17), 1. / (14 * 15), 1. / (12 * 13), 1. / (10 * 11),
	1. / (8 * 9), 1. / (6 * 7), 1. / (4 * 5), 1. / (2 * 3),
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
