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

// picture is a decoded photo as it lies in its file: not yet upright, in the file's own colours.
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
	case err == nil:
	case errors.As(err, &n):
	case errors.Is(err, jpeg.ErrUnsupported), errors.Is(err, raster.ErrUnsupported):
		err = notice.Refuse("Deze soort "+string(info.Format)+" kan niet gelezen worden.", "Bewaar de foto opnieuw, als gewone JPEG, en stuur die.")
	default:
		err = header.Damaged
	}
	return p, err
}

// finish puts a picture upright and in sRGB, opaque ones in planes of luma and chroma. A colour profile that cannot be
// read counts as sRGB.
func (p *picture) finish() image.Image {
	img := p.img
	if part := p.info.Crop; part.Size() != (image.Point{p.info.Width, p.info.Height}) && part.In(img.Bounds()) {
		img = scale.Resize(img, part, part.Dx(), part.Dy())
	}
	img = scale.Turn(img, p.info.Orientation)
	if profile := p.profile(); profile != nil && !profile.IsSRGB() {
		if converted, err := profile.Convert(img); err == nil {
			img = converted
		}
	}
	if cmyk, ok := img.(*image.CMYK); ok {
		img = colour.CMYK(cmyk)
	}
	if n, ok := img.(*image.NRGBA); ok && n.Opaque() {
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
