//go:build !cgo

package build

import (
	"testing"

	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/site"
)

func codec(t *testing.T) *photo.Codec {
	encode, end, err := site.WebPEncoder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	return &photo.Codec{Name: "libwebp-wasm", WebP: encode}
}
