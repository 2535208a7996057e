package raster

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// ramp is a picture of 64x48 from black to colours, as those in testdata are.
func ramp(alpha bool) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 48))
	for y := range 48 {
		for x := range 64 {
			a := uint8(255)
			if alpha {
				a = uint8(x * 4)
			}
			img.SetNRGBA(x, y, color.NRGBA{uint8(x * 4), uint8(y * 5), uint8(255 - x*4), a})
		}
	}
	return img
}

func encode(t *testing.T, img image.Image, how func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := how(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(b *bytes.Buffer, img image.Image) error  { return png.Encode(b, img) }
func asTIFF(b *bytes.Buffer, img image.Image) error { return tiff.Encode(b, img, nil) }
func asBMP(b *bytes.Buffer, img image.Image) error  { return bmp.Encode(b, img) }
func asGIF(b *bytes.Buffer, img image.Image) error  { return gif.Encode(b, img, nil) }

func as[T draw.Image](to T, from image.Image) T {
	draw.Draw(to, to.Bounds(), from, from.Bounds().Min, draw.Src)
	return to
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// off is the mean difference of colours, in 255ths, on white.
func off(a, b image.Image) float64 {
	sum, n := 0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := onWhite(a.At(x, y)), onWhite(b.At(x, y))
			for i := range p {
				sum, n = sum+max(p[i]-q[i], q[i]-p[i]), n+1
			}
		}
	}
	return float64(sum) / float64(n)
}

func onWhite(c color.Color) [3]int {
	r, g, b, a := c.RGBA()
	rest := 0xffff - a
	return [3]int{int(r+rest) >> 8, int(g+rest) >> 8, int(b+rest) >> 8}
}

func TestDecode(t *testing.T) {
	size := image.Rect(0, 0, 64, 48)
	solid, clear := ramp(false), ramp(true)
	gray := as(image.NewGray(size), solid)
	web := as(image.NewPaletted(size, webSafe()), solid)
	for name, test := range map[string]struct {
		data   []byte
		format string
		want   image.Image
		most   float64
	}{
		"png":                        {encode(t, solid, asPNG), PNG, solid, 0},
		"png with alpha":             {encode(t, clear, asPNG), PNG, clear, 0},
		"png, gray":                  {encode(t, gray, asPNG), PNG, gray, 0},
		"png, gray, 16 bits":         {encode(t, as(image.NewGray16(size), gray), asPNG), PNG, gray, 0},
		"png, 16 bits":               {encode(t, as(image.NewNRGBA64(size), clear), asPNG), PNG, clear, 0.01},
		"png, palette":               {encode(t, web, asPNG), PNG, web, 0},
		"tiff":                       {encode(t, solid, asTIFF), TIFF, solid, 0},
		"tiff, 16 bits":              {encode(t, as(image.NewRGBA64(size), solid), asTIFF), TIFF, solid, 0},
		"bmp":                        {encode(t, solid, asBMP), BMP, solid, 0},
		"bmp with an empty alpha":    {emptyAlpha(t), BMP, solid, 0},
		"gif":                        {encode(t, web, asGIF), GIF, web, 0},
		"webp, lossy":                {file(t, "lossy.webp"), WebP, solid, 3},
		"webp, lossless":             {file(t, "lossless.webp"), WebP, solid, 0},
		"webp with alpha":            {file(t, "alpha.webp"), WebP, clear, 3},
		"webp, animated":             {file(t, "animated.webp"), WebP, solid, 3},
		"webp, animated, with alpha": {file(t, "animated-alpha.webp"), WebP, clear, 3},
	} {
		got, err := Decode(test.data, test.format)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		switch got.(type) {
		case *image.NRGBA, *image.Gray, *image.YCbCr, *image.CMYK:
		default:
			t.Errorf("%s: a picture of type %T", name, got)
		}
		if got.Bounds() != test.want.Bounds() {
			t.Errorf("%s: %v", name, got.Bounds())
		} else if d := off(got, test.want); d > test.most {
			t.Errorf("%s: differs by %.2f", name, d)
		}
	}
}

func webSafe() color.Palette {
	var p color.Palette
	for i := range 216 {
		p = append(p, color.NRGBA{uint8(i / 36 * 51), uint8(i / 6 % 6 * 51), uint8(i % 6 * 51), 255})
	}
	return p
}

// emptyAlpha is a BMP of 32 bits whose fourth channel nobody filled.
func emptyAlpha(t *testing.T) []byte {
	data := encode(t, ramp(true), asBMP)
	for i := int(binary.LittleEndian.Uint32(data[10:])); i < len(data); i += 4 {
		data[i+3] = 0
	}
	want := ramp(false)
	for i := 0; i < len(want.Pix); i += 4 { // the encoder stores colours multiplied with alpha or not: these are those of the ramp
		x, y := i/4%64, 47-i/4/64
		at := int(binary.LittleEndian.Uint32(data[10:])) + i
		c := want.NRGBAAt(x, y)
		data[at], data[at+1], data[at+2] = c.B, c.G, c.R
	}
	return data
}

// Of an animation only the first picture is read: behind it there may be anything.
func TestFirstPictureOfGIF(t *testing.T) {
	part := image.NewPaletted(image.Rect(10, 20, 14, 24), color.Palette{color.White, color.Black})
	for i := range part.Pix {
		part.Pix[i] = 1
	}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{part, part}, Delay: []int{1, 1}, Config: image.Config{Width: 30, Height: 40}})
	if err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	got, err := Decode(append(data[:len(data)-20:len(data)-20], "not a GIF any more"...), GIF)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != image.Rect(0, 0, 30, 40) || got.At(12, 22) != (color.NRGBA{0, 0, 0, 255}) || got.At(1, 1) != (color.NRGBA{}) {
		t.Errorf("%v, %v inside, %v outside", got.Bounds(), got.At(12, 22), got.At(1, 1))
	}
}

