package heif

import (
	"errors"
	"image"
	"image/color"
	"runtime"
	"sync"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// shows tells what colour is seen at a place: a letter, or ? for none of them.
func shows(img image.Image, x, y int) string {
	r, g, b, _ := img.At(x, y).RGBA()
	high, low := uint32(0xd000), uint32(0x3000)
	switch {
	case r > high && g > high && b > high:
		return "w"
	case r > high && g < low && b < low:
		return "r"
	case r < low && g > high && b < low:
		return "g"
	case r < low && g < low && b > high:
		return "b"
	case r < low && g < low && b < low:
		return "k"
	}
	return "?"
}

func decoded(t testing.TB, data []byte) image.Image {
	t.Helper()
	info, err := header.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(info)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestDecode(t *testing.T) {
	info, tile := corners(t)
	whole := [][]byte{box("hvcC", tile.Config), ispe(64, 64)}
	clap := box("clap", number(20), number(1), number(10), number(1), number(0), number(1), number(0), number(1))
	turned := append([][]byte{clap, box("irot", []byte{1}), box("imir", []byte{1})}, whole...)
	one := part{"hvc1", tile.Data, whole}
	grid := func(down, across byte, width, height int) part {
		return part{"grid", append([]byte{0, 1, down - 1, across - 1}, append(number(width), number(height)...)...), [][]byte{ispe(width, height)}}
	}
	for name, test := range map[string]struct {
		data []byte
		size image.Point
		at   []image.Point
		want string
	}{
		"one tile": {heic(nil, one), image.Pt(64, 64), []image.Point{{5, 5}, {60, 5}, {5, 40}, {60, 40}}, "rgbw"},
		"as stored, to be cut and turned by others": {heic(nil, part{"hvc1", tile.Data, turned}), image.Pt(64, 64),
			[]image.Point{{5, 5}, {60, 5}, {5, 40}, {60, 40}}, "rgbw"},
		"a grid": {heic(refer("dimg", 1, 2, 3, 4, 5, 6, 7), grid(2, 3, 150, 101), one, one, one, one, one, one), image.Pt(150, 101),
			[]image.Point{{5, 5}, {60, 40}, {70, 5}, {124, 5}, {130, 5}, {149, 40}, {5, 70}, {124, 100}}, "rwrgrbrw"},
	} {
		img := decoded(t, test.data)
		got := ""
		for _, p := range test.at {
			got += shows(img, p.X, p.Y)
		}
		if _, ok := img.(*image.YCbCr); !ok || img.Bounds() != (image.Rectangle{Max: test.size}) || got != test.want {
			t.Errorf("%s: %T %v, %s; want %s", name, img, img.Bounds(), got, test.want)
		}
	}
	img, err := Decode(info)
	if err != nil || img.Bounds() != image.Rect(0, 0, 64, 48) || shows(img, 60, 47) != "w" {
		t.Errorf("its size is %v, %v", img.Bounds(), err)
	}
}

func TestAlpha(t *testing.T) {
	_, tile := corners(t)
	whole := [][]byte{box("hvcC", tile.Config), ispe(64, 64)}
	urn := box("auxC", number(0), []byte("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\x00"))
	data := heic(refer("auxl", 2, 1), part{"hvc1", tile.Data, whole}, part{"hvc1", tile.Data, append([][]byte{urn}, whole...)})
	img, ok := decoded(t, data).(*image.NRGBA)
	if !ok {
		t.Fatal("no transparency")
	}
	// Its transparency is how light the same picture is.
	for p, want := range map[image.Point]color.NRGBA{{60, 40}: {255, 255, 255, 255}, {5, 5}: {255, 0, 0, 76}, {5, 40}: {0, 0, 255, 29}} {
		got := img.NRGBAAt(p.X, p.Y)
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B), int(got.A) - int(want.A)} {
			if d < -8 || d > 8 {
				t.Errorf("at %v %v, want %v", p, got, want)
			}
		}
	}
}

// What does not decode is an error, soon and in little memory.
func TestBad(t *testing.T) {
	_, tile := corners(t)
	config := box("hvcC", tile.Config)
	item := func(data []byte, properties ...[]byte) []byte { return heic(nil, part{"hvc1", data, properties}) }
	changed := append([]byte(nil), tile.Data...)
	for i := 10; i < len(changed); i += 7 {
		changed[i] ^= 0x55
	}
	for name, data := range map[string][]byte{
		"smaller than it is": item(tile.Data, config, ispe(16, 16)),
		"larger than it is":  item(tile.Data, config, ispe(1600, 1600)),
		"no configuration":   item(tile.Data, ispe(64, 64)),
		"an empty one":       item(tile.Data, box("hvcC"), ispe(64, 64)),
		"half":               item(tile.Data, box("hvcC", tile.Config[:len(tile.Config)/2]), ispe(64, 64)),
		"no HEVC":            item([]byte("geen HEVC, maar wel bytes"), config, ispe(64, 64)),
		"lengths":            item([]byte{0xff, 0xff, 0xff, 0xff, 0}, config, ispe(64, 64)),
	} {
		info, err := header.Read(data)
		if err != nil {
			continue // seen in time
		}
		start := time.Now()
		if _, err := Decode(info); !errors.Is(err, ErrData) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	info, err := header.Read(item(changed, config, ispe(64, 64)))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = Decode(info) // what is wrong in the pixels is for the eye
}

// The sandbox has a limit, and leaves nothing behind.
func TestMemory(t *testing.T) {
	_, tile := corners(t)
	if img, err := sandboxed(t.Context(), still(tile, 64, 64), 200_000); err == nil {
		t.Errorf("decoded %v in 200 KB", img.Bounds())
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 5 {
				if _, err := sandboxed(t.Context(), still(tile, 64, 64), 8<<20); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("20 pictures leave %d bytes", grown)
	}
}

func FuzzDecode(f *testing.F) {
	_, tile := corners(f)
	f.Add(tile.Config, tile.Data)
	f.Fuzz(func(t *testing.T, config, data []byte) {
		info, err := header.Read(heic(nil, part{"hvc1", data, [][]byte{box("hvcC", config), ispe(64, 64)}}))
		if err != nil {
			return
		}
		start := time.Now()
		img, err := Decode(info)
		if took := time.Since(start); took > 10*time.Second {
			t.Fatalf("took %v", took)
		}
		if err == nil && img.Bounds() != image.Rect(0, 0, 64, 64) {
			t.Fatal(img.Bounds())
		}
	})
}
