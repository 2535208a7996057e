package main

import "math"

// plane is one component of a picture, from 0 to 255.
type plane struct {
	width, height int
	v             []float64
}

func newPlane(width, height int) plane { return plane{width, height, make([]float64, width*height)} }

// kernel says how much a pixel counts that is a distance away, in pixels, when scale pixels become one; nothing beyond reach.
type kernel struct {
	weight func(distance, scale float64) float64
	reach  func(scale float64) float64
}

var (
	// lanczos is the windowed sinc of three lobes, as wide as the scale asks.
	lanczos = kernel{
		weight: func(distance, scale float64) float64 {
			x := math.Pi * distance / scale
			if x == 0 {
				return 1
			}
			return math.Sin(x) / x * math.Sin(x/3) / (x / 3)
		},
		reach: func(scale float64) float64 { return 3 * scale },
	}
	// area is the mean of the pixels that a pixel covers, each for the part that is covered.
	area = kernel{
		weight: func(distance, scale float64) float64 { return max(0, min(1, (scale+1)/2-math.Abs(distance))) },
		reach:  func(scale float64) float64 { return (scale + 1) / 2 },
	}
)

// tap is what a pixel is made of: from the pixel first on, each by its weight.
type tap struct {
	first   int
	weights []float64
}

// taps gives what each of to pixels is made of, from from pixels. Beyond the edge nothing counts.
func (k kernel) taps(from, to int) []tap {
	scale := float64(from) / float64(to)
	out := make([]tap, to)
	for i := range out {
		centre := (float64(i)+0.5)*scale - 0.5
		first := max(0, int(math.Ceil(centre-k.reach(scale))))
		last := min(from-1, int(math.Floor(centre+k.reach(scale))))
		weights, sum := make([]float64, last-first+1), 0.0
		for j := range weights {
			weights[j] = k.weight(float64(first+j)-centre, scale)
			sum += weights[j]
		}
		for j := range weights {
			weights[j] /= sum
		}
		out[i] = tap{first, weights}
	}
	return out
}

// shrink resamples bytes, of which value gives what each means, to a plane of this size.
func (k kernel) shrink(pixels []byte, width int, value *[256]float64, toWidth, toHeight int) plane {
	height := len(pixels) / width
	rows := newPlane(toWidth, height)
	line, across := make([]float64, width), k.taps(width, toWidth)
	for y := range height {
		for x, p := range pixels[y*width:][:width] {
			line[x] = value[p]
		}
		out := rows.v[y*toWidth:][:toWidth]
		for x, t := range across {
			sum := 0.0
			for j, p := range line[t.first:][:len(t.weights)] {
				sum += p * t.weights[j]
			}
			out[x] = sum
		}
	}
	out := newPlane(toWidth, toHeight)
	for y, t := range k.taps(height, toHeight) {
		to := out.v[y*toWidth:][:toWidth]
		for j, w := range t.weights {
			for x, v := range rows.v[(t.first+j)*toWidth:][:toWidth] {
				to[x] += v * w
			}
		}
	}
	return out
}

// asIs and asLight give what a byte means: its value, or the light that it stands for in sRGB (IEC 61966-2-1), times 255.
var asIs, asLight = func() (is, light [256]float64) {
	for i := range is {
		is[i], light[i] = float64(i), 255*lightOf(float64(i)/255)
	}
	return is, light
}()

func lightOf(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func valueOf(light float64) float64 {
	if light <= 0.0031308 {
		return 12.92 * light
	}
	return 1.055*math.Pow(light, 1/2.4) - 0.055
}
