package photo

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"slices"
)

// Format is a file format of derivatives.
type Format string

// The formats of derivatives.
const (
	JPEG Format = "jpeg"
	WebP Format = "webp"
	AVIF Format = "avif"
)

// Ext is the file extension of the format, with its point.
func (f Format) Ext() string {
	if f == JPEG {
		return ".jpg"
	}
	return "." + string(f)
}

// Crop is a part of a photo with a shape of its own, that keeps the subject in view.
type Crop struct {
	Name          string   `json:"name"` // part of the file name
	Width, Height int      // its shape
	Widths        []int    `json:"widths"`            // pixels, from small to large
	Formats       []Format `json:"formats,omitempty"` // those of the set when there are none
}

// The crops of a site.
var (
	Card  = Crop{Name: "kaart", Width: 4, Height: 3, Widths: []int{400, 660, 800}}
	Share = Crop{Name: "delen", Width: 1200, Height: 630, Widths: []int{1200}, Formats: []Format{JPEG}} // no service reads WebP for sure
)

// Set says which derivatives to make of a photo.
type Set struct {
	Widths  []int    `json:"widths"` // pixels, from small to large
	Formats []Format `json:"formats"`
	Quality int      `json:"quality"` // 1 to 100
}

// Derivative is one file to make of a photo.
type Derivative struct {
	Suffix        string // of its name, after the id
	Format        Format
	Width, Height int // pixels
	Shrink        int // the scale 1/1 to 1/8 at which a JPEG is decoded, for all derivatives that are planned together

	crop *Crop // nil is the whole photo
}

// Plan lists the derivatives of a photo of this size, upright: first the whole photo and then its crops, each from
// wide to narrow. None is wider than the photo; when it is narrower than all widths, there is one of its own
// width. The site's templates follow the same rule. focus is part of the name of a crop, so that another
// focus has another address.
func (s *Set) Plan(width, height int, focus string, crops []Crop) []Derivative {
	var out []Derivative
	if width <= 0 || height <= 0 {
		return nil
	}
	room := float64(MaxSide) // how many times the photo, or the crop in it, is larger than what is made of it
	add := func(infix string, crop *Crop, formats []Format, widths []int, width, height, most int) {
		room = min(room, float64(most)/float64(slices.Max(widths)))
		for i := len(widths) - 1; i >= 0; i-- {
			w := widths[i]
			for _, f := range formats {
				out = append(out, Derivative{
					Suffix: fmt.Sprintf("-%s%d%s", infix, w, f.Ext()), Format: f,
					Width: w, Height: max(1, (height*w+width/2)/width), crop: crop,
				})
			}
		}
	}
	add("", nil, s.Formats, Widths(width, s.Widths), width, height, width)
	for i := range crops {
		c := &crops[i]
		formats := c.Formats
		if formats == nil {
			formats = s.Formats
		}
		infix := c.Name + "-"
		if focus != "" {
			sum := md5.Sum([]byte(focus)) // a name, not a secret; Hugo has it too
			infix += hex.EncodeToString(sum[:3]) + "-"
		}
		most := c.room(width, height)
		add(infix, c, formats, Widths(most, c.Widths), c.Width, c.Height, most)
	}
	for i := range out {
		out[i].Shrink = shrink(room)
	}
	return out
}

// room is how wide the crop can be in a photo of this size.
func (c *Crop) room(width, height int) int { return max(1, min(width, height*c.Width/c.Height)) }

// Widths gives the widths of the derivatives of a picture: those that are asked for and not larger than the
// picture, or its own width when it is smaller than all.
func Widths(width int, asked []int) []int {
	var out []int
	for _, w := range asked {
		if w <= width {
			out = append(out, w)
		}
	}
	if len(out) == 0 && width > 0 {
		return []int{width}
	}
	return out
}

// Crop names the crop that the derivative is of, "" for the whole photo.
func (d *Derivative) Crop() string {
	if d.crop == nil {
		return ""
	}
	return d.crop.Name
}