func TestBad(t *testing.T) {
	good := map[string][]byte{
		PNG: encode(t, ramp(true), asPNG), GIF: encode(t, ramp(false), asGIF), TIFF: encode(t, ramp(true), asTIFF),
		BMP: encode(t, ramp(false), asBMP), WebP: file(t, "alpha.webp"),
	}
	for format, data := range good {
		for n := range 16 {
			if _, err := Decode(data[:len(data)*n/17], format); err == nil {
				t.Errorf("%s cut off at %d of %d is read", format, len(data)*n/17, len(data))
			}
		}
	}
	rle := bytes.Clone(good[BMP])
	rle[30] = 1
	if _, err := Decode(rle, BMP); !errors.Is(err, ErrUnsupported) {
		t.Errorf("a packed BMP: %v", err)
	}
	if _, err := Decode(nil, "PCX"); err == nil {
		t.Error("another format is read")
	}
}

func FuzzPNG(f *testing.F)  { fuzz(f, PNG, asPNG) }
func FuzzGIF(f *testing.F)  { fuzz(f, GIF, asGIF) }
func FuzzTIFF(f *testing.F) { fuzz(f, TIFF, asTIFF) }
func FuzzBMP(f *testing.F)  { fuzz(f, BMP, asBMP) }
func FuzzWebP(f *testing.F) { fuzz(f, WebP, nil) }

func fuzz(f *testing.F, format string, how func(*bytes.Buffer, image.Image) error) {
	names, err := filepath.Glob("testdata/*." + strings.ToLower(format))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	if how != nil {
		var b bytes.Buffer
		if err := how(&b, ramp(false)); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if format == BMP { // which is not always known by its first bytes
			c, err = bmp.DecodeConfig(bytes.NewReader(data))
		}
		if err == nil && c.Width*c.Height > 1<<20 {
			return // package header lets only those pass whose bytes can carry it
		}
		if _, canvas, _, _ := firstFrame(data); format == WebP && canvas.Dx()*canvas.Dy() > 1<<20 {
			return
		}
		if img, err := Decode(data, format); err == nil && (img.Bounds().Empty() || img.Bounds().Min != image.Point{}) {
			t.Errorf("%v", img.Bounds())
		}
	})
}
