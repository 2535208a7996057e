package jpeg

import (
	"fmt"
	"image"
	"io"
	"sync"
)

// maxSide is the largest width and height that a frame header can hold, in pixels.
const maxSide = 1<<16 - 1

// Encode writes img as a baseline JPEG: a JFIF header without any metadata, the quantisation tables of T.81 Annex
// K scaled to quality (1 to 100) as libjpeg does, and the Huffman tables that make this picture smallest. The
// samples of an *image.YCbCr of 4:4:4, 4:2:2 or 4:2:0 and of an *image.Gray are taken as they are; other pictures
// are refused. The same picture gives the same bytes on every machine.
func Encode(w io.Writer, img image.Image, quality int) error {
	if quality < 1 || quality > 100 {
		return fmt.Errorf("jpeg: quality %d is not from 1 to 100", quality)
	}
	r := img.Bounds()
	if r.Min != (image.Point{}) || r.Empty() || r.Max.X > maxSide || r.Max.Y > maxSide {
		return fmt.Errorf("jpeg: a picture of %v cannot be written", r)
	}
	components, err := split(img)
	if err != nil {
		return err
	}
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	_, err = w.Write(e.encode(components, r.Max, quality))
	return err
}

// encoders keeps the buffers of encoders for the next picture.
var encoders = sync.Pool{New: func() any { return new(encoder) }}

// encoder first turns a picture into tokens, and when it is known how often each symbol comes, tokens into bytes.
type encoder struct {
	tokens    []token
	frequency [tables << 8]uint32
	out       []byte
}

// component is a plane of samples on its way into the scan.
type component struct {
	pix           []byte
	stride        int
	width, height int // samples
	h, v          int // blocks side by side and below each other in one unit of the scan
	kind          int // 0 for luminance, 1 for chrominance: which tables it uses
	quantiser     *quantiser
	dc            int32 // that of the block before
}

// split makes components of the planes of a picture.
func split(img image.Image) ([]component, error) {
	width, height := img.Bounds().Dx(), img.Bounds().Dy()
	switch img := img.(type) {
	case *image.Gray:
		return []component{{pix: img.Pix, stride: img.Stride, width: width, height: height, h: 1, v: 1}}, nil
	case *image.YCbCr:
		h, v := 1, 1
		switch img.SubsampleRatio {
		case image.YCbCrSubsampleRatio444:
		case image.YCbCrSubsampleRatio422:
			h = 2
		case image.YCbCrSubsampleRatio420:
			h, v = 2, 2
		default:
			return nil, fmt.Errorf("jpeg: samples of %v cannot be written", img.SubsampleRatio)
		}
		y := component{pix: img.Y, stride: img.YStride, width: width, height: height, h: h, v: v}
		cb := component{stride: img.CStride, width: (width + h - 1) / h, height: (height + v - 1) / v, h: 1, v: 1, kind: 1}
		cr := cb
		cb.pix, cr.pix = img.Cb, img.Cr
		return []component{y, cb, cr}, nil
	}
	return nil, fmt.Errorf("jpeg: a picture of kind %T cannot be written", img)
}

// encode gives the file, which stays the encoder's.
func (e *encoder) encode(components []component, size image.Point, quality int) []byte {
	kinds := min(len(components), 2)
	var quantisers [2]*quantiser
	e.start()
	for kind := range kinds {
		s := steps(&annexK[kind], quality)
		quantisers[kind] = newQuantiser(&s)
		e.dqt(kind, &s)
	}
	for i := range components {
		components[i].quantiser = quantisers[components[i].kind]
	}
	e.scan(components, size)

	e.sof(components, size)
	var book codebook
	for table := range 2 * kinds {
		c := optimalCode((*[256]uint32)(e.frequency[table<<8:]))
		e.dht(table, c)
		book.add(table, c)
	}
	e.sos(components)
	e.out = book.append(e.out, e.tokens)
	return append(e.out, 0xff, markerEOI)
}
