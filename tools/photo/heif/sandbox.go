package heif

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"sync"
	_ "unsafe" // for go:linkname

	_ "github.com/gen2brain/heic" // has the WebAssembly
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// heifWasm is libheif 1.18 with libde265 1.0 and the one function decode (lib/heif.c in the module), packed with gzip. The module
// keeps it to itself; should it move, then linking fails.
//
//go:linkname heifWasm github.com/gen2brain/heic.heifWasm
var heifWasm []byte

// compiled is the code, compiled once: that takes half a second.
var compiled = sync.OnceValues(func() (*code, error) {
	packed, err := gzip.NewReader(bytes.NewReader(heifWasm))
	if err != nil {
		return nil, err
	}
	wasm, err := io.ReadAll(packed)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	c := &code{runtime: wazero.NewRuntime(ctx)}
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, c.runtime); err != nil {
		return nil, err
	}
	c.module, err = c.runtime.CompileModule(ctx, wasm)
	return c, err
})

type code struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// sandboxed decodes a file in a sandbox of its own, with no more memory than a limit. An instance serves only once, because
// decode leaves a picture behind in its memory.
func sandboxed(ctx context.Context, file []byte, limit int64) (image.Image, error) {
	c, err := compiled()
	if err != nil {
		return nil, err
	}
	m, err := newMemory(limit)
	if err != nil {
		return nil, err
	}
	inside := experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, _ uint64) experimental.LinearMemory { return m }))
	module, err := c.runtime.InstantiateModule(inside, c.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		m.Free()
		return nil, err
	}
	defer module.Close(ctx)
	s := sandbox{module: module}
	return s.decode(ctx, file)
}

// sandbox is an instance of the code, with memory of its own.
type sandbox struct {
	module api.Module
	err    error // the first of calls
}

// call calls a function. A trap is an error, after which nothing is called any more.
func (s *sandbox) call(ctx context.Context, name string, args ...uint64) uint32 {
	if s.err != nil {
		return 0
	}
	results, err := s.module.ExportedFunction(name).Call(ctx, args...)
	s.err = err
	if err != nil || len(results) == 0 {
		return 0
	}
	return uint32(results[0])
}

// alloc gives memory in the sandbox.
func (s *sandbox) alloc(ctx context.Context, n int) uint64 {
	at := s.call(ctx, "malloc", uint64(n))
	if at == 0 && s.err == nil {
		s.err = errors.New("no memory")
	}
	return uint64(at)
}

// The colour spaces and chroma formats of libheif.
const (
	spaceYCbCr      = 0
	spaceMonochrome = 2
)

var ratios = map[uint32]image.YCbCrSubsampleRatio{
	1: image.YCbCrSubsampleRatio420, 2: image.YCbCrSubsampleRatio422, 3: image.YCbCrSubsampleRatio444,
}

// decode decodes a file.
func (s *sandbox) decode(ctx context.Context, file []byte) (image.Image, error) {
	in := s.alloc(ctx, len(file))
	said := s.alloc(ctx, 5*4) // width, height, colour space, chroma, whether colours were multiplied by transparency
	if s.err != nil {
		return nil, s.err
	}
	if !s.module.Memory().Write(uint32(in), file) {
		return nil, errors.New("does not fit")
	}
	decode := func(headerOnly, out uint64) error {
		ok := s.call(ctx, "decode", in, uint64(len(file)), headerOnly, said, said+4, said+8, said+12, said+16, out)
		if s.err == nil && ok == 0 {
			return errors.New("libheif refuses it")
		}
		return s.err
	}
	if err := decode(1, 0); err != nil {
		return nil, err
	}
	var v [4]uint32
	for i := range v {
		v[i], _ = s.module.Memory().ReadUint32Le(uint32(said) + uint32(4*i))
	}
	width, height, space, chroma := int(v[0]), int(v[1]), v[2], v[3]
	if width <= 0 || height <= 0 || width > 1<<15 || height > 1<<15 {
		return nil, fmt.Errorf("a size of %dx%d", width, height)
	}
	// libheif makes rows a multiple of 16 bytes, and at least 64.
	stride := func(n int) int { return max((n+15)&^15, 64) }
	luma := stride(width) * height
	var colour, cstride int
	ratio, known := ratios[chroma]
	switch {
	case space == spaceYCbCr && known:
		h, v := sampling(ratio)
		cstride = stride((width + h - 1) / h)
		colour = cstride * ((height + v - 1) / v)
	case space != spaceMonochrome:
		return nil, fmt.Errorf("a colour space %d/%d", space, chroma)
	}
	out := s.alloc(ctx, luma+2*colour)
	if err := decode(0, out); err != nil {
		return nil, err
	}
	pix, ok := s.module.Memory().Read(uint32(out), uint32(luma+2*colour))
	if !ok {
		return nil, errors.New("no picture in memory")
	}
	pix = bytes.Clone(pix)
	r := image.Rect(0, 0, width, height)
	if space == spaceMonochrome {
		return &image.Gray{Pix: pix, Stride: stride(width), Rect: r}, s.err
	}
	return &image.YCbCr{
		Y: pix[:luma], Cb: pix[luma : luma+colour], Cr: pix[luma+colour:],
		YStride: stride(width), CStride: cstride, SubsampleRatio: ratio, Rect: r,
	}, s.err
}
