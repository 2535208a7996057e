package header

import "image"

// Cut gives the part of a decoded picture that is to be seen, at (0, 0) and without copying.
func (i *Info) Cut(img image.Image) image.Image {
	if i.Crop == img.Bounds() {
		return img
	}
	r := image.Rectangle{Max: i.Crop.Size()}
	switch img := img.(type) {
	case *image.Gray:
		return &image.Gray{Pix: img.Pix[img.PixOffset(i.Crop.Min.X, i.Crop.Min.Y):], Stride: img.Stride, Rect: r}
	case *image.NRGBA:
		return &image.NRGBA{Pix: img.Pix[img.PixOffset(i.Crop.Min.X, i.Crop.Min.Y):], Stride: img.Stride, Rect: r}
	case *image.YCbCr: // colour moves by less than a pixel when the crop is odd
		y, c := img.YOffset(i.Crop.Min.X, i.Crop.Min.Y), img.COffset(i.Crop.Min.X, i.Crop.Min.Y)
		return &image.YCbCr{
			Y: img.Y[y:], Cb: img.Cb[c:], Cr: img.Cr[c:],
			YStride: img.YStride, CStride: img.CStride, SubsampleRatio: img.SubsampleRatio, Rect: r,
		}
	}
	return img
}
