package colour

import (
	"image"
	"math"
	"sync"
)

// Values of sRGB are worked out in fixed: 256ths of a step of 8 bits, 0 to 255*256.

// fixed is a value of 0 to 1 in fixed.
func fixed(x float64) int64 { return int64(float64(clamp(x)*255*256) + 0.5) }

// byteOf rounds from fixed.
func byteOf(v int64) uint8 { return uint8((v + 128) >> 8) }

// luma is Y of BT.601, in fixed as its parts.
func luma(r, g, b int64) int64 { return (19595*r + 38470*g + 7471*b + 1<<15) >> 16 }

// toCb and toCr are what the differences of blue and red with luma are multiplied by, in 2^-24ths.
const (
	toCb = 9467955  // 0.5 / (1 - 0.114)
	toCr = 11966631 // 0.5 / (1 - 0.299)
)

// chroma is Cb or Cr of n pixels, of which the differences of blue or red with luma are added up.
func chroma(sum int64, n int, to int64) uint8 {
	return uint8(min((sum*inverse[n]>>16*to+1<<31)>>32+128, 255))
}

// inverse has 65536 / n.
var inverse = [9]int64{1: 65536, 2: 32768, 3: 21845, 4: 16384, 6: 10923, 8: 8192}

// shares are what a value of Cb or Cr adds to red, green and blue: to the one that is its own in phases above the lowest
// value of a channel, to green in 65536ths of a phase.
type shares struct{ own, green [256]int32 }

func newShares(own, green, offset float64) *shares {
	s := new(shares)
	for i := range 256 {
		d := float64(i - 128)
		s.own[i] = int32(math.Round((float64(d*own) + below) * phases))
		s.green[i] = int32(math.Round((float64(d*green) + offset) * phases * 65536))
	}
	return s
}

var (
	chromaCb = sync.OnceValue(func() *shares { return newShares(1.772, -0.344136, 0) })
	chromaCr = sync.OnceValue(func() *shares { return newShares(1.402, -0.714136, below) })
)

// tiles calls f for every sample of chroma, with the samples of luma that share it: so many columns and rows, from the
// first of y on.
func tiles(img *image.YCbCr, f func(y []uint8, columns, rows int, cb, cr *uint8)) {
	size := img.Bounds().Size()
	w, h := 1, 1
	switch img.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		w = 2
	case image.YCbCrSubsampleRatio420:
		w, h = 2, 2
	case image.YCbCrSubsampleRatio440:
		h = 2
	case image.YCbCrSubsampleRatio411:
		w = 4
	case image.YCbCrSubsampleRatio410:
		w, h = 4, 2
	}
	for y := 0; y < size.Y; y += h {
		rows := min(h, size.Y-y)
		luma := img.Y[y*img.YStride:]
		cb, cr := img.Cb[y/h*img.CStride:], img.Cr[y/h*img.CStride:]
		for x := 0; x < size.X; x += w {
			f(luma[x:], min(w, size.X-x), rows, &cb[x/w], &cr[x/w])
		}
	}
}
