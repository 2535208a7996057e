// Package photo turns a picture as people send it into what the site publishes: upright, shrunk, in sRGB
// and without any metadata.
//
// There are two steps. NewMaster makes the one picture that is kept in the page's bundle: at most MaxSide
// pixels on its longest side, as JPEG, or as PNG when it has transparency or is a drawing in few colours.
// Derive makes what visitors download: all sizes and crops of a Set, from one decode.
//
// A picture goes through the packages below this one, each of which knows one thing: header (what is it, how
// large, which way up, which colours), jpeg, raster and heif (its pixels), colour (to sRGB), scale (turned and
// resized), crop (what stays in view), and jpeg and webp again (encoded). Opaque pictures stay in planes of
// luma and chroma all the way, as JPEG and WebP store them; only transparent ones become RGBA. A JPEG is
// decoded at a half, a quarter or an eighth where that is large enough.
//
// Nothing that stands beside the pixels reaches an encoder: no EXIF, XMP, IPTC, profile, thumbnail or comment.
//
// A picture's ID is the hash of its source bytes: the same picture always has the same name, and a later version of this
// program does not rename what a site has.
package photo

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// Version is part of the name of every derivative in a cache: raise it when the same picture gives other bytes.
const Version = "3"

// ID names a picture by its source bytes: 16 hexadecimal digits.
func ID(source []byte) string {
	h := sha256.New()
	h.Write([]byte("opladers photo 1\x00"))
	h.Write(source)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

var extensions = []string{".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".heic", ".heif", ".hif", ".avif", ".tif", ".tiff", ".bmp"}

// IsName reports whether a file is called a picture, also one that is refused later. Whether it is one, its
// content tells.
func IsName(name string) bool {
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(name)))
}

// Memory gives the bytes of memory that working on a picture takes, by what its header says, or a Dutch notice when it
// is not a picture that can be read.
func Memory(source []byte) (int64, error) {
	info, err := header.Read(source)
	if err != nil {
		return 0, err
	}
	return info.Cost + int64(len(source)), nil
}

// Empty is the refusal of a picture without a byte.
var Empty = header.Empty
