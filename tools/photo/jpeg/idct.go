package jpeg

// The inverse DCTs. Their input is scaled by newSteps, has fraction bits behind the point, and half of its first
// value added for rounding. 64-bit arithmetic has room for any input: what a file says costs no checks.

// idctScale tells by which factors Arai, Agui and Nakajima ("A fast DCT-SQ scheme for images", 1988) take multiplications out of
// the 8-point transform, cos(kπ/16)·√2 and 1 for k = 0, and the same for the smaller ones.
func idctScale(size int) [8]float64 {
	switch size {
	case 8:
		return [8]float64{
			1, 1.3870398453221475, 1.3065629648763766, 1.1758756024193588,
			1, 0.7856949583871023, 0.5411961001461971, 0.2758993792829431,
		}
	case 4:
		return [8]float64{1, 1.3065629648763766, 1, 1.3065629648763766}
	}
	return [8]float64{1, 1}
}
