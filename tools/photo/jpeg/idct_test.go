package jpeg

import (
	"math"
	"math/rand/v2"
	"testing"
)

// idctFloat is the inverse DCT of the lowest size*size of 64 coefficients, by its definition (T.81, A.3.3), in
// whole samples.
func idctFloat(coef *[64]int, size int) (out [64]float64) {
	var basis [8][8]float64
	for n := range size {
		basis[0][n] = math.Sqrt(1.0 / 8)
		for k := 1; k < size; k++ {
			basis[k][n] = 0.5 * math.Cos(float64((2*n+1)*k)*math.Pi/float64(2*size))
		}
	}
	for y := range size {
		for x := range size {
			sum := 128.0
			for v := range size {
				for u := range size {
					sum += float64(coef[8*v+u]) * basis[u][x] * basis[v][y]
				}
			}
			out[y*size+x] = math.Floor(max(0, min(255, sum)) + 0.5)
		}
	}
	return out
}

// TestIDCT holds all sizes to what IEEE 1180 asks of the inverse DCT: no sample is off by more than 1, and on average
// they are hardly off.
func TestIDCT(t *testing.T) {
	r := rand.New(rand.NewPCG(1180, 1990))
	for _, size := range []int{8, 4, 2, 1} {
		for _, end := range []int{63, 26, 20, 9, 2, 0} {
			for _, quant := range []uint16{1, 7, 255} {
				reach := 300
				if quant == 255 {
					reach = 20_000 // as no encoder writes it
				}
				var table [64]uint16
				for i := range table {
					table[i] = quant
				}
				d := decoder{size: size}
				c := channel{steps: newSteps(&table, size), plane: make([]byte, 64), stride: size}
				worst, square, bias, n := 0.0, 0.0, 0.0, 0
				for range 200 {
					var coef [64]int
					for k := range end + 1 {
						value := r.IntN(2*reach+1) - reach
						if k > 0 {
							value /= k
						}
						value /= int(quant)
						coef[zigzag[k]] = value * int(quant)
						c.put(&d.coef, k, int32(value))
					}
					want := idctFloat(&coef, size)
					d.write(&c, 0, 0, end)
					for i := range size * size {
						e := float64(c.plane[i]) - want[i]
						worst = max(worst, math.Abs(e))
						square += e * e
						bias += e
						n++
					}
				}
				if worst > 1 || square/float64(n) > 0.02 || math.Abs(bias)/float64(n) > 0.02 {
					t.Errorf("size %d, %d coefficients times %d: off by %.2f, mean square %.3f, bias %.4f",
						size, end+1, quant, worst, square/float64(n), bias/float64(n))
				}
			}
		}
	}
}
