package photo_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math/rand"
	"slices"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
)

// everything does with a picture all that the program does with one, and gives the error of the first step that refuses it. A step
// may not accept what another one refuses.
func everything(c *photo.Codec, data []byte) error {
	set := photo.Set{Widths: []int{24, 400}, Formats: []photo.Format{photo.JPEG}, Quality: 75}
	width, height, err := photo.Size(data)
	if err != nil {
		return err
	}
	plan := set.Plan(width, height, "", []photo.Crop{photo.Card, photo.Share})
	derived := c.Derive(data, plan, "", 75, func(photo.Derivative, []byte) error { return nil })
	if m, err := c.NewMaster(data); (err == nil) != (derived == nil) {
		return fmt.Errorf("derivatives: %v, but the master: %v", derived, err)
	} else if err == nil && m.Width*m.Height == 0 {
		return fmt.Errorf("a master of %dx%d", m.Width, m.Height)
	}
	if _, err := c.Thumbnail(data, 64); (err == nil) != (derived == nil) {
		return fmt.Errorf("derivatives: %v, but the thumbnail: %v", derived, err)
	}
	return derived
}

// refusal tells what is wrong with the way in which a picture was refused.
func refusal(err error) string {
	var n notice.Notice
	switch {
	case !errors.As(err, &n):
		return fmt.Sprintf("not a notice: %v", err)
	case n.Text == "" || n.Hint == "":
		return fmt.Sprintf("no way out: %v", err)
	}
	return ""
}

// whole are good pictures of every format that can be made here.
func whole(t testing.TB) map[string][]byte {
	c, m := photo.DefaultCodec(), scene(90, 70)
	grey := make([]byte, 90*70*3+70*2)
	for i := range grey {
		grey[i] = byte(i * 31)
	}
	out := map[string][]byte{
		"jpeg": jpegOf(t, m), "png": pngOf(t, m), "gif": gifOf(t, 90, 70),
		"tiff": tiffOf(90, 70, 1, 90*70, 0, grey[:90*70]), "bmp": bmpOf(90, 70, grey),
	}
	if c.WebP != nil {
		var b bytes.Buffer
		if err := c.WebP(&b, m, 75); err != nil {
			t.Fatal(err)
		}
		out["webp"] = b.Bytes()
	}
	return out
}

// Wherever the connection broke, half a photo is not published as a whole one.
func TestTruncated(t *testing.T) {
	c := photo.DefaultCodec()
	for name, good := range whole(t) {
		if err := everything(c, good); err != nil {
			t.Errorf("%s, whole: %v", name, err)
			continue
		}
		ends := []int{0, 1, 2, 3, 7, 8, 11, 12, 13, 20, 33, len(good) - 20}
		for i := range 24 {
			ends = append(ends, len(good)*i/24)
		}
		for _, end := range ends {
			if err := everything(c, good[:end]); err == nil {
				t.Errorf("%s: %d of %d bytes are a photo", name, end, len(good))
			} else if s := refusal(err); s != "" {
				t.Errorf("%s, %d of %d bytes: %s", name, end, len(good), s)
			}
		}
	}
}

// A photo with wrong bytes is refused or shown wrongly, and never more than that.
func TestCorrupt(t *testing.T) {
	c := photo.DefaultCodec()
	r := rand.New(rand.NewSource(5))
	for name, good := range whole(t) {
		for range 60 {
			data := bytes.Clone(good)
			for range 1 + r.Intn(6) {
				data[r.Intn(len(data))] = byte(r.Int())
			}
			if w, h, err := photo.Size(data); err == nil && w*h > 1<<20 {
				continue // another test
			}
			if err := everything(c, data); err != nil && refusal(err) != "" {
				t.Errorf("%s: %s", name, refusal(err))
			}
		}
	}
}

