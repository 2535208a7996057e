package header

import "encoding/binary"

// readBMP reads the header of a bitmap. Its kinds are refused that the decoder of golang.org/x/image does not read.
func readBMP(info *Info, data []byte) error {
	info.Format = BMP
	if len(data) < 54 {
		return Damaged
	}
	le := binary.LittleEndian
	offset, header := int64(le.Uint32(data[10:])), int64(le.Uint32(data[14:]))
	if header != 40 && header != 108 && header != 124 || header+14 > int64(len(data)) {
		return unreadable("BMP van een oude soort")
	}
	width, height := int64(int32(le.Uint32(data[18:]))), int64(int32(le.Uint32(data[22:])))
	if height < 0 { // from the top to the bottom
		height = -height
	}
	if err := info.size(int(width), int(height)); err != nil {
		return err
	}
	bits, packing := int64(le.Uint16(data[28:])), le.Uint32(data[30:])
	if packing == 3 && bits == 32 && header > 40 && // masks, that say what is usual
		le.Uint32(data[54:]) == 0xff0000 && le.Uint32(data[58:]) == 0xff00 && le.Uint32(data[62:]) == 0xff {
		packing = 0
	}
	if packing != 0 || bits == 16 {
		return unreadable("BMP met compressie of met 16 bits")
	}
	switch bits {
	case 1, 2, 4, 8:
		info.Cost = 5
	case 24:
		info.Cost = 4
	case 32:
		info.Cost = 4
		info.Alpha = header > 40
	default:
		return Damaged
	}
	info.Cost *= info.pixels()
	if row := (bits*width + 31) / 32 * 4; row*height > int64(len(data))-offset {
		return Damaged
	}
	return nil
}
