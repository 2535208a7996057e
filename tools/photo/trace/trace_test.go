package trace

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	stdgif "image/gif"
	stdjpeg "image/jpeg"
	stdpng "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	stdwebp "golang.org/x/image/webp"
)

// The pictures of the tests have 16x8 pixels.

func picture() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 16, 8))
	for i := range img.Pix {
		img.Pix[i] = byte(i*i>>3) | 0x0f
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, segments ...[]byte) []byte {
	data := encoded(t, func(b *bytes.Buffer) error { return stdjpeg.Encode(b, picture(), nil) })
	return slices.Concat(data[:2], slices.Concat(segments...), data[2:])
}

func segment(marker byte, text string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(text)+2)), text...)
}

func asPNG(t testing.TB, chunks ...[]byte) []byte {
	data := encoded(t, func(b *bytes.Buffer) error { return stdpng.Encode(b, picture()) })
	return slices.Concat(data[:33], slices.Concat(chunks...), data[33:])
}

func chunk(kind, text string) []byte {
	body := append([]byte(kind), text...)
	out := append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
}

// asWebP is a WebP without losses of one pixel, extended with chunks.
func asWebP(chunks ...string) []byte {
	all := append([]string{"VP8X\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00", "VP8L\x2f\x00\x00\x00\x00\x07\xd0\xff\xfe\xf7\xbf\xff\x81\x88\xe8\x7f\x00\x00"}, chunks...)
	var body []byte
	for _, c := range all {
		body = append(binary.LittleEndian.AppendUint32(append(body, c[:4]...), uint32(len(c)-4)), c[4:]...)
		body = append(body, make([]byte, len(c)%2)...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4)), append([]byte("WEBP"), body...)...)
}

func asGIF(t testing.TB, extension string) []byte {
	data := encoded(t, func(b *bytes.Buffer) error {
		return stdgif.Encode(b, image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White}), nil)
	})
	return slices.Concat(data[:len(data)-1], []byte(extension), data[len(data)-1:])
}

// tiff is Exif data of a directory, and one that a tag leads to.
func tiff(tag uint16, value uint32, inner ...uint16) string {
	e := binary.LittleEndian
	out := append([]byte("II*\x00"), 8, 0, 0, 0, 1, 0)
	entry := func(tag uint16, value uint32) {
		out = e.AppendUint32(e.AppendUint32(e.AppendUint16(e.AppendUint16(out, tag), 4), 1), value)
	}
	entry(tag, value)
	out = append(out, 0, 0, 0, 0)
	out = e.AppendUint16(out, uint16(len(inner)))
	for _, tag := range inner {
		entry(tag, 0)
	}
	return string(append(out, 0, 0, 0, 0))
}

const inside = 26 // where the second directory of tiff is

func turned(o uint32) string {
	s := []byte(tiff(tagOrientation, o))
	s[12] = 3 // a short
	return string(s)
}

const (
	exif = "Exif\x00\x00"
	icc  = "ICC_PROFILE\x00\x01\x01profiel"
)

