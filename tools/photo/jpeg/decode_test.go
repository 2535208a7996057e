package jpeg

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "make the files of testdata again, with cjpeg and ImageMagick")

// fixtures are pictures of the scene as other encoders write it: the names of the files, and what makes them of a PPM.
var fixtures = map[string]string{
	"grey":                "cjpeg -quality 90 -grayscale",
	"grey-progressive":    "cjpeg -quality 90 -grayscale -progressive",
	"444":                 "cjpeg -quality 90 -sample 1x1",
	"422":                 "cjpeg -quality 90 -sample 2x1",
	"440":                 "cjpeg -quality 90 -sample 1x2",
	"420":                 "cjpeg -quality 90 -optimize",
	"411":                 "cjpeg -quality 90 -sample 4x1",
	"410":                 "cjpeg -quality 90 -sample 4x2",
	"1x4":                 "cjpeg -quality 90 -sample 1x4",
	"3x1":                 "cjpeg -quality 90 -sample 3x1",
	"odd":                 "cjpeg -quality 90 -sample 1x1,2x1,1x2",
	"luma-halved":         "cjpeg -quality 90 -sample 1x1,2x2,2x2",
	"rgb":                 "cjpeg -quality 90 -rgb",
	"best":                "cjpeg -quality 100",
	"restart":             "cjpeg -quality 90 -restart 2B",
	"scans":               "cjpeg -quality 90 -scans <(echo '0; 2; 1;')",
	"progressive":         "cjpeg -quality 90 -progressive",
	"progressive-best":    "cjpeg -quality 100 -sample 1x1 -progressive",
	"progressive-restart": "cjpeg -quality 90 -progressive -restart 3B",
	"ycck":                "convert - -colorspace CMYK -quality 90 jpeg:-",
	"ycck-progressive":    "convert - -colorspace CMYK -quality 90 -interlace line jpeg:-",
	"arithmetic":          "cjpeg -quality 90 -arithmetic",
}

const sceneWidth, sceneHeight = 75, 53

// scene is the picture of the fixtures: slopes of colour, with ripples of light that also the smallest scale shows.
func scene(x, y int) color.RGBA {
	light := 24 * math.Sin(float64(x*x+y*y)/900)
	c := func(v float64) uint8 { return uint8(max(0, min(255, v+light+0.5))) }
	return color.RGBA{c(50 + 2*float64(x)), c(180 - 2*float64(y)), c(60 + float64(x+y)), 255}
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".jpg"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestMain(m *testing.M) {
	flag.Parse()
	if *update {
		var ppm bytes.Buffer
		fmt.Fprintf(&ppm, "P6 %d %d 255\n", sceneWidth, sceneHeight)
		for i := range sceneWidth * sceneHeight {
			c := scene(i%sceneWidth, i/sceneWidth)
			ppm.Write([]byte{c.R, c.G, c.B})
		}
		for name, command := range fixtures {
			cmd := exec.Command("bash", "-c", command)
			cmd.Stdin = bytes.NewReader(ppm.Bytes())
			out, err := cmd.Output()
			if err == nil {
				err = os.WriteFile(filepath.Join("testdata", name+".jpg"), out, 0o644)
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, name, err)
				os.Exit(1)
			}
		}
	}
	os.Exit(m.Run())
}

// differ compares the colours of two pictures of one size, by the largest difference and the mean.
func differ(t *testing.T, a, b image.Image) (largest int, mean float64) {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		t.Fatalf("%v and %v are not of one size", a.Bounds(), b.Bounds())
	}
	sum := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range []int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
				d = max(d, -d)
				largest = max(largest, d)
				sum += d
			}
		}
	}
	return largest, float64(sum) / float64(3*a.Bounds().Dx()*a.Bounds().Dy())
}

// TestFixtures compares with the scene, with what the headers promise and, where it can, with the standard library.
func TestFixtures(t *testing.T) {
	original := image.NewRGBA(image.Rect(0, 0, sceneWidth, sceneHeight))
	grey := image.NewGray(original.Rect)
	for y := range sceneHeight {
		for x := range sceneWidth {
			original.Set(x, y, scene(x, y))
			grey.Set(x, y, scene(x, y))
		}
	}
	for name := range fixtures {
		if name == "arithmetic" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			data := fixture(t, name)
			config, err := ReadConfig(data)
			if err != nil {
				t.Fatal(err)
			}
			want := Config{sceneWidth, sceneHeight, 3, 8, strings.Contains(name, "progressive")}
			ref := image.Image(original)
			switch {
			case strings.HasPrefix(name, "grey"):
				want.Components, ref = 1, grey
			case strings.HasPrefix(name, "ycck"):
				want.Components = 4
			}
			if config != want {
				t.Errorf("the headers say %+v, want %+v", config, want)
			}
			got, err := Decode(data, 1)
			if err != nil {
				t.Fatal(err)
			}
			if largest, mean := differ(t, got, ref); largest > 40 || mean > 3.5 {
				t.Errorf("differs from the scene by %d, on average %.2f", largest, mean)
			}
			std, err := stdjpeg.Decode(bytes.NewReader(data))
			if err != nil {
				return // it reads fewer kinds
			}
			if largest, mean := differ(t, got, std); largest > 4 || mean > 0.5 {
				t.Errorf("differs from the standard library by %d, on average %.2f", largest, mean)
			}
		})
	}
}

