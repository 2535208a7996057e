package colour

import (
	"encoding/binary"
	"fmt"
	"slices"
)

const (
	// maxSize is of the largest profile that is read, in bytes: twice what the largest for presses have.
	maxSize = 4 << 20
	// maxTags is how many tags a profile may have: real ones have some 20.
	maxTags = 100
	header  = 128
	// darkest is the luminance of the darkest black that is compensated for: that of L* 50.
	darkest = 0.184187
	// perceptualBlack is the luminance of black in the perceptual tables of version 4 (ICC.1:2022 6.3.4.3).
	perceptualBlack = 0.0034731
)

// tags are the parts of a profile by their signature.
type tags map[string][]byte

// Parse reads an ICC profile, which must not change after it. Its error is an ErrProfile.
func Parse(icc []byte) (*Profile, error) {
	if len(icc) < header+4 || len(icc) > maxSize || string(icc[36:40]) != "acsp" {
		return nil, fmt.Errorf("%w: not an ICC profile of 132 bytes to 4 MiB", ErrProfile)
	}
	version, class, space, pcs := icc[8], string(icc[12:16]), string(icc[16:20]), string(icc[20:24])
	if version < 2 || version > 4 {
		return nil, fmt.Errorf("%w: version %d", ErrProfile, version)
	}
	if !slices.Contains([]string{"scnr", "mntr", "prtr", "spac"}, class) {
		return nil, fmt.Errorf("%w: class %q", ErrProfile, class)
	}
	if pcs != "XYZ " && pcs != "Lab " {
		return nil, fmt.Errorf("%w: leads to %q", ErrProfile, pcs)
	}
	t, err := parseTags(icc)
	if err != nil {
		return nil, err
	}
	channels := map[string]int{"GRAY": 1, "RGB ": 3, "CMYK": 4}[space]
	table := t["A2B0"]
	if table == nil {
		table = t["A2B1"]
	}
	var p *Profile
	switch {
	case channels == 1:
		p, err = t.gray(pcs)
	case channels != 0 && table != nil:
		p, err = parseTable(table, channels, pcs)
	case channels == 3:
		p, err = t.matrix()
	default:
		err = fmt.Errorf("%w: no table for %q", ErrProfile, space)
	}
	if err != nil {
		return nil, err
	}
	if err := p.compensate(version == 4 && channels != 1 && table != nil && t["rTRC"] == nil); err != nil {
		return nil, err
	}
	return p, nil
}

// parseTags finds the tags. Those that lie outside the profile are left out: nobody may need them.
func parseTags(icc []byte) (tags, error) {
	count := binary.BigEndian.Uint32(icc[header:])
	if count > maxTags || int(count) > (len(icc)-header-4)/12 {
		return nil, fmt.Errorf("%w: %d tags", ErrProfile, count)
	}
	t := tags{}
	for i := range int(count) {
		b := icc[header+4+12*i:]
		offset, size := uint64(binary.BigEndian.Uint32(b[4:])), uint64(binary.BigEndian.Uint32(b[8:]))
		if offset+size <= uint64(len(icc)) {
			t[string(b[:4])] = icc[offset : offset+size]
		}
	}
	return t, nil
}

// gray reads the curve of gray: of lightness if the profile leads to Lab.
func (t tags) gray(pcs string) (*Profile, error) {
	c, _, err := parseCurve(t["kTRC"])
	if err != nil {
		return nil, err
	}
	if pcs == "Lab " {
		c = lightness{c}
	}
	return newProfile(3, [4]curve{c, c, c}, fromPCS.inverse()), nil
}

// matrix reads curves and the primaries that they are of.
func (t tags) matrix() (*Profile, error) {
	var first [4]curve
	var m affine
	for i, name := range []string{"r", "g", "b"} {
		var err error
		if first[i], _, err = parseCurve(t[name+"TRC"]); err != nil {
			return nil, err
		}
		xyz := t[name+"XYZ"]
		if len(xyz) < 20 || string(xyz[:4]) != "XYZ " {
			return nil, fmt.Errorf("%w: no primaries", ErrProfile)
		}
		for j := range 3 {
			m.m[j][i] = fixed16(xyz[8+4*j:])
		}
	}
	return newProfile(3, first, m), nil
}

// compensate makes the black of p 0: that of all perceptual tables of version 4, or its own. What has a table and also
// curves is a screen, whose table need not be perceptual.
func (p *Profile) compensate(perceptual bool) error {
	white, black := p.xyz(vec{1, 1, 1})[1], p.xyz(vec{})[1]
	if p.channels == 4 {
		white, black = p.xyz(vec{})[1], p.xyz(vec{1, 1, 1, 1})[1]
	}
	if !(white > black+0.1) {
		return fmt.Errorf("%w: its white is dark", ErrProfile)
	}
	if perceptual {
		black = perceptualBlack
	}
	black = min(max(black, 0), darkest)
	for i := range p.last.m {
		for j := range p.last.m[i] {
			p.last.m[i][j] /= 1 - black
		}
		p.last.t[i] = -black / (1 - black)
	}
	return nil
}
