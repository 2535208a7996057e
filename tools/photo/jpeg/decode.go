package jpeg

import (
	"errors"
	"image"
)

// Why a picture is not read.
var (
	// ErrTruncated is a file that ends before its picture does, or whose header claims more pixels than its bytes
	// can carry.
	ErrTruncated = errors.New("jpeg: the data ends before the picture does")
	// ErrUnsupported is a JPEG of a kind that this package does not read. The error that wraps it tells which.
	ErrUnsupported = errors.New("jpeg: not supported")
)

// A FormatError tells what in a file is not JPEG.
type FormatError string

func (e FormatError) Error() string { return "jpeg: invalid: " + string(e) }

// Config is what the headers of a JPEG say.
type Config struct {
	Width, Height int // pixels
	Components    int // 1 grey, 3 colour, 4 CMYK
	Precision     int // bits per sample
	Progressive   bool
}

// ReadConfig reads the headers of a JPEG, of which data is the whole file. What Decode would refuse because of its headers is
// refused with the same error; with ErrUnsupported the Config is filled in.
func ReadConfig(data []byte) (Config, error) {
	d := decoder{data: data}
	err := d.header()
	return d.Config, err
}

// Decode decodes a JPEG at 1/scale of its size, where scale is 1, 2, 4 or 8; sides are rounded up. See the package
// comment for what it gives.
func Decode(data []byte, scale int) (image.Image, error) {
	limit, ok := map[int]int{1: 63, 2: 24, 4: 4, 8: 0}[scale]
	if !ok {
		return nil, errors.New("jpeg: a scale must be 1, 2, 4 or 8")
	}
	d := decoder{data: data, size: 8 / scale, limit: limit}
	if err := d.header(); err != nil {
		return nil, err
	}
	d.onlyDC = d.Progressive && d.size == 1 && d.whole()
	for !d.complete() {
		marker, content, err := d.segment()
		switch {
		case err != nil:
			return nil, err
		case marker == markerEOI && d.viewable():
			return d.image(), nil
		case marker == markerEOI:
			return nil, ErrTruncated
		case marker == markerSOS:
			err = d.scan(content)
		default:
			err = d.read(marker, content)
		}
		if err != nil {
			return nil, err
		}
	}
	return d.image(), nil
}
