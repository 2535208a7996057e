package jpeg

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"image"
	stdjpeg "image/jpeg"
	"io"
	"math/rand/v2"
	"testing"
)

// encodeKinds are the kinds of pictures that are written; -1 stands for grey.
var encodeKinds = []image.YCbCrSubsampleRatio{-1, image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420}

// drawn makes a picture of which sample gives each sample of each plane.
func drawn(ratio image.YCbCrSubsampleRatio, w, h int, sample func(plane, x, y int) byte) image.Image {
	fill := func(plane int, pix []byte, stride int) {
		for i := range pix {
			pix[i] = sample(plane, i%stride, i/stride)
		}
	}
	r := image.Rect(0, 0, w, h)
	if ratio == -1 {
		m := image.NewGray(r)
		fill(0, m.Pix, m.Stride)
		return m
	}
	m := image.NewYCbCr(r, ratio)
	fill(0, m.Y, m.YStride)
	fill(1, m.Cb, m.CStride)
	fill(2, m.Cr, m.CStride)
	return m
}

func slope(plane, x, y int) byte { return byte(40 + 60*plane + 3*x + 2*y) }

func noise(seed uint64) func(plane, x, y int) byte {
	r := rand.New(rand.NewPCG(seed, 0))
	return func(int, int, int) byte { return byte(r.Uint32()) }
}

// reread encodes a picture and reads it with the standard library. It gives the largest and mean difference of a
// sample.
func reread(t *testing.T, m image.Image, quality int) (largest int, mean float64) {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, m, quality); err != nil {
		t.Fatal(err)
	}
	got, err := stdjpeg.Decode(&b)
	if err != nil {
		t.Fatalf("%v at quality %d: %v", m.Bounds(), quality, err)
	}
	if got.Bounds() != m.Bounds() {
		t.Fatalf("%v became %v", m.Bounds(), got.Bounds())
	}
	sum, n := 0, 0
	compare := func(a []byte, as int, b []byte, bs, w, h int) {
		for i := range w * h {
			d := int(a[i/w*as+i%w]) - int(b[i/w*bs+i%w])
			d = max(d, -d)
			largest = max(largest, d)
			sum += d
			n++
		}
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	switch m := m.(type) {
	case *image.Gray:
		g := got.(*image.Gray)
		compare(m.Pix, m.Stride, g.Pix, g.Stride, w, h)
	case *image.YCbCr:
		g := got.(*image.YCbCr)
		if g.SubsampleRatio != m.SubsampleRatio {
			t.Fatalf("%v became %v", m.SubsampleRatio, g.SubsampleRatio)
		}
		compare(m.Y, m.YStride, g.Y, g.YStride, w, h)
		cw, ch := m.CStride, len(m.Cb)/m.CStride
		compare(m.Cb, m.CStride, g.Cb, g.CStride, cw, ch)
		compare(m.Cr, m.CStride, g.Cr, g.CStride, cw, ch)
	}
	return largest, float64(sum) / float64(n)
}

func TestEverySize(t *testing.T) {
	for _, ratio := range encodeKinds {
		for w := range 33 {
			for h := range 18 {
				m := drawn(ratio, w+1, h+1, slope)
				if largest, _ := reread(t, m, 100); largest > 2 {
					t.Errorf("%v %v: a sample differs by %d", ratio, m.Bounds(), largest)
				}
				reread(t, m, 1)
			}
		}
	}
}

// A picture of one colour has Huffman tables of one symbol.
func TestOneColour(t *testing.T) {
	for _, ratio := range encodeKinds {
		for _, quality := range []int{1, 50, 75, 100} {
			for _, v := range []byte{0, 1, 127, 128, 200, 255} {
				m := drawn(ratio, 50, 20, func(int, int, int) byte { return v })
				bound := 1 + int(steps(&annexK[1], quality)[0])/16 // half a step of the DC, which is eight times the mean
				if largest, _ := reread(t, m, quality); largest > bound {
					t.Errorf("%v, quality %d: %d differs by %d", ratio, quality, v, largest)
				}
			}
		}
	}
}

