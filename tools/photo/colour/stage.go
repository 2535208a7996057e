package colour

// A vec is a colour: up to four channels.
type vec [4]float64

// A stage is a step from the device to the connection space.
type stage interface{ apply(vec) vec }

// curves are a curve for each channel.
type curves []curve

func (s curves) apply(v vec) vec {
	for i, c := range s {
		v[i] = c.at(v[i])
	}
	return v
}

// affine is a matrix and what is added.
type affine struct {
	m [3][3]float64
	t [3]float64
}

func diagonal(v vec) affine {
	return affine{m: [3][3]float64{{v[0], 0, 0}, {0, v[1], 0}, {0, 0, v[2]}}}
}

func (a affine) apply(v vec) vec {
	var out vec
	for i, r := range a.m {
		out[i] = float64(r[0]*v[0]) + float64(r[1]*v[1]) + float64(r[2]*v[2]) + a.t[i]
	}
	return out
}

// after is b and then a.
func (a affine) after(b affine) affine {
	var out affine
	for j := range 3 {
		col := affine{m: a.m}.apply(vec{b.m[0][j], b.m[1][j], b.m[2][j]})
		out.m[0][j], out.m[1][j], out.m[2][j] = col[0], col[1], col[2]
	}
	t := a.apply(vec{b.t[0], b.t[1], b.t[2]})
	copy(out.t[:], t[:3])
	return out
}

// inverse undoes a, which adds nothing and is no projection.
func (a affine) inverse() affine {
	// The adjugate: each cofactor is a 2x2 determinant of the rows and columns after its own, round and round.
	var out affine
	for i := range 3 {
		for j := range 3 {
			r, s, c, d := (j+1)%3, (j+2)%3, (i+1)%3, (i+2)%3
			out.m[i][j] = float64(a.m[r][c]*a.m[s][d]) - float64(a.m[r][d]*a.m[s][c])
		}
	}
	det := float64(a.m[0][0]*out.m[0][0]) + float64(a.m[0][1]*out.m[1][0]) + float64(a.m[0][2]*out.m[2][0])
	for i := range 3 {
		for j := range 3 {
			out.m[i][j] /= det
		}
	}
	return out
}

// lab leads from encoded CIE Lab to XYZ. Its value is what encoded values are multiplied by first: version 2 has 0xFF00
// for 100 %, where version 4 has 0xFFFF.
type lab float64

const (
	labV2 = lab(65535.0 / 65280)
	labV4 = lab(1)
)

func (k lab) apply(v vec) vec {
	scale := float64(k)
	return fromLab(float64(100*scale*v[0]), float64(255*scale*v[1])-128, float64(255*scale*v[2])-128)
}

// fromLab is XYZ of CIE Lab.
func fromLab(l, a, b float64) vec {
	y := (l + 16) / 116
	return vec{float64(d50[0] * cube(y+a/500)), cube(y), float64(d50[2] * cube(y-b/200))}
}

// cube undoes the cube root of CIE Lab, which is a line near 0.
func cube(t float64) float64 {
	if t <= 24.0/116 {
		return (t - 16.0/116) * (108.0 / 841)
	}
	return float64(t * float64(t*t))
}

// encodedXYZ leads from encoded to true XYZ: 1.0 is 0x8000.
var encodedXYZ = diagonal(vec{65535.0 / 32768, 65535.0 / 32768, 65535.0 / 32768})

// clut is a table of colours for a grid of 3 or 4 channels, of which the first varies slowest; each has 3 values.
type clut struct {
	size  []int // nodes per channel, at least 2
	nodes samples
}

func (c clut) apply(v vec) vec {
	// Where each channel lies: the node at or below it, what lies a node further, and how far it is on the way there.
	var base int
	var step [4]int
	var frac [4]float64
	stride := 3
	for i := len(c.size) - 1; i >= 0; i-- {
		x := float64(clamp(v[i]) * float64(c.size[i]-1))
		n := min(int(x), c.size[i]-2)
		base += n * stride
		step[i], frac[i] = stride, x-float64(n)
		stride *= c.size[i]
	}
	if len(c.size) == 3 {
		return c.tetrahedral(base, step[:3], frac[:3])
	}
	a, b := c.tetrahedral(base, step[1:], frac[1:]), c.tetrahedral(base+step[0], step[1:], frac[1:])
	for i := range 3 {
		a[i] += float64((b[i] - a[i]) * frac[0])
	}
	return a
}

// tetrahedral interpolates in the one of six tetrahedra of a cube that holds the colour: from its lowest corner to its
// highest, along the channel that is furthest first.
func (c clut) tetrahedral(base int, step []int, frac []float64) vec {
	order := [3]int{0, 1, 2}
	if frac[order[0]] < frac[order[1]] {
		order[0], order[1] = order[1], order[0]
	}
	if frac[order[1]] < frac[order[2]] {
		order[1], order[2] = order[2], order[1]
	}
	if frac[order[0]] < frac[order[1]] {
		order[0], order[1] = order[1], order[0]
	}
	at := c.node(base)
	out := at
	for _, i := range order {
		base += step[i]
		next := c.node(base)
		for k := range 3 {
			out[k] += float64((next[k] - at[k]) * frac[i])
		}
		at = next
	}
	return out
}

func (c clut) node(i int) vec { return vec{c.nodes.at(i), c.nodes.at(i + 1), c.nodes.at(i + 2)} }

// samples are numbers of 0 to 1 as they stand in a profile, of 1 or 2 bytes each.
type samples struct {
	data  []byte
	width int
}

func (s samples) len() int { return len(s.data) / s.width }

func (s samples) at(i int) float64 {
	if s.width == 1 {
		return float64(s.data[i]) / 255
	}
	return float64(int(s.data[2*i])<<8|int(s.data[2*i+1])) / 65535
}
