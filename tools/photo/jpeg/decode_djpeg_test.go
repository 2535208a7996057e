package jpeg

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDjpeg compares brightness, or colours where the chroma is not subsampled, with libjpeg-turbo. Ours are a bit
// sharper at 1/2 and 1/4, as the package comment explains.
func TestDjpeg(t *testing.T) {
	if _, err := exec.LookPath("djpeg"); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("no djpeg, and no skip passes in CI: install libjpeg-turbo-progs")
		}
		t.Skip("no djpeg on this machine: install libjpeg-turbo-progs")
	}
	for name := range fixtures {
		if name == "arithmetic" || strings.HasPrefix(name, "ycck") {
			continue
		}
		if name == "odd" || name == "luma-halved" {
			continue // brightness is subsampled, which djpeg smooths and no camera does
		}
		for scale := 1; scale <= 8; scale *= 2 {
			args := []string{"-scale", fmt.Sprintf("1/%d", scale), filepath.Join("testdata", name+".jpg")}
			colours := name == "444" || name == "rgb"
			if !colours {
				args = slices.Insert(args, 0, "-grayscale")
			}
			out, err := exec.Command("djpeg", args...).Output()
			if err != nil {
				t.Fatal(name, err)
			}
			got, err := Decode(fixture(t, name), scale)
			if err != nil {
				t.Fatal(name, err)
			}
			w, h := got.Bounds().Dx(), got.Bounds().Dy()
			want := image.NewRGBA(got.Bounds())
			for i := range w * h {
				if colours {
					c := out[len(out)-3*w*h+3*i:]
					want.Set(i%w, i/w, color.RGBA{c[0], c[1], c[2], 255})
				} else {
					want.Set(i%w, i/w, color.Gray{out[len(out)-w*h+i]})
				}
			}
			if got, ok := got.(*image.YCbCr); ok && !colours {
				for i := range got.Cb {
					got.Cb[i], got.Cr[i] = 128, 128
				}
			}
			maxLargest, maxMean := 3, 0.6
			if scale == 2 || scale == 4 {
				maxLargest, maxMean = 12, 1.5
			}
			if largest, mean := differ(t, got, want); largest > maxLargest || mean > maxMean {
				t.Errorf("%s at 1/%d differs by %d, on average %.2f", name, scale, largest, mean)
			}
		}
	}
}
