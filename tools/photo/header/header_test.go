package header

import (
	"bytes"
	"encoding/binary"
	"image"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"mijnopladers.nl/opladers/tools/notice"
)

// One of each format, told apart by content.
func samples(t testing.TB) map[string][]byte {
	gray := image.NewGray(image.Rect(0, 0, 64, 48))
	glass := image.NewNRGBA(gray.Rect)
	return map[string][]byte{
		"JPEG":              asJPEG(t),
		"PNG":               asPNG(t, picture()),
		"PNG gray":          asPNG(t, gray),
		"PNG transparent":   asPNG(t, glass),
		"WebP lossy":        riff(lossy),
		"WebP lossless":     riff(lossless),
		"WebP extended":     riff(extended, "ALPH\x00", lossy),
		"WebP animation":    riff(extended, frame+string(riffOf(lossy)), frame+string(riffOf(lossy))),
		"GIF":               asGIF(t, 1),
		"GIF animation":     asGIF(t, 3),
		"TIFF":              asTIFF(t, picture(), tiff.Uncompressed),
		"TIFF packed":       asTIFF(t, picture(), tiff.Deflate),
		"BMP":               asBMP(t, picture()),
		"BMP gray":          asBMP(t, gray),
		"HEIC":              file(t, "corners.heic"),
		"AVIF":              file(t, "corners.avif"),
		"AVIF animation":    file(t, "animated.avif"),
		"AVIF of few bytes": heifOf("av01", ispe),
	}
}

func TestRead(t *testing.T) {
	for name, data := range samples(t) {
		info, err := Read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		format, kind, _ := strings.Cut(name, " ")
		if string(info.Format) != format || info.Width != 64 || info.Height != 48 || info.Crop != image.Rect(0, 0, 64, 48) ||
			info.Orientation != 1 || info.Cost < 64*48 || info.ICC != nil || (info.Tiles != nil) != (format == "HEIC") {
			t.Errorf("%s: %+v", name, info)
		}
		if more := kind == "animation"; info.More != more {
			t.Errorf("%s: more is %v", name, info.More)
		}
		if alpha := kind == "transparent" || kind == "extended" || kind == "animation" && format != "GIF" || name == "WebP lossless" || format == "TIFF"; info.Alpha != alpha {
			t.Errorf("%s: alpha is %v", name, info.Alpha)
		}
	}
}

func TestOrientation(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	for o := uint32(0); o <= 9; o++ {
		want := int(o)
		if o == 0 || o > 8 {
			want = 1
		}
		stored := bytes.Clone(asTIFF(t, picture(), tiff.Uncompressed))
		// In the directory of the TIFF the tag takes the place of one that decoding does not need.
		d, _ := readDirectory(stored)
		for e := d.entries; len(e) >= 12; e = e[12:] {
			if le.Uint16(e) == tagPhotometric+20 || le.Uint16(e) == 282 {
				copy(e, exif(le, o)[10:22])
			}
		}
		for name, data := range map[string][]byte{
			"JPEG":             withSegments(asJPEG(t), append([]byte("\xe1Exif\x00\x00"), exif(le, o)...)),
			"JPEG, big":        withSegments(asJPEG(t), append([]byte("\xe1Exif\x00\x00"), exif(be, o)...)),
			"PNG":              withChunk(asPNG(t, picture()), "eXIf", exif(be, o)),
			"WebP":             riff(extended, lossy, "EXIF"+string(exif(le, o))),
			"WebP, as in JPEG": riff(extended, lossy, "EXIFExif\x00\x00"+string(exif(le, o))),
			"TIFF":             stored,
		} {
			info, err := Read(data)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if info.Orientation != want {
				t.Errorf("%s: orientation %d read as %d", name, o, info.Orientation)
			}
			if w, _ := info.Upright(); (w == 48) != (want >= 5) {
				t.Errorf("%s: orientation %d is %d wide", name, o, w)
			}
		}
	}
}

// avifenc writes tiles that look the same once.
func TestGrid(t *testing.T) {
	info, err := Read(file(t, "grid.avif"))
	if err != nil || info.Width != 128 || info.Height != 64 {
		t.Errorf("%+v, %v", info, err)
	}
}

