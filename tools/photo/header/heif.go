package header

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"
	"strings"
)

// Tiles are the coded pictures that a HEIC is made of: one, or a grid of equal ones.
type Tiles struct {
	Across, Down  int
	Width, Height int    // of a tile
	Tiles         []Tile // from left to right, then down
	Alpha         *Tiles // transparency, when the picture has it

	// Matrix and FullRange say how colours became YCbCr, as ITU-T H.273 numbers it.
	Matrix    int
	FullRange bool
}

// Tile is a picture in HEVC: the configuration of its decoder (ISO/IEC 14496-15, 8.3.3.1), and its NAL units with their lengths.
type Tile struct {
	Kind         string // hvc1 or hev1
	Config, Data []byte
}

// readHEIF reads HEIC and AVIF, and tells them from videos.
func readHEIF(info *Info, data []byte) error {
	_, brands, rest, ok := nextBox(data)
	if !ok || len(brands) < 8 {
		return Damaged
	}
	if string(brands[:4]) == "crx " {
		return raw
	}
	meta, ok := box(rest, "meta")
	if !ok {
		return noPicture(brands)
	}
	c, ok := readContainer(data, meta)
	if !ok {
		return noPicture(brands)
	}
	it := c.items[c.primary]
	coded := it
	if it.kind == "grid" && len(it.parts) > 0 {
		if coded = c.items[it.parts[0]]; coded == nil {
			return Damaged
		}
	}
	switch coded.kind {
	case "hvc1", "hev1":
		info.Format = HEIC
	case "av01":
		info.Format = AVIF
	default:
		return unreadable("HEIF met " + strings.ToValidUTF8(strings.TrimSpace(coded.kind), "?"))
	}
	for at := 8; at+4 <= len(brands); at += 4 {
		info.More = info.More || string(brands[at:at+4]) == "avis"
	}
	tiles, err := c.tiles(info, it)
	if err != nil {
		return err
	}
	if err := see(info, it); err != nil {
		return err
	}
	colours(info, tiles, it, coded)
	if alpha := c.transparency(); alpha != nil {
		info.Alpha = true
		small := *info
		if tiles.Alpha, err = c.tiles(&small, alpha); err != nil {
			return err
		}
		if small.Width != info.Width || small.Height != info.Height {
			return Damaged
		}
		tiles.Alpha.Matrix, tiles.Alpha.FullRange = unspecified, true // that it is, always (23000-22, 7.3.5.2)
	}
	if err := info.plausible(len(data)); err != nil {
		return err
	}
	if info.Format == HEIC {
		info.Tiles = tiles
		info.Cost = tiles.cost(info)
		return nil
	}
	info.Cost = 30 * info.pixels() // as measured
	return nil
}

// noPicture refuses a file with no picture in it that we find, by what it says it is.
func noPicture(brands []byte) error {
	for at := 0; at+4 <= len(brands); at += 4 {
		switch string(brands[at : at+4]) {
		case "mif1", "heic", "heix", "avif":
			return Damaged
		case "hevc", "msf1", "avis":
			return unreadable("animatie")
		}
	}
	return video
}

// tiles finds what a picture is made of, and takes its size when that is not known.
func (c *container) tiles(info *Info, it *item) (*Tiles, error) {
	t := &Tiles{Across: 1, Down: 1}
	parts := []*item{it}
	width, height, ok := extent(it)
	if it.kind == "grid" {
		payload, there := c.content(it)
		if !there || len(payload) < 8 {
			return nil, Damaged
		}
		f := fields{b: payload[1:]}
		wide := f.uint(1)&1 != 0
		t.Down, t.Across = int(f.uint(1))+1, int(f.uint(1))+1
		width, height = int(f.either(wide)), int(f.either(wide))
		if f.bad || len(it.parts) != t.Across*t.Down {
			return nil, Damaged
		}
		parts = parts[:0]
		for _, id := range it.parts {
			parts = append(parts, c.items[id])
		}
		ok = true
	}
	if !ok {
		return nil, Damaged
	}
	if err := info.size(width, height); err != nil {
		return nil, err
	}
	// Each tile costs a start of its decoder, of 10 ms. Cameras make tiles of 512 pixels.
	if int64(len(parts)) > 64+info.pixels()/(1<<16) {
		return nil, Damaged
	}
	for i, part := range parts {
		if part == nil || part.kind == "grid" {
			return nil, Damaged
		}
		w, h, ok := extent(part)
		if i == 0 {
			t.Width, t.Height = w, h
		}
		data, there := c.content(part)
		if !ok || !there || w != t.Width || h != t.Height {
			return nil, Damaged
		}
		tile := Tile{Kind: part.kind, Config: part.get("hvcC"), Data: data}
		if !t.holds(tile) {
			return nil, Damaged
		}
		t.Tiles = append(t.Tiles, tile)
	}
	// The grid covers the picture, and no tile lies wholly outside.
	if ceil(width, t.Width) != t.Across || ceil(height, t.Height) != t.Down {
		return nil, Damaged
	}
	return t, nil
}

// holds tells whether a tile is coded in the size that it must have, and takes its colours.
func (t *Tiles) holds(tile Tile) bool {
	switch tile.Kind {
	case "hvc1", "hev1":
		h, ok := readHEVC(tile.Config, tile.Data)
		t.Matrix, t.FullRange = h.matrix, h.fullRange
		return ok && h.width == t.Width && h.height == t.Height
	case "av01":
		w, h := av1Size(tile.Data)
		return w <= t.Width && h <= t.Height
	}
	return false
}

