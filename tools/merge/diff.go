package merge

// maxDiff bounds the differences that diff looks for: time and memory grow with its square.
const maxDiff = 1000

// hunk says that the elements a0-a1 of one list are the elements b0-b1 of another.
type hunk struct{ a0, a1, b0, b1 int }

// diff gives the hunks in which b differs from a, in order: the algorithm of Myers (An O(ND) Difference Algorithm and Its
// Variations, 1986) between the common beginning and the common end. Beyond maxDiff differences, all between those is one hunk.
func diff(a, b []string) []hunk {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	whole := hunk{start, len(a) - end, start, len(b) - end}
	if whole.a0 == whole.a1 && whole.b0 == whole.b1 {
		return nil
	}
	a, b = a[start:len(a)-end], b[start:len(b)-end]
	trace := search(a, b)
	if trace == nil {
		return []hunk{whole}
	}
	// Back from the end: each step is one removal or insertion, after a run of equal elements.
	var hunks []hunk // last one first
	x, y := len(a), len(b)
	for d := len(trace) - 1; d > 0; d-- {
		k := x - y
		at := func(k int) int { return trace[d-1][k+d-1] } // of the step before
		down := k == -d || k != d && at(k-1) < at(k+1)
		h := hunk{}
		if down { // insertion of b[y-1]
			x0 := at(k + 1)
			y0 := x0 - k - 1
			h = hunk{x0, x0, y0, y0 + 1}
			x, y = x0, y0
		} else {
			x0 := at(k - 1)
			y0 := x0 - k + 1
			h = hunk{x0, x0 + 1, y0, y0}
			x, y = x0, y0
		}
		if n := len(hunks); n > 0 && hunks[n-1].a0 == h.a1 && hunks[n-1].b0 == h.b1 {
			hunks[n-1].a0, hunks[n-1].b0 = h.a0, h.b0
		} else {
			hunks = append(hunks, h)
		}
	}
	out := make([]hunk, len(hunks))
	for i, h := range hunks {
		out[len(hunks)-1-i] = hunk{h.a0 + start, h.a1 + start, h.b0 + start, h.b1 + start}
	}
	return out
}

// search gives for each number of differences d how far each diagonal -d…d comes in a; nil when there are too many.
func search(a, b []string) [][]int {
	var trace [][]int
	for d := 0; d <= maxDiff; d++ {
		now := make([]int, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				before := trace[d-1]
				if at := func(k int) int { return before[k+d-1] }; k == -d || k != d && at(k-1) < at(k+1) {
					x = at(k + 1)
				} else {
					x = at(k-1) + 1
				}
			}
			y := x - k
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			now[k+d] = x
			if x >= len(a) && y >= len(b) {
				return append(trace, now)
			}
		}
		trace = append(trace, now)
	}
	return nil
}
