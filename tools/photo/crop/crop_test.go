package crop

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"
	"testing"
)

// field is a flat picture, with a bright spot at p where r is its half side.
func field(width, height int, p image.Point, r int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{120, 125, 130, 255}), image.Point{}, draw.Src)
	spot := image.Rectangle{p, p}.Inset(-r)
	draw.Draw(m, spot, image.NewUniform(color.RGBA{250, 200, 30, 255}), image.Point{}, draw.Src)
	draw.Draw(m, spot.Inset(r/2), image.NewUniform(color.RGBA{90, 20, 200, 255}), image.Point{}, draw.Src)
	return m
}

// ycbcr is m as it would come out of a JPEG.
func ycbcr(m *image.RGBA) *image.YCbCr {
	out := image.NewYCbCr(m.Rect, image.YCbCrSubsampleRatio420)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			c := m.RGBAAt(x, y)
			i, j := out.YOffset(x, y), out.COffset(x, y)
			out.Y[i], out.Cb[j], out.Cr[j] = color.RGBToYCbCr(c.R, c.G, c.B)
		}
	}
	return out
}

// right checks what holds for every rectangle.
func right(t *testing.T, picture, r image.Rectangle, width, height int) {
	t.Helper()
	if r.Empty() || !r.In(picture) {
		t.Fatalf("%v is not in %v", r, picture)
	}
	if r.Min.X%2 != 0 || r.Min.Y%2 != 0 {
		t.Errorf("%v does not begin at even pixels", r)
	}
	if r.Dx() < picture.Dx() && r.Dy() < picture.Dy() {
		t.Errorf("%v in %v could be larger", r, picture)
	}
	wide, high := float64(r.Dy()*width)/float64(height), float64(r.Dx()*height)/float64(width)
	if math.Abs(wide-float64(r.Dx())) > 1 && math.Abs(high-float64(r.Dy())) > 1 {
		t.Errorf("%v in %v is not %d:%d", r, picture, width, height)
	}
}

var shapes = []image.Point{{1200, 630}, {1, 1}, {3, 4}, {16, 9}, {50, 1}, {1, 50}}

func TestAroundKeepsTheSubject(t *testing.T) {
	for _, size := range []image.Point{{450, 800}, {800, 450}, {401, 403}, {150, 100}} {
		for _, place := range []image.Point{{15, 20}, {50, 20}, {85, 30}, {20, 80}, {50, 85}, {80, 75}} { // percent
			spot := image.Pt(place.X*size.X/100, place.Y*size.Y/100)
			img := field(size.X, size.Y, spot, min(size.X, size.Y)/12)
			for _, shape := range shapes[:4] {
				for _, img := range []image.Image{img, ycbcr(img)} {
					r, err := Around(img, "", shape.X, shape.Y)
					if right(t, img.Bounds(), r, shape.X, shape.Y); err != nil || !spot.In(r) {
						t.Errorf("%T %v, %v: the subject at %v is not in %v, %v", img, size, shape, spot, r, err)
					}
				}
			}
		}
	}
}

// A head above a body with more colour and detail than it.
func TestAroundKeepsTheHead(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 900, 1600))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{180, 190, 200, 255}), image.Point{}, draw.Src)
	head := image.Rect(370, 150, 530, 350)
	for y := range 1600 {
		for x := range 900 {
			dx, dy := x-450, y-250
			switch {
			case dx*dx*25/16+dy*dy < 10000:
				m.SetRGBA(x, y, color.RGBA{225, 172, 140, 255})
				if y < 200 {
					m.SetRGBA(x, y, color.RGBA{70, 45, 30, 255})
				}
			case y > 350 && max(dx, -dx) < 250:
				m.SetRGBA(x, y, color.RGBA{215, byte(80 + x/20%2*60), byte(40 + y/30%2*60), 255})
			}
		}
	}
	for _, shape := range shapes[:2] {
		r, err := Around(ycbcr(m), "", shape.X, shape.Y)
		if right(t, m.Rect, r, shape.X, shape.Y); err != nil || !head.In(r) {
			t.Errorf("%v: the head %v is not in %v, %v", shape, head, r, err)
		}
	}
}

