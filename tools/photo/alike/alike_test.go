package alike

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// scene is a picture that can be drawn in any size: a ground, and some shapes on it.
type scene struct {
	ground [4]float64
	shapes [24]struct{ x, y, rx, ry, grey float64 }
}

func newScene(seed uint64) *scene {
	r := rand.New(rand.NewPCG(seed, 1))
	s := &scene{}
	for i := range s.ground {
		s.ground[i] = r.Float64()
	}
	for i := range s.shapes {
		p := &s.shapes[i]
		p.x, p.y, p.rx, p.ry, p.grey = r.Float64(), r.Float64(), 0.03+0.2*r.Float64(), 0.03+0.2*r.Float64(), 255*r.Float64()
	}
	return s
}

func (s *scene) at(x, y float64) float64 {
	v := 60 + 130*(s.ground[0]*x+s.ground[1]*y+s.ground[2]*math.Sin(9*x)*math.Cos(7*y))/2
	for _, p := range s.shapes {
		if dx, dy := (x-p.x)/p.rx, (y-p.y)/p.ry; dx*dx+dy*dy < 1 {
			v = p.grey
		}
	}
	return v
}

// draw draws the part of a scene from (left, top) on, of the given width and height.
func (s *scene) draw(w, h int, left, top, width, height float64) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Pix[y*img.Stride+x] = uint8(min(255, max(0, s.at(left+width*(float64(x)+0.5)/float64(w), top+height*(float64(y)+0.5)/float64(h)))))
		}
	}
	return img
}

func (s *scene) whole(w, h int) *image.Gray { return s.draw(w, h, 0, 0, 1, 1) }

func recompress(t *testing.T, img image.Image, quality int) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	out, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func lighter(img *image.Gray, gain, lift float64) *image.Gray {
	for i, v := range img.Pix {
		img.Pix[i] = uint8(min(255, gain*float64(v)+lift))
	}
	return img
}

func TestTheSamePhoto(t *testing.T) {
	for seed := range uint64(5) {
		s := newScene(seed)
		photo := Hash(s.whole(600, 450))
		for name, other := range map[string]image.Image{
			"large":      s.whole(1000, 750),
			"small":      s.whole(200, 150),
			"quality 30": recompress(t, s.whole(600, 450), 30),
			"brighter":   lighter(s.whole(600, 450), 1.05, 12),
			"less light": lighter(s.whole(600, 450), 0.85, 0),
			"cropped":    recompress(t, s.draw(588, 441, 0.01, 0.01, 0.98, 0.98), 70),
		} {
			if p := Hash(other); !Same(photo, p) || !Same(p, photo) || Distance(photo, p) > 333 {
				t.Errorf("scene %d, %s: distance %d", seed, name, Distance(photo, p))
			}
		}
	}
}

func TestOtherPhotos(t *testing.T) {
	var prints []Print
	for seed := range uint64(100) {
		prints = append(prints, Hash(newScene(seed).whole(120, 90)))
	}
	s := newScene(1)
	prints = append(prints,
		Hash(s.draw(200, 150, 0.15, 0.1, 0.85, 0.9)), // the camera was elsewhere
		Hash(s.draw(150, 200, 1, 0, -1, 1)),          // mirrored
		Hash(s.draw(200, 150, 0.25, 0.25, 0.5, 0.5))) // a part of it
	for i, a := range prints {
		for _, b := range prints[:i] {
			if Same(a, b) {
				t.Errorf("two pictures at a distance of %d are taken for one", Distance(a, b))
			}
		}
	}
}

