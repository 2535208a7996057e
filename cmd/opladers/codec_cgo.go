//go:build cgo

package main

import "mijnopladers.nl/opladers/tools/photo"

// codec gives the encoder of photos, and what ends its use.
func (a *app) codec() (*photo.Codec, func(), error) { return photo.DefaultCodec(), func() {}, nil }
