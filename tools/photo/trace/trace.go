// Package trace finds what a picture tells beside its pixels: where it was taken, by whom, with what, when. Such traces may not be
// published.
//
// It knows the metadata of JPEG (JFIF, Exif 3.0, XMP, IPTC-IIM in Photoshop resources, comments), PNG, WebP, GIF, AVIF, HEIC and
// SVG. What it does not know it names, rather than trust it. Colour profiles, and what decoding needs, are no traces; nor is Exif that
// only tells which way is up.
package trace

import (
	"bytes"
	"slices"
	"strings"
)

// What can be found, in the order in which it is told.
const (
	Place     = "plaats (GPS)"
	Maker     = "naam van de maker"
	Device    = "toestel"
	Moment    = "tijdstip"
	Thumbnail = "miniatuur"
	Text      = "tekst"

	unknown = "onbekend stuk " // and a name
)

var order = []string{Place, Maker, Device, Moment, Thumbnail, Text}

// traces are what was found so far.
type traces map[string]bool

// most is how many unknown pieces are named.
const most = 20

func (t traces) add(what string) {
	if len(t) < most+len(order) {
		t[what] = true
	}
}

// piece adds a piece that is not known, by its name in the file.
func (t traces) piece(name string) {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, name)
	t.add(unknown + strings.TrimSpace(clean[:min(len(clean), 30)]))
}

// behind is the name of a piece that stands behind the end of a picture.
const behind = "achter de foto"

// Find names what is in a picture beside its pixels, in Dutch, each once: the words above, or "onbekend stuk" and a name. Of a
// file that is no picture it finds nothing.
func Find(data []byte) []string {
	t := traces{}
	switch kindOf(data) {
	case jpeg:
		findJPEG(t, data)
	case png:
		findPNG(t, data)
	case webp:
		findWebP(t, data)
	case gif:
		findGIF(t, data)
	case heif:
		findHEIF(t, data)
	case svg:
		findSVG(t, data)
	}
	var out []string
	for _, what := range order {
		if t[what] {
			out = append(out, what)
			delete(t, what)
		}
	}
	var rest []string
	for what := range t {
		rest = append(rest, what)
	}
	slices.Sort(rest)
	return append(out, rest...)
}

// The formats.
const (
	jpeg = iota + 1
	png
	webp
	gif
	heif
	svg
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// kindOf tells the format by the first bytes, 0 when it is none.
func kindOf(data []byte) int {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return jpeg
	case bytes.HasPrefix(data, []byte(pngSignature)):
		return png
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return webp
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return gif
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		return heif
	case bytes.Contains(data[:min(len(data), 1024)], []byte("<svg")):
		return svg
	}
	return 0
}

// xmp names what stands in XMP, by the names of its properties.
func (t traces) xmp(data []byte) {
	before := len(t)
	for what, marks := range xmpMarks {
		for _, m := range marks {
			if bytes.Contains(data, []byte(m)) {
				t.add(what)
				break
			}
		}
	}
	if len(t) == before && !t.any() {
		t.piece("XMP")
	}
}

// any tells whether something was found that has a name.
func (t traces) any() bool {
	return slices.ContainsFunc(order, func(what string) bool { return t[what] })
}

var xmpMarks = map[string][]string{
	Place:     {"exif:GPS", "photoshop:City", "photoshop:State", "photoshop:Country", "Iptc4xmpCore:Location", "Iptc4xmpExt:Location", "mwg-rs:Region"},
	Maker:     {"dc:creator", "dc:rights", "photoshop:Credit", "photoshop:CaptionWriter", "photoshop:AuthorsPosition", "xmpRights:", "tiff:Artist", "tiff:Copyright", "Iptc4xmpCore:CreatorContactInfo", "aux:OwnerName"},
	Device:    {"tiff:Make", "tiff:Model", "xmp:CreatorTool", "aux:SerialNumber", "aux:Lens", "exifEX:", "xmpMM:", "stEvt:softwareAgent"},
	Moment:    {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "photoshop:DateCreated", "exif:DateTime"},
	Thumbnail: {"xmp:Thumbnails", "xmpGImg:", "GImage:", "GDepth:", "GContainer:"},
	Text:      {"dc:description", "dc:title", "dc:subject", "photoshop:Headline", "photoshop:Instructions", "exif:UserComment", "lr:hierarchicalSubject"},
}

// findSVG finds what drawing programs leave. Its title and description are for visitors.
func findSVG(t traces, data []byte) {
	if bytes.Contains(data, []byte("<metadata")) {
		t.xmp(data)
		t.add(Text)
		delete(t, unknown+"XMP")
	}
	if bytes.Contains(data, []byte("<!--")) {
		t.add(Text)
	}
	for _, m := range []string{"sodipodi:", "inkscape:", "xmlns:sketch", "<i:pgf", "adobe_illustrator"} {
		if bytes.Contains(data, []byte(m)) {
			t.add(Device)
		}
	}
}
