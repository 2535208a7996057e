package header

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// readPNG reads all chunks: EXIF may come last, and what the pixels take is spread over many.
func readPNG(info *Info, data []byte) error {
	info.Format = PNG
	kind, ihdr, rest, ok := pngChunk(data[8:])
	if !ok || kind != "IHDR" || len(ihdr) != 13 {
		return Damaged
	}
	if err := info.size(int(binary.BigEndian.Uint32(ihdr)), int(binary.BigEndian.Uint32(ihdr[4:]))); err != nil {
		return err
	}
	depth, colours, interlaced := int64(ihdr[8]), ihdr[9], ihdr[12] == 1
	channels, ok := map[byte]int64{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colours]
	if !ok || depth > 16 || depth&(depth-1) != 0 {
		return Damaged
	}
	info.Alpha = colours >= 4
	var coded int64
	profiled, beside := false, 0 // the first profile is the one
	for {
		var body []byte
		if kind, body, rest, ok = pngChunk(rest); !ok {
			break
		}
		switch kind {
		case "IDAT":
			coded += int64(len(body))
			continue
		case "tRNS":
			info.Alpha = true
		case "iCCP":
			if !profiled {
				info.ICC, profiled = pngProfile(body), true
			}
		case "cICP":
			if len(body) >= 2 {
				info.Primaries, info.Transfer = int(body[0]), int(body[1])
			}
		case "eXIf":
			info.Orientation = orientation(body)
		case "acTL":
			info.More = len(body) >= 4 && binary.BigEndian.Uint32(body) > 1
		}
		// Package png takes 4 KB for each chunk beside the pixels, of which an animation of a minute has 7,200.
		if beside++; beside > 10_000 {
			return Damaged
		}
	}
	if info.Primaries != 0 {
		info.ICC = nil // cICP goes first
	}
	// deflate makes at most 1032 bytes of one.
	if raw := info.pixels() * channels * depth / 8; raw > 1032*coded {
		return Damaged
	}
	sample := max(depth, 8) / 8
	switch {
	case colours == 3:
		info.Cost = 5 // indices, and what is made of them
	case colours == 0 && !info.Alpha:
		info.Cost = sample
	default:
		info.Cost = 4 * sample
	}
	info.Cost *= info.pixels()
	if interlaced {
		info.Cost += info.Cost / 2 // the last of its passes has half of the pixels
	}
	return nil
}

// pngChunk gives the next chunk that is there in full.
func pngChunk(data []byte) (kind string, body, rest []byte, ok bool) {
	if len(data) < 12 {
		return "", nil, nil, false
	}
	n := int64(binary.BigEndian.Uint32(data))
	if n > int64(len(data)-12) {
		return "", nil, nil, false
	}
	return string(data[4:8]), data[8 : 8+n], data[12+n:], true
}

// pngProfile unpacks a profile: a name, a zero, the method of compression, and the profile in zlib.
func pngProfile(body []byte) []byte {
	_, packed, ok := bytes.Cut(body, []byte{0})
	if !ok || len(packed) == 0 || packed[0] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if err != nil || len(profile) > maxProfile {
		return nil
	}
	return profile
}
