package heif

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// stored is where the pixel at (x, y) of a picture that is seen stands in one of w by h pixels, as CIPA DC-008 draws the orientations.
func stored(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// heifConvert shows a file with libheif itself, which turns.
func heifConvert(t *testing.T, data []byte) image.Image {
	t.Helper()
	if _, err := exec.LookPath("heif-convert"); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("heif-convert is not on this machine (Debian: libheif-examples)")
		}
		t.Skip("heif-convert is not on this machine (Debian: libheif-examples)")
	}
	from, to := filepath.Join(t.TempDir(), "a.heic"), filepath.Join(t.TempDir(), "a.png")
	if err := os.WriteFile(from, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("heif-convert", from, to).CombinedOutput(); err != nil {
		t.Fatalf("heif-convert: %v\n%s", err, out)
	}
	f, err := os.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// However a picture is turned, cut and coloured: it is seen as libheif shows it, once.
func TestAsLibheif(t *testing.T) {
	_, tile := corners(t)
	irot, imir := func(n byte) []byte { return box("irot", []byte{n}) }, func(n byte) []byte { return box("imir", []byte{n}) }
	clap := box("clap", number(40), number(1), number(30), number(1), number(2), number(1), number(4), number(1))
	limited := box("colr", []byte("nclx\x00\x01\x00\x0d\x00\x01\x00")) // BT.709
	for i, properties := range [][][]byte{
		{}, {irot(1)}, {irot(2)}, {irot(3)}, {imir(0)}, {imir(1)}, {irot(1), imir(0)}, {irot(1), imir(1)}, {irot(3), imir(1)},
		{imir(0), irot(1)}, {clap}, {clap, irot(3)}, {limited}, {limited, irot(1)},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			data := heic(nil, part{"hvc1", tile.Data, append([][]byte{box("hvcC", tile.Config), ispe(64, 64)}, properties...)})
			want := heifConvert(t, data)
			info, err := header.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			img, err := Decode(info)
			if err != nil {
				t.Fatal(err)
			}
			if w, h := info.Upright(); want.Bounds() != image.Rect(0, 0, w, h) {
				t.Fatalf("%dx%d, want %v", w, h, want.Bounds())
			}
			// At the edges libheif smooths colours more. Turned otherwise it is 80.
			if d := difference(info, img, want); d > 8 {
				t.Errorf("the mean difference is %.1f", d)
			}
		})
	}
}

// difference is the mean of that between all values of the pixels, of 255.
func difference(info *header.Info, img, want image.Image) float64 {
	sum, b := 0, want.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			sx, sy := stored(info.Orientation, x, y, info.Crop.Dx(), info.Crop.Dy())
			r, g, b, _ := img.At(info.Crop.Min.X+sx, info.Crop.Min.Y+sy).RGBA()
			wr, wg, wb, _ := want.At(x, y).RGBA()
			for _, d := range []int{int(r) - int(wr), int(g) - int(wg), int(b) - int(wb)} {
				sum += max(d, -d)
			}
		}
	}
	return float64(sum) / float64(3*257*b.Dx()*b.Dy())
}