func TestFind(t *testing.T) {
	gps := tiff(tagGPS, inside, 0, 2, 4)
	xmp := "<x:xmpmeta><rdf:Description dc:creator='Kim' exif:GPSLatitude='52,8N'/></x:xmpmeta>"
	iim := "\x1c\x02\x50\x00\x03Kim\x1c\x02\x5a\x00\x07Zutphen"
	resource := "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00" + string(rune(len(iim))) + iim
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"JPEG":                {asJPEG(t), ""},
		"JPEG, JFIF":          {asJPEG(t, segment(markerAPP0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")), ""},
		"JPEG, thumbnail":     {asJPEG(t, segment(markerAPP0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc")), "miniatuur"},
		"JPEG, JFXX":          {asJPEG(t, segment(markerAPP0, "JFXX\x00\x10")), "miniatuur"},
		"JPEG, profile":       {asJPEG(t, segment(markerAPP2, icc), segment(markerAPP14, "Adobe\x00\x64\x00\x00\x00\x00\x01")), ""},
		"JPEG, upright":       {asJPEG(t, segment(markerAPP1, exif+turned(6))), ""},
		"JPEG, place":         {asJPEG(t, segment(markerAPP1, exif+gps)), "plaats (GPS)"},
		"JPEG, no place":      {asJPEG(t, segment(markerAPP1, exif+tiff(tagGPS, inside, 0))), ""},
		"JPEG, artist":        {asJPEG(t, segment(markerAPP1, exif+tiff(0x013b, 1))), "naam van de maker"},
		"JPEG, camera":        {asJPEG(t, segment(markerAPP1, exif+tiff(0x0110, 1))), "toestel"},
		"JPEG, time and note": {asJPEG(t, segment(markerAPP1, exif+tiff(tagExif, inside, 0x9003, 0x9286))), "tijdstip, tekst"},
		"JPEG, strange tag":   {asJPEG(t, segment(markerAPP1, exif+tiff(0xbeef, 1))), "onbekend stuk Exif"},
		"JPEG, broken Exif":   {asJPEG(t, segment(markerAPP1, exif+"rommel")), "onbekend stuk Exif"},
		"JPEG, XMP":           {asJPEG(t, segment(markerAPP1, xmpHeader+xmp)), "plaats (GPS), naam van de maker"},
		"JPEG, strange XMP":   {asJPEG(t, segment(markerAPP1, xmpHeader+"<x/>")), "onbekend stuk XMP"},
		"JPEG, IPTC":          {asJPEG(t, segment(markerAPP13, resource)), "plaats (GPS), naam van de maker"},
		"JPEG, other APP13":   {asJPEG(t, segment(markerAPP13, "Ducky")), "onbekend stuk APP13"},
		"JPEG, comment":       {asJPEG(t, segment(markerCOM, "Met Kim in het park")), "tekst"},
		"JPEG, unknown":       {asJPEG(t, segment(0xeb, "JUMBF"), segment(0xe5, "x")), "onbekend stuk APP11, onbekend stuk APP5"},
		"JPEG, behind":        {append(asJPEG(t), "MotionPhoto"...), "onbekend stuk achter de foto"},
		"PNG":                 {asPNG(t, chunk("gAMA", "\x00\x00\xb1\x8f"), chunk("pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01")), ""},
		"PNG, texts":          {asPNG(t, chunk("tEXt", "Author\x00Kim"), chunk("tEXt", "Software\x00Paint"), chunk("zTXt", "Comment\x00\x00x"), chunk("tIME", "\x07\xea\x01\x01\x01\x01\x01")), "naam van de maker, toestel, tijdstip, tekst"},
		"PNG, QR of Hugo":     {asPNG(t, chunk("tEXt", "Software\x00QR-PNG http://qr.swtch.com/")), ""},
		"PNG, XMP":            {asPNG(t, chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp)), "plaats (GPS), naam van de maker"},
		"PNG, Exif":           {asPNG(t, chunk("eXIf", gps)), "plaats (GPS)"},
		"PNG, unknown":        {asPNG(t, chunk("caBX", "x")), "onbekend stuk caBX"},
		"PNG, behind":         {append(asPNG(t), "PK\x03\x04"...), "onbekend stuk achter de foto"},
		"WebP":                {asWebP(), ""},
		"WebP, Exif and XMP":  {asWebP("EXIF"+gps, "XMP "+xmp), "plaats (GPS), naam van de maker"},
		"WebP, unknown":       {asWebP("ABCDx"), "onbekend stuk ABCD"},
		"GIF":                 {asGIF(t, ""), ""},
		"GIF, loops":          {asGIF(t, "\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"), ""},
		"GIF, comment":        {asGIF(t, "\x21\xfe\x03Kim\x00"), "tekst"},
		"SVG":                 {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><title>Een boom</title></svg>`), ""},
		"SVG, metadata":       {[]byte(`<svg><metadata><dc:creator>Kim</dc:creator></metadata></svg>`), "naam van de maker, tekst"},
		"SVG, program":        {[]byte(`<svg inkscape:version="1"><!-- Kim --></svg>`), "toestel, tekst"},
		"text":                {[]byte("Exif GPS"), ""},
		"nothing":             {nil, ""},
	} {
		if got := strings.Join(Find(c.data), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// decode decodes a picture of the formats that are stripped.
func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	decoders := map[int]func([]byte) (image.Image, error){
		jpeg: func(b []byte) (image.Image, error) { return stdjpeg.Decode(bytes.NewReader(b)) },
		png:  func(b []byte) (image.Image, error) { return stdpng.Decode(bytes.NewReader(b)) },
		webp: func(b []byte) (image.Image, error) { return stdwebp.Decode(bytes.NewReader(b)) },
	}
	img, err := decoders[kindOf(data)](data)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestStrip(t *testing.T) {
	secret := tiff(0x013b, 1)
	tilted := string(append([]byte(turned(6)[:8]), []byte("\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x3b\x01\x02\x00\x03\x00\x00\x00Kim\x00\x00\x00\x00\x00")...))
	for name, c := range map[string]struct {
		data []byte
		up   bool // tells which way is up
	}{
		"JPEG": {append(asJPEG(t, segment(markerAPP0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc"), segment(markerAPP1, exif+secret), segment(markerAPP2, icc),
			segment(markerAPP13, "x"), segment(markerAPP14, "Adobe\x00\x64\x00\x00\x00\x00\x01Kim"), segment(markerCOM, "Kim")), "Kim"...), false},
		"JPEG, turned": {asJPEG(t, segment(markerAPP1, exif+tilted)), true},
		"PNG":          {append(asPNG(t, chunk("tEXt", "Author\x00Kim"), chunk("eXIf", secret), chunk("gAMA", "\x00\x00\xb1\x8f")), "Kim"...), false},
		"PNG, turned":  {asPNG(t, chunk("eXIf", tilted)), true},
		"WebP":         {append(asWebP("EXIF"+secret, "XMP Kim", "ABCDKim"), "Kim"...), false},
		"WebP, turned": {asWebP("EXIF" + tilted), true},
	} {
		if len(Find(c.data)) == 0 {
			t.Fatalf("%s: no trace to take out", name)
		}
		got, err := Strip(c.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if left := Find(got); len(left) > 0 || bytes.Contains(got, []byte("Kim")) {
			t.Errorf("%s: %v is left", name, left)
		}
		if !same(decode(t, got), decode(t, c.data)) {
			t.Errorf("%s: other pixels", name)
		}
		if up := bytes.Contains(got, upright(6)); up != c.up {
			t.Errorf("%s: which way is up: %v, want %v", name, up, c.up)
		}
		if again, err := Strip(got); err != nil || !bytes.Equal(again, got) {
			t.Errorf("%s: a second time it changes, %v", name, err)
		}
	}
	for name, data := range map[string][]byte{"nothing": nil, "GIF": asGIF(t, "\x21\xfe\x03Kim\x00"), "cut off": asJPEG(t, segment(markerCOM, "Kim"))[:60]} {
		if _, err := Strip(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	profile := asJPEG(t, segment(markerAPP2, icc), segment(markerCOM, "Kim"))
	if got, _ := Strip(profile); !bytes.Contains(got, []byte(icc)) {
		t.Error("the colours are gone")
	}
}

// What heif-enc and avifenc make tells nothing.
func TestHEIF(t *testing.T) {
	files, err := filepath.Glob("../header/testdata/*.[ah][ve]i[fc]")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := Find(data); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
		got := Find(append(data, "\x00\x00\x00\x0fuuidKim\x00\x00\x00\x00"...))
		if strings.Join(got, "") != "onbekend stuk uuid" {
			t.Errorf("%s: with more: %v", name, got)
		}
	}
}

// What exiftool writes, we find; what we leave, it finds nothing in.
func TestExiftool(t *testing.T) {
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("exiftool is not on this machine")
		}
		t.Skip("exiftool is not on this machine")
	}
	dir := t.TempDir()
	avif, err := os.ReadFile("../header/testdata/corners.avif")
	if err != nil {
		t.Fatal(err)
	}
	bases := map[string][]byte{"a.jpg": asJPEG(t), "a.png": asPNG(t), "a.webp": asWebP(), "a.avif": avif}
	args := []string{
		"-EXIF:GPSLatitude=52.14", "-EXIF:GPSLatitudeRef=N", "-EXIF:Artist=Kim", "-EXIF:Model=Toestel", "-EXIF:DateTimeOriginal=2026-01-01T10:00:00", "-EXIF:UserComment=Zomer",
		"-XMP:GPSLatitude=52.14", "-XMP-dc:Creator=Kim", "-XMP-xmp:CreatorTool=Toestel", "-XMP-photoshop:DateCreated=2026-01-01T10:00:00", "-XMP-dc:Description=Zomer",
	}
	want := []string{Place, Maker, Device, Moment, Text}
	for name, data := range bases {
		for group, args := range map[string][]string{"Exif": args[:6], "XMP": args[6:]} {
			file := filepath.Join(dir, name)
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(tool, append(slices.Clone(args), "-overwrite_original", "-q", file)...).CombinedOutput(); err != nil {
				t.Fatalf("%s: %v %s", name, err, out)
			}
			marked, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := Find(marked); !slices.Equal(got, want) {
				t.Errorf("%s, %s: %v, want %v", name, group, got, want)
			}
			if name == "a.avif" {
				continue
			}
			bare, err := Strip(marked)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if err := os.WriteFile(file, bare, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(tool, "-EXIF:all", "-XMP:all", "-IPTC:all", "-Comment", file).CombinedOutput()
			if err != nil || len(bytes.TrimSpace(out)) > 0 {
				t.Errorf("%s, %s: exiftool finds %s %v", name, group, out, err)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, data := range [][]byte{
		asJPEG(f, segment(markerAPP1, exif+tiff(tagExif, inside, 0x9003)), segment(markerAPP13, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x08\x1c\x02\x50\x00\x03Kim")),
		asPNG(f, chunk("iTXt", "XML:com.adobe.xmp\x00\x01\x00\x00\x00x")), asWebP("EXIF" + tiff(tagGPS, inside, 2)), asGIF(f, "\x21\xfe\x03Kim\x00"), []byte("<svg><metadata>"),
	} {
		f.Add(data)
	}
	for _, name := range []string{"corners.avif", "grid.avif", "corners.heic"} {
		data, err := os.ReadFile("../header/testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if found := Find(data); len(found) > most+len(order) || !slices.Equal(found, Find(data)) {
			t.Errorf("%v", found)
		}
		out, err := Strip(data)
		if err != nil {
			return
		}
		if left := Find(out); len(left) > 0 {
			t.Errorf("%v is left", left)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	data := encoded(b, func(w *bytes.Buffer) error {
		return stdjpeg.Encode(w, image.NewRGBA(image.Rect(0, 0, 2000, 1500)), nil)
	})
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Find(data)
	}
}
