package jpeg

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// sof finds the frame header of a fixture: the place of its marker.
func sof(t *testing.T, data []byte) int {
	t.Helper()
	for _, marker := range []byte{markerSOF0, markerSOF2} {
		if i := bytes.Index(data, []byte{0xff, marker, 0}); i >= 0 {
			return i
		}
	}
	t.Fatal("no frame")
	return 0
}

// patched changes bytes of the frame header of a fixture: 1 is the kind of frame, 4 the precision, 5 the height, 7 the width.
func patched(t *testing.T, name string, at int, bytes ...byte) []byte {
	data := slices.Clone(fixture(t, name))
	copy(data[sof(t, data)+at:], bytes)
	return data
}

func TestRefused(t *testing.T) {
	var format FormatError
	grey := fixture(t, "grey")
	dht := bytes.Index(grey, []byte{0xff, markerDHT})
	for _, c := range []struct {
		name string
		data []byte
		want error // nil for a FormatError
		text string
	}{
		{"nothing", nil, ErrTruncated, ""},
		{"half a marker", []byte{0xff}, ErrTruncated, ""},
		{"only SOI", []byte{0xff, markerSOI}, ErrTruncated, ""},
		{"a PNG", []byte("\x89PNG\r\n\x1a\n"), nil, "no JPEG"},
		{"no picture", []byte{0xff, markerSOI, 0xff, markerEOI}, nil, "no frame"},
		{"arithmetic", fixture(t, "arithmetic"), ErrUnsupported, "arithmetic"},
		{"12 bits", patched(t, "444", 4, 12), ErrUnsupported, "12 bits"},
		{"lossless", patched(t, "444", 1, 0xc3), ErrUnsupported, "lossless"},
		{"lossless arithmetic", patched(t, "444", 1, 0xcb), ErrUnsupported, "lossless"},
		{"hierarchical", patched(t, "444", 1, 0xc5), ErrUnsupported, "hierarchical"},
		{"a hierarchy", slices.Concat(grey[:2], []byte{0xff, markerDHP, 0, 2}, grey[2:]), ErrUnsupported, "hierarchical"},
		{"no height", patched(t, "444", 5, 0, 0), ErrUnsupported, "height"},
		{"no width", patched(t, "444", 7, 0, 0), nil, "width"},
		{"a sampling factor of 0", patched(t, "444", 11, 0x01), nil, "component"},
		{"a sampling factor of 5", patched(t, "444", 11, 0x15), nil, "component"},
		{"two components of one name", patched(t, "444", 13, 1), nil, "name"},
		{"twelve blocks in an MCU", patched(t, "444", 11, 0x22, 0, 2, 0x22, 1, 3, 0x22), nil, "ten blocks"},
		{"components unlike their number", patched(t, "444", 9, 2), nil, "length"},
		{"a frame within the frame", slices.Concat(grey[:dht], grey[sof(t, grey):]), nil, "two frames"},
		{"a scan without Huffman tables", bytes.ReplaceAll(grey, []byte{0xff, markerDHT}, []byte{0xff, 0xe5}), nil, "missing"},
		{"no quantisation table", bytes.ReplaceAll(grey, []byte{0xff, markerDQT}, []byte{0xff, 0xe5}), nil, "missing"},
		{"a Huffman code that does not fit", slices.Concat(grey[:dht+5], []byte{3}, grey[dht+6:]), nil, "Huffman"},
		{"restarts in disorder", bytes.Replace(fixture(t, "restart"), []byte{0xff, markerRST0 + 1}, []byte{0xff, markerRST0 + 2}, 1), nil, "restart"},
	} {
		_, err := Decode(c.data, 1)
		if c.want != nil && !errors.Is(err, c.want) || c.want == nil && !errors.As(err, &format) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v, want %v with %q", c.name, err, c.want, c.text)
		}
	}
	config, err := ReadConfig(patched(t, "444", 4, 12))
	if config.Precision != 12 || config.Width != sceneWidth || !errors.Is(err, ErrUnsupported) {
		t.Errorf("12 bits: %+v, %v", config, err)
	}
}

// TestLies gives headers that claim more than the bytes can hold: they cost neither time nor memory.
func TestLies(t *testing.T) {
	size := func(name string, w, h int) []byte {
		return patched(t, name, 5, byte(h>>8), byte(h), byte(w>>8), byte(w))
	}
	rest := make([]byte, 2_000_000) // not of the picture: a film, say
	for name, data := range map[string][]byte{
		"65535x65535":             size("420", 65535, 65535),
		"65535x65535 progressive": size("progressive", 65535, 65535),
		"10x65535":                size("grey", 10, 65535),
		"with a film behind it":   append(size("420", 12000, 9000), rest...),
		"progressive, with film":  append(size("progressive", 12000, 9000), rest...),
		"a little larger":         size("444", 200, 200),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := Decode(data, 1)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil || errors.As(err, new(FormatError)) {
			t.Errorf("%s: %v", name, err)
		}
		if mem := after.TotalAlloc - before.TotalAlloc; mem > 1<<20 || took > 100*time.Millisecond {
			t.Errorf("%s took %v and %d bytes", name, took, mem)
		}
	}
}

