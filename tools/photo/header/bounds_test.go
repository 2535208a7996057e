package header

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/tiff"

	"mijnopladers.nl/opladers/tools/notice"
)

// lies are small files that claim to be large, or want work without end.
func lies(t testing.TB) map[string][]byte {
	be, le := binary.BigEndian, binary.LittleEndian
	frame := bytes.Index(asJPEG(t), []byte{0xff, 0xc0})
	put := func(data []byte, at int, order binary.ByteOrder, size int, values ...uint32) []byte {
		out := bytes.Clone(data)
		for i, v := range values {
			if size == 2 {
				order.PutUint16(out[at+2*i:], uint16(v))
			} else {
				order.PutUint32(out[at+4*i:], v)
			}
		}
		return out
	}
	bitmap, page := asBMP(t, picture()), asTIFF(t, picture(), tiff.Uncompressed)
	// tag changes the value of a tag of the page.
	tag := func(data []byte, tag uint16, count, value uint32) []byte {
		out := bytes.Clone(data)
		d, _ := readDirectory(out)
		for e := d.entries; len(e) >= 12; e = e[12:] {
			if le.Uint16(e) == tag {
				le.PutUint16(e[2:], 4)
				le.PutUint32(e[4:], count)
				le.PutUint32(e[8:], value)
			}
		}
		return out
	}
	size := func(width, height uint32) string {
		return heifBox("ispe", "\x00\x00\x00\x00", string(be.AppendUint32(be.AppendUint32(nil, width), height)))
	}
	grid := heifOf("grid", ispe)
	return map[string][]byte{
		"JPEG of 65535":      put(asJPEG(t), frame+5, be, 2, 65535, 65535),
		"JPEG of 200 MP":     put(asJPEG(t), frame+5, be, 2, 10000, 20000),
		"JPEG of 1 MP":       put(asJPEG(t), frame+5, be, 2, 1000, 1000),
		"PNG of 65536":       put(asPNG(t, picture()), 16, be, 4, 65536, 65536),
		"PNG of 2³¹":         put(asPNG(t, picture()), 16, be, 4, 1<<31-1, 1<<31-1),
		"PNG of 100 MP":      put(asPNG(t, picture()), 16, be, 4, 10000, 10000),
		"PNG of nothing":     put(asPNG(t, picture()), 16, be, 4, 0, 10),
		"GIF of 65535":       put(asGIF(t, 1), 6, le, 2, 65535, 65535),
		"GIF frame":          put(put(asGIF(t, 1), 6, le, 2, 9000, 9000), bytes.IndexByte(asGIF(t, 1)[13:], 0x2c)+13+5, le, 2, 9000, 9000),
		"WebP of 2²⁴":        riff("VP8X\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff", lossy),
		"WebP lossless":      riff("VP8L\x2f\xff\xff\xff\x1f rest"),
		"WebP lossy":         riff("VP8 \x30\x01\x00\x9d\x01\x2a\xff\x3f\xff\x3f rest"),
		"WebP, no picture":   riff(extended, "ICCPx"),
		"WebP, small canvas": riff("VP8X\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00", lossy),
		"TIFF of 65536":      tag(tag(page, tagWidth, 1, 65536), tagHeight, 1, 65536),
		"TIFF of 50 MP":      tag(tag(page, tagWidth, 1, 50), tagHeight, 1, 1000000),
		"TIFF of 1 row":      tag(tag(page, tagHeight, 1, 1000000), tagRowsPerStrip, 1, 1),
		"TIFF, far strips":   tag(page, tagStripOffsets, 1, 1<<31),
		"TIFF, many strips":  tag(tag(page, tagStripBytes, 48, 8), tagRowsPerStrip, 1, 1),
		"BMP of 65535":       put(bitmap, 18, le, 4, 65535, 65535),
		"BMP of 2³¹":         put(bitmap, 18, le, 4, 1<<31, 1<<31),
		"BMP, upside down":   put(bitmap, 18, le, 4, 20000, 0x80000000+1<<31-5000),
		"AVIF of 2³¹":        heifOf("av01", size(1<<31, 1<<31)),
		"AVIF of 65536":      heifOf("av01", size(65536, 65536)),
		"AVIF of 100 MP":     heifOf("av01", size(10000, 10000)),
		"AVIF grid":          grid,
		"HEIC, small":        []byte(strings.Replace(string(file(t, "corners.heic")), size(64, 64), size(16, 16), 1)),
		"HEIC, large":        []byte(strings.ReplaceAll(string(file(t, "corners.heic")), size(64, 64), size(640, 640))),
		"HEIC, no tiles":     []byte(strings.Replace(string(file(t, "corners.heic")), "dimg", "none", 1)),
		"AVIF, small":        []byte(strings.Replace(string(file(t, "corners.avif")), ispe, size(16, 16), 1)),
		"AVIF, extents":      []byte(strings.Replace(string(heifOf("av01", ispe)), "\x00\x00\x00\x00\x44\x00\x00\x01\x00\x01\x00\x00\x00\x01", "\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00\x00\xff\xff", 1)),
	}
}

func TestLies(t *testing.T) {
	for name, data := range lies(t) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		info, err := Read(data)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil || notice.From(err, "").Hint == "" {
			t.Errorf("%s: %+v, %v; want a notice", name, info, err)
		}
		// The bounds are 100 ms and 64 MiB; a busy machine may be slow.
		if used := after.TotalAlloc - before.TotalAlloc; took > time.Second || used > 1<<20 {
			t.Errorf("%s took %v and %d bytes", name, took, used)
		}
	}
}

// What is large for a reason is read.
func TestLarge(t *testing.T) {
	frame := bytes.Index(asJPEG(t), []byte{0xff, 0xc0})
	big := bytes.Clone(asJPEG(t))
	binary.BigEndian.PutUint16(big[frame+5:], 12000)
	binary.BigEndian.PutUint16(big[frame+7:], 16000)
	info, err := Read(append(big, make([]byte, 3<<20)...))
	if err != nil || info.Cost < 12000*16000 {
		t.Errorf("a JPEG of 192 megapixels: %+v, %v", info, err)
	}
	// header is that of a PNG with enough bytes for it.
	header := func(width, height uint32, depth, colours byte) []byte {
		out := withChunk(asPNG(t, picture()), "IDAT", make([]byte, 300_000))
		binary.BigEndian.PutUint32(out[16:], width)
		binary.BigEndian.PutUint32(out[20:], height)
		out[24], out[25] = depth, colours
		return out
	}
	info, err = Read(header(5000, 4000, 8, 3))
	if err != nil || info.Cost != 5*5000*4000 {
		t.Errorf("a PNG of 20 megapixels: %+v, %v", info, err)
	}
	if _, err := Read(header(7000, 5000, 16, 6)); err == nil || !strings.Contains(err.Error(), "7000 bij 5000") {
		t.Errorf("a PNG that takes 280 MB: %v", err)
	}
}

// A directory that leads to itself, and one of 65535 entries.
func TestDirectories(t *testing.T) {
	circle := exif(binary.LittleEndian, 6)
	binary.LittleEndian.PutUint32(circle[22:], 8)
	if o := orientation(circle); o != 6 {
		t.Errorf("a directory in a circle: %d", o)
	}
	long := bytes.Clone(exif(binary.LittleEndian, 6))
	binary.LittleEndian.PutUint16(long[8:], 65535)
	if o := orientation(long); o != 6 {
		t.Errorf("a directory that is cut off: %d", o)
	}
}
