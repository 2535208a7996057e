package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"slices"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo/alike"
)

// codec has a WebP encoder that writes something, where the program has none.
var codec = func() *Codec {
	c := DefaultCodec()
	if c.WebP == nil {
		c.WebP = func(w io.Writer, img image.Image, _ int) error { return jpeg.Encode(w, img, nil) }
	}
	return c
}()

// corners is a picture of 40x20 whose corners differ: red, green, blue, white from the top left clockwise.
func corners() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for y := range 20 {
		for x := range 40 {
			img.Set(x, y, [2][2]color.Color{{red, white}, {green, blue}}[x/20][y/10])
		}
	}
	return img
}

var (
	red   = color.RGBA{255, 0, 0, 255}
	green = color.RGBA{0, 255, 0, 255}
	blue  = color.RGBA{0, 0, 255, 255}
	white = color.RGBA{255, 255, 255, 255}
)

// withEXIF makes a JPEG of img with an orientation and a GPS position in its EXIF.
func withEXIF(t *testing.T, img image.Image, orientation uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	tiff := append([]byte("II*\x00"), 8, 0, 0, 0, 2, 0)
	entry := func(tag, typ uint16, count, value uint32) {
		tiff = le.AppendUint16(le.AppendUint16(tiff, tag), typ)
		tiff = le.AppendUint32(le.AppendUint32(tiff, count), value)
	}
	entry(0x0112, 3, 1, uint32(orientation))
	entry(0x8825, 4, 1, 38) // GPS directory, behind this one
	tiff = append(tiff, 0, 0, 0, 0)
	tiff = append(tiff, 1, 0)
	entry(1, 2, 2, uint32('N'))
	tiff = append(tiff, 0, 0, 0, 0)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
	return append(append(out, segment...), b.Bytes()[2:]...)
}

func near(a, b color.Color) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	d := func(a, b uint32) bool { return max(a, b)-min(a, b) < 0x3000 }
	return d(r1, r2) && d(g1, g2) && d(b1, b2)
}

// The picture as the camera's owner saw it, for each of the eight ways to hold a camera.
func TestOrientation(t *testing.T) {
	upright := corners()
	for o := uint16(1); o <= 8; o++ {
		// What the sensor stored is the upright picture turned back.
		back := map[uint16]int{6: 8, 8: 6}
		turn := int(o)
		if b, ok := back[o]; ok {
			turn = b
		}
		m, err := codec.NewMaster(withEXIF(t, orient(upright, turn), o))
		if err != nil {
			t.Fatalf("orientation %d: %v", o, err)
		}
		got, err := jpeg.Decode(bytes.NewReader(m.Data))
		if err != nil {
			t.Fatal(err)
		}
		if got.Bounds().Size() != upright.Bounds().Size() {
			t.Errorf("orientation %d: size %v", o, got.Bounds().Size())
			continue
		}
		for _, p := range []image.Point{{5, 5}, {35, 5}, {35, 15}, {5, 15}} {
			if !near(got.At(p.X, p.Y), upright.At(p.X, p.Y)) {
				t.Errorf("orientation %d: at %v %v, want %v", o, p, got.At(p.X, p.Y), upright.At(p.X, p.Y))
			}
		}
	}
}

// orient is the oracle: the eight orientations written out as CIPA DC-008 draws them. It maps where the 0th row
// and 0th column of the stored picture are seen.
func orient(img image.Image, o int) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if o >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch o {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			out.Set(x, y, img.At(sx, sy))
		}
	}
	return out
}

// secret stands in everything beside the pixels of the pictures that secrets makes.
const secret = "52.1405 N 6.1962 E, Geheimstraat 1"

// secrets are pictures with metadata of all kinds, in each format that has any.
func secrets(t *testing.T) map[string][]byte {
	t.Helper()
	jpg := withEXIF(t, corners(), 6)
	segment := func(marker byte, text string) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(text)+2)), text...)
	}
	var meta []byte
	for _, s := range [][]byte{
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret+"</x:xmpmeta>"),
		segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x30"+secret),
		segment(0xe2, "MPF\x00"+secret), segment(0xe0, "JFXX\x00\x10"+secret), segment(0xe5, secret), segment(0xfe, secret),
	} {
		meta = append(meta, s...)
	}
	jpg = slices.Concat(jpg[:2], meta, jpg[2:], []byte(secret))

	var b bytes.Buffer
	if err := png.Encode(&b, corners()); err != nil {
		t.Fatal(err)
	}
	chunk := func(kind, text string) []byte {
		body := append([]byte(kind), text...)
		out := append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), body...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	pic := b.Bytes()
	const header = 8 + 25 // signature and IHDR
	pic = slices.Concat(pic[:header], chunk("tEXt", "Comment\x00"+secret), chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret), chunk("eXIf", "II*\x00\x08\x00\x00\x00"+secret), pic[header:], []byte(secret))

	b.Reset()
	pal := image.NewPaletted(image.Rect(0, 0, 40, 20), color.Palette{red, green})
	if err := gif.Encode(&b, pal, nil); err != nil {
		t.Fatal(err)
	}
	anim := b.Bytes()
	anim = slices.Concat(anim[:len(anim)-1], []byte{0x21, 0xfe, byte(len(secret))}, []byte(secret), []byte{0, 0x3b})
	return map[string][]byte{"jpeg": jpg, "png": pic, "gif": anim}
}