func TestAroundFocus(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 1000, 500))
	for _, c := range []struct {
		focus         string
		width, height int
		want          image.Rectangle
	}{
		{"50 50", 1, 1, image.Rect(250, 0, 750, 500)},
		{"0 0", 1, 1, image.Rect(0, 0, 500, 500)},
		{"100 100", 1, 1, image.Rect(500, 0, 1000, 500)},
		{"30 10", 1, 1, image.Rect(50, 0, 550, 500)},
		{"50 30", 4, 1, image.Rect(0, 24, 1000, 274)},
		{"10 99", 4, 1, image.Rect(0, 250, 1000, 500)},
		{"99 99", 2, 1, image.Rect(0, 0, 1000, 500)},
	} {
		got, err := Around(m, c.focus, c.width, c.height)
		if right(t, m.Rect, got, c.width, c.height); err != nil || got != c.want {
			t.Errorf("%q %d:%d: %v, %v, want %v", c.focus, c.width, c.height, got, err, c.want)
		}
	}
}

func TestAroundSmallAndLong(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {2, 1}, {1, 3}, {3, 3}, {7, 5}, {9, 8}, {17, 400}, {4000, 1}, {2, 3000}, {5000, 40}} {
		for _, shape := range shapes {
			for _, focus := range []string{"", "0 100", "70 70"} {
				m := field(size.X, size.Y, size.Div(2), 3)
				r, err := Around(m, focus, shape.X, shape.Y)
				if right(t, m.Rect, r, shape.X, shape.Y); err != nil {
					t.Error(size, shape, err)
				}
			}
		}
	}
}

func TestFocus(t *testing.T) {
	for s, want := range map[string]point{
		"50 30": {50, 30}, "50,30": {50, 30}, "50, 30": {50, 30}, "50 , 30": {50, 30}, "50% 30%": {50, 30}, "50%,30%": {50, 30},
		"50 % / 30 %": {50, 30}, "50/30": {50, 30}, "50;30": {50, 30}, "  0\t100\n": {0, 100}, "33,3 25": {33.3, 25},
		"33,3% 25,5%": {33.3, 25.5}, "33,3, 25": {33.3, 25}, "33.3,25.5": {33.3, 25.5}, "33.3 25": {33.3, 25}, "33,3/25": {33.3, 25},
		"050 9": {50, 9},
	} {
		got, err := parse(s)
		if err != nil || *got != want {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
	if p, err := parse(" "); p != nil || err != nil {
		t.Errorf("nothing: %v, %v", p, err)
	}
	for _, s := range []string{
		"50", "50 30 20", "101 30", "50 100,1", "-1 30", "50-30", "midden", "links boven", "50,30,20", "33,3,25", "5o 30", "50 30x", "NaN 1",
		"1e1 30", "50..1 30", ".5 30", "５０ 30", "% %", ",", "50px 30px", strings.Repeat("9", 400) + " 1",
	} {
		if p, err := parse(s); err == nil || !strings.Contains(err.Error(), `"50 30"`) {
			t.Errorf("%q: %v, %v", s, p, err)
		}
	}
	m := field(400, 200, image.Pt(350, 100), 30)
	want, _ := Around(m, "", 1, 1)
	if r, err := Around(m, "midden", 1, 1); err == nil || r != want {
		t.Errorf("a bad focus gives %v, %v, want %v", r, err, want)
	}
}

func FuzzAround(f *testing.F) {
	f.Add("50 30", uint8(40), uint8(30), uint8(19), uint8(10))
	f.Add("33,3 / 25%", uint8(1), uint8(200), uint8(1), uint8(255))
	f.Add("", uint8(200), uint8(3), uint8(4), uint8(5))
	f.Fuzz(func(t *testing.T, focus string, w, h, width, height uint8) {
		if w == 0 || h == 0 || width == 0 || height == 0 {
			t.Skip()
		}
		m := field(int(w), int(h), image.Pt(int(w)/3, int(h)/2), 4)
		r, _ := Around(m, focus, int(width), int(height))
		right(t, m.Rect, r, int(width), int(height))
	})
}

func BenchmarkAround(b *testing.B) {
	m := ycbcr(field(1600, 1200, image.Pt(400, 300), 100))
	for b.Loop() {
		if _, err := Around(m, "", 1200, 630); err != nil {
			b.Fatal(err)
		}
	}
}