// extent is the size that an item says to have (23008-12, 6.5.3).
func extent(it *item) (width, height int, ok bool) {
	f := fields{b: it.get("ispe")}
	f.uint(4)
	width, height = int(f.uint(4)), int(f.uint(4))
	return width, height, !f.bad && width > 0 && height > 0
}

// transparency finds the picture that is the transparency of the primary one.
func (c *container) transparency() *item {
	for _, it := range c.items {
		if it.master != c.primary {
			continue
		}
		_, _, f := fullBox(it.get("auxC"))
		urn, _, _ := bytes.Cut(f.b, []byte{0})
		switch string(urn) {
		case "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1":
			return it
		}
	}
	return nil
}

// colours reads the colour properties (23008-12, 6.5.5), those of the whole picture before those of its first tile, and those before
// what HEVC itself says.
func colours(info *Info, t *Tiles, whole, tile *item) {
	for _, it := range []*item{tile, whole} {
		for _, p := range it.properties {
			if p.kind != "colr" || len(p.body) < 4 {
				continue
			}
			switch kind, body := string(p.body[:4]), p.body[4:]; {
			case (kind == "prof" || kind == "rICC") && len(body) <= maxProfile:
				info.ICC = body
			case kind == "nclx" && len(body) >= 7:
				info.Primaries = int(binary.BigEndian.Uint16(body))
				info.Transfer = int(binary.BigEndian.Uint16(body[2:]))
				t.Matrix = int(binary.BigEndian.Uint16(body[4:]))
				t.FullRange = body[6]&0x80 != 0
			}
		}
	}
}

// unspecified is the code point of what is not told.
const unspecified = 2

// see reads which part is seen, and how it is turned (23008-12, 6.5.9 to 6.5.12).
func see(info *Info, it *item) error {
	for _, p := range it.properties {
		switch {
		case p.kind == "clap":
			crop, ok := aperture(p.body, info.Width, info.Height)
			if !ok {
				return Damaged
			}
			info.Crop = crop
		case p.kind == "irot" && len(p.body) > 0:
			info.Orientation = then(info.Orientation, [4]int{1, 8, 3, 6}[p.body[0]&3])
		case p.kind == "imir" && len(p.body) > 0:
			info.Orientation = then(info.Orientation, [2]int{4, 2}[p.body[0]&1])
		}
	}
	return nil
}

// aperture reads a crop: its size, and its centre from that of the picture, all in fractions.
func aperture(body []byte, width, height int) (image.Rectangle, bool) {
	if len(body) < 32 {
		return image.Rectangle{}, false
	}
	var v [4]float64
	for i := range v {
		n, d := int32(binary.BigEndian.Uint32(body[8*i:])), binary.BigEndian.Uint32(body[8*i+4:])
		if d == 0 {
			return image.Rectangle{}, false
		}
		v[i] = float64(n) / float64(d)
	}
	// The nearest whole pixels.
	w, h := math.Round(v[0]), math.Round(v[1])
	x, y := math.Floor(v[2]+(float64(width)-w)/2), math.Floor(v[3]+(float64(height)-h)/2)
	r := image.Rect(int(x), int(y), int(x+w), int(y+h))
	return r, w >= 1 && h >= 1 && r.In(image.Rect(0, 0, width, height))
}

// turns are the orientations of EXIF as matrices: where the pixel at (x, y), from the middle, is seen.
var turns = [9][4]int{
	1: {1, 0, 0, 1}, 2: {-1, 0, 0, 1}, 3: {-1, 0, 0, -1}, 4: {1, 0, 0, -1},
	5: {0, 1, 1, 0}, 6: {0, -1, 1, 0}, 7: {0, -1, -1, 0}, 8: {0, 1, -1, 0},
}

// then is one orientation after another.
func then(first, second int) int {
	a, b := turns[second], turns[first]
	m := [4]int{a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3], a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3]}
	for o, t := range turns[1:] {
		if t == m {
			return o + 1
		}
	}
	return 1
}

// cost is the memory that decoding takes: the picture, and what one tile takes.
func (t *Tiles) cost(info *Info) int64 {
	picture := info.pixels() + int64(t.Width)*int64(t.Height)
	cost := picture*t.sample()/2 + t.Memory()
	if t.Alpha != nil {
		cost += 5 * info.pixels()
	}
	return cost
}

// Memory is what decoding one tile may take, somewhat more than what decoding was measured to take.
func (t *Tiles) Memory() int64 {
	largest := 0
	for _, tile := range t.Tiles {
		largest = max(largest, len(tile.Data))
	}
	size := t.sample()
	if len(t.Tiles[0].Config) > 17 && t.Tiles[0].Config[17]&7 > 0 {
		size *= 2
	}
	// Coded pictures are whole blocks of at most 64.
	return 4<<20 + 2*int64(largest) + (16+7*size)*int64(t.Width+64)*int64(t.Height+64)/4
}

// sample is twice the number of samples of a pixel, by the chroma format in the configuration of the decoder.
func (t *Tiles) sample() int64 {
	config := t.Tiles[0].Config
	if len(config) < 18 {
		return 0 // that cannot be decoded
	}
	return [4]int64{2, 3, 4, 6}[config[16]&3]
}
