package photo_test

import (
	"bytes"
	"image"
	"runtime"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/photo"
)

// cost is what an attempt took.
type cost struct {
	time      time.Duration
	allocated uint64 // bytes, also those that were given back
}

func measure(f func()) cost {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	c := cost{time: time.Since(start)}
	runtime.ReadMemStats(&after)
	c.allocated = after.TotalAlloc - before.TotalAlloc
	return c
}

// The promise is 100 ms and 64 MB; a test machine may be busy.
const (
	patience = 3 * time.Second
	room     = 128 << 20
)

// Files of a few bytes that claim to be large pictures are refused before that costs anything.
func TestLiars(t *testing.T) {
	c := photo.DefaultCodec()
	small := jpegOf(t, scene(64, 48))
	few, noise := make([]byte, 100), scene(250, 240).Pix // 240 kB that unpack to nothing
	vp8 := func(w, h int) []byte {
		return riff(riffChunk("VP8 ", []byte{0x10, 0, 0, 0x9d, 1, 0x2a}, le16(w), le16(h), noise[:2000]))
	}
	vp8l := func(w, h int) []byte {
		return riff(riffChunk("VP8L", []byte{0x2f}, le32(w-1|(h-1)<<14), noise[:2000]))
	}
	screen := func(side int) []byte {
		data := gifOf(t, 50, 50)
		copy(data[6:], append(le16(side), le16(side)...))
		return data
	}
	animation := func(side int) []byte {
		frame := riffChunk("VP8L", []byte{0x2f}, le32(9|9<<14), noise[:200])
		return riff(riffChunk("VP8X", []byte{2, 0, 0, 0}, le24(side-1), le24(side-1)), riffChunk("ANIM", make([]byte, 6)),
			riffChunk("ANMF", le24(0), le24(0), le24(9), le24(9), le24(100), []byte{0}, frame))
	}
	heif := func(kind string, tile, grid int) []byte {
		h := grey(t)
		h.kind, h.tile, h.grid = kind, image.Pt(tile, tile), image.Pt(grid, grid)
		return h.bytes()
	}
	for name, data := range map[string][]byte{
		"jpeg 65535":          resized(small, 65535, 65535),
		"jpeg 14000":          resized(small, 14000, 14000),
		"jpeg 4000":           resized(small, 4000, 4000),
		"jpeg 65535x1000":     resized(small, 65535, 1000),
		"png 65536":           pngFile(65536, 65536, 8, 2, chunk("IDAT", few)),
		"png 2^31":            pngFile(1<<31-1, 1<<31-1, 16, 6, chunk("IDAT", few)),
		"png 14000":           pngFile(14000, 14000, 8, 2, chunk("IDAT", few)),
		"png 7900, noise":     pngFile(7900, 7900, 8, 6, chunk("IDAT", noise)),
		"gif 65535":           screen(65535),
		"gif 14000":           screen(14000),
		"gif 7000, one frame": screen(7000),
		"webp 16383":          vp8(16383, 16383),
		"webp 4000":           vp8(4000, 4000),
		"webp lossless 16384": vp8l(16384, 16384),
		"webp lossless 3000":  vp8l(3000, 3000),
		"webp canvas 2^24":    animation(1 << 24),
		"webp canvas 14000":   animation(14000),
		"webp canvas 7000":    animation(7000),
		"tiff 65536":          tiffOf(65536, 65536, 1, 100, 0, few),
		"tiff 14000":          tiffOf(14000, 14000, 1, 14000*14000, 0, few),
		"tiff deflate":        tiffOf(14000, 14000, 8, 100, 0, few),
		"tiff g4":             tiffOf(60000, 3000, 4, 100, 0, few),
		"tiff 2^32 tags":      tiffFile([]tiffEntry{{256, 4, 1 << 32 >> 1, 8}, {257, 4, 1, 100}}, 0, few),
		"bmp 65536":           bmpOf(65536, 65536, few),
		"bmp 14000":           bmpOf(14000, 14000, few),
		"bmp -2^31":           bmpOf(1000, -1<<31, few),
		"heic 65536":          heif("hvc1", 65536, 1),
		"heic 14000":          heif("hvc1", 14000, 1),
		"heic grid 200x200":   heif("hvc1", 64, 200),
		"avif 65536":          heif("av01", 65536, 1),
		"avif 14000":          heif("av01", 14000, 1),
	} {
		var err error
		took := measure(func() { err = everything(c, data) })
		if err == nil || refusal(err) != "" {
			t.Errorf("%s (%d bytes): %v", name, len(data), err)
		}
		if took.time > patience || took.allocated > room {
			t.Errorf("%s: %v and %d MB", name, took.time, took.allocated>>20)
		}
	}
}

// Small files that are whole, and would be much work for who does all that they ask for.
func TestBombs(t *testing.T) {
	c := photo.DefaultCodec()
	good := pngOf(t, scene(40, 30))
	profile := chunk("iCCP", append([]byte("x\x00\x00"), zeros(t, 4<<20)...))
	tiles := grey(t)
	tiles.grid = image.Pt(31, 31)
	for name, test := range map[string]struct {
		data []byte
		more time.Duration // than patience
	}{
		"png 20000":             {pngFile(20000, 20000, 8, 0, chunk("IDAT", zeros(t, 40<<20))), 0},
		"png, profile of 1 GB":  {pngFile(40, 30, 8, 2, chunk("iCCP", append([]byte("x\x00\x00"), zeros(t, 256<<20)...)), good[33:len(good)-12]), 0},
		"png, 200 profiles":     {pngFile(40, 30, 8, 2, bytes.Repeat(profile, 200), good[33:len(good)-12]), 0},
		"png, 100,000 chunks":   {pngFile(40, 30, 8, 2, bytes.Repeat(chunk("tEXt", nil), 100_000), good[33:len(good)-12]), 0},
		"jpeg, 10,000 scans":    {scans(10_000), 0},
		"jpeg, 500,000 markers": {bytes.Join([][]byte{{0xff, 0xd8}, bytes.Repeat([]byte{0xff, 0xfe, 0, 2}, 500_000), jpegOf(t, scene(40, 30))[2:]}, nil), 0},
		"tiff, more than said":  {tiffOf(100, 100, 8, len(zeros(t, 64<<20)), 0, zeros(t, 64<<20)), 0},
		"heic, 961 tiles":       {tiles.bytes(), 5 * time.Second}, // that starts a sandbox
	} {
		var err error
		took := measure(func() { err = everything(c, test.data) })
		if err != nil && refusal(err) != "" {
			t.Errorf("%s: %s", name, refusal(err))
		}
		if took.time > patience+test.more || took.allocated > room {
			t.Errorf("%s (%d bytes): %v and %d MB", name, len(test.data), took.time, took.allocated>>20)
		}
	}
}
