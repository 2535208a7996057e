//go:build !cgo

package webp

import (
	"bytes"
	"image"
	"testing"
)

func TestWithoutEncoder(t *testing.T) {
	var b bytes.Buffer
	if err := Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), 75); err == nil || b.Len() > 0 || Available {
		t.Errorf("error %v after %d bytes", err, b.Len())
	}
}
