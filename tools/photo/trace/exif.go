package trace

import (
	"bytes"
	"encoding/binary"
)

// Tags of Exif (CIPA DC-008) and TIFF that matter here.
const (
	tagOrientation = 0x0112
	tagExif        = 0x8769
	tagGPS         = 0x8825
	tagInterop     = 0xa005
	tagThumbnail   = 0x0201
)

// exifTags are the tags that tell something about people. Of others Exif is full, and they tell nothing.
var exifTags = map[uint16]string{
	0x010e: Text, 0x9286: Text, 0x9c9b: Text, 0x9c9c: Text, 0x9c9e: Text, 0x9c9f: Text, 0xa420: Device, 0x013c: Device, 0x010d: Text, 0x02bc: Text, 0x83bb: Text, 0x8649: Text,
	0x013b: Maker, 0x8298: Maker, 0x9c9d: Maker, 0xa430: Maker, 0xa436: Text, 0xa437: Maker, 0xa438: Maker,
	0x010f: Device, 0x0110: Device, 0x0131: Device, 0x927c: Device, 0xa431: Device, 0xa432: Device, 0xa433: Device, 0xa434: Device, 0xa435: Device, 0xc62f: Device,
	0xa439: Device, 0xa43a: Device, 0xa43b: Device, 0xa43c: Device,
	0x0132: Moment, 0x9003: Moment, 0x9004: Moment, 0x9010: Moment, 0x9011: Moment, 0x9012: Moment, 0x9290: Moment, 0x9291: Moment, 0x9292: Moment,
	tagThumbnail: Thumbnail, 0x0111: Thumbnail,
}

// harmless are tags of the look of the picture alone.
var harmless = map[uint16]bool{
	0x0100: true, 0x0101: true, 0x0102: true, 0x0103: true, 0x0106: true, tagOrientation: true, 0x0115: true, 0x011a: true, 0x011b: true, 0x0128: true,
	0x0213: true, 0x9000: true, 0x9101: true, 0xa000: true, 0xa001: true, 0xa002: true, 0xa003: true, tagExif: true, tagGPS: true, tagInterop: true,
}

// maxDirectories bounds a way in circles: a file has five.
const maxDirectories = 10

// exif names what stands in Exif data, with or without the header that JPEG has.
func (t traces) exif(data []byte) {
	data = bytes.TrimPrefix(data, []byte("Exif\x00\x00"))
	e, ok := byteOrder(data)
	if !ok {
		t.piece("Exif")
		return
	}
	todo := []uint32{e.Uint32(data[4:])}
	odd := false
	for n := 0; n < len(todo) && n < maxDirectories; n++ {
		list, next, ok := directory(data, e, todo[n])
		if !ok {
			odd = true
			continue
		}
		if next != 0 && n == 0 {
			todo = append(todo, next)
		}
		for ; len(list) >= 12; list = list[12:] {
			tag, value := e.Uint16(list), e.Uint32(list[8:])
			what := exifTags[tag]
			switch {
			case tag == tagExif || tag == tagInterop:
				todo = append(todo, value)
			case tag == tagGPS:
				if places, _, ok := directory(data, e, value); !ok || holdsPlace(places, e) {
					t.add(Place)
				}
			case what != "":
				t.add(what)
			case !harmless[tag]:
				odd = true
			}
		}
	}
	if odd && !t.any() {
		t.piece("Exif")
	}
}

// holdsPlace tells whether a directory of GPS tells more than its version.
func holdsPlace(list []byte, e binary.ByteOrder) bool {
	for ; len(list) >= 12; list = list[12:] {
		if e.Uint16(list) != 0 {
			return true
		}
	}
	return false
}

func byteOrder(data []byte) (binary.ByteOrder, bool) {
	if len(data) >= 8 {
		switch string(data[:4]) {
		case "II*\x00":
			return binary.LittleEndian, true
		case "MM\x00*":
			return binary.BigEndian, true
		}
	}
	return nil, false
}

// directory gives the entries at an offset, 12 bytes each, and where the next directory is.
func directory(data []byte, e binary.ByteOrder, at uint32) (entries []byte, next uint32, ok bool) {
	if int64(at)+2 > int64(len(data)) {
		return nil, 0, false
	}
	rest := data[at+2:]
	n := 12 * int(e.Uint16(data[at:]))
	if n > len(rest) {
		return nil, 0, false
	}
	if len(rest) >= n+4 {
		next = e.Uint32(rest[n:])
	}
	return rest[:n], next, true
}

// orientation gives which way is up, 1 when it is as it is stored.
func orientation(data []byte) int {
	data = bytes.TrimPrefix(data, []byte("Exif\x00\x00"))
	e, ok := byteOrder(data)
	if !ok {
		return 1
	}
	list, _, _ := directory(data, e, e.Uint32(data[4:]))
	for ; len(list) >= 12; list = list[12:] {
		if o := int(e.Uint16(list[8:])); e.Uint16(list) == tagOrientation && e.Uint16(list[2:]) == 3 && o >= 1 && o <= 8 {
			return o
		}
	}
	return 1
}

// upright is Exif data that only tells which way is up.
func upright(o int) []byte {
	return []byte{'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, tagOrientation >> 8, tagOrientation & 0xff, 0, 3, 0, 0, 0, 1, 0, byte(o), 0, 0, 0, 0, 0, 0}
}

// iptc names what stands in the resources of Photoshop (its file format, Image Resources), and the IPTC-IIM in them.
func (t traces) iptc(data []byte) {
	for len(data) >= 12 && string(data[:4]) == "8BIM" {
		id := binary.BigEndian.Uint16(data[4:])
		name := 1 + int(data[6])
		head := 6 + name + name%2
		if len(data) < head+4 {
			break
		}
		n := int64(binary.BigEndian.Uint32(data[head:]))
		body := data[head+4:]
		if n > int64(len(body)) {
			n = int64(len(body))
		}
		switch id {
		case 0x0404:
			t.records(body[:n])
		case 0x0409, 0x040c:
			t.add(Thumbnail)
		}
		data = body[min(n+n%2, int64(len(body))):]
	}
	if !t.any() {
		t.piece("Photoshop")
	}
}

// records names the datasets of IPTC-IIM 4.2, of which the second record is about the picture.
func (t traces) records(data []byte) {
	for len(data) >= 5 && data[0] == 0x1c {
		n := int(binary.BigEndian.Uint16(data[3:]))
		switch set := data[2]; {
		case data[1] != 2:
		case set == 26 || set == 27 || set == 90 || set == 92 || set == 95 || set == 101:
			t.add(Place)
		case set == 80 || set == 85 || set == 110 || set == 115 || set == 116 || set == 118 || set == 122:
			t.add(Maker)
		case set == 65 || set == 70:
			t.add(Device)
		case set == 30 || set == 35 || set == 55 || set == 60 || set == 62 || set == 63:
			t.add(Moment)
		case set != 0:
			t.add(Text)
		}
		data = data[min(5+n, len(data)):]
	}
}
