package site

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugolib"
)

// Codecs are the codecs of pictures that Hugo carries as WebAssembly: WebP (libwebp 1.6) for a program that is built without cgo,
// and AVIF (libavif 1.4 with dav1d and libaom). Nothing is started before it is used; many may use them at a time.
//
// The first use of a codec compiles it, which takes seconds. The outcome is kept in a folder: the next program starts in a quarter
// of a second.
type Codecs struct {
	cache   string
	encoder engine
	decoder engine // apart: what strangers send can break it
}

// NewCodecs gives the codecs. cache is a folder of the user's own, because code in it is run: 30 MB; "" is Hugo's.
func NewCodecs(cache string) *Codecs { return &Codecs{cache: cache} }

// Close ends what was started.
func (c *Codecs) Close() {
	c.encoder.close()
	c.decoder.close()
}

// EncodeWebP writes img as WebP; quality is from 1 to 100.
func (c *Codecs) EncodeWebP(w io.Writer, img image.Image, quality int) error {
	sites, err := c.encoder.open(c.cache, false)
	if err != nil {
		return err
	}
	codec, err := sites.Deps.WasmDispatchers.NewWepCodec()
	if err != nil {
		return err
	}
	return codec.Encode(w, plain(img), map[string]any{
		"quality": quality, "hint": "photo", "compression": "lossy", "method": 4, "useSharpYuv": 0,
	})
}

// avifSpeed is how fast libaom searches, from 1 to 10. At 8 files are 3 % smaller in half as much time again, and 6 can take longer
// than the 30 seconds that Hugo waits.
const avifSpeed = 10

// avifQuality is what looks as the quality 75 of WebP does; 100 is the best in both.
const avifQuality = 48

// EncodeAVIF writes img as AVIF; quality is from 1 to 100, as of WebP: 75 looks the same.
func (c *Codecs) EncodeAVIF(w io.Writer, img image.Image, quality int) error {
	sites, err := c.encoder.open(c.cache, true)
	if err != nil {
		return err
	}
	codec, err := sites.Deps.WasmDispatchers.NewAvifCodec()
	if err != nil {
		return err
	}
	if quality <= 75 {
		quality = max(1, quality*avifQuality/75)
	} else {
		quality = avifQuality + (quality-75)*(100-avifQuality)/25
	}
	return codec.Encode(w, plain(img), map[string]any{
		"quality": quality, "hint": "photo", "compression": "lossy", "encoderSpeed": avifSpeed,
	})
}

const (
	// avifPatience is a little longer than that of Hugo, which waits for ever to hand data to an instance that has trapped.
	avifPatience = 35 * time.Second
	// avifLarge is the number of pixels from which an instance is not kept: it holds on to the memory that they took.
	avifLarge = 4_000_000
)

// DecodeAVIF gives the picture, or the first of an animation, with 8 bits per sample and as it is stored: cutting and turning it, and
// its colour profile, are for the caller. WebAssembly has 384 MB for that, enough for 30 megapixels, and 30 seconds.
func (c *Codecs) DecodeAVIF(data []byte) (image.Image, error) {
	data, err := still(data)
	if err != nil {
		return nil, err
	}
	// One at a time, to bound memory.
	c.decoder.alone.Lock()
	defer c.decoder.alone.Unlock()
	img, err := c.decode(data)
	if err != nil {
		// An instance that has trapped answers nobody any more, and does not say so.
		c.decoder.close()
		return nil, fmt.Errorf("avif: %w", err)
	}
	if frames, ok := img.(interface{ GetFrames() []image.Image }); ok { // so Hugo gives what has more than 8 bits
		img = frames.GetFrames()[0]
	}
	if b := img.Bounds(); b.Dx()*b.Dy() > avifLarge {
		c.decoder.close()
	}
	switch img := img.(type) {
	case *image.NRGBA:
		return img, nil
	case *image.NRGBA64:
		return narrow(img), nil
	}
	return nil, fmt.Errorf("avif: Hugo gave a %T", img)
}

