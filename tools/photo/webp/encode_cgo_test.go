//go:build cgo

package webp

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bep/gowebp/libwebp"
	"github.com/bep/gowebp/libwebp/webpoptions"
	xwebp "golang.org/x/image/webp"
)

// reread encodes a picture and decodes it.
func reread(t *testing.T, img image.Image, quality int) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, img, quality); err != nil {
		t.Fatalf("%T %v: %v", img, img.Bounds(), err)
	}
	got, err := xwebp.Decode(&b)
	if err != nil {
		t.Fatalf("%T %v: %v", img, img.Bounds(), err)
	}
	if got.Bounds() != img.Bounds() {
		t.Fatalf("%T %v became %v", img, img.Bounds(), got.Bounds())
	}
	return got
}

// narrowed is what a sample of 0 to 255 is in WebP: rounded to 219 steps from 16, or 224 around 128.
func narrowed(v byte, chroma bool) byte {
	if chroma {
		return byte(math.Round(128 + (float64(v)-128)*224/255))
	}
	return byte(math.Round(16 + float64(v)*219/255))
}

// Every sample value of each plane is brought to the range of WebP with correct rounding. At quality 100 a picture
// of one colour has no other loss.
func TestRange(t *testing.T) {
	for v := range 256 {
		img := image.NewYCbCr(image.Rect(0, 0, 32, 32), image.YCbCrSubsampleRatio420)
		y, cb, cr := byte(v), byte(255-v), byte(v*7)
		for i := range img.Y {
			img.Y[i] = y
		}
		for i := range img.Cb {
			img.Cb[i], img.Cr[i] = cb, cr
		}
		got := reread(t, img, 100).(*image.YCbCr)
		want := [3]byte{narrowed(y, false), narrowed(cb, true), narrowed(cr, true)}
		if c := [3]byte{got.Y[33], got.Cb[17], got.Cr[17]}; c != want {
			t.Errorf("%d %d %d became %v, want %v", y, cb, cr, c, want)
		}
		grey := image.NewGray(img.Rect)
		draw.Draw(grey, grey.Rect, image.NewUniform(color.Gray{y}), image.Point{}, draw.Src)
		got = reread(t, grey, 100).(*image.YCbCr)
		want = [3]byte{want[0], 128, 128}
		if c := [3]byte{got.Y[33], got.Cb[17], got.Cr[17]}; c != want {
			t.Errorf("grey %d became %v, want %v", y, c, want)
		}
	}
}

// photo draws slopes, edges and some grain.
func photo(w, h int) *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Y {
		x, y := i%img.YStride, i/img.YStride
		img.Y[i] = byte(60+(x+y)/8%128) + byte(r.UintN(8)) + byte((x/40^y/30)&1*40)
	}
	for i := range img.Cb {
		x, y := i%img.CStride, i/img.CStride
		img.Cb[i], img.Cr[i] = byte(100+x/8%60), byte(180-y/8%60)
	}
	return img
}

func TestPlanesStay(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 2}, {2, 1}, {3, 5}, {16, 16}, {17, 33}, {101, 57}, {640, 480}, {16383, 1}, {1, 16383}} {
		img := photo(size.X, size.Y)
		got := reread(t, img, 90).(*image.YCbCr)
		for plane, p := range [3]struct {
			a, b   []byte
			as, bs int
			w, h   int
		}{
			{img.Y, got.Y, img.YStride, got.YStride, size.X, size.Y},
			{img.Cb, got.Cb, img.CStride, got.CStride, (size.X + 1) / 2, (size.Y + 1) / 2},
			{img.Cr, got.Cr, img.CStride, got.CStride, (size.X + 1) / 2, (size.Y + 1) / 2},
		} {
			sum := 0.0
			for i := range p.w * p.h {
				sum += math.Abs(float64(narrowed(p.a[i/p.w*p.as+i%p.w], plane > 0)) - float64(p.b[i/p.w*p.bs+i%p.w]))
			}
			if mean := sum / float64(p.w*p.h); mean > 2.5 {
				t.Errorf("%v, plane %d: mean difference %.2f", size, plane, mean)
			}
		}
	}
}

func TestAlphaStays(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 45, 31))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 5 / 2)
	}
	got := reread(t, img, 50).(*image.NYCbCrA)
	for y := range 31 {
		for x := range 45 {
			if a, want := got.A[got.AOffset(x, y)], img.NRGBAAt(x, y).A; a != want {
				t.Fatalf("alpha at %d,%d is %d, want %d", x, y, a, want)
			}
		}
	}
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{200, 30, 30, 255}), image.Point{}, draw.Src)
	opaque, ok := reread(t, img, 90).(*image.YCbCr)
	if !ok {
		t.Fatal("an opaque picture got an alpha plane")
	}
	if r, g, b, _ := opaque.At(20, 15).RGBA(); r>>8 < 190 || g>>8 > 45 || b>>8 > 45 {
		t.Errorf("red became %v", opaque.At(20, 15))
	}
}

func TestNotWritten(t *testing.T) {
	good := photo(8, 8)
	for name, c := range map[string]struct {
		img     image.Image
		quality int
	}{
		"quality 0":     {good, 0},
		"quality 101":   {good, 101},
		"too wide":      {image.NewGray(image.Rect(0, 0, 16384, 1)), 75},
		"too high":      {image.NewGray(image.Rect(0, 0, 1, 16384)), 75},
		"empty":         {image.NewGray(image.Rect(0, 0, 0, 0)), 75},
		"not at origin": {image.NewGray(image.Rect(0, 2, 8, 8)), 75},
		"4:4:4":         {image.NewYCbCr(image.Rect(0, 0, 8, 8), image.YCbCrSubsampleRatio444), 75},
		"RGBA":          {image.NewRGBA(image.Rect(0, 0, 8, 8)), 75},
	} {
		var b bytes.Buffer
		if err := Encode(&b, c.img, c.quality); err == nil || b.Len() > 0 {
			t.Errorf("%s: error %v after %d bytes", name, err, b.Len())
		}
	}
	if err := Encode(failing{}, good, 75); err != io.ErrShortWrite {
		t.Errorf("an error of the writer became %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestNoMetadata(t *testing.T) {
	var b bytes.Buffer
	if err := Encode(&b, photo(64, 64), 75); err != nil {
		t.Fatal(err)
	}
	if head := b.String()[8:16]; head != "WEBPVP8 " { // the simple format: no place for metadata
		t.Errorf("the file starts with %q", head)
	}
}

// The headers and the licence are those of the module that is compiled in.
func TestVersion(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/bep/gowebp").Output()
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(strings.TrimSpace(string(dir)), "libwebp_src")
	for name, from := range map[string]string{"encode.h": "src/webp/encode.h", "types.h": "src/webp/types.h", "COPYING": "COPYING", "PATENTS": "PATENTS"} {
		want, err := os.ReadFile(filepath.Join(source, from))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join("libwebp", name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("libwebp/%s is not the module's: copy %s (%v)", name, from, err)
		}
	}
}

// The module's own function takes RGBA: a conversion here and one back in libwebp.
func BenchmarkEncode(b *testing.B) {
	img := photo(800, 600)
	b.Run("planes", func(b *testing.B) {
		for b.Loop() {
			_ = Encode(io.Discard, img, 75)
		}
	})
	b.Run("gowebp", func(b *testing.B) {
		for b.Loop() {
			rgba := image.NewRGBA(img.Rect)
			draw.Draw(rgba, rgba.Rect, img, image.Point{}, draw.Src)
			_ = libwebp.Encode(io.Discard, rgba, webpoptions.EncodingOptions{Quality: 75})
		}
	})
}
