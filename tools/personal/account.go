package personal

import "strings"

// ibanLength is how long an account number of a country is (the IBAN registry of ISO 13616), of those that people here have.
var ibanLength = map[string]int{
	"AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27,
	"HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
	"PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
}

// account reads an IBAN of which the check digits stand at i. It gives the end of all that has its form, so that no part of it is
// taken for another number; only one with right check digits is a hit.
func (f *finder) account(i int) int {
	from := i - 2
	if from >= 1 && f.text[i-1] == ' ' { // NL 91 ABNA
		from--
	}
	if from < 0 || !letter(f.text[from]) || !letter(f.text[from+1]) || letter(f.at(from-1)) || digit(f.at(from-1)) {
		return 0
	}
	want := ibanLength[strings.ToUpper(f.text[from:from+2])]
	var b strings.Builder
	end := from
	for gap := 0; end < len(f.text) && b.Len() < want; end++ {
		switch c := f.text[end]; {
		case digit(c), letter(c):
			b.WriteByte(c)
			gap = 0
		case (c == ' ' || c == '.' || c == '-' || c == 0xc2 || c == 0xa0) && gap < 2:
			gap++
		default:
			return 0
		}
	}
	number := strings.ToUpper(b.String())
	if want == 0 || len(number) != want || !digit(number[2]) || !digit(number[3]) || letter(f.at(end)) || digit(f.at(end)) {
		return 0
	}
	right := remainder(number) == 1
	switch dutch := number[:2] == "NL"; {
	case dutch && !bank(number), !dutch && (!right || f.text[from:from+2] != number[:2]): // "is 26 mei" is not of Iceland
		return 0
	}
	if right && !f.known.number(number) {
		f.hit(Account, from, end)
	}
	return end
}

// bank reports the four letters and ten digits of a Dutch account.
func bank(number string) bool {
	for i, c := range []byte(number[4:]) {
		if letter(c) != (i < 4) {
			return false
		}
	}
	return true
}

// remainder is an IBAN modulo 97: its first four signs come last, and a letter counts as two digits, A as 10. It is 1 when all is right.
func remainder(number string) int {
	r := 0
	for _, c := range []byte(number[4:] + number[:4]) {
		if digit(c) {
			r = (r*10 + int(c-'0')) % 97
		} else {
			r = (r*100 + int(c-'A') + 10) % 97
		}
	}
	return r
}