// EXIF that goes round in circles, counts without end, or has no photo around it.
func TestStrangeEXIF(t *testing.T) {
	c := photo.DefaultCodec()
	good := jpegOf(t, scene(90, 70))
	with := func(exif []byte) []byte {
		return slices.Concat(good[:2], segment(0xe1, []byte("Exif\x00\x00"), exif), good[2:])
	}
	loop := tiffFile([]tiffEntry{{0x112, 3, 1, 6}, {0x14a, 4, 1, 8}, {0x8769, 4, 1, 8}, {0x8825, 4, 1, 8}}, 8, nil)
	for name, test := range map[string]struct {
		data          []byte
		width, height int // 0 is refused
	}{
		"loop":              {with(loop), 70, 90},
		"without end":       {with(tiffFile([]tiffEntry{{0x112, 3, 1 << 31, 6}}, 1<<31, nil)), 90, 70},
		"orientation 9":     {with(tiffFile([]tiffEntry{{0x112, 3, 1, 9}}, 0, nil)), 90, 70},
		"empty":             {with(nil), 90, 70},
		"nothing else":      {slices.Concat(good[:2], segment(0xe1, []byte("Exif\x00\x00"), loop), []byte{0xff, 0xd9}), 0, 0},
		"end of file":       {slices.Concat(good[:2], segment(0xe1, []byte("Exif\x00\x00"), loop)), 0, 0},
		"tiff with a loop":  {tiffOf(30, 20, 1, 600, 8, make([]byte, 600)), 30, 20},
		"tiff that is none": {tiffFile(nil, 8, nil), 0, 0},
	} {
		err := everything(c, test.data)
		if test.width == 0 {
			if err == nil || refusal(err) != "" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if w, h, sizeErr := photo.Size(test.data); err != nil || sizeErr != nil || w != test.width || h != test.height {
			t.Errorf("%s: %dx%d, %v; want %dx%d", name, w, h, err, test.width, test.height)
		}
	}
}

// aperture is a rectangle as the property clap has it: its size, and its centre from that of the picture, in fractions.
func aperture(r image.Rectangle, whole image.Point) []byte {
	two := func(v int) []byte { return slices.Concat(be32(v), be32(2)) }
	return slices.Concat(be32(r.Dx()), be32(1), be32(r.Dy()), be32(1), two(r.Min.X+r.Max.X-whole.X), two(r.Min.Y+r.Max.Y-whole.Y))
}

// What somebody cut off does not come back, whatever size is made of the rest.
func TestWhatIsCutOffStaysAway(t *testing.T) {
	size, part := image.Pt(3600, 400), image.Rect(500, 60, 3300, 340)
	stored := image.NewNRGBA(image.Rectangle{Max: size})
	draw.Draw(stored, stored.Rect, image.NewUniform(color.NRGBA{200, 0, 0, 255}), image.Point{}, draw.Src)
	draw.Draw(stored, part, image.NewUniform(color.NRGBA{0, 0, 200, 255}), image.Point{}, draw.Src)
	c := photo.DefaultCodec()
	c.DecodeAVIF = func([]byte) (image.Image, error) { return stored, nil }
	data := heifFile{kind: "av01", coded: make([]byte, 20000), tile: size, grid: image.Pt(1, 1), seen: aperture(part, size)}.bytes()
	if w, h, err := photo.Size(data); err != nil || w != part.Dx() || h != part.Dy() {
		t.Fatalf("%dx%d, %v", w, h, err)
	}
	pictures := map[string][]byte{}
	m, err := c.NewMaster(data)
	if err != nil {
		t.Fatal(err)
	}
	pictures["master"] = m.Data
	if m.Width != photo.MaxSide || m.Height != (part.Dy()*photo.MaxSide+part.Dx()/2)/part.Dx() {
		t.Errorf("the master is %dx%d", m.Width, m.Height)
	}
	if pictures["thumbnail"], err = c.Thumbnail(data, 320); err != nil {
		t.Fatal(err)
	}
	set := photo.Set{Widths: []int{400}, Formats: []photo.Format{photo.JPEG}, Quality: 75}
	err = c.Derive(data, set.Plan(part.Dx(), part.Dy(), "", []photo.Crop{photo.Card}), "", 75, func(d photo.Derivative, data []byte) error {
		pictures[d.Suffix] = bytes.Clone(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range pictures {
		img, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range []image.Point{{}, img.Bounds().Max.Sub(image.Pt(1, 1)), {img.Bounds().Max.X / 2, 0}, {0, img.Bounds().Max.Y / 2}} {
			if r, _, b, _ := img.At(p.X, p.Y).RGBA(); r > b {
				t.Errorf("%s of %v: at %v is what was cut off", name, img.Bounds(), p)
			}
		}
	}
}

// A picture of another size than its header says is not believed, whoever decoded it.
func TestDecodersAreNotBelieved(t *testing.T) {
	c := photo.DefaultCodec()
	data := heifFile{kind: "av01", coded: make([]byte, 100), tile: image.Pt(800, 600), grid: image.Pt(1, 1)}.bytes()
	for name, img := range map[string]image.Image{
		"smaller": scene(64, 48), "larger": scene(1600, 1200), "empty": image.NewNRGBA(image.Rectangle{}), "right": scene(800, 600),
	} {
		c.DecodeAVIF = func([]byte) (image.Image, error) { return img, nil }
		err := everything(c, data)
		if (err == nil) != (name == "right") || err != nil && refusal(err) != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, decode := range map[string]func([]byte) (image.Image, error){
		"panic": func([]byte) (image.Image, error) { panic("decoder") },
		"error": func([]byte) (image.Image, error) { return nil, io.ErrUnexpectedEOF },
	} {
		c.DecodeAVIF = decode
		if err := everything(c, data); err == nil || refusal(err) != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