// TestKinds holds the kind of picture that comes of each kind of file.
func TestKinds(t *testing.T) {
	adobe := func(data []byte, transform byte) []byte {
		i := bytes.Index(data, []byte("Adobe"))
		return slices.Concat(data[:i+11], []byte{transform}, data[i+12:])
	}
	noAdobe := func(data []byte) []byte { return bytes.Replace(data, []byte("Adobe"), []byte("adobe"), 1) }
	ycck := fixture(t, "ycck")
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"grey", fixture(t, "grey"), "*image.Gray"},
		{"4:4:4", fixture(t, "444"), "YCbCrSubsampleRatio444"},
		{"4:2:2", fixture(t, "422"), "YCbCrSubsampleRatio422"},
		{"4:4:0", fixture(t, "440"), "YCbCrSubsampleRatio440"},
		{"4:2:0", fixture(t, "420"), "YCbCrSubsampleRatio420"},
		{"4:1:1", fixture(t, "411"), "YCbCrSubsampleRatio411"},
		{"4:1:0", fixture(t, "410"), "YCbCrSubsampleRatio410"},
		{"other", fixture(t, "odd"), "YCbCrSubsampleRatio444"},
		{"RGB", fixture(t, "rgb"), "YCbCrSubsampleRatio444"},
		{"YCCK", ycck, "*image.CMYK"},
		{"CMYK", adobe(ycck, 0), "*image.CMYK"},
		{"CMYK that is not inverted", noAdobe(ycck), "*image.CMYK"},
	} {
		for scale := 1; scale <= 8; scale *= 2 {
			img, err := Decode(c.data, scale)
			if err != nil {
				t.Fatalf("%s at 1/%d: %v", c.name, scale, err)
			}
			kind := fmt.Sprintf("%T", img)
			if img, ok := img.(*image.YCbCr); ok {
				kind = img.SubsampleRatio.String()
			}
			if kind != c.want {
				t.Errorf("%s at 1/%d is %s, want %s", c.name, scale, kind, c.want)
			}
		}
	}
	ink := func(data []byte) []uint8 {
		img, err := Decode(data, 1)
		if err != nil {
			t.Fatal(err)
		}
		return img.(*image.CMYK).Pix
	}
	inverted := ink(noAdobe(ycck))
	for i, v := range ink(adobe(ycck, 0)) {
		if v != 255-inverted[i] {
			t.Fatalf("Adobe's CMYK is %d where others have %d", v, inverted[i])
		}
	}
}

// TestSizes compares with the standard library at all sizes around that of a block and an MCU, and at all scales with a
// picture of the full size that is scaled down.
func TestSizes(t *testing.T) {
	for size := 1; size <= 35; size++ {
		for _, img := range []image.Image{
			drawn(-1, size, 36-size, slope),
			drawn(image.YCbCrSubsampleRatio420, size, 36-size, noise(uint64(size))),
		} {
			var b bytes.Buffer
			if err := stdjpeg.Encode(&b, img, &stdjpeg.Options{Quality: 100 - 2*size}); err != nil {
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
			if largest, _ := differ(t, got, want); largest > 4 {
				t.Errorf("%v: differs by %d", img.Bounds(), largest)
			}
			for scale := 2; scale <= 8; scale *= 2 {
				small, err := Decode(b.Bytes(), scale)
				if err != nil {
					t.Fatal(err)
				}
				if want := image.Rect(0, 0, (size+scale-1)/scale, (36-size+scale-1)/scale); small.Bounds() != want {
					t.Errorf("%v at 1/%d is %v, want %v", img.Bounds(), scale, small.Bounds(), want)
				}
			}
		}
	}
	if _, err := Decode(fixture(t, "444"), 3); err == nil {
		t.Error("a scale of 3 is no error")
	}
}
