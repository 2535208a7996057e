// Package photo turns a picture as people send it into what the site publishes: upright, shrunk, in sRGB
// and without any metadata.
//
// There are two steps. Master makes the one picture that is kept in the page's bundle: at most MaxSide
// pixels on its longest side, as JPEG, or as PNG when it has transparency. Resize and Codec.Encode make
// the derivatives that visitors download.
//
// JPEG, PNG, WebP and GIF (its first frame) are read, told apart by content. The size in the header is
// checked before a pixel is decoded. The EXIF orientation (CIPA DC-008, tag 0x0112) is turned into pixels;
// everything else in EXIF, XMP and IPTC is dropped, because only pixels reach the encoder.
//
// A picture's ID is the hash of its source bytes and of Version, so that the same picture with the same
// options always has the same name and never has to be encoded twice.
//
// Not here: HEIC, AVIF and TIFF are refused with the way out, and colour profiles other than sRGB are read
// as sRGB.
package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/gif" // registers the decoder
	"image/jpeg"
	"image/png"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bep/imagemeta"
	"github.com/disintegration/imaging"
	_ "golang.org/x/image/webp" // registers the decoder

	"mijnopladers.nl/opladers/tools/notice"
)

const (
	// MaxSide is the longest side of a master, in pixels.
	MaxSide = 2560
	// MaxPixels is the largest picture that is decoded: twice what the largest phone camera makes.
	MaxPixels = 220_000_000
	// Version is part of every ID: raise it when the same source gives other bytes.
	Version = "1"

	masterQuality = 85
)

// Master is the picture that a page keeps.
type Master struct {
	ID     string // 16 hexadecimal digits
	Ext    string // ".jpg" or ".png"
	Width  int    // pixels
	Height int    // pixels
	Colour string // average colour, #rrggbb
	Data   []byte
}

// ID names a picture by its source bytes.
func ID(source []byte) string {
	h := sha256.New()
	h.Write([]byte("opladers photo " + Version + "\x00"))
	h.Write(source)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// NewMaster decodes a picture and makes its master. The error is a Dutch notice.
func NewMaster(source []byte) (*Master, error) {
	img, err := Decode(source)
	if err != nil {
		return nil, err
	}
	img = fit(img, MaxSide)
	m := &Master{ID: ID(source), Ext: ".jpg", Width: img.Bounds().Dx(), Height: img.Bounds().Dy(), Colour: colour(img)}
	var b bytes.Buffer
	if opaque(img) {
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: masterQuality})
	} else {
		m.Ext = ".png"
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img)
	}
	m.Data = b.Bytes()
	return m, err
}

// Thumbnail makes a small JPEG of a picture, at most side pixels wide and high.
func Thumbnail(source []byte, side int) ([]byte, error) {
	img, err := Decode(source)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, fit(img, side), &jpeg.Options{Quality: 75})
	return b.Bytes(), err
}

var extensions = []string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"}

// IsName reports whether a file is called a picture, also one that Decode refuses. Whether it is one, its
// content tells.
func IsName(name string) bool {
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(name)))
}

// Pixels gives the number of pixels that the header of a picture claims, or a Dutch notice when the
// picture is not one that Decode reads.
func Pixels(source []byte) (int, error) {
	if len(source) == 0 {
		return 0, Empty
	}
	if name := unreadable(source); name != "" {
		return 0, notice.Refuse("Een foto in de vorm "+name+" kan niet gelezen worden.", "Bewaar de foto als JPEG en stuur hem opnieuw.")
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(source))
	if errors.Is(err, image.ErrFormat) {
		return 0, notice.Refuse("Dit bestand is geen foto die wij kennen.", "Bewaar de foto als JPEG of PNG en stuur hem opnieuw.")
	}
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return 0, damaged
	}
	if c.Width > MaxPixels/c.Height {
		return 0, notice.Refuse(fmt.Sprintf("De foto zegt %d bij %d pixels te zijn. Dat is te groot.", c.Width, c.Height),
			"Maak de foto kleiner en stuur hem opnieuw.")
	}
	return c.Width * c.Height, nil
}

// Empty is the refusal of a picture without a byte.
var Empty = notice.Refuse("De foto is leeg (0 bytes).", "Stuur de foto opnieuw.")

var damaged = notice.Refuse("De foto is beschadigd of niet helemaal aangekomen.", "Stuur de foto opnieuw.")

