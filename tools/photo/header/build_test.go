package header

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// The pictures that the tests read, of 64x48 pixels. Those in testdata are made by heif-enc and avifenc.

func picture() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 48))
	for i := range img.Pix {
		img.Pix[i] = byte(i * i >> 4)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, picture(), nil) })
}

func asPNG(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

func asGIF(t testing.TB, frames int) []byte {
	g := gif.GIF{}
	for range frames {
		frame := image.NewPaletted(image.Rect(0, 0, 64, 48), color.Palette{color.Black, color.White})
		g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 10)
	}
	return encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, &g) })
}

func asTIFF(t testing.TB, img image.Image, c tiff.CompressionType) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return tiff.Encode(b, img, &tiff.Options{Compression: c}) })
}

func asBMP(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, img) })
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// exif is EXIF data with an orientation.
func exif(order binary.AppendByteOrder, orientation uint32) []byte {
	out := []byte("II*\x00")
	if order.AppendUint16(nil, 1)[0] == 0 {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint16(order.AppendUint32(out, 8), 1)
	out = order.AppendUint16(order.AppendUint16(out, tagOrientation), 3)
	out = order.AppendUint16(order.AppendUint32(out, 1), uint16(orientation))
	return append(out, make([]byte, 6)...)
}

// withSegments puts segments into a JPEG, after its first two bytes.
func withSegments(data []byte, segments ...[]byte) []byte {
	out := bytes.Clone(data[:2])
	for _, s := range segments {
		out = append(out, 0xff, s[0])
		out = append(binary.BigEndian.AppendUint16(out, uint16(len(s)+1)), s[1:]...)
	}
	return append(out, data[2:]...)
}

// withChunk puts a chunk into a PNG, after its header.
func withChunk(data []byte, kind string, body []byte) []byte {
	out := bytes.Clone(data[:33])
	out = append(binary.BigEndian.AppendUint32(out, uint32(len(body))), kind...)
	return append(append(append(out, body...), 0, 0, 0, 0), data[33:]...)
}

// riff makes a WebP of chunks, each with its name before it.
func riff(chunks ...string) []byte {
	var body []byte
	for _, c := range chunks {
		body = append(body, riffOf(c)...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4)), append([]byte("WEBP"), body...)...)
}

func riffOf(c string) []byte {
	out := append([]byte(c[:4]), binary.LittleEndian.AppendUint32(nil, uint32(len(c)-4))...)
	out = append(out, c[4:]...)
	return append(out, make([]byte, len(c)%2)...)
}

// The chunks of a WebP of 64x48: lossy, lossless, and what extends them.
const (
	lossy    = "VP8 \x30\x01\x00\x9d\x01\x2a\x40\x00\x30\x00 the rest is for the decoder"
	lossless = "VP8L\x2f\x3f\xc0\x0b\x10 the rest is for the decoder"
	extended = "VP8X\x3e\x00\x00\x00\x3f\x00\x00\x2f\x00\x00"
	frame    = "ANMF\x00\x00\x00\x00\x00\x00\x3f\x00\x00\x2f\x00\x00\x64\x00\x00\x00"
)

// heifBox makes a box; heifOf a HEIC of one tile with more properties, of which the data is at the end.
func heifBox(kind string, parts ...string) string {
	body := ""
	for _, p := range parts {
		body += p
	}
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

const ispe = "\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\x00\x40\x00\x00\x00\x30"

func heifOf(kind, size string, properties ...string) []byte {
	list, each := size, "\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01"+string(rune(len(properties)+1))+"\x01"
	for i, p := range properties {
		list += p
		each += string(rune(i + 2))
	}
	meta := func(at int) string {
		return heifBox("meta", "\x00\x00\x00\x00",
			heifBox("pitm", "\x00\x00\x00\x00\x00\x01"),
			heifBox("iinf", "\x00\x00\x00\x00\x00\x01", heifBox("infe", "\x02\x00\x00\x00\x00\x01\x00\x00"+kind+"\x00")),
			heifBox("iprp", heifBox("ipco", list), heifBox("ipma", each)),
			heifBox("iloc", "\x00\x00\x00\x00\x44\x00\x00\x01\x00\x01\x00\x00\x00\x01", string(binary.BigEndian.AppendUint32(nil, uint32(at))), "\x00\x00\x00\x08"))
	}
	ftyp := heifBox("ftyp", "heic\x00\x00\x00\x00mif1heic")
	return []byte(ftyp + meta(len(ftyp)+len(meta(0))+8) + heifBox("mdat", "\x00\x00\x00\x04\x26\x01\xaf\x00"))
}

func packed(data []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.String()
}
