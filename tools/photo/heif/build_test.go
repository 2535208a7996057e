package heif

import (
	"os"
	"testing"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// corners reads a picture of 64x48 that heif-enc made: red, green, blue and white from the top left, row by row.
func corners(t testing.TB) (*header.Info, header.Tile) {
	t.Helper()
	data, err := os.ReadFile("../header/testdata/corners.heic")
	if err != nil {
		t.Fatal(err)
	}
	info, err := header.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return info, info.Tiles.Tiles[0]
}

// A part is an item of a file. Its properties are boxes.
type part struct {
	kind       string
	data       []byte
	properties [][]byte
}

func ispe(width, height int) []byte { return box("ispe", number(0), number(width), number(height)) }

// heic makes a file in which the first item is the picture, and references tell what belongs to what.
func heic(references []byte, parts ...part) []byte {
	var all, each, infos, data []byte
	properties, places := 0, func(at int) (list []byte) {
		for i, p := range parts {
			list = append(list, 0, byte(i+1), 0, 0, 0, 1)
			list = append(append(list, number(at)...), number(len(p.data))...)
			at += len(p.data)
		}
		return list
	}
	for i, p := range parts {
		infos = append(infos, box("infe", []byte{2, 0, 0, 0, 0, byte(i + 1), 0, 0}, []byte(p.kind), []byte{0})...)
		each = append(each, 0, byte(i+1), byte(len(p.properties)))
		for _, property := range p.properties {
			properties++
			each = append(each, byte(properties))
			all = append(all, property...)
		}
		data = append(data, p.data...)
	}
	n := byte(len(parts))
	meta := func(at int) []byte {
		return box("meta", number(0),
			box("hdlr", make([]byte, 8), []byte("pict"), make([]byte, 13)),
			box("pitm", []byte{0, 0, 0, 0, 0, 1}),
			box("iloc", []byte{0, 0, 0, 0, 0x44, 0, 0, n}, places(at)),
			box("iinf", []byte{0, 0, 0, 0, 0, n}, infos),
			references,
			box("iprp", box("ipco", all), box("ipma", number(0), number(int(n)), each)))
	}
	ftyp := box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic"))
	at := len(ftyp) + len(meta(0)) + 8
	return append(append(ftyp, meta(at)...), box("mdat", data)...)
}

// refer makes references of one item to others.
func refer(kind string, from int, to ...int) []byte {
	list := []byte{0, byte(from), 0, byte(len(to))}
	for _, id := range to {
		list = append(list, 0, byte(id))
	}
	return box("iref", number(0), box(kind, list))
}
