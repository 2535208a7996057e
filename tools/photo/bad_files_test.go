package photo_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
)

// What follows makes pictures, byte by byte, as no encoder would.

var be, le = binary.BigEndian, binary.LittleEndian

func be16(v int) []byte { return be.AppendUint16(nil, uint16(v)) }
func be32(v int) []byte { return be.AppendUint32(nil, uint32(v)) }
func le16(v int) []byte { return le.AppendUint16(nil, uint16(v)) }
func le32(v int) []byte { return le.AppendUint32(nil, uint32(v)) }

// scene is a picture in which every pixel differs from its neighbours.
func scene(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = byte(i*7 ^ i>>5 ^ i/width)
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gifOf(t testing.TB, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Black, color.White})
	for i := range m.Pix {
		m.Pix[i] = byte(i / 3 & 1)
	}
	if err := gif.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resized makes the frame of a JPEG claim another size.
func resized(data []byte, width, height int) []byte {
	data = bytes.Clone(data)
	at := bytes.Index(data, []byte{0xff, 0xc0, 0, 17, 8})
	copy(data[at+5:], slices.Concat(be16(height), be16(width)))
	return data
}

// segment is a segment of a JPEG.
func segment(marker byte, body ...[]byte) []byte {
	all := slices.Concat(body...)
	return slices.Concat([]byte{0xff, marker}, be16(len(all)+2), all)
}

// scans is a progressive JPEG of one grey, whose every scan but the first says in 8 bytes that nothing is to come.
func scans(n int) []byte {
	const side = 2048 // 65536 blocks: four runs of 16384
	table := func(class byte, symbol byte) []byte {
		return segment(0xc4, []byte{class << 4, 1}, make([]byte, 15), []byte{symbol})
	}
	ac := slices.Concat(segment(0xda, []byte{1, 1, 0, 1, 63, 0x01}), make([]byte, 8))
	return slices.Concat(
		[]byte{0xff, 0xd8}, segment(0xdb, []byte{0}, bytes.Repeat([]byte{1}, 64)),
		segment(0xc2, []byte{8}, be16(side), be16(side), []byte{1, 1, 0x11, 0}), table(0, 0), table(1, 0xe0),
		segment(0xda, []byte{1, 1, 0, 0, 0, 0}), make([]byte, side*side/64/8), bytes.Repeat(ac, n), []byte{0xff, 0xd9})
}

func chunk(kind string, body []byte) []byte {
	all := append([]byte(kind), body...)
	return slices.Concat(be32(len(body)), all, be32(int(crc32.ChecksumIEEE(all))))
}

// pngFile is a PNG with the chunks between its header and its end.
func pngFile(width, height int, depth, colours byte, chunks ...[]byte) []byte {
	header := chunk("IHDR", slices.Concat(be32(width), be32(height), []byte{depth, colours, 0, 0, 0}))
	return slices.Concat([]byte("\x89PNG\r\n\x1a\n"), header, slices.Concat(chunks...), chunk("IEND", nil))
}

