// Package header reads what the bytes of a picture say before a pixel is decoded: its format, its size, which way is up, its colour
// profile, and what decoding it takes. It refuses what is no picture, what lies about itself and what is too large, so that
// decoders get only work that they can do.
//
// The format follows from the content, never from a name. What is read of each:
//
//	JPEG  ITU-T T.81; EXIF (CIPA DC-008); ICC profiles in pieces (ICC.1:2022, B.4)
//	PNG   W3C PNG 3rd edition, with iCCP, cICP, eXIf and acTL
//	WebP  RFC 9649
//	GIF   GIF89a
//	TIFF  TIFF 6.0, the first page
//	BMP   as Windows writes it
//	HEIC  ISO/IEC 23008-12 with HEVC: one picture, or a grid of tiles
//	AVIF  the same with AV1, and AVIF 1.1
//
// Sizes are in pixels and memory is in bytes. Errors are Dutch notices with the way out. Reading takes milliseconds and at most a
// few times the size of a colour profile in memory, whatever the bytes say.
package header

import (
	"image"
)

// Format is a file format of pictures, as people call it.
type Format string

// The formats that are read.
const (
	JPEG Format = "JPEG"
	PNG  Format = "PNG"
	WebP Format = "WebP"
	GIF  Format = "GIF"
	TIFF Format = "TIFF"
	BMP  Format = "BMP"
	HEIC Format = "HEIC"
	AVIF Format = "AVIF"
)

// Info is what the header of a picture says.
type Info struct {
	Format Format

	// Width and Height are of the picture as it is stored, before Crop and Orientation.
	Width, Height int

	// Crop is the part of the stored picture that is to be seen.
	Crop image.Rectangle

	// Orientation is what is to be done with the decoded pixels, as EXIF counts: 1 is nothing, 2 to 8 mirror and turn. It is that of
	// EXIF, or in HEIC and AVIF that of the container: there EXIF only tells how the camera was held.
	Orientation int

	// ICC is the colour profile; nil when there is none, or none that arrived whole.
	ICC []byte

	// Primaries and Transfer are the code points of ITU-T H.273 for the colours, from HEIC, AVIF and PNG; 0 when they are not told.
	Primaries, Transfer int

	// More tells of other pictures in the file: an animation, or a scan of several pages. Only the first one counts.
	More bool

	// Alpha tells that pixels can be transparent.
	Alpha bool

	// Cost is the memory that decoding at full size takes at most, with its result.
	Cost int64

	// Tiles are what a HEIC is made of.
	Tiles *Tiles
}

// Upright gives the size that the picture is seen in.
func (i *Info) Upright() (width, height int) {
	if i.Orientation >= 5 {
		return i.Crop.Dy(), i.Crop.Dx()
	}
	return i.Crop.Dx(), i.Crop.Dy()
}

const (
	// maxPixels is twice what the largest phone camera makes.
	maxPixels = 220_000_000
	// maxCost bounds what one picture may take. JPEG is not bound by it: it can be decoded at an eighth of its size.
	maxCost = 256 << 20
	// maxCostAVIF is that of the decoder that Hugo carries, which takes three times its share.
	maxCostAVIF = 512 << 20
	// maxProfile is the largest colour profile that is read. Those for CMYK take 2 MB.
	maxProfile = 4 << 20
)

// Read reads the header of a picture. The error is a Dutch notice.
func Read(data []byte) (*Info, error) {
	read, err := reader(data)
	if err != nil {
		return nil, err
	}
	info := &Info{Orientation: 1}
	if err := read(info, data); err != nil {
		return nil, err
	}
	if info.Crop.Empty() {
		info.Crop = image.Rect(0, 0, info.Width, info.Height)
	}
	limit := int64(maxCost)
	switch info.Format {
	case JPEG:
		return info, nil
	case AVIF:
		limit = maxCostAVIF
	}
	if info.Cost > limit {
		return nil, tooLarge(info.Width, info.Height)
	}
	return info, nil
}

// size takes the size of a picture. Every reader calls it before it works with that size.
func (i *Info) size(width, height int) error {
	if width <= 0 || height <= 0 {
		return Damaged
	}
	if width > maxPixels/height {
		return tooLarge(width, height)
	}
	i.Width, i.Height = width, height
	return nil
}

// pixels is the number of pixels that are stored.
func (i *Info) pixels() int64 { return int64(i.Width) * int64(i.Height) }

// plausible refuses a large picture of hardly any bytes, for formats in which that can be: an even colour costs them nothing.
// Photos have more than ten times this.
func (i *Info) plausible(coded int) error {
	const free, perByte = 4_000_000, 1000
	if i.pixels() > free+perByte*int64(coded) {
		return Damaged
	}
	return nil
}