func TestNothingBesideThePixelsGetsOut(t *testing.T) {
	set := Set{Widths: []int{20, 40}, Formats: []Format{JPEG, WebP}, Quality: 75}
	for name, data := range secrets(t) {
		made := map[string][]byte{}
		m, err := codec.NewMaster(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		made["master"] = m.Data
		if made["thumbnail"], err = codec.Thumbnail(data, 20); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for from, source := range map[string][]byte{"source": data, "master": m.Data} {
			err := codec.Derive(source, set.Plan(m.Width, m.Height, "", []Crop{Card, Share}), "", 75, func(d Derivative, data []byte) error {
				made[from+d.Suffix] = bytes.Clone(data)
				return nil
			})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if len(made) < 12 {
			t.Errorf("%s: only %d pictures", name, len(made))
		}
		for what, data := range made {
			for _, mark := range []string{"Geheim", "Exif", "EXIF", "http://ns.adobe.com", "Photoshop", "ICC", "iCCP", "tEXt", "JFXX"} {
				if bytes.Contains(data, []byte(mark)) {
					t.Errorf("%s: the %s holds %s", name, what, mark)
				}
			}
		}
	}
}

func TestMasterSize(t *testing.T) {
	m, err := codec.NewMaster(withEXIF(t, image.NewYCbCr(image.Rect(0, 0, 3000, 6000), image.YCbCrSubsampleRatio420), 1))
	if err != nil {
		t.Fatal(err)
	}
	if m.Width != MaxSide/2 || m.Height != MaxSide {
		t.Errorf("%dx%d", m.Width, m.Height)
	}
}

// What a picture looks like is the same of it, of its master and of what is made of it, in any size and format.
func TestPrint(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 1200, 900))
	for i := range 1200 * 900 {
		x, y := i%1200, i/1200
		v := uint8(128 + 60*math.Sin(float64(x*y)/90000) + 50*math.Cos(float64(x)/61) + 15*math.Sin(float64(y)/23))
		img.SetNRGBA(x, y, color.NRGBA{v, v / 2, 255 - v, 255})
	}
	var source bytes.Buffer
	if err := png.Encode(&source, img); err != nil {
		t.Fatal(err)
	}
	m, err := codec.NewMaster(source.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	plan := (&Set{Widths: []int{400, 800}, Formats: []Format{JPEG, WebP}, Quality: 60}).Plan(m.Width, m.Height, "", nil)
	made := [][]byte{source.Bytes(), m.Data}
	if err := codec.Derive(m.Data, plan, "", 60, func(_ Derivative, data []byte) error { made = append(made, bytes.Clone(data)); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, data := range made {
		if p, err := codec.Print(data); err != nil || !alike.Same(p, m.Alike) {
			t.Errorf("picture %d of %d: distance %d, %v", i, len(made), alike.Distance(p, m.Alike), err)
		}
	}
	if _, err := codec.Print([]byte("geen foto")); err == nil {
		t.Error("a text has a print")
	}
}

// A drawing keeps its colours to the bit, and takes fewer bytes than as a photo.
func TestDrawingStays(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for y := range 200 {
		for x := range 300 {
			c := color.NRGBA{255, 248, 231, 255}
			if (x/30+y/20)%3 == 0 {
				c = color.NRGBA{200, 16, byte(46 + (x+y)/9), 255} // more than 50 reds, without an edge between
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	m, err := codec.NewMaster(b.Bytes())
	if err != nil || m.Ext != ".png" || len(m.Data) > 3000 {
		t.Fatalf("%s of %d bytes, %v", m.Ext, len(m.Data), err)
	}
	got, err := png.Decode(bytes.NewReader(m.Data))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 200 {
		for x := range 300 {
			if c := color.NRGBAModel.Convert(got.At(x, y)); c != img.At(x, y) {
				t.Fatalf("at %d,%d is %v, want %v", x, y, c, img.At(x, y))
			}
		}
	}
}

func TestTransparencyStays(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	m, err := codec.NewMaster(b.Bytes())
	if err != nil || m.Ext != ".png" {
		t.Errorf("%+v, %v", m, err)
	}
	var out bytes.Buffer
	if err := codec.Encode(&out, img, JPEG, 75); err != nil {
		t.Fatal(err)
	}
	if flat, err := jpeg.Decode(&out); err != nil || !near(flat.At(1, 1), white) {
		t.Errorf("transparent became %v, not white (%v)", flat.At(1, 1), err)
	}
}

func TestBadPicturesAreRefused(t *testing.T) {
	good := withEXIF(t, corners(), 1)
	for name, data := range map[string][]byte{
		"empty":     nil,
		"text":      []byte("dit is geen foto"),
		"truncated": good[:len(good)/2],
		"huge":      hugePNG(t),
		"heic":      []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		"avif":      []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif"),
		"tiff":      []byte("II*\x00\x08\x00\x00\x00"),
	} {
		_, err := codec.NewMaster(data)
		if err == nil || notice.From(err, "").Hint == "" {
			t.Errorf("%s: %v; want a notice with the way out", name, err)
		}
	}
}

// hugePNG is a small file whose header claims 65535x65535 pixels.
func hugePNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	binary.BigEndian.PutUint32(data[16:], 65535)
	binary.BigEndian.PutUint32(data[20:], 65535)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestWidths(t *testing.T) {
	asked := []int{480, 800, 1200, 1600}
	for width, want := range map[int][]int{2560: asked, 1600: asked, 1599: {480, 800, 1200}, 480: {480}, 479: {479}, 0: nil} {
		if got := Widths(width, asked); !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", width, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, corners(), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8 "))
	f.Fuzz(func(t *testing.T, data []byte) {
		if memory, err := Memory(data); err != nil || memory > 8<<20 {
			return // large ones only cost time here
		}
		_, _ = codec.NewMaster(data)
	})
}

func BenchmarkMaster12MP(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = byte(i*7 ^ i>>9)
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 85}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := codec.NewMaster(buf.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
