package main

import (
	"image"
	"math"
	"math/bits"
	"math/cmplx"
)

// spectrumSide is the width and height of the part of a photo of which the spectrum is measured.
const spectrumSide = 1024

// spectrumSlope measures how the power of the luma of a photo's middle falls with the spatial frequency: -2 says that each octave
// has as much contrast as the next. It fits a line through the mean power of rings, in logarithms, from 4 cycles over the
// part to a quarter of the sampling rate, above which a lens and a sensor decide. A Hann window takes away the edges.
func spectrumSlope(img *image.YCbCr) float64 {
	const n = spectrumSide
	x0, y0 := (img.Rect.Dx()-n)/2, (img.Rect.Dy()-n)/2
	mean := 0.0
	for y := range n {
		for x := range n {
			mean += float64(img.Y[(y0+y)*img.YStride+x0+x]) / (n * n)
		}
	}
	window := make([]float64, n)
	for i := range window {
		window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/n)
	}
	grid := make([]complex128, n*n)
	for y := range n {
		row := grid[y*n:][:n]
		for x := range row {
			row[x] = complex((float64(img.Y[(y0+y)*img.YStride+x0+x])-mean)*window[x]*window[y], 0)
		}
		fourier(row)
	}
	power, count := make([]float64, n/2), make([]float64, n/2)
	column := make([]complex128, n)
	for x := range n / 2 {
		for y := range n {
			column[y] = grid[y*n+x]
		}
		fourier(column)
		for y, v := range column {
			if f := int(math.Hypot(float64(x), float64(min(y, n-y)))); f < n/2 {
				power[f], count[f] = power[f]+real(v)*real(v)+imag(v)*imag(v), count[f]+1
			}
		}
	}
	var sx, sy, sxx, sxy, k float64
	for f := 4.0; f < n/4; f *= 1.1 { // points at equal distances in the logarithm
		a, b := math.Log(f), math.Log(power[int(f)]/count[int(f)])
		sx, sy, sxx, sxy, k = sx+a, sy+b, sxx+a*a, sxy+a*b, k+1
	}
	return (k*sxy - sx*sy) / (k*sxx - sx*sx)
}

// fourier transforms a power of two of values in place (Cooley and Tukey, radix 2).
func fourier(v []complex128) {
	shift := bits.LeadingZeros(uint(len(v))) + 1
	for i := range v {
		if j := int(bits.Reverse(uint(i)) >> shift); i < j {
			v[i], v[j] = v[j], v[i]
		}
	}
	for half := 1; half < len(v); half *= 2 {
		step := cmplx.Rect(1, -math.Pi/float64(half))
		for from := 0; from < len(v); from += 2 * half {
			turn := complex(1, 0)
			for i := from; i < from+half; i++ {
				a, b := v[i], v[i+half]*turn
				v[i], v[i+half] = a+b, a-b
				turn *= step
			}
		}
	}
}
