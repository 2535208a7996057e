package heif

import (
	"encoding/binary"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// still makes a HEIC of one coded picture, with no more than its decoder needs.
func still(tile header.Tile, width, height int) []byte {
	one := []byte{0, 0, 0, 0, 0, 1}
	pitm := box("pitm", one) // item 1
	infe := box("infe", []byte{2, 0, 0, 0, 0, 1, 0, 0}, []byte(tile.Kind), []byte{0})
	iinf := box("iinf", one, infe)
	hdlr := box("hdlr", make([]byte, 8), []byte("pict"), make([]byte, 13))
	ispe := box("ispe", number(0), number(width), number(height))
	ipco := box("ipco", box("hvcC", tile.Config), ispe, pixi(tile.Config))
	ipma := box("ipma", number(0), number(1), []byte{0, 1, 3, 0x81, 2, 3}) // item 1 has all properties
	iprp := box("iprp", ipco, ipma)
	ftyp := box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic"))
	iloc := func(at int) []byte { // one extent, numbers of 4 bytes
		return box("iloc", []byte{0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1}, number(at), number(len(tile.Data)))
	}
	meta := func(at int) []byte { return box("meta", number(0), hdlr, pitm, iinf, iprp, iloc(at)) }
	at := len(ftyp) + len(meta(0)) + 8
	return append(append(ftyp, meta(at)...), box("mdat", tile.Data)...)
}

// pixi makes the property that tells gray from colour, by the chroma format and the depth in the configuration (ISO/IEC 14496-15,
// 8.3.3.1).
func pixi(config []byte) []byte {
	if len(config) < 18 {
		return nil
	}
	depth := 8 + config[17]&7
	if config[16]&3 == 0 {
		return box("pixi", number(0), []byte{1, depth})
	}
	return box("pixi", number(0), []byte{3, depth, depth, depth})
}

// box makes a box (ISO/IEC 14496-12, 4.2).
func box(kind string, parts ...[]byte) []byte {
	size := 8
	for _, p := range parts {
		size += len(p)
	}
	out := append(number(size), kind...)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func number(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
