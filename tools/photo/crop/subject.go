package crop

import (
	"image"
	"image/color"
)

// How a picture is judged. Thirty pictures of people, in five shapes, lose a face in one of them with these numbers, and a
// third more or less of any number changes little.
const (
	coarse    = 64  // pixels on the longest side, and less than twice as many: grass and grain are nothing, people are
	colour    = 2   // how much a difference of colour counts, to one of brightness
	face      = 120 // what skin adds in levels, where it is a spot
	spot      = 1   // pixels around a pixel, in which skin
	around    = 8   // exceeds that in these pixels around
	lost      = 70  // percent that what is lost above costs, to what is in view: heads are above
	edge      = 20  // percent that counts of what is at an edge of the rectangle, going up to 100 at a quarter of it
	sidelines = 40  // percent that counts of what is at the other sides of the picture
)

// subject says how far a rectangle moves, at most room, to have in view what draws the eye. It moves along one side.
func subject(img image.Image, size, room image.Point) image.Point {
	small := shrink(img, coarse)
	weights := weigh(small)
	width, height := small.Rect.Dx(), small.Rect.Dy()
	if room.Y > 0 {
		rows := make([]int, height)
		for i, w := range weights {
			rows[i/width] += w * central(i%width, width)
		}
		y := best(rows, size.Y, room.Y, lost)
		if width > height { // who takes a wide picture has the subject near its middle, and little is cut off
			y = (y + room.Y) / 3 // two thirds of the way to the middle
		}
		return image.Pt(0, y)
	}
	columns := make([]int, width)
	for i, w := range weights {
		columns[i%width] += w * central(i/width, height)
	}
	return image.Pt(best(columns, size.X, room.X, 0), 0)
}

// central is the percent that counts of place i of n, for what lies across.
func central(i, n int) int {
	off := 2*i + 1 - n
	return 100 - (100-sidelines)*max(off, -off)/n
}

// best finds the window on weights that holds most, and costs least of what comes before it. A window of size can move
// by room on the side of the picture that weights are of; the result is in that measure.
func best(weights []int, size, room, cost int) int {
	window := min(max(len(weights)*size/(size+room), 1), len(weights))
	last := len(weights) - window
	if last == 0 {
		return room / 2
	}
	score := func(from int) int64 {
		var sum int64
		for i, w := range weights[:from+window] {
			if i -= from; i < 0 {
				sum -= int64(w) * int64(cost)
			} else {
				part := min(100, edge+4*(100-edge)*min(2*i+1, 2*(window-i)-1)/(2*window))
				sum += int64(w) * int64(part)
			}
		}
		return sum
	}
	at, most := last/2, score(last/2) // the middle, unless there is better
	for from := range last + 1 {
		if s := score(from); s > most {
			at, most = from, s
		}
	}
	return at * room / last
}

// weigh says how much each pixel draws the eye: by its difference from those around it, at three distances, and where
// it is a spot of skin.
func weigh(m *image.RGBA) []int {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	var channels [3][]int
	for c := range channels {
		channels[c] = make([]int, width*height)
	}
	skin := make([]int, width*height)
	for i := range skin {
		c := onWhite(m.RGBAAt(i%width, i/width))
		y, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
		channels[0][i], channels[1][i], channels[2][i] = int(y), colour*int(cb), colour*int(cr)
		// Skin of all tones has nearly one hue; how light it is does not matter. It is less red than orange clothes.
		if y > 35 && cb >= 77 && cb <= 127 && cr >= 136 && cr <= 173 {
			skin[i] = face
		}
	}
	near, far := average(skin, width, height, spot), average(skin, width, height, around)
	out := make([]int, width*height)
	for i := range out {
		x, y := i%width, i/width
		for _, ch := range channels {
			for d := 1; d <= 4; d *= 2 {
				v := 4*ch[i] - ch[y*width+max(x-d, 0)] - ch[y*width+min(x+d, width-1)] -
					ch[max(y-d, 0)*width+x] - ch[min(y+d, height-1)*width+x]
				out[i] += max(v, -v)
			}
		}
		out[i] = out[i]/12 + max(near[i]-far[i], 0)
	}
	return out
}

// average gives the mean of each pixel's square of radius pixels around it, as far as that is in the picture.
func average(v []int, width, height, radius int) []int {
	sums := make([]int, (width+1)*(height+1)) // of all that is above and to the left
	for y := range height {
		row := 0
		for x := range width {
			row += v[y*width+x]
			sums[(y+1)*(width+1)+x+1] = sums[y*(width+1)+x+1] + row
		}
	}
	out := make([]int, len(v))
	for i := range out {
		x, y := i%width, i/width
		left, right := max(x-radius, 0), min(x+radius+1, width)
		upper, lower := max(y-radius, 0)*(width+1), min(y+radius+1, height)*(width+1)
		sum := sums[lower+right] - sums[lower+left] - sums[upper+right] + sums[upper+left]
		out[i] = sum * (width + 1) / ((right - left) * (lower - upper))
	}
	return out
}
