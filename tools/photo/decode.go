package photo

import (
	"errors"
	"image"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo/colour"
	"mijnopladers.nl/opladers/tools/photo/header"
	"mijnopladers.nl/opladers/tools/photo/heif"
	"mijnopladers.nl/opladers/tools/photo/jpeg"
	"mijnopladers.nl/opladers/tools/photo/raster"
	"mijnopladers.nl/opladers/tools/photo/scale"
)

// picture is a decoded photo: the part of its file that is to be seen, not yet upright, in the file's own colours.
type picture struct {
	img  image.Image
	info *header.Info
}

// decode reads the pixels of a photo, those of a JPEG at 1/shrink of its size. The error is a Dutch notice.
func (c *Codec) decode(source []byte, info *header.Info, shrink int) (p picture, err error) {
	defer func() { // a decoder must never take the other photos with it
		if recover() != nil {
			err = header.Damaged
		}
	}()
	p.info = info
	if info.Format != header.JPEG {
		shrink = 1
	}
	switch info.Format {
	case header.JPEG:
		p.img, err = jpeg.Decode(source, shrink)
	case header.HEIC:
		p.img, err = heif.Decode(info)
	case header.AVIF:
		if c.DecodeAVIF == nil {
			return p, notice.Refuse("Een foto in de vorm AVIF kan hier niet gelezen worden.", "Bewaar de foto als JPEG en stuur hem opnieuw.")
		}
		p.img, err = c.DecodeAVIF(source)
	default:
		p.img, err = raster.Decode(source, string(info.Format))
	}
	var n notice.Notice
	switch {
	case err == nil && !fits(p.img, info, shrink):
		err = header.Damaged
	case err == nil:
		p.img = cut(p.img, info)
	case errors.As(err, &n):
	case errors.Is(err, jpeg.ErrUnsupported), errors.Is(err, raster.ErrUnsupported):
		err = notice.Refuse("Deze soort "+string(info.Format)+" kan niet gelezen worden.", "Bewaar de foto opnieuw, als gewone JPEG, en stuur die.")
	default:
		err = header.Damaged
	}
	return p, err
}

// fits reports whether a decoder gave a picture of the size that the header says, in a kind that package scale knows.
func fits(img image.Image, info *header.Info, shrink int) bool {
	switch img.(type) {
	case *image.YCbCr, *image.Gray, *image.NRGBA, *image.CMYK:
		return img.Bounds() == image.Rect(0, 0, (info.Width+shrink-1)/shrink, (info.Height+shrink-1)/shrink)
	}
	return false
}

// cut takes off what was cut off a HEIC or AVIF: that is still in the file, and nobody may see it.
func cut(img image.Image, info *header.Info) image.Image {
	part := info.Crop.Intersect(img.Bounds())
	if info.Format != header.HEIC && info.Format != header.AVIF || part.Empty() || part == img.Bounds() {
		return img
	}
	return scale.Resize(img, part, part.Dx(), part.Dy())
}

// finish puts a picture upright and in sRGB, opaque ones in planes of luma and chroma, unless they are drawings: those lose
// their edges in them. A colour profile that cannot be read counts as sRGB.
func (p *picture) finish(drawing bool) image.Image {
	img := scale.Turn(p.img, p.info.Orientation)
	if profile := p.profile(); profile != nil && !profile.IsSRGB() {
		if converted, err := profile.Convert(img); err == nil {
			img = converted
		}
	}
	if cmyk, ok := img.(*image.CMYK); ok {
		img = colour.CMYK(cmyk)
	}
	if n, ok := img.(*image.NRGBA); ok && !drawing && n.Opaque() {
		return scale.YCbCr(n)
	}
	return img
}

// profile gives the colours of the file, nil for sRGB.
func (p *picture) profile() *colour.Profile {
	if len(p.info.ICC) > 0 {
		profile, err := colour.Parse(p.info.ICC)
		if err == nil {
			return profile
		}
	}
	return colour.CICP(p.info.Primaries, p.info.Transfer)
}

// enough is how many times the pixels of the result a picture must have, a side, for it to be as sharp as one made of all
// pixels. Measured: at 1.25 it is not, at 1.6 there is nothing to see or measure.
const enough = 1.3

// soft is the same from the second half on, where a result is so small that sharpness costs bytes and shows as noise.
const soft = 1.2

// shrink gives the largest of the scales 1/1, 1/2, 1/4 and 1/8 of a JPEG that has enough pixels for a result that is factor
// times as small as the picture.
func shrink(factor float64) int {
	s := 1
	for s < 8 && enough*float64(2*s) <= factor {
		s *= 2
	}
	return s
}
