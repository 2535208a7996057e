package trace

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// Strip takes the traces out of a JPEG, PNG or WebP, and leaves its pixels, their colours and which way is up as they are: a picture without
// traces comes back as it is. Other formats and damaged files are refused with a Dutch notice.
func Strip(data []byte) ([]byte, error) {
	strip := map[int]func([]byte) ([]byte, bool){jpeg: stripJPEG, png: stripPNG, webp: stripWebP}[kindOf(data)]
	if strip == nil {
		return nil, notice.Refuse("Uit dit soort bestand kan opladers de gegevens niet halen.", "Sla de foto op als JPEG, en zet die in de plaats.")
	}
	if len(Find(data)) == 0 {
		return data, nil
	}
	out, ok := strip(data)
	if !ok {
		return nil, notice.Refuse("De foto is beschadigd, en de gegevens erin zijn er niet uit te halen.", "Vraag de foto opnieuw, en zet die in de plaats.")
	}
	return out, nil
}

func stripJPEG(data []byte) ([]byte, bool) {
	out := slices.Grow(append([]byte(nil), data[:2]...), len(data))
	segment := func(marker byte, body []byte) {
		out = append(out, 0xff, marker)
		out = append(binary.BigEndian.AppendUint16(out, uint16(len(body)+2)), body...)
	}
	turned := 1
	segments(data, func(marker byte, body, _ []byte) {
		if marker == markerAPP1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) && turned == 1 {
			turned = orientation(body)
		}
	})
	placed := turned == 1
	_, ok := segments(data, func(marker byte, body, pixels []byte) {
		jfif := marker == markerAPP0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14
		if !placed && marker != markerAPP0 {
			segment(markerAPP1, append([]byte("Exif\x00\x00"), upright(turned)...))
			placed = true
		}
		switch {
		case jfif:
			segment(marker, append(slices.Clone(body[:12]), 0, 0))
		case marker == markerAPP14 && bytes.HasPrefix(body, []byte("Adobe")) && len(body) > 12:
			segment(marker, body[:12]) // how the colours are coded
		case needed(marker, body):
			segment(marker, body)
			out = append(out, pixels...)
		}
	})
	return append(out, 0xff, markerEOI), ok
}

func stripPNG(data []byte) ([]byte, bool) {
	out := slices.Grow([]byte(pngSignature), len(data))
	_, ok := pngChunks(data, func(kind string, body, whole []byte) {
		switch {
		case kind == "eXIf" && orientation(body) != 1:
			chunk := append([]byte(kind), upright(orientation(body))...)
			out = append(binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4)), chunk...)
			out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
		case strings.Contains(pngKinds, " "+kind+" "):
			out = append(out, whole...)
		}
	})
	return out, ok
}

// The flags of an extended WebP that tell of metadata.
const (
	flagXMP  = 0x04
	flagEXIF = 0x08
)

func stripWebP(data []byte) ([]byte, bool) {
	out := slices.Grow(append([]byte(nil), data[:12]...), len(data))
	flags, pixels := 0, false
	riffChunks(data, func(kind string, body, whole []byte) {
		switch {
		case kind == "EXIF" && orientation(body) != 1 && flags > 0:
			exif := upright(orientation(body))
			out = append(binary.LittleEndian.AppendUint32(append(out, kind...), uint32(len(exif))), exif...)
			out[flags] |= flagEXIF
		case strings.Contains(webpKinds, "|"+kind+"|"):
			at := len(out)
			out = append(out, whole...)
			if kind == "VP8X" && len(body) > 0 && flags == 0 {
				flags = at + 8
				out[flags] &^= flagXMP | flagEXIF
			}
			pixels = pixels || kind == "VP8 " || kind == "VP8L" || kind == "ANMF"
		}
	})
	if len(out)%2 == 1 {
		out = append(out, 0)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, pixels
}
