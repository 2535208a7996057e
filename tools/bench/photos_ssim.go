package main

import "math"

// moments is a plane with its mean and mean square around each pixel, as structural similarity asks for.
type moments struct {
	plane
	mean, square plane
}

func newMoments(p plane) moments { return moments{p, around(p, p.v, nil), around(p, p.v, p.v)} }

// similarity is the mean SSIM of two planes (Wang, Bovik, Sheikh and Simoncelli, 2004): a Gaussian window of 11 by 11 pixels with σ = 1.5,
// K1 = 0.01 and K2 = 0.03, over the pixels around which the whole window fits.
func similarity(a, b moments) float64 {
	const c1, c2 = 0.01 * 255 * 0.01 * 255, 0.03 * 255 * 0.03 * 255
	product := around(a.plane, a.v, b.v)
	sum := 0.0
	for i, p := range product.v {
		ma, mb := a.mean.v[i], b.mean.v[i]
		sum += (2*ma*mb + c1) * (2*(p-ma*mb) + c2) / ((ma*ma + mb*mb + c1) * (a.square.v[i] - ma*ma + b.square.v[i] - mb*mb + c2))
	}
	return sum / float64(len(product.v))
}

const windowSide = 11

var window = func() (w [windowSide]float64) {
	sum := 0.0
	for i := range w {
		d := float64(i - windowSide/2)
		w[i] = math.Exp(-d * d / (2 * 1.5 * 1.5))
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return w
}()

// around gives the weighted mean, around each pixel where the window fits, of a, or of a times b.
func around(size plane, a, b []float64) plane {
	out := newPlane(size.width-windowSide+1, size.height-windowSide+1)
	line := make([]float64, size.width)
	rows := make([]float64, out.width*size.height)
	for y := range size.height {
		copy(line, a[y*size.width:])
		if b != nil {
			for x, v := range b[y*size.width:][:size.width] {
				line[x] *= v
			}
		}
		to := rows[y*out.width:][:out.width]
		for x := range to {
			sum := 0.0
			for i, v := range line[x:][:windowSide] {
				sum += v * window[i]
			}
			to[x] = sum
		}
	}
	for y := range out.height {
		to := out.v[y*out.width:][:out.width]
		for i, w := range window {
			for x, v := range rows[(y+i)*out.width:][:out.width] {
				to[x] += v * w
			}
		}
	}
	return out
}
