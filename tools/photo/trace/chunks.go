package trace

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"
)

// pngChunks visits the chunks of a PNG, each with all its bytes. It gives the place behind the last one.
func pngChunks(data []byte, visit func(kind string, body, whole []byte)) (end int, ok bool) {
	at := len(pngSignature)
	for len(data)-at >= 12 {
		n := int64(binary.BigEndian.Uint32(data[at:]))
		if n > int64(len(data)-at-12) {
			return len(data), false
		}
		next := at + 12 + int(n)
		kind := string(data[at+4 : at+8])
		visit(kind, data[at+8:next-4], data[at:next])
		at = next
		if kind == "IEND" {
			return at, true
		}
	}
	return len(data), false
}

// pngKinds are the chunks that are no traces (PNG, 3rd edition).
const pngKinds = " IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT "

func findPNG(t traces, data []byte) {
	end, ok := pngChunks(data, func(kind string, body, _ []byte) {
		switch kind {
		case "eXIf":
			t.exif(body)
		case "tIME":
			t.add(Moment)
		case "tEXt", "zTXt", "iTXt":
			t.pngText(kind, body)
		default:
			if !strings.Contains(pngKinds, " "+kind+" ") {
				t.piece(kind)
			}
		}
	})
	if ok && end < len(data) {
		t.piece(behind)
	}
}

// pngText names a chunk of text by its keyword.
func (t traces) pngText(kind string, body []byte) {
	key, rest, _ := bytes.Cut(body, []byte{0})
	switch k := strings.ToLower(string(key)); {
	case k == "software" && bytes.HasPrefix(rest, []byte("QR-PNG ")):
		// Hugo draws the codes to scan, and tells with what.
	case k == "xml:com.adobe.xmp":
		t.xmp(unpacked(kind, rest))
	case k == "author" || k == "artist" || k == "copyright":
		t.add(Maker)
	case k == "software" || k == "source" || k == "make" || k == "model":
		t.add(Device)
	case k == "creation time" || strings.HasPrefix(k, "date:"):
		t.add(Moment)
	case strings.HasPrefix(k, "raw profile type"):
		t.piece(string(key))
	case strings.HasPrefix(k, "thumb::"):
		t.add(Thumbnail)
	default:
		t.add(Text)
	}
}

// maxXMP is how much of packed XMP is looked at.
const maxXMP = 4 << 20

// unpacked gives the text of a chunk, behind its keyword: in iTXt a flag, a method, and two more texts come first.
func unpacked(kind string, rest []byte) []byte {
	packed := kind == "zTXt"
	if kind == "iTXt" && len(rest) >= 2 {
		packed = rest[0] == 1
		rest = rest[2:]
		for range 2 {
			_, rest, _ = bytes.Cut(rest, []byte{0})
		}
	} else if packed && len(rest) > 0 {
		rest = rest[1:]
	}
	if !packed {
		return rest
	}
	z, err := zlib.NewReader(bytes.NewReader(rest))
	if err != nil {
		return nil
	}
	text, _ := io.ReadAll(io.LimitReader(z, maxXMP)) // what came before an error counts
	return text
}

// riffChunks visits the chunks of a WebP, each with all its bytes. It gives the place behind the last one.
func riffChunks(data []byte, visit func(kind string, body, whole []byte)) (end int) {
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	limit := int(min(size+size%2, int64(len(data))))
	at := 12
	for limit-at >= 8 {
		n := int64(binary.LittleEndian.Uint32(data[at+4:]))
		if n > int64(limit-at-8) {
			return limit
		}
		next := min(at+8+int(n+n%2), limit)
		visit(string(data[at:at+4]), data[at+8:at+8+int(n)], data[at:next])
		at = next
	}
	return limit
}

// webpKinds are the chunks that are no traces (RFC 9649).
const webpKinds = "|VP8 |VP8L|VP8X|ANIM|ANMF|ALPH|ICCP|"

func findWebP(t traces, data []byte) {
	end := riffChunks(data, func(kind string, body, _ []byte) {
		switch kind {
		case "EXIF":
			t.exif(body)
		case "XMP ":
			t.xmp(body)
		default:
			if !strings.Contains(webpKinds, "|"+kind+"|") {
				t.piece(kind)
			}
		}
	})
	if end < len(data) {
		t.piece(behind)
	}
}

// findGIF walks the blocks (GIF89a): a comment is text, and programs put XMP into extensions.
func findGIF(t traces, data []byte) {
	if len(data) < 13 {
		return
	}
	at := 13
	if data[10]&0x80 != 0 {
		at += 3 << (data[10]&7 + 1)
	}
	for at < len(data) {
		switch data[at] {
		case 0x3b:
			if at+1 < len(data) {
				t.piece(behind)
			}
			return
		case 0x2c:
			if at+10 > len(data) {
				return
			}
			colours := 0
			if data[at+9]&0x80 != 0 {
				colours = 3 << (data[at+9]&7 + 1)
			}
			at = gifBlocks(data, at+11+colours, nil)
		case 0x21:
			if at+2 >= len(data) {
				return
			}
			kind := data[at+1]
			var body []byte
			end := gifBlocks(data, at+2, func(b []byte) { body = append(body, b...) })
			switch {
			case kind == 0xfe || kind == 1:
				t.add(Text)
			case kind == 0xff && bytes.HasPrefix(body, []byte("XMP DataXMP")):
				t.xmp(data[at:min(end, len(data))]) // it is not in blocks
			case kind == 0xff && (bytes.HasPrefix(body, []byte("NETSCAPE2.0")) || bytes.HasPrefix(body, []byte("ANIMEXTS1.0")) || bytes.HasPrefix(body, []byte("ICCRGBG1012"))):
			case kind == 0xff:
				t.piece(string(body[:min(len(body), 11)]))
			}
			at = end
		default:
			return
		}
	}
}

// gifBlocks visits blocks of data, up to an empty one, and gives the place behind it.
func gifBlocks(data []byte, at int, visit func([]byte)) int {
	for at < len(data) && data[at] != 0 {
		next := at + 1 + int(data[at])
		if next > len(data) {
			return len(data)
		}
		if visit != nil {
			visit(data[at+1 : next])
		}
		at = next
	}
	return at + 1
}
