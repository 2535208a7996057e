// Package crop judges what is in a picture: which part of it stays in view in another shape, and what its colour is.
//
// Around takes the largest rectangle of the wanted shape. It lies around the point that somebody chose, or else around
// the subject that smartcrop finds by detail, skin and colour. By itself smartcrop prefers a patterned floor or an
// orange suit to a face, and cuts heads off where a landscape comes out of a portrait. So it sees the picture in coarse
// pixels, where grass and grain are nothing and people still are; and fading downwards where the rectangle can move
// up and down, because heads are above.
//
// Pictures are of any kind, and transparency is seen on white. Sizes are in pixels; rectangles begin at even ones,
// where the colour samples of 4:2:0 do. A text that is not a point is the only error.
package crop

import (
	"image"
	"image/color"

	"github.com/muesli/smartcrop"
)

// Around gives the largest part of img with the shape width:height, to within a pixel, that keeps the subject in view.
// The focus is the point to have in the middle, as far as the edges allow: "50 30" is in percent, from the left and
// from the top. Where it is empty, or an error, the subject is found in the picture.
func Around(img image.Image, focus string, width, height int) (image.Rectangle, error) {
	b := img.Bounds()
	size := fit(b.Size(), width, height)
	room := b.Size().Sub(size)
	var at image.Point
	point, err := parse(focus)
	switch {
	case point != nil:
		at.X = int(point.x*float64(b.Dx())/100) - size.X/2
		at.Y = int(point.y*float64(b.Dy())/100) - size.Y/2
	case room.X > 0 || room.Y > 0:
		at = subject(img, width, height, room)
	}
	at = image.Pt(min(max(at.X, 0), room.X)&^1, min(max(at.Y, 0), room.Y)&^1).Add(b.Min)
	return image.Rectangle{Min: at, Max: at.Add(size)}, err
}

// fit gives the size of the largest rectangle of the shape width:height in a picture. One side is that of the picture,
// and the other one even where the picture has room.
func fit(picture image.Point, width, height int) image.Point {
	even := func(side, times, by, most int) int {
		return min(max(2*((side*times+by)/(2*by)), 2), most)
	}
	if picture.X*height > picture.Y*width {
		return image.Pt(even(picture.Y, width, height, picture.X), picture.Y)
	}
	return image.Pt(picture.X, even(picture.X, height, width, picture.Y))
}

// How smartcrop is shown a picture: with these numbers it kept the heads in sixty photos and drawings of all kinds.
const (
	coarse   = 48 // pixels on the longest side, and less than twice as many
	enlarged = 4  // times, because smartcrop looks at every eighth pixel,
	grid     = 8  // and tries every eighth place
	fadeFrom = 45 // percent of the height, where contrast begins to go down
	fadeTo   = 95 // and where
	faded    = 40 // percent of it is left
)

// subject says where the rectangle begins, when it can move by room.
func subject(img image.Image, width, height int, room image.Point) image.Point {
	seen := view(shrink(img, coarse), room.Y > 0)
	size := fit(seen.Rect.Size(), width, height)
	found, err := smartcrop.NewAnalyzer(asIs{}).FindBestCrop(seen, size.X, size.Y)
	if err != nil {
		return room.Div(2)
	}
	left := seen.Rect.Size().Sub(size)
	along := func(found, left, room int) int {
		if left <= 0 {
			return room / 2
		}
		return (found + left%grid/2) * room / left // the grid in the middle
	}
	return image.Pt(along(found.Min.X, left.X, room.X), along(found.Min.Y, left.Y, room.Y))
}

// view is small as smartcrop sees it.
func view(small *image.RGBA, fade bool) *image.RGBA {
	width, height := small.Rect.Dx()*enlarged, small.Rect.Dy()*enlarged
	grey := 0
	for i := 0; i < len(small.Pix); i += 4 {
		c := onWhite(small.RGBAAt(i/4%small.Rect.Dx(), i/small.Stride))
		grey += int(c.R) + int(c.G) + int(c.B)
	}
	grey /= len(small.Pix) / 4 * 3
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		contrast := 100
		if fade {
			depth := min(max(100*y/height-fadeFrom, 0), fadeTo-fadeFrom)
			contrast -= (100 - faded) * depth / (fadeTo - fadeFrom)
		}
		level := func(v byte) byte { return byte(grey + (int(v)-grey)*contrast/100) }
		for x := range width {
			c := onWhite(small.RGBAAt(x/enlarged, y/enlarged))
			out.SetRGBA(x, y, color.RGBA{R: level(c.R), G: level(c.G), B: level(c.B), A: 255})
		}
	}
	return out
}

// asIs is the resizer that smartcrop asks for: what it gets is small already.
type asIs struct{}

func (asIs) Resize(img image.Image, _, _ uint) image.Image { return img }