// TestTruncated cuts files everywhere, also between two scans. Nothing half grey comes out.
func TestTruncated(t *testing.T) {
	for _, name := range []string{"420", "grey", "restart", "scans", "progressive", "progressive-restart", "ycck"} {
		data := fixture(t, name)
		whole := bytes.TrimSuffix(data, []byte{0xff, markerEOI})
		for cut := range len(whole) - 1 {
			for _, scale := range []int{1, 8} {
				if _, err := Decode(whole[:cut], scale); !errors.Is(err, ErrTruncated) {
					t.Fatalf("%s cut at %d of %d: %v", name, cut, len(data), err)
				}
			}
		}
		for scale := 1; scale <= 8; scale *= 2 {
			if _, err := Decode(whole, scale); err != nil {
				t.Errorf("%s without its end: %v", name, err)
			}
		}
	}
}

// TestTolerated adds to files what cameras and programs do, and what libjpeg passes over.
func TestTolerated(t *testing.T) {
	data := fixture(t, "restart")
	markers := func(data, marker, replacement []byte) []byte { return bytes.ReplaceAll(data, marker, replacement) }
	want, err := Decode(data, 1)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"bytes after the end":        append(slices.Clone(data), "a film"...),
		"a second picture":           append(slices.Clone(data), data...),
		"bytes between segments":     markers(data, []byte{0xff, markerDHT}, []byte{1, 2, 3, 0xff, 0, 0xff, markerDHT}),
		"bytes before the end":       markers(data, []byte{0xff, markerEOI}, []byte{1, 2, 3, 0xff, markerEOI}),
		"bytes before a restart":     markers(data, []byte{0xff, markerRST0 + 3}, []byte{0, 0xff, markerRST0 + 3}),
		"fill bytes at markers":      markers(data, []byte{0xff, markerDQT}, []byte{0xff, 0xff, 0xff, markerDQT}),
		"fill bytes at restarts":     markers(data, []byte{0xff, markerRST0 + 2}, []byte{0xff, 0xff, markerRST0 + 2}),
		"fill bytes at stuffed ones": markers(data, []byte{0xff, 0}, []byte{0xff, 0xff, 0}),
		"a restart at the end":       markers(data, []byte{0xff, markerEOI}, []byte{0xff, markerRST0, 0xff, markerEOI}),
	} {
		got, err := Decode(data, 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if largest, _ := differ(t, got, want); largest > 0 {
			t.Errorf("%s changes the picture", name)
		}
	}
}

// TestDamaged changes bytes of some files: there is an error, or a picture of the promised size.
func TestDamaged(t *testing.T) {
	for _, name := range []string{"420", "progressive"} {
		data := fixture(t, name)
		for i := 0; i < len(data); i += 3 {
			flip := byte(1 << (i & 7))
			data[i] ^= flip
			decodeAll(t, data)
			data[i] ^= flip
		}
	}
}

// decodeAll decodes at all scales, which must agree with each other and with the headers.
func decodeAll(t *testing.T, data []byte) {
	t.Helper()
	config, configErr := ReadConfig(data)
	for scale := 1; scale <= 8; scale *= 2 {
		img, err := Decode(data, scale)
		switch {
		case err != nil:
		case configErr != nil:
			t.Errorf("decodes, but its headers are refused: %v", configErr)
		case img.Bounds() != image.Rect(0, 0, ceilDiv(config.Width, scale), ceilDiv(config.Height, scale)):
			t.Errorf("1/%d is %v, of %+v", scale, img.Bounds(), config)
		default:
			b := img.Bounds()
			img.At(b.Max.X-1, b.Max.Y-1).RGBA() // is there
		}
	}
}

// TestManyScans decodes a progressive picture that has a scan for each bit of each coefficient, and in them next to nothing.
func TestManyScans(t *testing.T) {
	const side = 2048
	segment := func(marker byte, content ...byte) []byte {
		return slices.Concat([]byte{0xff, marker}, binary.BigEndian.AppendUint16(nil, uint16(len(content)+2)), content)
	}
	one := append([]byte{1}, make([]byte, 15)...) // a code with one word: 0
	data := slices.Concat(
		[]byte{0xff, markerSOI},
		segment(markerDQT, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...),
		segment(markerSOF2, 8, side>>8, 0, side>>8, 0, 1, 1, 0x11, 0),
		segment(markerDHT, slices.Concat([]byte{0}, one, []byte{0})...),
		segment(markerDHT, slices.Concat([]byte{0x10}, one, []byte{0xe0})...), // 16384 blocks end
		segment(markerSOS, 1, 1, 0, 0, 0, 0),
		make([]byte, side*side/64/8),
	)
	for k := range byte(63) {
		for low := range byte(14) {
			high := 14 - low
			if low == 0 {
				high = 0
			}
			data = append(data, segment(markerSOS, 1, 1, 0, k+1, k+1, high<<4|13-low)...)
			data = append(data, 0, 0, 0, 0, 0, 0, 0, 0)
		}
	}
	start := time.Now()
	_, err := Decode(data, 1)
	if !errors.As(err, new(FormatError)) || !strings.Contains(err.Error(), "more scans") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}