// zeros packs n zeros.
func zeros(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for ; n > 0; n -= 1 << 16 {
		if _, err := z.Write(make([]byte, min(n, 1<<16))); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// riff is a WebP of chunks.
func riff(chunks ...[]byte) []byte {
	all := slices.Concat(chunks...)
	return slices.Concat([]byte("RIFF"), le32(4+len(all)), []byte("WEBP"), all)
}

func riffChunk(kind string, body ...[]byte) []byte {
	all := slices.Concat(body...)
	return slices.Concat([]byte(kind), le32(len(all)), all, make([]byte, len(all)%2))
}

func le24(v int) []byte { return []byte{byte(v), byte(v >> 8), byte(v >> 16)} }

// tiffEntry is a tag, its type (3 is 16 bits, 4 is 32), how many values, and the value or where they are.
type tiffEntry struct{ tag, kind, count, value int }

// tiffFile is a directory, what comes after it, and where the next directory is.
func tiffFile(entries []tiffEntry, next int, tail []byte) []byte {
	out := slices.Concat([]byte("II*\x00"), le32(8), le16(len(entries)))
	for _, e := range entries {
		out = slices.Concat(out, le16(e.tag), le16(e.kind), le32(e.count), le32(e.value))
	}
	return slices.Concat(out, le32(next), tail)
}

// tiffOf is a grey TIFF of one strip that says to be so many bytes.
func tiffOf(width, height, compression, size, next int, data []byte) []byte {
	const behind = 8 + 2 + 9*12 + 4
	return tiffFile([]tiffEntry{
		{256, 4, 1, width}, {257, 4, 1, height}, {258, 3, 1, 8}, {259, 3, 1, compression}, {262, 3, 1, 1},
		{273, 4, 1, behind}, {277, 3, 1, 1}, {278, 4, 1, height}, {279, 4, 1, size},
	}, next, data)
}

// bmpOf is a BMP of 24 bits a pixel.
func bmpOf(width, height int, data []byte) []byte {
	return slices.Concat([]byte("BM"), le32(54+len(data)), le32(0), le32(54), le32(40), le32(width), le32(height), le16(1), le16(24), make([]byte, 24), data)
}

// heifFile is a HEIC or AVIF in which one coded picture is every tile of a grid.
type heifFile struct {
	kind   string // of what is coded: hvc1 or av01
	config []byte // of the decoder
	coded  []byte
	tile   image.Point // its size
	grid   image.Point // how many tiles
	seen   []byte      // the property clap, or none
}

func box(kind string, body ...[]byte) []byte {
	all := slices.Concat(body...)
	return slices.Concat(be32(8+len(all)), []byte(kind), all)
}

func (h heifFile) bytes() []byte {
	brand, config := "heic", "hvcC"
	if h.kind == "av01" {
		brand, config = "avif", "av1C"
	}
	width, height := h.tile.X*h.grid.X, h.tile.Y*h.grid.Y
	grid := slices.Concat([]byte{0, 1, byte(h.grid.Y - 1), byte(h.grid.X - 1)}, be32(width), be32(height))
	none := make([]byte, 4)
	item := func(id int, kind string) []byte {
		return box("infe", []byte{2, 0, 0, 0}, be16(id), be16(0), []byte(kind), []byte{0})
	}
	place := func(id, at, size int) []byte {
		return slices.Concat(be16(id), be16(0), be16(1), be32(at), be32(size))
	}
	properties := [][]byte{
		box("ispe", none, be32(h.tile.X), be32(h.tile.Y)), box(config, h.config), box("ispe", none, be32(width), be32(height)),
	}
	whole := []byte{3}
	if h.seen != nil {
		properties, whole = append(properties, box("clap", h.seen)), []byte{3, 0x84}
	}
	first := box("ftyp", []byte(brand), none, []byte("mif1"), []byte(brand))
	meta := func(at int) []byte {
		return box("meta", none,
			box("pitm", none, be16(2)), box("iinf", none, be16(2), item(1, h.kind), item(2, "grid")),
			box("iloc", none, []byte{0x44, 0}, be16(2), place(1, at, len(h.coded)), place(2, at+len(h.coded), len(grid))),
			box("iprp", box("ipco", properties...), box("ipma", none, be32(2), be16(1), []byte{2, 1, 0x82}, be16(2), []byte{byte(len(whole))}, whole)),
			box("iref", none, box("dimg", be16(2), be16(h.grid.X*h.grid.Y), bytes.Repeat(be16(1), h.grid.X*h.grid.Y))))
	}
	at := len(first) + len(meta(0)) + 8
	return slices.Concat(first, meta(at), box("mdat", h.coded, grid))
}

// grey is a HEVC picture of 64x64 in one grey.
func grey(t testing.TB) heifFile {
	t.Helper()
	h := heifFile{kind: "hvc1", tile: image.Pt(64, 64), grid: image.Pt(1, 1)}
	var err error
	if h.config, err = base64.StdEncoding.DecodeString("AQQIAAAAAAAAAAAAHvAA/Pz4+AAADwMgAAEAF0ABDAH//wQIAAADAJ/4AAADAAAeugJAIQABACZCAQEECAAAAwCf+AAAAwAAHsCC" +
		"BBZbq5Ka5sCAAAADAIAAAAMAhCIAAQAGRAHBc8CJ"); err != nil {
		t.Fatal(err)
	}
	if h.coded, err = base64.StdEncoding.DecodeString("AAAADSgBrifn3Lf/5PecAr4="); err != nil {
		t.Fatal(err)
	}
	return h
}