func TestTooLittleToKnowItBy(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 300, 400))
	draw.Draw(white, white.Bounds(), image.White, image.Point{}, draw.Src)
	noisy, sky := image.NewGray(white.Rect), image.NewGray(white.Rect)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noisy.Pix {
		noisy.Pix[i] = uint8(245 + r.IntN(10))
		sky.Pix[i] = uint8(120 + i/300/4 + r.IntN(4))
	}
	for name, img := range map[string]image.Image{
		"white": white, "a scan of nothing": noisy, "a clear sky": sky, "transparent": image.NewNRGBA(image.Rect(0, 0, 90, 90)),
		"one pixel": image.NewGray(image.Rect(0, 0, 1, 1)), "no pixel": &image.Gray{},
	} {
		if p := Hash(img); p != (Print{}) || Same(p, p) || Distance(p, p) != 1000 {
			t.Errorf("%s has the print %x", name, p)
		}
	}
}

// The print of this picture, that no floating point has touched, is the same for every machine, kind of image and place in it.
func TestOnePrintEverywhere(t *testing.T) {
	const w, h = 97, 61
	grey := image.NewGray(image.Rect(0, 0, w, h))
	for i := range grey.Pix {
		x, y := i%w, i/w
		grey.Pix[i] = uint8((x*x/7 + y*y*3/5 + x*y/9 + 40*(x/11%3) + 25*(y/8%2)) % 256)
	}
	ycc := image.NewYCbCr(grey.Rect, image.YCbCrSubsampleRatio420)
	nrgba, rgba := image.NewNRGBA(grey.Rect), image.NewRGBA(image.Rect(-5, -7, w+20, h+30))
	for i := range grey.Pix {
		ycc.Y[i/w*ycc.YStride+i%w] = grey.Pix[i]
		nrgba.Set(i%w, i/w, color.Gray{Y: grey.Pix[i]})
		rgba.Set(i%w, i/w, color.Gray{Y: grey.Pix[i]})
	}
	for name, img := range map[string]image.Image{"grey": grey, "ycbcr": ycc, "nrgba": nrgba, "part": rgba.SubImage(grey.Rect)} {
		text, err := Hash(img).MarshalText()
		if err != nil || string(text) != "cd100c24101000000dd3cc3fd8fe67ea" {
			t.Errorf("%s: %s (%v)", name, text, err)
		}
	}
}

func TestText(t *testing.T) {
	p := Print{0x0123456789abcdef, 1 << 63}
	text, _ := p.MarshalText()
	var q Print
	if err := q.UnmarshalText(text); err != nil || q != p || string(text) != "0123456789abcdef8000000000000000" {
		t.Errorf("%s, %x, %v", text, q, err)
	}
	for _, bad := range []string{"", "12", string(text) + "0", "g" + string(text[1:])} {
		if q.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func FuzzHash(f *testing.F) {
	f.Add(uint8(3), []byte{0, 255, 3, 9, 18, 200})
	f.Fuzz(func(t *testing.T, width uint8, pix []byte) {
		if width == 0 || len(pix) < int(width) {
			return
		}
		w := int(width)
		img := &image.Gray{Pix: pix, Stride: w, Rect: image.Rect(0, 0, w, len(pix)/w)}
		low, high := int64(255*256), int64(0)
		for _, v := range pix[:len(pix)/w*w] {
			low, high = min(low, 256*int64(v)), max(high, 256*int64(v))
		}
		for _, row := range gridOf(img) {
			for _, v := range row {
				if v < low || v > high {
					t.Fatalf("an average of %d of what is from %d to %d", v, low, high)
				}
			}
		}
		if p := Hash(img); p != (Print{}) && !Same(p, p) {
			t.Fatal("a picture is not like itself")
		}
	})
}

func BenchmarkHash(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 600, 450), image.YCbCrSubsampleRatio420)
	for b.Loop() {
		Hash(img)
	}
}

// BenchmarkSame looks a print up among 100,000.
func BenchmarkSame(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	prints := make([]Print, 100_000)
	for i := range prints {
		prints[i] = Print{r.Uint64(), r.Uint64()}
	}
	for b.Loop() {
		for _, p := range prints[1:] {
			if Same(prints[0], p) {
				b.Fatal("the same")
			}
		}
	}
}
