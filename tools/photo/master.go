package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/photo/crop"
	"mijnopladers.nl/opladers/tools/photo/header"
	"mijnopladers.nl/opladers/tools/photo/jpeg"
	"mijnopladers.nl/opladers/tools/photo/scale"
)

const (
	// MaxSide is the longest side of a master, in pixels.
	MaxSide = 2560

	masterQuality = 85
	fewColours    = 256 // a picture with more is not a drawing
	glance        = 320 // pixels: the longest side of the small picture that colour and likeness are taken from
)

// Master is the picture that a page keeps.
type Master struct {
	ID     string // 16 hexadecimal digits
	Ext    string // ".jpg" or ".png"
	Width  int    // pixels
	Height int    // pixels
	Colour string // dominant colour, #rrggbb
	Alike  alike.Print
	More   bool // the source has more pictures: it moves, or has pages; this is the first
	Data   []byte
}

// NewMaster decodes a picture and makes its master. The error is a Dutch notice.
func (c *Codec) NewMaster(source []byte) (*Master, error) {
	info, err := header.Read(source)
	if err != nil {
		return nil, err
	}
	p, err := c.decode(source, info, shrink(float64(max(info.Width, info.Height))/MaxSide))
	if err != nil {
		return nil, err
	}
	drawing := drawn(p.img)
	p.img = fit(p.img, MaxSide)
	img := p.finish(drawing)
	small := fit(img, glance)
	m := &Master{
		ID: ID(source), Ext: ".jpg", Width: img.Bounds().Dx(), Height: img.Bounds().Dy(),
		Colour: crop.Dominant(small), Alike: alike.Hash(small), More: info.More,
	}
	var b bytes.Buffer
	n, ok := img.(*image.NRGBA)
	alpha := ok && !n.Opaque()
	if !alpha {
		if err := jpeg.Encode(&b, sampled(onWhite(img)), masterQuality); err != nil {
			return nil, err
		}
		m.Data = bytes.Clone(b.Bytes())
	}
	if alpha || drawing {
		b.Reset()
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, paletted(img)); err != nil {
			return nil, err
		}
		if alpha || b.Len() < len(m.Data) { // a photo in few colours, as GIF has them, is no drawing
			m.Ext, m.Data = ".png", b.Bytes()
		}
	}
	return m, nil
}

// paletted gives a picture with numbers for its colours, when they are few: that takes fewer bytes.
func paletted(img image.Image) image.Image {
	m, ok := img.(*image.NRGBA)
	if !ok {
		return img
	}
	out := image.NewPaletted(m.Rect, nil)
	at := map[color.NRGBA]uint8{}
	for i := range out.Pix {
		c := color.NRGBA{m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2], m.Pix[4*i+3]}
		n, ok := at[c]
		if !ok {
			if len(at) == fewColours {
				return img
			}
			n = uint8(len(at))
			at[c], out.Palette = n, append(out.Palette, c)
		}
		out.Pix[i] = n
	}
	return out
}

// Print tells what a picture looks like, as the Alike of its Master does. It decodes no more than it takes.
func (c *Codec) Print(source []byte) (alike.Print, error) {
	info, err := header.Read(source)
	if err != nil {
		return alike.Print{}, err
	}
	part := 1
	for part < 8 && max(info.Width, info.Height)/(2*part) >= glance {
		part *= 2
	}
	p, err := c.decode(source, info, part)
	if err != nil {
		return alike.Print{}, err
	}
	return alike.Hash(p.finish(false)), nil
}

// Thumbnail makes a small JPEG of a picture, at most side pixels wide and high.
func (c *Codec) Thumbnail(source []byte, side int) ([]byte, error) {
	info, err := header.Read(source)
	if err != nil {
		return nil, err
	}
	p, err := c.decode(source, info, shrink(float64(max(info.Width, info.Height))/float64(side)))
	if err != nil {
		return nil, err
	}
	p.img = fit(p.img, side)
	var b bytes.Buffer
	err = jpeg.Encode(&b, sampled(onWhite(p.finish(false))), 75)
	return b.Bytes(), err
}

// fit shrinks img so that its longest side is at most side; it never enlarges.
func fit(img image.Image, side int) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	long := max(w, h)
	if long <= side {
		return img
	}
	return scale.Resize(img, img.Bounds(), max(1, (w*side+long/2)/long), max(1, (h*side+long/2)/long))
}

// sampled gives a picture whose colours lie as the encoder can write them.
func sampled(img image.Image) image.Image {
	m, ok := img.(*image.YCbCr)
	if !ok {
		return img
	}
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		return img
	}
	return scale.Resize(img, img.Bounds(), img.Bounds().Dx(), img.Bounds().Dy())
}

// drawn reports whether a picture must be a drawing, a logo or a page of text: most pixels are as their neighbour. Of a photo
// that is one in ten, and one in three where the sky is white. JPEG has no drawings.
func drawn(img image.Image) bool {
	m, ok := img.(*image.NRGBA)
	if !ok {
		return false
	}
	same, all := 0, 0
	for y := range m.Rect.Dy() {
		row := m.Pix[y*m.Stride:][:4*m.Rect.Dx()]
		for i := 4; i < len(row); i += 4 {
			if [4]byte(row[i:]) == [4]byte(row[i-4:]) {
				same++
			}
			all++
		}
	}
	return 4*same >= 3*all
}

// onWhite gives a picture without transparency: on white, as on the page.
func onWhite(img image.Image) image.Image {
	if n, ok := img.(*image.NRGBA); ok {
		return scale.YCbCr(n)
	}
	return img
}
