package scale

import (
	"image"
	"image/draw"
)

// YCbCr gives a picture as *image.YCbCr, with transparency on white. The colour of others than YCbCr and Gray is 4:4:4:
// Resize makes better 4:2:0 of it than taking means here would.
func YCbCr(img image.Image) *image.YCbCr {
	r := image.Rectangle{Max: img.Bounds().Size()}
	switch m := img.(type) {
	case *image.YCbCr:
		return m
	case *image.Gray:
		out := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
		for y := range r.Dy() {
			copy(out.Y[y*out.YStride:], m.Pix[y*m.Stride:][:r.Dx()])
		}
		for i := range out.Cb {
			out.Cb[i], out.Cr[i] = 128, 128
		}
		return out
	case *image.NRGBA:
		return flat(m)
	}
	m := image.NewRGBA(r)
	draw.Draw(m, r, image.White, image.Point{}, draw.Src)
	draw.Draw(m, r, img, img.Bounds().Min, draw.Over)
	return flat(&image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: r}) // nothing is transparent: the same bytes
}

// The matrix of JFIF (BT.601, full range) for each of red, green and blue, with 13 bits: brightness and the two of colour
// in lanes, for one multiplication. The rows add up to 1, 0 and 0. Half a level is for rounding; from 128 less a
// little, colour keeps above 0 and below 256 levels.
const (
	jfifBits = 13
	red      = 2449 - 1382<<lane + 4096<<(2*lane)
	green    = 4809 - 2714<<lane - 3430<<(2*lane)
	blue     = 934 + 4096<<lane - 666<<(2*lane)
	levels   = 1<<(jfifBits-1) + (128<<jfifBits+1<<(jfifBits-1)-1)*(1<<lane+1<<(2*lane))
)

func flat(m *image.NRGBA) *image.YCbCr {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio444)
	for y := range height {
		pix := m.Pix[y*m.Stride:][:4*width]
		luma, cb, cr := out.Y[y*out.YStride:][:width], out.Cb[y*out.CStride:][:width], out.Cr[y*out.CStride:][:width]
		for x := range luma {
			p := (*[4]byte)(pix[4*x:])
			r, g, b := int64(p[0]), int64(p[1]), int64(p[2])
			if a := int64(p[3]); a < 255 {
				white := 255*(255-a) + 127
				r, g, b = (r*a+white)/255, (g*a+white)/255, (b*a+white)/255
			}
			v := uint64(r*red + g*green + b*blue + levels)
			luma[x], cb[x], cr[x] = byte(v>>jfifBits), byte(v>>(lane+jfifBits)), byte(v>>(2*lane+jfifBits))
		}
	}
	return out
}
