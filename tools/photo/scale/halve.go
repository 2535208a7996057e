package scale

import "image"

// Halve gives a picture half as wide and high, in which each sample is the mean of four: the cheapest step on the way to
// a much smaller one. Of an odd side the last samples count twice. Other kinds than *image.YCbCr and *image.Gray come
// back as they are.
func Halve(img image.Image) image.Image {
	switch m := img.(type) {
	case *image.YCbCr:
		r := image.Rect(0, 0, (m.Rect.Dx()+1)/2, (m.Rect.Dy()+1)/2)
		out := image.NewYCbCr(r, m.SubsampleRatio)
		halve(out.Y, out.YStride, r.Dx(), r.Dy(), m.Y, m.YStride, m.Rect.Dx(), m.Rect.Dy())
		sx, sy := sampling(m.SubsampleRatio)
		cw, ch := (r.Dx()+sx-1)/sx, (r.Dy()+sy-1)/sy
		w, h := (m.Rect.Dx()+sx-1)/sx, (m.Rect.Dy()+sy-1)/sy
		halve(out.Cb, out.CStride, cw, ch, m.Cb, m.CStride, w, h)
		halve(out.Cr, out.CStride, cw, ch, m.Cr, m.CStride, w, h)
		return out
	case *image.Gray:
		out := image.NewGray(image.Rect(0, 0, (m.Rect.Dx()+1)/2, (m.Rect.Dy()+1)/2))
		halve(out.Pix, out.Stride, out.Rect.Dx(), out.Rect.Dy(), m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy())
		return out
	}
	return img
}

func halve(to []byte, toStride, toWidth, toHeight int, from []byte, stride, width, height int) {
	for y := range toHeight {
		a := from[min(2*y, height-1)*stride:][:width]
		b := from[min(2*y+1, height-1)*stride:][:width]
		row := to[y*toStride:][:toWidth]
		whole := min(toWidth, width/2)
		a2, b2 := a[:2*whole], b[:2*whole]
		for x := range whole {
			row[x] = byte((uint(a2[2*x]) + uint(a2[2*x+1]) + uint(b2[2*x]) + uint(b2[2*x+1]) + 2) >> 2)
		}
		for x := whole; x < toWidth; x++ { // half a sample left, or the edge of what a ratio rounds up
			row[x] = byte((uint(a[min(2*x, width-1)]) + uint(b[min(2*x, width-1)]) + 1) >> 1)
		}
	}
}
