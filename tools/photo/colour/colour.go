// Package colour turns the pixels of a picture with a colour profile into sRGB, so that a site can publish pictures
// without profiles.
//
// It reads ICC profiles (ICC.1:2022, and version 2 as in ICC.1:2001-04) for gray, RGB and CMYK: matrix with curves,
// and lookup tables (lut8, lut16 and lutAToB). What is not a description of a picture's colours (device links,
// abstract and named colour profiles) is refused. CICP (ITU-T H.273) makes the profile of the code points in HEIF and
// AVIF, and CMYK serves pictures for the press that have no profile. The chunks gAMA and cHRM of PNG are not for this
// package: browsers disagree about them, and who means a colour space embeds its profile.
//
// # What is done
//
// Colours go from the device to the profile connection space (CIE XYZ or Lab, D50) by the perceptual intent (A2B0, else
// A2B1), with black point compensation, as Little CMS does by default for its sRGB, and from there to sRGB
// (IEC 61966-2-1). What sRGB has not is clipped, a channel at a time.
//
// # Values
//
// Device values and light are float64, 0 to 1. Pixels are 8 bits: *image.YCbCr as in JFIF (full range, BT.601), of any
// subsampling, *image.Gray, *image.NRGBA, and *image.CMYK with 255 for full ink. All start at (0, 0).
//
// The same picture gives the same bytes on every machine: pixels are worked out in integers, from tables in which no
// product is fused with a sum (hence the conversions float64(x*y)) and no power is left to the machine's own (see pow).
package colour

import (
	"errors"
	"fmt"
	"image"
)

var (
	// ErrProfile is of a profile that cannot be read, or is no description of a picture's colours.
	ErrProfile = errors.New("unusable colour profile")
	// ErrMismatch is of a profile for other channels than the picture has.
	ErrMismatch = errors.New("colour profile of another kind of picture")
)

// Profile knows what the values of a picture look like. It does not change, so many may use it at a time.
//
// A profile for gray is kept as one for RGB, with the primaries of sRGB and its one curve thrice: what is gray in it
// stays gray, and also a decoder that makes RGB of everything is served.
type Profile struct {
	channels int      // 3 or 4
	first    [4]curve // of each channel
	then     []stage  // from there to XYZ
	last     affine   // XYZ to linear sRGB, with black at 0
}

func newProfile(channels int, first [4]curve, then ...stage) *Profile {
	return &Profile{channels: channels, first: first, then: then, last: fromPCS}
}

// xyz is what a colour of the device is in the connection space.
func (p *Profile) xyz(device vec) vec {
	for i, c := range p.first[:p.channels] {
		device[i] = c.at(device[i])
	}
	for _, s := range p.then {
		device = s.apply(device)
	}
	return device
}

// srgb is what a colour of the device is in sRGB: below 0 and above 1 when sRGB has it not.
func (p *Profile) srgb(device vec) vec {
	v := p.last.apply(p.xyz(device))
	return vec{encode(v[0]), encode(v[1]), encode(v[2])}
}

// mix is the one matrix that p is after its curves, if it is that.
func (p *Profile) mix() (affine, bool) {
	if len(p.then) != 1 {
		return affine{}, false
	}
	a, ok := p.then[0].(affine)
	return p.last.after(a), ok
}

// IsSRGB reports that p is so near to sRGB that to convert would change nothing that can be seen.
func (p *Profile) IsSRGB() bool {
	// Two of 255 is what profiles may differ that say they are sRGB, and have its curve with few samples.
	const near, n = 2.0 / 255, 9
	if p.channels != 3 {
		return false
	}
	at := func(i int) float64 { return float64(i*i) / ((n - 1) * (n - 1)) } // more of them in the dark
	for i := range n * n * n {
		device := vec{at(i % n), at(i / n % n), at(i / (n * n))}
		srgb := p.srgb(device)
		for c := range 3 {
			if d := clamp(srgb[c]) - device[c]; d > near || d < -near {
				return false
			}
		}
	}
	return true
}

// Convert gives img in sRGB. It writes over the pixels of img and returns it, except for *image.CMYK, of which it makes a
// new *image.YCbCr without subsampling. Alpha stays. After an error img is as it was. A profile for other channels than img
// has is an ErrMismatch; gray goes with RGB.
func (p *Profile) Convert(img image.Image) (image.Image, error) {
	if _, ok := img.(*image.CMYK); ok != (p.channels == 4) {
		return nil, fmt.Errorf("%w: %d channels for %T", ErrMismatch, p.channels, img)
	}
	switch img := img.(type) {
	case *image.Gray:
		p.gray(img)
	case *image.YCbCr:
		p.converter().ycbcr(img)
	case *image.NRGBA:
		p.converter().nrgba(img)
	case *image.CMYK:
		return newGrid(p).press(img), nil
	default:
		return nil, fmt.Errorf("colour: no conversion of %T", img)
	}
	return img, nil
}

// A converter has a profile of three channels in tables.
type converter interface {
	ycbcr(*image.YCbCr)
	nrgba(*image.NRGBA)
}

func (p *Profile) converter() converter {
	if s := newShaper(p); s != nil {
		return s
	}
	return newGrid(p)
}

// gray converts gray pixels. Of an RGB profile whose grays are not neutral the lightness counts.
func (p *Profile) gray(img *image.Gray) {
	var table [256]uint8
	for i := range table {
		x := float64(i) / 255
		v := p.srgb(vec{x, x, x})
		table[i] = byteOf(luma(fixed(v[0]), fixed(v[1]), fixed(v[2])))
	}
	b := img.Bounds()
	for y := range b.Dy() {
		row := img.Pix[y*img.Stride:][:b.Dx()]
		for x, v := range row {
			row[x] = table[v]
		}
	}
}