// Decode reads a picture and puts it upright. The error is a Dutch notice.
func Decode(source []byte) (img image.Image, err error) {
	if _, err := Pixels(source); err != nil {
		return nil, err
	}
	defer func() { // a decoder must never take the other photos with it
		if recover() != nil {
			img, err = nil, damaged
		}
	}()
	img, format, err := image.Decode(bytes.NewReader(source))
	if err != nil {
		return nil, damaged
	}
	return upright(img, orientation(source, format)), nil
}

// unreadable names a format that people send but that is not decoded here.
func unreadable(b []byte) string {
	switch {
	case len(b) > 12 && string(b[4:8]) == "ftyp":
		if bytes.Contains(b[8:min(len(b), 40)], []byte("avif")) {
			return "AVIF"
		}
		return "HEIC"
	case bytes.HasPrefix(b, []byte("II*\x00")), bytes.HasPrefix(b, []byte("MM\x00*")):
		return "TIFF"
	case bytes.HasPrefix(b, []byte("BM")):
		return "BMP"
	}
	return ""
}

var metaFormats = map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP}

// orientation reads the EXIF orientation, 1 when there is none that counts.
func orientation(source []byte, format string) int {
	f, ok := metaFormats[format]
	if !ok {
		return 1
	}
	o := 1
	stop := errors.New("found")
	// An error in the metadata is no reason to refuse a picture whose pixels are fine.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(source), ImageFormat: f, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Namespace == "IFD0" && t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				o = int(v)
			}
			return stop
		},
	})
	return o
}

// upright applies an EXIF orientation.
func upright(img image.Image, o int) image.Image {
	switch o {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}

// fit shrinks img so that its longest side is at most side; it never enlarges.
func fit(img image.Image, side int) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if max(w, h) <= side {
		return img
	}
	if w >= h {
		return imaging.Resize(img, side, 0, imaging.Lanczos)
	}
	return imaging.Resize(img, 0, side, imaging.Lanczos)
}

func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return !ok || o.Opaque()
}

// colour is the average colour of img on white.
func colour(img image.Image) string {
	const side = 16
	small := imaging.Resize(img, side, side, imaging.Box)
	flat := image.NewRGBA(small.Bounds())
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), small, image.Point{}, draw.Over)
	var sum [3]int
	for i := 0; i < len(flat.Pix); i += 4 {
		for c := range sum {
			sum[c] += int(flat.Pix[i+c])
		}
	}
	const n = side * side
	return fmt.Sprintf("#%02x%02x%02x", sum[0]/n, sum[1]/n, sum[2]/n)
}

// Resize makes img width pixels wide, and never wider than it is.
func Resize(img image.Image, width int) image.Image {
	if img.Bounds().Dx() <= width {
		return img
	}
	return imaging.Resize(img, width, 0, imaging.Lanczos)
}

// Widths gives the widths of the derivatives of a picture: those that are asked for and not larger than the
// picture, or its own width when it is smaller than all. The site's templates follow the same rule.
func Widths(width int, asked []int) []int {
	var out []int
	smallest := width
	for _, w := range asked {
		if w <= width {
			out = append(out, w)
		}
		smallest = min(smallest, w)
	}
	if len(out) == 0 && width > 0 {
		return []int{width}
	}
	return out
}

// Format is a file format of derivatives.
type Format string

// The formats of derivatives.
const (
	JPEG Format = "jpeg"
	WebP Format = "webp"
)

// Ext is the file extension of the format, with its point.
func (f Format) Ext() string {
	if f == JPEG {
		return ".jpg"
	}
	return "." + string(f)
}

// Codec encodes derivatives. WebP needs libwebp: DefaultCodec has it when the program is built with cgo;
// otherwise the caller brings an encoder.
type Codec struct {
	Name string // part of the cache key: other encoders give other bytes
	WebP func(w io.Writer, img image.Image, quality int) error
}

// Encode writes img without metadata; quality is from 1 to 100.
func (c *Codec) Encode(w io.Writer, img image.Image, f Format, quality int) error {
	switch f {
	case JPEG:
		if !opaque(img) { // JPEG has no transparency: on white, as on the page
			flat := image.NewRGBA(img.Bounds())
			draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
			draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Over)
			img = flat
		}
		return jpeg.Encode(w, img, &jpeg.Options{Quality: quality})
	case WebP:
		if c.WebP == nil {
			return errors.New("no WebP encoder")
		}
		return c.WebP(w, img, quality)
	}
	return fmt.Errorf("unknown picture format %q", f)
}
