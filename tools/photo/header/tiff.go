package header

import "math"

// The tags of a TIFF that are read (TIFF 6.0; ICC.1:2022, B.5; DNG 1.7).
const (
	tagSubfileType  = 254
	tagWidth        = 256
	tagHeight       = 257
	tagBits         = 258
	tagCompression  = 259
	tagPhotometric  = 262
	tagFillOrder    = 266
	tagStripOffsets = 273
	tagOrientation  = 274
	tagSamples      = 277
	tagRowsPerStrip = 278
	tagStripBytes   = 279
	tagPlanar       = 284
	tagT4Options    = 292
	tagPredictor    = 317
	tagColorMap     = 320
	tagTileWidth    = 322
	tagTileHeight   = 323
	tagTileOffsets  = 324
	tagTileBytes    = 325
	tagSubIFDs      = 330
	tagExtraSamples = 338
	tagSampleFormat = 339
	tagICC          = 34675
	tagDNGVersion   = 50706
)

// The compressions that are read.
const (
	packNone       = 1
	packGroup3     = 3
	packGroup4     = 4
	packLZW        = 5
	packDeflate    = 8
	packOldDeflate = 32946
	packBits       = 32773
)

// What samples are, of the kinds that are read.
const (
	whiteIsZero = 0
	blackIsZero = 1
	isRGB       = 2
	isPalette   = 3
)

// maxBlocks is more than one strip for each row of the highest page.
const maxBlocks = 1 << 17

// readTIFF reads the first directory, and whether there is another page.
func readTIFF(info *Info, data []byte) error {
	info.Format = TIFF
	d, ok := readDirectory(data)
	if !ok {
		return Damaged
	}
	if isRaw(d) {
		return raw
	}
	info.Orientation = d.orientation()
	if err := info.size(int(d.number(tagWidth, 0)), int(d.number(tagHeight, 0))); err != nil {
		return err
	}
	if profile, _ := d.bytes(tagICC); len(profile) <= maxProfile {
		info.ICC = profile
	}
	if next, ok := d.at(d.next); ok && d.next != 0 {
		info.More = next.number(tagSubfileType, 0)&1 == 0 // 1 is a small copy
	}
	samples, bits := d.number(tagSamples, 1), d.number(tagBits, 1)
	if err := tiffKind(info, d, samples, bits); err != nil {
		return err
	}
	return tiffBlocks(info, d, int(samples), int(bits))
}

// isRaw tells the files of cameras from pictures. They begin with a small picture, and keep the large one in a directory below it.
func isRaw(d *directory) bool {
	photometric := d.number(tagPhotometric, 0)
	return d.number(tagDNGVersion, 0) != 0 || photometric == 32803 || photometric == 34892 ||
		d.number(tagSubfileType, 0)&1 != 0 && d.number(tagSubIFDs, 0) != 0
}

// tiffKind refuses the kinds that the decoder of golang.org/x/image does not read, or reads wrongly.
func tiffKind(info *Info, d *directory, samples, bits uint32) error {
	photometric, compression := d.number(tagPhotometric, math.MaxUint16), d.number(tagCompression, packNone)
	known := true
	switch photometric {
	case whiteIsZero, blackIsZero, isPalette:
		known = samples == 1 && (bits == 1 || bits == 8 || bits == 16 && photometric != isPalette)
	case isRGB:
		extra := d.number(tagExtraSamples, 0)
		info.Alpha = samples == 4 && (extra == 1 || extra == 2)
		known = (samples == 3 || info.Alpha) && (bits == 8 || bits == 16)
		for _, b := range d.numbers(tagBits, int(samples)) {
			known = known && b == bits
		}
	case 5:
		return unreadable("TIFF in de kleuren van drukwerk (CMYK)")
	default:
		known = false
	}
	predictor := d.number(tagPredictor, 1)
	switch compression {
	case packGroup3, packGroup4:
		known = known && bits == 1 && d.number(tagT4Options, 0)&1 == 0
	case packNone, packLZW, packDeflate, packOldDeflate, packBits:
	case 6, 7:
		return unreadable("TIFF met een JPEG erin")
	default:
		known = false
	}
	if !known || predictor > 2 || predictor == 2 && bits == 1 || samples > 1 && d.number(tagPlanar, 1) != 1 || d.number(tagSampleFormat, 1) != 1 {
		return unreadable("TIFF van deze soort")
	}
	return nil
}

// tiffBlocks checks the strips or tiles: that they are there, and can hold what they must.
func tiffBlocks(info *Info, d *directory, samples, bits int) error {
	width, height := info.Width, int(min(d.number(tagRowsPerStrip, math.MaxUint32), uint32(info.Height)))
	offsets, sizes := uint16(tagStripOffsets), uint16(tagStripBytes)
	if d.number(tagTileWidth, 0) != 0 {
		width, height = int(d.number(tagTileWidth, 0)), int(d.number(tagTileHeight, 0))
		offsets, sizes = tagTileOffsets, tagTileBytes
	}
	if height == 0 { // some write that for one strip
		height = info.Height
	}
	if width <= 0 || height <= 0 || width > maxPixels/height {
		return Damaged
	}
	across, down := ceil(info.Width, width), ceil(info.Height, height)
	if across > maxBlocks/down {
		return Damaged
	}
	from, size := d.numbers(offsets, across*down), d.numbers(sizes, across*down)
	if len(from) < across*down || len(size) < across*down {
		return Damaged
	}
	var coded int64
	for i := range from {
		coded += int64(size[i])
		if int64(from[i])+int64(size[i]) > int64(len(d.data)) || coded > int64(len(d.data)) { // blocks that overlap are a trick
			return Damaged
		}
	}
	raw := info.pixels() * int64(samples*bits) / 8
	switch d.number(tagCompression, packNone) {
	case packBits: // 128 bytes of 2
		coded *= 64
	case packLZW: // 4096 bytes of a code of 12 bits
		coded *= 4096 * 8 / 12
	case packDeflate, packOldDeflate:
		coded *= 1032
	case packGroup3, packGroup4: // a row of 1 bit
		raw = int64(info.Height) / 8
	}
	if raw > coded {
		return Damaged
	}
	pixel := int64(ceil(bits, 8))
	switch {
	case samples > 1:
		pixel *= 4
	case d.number(tagPhotometric, 0) == isPalette:
		pixel = 5 // indices, and what is made of them
	}
	// A block is unpacked into memory that grows with it.
	info.Cost = pixel*info.pixels() + 2*int64(width)*int64(height)*int64(ceil(bits*samples, 8))
	return nil
}
