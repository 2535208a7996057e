package jpeg

import (
	"bytes"
	"image"
	stdjpeg "image/jpeg"
	"testing"
)

// seeds are all fixtures, and some that are damaged.
func seeds(f *testing.F) {
	for name := range fixtures {
		data := fixture(f, name)
		f.Add(data)
		f.Add(data[:len(data)/2])
		f.Add(append(data, data...))
	}
	f.Add([]byte{0xff, markerSOI, 0xff, markerEOI})
}

func FuzzReadConfig(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		config, err := ReadConfig(data)
		if err == nil && (config.Width < 1 || config.Height < 1 || config.Width*config.Height/64 > 8*4*len(data)+64) {
			t.Errorf("%d bytes claim %+v", len(data), config)
		}
	})
}

func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		decodeAll(t, data)
	})
}

// FuzzStandard has the standard library write pictures, and reads them as it does.
func FuzzStandard(f *testing.F) {
	f.Add([]byte("any samples"), uint8(20), uint8(30), uint8(75), false)
	f.Add([]byte{0, 255, 255, 0, 255}, uint8(8), uint8(8), uint8(100), true)
	f.Add([]byte{0}, uint8(1), uint8(255), uint8(1), false)
	f.Fuzz(func(t *testing.T, samples []byte, w, h, quality uint8, grey bool) {
		if len(samples) == 0 || w == 0 || h == 0 {
			return
		}
		ratio := image.YCbCrSubsampleRatio420
		if grey {
			ratio = -1
		}
		img := drawn(ratio, int(w), int(h), func(plane, x, y int) byte { return samples[(plane*7+x+y*int(w))%len(samples)] })
		var b bytes.Buffer
		if err := stdjpeg.Encode(&b, img, &stdjpeg.Options{Quality: int(quality)}); err != nil {
			t.Fatal(err)
		}
		want, err := stdjpeg.Decode(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(b.Bytes(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if largest, mean := differ(t, got, want); largest > 5 || mean > 0.5 {
			t.Errorf("%dx%d at quality %d differs by %d, on average %.2f", w, h, quality, largest, mean)
		}
		decodeAll(t, b.Bytes())
	})
}
