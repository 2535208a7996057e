package prose

import "strings"

// Superscript writes raised text with the characters that Unicode has for it: m² and 10⁻³. Text with any other character
// stays as it is: 1e is easier to read than what comes near to it.
func Superscript(s string) string {
	return shifted(s, "0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
}

// Subscript does the same for lowered text: CO₂.
func Subscript(s string) string {
	return shifted(s, "0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
}

func shifted(s, from, to string) string {
	plain, out := []rune(from), []rune(to)
	missing := false
	moved := strings.Map(func(r rune) rune {
		for i, p := range plain {
			if p == r {
				return out[i]
			}
		}
		missing = missing || r != ' '
		return r
	}, s)
	if missing {
		return s
	}
	return moved
}
