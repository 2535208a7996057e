package header

import (
	"encoding/binary"
	"runtime"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// fuzz holds the reader of a format to what Read promises, whatever the bytes.
func fuzz(f *testing.F, formats ...string) {
	for name, data := range samples(f) {
		if format, _, _ := strings.Cut(name, " "); strings.Contains(strings.Join(formats, " "), format) {
			f.Add(data)
		}
	}
	for name, data := range lies(f) {
		if strings.Contains(strings.Join(formats, " "), name[:3]) {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		info, err := Read(data)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; took > 5*time.Second || used > 32<<20 {
			t.Fatalf("took %v and %d bytes", took, used)
		}
		if err != nil {
			if notice.From(err, "").Hint == "" {
				t.Fatalf("%v has no way out", err)
			}
			return
		}
		check(t, info, len(data))
	})
}

func check(t *testing.T, info *Info, size int) {
	w, h := info.Upright()
	switch {
	case info.Width <= 0, info.Height <= 0, info.pixels() > maxPixels, w <= 0, h <= 0,
		info.Crop.Min.X < 0, info.Crop.Min.Y < 0, info.Crop.Max.X > info.Width, info.Crop.Max.Y > info.Height:
		t.Fatalf("a size of %dx%d, %v", info.Width, info.Height, info.Crop)
	case info.Orientation < 1, info.Orientation > 8:
		t.Fatalf("an orientation of %d", info.Orientation)
	case len(info.ICC) > maxProfile:
		t.Fatalf("a profile of %d bytes", len(info.ICC))
	case info.Cost < info.pixels()/16, info.Format != JPEG && info.Cost > maxCostAVIF:
		t.Fatalf("a cost of %d for %d pixels", info.Cost, info.pixels())
	}
	for tiles := info.Tiles; tiles != nil; tiles = tiles.Alpha {
		sum := 0
		for _, tile := range tiles.Tiles {
			sum += len(tile.Data)
		}
		if len(tiles.Tiles) != tiles.Across*tiles.Down || sum > shared(size) || tiles.Memory() > maxCost ||
			tiles.Across*tiles.Width < info.Width || tiles.Down*tiles.Height < info.Height {
			t.Fatalf("tiles %dx%d of %dx%d", tiles.Across, tiles.Down, tiles.Width, tiles.Height)
		}
	}
}

func FuzzJPEG(f *testing.F) { fuzz(f, "JPEG") }
func FuzzPNG(f *testing.F)  { fuzz(f, "PNG") }
func FuzzWebP(f *testing.F) { fuzz(f, "WebP") }
func FuzzGIF(f *testing.F)  { fuzz(f, "GIF") }
func FuzzTIFF(f *testing.F) { fuzz(f, "TIFF") }
func FuzzBMP(f *testing.F)  { fuzz(f, "BMP") }
func FuzzHEIF(f *testing.F) { fuzz(f, "HEIC", "AVIF") }

func FuzzEXIF(f *testing.F) {
	f.Add(exif(binary.LittleEndian, 6))
	f.Add(exif(binary.BigEndian, 3))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < 1 || o > 8 {
			t.Fatalf("an orientation of %d", o)
		}
	})
}

// What HEVC and AV1 say of themselves.
func FuzzCoded(f *testing.F) {
	info, err := Read(file(f, "corners.heic"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(info.Tiles.Tiles[0].Config, []byte("\x0a\x0b\x00\x00\x00\x02\xaf\xff\x9b\x5f\x30\x08"))
	f.Fuzz(func(t *testing.T, config, data []byte) {
		av1Size(data)
		readHEVC(config, data)
	})
}
