package personal

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// citizen reads a BSN, by the rules of the package comment. It gives its end, 0 when it is none.
func (f *finder) citizen(groups []group) int {
	for n := min(4, len(groups)); n > 0; n-- {
		if end := groups[n-1].end; f.isCitizen(groups[:n]) {
			f.hit(BSN, groups[0].at, end)
			return end
		}
	}
	return 0
}

func (f *finder) isCitizen(groups []group) bool {
	from, end := groups[0].at, groups[len(groups)-1].end
	digits, shape := "", ""
	for _, g := range groups {
		digits += f.text[g.at:g.end]
		shape += strconv.Itoa(g.len())
		if g.mark != groups[min(1, len(groups)-1)].mark && g.at > from || g.mark == '/' {
			return false
		}
	}
	b, a := f.at(from-1), f.at(end)
	if len(digits) < 7 || len(digits) > 10 || !f.alone(from, end) || b == '-' || b == '/' || a == '/' || address(f.chunk(from)) {
		return false
	}
	near := f.label(from, 2)
	said := f.saidBehind(end) || slices.ContainsFunc(f.wordsBefore(from, 8), func(w string) bool { return labels[w] == bsn })
	switch {
	case said && near != other && near != phone:
		return true
	case !proof(digits), f.label(from, 3) != none, f.amount(from, end):
		return false
	case shape == "9", shape == "423":
		return true
	case shape == "8" && !dateLike(digits), shape == "333", shape == "422":
		return f.personal(from, end)
	}
	return false
}

// proof is the proof of eleven of a BSN: of eight or nine digits the sum with the weights 9 to 2, and -1 for the last, is a multiple of 11.
func proof(digits string) bool {
	if len(digits) == 8 {
		digits = "0" + digits
	}
	if len(digits) != 9 {
		return false
	}
	sum, any := 0, false
	for i := range 9 {
		d := int(digits[i] - '0')
		if !digit(digits[i]) {
			return false
		}
		any = any || d > 0
		if weight := 9 - i; weight > 1 {
			sum += weight * d
		} else {
			sum -= d
		}
	}
	return any && sum%11 == 0
}

func dateLike(digits string) bool {
	for _, layout := range []string{"20060102", "02012006"} {
		if _, err := time.Parse(layout, digits); err == nil {
			return true
		}
	}
	return false
}

func (f *finder) saidBehind(end int) bool {
	rest := strings.ToLower(f.text[end:min(len(f.text), end+12)])
	return strings.HasPrefix(rest, " (bsn") || strings.HasPrefix(rest, " bsn") || strings.HasPrefix(rest, " is mijn bsn") || strings.HasPrefix(rest, ", bsn")
}

func (f *finder) amount(from, end int) bool {
	before := strings.TrimRight(f.text[max(0, from-6):from], " \u00a0")
	behind := strings.TrimLeft(strings.ToLower(f.text[end:min(len(f.text), end+9)]), " \u00a0")
	return strings.HasSuffix(before, "€") || strings.HasSuffix(before, "$") || strings.HasPrefix(behind, "euro") || strings.HasPrefix(behind, "€") ||
		strings.HasPrefix(behind, ",-") || strings.HasPrefix(behind, "keer") || strings.HasPrefix(behind, "mensen")
}

// people are words of a sentence that speaks of a person's papers or family.
var people = set(`geboren geboortedatum paspoort identiteitskaart idkaart digid zorgverzekering toeslag kinderbijslag persoonsnummer onderwijsnummer persoonsgegevens
	zoon zoontje dochter dochtertje kind kindje baby leerling peuter kleuter naam achternaam voornaam ouder`)

// personal reports whether the words near a number speak of a person.
func (f *finder) personal(from, end int) bool {
	if slices.ContainsFunc(f.wordsBefore(from, 12), func(w string) bool { return people[w] }) {
		return true
	}
	rest, _, _ := strings.Cut(f.text[end:min(len(f.text), end+60)], "\n")
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return (r < 'a' || r > 'z') && r < 0x80 }), func(w string) bool { return people[w] })
}