// The transformations of HEIF one after the other, as libheif 1.15 shows the same files.
func TestTransformations(t *testing.T) {
	irot := func(quarters string) string { return heifBox("irot", quarters) }
	imir := func(axis string) string { return heifBox("imir", axis) }
	for _, test := range []struct {
		properties []string
		want       int
	}{
		{nil, 1},
		{[]string{irot("\x01")}, 8},
		{[]string{irot("\x02")}, 3},
		{[]string{irot("\x03")}, 6},
		{[]string{imir("\x00")}, 4},
		{[]string{imir("\x01")}, 2},
		{[]string{irot("\x01"), imir("\x00")}, 5},
		{[]string{irot("\x01"), imir("\x01")}, 7},
		{[]string{imir("\x01"), irot("\x01")}, 5},
	} {
		info, err := Read(heifOf("av01", ispe, test.properties...))
		if err != nil || info.Orientation != test.want {
			t.Errorf("%q: %+v, %v; want %d", test.properties, info, err, test.want)
		}
	}
	info, err := Read(file(t, "turned.avif"))
	if err != nil || info.Orientation != 5 || info.Primaries != 12 || info.Transfer != 13 {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestAperture(t *testing.T) {
	clap := func(n ...string) string {
		return heifBox("clap", "\x00\x00\x00"+strings.Join(n, "\x00\x00\x00\x01\x00\x00\x00")+"\x00\x00\x00\x01")
	}
	info, err := Read(heifOf("av01", ispe, clap("\x10", "\x08", "\x02", "\x00"), heifBox("irot", "\x01")))
	if err != nil || info.Crop != image.Rect(26, 20, 42, 28) {
		t.Fatalf("%+v, %v", info, err)
	}
	if w, h := info.Upright(); w != 8 || h != 16 {
		t.Errorf("seen as %dx%d", w, h)
	}
	if _, err := Read(heifOf("av01", ispe, clap("\x41", "\x08", "\x00", "\x00"))); err == nil {
		t.Error("a crop larger than the picture was read")
	}
}

func TestProfile(t *testing.T) {
	profile := bytes.Repeat([]byte("profile "), 20)
	piece := func(number, count byte, part []byte) []byte {
		return append([]byte{0xe2, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, number, count}, part...)
	}
	bomb := "iCCP name\x00\x00" + packed(make([]byte, maxProfile+1))
	picture := asPNG(t, picture())
	for name, test := range map[string]struct {
		data []byte
		want []byte
	}{
		"JPEG":                   {withSegments(asJPEG(t), piece(1, 1, profile)), profile},
		"JPEG, pieces":           {withSegments(asJPEG(t), piece(2, 2, profile[40:]), piece(1, 2, profile[:40])), profile},
		"JPEG, a piece too few":  {withSegments(asJPEG(t), piece(2, 3, profile[40:]), piece(1, 3, profile[:40])), nil},
		"JPEG, a piece twice":    {withSegments(asJPEG(t), piece(1, 1, profile), piece(1, 1, profile)), nil},
		"JPEG, counts differ":    {withSegments(asJPEG(t), piece(1, 2, profile), piece(2, 3, profile)), nil},
		"JPEG, number too large": {withSegments(asJPEG(t), piece(3, 2, profile)), nil},
		"PNG":                    {withChunk(picture, "iCCP", []byte("name\x00\x00"+packed(profile))), profile},
		"PNG, damaged":           {withChunk(picture, "iCCP", []byte("name\x00\x00"+packed(profile)[:9])), nil},
		"PNG, too large":         {withChunk(picture, "iCCP", []byte(bomb[5:])), nil},
		"WebP":                   {riff(extended, "ICCP"+string(profile), lossy), profile},
		"AVIF":                   {heifOf("av01", ispe, heifBox("colr", "prof", string(profile))), profile},
		"AVIF, twice":            {heifOf("av01", ispe, heifBox("colr", "rICC", string(profile)), heifBox("colr", "nclx\x00\x09\x00\x10\x00\x09\x80")), profile},
	} {
		info, err := Read(test.data)
		if err != nil || !bytes.Equal(info.ICC, test.want) {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	info, err := Read(withChunk(withChunk(picture, "iCCP", []byte("n\x00\x00"+packed(profile))), "cICP", []byte{12, 13, 0, 1}))
	if err != nil || info.ICC != nil || info.Primaries != 12 || info.Transfer != 13 {
		t.Errorf("cICP: %+v, %v", info, err)
	}
}

func TestRefusals(t *testing.T) {
	jpeg := asJPEG(t)
	raw := asTIFF(t, picture(), tiff.Uncompressed)
	d, _ := readDirectory(raw)
	binary.LittleEndian.PutUint16(d.entries, tagDNGVersion) // of its first tag, the width
	frame := bytes.Index(jpeg, []byte{0xff, 0xc0})
	with := func(at int, b byte) []byte {
		out := bytes.Clone(jpeg)
		out[frame+at] = b
		return out
	}
	for name, test := range map[string]struct{ data, want string }{
		"empty":            {"", "0 bytes"},
		"text":             {"dit is geen foto", "geen foto die wij kennen"},
		"PDF":              {"%PDF-1.7", "PDF"},
		"web page":         {"\n<!DOCTYPE html><html>", "webpagina"},
		"SVG":              {"<?xml version=\"1.0\"?>\n<svg xmlns=", "tekening"},
		"Photoshop":        {"8BPS\x00\x01", "Photoshop"},
		"JPEG XL":          {"\xff\x0a..", "JPEG XL"},
		"JPEG XL, boxes":   {"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL"},
		"JPEG 2000":        {"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"},
		"film":             {heifBox("ftyp", "qt  \x00\x00\x00\x00") + heifBox("moov", "...."), "video"},
		"film for phones":  {heifBox("ftyp", "isom\x00\x00\x00\x00mp42") + heifBox("mdat", "...."), "video"},
		"HEIF of films":    {heifBox("ftyp", "msf1\x00\x00\x00\x00hevc") + heifBox("moov", "...."), "animatie"},
		"CR2":              {"II*\x00\x10\x00\x00\x00CR\x02\x00", "RAW"},
		"CR3":              {heifBox("ftyp", "crx \x00\x00\x00\x00"), "RAW"},
		"ORF":              {"IIRO\x08\x00", "RAW"},
		"RW2":              {"IIU\x00\x08\x00", "RAW"},
		"DNG":              {string(raw), "RAW"},
		"BigTIFF":          {"II+\x00\x08\x00", "BigTIFF"},
		"HEIF with JPEG":   {string(heifOf("jpeg", ispe)), "HEIF met jpeg"},
		"12 bits":          {string(with(4, 12)), "12 bits"},
		"arithmetic":       {string(with(1, 0xc9)), "rekenkundige"},
		"lossless":         {string(with(1, 0xc3)), "zonder verlies"},
		"no height":        {string(with(6, 0)), "beschadigd"},
		"EXIF alone":       {"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00\xff\xd9", "foto zelf ontbreekt"},
		"EXIF cut off":     {"\xff\xd8\xff\xe1\xff\xffExif\x00\x00", "foto zelf ontbreekt"},
		"BMP of OS/2":      {"BM" + strings.Repeat("\x00", 12) + "\x0c" + strings.Repeat("\x00", 60), "BMP"},
		"only a signature": {"\x89PNG\r\n\x1a\n", "beschadigd"},
		"HEIC, cut off":    {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "beschadigd"},
	} {
		_, err := Read([]byte(test.data))
		if err == nil {
			t.Errorf("%s was read", name)
		} else if n := notice.From(err, ""); !strings.Contains(n.Text, test.want) || n.Hint == "" {
			t.Errorf("%s: %v; want %q, and a hint", name, err, test.want)
		}
	}
}

// Cutting a file at any place is either seen or harmless, and never more.
func TestTruncated(t *testing.T) {
	for name, data := range samples(t) {
		for n := range data {
			info, err := Read(data[:n])
			if err != nil && notice.From(err, "").Hint == "" {
				t.Fatalf("%s of %d bytes: %v", name, n, err)
			}
			if err == nil && (info.Width != 64 || info.Height != 48) && !strings.HasPrefix(name, "WebP") {
				t.Fatalf("%s of %d bytes: %+v", name, n, info)
			}
		}
		if _, err := Read(data[:len(data)/3]); err == nil && !strings.Contains(name, "animation") && name != "JPEG" {
			t.Errorf("a third of %s was read", name)
		}
	}
}
