//go:build cgo

package webp

/*
#cgo CFLAGS: -O3
#include <string.h>
#include "libwebp/encode.h"

typedef struct {
	uint8_t* data;
	size_t size;
	int error; // of WebPEncodingError
} file;

// encode makes a file of a picture, if there is one in pic, and frees what pic holds.
static file encode(WebPPicture* pic, int filled, int quality) {
	WebPConfig config;
	WebPMemoryWriter out;
	file f = {0};
	WebPMemoryWriterInit(&out);
	pic->writer = WebPMemoryWrite;
	pic->custom_ptr = &out;
	// A filter stronger than the preset's 60 costs nothing and brings the picture nearer to its source. So do three kinds of
	// parts instead of four, for 0.4 % more bytes.
	int ok = filled && WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, quality);
	config.filter_strength = 80;
	config.segments = 3;
	if (ok && WebPEncode(&config, pic)) {
		f.data = out.mem;
		f.size = out.size;
	} else {
		f.error = pic->error_code;
		WebPMemoryWriterClear(&out);
	}
	WebPPictureFree(pic);
	return f;
}

static int start(WebPPicture* pic, int width, int height) {
	if (!WebPPictureInit(pic)) return 0;
	pic->width = width;
	pic->height = height;
	return 1;
}

static const file other_version = {NULL, 0, VP8_ENC_ERROR_LAST};

static file encode_rgba(const uint8_t* pix, int stride, int width, int height, int quality) {
	WebPPicture pic;
	if (!start(&pic, width, height)) return other_version;
	return encode(&pic, WebPPictureImportRGBA(&pic, pix, stride), quality);
}

// narrow brings the samples of a plane from the range of JFIF to that of BT.601, rounded: they are multiplied by
// scale/255 and raised by zero/255. Without samples, the plane becomes 128: grey.
static void narrow(uint8_t* dst, int dst_stride, const uint8_t* src, int src_stride, int width, int height, int scale, int zero) {
	for (int y = 0; y < height; y++, dst += dst_stride) {
		if (src == NULL) {
			memset(dst, 128, width);
			continue;
		}
		for (int x = 0; x < width; x++) {
			dst[x] = (uint16_t)(src[x] * scale + zero + 127) / 255;
		}
		src += src_stride;
	}
}

static file encode_planes(const uint8_t* y, int y_stride, const uint8_t* cb, const uint8_t* cr, int c_stride, int width, int height, int quality) {
	WebPPicture pic;
	if (!start(&pic, width, height)) return other_version;
	int ok = WebPPictureAlloc(&pic);
	if (ok) {
		int w = (width + 1) / 2, h = (height + 1) / 2;
		narrow(pic.y, pic.y_stride, y, y_stride, width, height, 219, 16 * 255);
		narrow(pic.u, pic.uv_stride, cb, c_stride, w, h, 224, 128 * (255 - 224));
		narrow(pic.v, pic.uv_stride, cr, c_stride, w, h, 224, 128 * (255 - 224));
	}
	return encode(&pic, ok, quality);
}
*/
import "C"

import (
	"fmt"
	"image"
	"io"
	"unsafe"

	_ "github.com/bep/gowebp/libwebp" // links libwebp
)

// Available tells whether the program has libwebp.
const Available = true

func encode(w io.Writer, img image.Image, quality int) error {
	width, height := C.int(img.Bounds().Dx()), C.int(img.Bounds().Dy())
	var f C.file
	switch img := img.(type) {
	case *image.YCbCr:
		if img.SubsampleRatio != image.YCbCrSubsampleRatio420 {
			return fmt.Errorf("webp: samples of %v cannot be written", img.SubsampleRatio)
		}
		f = C.encode_planes(samples(img.Y), C.int(img.YStride), samples(img.Cb), samples(img.Cr), C.int(img.CStride), width, height, C.int(quality))
	case *image.Gray:
		f = C.encode_planes(samples(img.Pix), C.int(img.Stride), nil, nil, 0, width, height, C.int(quality))
	case *image.NRGBA:
		f = C.encode_rgba(samples(img.Pix), C.int(img.Stride), width, height, C.int(quality))
	default:
		return fmt.Errorf("webp: a picture of kind %T cannot be written", img)
	}
	if f.error != C.VP8_ENC_OK {
		return fmt.Errorf("webp: %s", failure(f.error))
	}
	defer C.WebPFree(unsafe.Pointer(f.data))
	_, err := w.Write(unsafe.Slice((*byte)(f.data), f.size))
	return err
}

// samples is where the samples of a plane start.
func samples(pix []byte) *C.uint8_t { return (*C.uint8_t)(unsafe.SliceData(pix)) }

// failure says what an error of libwebp means.
func failure(code C.int) string {
	switch code {
	case C.VP8_ENC_ERROR_OUT_OF_MEMORY, C.VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY:
		return "out of memory"
	case C.VP8_ENC_ERROR_INVALID_CONFIGURATION:
		return "invalid configuration"
	case C.VP8_ENC_ERROR_BAD_DIMENSION:
		return "bad width or height"
	case C.VP8_ENC_ERROR_PARTITION0_OVERFLOW, C.VP8_ENC_ERROR_PARTITION_OVERFLOW, C.VP8_ENC_ERROR_FILE_TOO_BIG:
		return "the picture is too large for a file"
	case C.VP8_ENC_ERROR_LAST:
		return "libwebp is of another version than its headers"
	}
	return fmt.Sprintf("libwebp's error %d", code)
}
