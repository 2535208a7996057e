//go:build cgo

package build

import (
	"testing"

	"mijnopladers.nl/opladers/tools/photo"
)

func codec(*testing.T) *photo.Codec { return photo.DefaultCodec() }
