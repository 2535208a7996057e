package personal

import "strings"

// label is what the words before a number call it.
type label int

const (
	none  label = iota
	phone       // a telephone number
	bsn
	number // "nummer", which may be any
	other
)

var labels = map[string]label{
	"tel": phone, "telefoon": phone, "mobiel": phone, "bel": phone, "app": phone, "whatsapp": phone, "sms": phone, "telefoonnr": phone, "bereikbaar": phone,
	"bsn": bsn, "burgerservicenummer": bsn, "sofinummer": bsn, "sofi": bsn, "bsnnummer": bsn, "burgerservice": bsn,
	"nummer": number, "nr": number, "no": number,
}

// otherNumbers are what else people number. What ends in -nummer, -nr or -code is one too.
var otherNumbers = set(`kvk btw rsin isbn issn ean order bestelling factuur klant dossier zaak artikel kenmerk code id doi agb brin vestiging postbus rekening
	iban rek giro ticket versie polis serie barcode chip bedrag euro eur uid fiscaal anbi kamer koophandel cbs pas referentie`)

// label gives what the last words before i call a number; the nearest word that says it decides.
func (f *finder) label(i, words int) label {
	for _, w := range f.wordsBefore(i, words) {
		l, ok := labels[w]
		switch {
		case ok:
			return l
		case strings.HasSuffix(w, "telefoonnummer"), strings.HasSuffix(w, "appnummer"), strings.HasPrefix(w, "mobiel"), w == "noodnummer":
			return phone
		case otherNumbers[w], len(w) > 4 && (strings.HasSuffix(w, "nummer") || strings.HasSuffix(w, "code")), len(w) > 3 && strings.HasSuffix(w, "nr"):
			return other
		}
	}
	return none
}

// wordsBefore gives the last words before i on its line, the nearest first, in lower case, at most 80 bytes back.
func (f *finder) wordsBefore(i, max int) []string {
	from := i
	for from > 0 && i-from < 80 && f.text[from-1] != '\n' {
		from--
	}
	line := strings.ToLower(f.text[from:i])
	if dot := strings.LastIndex(line, ". "); dot > 4 && !digit(line[dot-1]) && !strings.HasSuffix(line[:dot], "nr") && !strings.HasSuffix(line[:dot], "tel") {
		line = line[dot:]
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return (r < 'a' || r > 'z') && r < 0x80 })
	var out []string
	for len(words) > 0 && len(out) < max {
		out, words = append(out, words[len(words)-1]), words[:len(words)-1]
	}
	return out
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