// Noise has the most and longest codes, and blocks without an end.
func TestNoise(t *testing.T) {
	for _, ratio := range encodeKinds {
		m := drawn(ratio, 333, 77, noise(1))
		for quality, bound := range map[int]float64{100: 0.5, 95: 3.5, 75: 16, 1: 70} {
			if _, mean := reread(t, m, quality); mean > bound {
				t.Errorf("%v, quality %d: mean difference %.2f", ratio, quality, mean)
			}
		}
	}
	extremes := noise(2)
	m := drawn(-1, 640, 480, func(p, x, y int) byte { return byte(int8(extremes(p, x, y)) >> 7) })
	if _, mean := reread(t, m, 100); mean > 0.5 {
		t.Errorf("black and white noise: mean difference %.2f", mean)
	}
}

// The whole file of a small picture: it may not change unnoticed, not even from one machine to the other.
func TestBytes(t *testing.T) {
	var b bytes.Buffer
	if err := Encode(&b, drawn(-1, 12, 9, func(_, x, y int) byte { return byte(x*x + 9*y) }), 50); err != nil {
		t.Fatal(err)
	}
	const want = "ffd8" +
		"ffe000104a46494600010100000100010000" +
		"ffdb004300100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740485c4e40445745373850" +
		"6d51575f626768673e4d71797064785c656763" +
		"ffc0000b080009000c01011100" +
		"ffc4001500010100000000000000000000000000000605" +
		"ffc4001c1000010403010000000000000000000000040001022123243334" +
		"ffda0008010100003f00" +
		"2e18391a92d081d78d28e1f464b02f3c57ffd9"
	if got := hex.EncodeToString(b.Bytes()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOnlyWhatMustBe(t *testing.T) {
	var b bytes.Buffer
	if err := Encode(&b, drawn(image.YCbCrSubsampleRatio420, 100, 100, noise(3)), 75); err != nil {
		t.Fatal(err)
	}
	got, rest := "", b.Bytes()[2:]
	for rest[1] != markerSOS {
		got += fmt.Sprintf("%x ", rest[1])
		rest = rest[2+int(rest[2])<<8+int(rest[3]):]
	}
	if want := "e0 db db c0 c4 c4 c4 c4 "; got != want { // JFIF, tables, frame, tables
		t.Errorf("segments %s, want %s", got, want)
	}
}

func TestNotWritten(t *testing.T) {
	good := drawn(-1, 8, 8, slope)
	for name, c := range map[string]struct {
		img     image.Image
		quality int
	}{
		"quality 0":     {good, 0},
		"quality 101":   {good, 101},
		"RGBA":          {image.NewRGBA(image.Rect(0, 0, 8, 8)), 75},
		"4:4:0":         {image.NewYCbCr(image.Rect(0, 0, 8, 8), image.YCbCrSubsampleRatio440), 75},
		"empty":         {image.NewGray(image.Rect(0, 0, 0, 8)), 75},
		"too wide":      {image.NewGray(image.Rect(0, 0, 65536, 1)), 75},
		"too high":      {image.NewGray(image.Rect(0, 0, 1, 65536)), 75},
		"not at origin": {image.NewGray(image.Rect(1, 0, 8, 8)), 75},
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

func FuzzEncode(f *testing.F) {
	f.Add(uint16(16), uint16(16), uint8(0), uint8(74), []byte("01234567"))
	f.Add(uint16(1), uint16(70), uint8(3), uint8(0), []byte{0, 255})
	f.Add(uint16(65), uint16(9), uint8(2), uint8(99), []byte{255, 0, 0, 128, 9})
	f.Fuzz(func(t *testing.T, w, h uint16, kind, quality uint8, samples []byte) {
		i := 0
		m := drawn(encodeKinds[kind%4], int(w%200)+1, int(h%200)+1, func(int, int, int) byte {
			i++
			if len(samples) == 0 {
				return 0
			}
			return samples[i%len(samples)] + byte(i/256)
		})
		reread(t, m, int(quality%100)+1)
		if _, mean := reread(t, m, 100); mean > 0.6 {
			t.Errorf("mean difference %.2f", mean)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	grain := noise(4)
	m := drawn(image.YCbCrSubsampleRatio420, 1600, 1200, func(p, x, y int) byte {
		return slope(p, x/16, y/16) + byte(x*y>>10)&31 + grain(p, x, y)&7
	})
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			_ = Encode(io.Discard, m, 75)
		}
	})
	b.Run("standard library", func(b *testing.B) {
		for b.Loop() {
			_ = stdjpeg.Encode(io.Discard, m, &stdjpeg.Options{Quality: 75})
		}
	})
}
