package site

import (
	"image"
	"io"
	"os"
	"path/filepath"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugolib"
)

// WebPEncoder gives the WebP encoder that Hugo carries as WebAssembly (libwebp), for a program that is built
// without cgo. end stops it. Hugo hands it out only through a site, so an empty one is made.
func WebPEncoder() (encode func(w io.Writer, img image.Image, quality int) error, end func(), err error) {
	dir, err := os.MkdirTemp("", "opladers-webp-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), nil, 0o644); err != nil {
		return nil, nil, err
	}
	logger := loggers.New(loggers.Options{Level: logg.LevelError, StdOut: io.Discard, StdErr: io.Discard})
	configs, fs, err := load(Options{Dir: dir, Out: filepath.Join(dir, "public"), Config: "config.toml"}, logger)
	if err != nil {
		return nil, nil, err
	}
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{Configs: configs, Fs: fs, TestLogger: logger})
	if err != nil {
		return nil, nil, err
	}
	codec, err := sites.Deps.WasmDispatchers.NewWepCodec()
	if err != nil {
		sites.Close()
		return nil, nil, err
	}
	encode = func(w io.Writer, img image.Image, quality int) error {
		return codec.Encode(w, img, map[string]any{"quality": quality, "hint": "photo", "compression": "lossy", "method": 4, "useSharpYuv": 0})
	}
	return encode, func() { sites.Close() }, nil
}
