//go:build !cgo

package webp

import (
	"image"
	"io"
)

// Available tells whether the program has libwebp.
const Available = false

func encode(io.Writer, image.Image, int) error { panic("not reached") }
