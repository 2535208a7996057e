package raster

import (
	"encoding/binary"
	"errors"
	"image"
)

var errWebP = errors.New("raster: no picture in this WebP")

// firstFrame gives the first picture of an animated WebP (RFC 9649, 2.7.1.1) as a still one, with the size of the animation
// and its place in that. A still picture comes back as it is, with an empty canvas.
func firstFrame(data []byte) (still []byte, canvas image.Rectangle, at image.Point, err error) {
	if len(data) < 12 {
		return nil, canvas, at, errWebP
	}
	rest := data[12:]
	for {
		name, body, after, ok := chunk(rest)
		if !ok {
			return data, image.Rectangle{}, at, nil // the decoder says what is wrong with it
		}
		switch name {
		case "VP8 ", "VP8L":
			return data, image.Rectangle{}, at, nil
		case "VP8X":
			if len(body) < 10 {
				return nil, canvas, at, errWebP
			}
			canvas = image.Rect(0, 0, uint24(body[4:])+1, uint24(body[7:])+1)
		case "ANMF":
			if len(body) < 16 || canvas.Empty() {
				return nil, canvas, at, errWebP
			}
			at = image.Pt(2*uint24(body), 2*uint24(body[3:]))
			size := image.Pt(uint24(body[6:])+1, uint24(body[9:])+1)
			if !(image.Rectangle{Max: size}).Add(at).In(canvas) {
				return nil, canvas, at, errWebP
			}
			still, err = rebuild(body[16:], size)
			return still, canvas, at, err
		}
		rest = after
	}
}

// rebuild makes a file of the chunks of one frame.
func rebuild(frame []byte, size image.Point) ([]byte, error) {
	var alpha []byte
	for {
		name, body, after, ok := chunk(frame)
		if !ok {
			return nil, errWebP
		}
		switch name {
		case "ALPH":
			alpha = body
		case "VP8 ", "VP8L":
			file := []byte("RIFF\x00\x00\x00\x00WEBP")
			if name == "VP8 " && alpha != nil {
				head := []byte{1 << 4, 0, 0, 0} // alpha is used
				head = appendUint24(appendUint24(head, size.X-1), size.Y-1)
				file = appendChunk(appendChunk(file, "VP8X", head), "ALPH", alpha)
			}
			file = appendChunk(file, name, body)
			binary.LittleEndian.PutUint32(file[4:], uint32(len(file)-8))
			return file, nil
		}
		frame = after
	}
}

// chunk takes the first chunk off data.
func chunk(data []byte) (name string, body, rest []byte, ok bool) {
	if len(data) < 8 {
		return "", nil, nil, false
	}
	n := uint64(binary.LittleEndian.Uint32(data[4:]))
	if n > uint64(len(data)-8) {
		return "", nil, nil, false
	}
	body = data[8 : 8+n]
	return string(data[:4]), body, data[min(uint64(len(data)), 8+n+n%2):], true
}

func appendChunk(file []byte, name string, body []byte) []byte {
	file = binary.LittleEndian.AppendUint32(append(file, name...), uint32(len(body)))
	file = append(file, body...)
	if len(body)%2 == 1 {
		file = append(file, 0)
	}
	return file
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func appendUint24(b []byte, v int) []byte { return append(b, byte(v), byte(v>>8), byte(v>>16)) }
