package header

import "encoding/binary"

// readGIF reads up to the second picture, if there is one.
func readGIF(info *Info, data []byte) error {
	info.Format = GIF
	if len(data) < 13 {
		return Damaged
	}
	if err := info.size(int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))); err != nil {
		return err
	}
	rest := skipColours(data[13:], data[10])
	clear := false
	for pictures := 0; len(rest) > 0; {
		introducer := rest[0]
		switch {
		case introducer == 0x21 && len(rest) >= 2: // extension
			if pictures == 0 && rest[1] == 0xf9 && len(rest) >= 4 {
				clear = clear || rest[3]&1 != 0
			}
			_, rest = gifBlocks(rest[2:])
		case introducer == 0x2c && pictures > 0:
			info.More = true
			return nil
		case introducer == 0x2c && len(rest) >= 11:
			width, height := int64(binary.LittleEndian.Uint16(rest[5:])), int64(binary.LittleEndian.Uint16(rest[7:]))
			flags := rest[9]
			rest = skipColours(rest[10:], flags)
			if len(rest) == 0 {
				return Damaged
			}
			var coded int64
			coded, rest = gifBlocks(rest[1:])
			// A code of 12 bits stands for at most 4096 pixels. What is around the picture costs nothing, up to a megapixel.
			if max(width*height, info.pixels()-1<<20) > coded*4096*8/12 {
				return Damaged
			}
			info.Alpha = clear || width*height < info.pixels()
			info.Cost = 5*info.pixels() + width*height // the picture, twice, and what is made of it
			pictures++
		default: // its end, or what cannot be
			if pictures == 0 {
				return Damaged
			}
			return nil
		}
	}
	if info.Cost == 0 {
		return Damaged
	}
	return nil
}

// skipColours passes over a colour table, whose size the flags tell.
func skipColours(data []byte, flags byte) []byte {
	if flags&0x80 == 0 {
		return data
	}
	return data[min(len(data), 3<<(1+flags&7)):]
}

// gifBlocks passes over blocks up to the empty one that ends them, and adds up their bytes.
func gifBlocks(data []byte) (size int64, rest []byte) {
	for len(data) > 0 && data[0] != 0 {
		n := min(int(data[0]), len(data)-1)
		size += int64(n)
		data = data[1+n:]
	}
	return size, data[min(1, len(data)):]
}
