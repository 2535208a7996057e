package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

var (
	ageUnit  = `(jaar|jr\.?|jarigen|maanden|maand|mnd\.?|weken)?`
	ageRange = regexp.MustCompile(`^(?:van )?(\d{1,2}) ?` + ageUnit + ` ?(?:-|t/m|tot en met|tot) ?(\d{1,2}) ?` + ageUnit + `$`)
	ageFrom  = regexp.MustCompile(`^(?:vanaf )?(\d{1,2}) ?` + ageUnit + ` ?(\+|en ouder|e\.o\.)?$`)
	ageTo    = regexp.MustCompile(`^(tot en met|t/m|tot|max\.?|onder de) (\d{1,2}) ?` + ageUnit + `$`)
	amount   = regexp.MustCompile(`(?i)^(?:€|eur|euro)? ?(\d{1,4})(?:[.,](\d{2}|-{1,2}|–))? ?(?:euro|eur|€)?(?:[ ,;(]+(.*))?$`)
	free     = regexp.MustCompile(`(?i)^(?:gratis|kosteloos|vrije toegang|vrij entree|geen kosten|geen|nee)\b(.*)$`)
	digits   = regexp.MustCompile(`\d`)
	mail     = regexp.MustCompile(`[^\s<>(),;:]+@[^\s<>(),;:]+\.[a-zA-Z]{2,}`)
	web      = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>()]+[^\s<>().,;]`)
	phone    = regexp.MustCompile(`(?:\+31|0)[\d -]{8,13}\d`)
)

// ages reads an age or a range of ages in months.
func ages(text string) (from, to *int, ok bool) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	s = strings.NewReplacer("–", "-", "—", "-").Replace(s)
	through := strings.Contains(s, "t/m") || strings.Contains(s, "en met")
	if s == "alle leeftijden" || s == "iedereen" || s == "alle" {
		return nil, nil, true
	}
	if m := ageRange.FindStringSubmatch(s); m != nil {
		unit := m[2]
		if unit == "" {
			unit = m[4]
		}
		from, to = months(m[1], unit, false), months(m[3], m[4], through)
		return from, to, *from <= *to
	}
	if m := ageTo.FindStringSubmatch(s); m != nil {
		return nil, months(m[2], m[3], through), true
	}
	if m := ageFrom.FindStringSubmatch(s); m != nil && (strings.HasPrefix(s, "vanaf") || m[3] != "") {
		return months(m[1], m[2], false), nil, true
	}
	return nil, nil, false
}

// months counts an age; through counts to the end of the last year.
func months(n, unit string, through bool) *int {
	v, _ := strconv.Atoi(n)
	switch {
	case strings.HasPrefix(unit, "m"):
	case strings.HasPrefix(unit, "w"):
		v /= 4
	case through:
		v = v*12 + 11
	default:
		v *= 12
	}
	return &v
}

// price reads what it costs and the words behind it. What says more than one amount is only a note.
func price(text string) (*float64, string) {
	text = strings.TrimRight(text, " .")
	if m := free.FindStringSubmatch(text); m != nil && !digits.MatchString(m[1]) {
		return new(float64), strings.Trim(m[1], " .,;()")
	}
	m := amount.FindStringSubmatch(text)
	if m == nil || digits.MatchString(m[3]) {
		return nil, text
	}
	v, err := strconv.ParseFloat(m[1]+"."+strings.Trim(m[2], "-–")+"0", 64)
	if err != nil {
		return nil, text
	}
	return &v, strings.TrimRight(m[3], ") ")
}

// signUp reads how to sign up; false when there is more in the text than the fields hold.
func signUp(a *page.Activity, text string) bool {
	s := strings.Trim(strings.ToLower(text), " .!")
	switch s {
	case "ja", "nodig", "verplicht", "j", "x", "wel nodig", "vooraf", "ja, verplicht":
		a.SignUp = "nodig"
		return true
	case "nee", "n", "niet", "niet nodig", "niet verplicht", "hoeft niet", "n.v.t", "nvt", "inloop", "vrije inloop", "vrij", "-":
		a.SignUp = "niet"
		return true
	case "gewenst", "graag", "liefst", "mag":
		a.SignUp = "gewenst"
		return true
	}
	rest := text
	take := func(re *regexp.Regexp, to *string) {
		if m := re.FindString(rest); m != "" {
			*to, rest = strings.TrimSpace(m), strings.Replace(rest, m, " ", 1)
		}
	}
	take(mail, &a.SignUpMail)
	take(web, &a.SignUpURL)
	take(phone, &a.SignUpTel)
	if strings.HasPrefix(strings.ToLower(a.SignUpURL), "www.") {
		a.SignUpURL = "https://" + a.SignUpURL
	}
	switch {
	case strings.HasPrefix(s, "niet") || strings.HasPrefix(s, "nee"):
		a.SignUp = "niet"
	case strings.Contains(s, "gewenst") || strings.Contains(s, "graag"):
		a.SignUp = "gewenst"
	case rest != text || strings.HasPrefix(s, "ja") || strings.Contains(s, "verplicht") || strings.Contains(s, "nodig"):
		a.SignUp = "nodig"
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return strings.ContainsRune(" ,.:;()/-", r) }) {
		switch w {
		case "ja", "via", "bij", "of", "en", "op", "per", "mail", "e", "mailto", "tel", "telefoon", "naar", "graag", "gewenst", "nodig", "verplicht":
		default:
			return false
		}
	}
	return true
}
