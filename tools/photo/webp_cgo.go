//go:build cgo

package photo

import (
	"image"
	"io"

	"github.com/bep/gowebp/libwebp"
	"github.com/bep/gowebp/libwebp/webpoptions"
)

// DefaultCodec encodes WebP with libwebp in C.
func DefaultCodec() *Codec {
	return &Codec{Name: "libwebp", WebP: func(w io.Writer, img image.Image, quality int) error {
		return libwebp.Encode(w, img, webpoptions.EncodingOptions{Quality: quality, EncodingPreset: webpoptions.EncodingPresetPhoto})
	}}
}
