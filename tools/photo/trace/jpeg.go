package trace

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerAPP0  = 0xe0
	markerAPP1  = 0xe1
	markerAPP2  = 0xe2
	markerAPP13 = 0xed
	markerAPP14 = 0xee
	markerAPP15 = 0xef
	markerCOM   = 0xfe
)

// segments visits the segments of a JPEG, each with the bytes of the picture that follow it. It gives the place behind its end, and
// whether there is one.
func segments(data []byte, visit func(marker byte, body, pixels []byte)) (end int, ok bool) {
	at := 2
	for {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 {
			return len(data), false
		}
		at += i
		for at < len(data) && data[at] == 0xff {
			at++
		}
		if at >= len(data) {
			return at, false
		}
		marker := data[at]
		at++
		switch {
		case marker == markerEOI:
			return at, true
		case marker <= 1 || marker >= 0xd0 && marker <= 0xd8: // these stand alone
			continue
		}
		if at+2 > len(data) {
			return len(data), false
		}
		n := int(binary.BigEndian.Uint16(data[at:]))
		if n < 2 || at+n > len(data) {
			return len(data), false
		}
		body := data[at+2 : at+n]
		at += n
		from := at
		if marker == markerSOS {
			at = scanEnd(data, at)
		}
		visit(marker, body, data[from:at])
	}
}

// scanEnd goes over coded pixels, in which 0xff is followed by 0 or is a restart.
func scanEnd(data []byte, at int) int {
	for {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 {
			return len(data)
		}
		if at += i; at+1 >= len(data) {
			return len(data)
		}
		if m := data[at+1]; m != 0 && m != 0xff && (m < 0xd0 || m > 0xd7) {
			return at
		}
		at++
	}
}

const (
	xmpHeader      = "http://ns.adobe.com/xap/1.0/\x00"
	xmpMoreHeader  = "http://ns.adobe.com/xmp/extension/\x00"
	profileHeader  = "ICC_PROFILE\x00"
	photoshopStart = "Photoshop 3.0\x00"
)

// needed tells whether a segment is no trace: what decoding takes, and colours.
func needed(marker byte, body []byte) bool {
	switch {
	case marker == markerAPP0:
		return bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) == 14 && body[12] == 0 && body[13] == 0
	case marker == markerAPP2:
		return bytes.HasPrefix(body, []byte(profileHeader))
	case marker == markerAPP14:
		return bytes.HasPrefix(body, []byte("Adobe")) && len(body) == 12
	}
	return marker < markerAPP0 || marker > markerAPP15 && marker != markerCOM
}

func findJPEG(t traces, data []byte) {
	end, ok := segments(data, func(marker byte, body, _ []byte) {
		starts := func(s string) bool { return bytes.HasPrefix(body, []byte(s)) }
		switch {
		case needed(marker, body):
		case marker == markerAPP0 && (starts("JFIF\x00") || starts("JFXX\x00")), marker == markerAPP2 && starts("MPF\x00"):
			t.add(Thumbnail)
		case marker == markerAPP1 && starts("Exif\x00\x00"):
			t.exif(body)
		case marker == markerAPP1 && (starts(xmpHeader) || starts(xmpMoreHeader)):
			t.xmp(body)
		case marker == markerAPP13 && starts(photoshopStart):
			t.iptc(body[len(photoshopStart):])
		case marker == markerCOM:
			t.add(Text)
		default:
			t.piece(fmt.Sprintf("APP%d", marker-markerAPP0))
		}
	})
	if ok && end < len(data) {
		t.piece(behind)
	}
}
