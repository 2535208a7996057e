package header

import "encoding/binary"

// readWebP reads the chunks of a WebP, and of its first picture when it is an animation.
func readWebP(info *Info, data []byte) error {
	info.Format = WebP
	pictures := 0
	var first []byte
	for rest := data[12:]; ; {
		kind, body, next, ok := riffChunk(rest)
		if !ok {
			break
		}
		switch kind {
		case "VP8X":
			if len(body) < 10 {
				return Damaged
			}
			if err := info.size(1+int24(body[4:]), 1+int24(body[7:])); err != nil {
				return err
			}
			info.Alpha = body[0]&0x10 != 0
		case "ICCP":
			if info.ICC == nil && len(body) <= maxProfile {
				info.ICC = body
			}
		case "EXIF":
			info.Orientation = orientation(body)
		case "VP8 ", "VP8L", "ALPH":
			if pictures == 0 {
				first = rest // with what follows
				pictures++
			}
		case "ANMF":
			if pictures == 0 && len(body) >= 16 {
				first = body[16:]
			}
			pictures++
		}
		rest = next
	}
	info.More = pictures > 1
	return webpPicture(info, first)
}

// webpPicture reads the picture itself: one chunk, after one with transparency if that is apart.
func webpPicture(info *Info, chunks []byte) error {
	canvas := info.Width > 0
	var alpha bool
	for {
		kind, body, rest, ok := riffChunk(chunks)
		if !ok {
			return Damaged
		}
		chunks = rest
		var width, height, cost int
		switch {
		case kind == "ALPH":
			alpha = true
			continue
		case kind == "VP8 " && len(body) >= 10:
			width = int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff)
			height = int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff)
			// Modes alone take 2 bits and more for 16x16 pixels, with the probabilities that are fixed.
			if ceil(width, 16)*ceil(height, 16)/4 > len(body) {
				return Damaged
			}
			cost = 2
			if alpha {
				cost = 11 // transparency is a lossless picture, and the result NRGBA
				info.Alpha = true
			}
		case kind == "VP8L" && len(body) >= 5 && body[0] == 0x2f:
			bits := binary.LittleEndian.Uint32(body[1:])
			width, height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
			info.Alpha = info.Alpha || bits>>28&1 != 0
			cost = 8
		default:
			continue
		}
		if !canvas {
			if err := info.size(width, height); err != nil {
				return err
			}
		}
		if width > info.Width || height > info.Height {
			return Damaged
		}
		info.Cost = int64(cost) * int64(width) * int64(height)
		if width < info.Width || height < info.Height { // on an empty canvas
			info.Alpha = true
			info.Cost += 4 * info.pixels()
		}
		if cost == 2 {
			return nil
		}
		return info.plausible(len(body))
	}
}

// riffChunk gives the next chunk that is there in full. Chunks have even sizes.
func riffChunk(data []byte) (kind string, body, rest []byte, ok bool) {
	if len(data) < 8 {
		return "", nil, nil, false
	}
	n := int64(binary.LittleEndian.Uint32(data[4:]))
	if n > int64(len(data)-8) {
		return "", nil, nil, false
	}
	return string(data[:4]), data[8 : 8+n], data[min(8+n+n&1, int64(len(data))):], true
}

func int24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
