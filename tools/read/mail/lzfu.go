package mail

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// prebuilt is what the dictionary of compressed RTF begins with (MS-OXRTFCP, section 2.1.2.1).
const prebuilt = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier" +
	"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

var errRTF = errors.New("damaged compressed RTF")

// unpackRTF unpacks compressed RTF (MS-OXRTFCP). Two bytes become seventeen at most.
func unpackRTF(data []byte) ([]byte, error) {
	if len(data) < 16 {
		return nil, errRTF
	}
	size := int(binary.LittleEndian.Uint32(data[4:]))
	body := data[16:min(len(data), max(16, int(binary.LittleEndian.Uint32(data))+4))]
	switch string(data[8:12]) {
	case "MELA":
		return body[:min(size, len(body))], nil
	case "LZFu":
	default:
		return nil, errRTF
	}
	if checksum(body) != binary.LittleEndian.Uint32(data[12:]) {
		return nil, errRTF
	}
	var dictionary [4096]byte
	at := copy(dictionary[:], prebuilt)
	var out []byte
	put := func(b byte) {
		out = append(out, b)
		dictionary[at] = b
		at = (at + 1) % len(dictionary)
	}
	for len(body) > 0 {
		control := body[0]
		body = body[1:]
		for bit := 0; bit < 8 && len(body) > 0; bit++ {
			if control>>bit&1 == 0 {
				put(body[0])
				body = body[1:]
				continue
			}
			if len(body) < 2 {
				return out, errRTF
			}
			from, n := int(body[0])<<4|int(body[1])>>4, int(body[1]&15)+2
			body = body[2:]
			if from == at { // the end
				return out[:min(size, len(out))], nil
			}
			for i := range n {
				put(dictionary[(from+i)%len(dictionary)])
			}
		}
	}
	return out[:min(size, len(out))], nil
}

// checksum is CRC-32 that begins at 0 and is not inverted.
func checksum(data []byte) uint32 { return ^crc32.Update(^uint32(0), crc32.IEEETable, data) }
