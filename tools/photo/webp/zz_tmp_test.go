package webp

import (
	"fmt"
	"image"
	"image/draw"
	"io"
	"testing"
	"time"

	"github.com/bep/gowebp/libwebp"
	"github.com/bep/gowebp/libwebp/webpoptions"
)

func TestTmp(t *testing.T) {
	img := photo(800, 600)
	rgba := image.NewRGBA(img.Rect)
	a, b, c := time.Hour, time.Hour, time.Hour
	for range 60 {
		s := time.Now()
		_ = Encode(io.Discard, img, 75)
		a = min(a, time.Since(s))
		s = time.Now()
		draw.Draw(rgba, rgba.Rect, img, image.Point{}, draw.Src)
		c = min(c, time.Since(s))
		_ = libwebp.Encode(io.Discard, rgba, webpoptions.EncodingOptions{Quality: 75})
		b = min(b, time.Since(s))
	}
	fmt.Println("planes", a, "gowebp", b, "of which draw", c)
}
