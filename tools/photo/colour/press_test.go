package colour

import (
	"fmt"
	"image"
	"testing"
)

// TestCMYK holds colours without a profile against what design programs show for Coated FOGRA39.
func TestCMYK(t *testing.T) {
	var sum float64
	swatches := []struct {
		ink [4]int // percent
		hex string
	}{
		{[4]int{0, 0, 0, 0}, "ffffff"}, {[4]int{100, 0, 0, 0}, "009fe3"}, {[4]int{0, 100, 0, 0}, "e6007e"}, {[4]int{0, 0, 100, 0}, "ffed00"},
		{[4]int{0, 0, 0, 100}, "1d1d1b"}, {[4]int{0, 100, 100, 0}, "e30613"}, {[4]int{100, 0, 100, 0}, "009640"}, {[4]int{100, 100, 0, 0}, "312783"},
		{[4]int{0, 0, 0, 50}, "9d9d9c"}, {[4]int{0, 0, 0, 20}, "dadada"}, {[4]int{0, 50, 100, 0}, "f39200"}, {[4]int{85, 50, 0, 0}, "1d71b8"},
		{[4]int{50, 0, 100, 0}, "95c11f"}, {[4]int{25, 25, 40, 0}, "cbbba0"}, {[4]int{30, 50, 75, 10}, "b17f4a"}, {[4]int{50, 70, 80, 70}, "432918"},
	}
	for _, s := range swatches {
		img := image.NewCMYK(image.Rect(0, 0, 1, 1))
		for i, v := range s.ink {
			img.Pix[i] = uint8((v*255 + 50) / 100)
		}
		r, g, b, _ := CMYK(img).At(0, 0).RGBA()
		var want [3]float64
		var v [3]int
		if _, err := fmt.Sscanf(s.hex, "%02x%02x%02x", &v[0], &v[1], &v[2]); err != nil {
			t.Fatal(err)
		}
		for i := range v {
			want[i] = float64(v[i])
		}
		got := [3]float64{float64(r >> 8), float64(g >> 8), float64(b >> 8)}
		d := deltaE(got, want)
		if sum += d; d > 6 {
			t.Errorf("%v is %v, not %v", s.ink, got, want)
		}
	}
	if mean := sum / float64(len(swatches)); mean > 2 {
		t.Errorf("ΔE %.2f", mean)
	}
}
