package site

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func avif(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../photo/header/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// near is whether two colours differ by less than a codec may.
func near(a, b color.Color) bool {
	const most = 0x1400
	r, g, bl, al := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	d := func(a, b uint32) bool { return max(a, b)-min(a, b) < most }
	return d(r, r2) && d(g, g2) && d(bl, b2) && d(al, a2)
}

func TestDecodeAVIF(t *testing.T) {
	c := NewCodecs("")
	defer c.Close()
	red, green, blue, white := color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 255, 255}
	for _, name := range []string{"corners.avif", "turned.avif", "animated.avif"} { // that one is not turned here, and of that one is the first
		img, err := c.DecodeAVIF(avif(t, name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, ok := img.(*image.NRGBA); !ok || img.Bounds() != image.Rect(0, 0, 64, 48) {
			t.Errorf("%s: %T %v", name, img, img.Bounds())
		}
		for p, want := range map[image.Point]color.Color{{5, 5}: red, {58, 5}: green, {5, 42}: blue, {58, 42}: white} {
			if got := img.At(p.X, p.Y); !near(got, want) {
				t.Errorf("%s: at %v %v, want %v", name, p, got, want)
			}
		}
	}
	// What is broken is refused, and breaks nothing.
	good := avif(t, "corners.avif")
	other := bytes.Clone(good)
	copy(other[len(other)-40:], strings.Repeat("x", 40))
	for name, data := range map[string][]byte{
		"empty": nil, "text": []byte("dit is geen foto, maar tekst"), "a third": good[:len(good)/3], "half": good[:len(good)/2], "other bytes": other,
	} {
		if img, err := c.DecodeAVIF(data); err == nil && name != "other bytes" {
			t.Errorf("%s became %v", name, img.Bounds())
		}
		if _, err := c.DecodeAVIF(good); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

// Of the pictures of all kinds something like it comes back.
func TestEncode(t *testing.T) {
	c := NewCodecs("")
	defer c.Close()
	r := image.Rect(0, 0, 70, 50)
	gray, glass, photo := image.NewGray(r), image.NewNRGBA(r), image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
	for y := range 50 {
		for x := range 70 {
			gray.SetGray(x, y, color.Gray{uint8(3 * x)})
			glass.SetNRGBA(x, y, color.NRGBA{uint8(3 * x), 100, 50, uint8(255 - 4*y)})
			photo.Y[photo.YOffset(x, y)], photo.Cb[photo.COffset(x, y)], photo.Cr[photo.COffset(x, y)] = uint8(40+2*x), 100, uint8(100+y)
		}
	}
	for _, img := range []image.Image{gray, glass, photo} {
		var b bytes.Buffer
		if err := c.EncodeAVIF(&b, img, 90); err != nil {
			t.Fatalf("%T: %v", img, err)
		}
		back, err := c.DecodeAVIF(b.Bytes())
		if err != nil || back.Bounds() != r {
			t.Fatalf("%T: %v, %v", img, back, err)
		}
		for _, p := range []image.Point{{0, 0}, {69, 0}, {35, 25}, {0, 49}, {69, 49}} {
			if got := back.At(p.X, p.Y); !near(got, img.At(p.X, p.Y)) {
				t.Errorf("%T: at %v %v, want %v", img, p, got, img.At(p.X, p.Y))
			}
		}
		b.Reset()
		if err := c.EncodeWebP(&b, img, 75); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("RIFF")) {
			t.Errorf("%T as WebP: %d bytes, %v", img, b.Len(), err)
		}
	}
}

func TestStill(t *testing.T) {
	const in = "\x00\x00\x00\x20ftypavis\x00\x00\x00\x00avifavistmapmif1\x00\x00\x00\x08avis"
	const want = "\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifavifavifmif1\x00\x00\x00\x08avis"
	data := []byte(in)
	got, err := still(data)
	if err != nil || string(got) != want || string(data) != in {
		t.Errorf("%q, %v", got, err)
	}
}

func TestNarrow(t *testing.T) {
	wide := image.NewNRGBA64(image.Rect(0, 0, 1, 1))
	wide.SetNRGBA64(0, 0, color.NRGBA64{0, 128, 129, 0xffff}) // 257 is one step
	if got := narrow(wide).NRGBAAt(0, 0); got != (color.NRGBA{0, 0, 1, 255}) {
		t.Errorf("%v", got)
	}
}

func FuzzDecodeAVIF(f *testing.F) {
	f.Add(avif(f, "corners.avif"))
	f.Add(avif(f, "animated.avif"))
	c := NewCodecs("")
	f.Cleanup(c.Close)
	f.Fuzz(func(t *testing.T, data []byte) {
		img, err := c.DecodeAVIF(data)
		if err == nil && img.Bounds().Empty() {
			t.Fatal("nothing")
		}
	})
}
