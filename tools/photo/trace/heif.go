package trace

import (
	"bytes"
	"encoding/binary"
)

// boxes visits boxes (ISO/IEC 14496-12, 4.2). What is left when one does not fit is given with an empty kind.
func boxes(b []byte, visit func(kind string, body []byte)) {
	for len(b) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case size == 0:
			size = uint64(len(b))
		case size == 1 && len(b) >= 16:
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < head || size > uint64(len(b)) {
			break
		}
		visit(string(b[4:8]), b[head:size])
		b = b[size:]
	}
	if len(b) > 0 {
		visit("", b)
	}
}

// findHEIF finds the items of AVIF and HEIC that are no pictures (ISO/IEC 23008-12, annex A).
func findHEIF(t traces, data []byte) {
	boxes(data, func(kind string, body []byte) {
		switch kind {
		case "ftyp", "mdat", "moov", "moof", "mfra", "sidx", "styp":
		case "meta":
			if len(body) >= 4 {
				findItems(t, data, body[4:])
			}
		case "free", "skip":
			if len(bytes.Trim(body, "\x00")) > 0 {
				t.piece(kind)
			}
		case "":
			t.piece(behind)
		default:
			t.piece(kind)
		}
	})
}

// maxItems is how many items a picture has at most: a large one is cut in some hundreds of tiles.
const maxItems = 10_000

// findItems names the items that are metadata, by what is in them.
func findItems(t traces, data, meta []byte) {
	kinds, places := map[uint32]string{}, map[uint32][]byte{}
	var store []byte
	boxes(meta, func(kind string, body []byte) {
		if kind == "idat" {
			store = body
		}
	})
	boxes(meta, func(kind string, body []byte) {
		switch kind {
		case "iinf":
			r := reader{b: body}
			if r.uint(4)>>24 == 0 {
				r.uint(2)
			} else {
				r.uint(4)
			}
			boxes(r.b, func(kind string, body []byte) {
				if id, what, ok := itemInfo(body); ok && kind == "infe" && len(kinds) < maxItems {
					kinds[id] = what
				}
			})
		case "iloc":
			locate(body, data, store, places)
		case "iref":
			r := reader{b: body}
			r.uint(4)
			boxes(r.b, func(kind string, _ []byte) {
				if kind == "thmb" {
					t.add(Thumbnail)
				}
			})
		}
	})
	for id, kind := range kinds {
		switch body := places[id]; kind {
		case "Exif":
			if len(body) > 4 { // how far the data is, behind this number
				if skip := uint64(binary.BigEndian.Uint32(body)) + 4; skip < uint64(len(body)) {
					body = body[skip:]
				}
			}
			t.exif(body)
		case "mime application/rdf+xml":
			t.xmp(body)
		case "av01", "hvc1", "hev1", "grid", "iden", "iovl", "tmap", "jpeg", "avc1", "lhv1", "mski", "a1lx", "unci":
		default:
			t.piece(kind)
		}
	}
}

// itemInfo reads what an item is (14496-12, 8.11.6).
func itemInfo(body []byte) (id uint32, what string, ok bool) {
	r := reader{b: body}
	version := r.uint(4) >> 24
	if version < 2 {
		return 0, "", false
	}
	if version == 2 {
		id = uint32(r.uint(2))
	} else {
		id = uint32(r.uint(4))
	}
	r.uint(2)
	if r.bad || len(r.b) < 4 {
		return 0, "", false
	}
	what = string(r.b[:4])
	if what == "mime" {
		_, rest, _ := bytes.Cut(r.b[4:], []byte{0})
		content, _, _ := bytes.Cut(rest, []byte{0})
		what += " " + string(content)
	}
	return id, what, true
}

// locate finds the first extent of each item (14496-12, 8.11.3).
func locate(body, data, store []byte, places map[uint32][]byte) {
	r := reader{b: body}
	version := r.uint(4) >> 24
	sizes := r.uint(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if offsetSize > 8 || lengthSize > 8 || baseSize > 8 || indexSize > 8 || version > 2 {
		return
	}
	wide := 2
	if version == 2 {
		wide = 4
	}
	for n := r.uint(wide); n > 0 && !r.bad && len(places) < maxItems; n-- {
		id, from := uint32(r.uint(wide)), data
		if version > 0 && r.uint(2)&15 == 1 {
			from = store
		}
		r.uint(2)
		base := r.uint(baseSize)
		for i, extents := uint64(0), r.uint(2); i < extents && !r.bad; i++ {
			if version > 0 {
				r.uint(indexSize)
			}
			at, length := base+r.uint(offsetSize), r.uint(lengthSize)
			if i == 0 && at <= uint64(len(from)) && length <= uint64(len(from))-at {
				places[id] = from[at : at+length]
			}
		}
	}
}

// reader reads numbers one after the other. What is beyond the end is 0, and tells so in bad.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uint(size int) (v uint64) {
	if size > len(r.b) {
		r.b, r.bad = nil, true
		return 0
	}
	for _, b := range r.b[:size] {
		v = v<<8 | uint64(b)
	}
	r.b = r.b[size:]
	return v
}
