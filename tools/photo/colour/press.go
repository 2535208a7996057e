package colour

import (
	"image"
	"sync"
)

// CMYK makes sRGB of pixels for the press that have no profile, as Profile.Convert does of those with one.
//
// They are taken for European offset on coated paper (ISO 12647-2), because who makes pictures for a printer here leaves
// his program at that. What browsers do, red for what is no cyan, gives colours that no ink has.
func CMYK(img *image.CMYK) *image.YCbCr { return pressGrid().press(img) }

// pressGrid is the same for all pictures, and made with the first.
var pressGrid = sync.OnceValue(func() *grid {
	grow := curves{dotGain, dotGain, dotGain, dotGainBlack}
	p := newProfile(4, [4]curve{identity, identity, identity, identity}, grow, newInks())
	if err := p.compensate(false); err != nil {
		panic(err) // it is no stranger's
	}
	return newGrid(p)
})

// inks is the model of Yule, Nielsen and Neugebauer: dots of four inks lie on paper at random, so that how much of it has
// which inks over each other follows from how much each covers; their lights, to the power 1/spill, are added.
//
// The bits of an index are the inks that are there: cyan 1, magenta 2, yellow 4, black 8.
type inks [16]vec

const (
	// These three make it nearest to what design programs show for Coated FOGRA39: see the test.
	// spill is how much light leaves the paper beside where it came in: 1 for none.
	spill = 1.5
	// dotGain is what dots that cover half grow by.
	dotGain, dotGainBlack = gain(0.065), gain(0.05)
	// through is how much of other inks black on them lets through, as a power.
	through = 0.2
)

// gain is a curve of coverage, by what it adds at a half.
type gain float64

func (g gain) at(x float64) float64 {
	x = clamp(x)
	return clamp(x + float64(4*float64(g)*float64(x*(1-x))))
}

func newInks() *inks {
	// ISO 12647-2:2004 with its amendment of 2007, paper types 1 and 2, on black: CIE Lab of paper and solid inks.
	solids := [9]vec{
		{95, 0, -2}, {55, -37, -50}, {48, 74, -3}, {24, 22, -46}, {89, -5, 93}, {50, -65, 27}, {47, 68, 48}, {23, 0, 0},
		{16, 0, 0},
	}
	paper := fromLab(solids[0][0], solids[0][1], solids[0][2])
	var out inks
	for i := range out {
		v := solids[min(i, 8)]
		v = fromLab(v[0], v[1], v[2])
		for c := range 3 {
			x := v[c] / paper[c]
			if i > 8 {
				below := fromLab(solids[i-8][0], solids[i-8][1], solids[i-8][2])
				x = float64(x * pow(below[c]/paper[c], through))
			}
			out[i][c] = pow(x, 1/spill)
		}
	}
	return &out
}

func (s *inks) apply(v vec) vec {
	var sum vec
	for i, light := range s {
		area := 1.0
		for ink := range 4 {
			if i>>ink&1 == 1 {
				area = float64(area * v[ink])
			} else {
				area = float64(area * (1 - v[ink]))
			}
		}
		for c := range 3 {
			sum[c] += float64(area * light[c])
		}
	}
	for c := range 3 {
		sum[c] = float64(d50[c] * pow(sum[c], spill))
	}
	return sum
}