func (c *Codecs) decode(data []byte) (image.Image, error) {
	sites, err := c.decoder.open(c.cache, true)
	if err != nil {
		return nil, err
	}
	codec, err := sites.Deps.WasmDispatchers.NewAvifCodec()
	if err != nil {
		return nil, err
	}
	type answer struct {
		img image.Image
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		img, err := codec.Decode(bytes.NewReader(data))
		answers <- answer{img, err}
	}()
	select {
	case a := <-answers:
		return a.img, a.err
	case <-time.After(avifPatience):
		return nil, errors.New("no answer")
	}
}

// still gives an AVIF whose header asks for its one picture: decoding an animation would make all its frames, and decoding a gain
// map would make of a picture for every screen one for bright screens. The brands in the first box ask for that.
func still(data []byte) ([]byte, error) {
	if len(data) < 16 || string(data[4:8]) != "ftyp" {
		return nil, errors.New("avif: no ftyp box")
	}
	end := min(int(data[0])<<24|int(data[1])<<16|int(data[2])<<8|int(data[3]), len(data))
	data = bytes.Clone(data)
	copy(data[8:], "avif")
	for at := 16; at+4 <= end; at += 4 {
		switch string(data[at : at+4]) {
		case "avis", "tmap":
			copy(data[at:], "avif")
		}
	}
	return data, nil
}

// narrow rounds 16 bits to 8.
func narrow(img *image.NRGBA64) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for y := range img.Rect.Dy() {
		from, to := img.Pix[y*img.Stride:], out.Pix[y*out.Stride:][:4*img.Rect.Dx()]
		for i := range to {
			v := uint32(from[2*i])<<8 | uint32(from[2*i+1])
			to[i] = uint8((v*255 + 32767) / 65535)
		}
	}
	return out
}

// plain gives what the codecs take as it is. From YCbCr they make NRGBA pixel by pixel through interfaces.
func plain(img image.Image) image.Image {
	if _, ok := img.(*image.YCbCr); !ok {
		return img
	}
	rgb := image.NewRGBA(img.Bounds())
	draw.Draw(rgb, rgb.Rect, img, rgb.Rect.Min, draw.Src)
	return &image.NRGBA{Pix: rgb.Pix, Stride: rgb.Stride, Rect: rgb.Rect} // opaque, so that is the same
}

// An engine is an empty site of Hugo, which hands out its codecs only through one.
type engine struct {
	alone sync.Mutex // held by who must be alone
	mu    sync.Mutex // of what follows
	sites *hugolib.HugoSites
	avif  bool // has been started
}

func (e *engine) open(cache string, avif bool) (*hugolib.HugoSites, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.avif = e.avif || avif
	if e.sites != nil {
		return e.sites, nil
	}
	dir, err := os.MkdirTemp("", "opladers-codec-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	config := ""
	if cache != "" {
		config = "cacheDir = " + strconv.Quote(filepath.ToSlash(cache)) + "\n"
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o644); err != nil {
		return nil, err
	}
	logger := loggers.New(loggers.Options{Level: logg.LevelError, StdOut: io.Discard, StdErr: io.Discard})
	oneAtATime.Lock() // load changes the logger of all
	defer oneAtATime.Unlock()
	configs, fs, err := load(Options{Dir: dir, Out: filepath.Join(dir, "public"), Config: "config.toml"}, logger)
	if err != nil {
		return nil, err
	}
	e.sites, err = hugolib.NewHugoSites(deps.DepsCfg{Configs: configs, Fs: fs, TestLogger: logger})
	return e.sites, err
}

func (e *engine) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.sites == nil {
		return
	}
	if e.avif { // which a site of Hugo 0.165 forgets to close; that waits for what is hanging
		if d, err := e.sites.Deps.WasmDispatchers.Avif(); err == nil {
			go d.Close()
		}
	}
	e.sites.Close()
	e.sites, e.avif = nil, false
}
