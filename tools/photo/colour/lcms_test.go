package colour

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// deltaE is the difference of two colours in sRGB, 0 to 255 (CIE 1976).
func deltaE(a, b [3]float64) float64 {
	p, q := toLab(a), toLab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func toLab(c [3]float64) [3]float64 {
	xyz := fromPCS.inverse().apply(vec{srgbCurve.at(c[0] / 255), srgbCurve.at(c[1] / 255), srgbCurve.at(c[2] / 255)})
	f := func(i int) float64 {
		if t := xyz[i] / d50[i]; t > 216.0/24389 {
			return math.Cbrt(t)
		} else {
			return (t*24389/27 + 16) / 116
		}
	}
	return [3]float64{116*f(1) - 16, 500 * (f(0) - f(1)), 200 * (f(1) - f(2))}
}

// spread are pixels all over the device's space, n values a channel.
func spread(channels, n int) [][]uint8 {
	var out [][]uint8
	for i := range int(math.Pow(float64(n), float64(channels))) {
		var px []uint8
		for range channels {
			px = append(px, uint8(i%n*255/(n-1)))
			i /= n
		}
		out = append(out, px)
	}
	return out
}

// convert gives pixels of one kind of picture in sRGB.
func convert(t testing.TB, p *Profile, pixels [][]uint8) [][3]float64 {
	t.Helper()
	r := image.Rect(0, 0, len(pixels), 1)
	var img image.Image
	switch len(pixels[0]) {
	case 1:
		img = &image.Gray{Pix: bytes.Join(pixels, nil), Stride: len(pixels), Rect: r}
	case 3:
		img = &image.NRGBA{Pix: append(bytes.Join(pixels, []byte{255}), 255), Stride: 4 * len(pixels), Rect: r}
	case 4:
		img = &image.CMYK{Pix: bytes.Join(pixels, nil), Stride: 4 * len(pixels), Rect: r}
	}
	img, err := p.Convert(img)
	if err != nil {
		t.Fatal(err)
	}
	out := make([][3]float64, len(pixels))
	for x := range out {
		r, g, b, _ := img.At(x, 0).RGBA()
		out[x] = [3]float64{float64(r >> 8), float64(g >> 8), float64(b >> 8)}
	}
	return out
}

// lcms asks Little CMS for the same.
func lcms(t testing.TB, icc []byte, pixels [][]uint8) [][3]float64 {
	t.Helper()
	file := filepath.Join(t.TempDir(), "profile.icc")
	if err := os.WriteFile(file, icc, 0o600); err != nil {
		t.Fatal(err)
	}
	var in bytes.Buffer
	for _, px := range pixels {
		for _, v := range px {
			if len(px) == 4 {
				fmt.Fprint(&in, float64(v)/2.55, " ")
			} else {
				fmt.Fprint(&in, v, " ")
			}
		}
		fmt.Fprintln(&in)
	}
	cmd := exec.Command("transicc", "-n", "-s", "-t0", "-i"+file, "-o*sRGB")
	cmd.Stdin = &in
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("transicc: %v %s", err, text)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < len(pixels) {
		t.Fatalf("transicc gave %d colours of %d: %s", len(lines), len(pixels), text)
	}
	out := make([][3]float64, len(pixels))
	for i := range out {
		if _, err := fmt.Sscan(lines[i], &out[i][0], &out[i][1], &out[i][2]); err != nil {
			t.Fatalf("%q: %v", lines[i], err)
		}
	}
	return out
}

// compare says how far our colours are from those of Little CMS.
func compare(t testing.TB, icc []byte, p *Profile) (mean, most float64, worst string) {
	t.Helper()
	channels := map[string]int{"GRAY": 1, "RGB ": 3, "CMYK": 4}[string(icc[16:20])]
	pixels := spread(channels, map[int]int{1: 256, 3: 12, 4: 7}[channels])
	ours, theirs := convert(t, p, pixels), lcms(t, icc, pixels)
	for i := range pixels {
		d := deltaE(ours[i], theirs[i])
		mean += d / float64(len(pixels))
		if d > most {
			most, worst = d, fmt.Sprint(pixels[i], " is ", ours[i], ", not ", theirs[i])
		}
	}
	return mean, most, worst
}

func TestAgainstLittleCMS(t *testing.T) {
	if _, err := exec.LookPath("transicc"); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("no transicc (Debian liblcms2-utils), and no skip passes in CI")
		}
		t.Skip("no transicc on this machine (Debian liblcms2-utils)")
	}
	for name, icc := range made() {
		t.Run(name, func(t *testing.T) {
			p, err := Parse(icc)
			if err != nil {
				t.Fatal(err)
			}
			mean, most, worst := compare(t, icc, p)
			t.Logf("ΔE %.2f, at most %.2f", mean, most)
			if mean > 0.6 || most > 2 {
				t.Errorf("ΔE %.2f, at most %.2f: %s", mean, most, worst)
			}
		})
	}
}
