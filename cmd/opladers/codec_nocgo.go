//go:build !cgo

package main

import (
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/site"
)

// codec gives the encoder of photos, and what ends its use. Without a C compiler WebP comes from the
// WebAssembly that Hugo carries: slower, the same pictures.
func (a *app) codec() (*photo.Codec, func(), error) {
	encode, end, err := site.WebPEncoder()
	if err != nil {
		return nil, nil, err
	}
	c := photo.DefaultCodec()
	c.Name, c.WebP = "libwebp-wasm", encode
	return c, end, nil
}
