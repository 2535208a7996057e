package main

import (
	"path/filepath"

	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/site"
)

// codec gives what reads and writes photos, and what ends its use. AVIF comes from the WebAssembly that Hugo carries, and
// without a C compiler WebP too: slower, the same pictures.
func (a *app) codec() (*photo.Codec, func()) {
	hugo := site.NewCodecs(filepath.Join(a.cache, "codecs"))
	c := photo.DefaultCodec()
	if c.WebP == nil {
		c.Name, c.WebP = "libwebp-wasm", hugo.EncodeWebP
	}
	c.AVIF, c.DecodeAVIF = hugo.EncodeAVIF, hugo.DecodeAVIF
	return c, hugo.Close
}
