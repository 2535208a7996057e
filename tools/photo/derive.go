package photo

import (
	"bytes"
	"fmt"
	"image"
	"io"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo/crop"
	"mijnopladers.nl/opladers/tools/photo/header"
	"mijnopladers.nl/opladers/tools/photo/jpeg"
	"mijnopladers.nl/opladers/tools/photo/scale"
	"mijnopladers.nl/opladers/tools/photo/webp"
)

// Codec holds the encoders and decoders that this package does not have itself.
type Codec struct {
	Name       string // of the WebP encoder, part of the cache key: other encoders give other bytes
	WebP       func(w io.Writer, img image.Image, quality int) error
	AVIF       func(w io.Writer, img image.Image, quality int) error // nil when there is none
	DecodeAVIF func(data []byte) (image.Image, error)                // nil when there is none
}

// DefaultCodec has the encoders that the program is built with: WebP by libwebp with cgo; without, the caller brings one.
func DefaultCodec() *Codec {
	if webp.Available {
		return &Codec{Name: "libwebp", WebP: webp.Encode}
	}
	return &Codec{}
}

// Derive makes derivatives of a photo, all from one decode, and hands each to put. They are those of one Plan for the photo's own
// size and focus, or some of them: each has the same bytes then. The error is a Dutch notice, or put's own.
func (c *Codec) Derive(source []byte, plan []Derivative, focus string, quality int, put func(Derivative, []byte) error) error {
	info, err := header.Read(source)
	if err != nil {
		return err
	}
	if len(plan) == 0 {
		return nil
	}
	p, err := c.decode(source, info, plan[0].Shrink)
	if err != nil {
		return err
	}
	levels := pyramid{p.finish(false)}
	whole := levels[0].Bounds()
	part := whole
	var b bytes.Buffer
	var sized image.Image
	for i, d := range plan {
		other := i > 0 && plan[i-1].crop != d.crop
		switch {
		case d.crop == nil:
			part = whole
		case i == 0 || other:
			part, _ = crop.Around(levels[0], focus, d.crop.Width, d.crop.Height) // a focus that nobody understands is as none
		}
		if i == 0 || other || plan[i-1].Width != d.Width {
			sized = levels.resize(part, d.Width, d.Height)
		}
		b.Reset()
		if err := c.Encode(&b, sized, d.Format, quality); err != nil {
			return err
		}
		if err := put(d, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// CheckFocus refuses a focus that cannot be understood. The error is a Dutch notice.
func CheckFocus(focus string) error {
	if crop.Check(focus) != nil {
		return notice.Refuse("Met focus: "+focus+" is niet te zien wat in beeld moet blijven.",
			"Geef twee getallen van 0 tot 100: hoeveel procent van links, en hoeveel van boven. Bijvoorbeeld: 50 30.")
	}
	return nil
}

// A pyramid is a picture and its halves.
type pyramid []image.Image

// resize gives a part of the picture in another size, from the smallest of the halves that has enough pixels for it.
func (p *pyramid) resize(part image.Rectangle, width, height int) image.Image {
	level := 0
	for need := enough; float64(part.Dx())/float64(int(2)<<level) >= need*float64(width) && float64(part.Dy())/float64(int(2)<<level) >= need*float64(height); need = soft {
		level++
		if len(*p) == level {
			half := scale.Halve((*p)[level-1])
			if half == (*p)[level-1] { // a kind that is not halved
				level--
				break
			}
			*p = append(*p, half)
		}
	}
	img := (*p)[level]
	at := image.Rect(part.Min.X>>level, part.Min.Y>>level, (part.Max.X+1<<level-1)>>level, (part.Max.Y+1<<level-1)>>level)
	return scale.Resize(img, at.Intersect(img.Bounds()), width, height)
}

// Encode writes img without metadata; quality is from 1 to 100.
func (c *Codec) Encode(w io.Writer, img image.Image, f Format, quality int) error {
	switch {
	case f == JPEG:
		return jpeg.Encode(w, onWhite(img), quality)
	case f == WebP && c.WebP != nil:
		return c.WebP(w, img, quality)
	case f == AVIF && c.AVIF != nil:
		return c.AVIF(w, img, quality)
	}
	return fmt.Errorf("no encoder for pictures in %q", f)
}

// Encoder names what writes a format, and its version.
func (c *Codec) Encoder(f Format) string {
	switch f {
	case WebP:
		return c.Name
	case AVIF:
		return "libavif"
	}
	return "jpeg"
}

// Size gives the width and height of a photo, upright, in pixels, by its header. The error is a Dutch notice.
func Size(source []byte) (width, height int, err error) {
	info, err := header.Read(source)
	if err != nil {
		return 0, 0, err
	}
	width, height = info.Upright()
	return width, height, nil
}
