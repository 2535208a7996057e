// Command icons draws the pictures of the site that cannot be SVG, from its mark (static/merk.svg): icons for the home screen of a
// phone, and the picture of a shared page that has no photo. Run it after the mark changed, and commit what it makes:
//
//	go run ./tools/icons
//
// A test draws them again and compares them with what is committed. The mark is read as SVG, of which this knows rect and path
// (M L H V Z, fill, and stroke with round ends): enough for a mark, and it says so when it meets more.
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
)

// picture is one file that is made of the mark.
type picture struct {
	name          string // below static
	width, height int
	mark          float64 // height of the mark, as a part of that of the picture
	ground        color.Color
}

// sun is behind the mark: --zon-100 in assets/css/tokens.css, light enough for the stripes of the mark to be seen in it.
var sun = color.NRGBA{0xff, 0xf3, 0xd0, 0xff}

var pictures = []picture{
	{"icoon-192.png", 192, 192, 1, color.Transparent},
	{"icoon-512.png", 512, 512, 1, color.Transparent},
	{"icoon-maskable-512.png", 512, 512, 0.6, sun}, // what a phone cuts off is at most a fifth on each side
	{"apple-touch-icon.png", 180, 180, 0.72, sun},
	{"delen.png", 1200, 630, 0.6, sun},
}

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

// run draws all pictures of the site in dir.
func run(dir string) error {
	all, err := draw(dir)
	if err != nil {
		return err
	}
	for i, p := range pictures {
		var b bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&b, all[i]); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "static", p.name), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// draw gives the pictures in their order.
func draw(dir string) ([]*image.NRGBA, error) {
	data, err := os.ReadFile(filepath.Join(dir, "static", "merk.svg"))
	if err != nil {
		return nil, err
	}
	mark, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("merk.svg: %w", err)
	}
	var out []*image.NRGBA
	for _, p := range pictures {
		img := image.NewNRGBA(image.Rect(0, 0, p.width, p.height))
		for i := range img.Pix {
			r, g, b, a := p.ground.RGBA()
			img.Pix[i] = [...]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}[i%4]
		}
		scale := p.mark * float64(p.height) / mark.height
		mark.draw(img, scale, (float64(p.width)-scale*mark.width)/2, (float64(p.height)-scale*mark.height)/2)
		out = append(out, img)
	}
	return out, nil
}
