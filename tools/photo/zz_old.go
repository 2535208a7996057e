package photo

import (
	"image"

	"mijnopladers.nl/opladers/tools/photo/header"
)

// Decode is for collect until it has a codec.
func Decode(source []byte) (image.Image, error) {
	info, err := header.Read(source)
	if err != nil {
		return nil, err
	}
	p, err := DefaultCodec().decode(source, info, 1)
	if err != nil {
		return nil, err
	}
	return p.finish(), nil
}

// NewMaster is for collect until it has a codec.
func NewMaster(source []byte) (*Master, error) { return DefaultCodec().NewMaster(source) }

// Thumbnail is for collect until it has a codec.
func Thumbnail(source []byte, side int) ([]byte, error) { return DefaultCodec().Thumbnail(source, side) }

// Pixels is for collect until it takes Memory.
func Pixels(source []byte) (int, error) {
	info, err := header.Read(source)
	if err != nil {
		return 0, err
	}
	return info.Width * info.Height, nil
}
